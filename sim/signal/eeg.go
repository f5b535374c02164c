package signal

import (
	"math"

	"arraylab/sim/num"
	"arraylab/sim/rng"
)

// Of the trials.
const (
	eegRate      = 80 // Values a second.
	eegValues    = 200
	eegOfSubject = 20  // Trials of one subject: ten of each hand.
	eegStep      = .35 // Microvolts of one step of the 8 bits.
	eegWarm      = 80  // Values before the trial, in which the sources come into swing.
	eegNoises    = 12  // Sources of pink noise.
)

// spot is a place on the head from above: the nose at (0, 1), the left ear at (-1, 0).
type spot struct{ x, y float64 }

// Electrodes of the 10-20 system, in the order of the leads: F3 Fz F4 FC3 FC4 C3 Cz C4 T7 T8 CP3 CP4 P3 Pz P4 Oz.
func eegElectrodes() [16]spot {
	return [16]spot{{-.4, .5}, {0, .5}, {.4, .5}, {-.45, .25}, {.45, .25}, {-.5, 0}, {0, 0}, {.5, 0}, {-.95, 0}, {.95, 0},
		{-.45, -.25}, {.45, -.25}, {-.4, -.5}, {0, -.5}, {.4, -.5}, {0, -.9}}
}

// The hands' parts of the brain lie under C3 and C4, the one of the right hand at the left.
const (
	leftSide = iota
	rightSide
)

// resonance is noise of a narrow band: a second-order filter of white noise with an amplitude of one.
type resonance struct{ a, b, gain, y, before float64 }

// newResonance is one of so many turns a second, so wide.
func newResonance(hertz, width float64) resonance {
	r := num.Exp(float64(-math.Pi * width / eegRate))
	c := num.CosPi(float64(2 * hertz / eegRate))
	rr := float64(r * r)
	// The variance of the filter's output for white noise of variance one.
	cosine2 := float64(2*float64(c*c)) - 1
	variance := (1 + rr) / float64((1-rr)*(1+float64(rr*rr)-float64(float64(2*rr)*cosine2)))
	return resonance{a: float64(float64(2*r) * c), b: rr, gain: 1 / math.Sqrt(variance)}
}

func (s *resonance) next(d draws) float64 {
	now := float64(s.a*s.y) - float64(s.b*s.before) + float64(s.gain*d.normal())
	s.before, s.y = s.y, now
	return now
}

// pink is noise that falls with the frequency: the sum of first-order filters an octave and more apart.
type pink struct {
	y      [4]float64
	weight [4]float64
}

// newPink makes noise of power 1/f^slope, about: slower filters weigh the more the steeper it is.
func newPink(slope float64) (p pink) {
	total := 0.0
	for i := range p.weight {
		p.weight[i] = num.Exp(float64(float64((slope-1)*float64(i)) * .55))
		total += float64(p.weight[i] * p.weight[i])
	}
	for i := range p.weight {
		p.weight[i] /= math.Sqrt(total)
	}
	return p
}

// pinkKeeps are what the filters keep of a value from one to the next: 30, 8, 2 and 0.5 turns a second.
func pinkKeeps() [4]float64 { return [4]float64{.0948, .5335, .8546, .9615} }

func (p *pink) next(d draws) (sum float64) {
	for i, keep := range pinkKeeps() {
		p.y[i] = float64(keep*p.y[i]) + float64(math.Sqrt(1-float64(keep*keep))*d.normal())
		sum += float64(p.weight[i] * p.y[i])
	}
	return sum
}

// source is a place in the head whose activity the electrodes see with the Gaussian of their distance: a stand-in for
// the shells of a head.
type source struct {
	gain [16]float64
}

func newSource(at spot, reach, amplitude float64) (s source) {
	for e, place := range eegElectrodes() {
		dx, dy := place.x-at.x, place.y-at.y
		far := float64(dx*dx) + float64(dy*dy)
		s.gain[e] = float64(amplitude * num.Exp(-far/float64(2*float64(reach*reach))))
	}
	return s
}

// subject is a head.
type subject struct {
	mu, beta     float64 // Turns a second.
	side         [2]source
	share        float64 // Of beta in the amplitude of a hand's part.
	depth, other float64 // Share that goes at the opposite side, and at the same side.
	occipital    source
	alpha        float64
	noises       [eegNoises]source
	slopes       [eegNoises]float64
	eyes         source
	sensor       float64
	blinks       float64 // Probability of a blink in a trial.
}

