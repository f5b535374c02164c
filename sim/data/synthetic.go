package data

// Names of the tasks that package signal makes.
const (
	Beats     = "ecg-beats"
	Inversion = "ecg-inversion"
	EEG       = "eeg"
)

// caveat is what is to be said of every figure of a synthetic task.
const caveat = "Synthetic signals of people who do not exist: they compare number formats and memories, and say " +
	"nothing clinical."

// synthetic is a task of as many records as are wanted, up to so many.
func synthetic(t Task, test, train, taken int) Task {
	t.Caveat, t.Format = caveat, Synthetic
	t.Parts = []Part{{Name: "test", Images: test}, {Name: "train", Images: train, Taken: taken}}
	return t
}

// beats are heartbeats of five kinds in two leads.
func beats() Task {
	return synthetic(Task{
		Name: Beats, Title: "Heartbeats, synthetic", Shows: "synthetic electrocardiograms, two seconds around a beat",
		Item: "Beat", Word: Beat, Source: "model of Sameni et al. 2007; see the sources of package signal",
		Shape:  Shape{Grid: Grid{C: 2, H: 1, W: 200}, Classes: 5},
		Names:  []string{"normal", "atrial", "ventricular", "left block", "right block"},
		Grey:   400,
		Recipe: map[string]string{"net": "32c13s2-32c9p-64c7p-128", "schedule": "cosine", "epochs": "8"},
		Terms: Terms{Text: "Made by Arraylab from a seed, after the model of R. Sameni, G. D. Clifford, C. Jutten and M. " +
			"B. Shamsollahi, \"Multichannel ECG and noise modeling\", 2007. Nobody was recorded."},
	}, 2000, 20000, 4000)
}

// inversion are electrocardiograms of which half have electrodes swapped.
func inversion() Task {
	return synthetic(Task{
		Name: Inversion, Title: "Swapped electrodes, synthetic",
		Shows: "synthetic electrocardiograms of three seconds in twelve leads, half of them with electrodes swapped",
		Item:  "Record", Word: Record, Source: "model of Sameni et al. 2007, swaps after Krasteva et al. 2019",
		Shape: Shape{Grid: Grid{C: 12, H: 1, W: 375}, Classes: 2},
		Names: []string{"right", "swapped"},
		Kinds: []string{"none swapped", "RA and LA", "RA and LL", "LA and LL", "chest reversed", "chest neighbours",
			"limb and chest"},
		Grey:   4500,
		Recipe: map[string]string{"net": "32c13s2-32c9p-64c7p-128", "schedule": "cosine", "epochs": "8"},
		Terms: Terms{Text: "Made by Arraylab from a seed, after the model of R. Sameni, G. D. Clifford, C. Jutten and M. " +
			"B. Shamsollahi, \"Multichannel ECG and noise modeling\", 2007, with the lead algebra of V. Krasteva, I. Jekova " +
			"and R. Schmid, 2019. Nobody was recorded."},
	}, 1000, 20000, 4000)
}

// eeg are electroencephalograms of imagined movements.
func eeg() Task {
	return synthetic(Task{
		Name: EEG, Title: "Imagined hand, synthetic",
		Shows: "synthetic electroencephalograms of two and a half seconds at 16 electrodes, while a hand's movement is " +
			"imagined",
		Item: "Trial", Word: Trial, Source: "after simBCI (Lindgren et al. 2018) and SEREEGA (Krol et al. 2018)",
		Shape:  Shape{Grid: Grid{C: 16, H: 1, W: 200}, Classes: 2},
		Names:  []string{"left", "right"},
		Grey:   3200,
		Recipe: map[string]string{"net": "32c15s2-32c9p-64c7a-64", "schedule": "cosine", "epochs": "8"},
		Terms: Terms{Text: "Made by Arraylab from a seed, after the models of J. T. Lindgren, A. Merlini, A. Lecuyer and " +
			"F. Andriulli, \"simBCI\", 2018, and of L. R. Krol, J. Pawlitzki, F. Lotte, K. Gramann and T. O. Zander, " +
			"\"SEREEGA\", 2018. Nobody was recorded."},
	}, 1000, 20000, 4000)
}
