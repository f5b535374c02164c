// Package signal makes the synthetic data sets: electrocardiograms and electroencephalograms of people who do not
// exist, by published models, from a seed. They are for comparing number formats and memories, and say nothing clinical.
//
// # Hearts
//
// A heart is a dipole that moves (heart.go): each of its axes X, Y, Z is a sum of Gaussians around each beat, with the
// values of Sameni, Clifford, Jutten & Shamsollahi, EURASIP J. Adv. Signal Process. 2007, 043407, as the authors'
// example in the Open-Source Electrophysiological Toolbox has them. The interval from beat to beat breathes, and sways
// with the Mayer wave (McSharry, Clifford, Tarassenko & Smith, IEEE Trans. Biomed. Eng. 50:289, 2003). Leads are the
// dipole times the rows of Dower, Machado & Osborne, Clin. Cardiol. 3:87, 1980 (leads.go). Noise is that of nine
// electrodes, from which twelve leads follow, so that a swapped electrode takes it along (Krasteva, Jekova & Schmid,
// Sensors 19:2920, 2019).
//
// How people differ, and what makes a beat abnormal, are choices of ours: fecgsyn (Behar et al., Physiol. Meas. 35:1537,
// 2014) and Clifford, Nemati & Sameni, Physiol. Meas. 31:595, 2010, change the sets of Gaussians in the same way.
//
// # A person's recording
//
// A recording of a real person can be seen by a network that was trained on such models (recording.go): it is cut into
// samples of the same leads, rate and steps. What the network then says is of two things that were never matched, and
// says nothing clinical either.
//
// # The same bits everywhere
//
// A record is a function of the parameters, of its part and of its number. Who is recorded is drawn from one stream by
// the person's number, what is recorded from another by the record's; training and test number their people apart. Only
// + - * / sqrt and package num are used, and what is kept are 8 bits a value, 128 for zero.
package signal