// newSubject draws the person of a number. The numbers are choices of ours.
func newSubject(p Parameters, number uint64) *subject {
	d := draws{rng.New(p.Cohort, rng.People).Source(number)}
	vary := func(sd float64) float64 { return d.lognormal(float64(sd * p.Variation)) }
	between := func(lo, hi float64) float64 {
		middle := (lo + hi) / 2
		return middle + float64(p.Variation*(d.between(lo, hi)-middle))
	}
	of := &subject{mu: between(9, 12.5), beta: between(18, 25), share: between(.2, .5)}
	amplitude, lean := float64(9*vary(.3)), between(-.15, .15)
	for side, sign := range []float64{-1, 1} {
		at := spot{float64(sign * (.5 + float64(.05*d.normal()))), float64(.05 * d.normal())}
		of.side[side] = newSource(at, .3, float64(amplitude*(1+float64(sign*lean))))
	}
	of.depth = min(max(p.Depth+float64(.2*float64(p.Variation*d.normal())), 0), 1)
	of.other = of.depth / 4
	of.occipital, of.alpha = newSource(spot{between(-.1, .1), -.8}, .45, float64(8*vary(.4))), between(8.5, 11.5)
	noise := p.Artefacts * vary(.25)
	for i := range of.noises {
		angle, far := d.between(0, 2), math.Sqrt(d.between(0, 1))
		at := spot{float64(far * num.CosPi(angle)), float64(far * num.CosPi(angle-.5))}
		of.noises[i], of.slopes[i] = newSource(at, .4, float64(float64(4*noise)*d.lognormal(.3))), d.between(.8, 1.5)
	}
	of.eyes = newSource(spot{0, 1.1}, .4, float64(60*p.Artefacts))
	of.sensor, of.blinks = float64(1.2*noise), .15
	return of
}

// eeg records two and a half seconds of an imagined movement of the left or the right hand.
func eeg(p Parameters) recorder {
	of, last := (*subject)(nil), uint64(0)
	return func(values []byte, at place) (label, kind byte) {
		if who := at.of(eegOfSubject); of == nil || who != last {
			of, last = newSubject(p, who), who
		}
		d := draws{rng.New(p.Cohort, rng.Recordings).Source(at.row())}
		label = byte(at.number % 2)
		of.trial(d, int(label), values)
		return label, 0
	}
}

// rhythm is what stands over a hand's part of the brain.
type rhythm struct{ mu, beta resonance }

// trial writes the record of one: label 0 is the left hand, whose part lies at the right.
func (of *subject) trial(d draws, label int, values []byte) {
	var hands [2]rhythm
	for side := range hands {
		hands[side] = rhythm{newResonance(of.mu, 1.5), newResonance(of.beta, 3)}
	}
	alpha := newResonance(of.alpha, 1.2)
	var pinks [eegNoises]pink
	for i := range pinks {
		pinks[i] = newPink(of.slopes[i])
	}
	gone := [2]float64{leftSide: of.depth, rightSide: of.other}
	if label == leftSide {
		gone = [2]float64{leftSide: of.other, rightSide: of.depth}
	}
	blink := -10.0 // In seconds: none.
	if d.between(0, 1) < of.blinks {
		blink = d.between(0, float64(eegValues)/eegRate)
	}
	onset := d.between(.2, .5)
	for n := -eegWarm; n < eegValues; n++ {
		var v [16]float64
		t := float64(n) / eegRate
		ramp := min(max((t-onset)/.4, 0), 1)
		for side := range hands {
			h := &hands[side]
			now := float64((1-of.share)*h.mu.next(d)) + float64(of.share*h.beta.next(d))
			of.side[side].add(&v, float64(now*(1-float64(gone[side]*ramp))))
		}
		of.occipital.add(&v, alpha.next(d))
		for i := range pinks {
			of.noises[i].add(&v, pinks[i].next(d))
		}
		off := (t - blink) / .08
		of.eyes.add(&v, num.Exp(float64(-.5*float64(off*off))))
		if n < 0 {
			continue
		}
		for e := range v {
			values[n*len(v)+e] = level((v[e] + float64(of.sensor*d.normal())) / eegStep)
		}
	}
}

// add adds the activity to what the electrodes see.
func (s *source) add(v *[16]float64, activity float64) {
	for e := range v {
		v[e] += float64(s.gain[e] * activity)
	}
}
