package signal

import "arraylab/sim/rng"

// The kinds of beats, as labels: normal, early from the atria, early from a ventricle, and the blocks of the left and
// of the right bundle branch.
const (
	normalBeat = iota
	atrialBeat
	ventricularBeat
	leftBlock
	rightBlock
	kindsOfBeats
)

// Of the records of beats.
const (
	beatsRate      = 100 // Values a second.
	beatsValues    = 200
	beatsOfPatient = 2 * kindsOfBeats // Records of one patient: two of each kind.
	beatsStep      = .016             // mV of one step of the 8 bits.
)

// beats records two seconds around a beat in the leads II and V1.
func beats(p Parameters) recorder {
	people := newCohort(p, beatsOfPatient)
	return func(values []byte, at place) (label, _ byte) {
		of := people.at(at)
		d := draws{rng.New(p.Cohort, rng.Recordings).Source(at.row())}
		kind := at.number % kindsOfBeats
		t := newTrace(beatsRate, beatsValues)
		of.rhythm(&t, d, kind)
		of.hear(&t, d, V1+1, beatsValues, func(n int, v *[electrodes]float64) {
			lead := Twelve(v)
			values[2*n], values[2*n+1] = level(lead[leadII]/beatsStep), level(lead[leadV1]/beatsStep)
		})
		return byte(kind), 0
	}
}

// rhythm adds the beat in the middle, and those before and after it. Blocks are of all beats.
func (of *patient) rhythm(t *trace, d draws, kind int) {
	const length = float64(beatsValues) / beatsRate
	usual, middle := of.beat, of.beat
	if kind == leftBlock || kind == rightBlock {
		middle = of.abnormal(d, kind)
		usual = middle
	} else if kind != normalBeat {
		middle = of.abnormal(d, kind)
	}
	at := length/2 + d.between(-.03, .03)
	rr := of.interval(at)
	before, after := rr, rr
	switch kind {
	case atrialBeat:
		before, after = float64(rr*d.between(.6, .85)), float64(rr*d.between(1, 1.1))
	case ventricularBeat: // what follows comes when it would have come
		before = float64(rr * d.between(.55, .85))
		after = 2*rr - before
	}
	t.add(&middle, at, before)
	for b := at - before; b > -1; b -= of.interval(b) {
		t.add(&usual, b, of.interval(b))
	}
	for b := at + after; b < length+1; b += of.interval(b) {
		t.add(&usual, b, of.interval(b))
	}
}

// abnormal is a beat of such a kind. The numbers are choices of ours.
func (of *patient) abnormal(d draws, kind int) shape {
	switch kind {
	case atrialBeat: // P has another shape
		return of.beat.changed(func(axis int, w wave) wave {
			if w.isP() {
				w.height = float64(w.height * of.atria[axis])
			}
			return w
		})
	case ventricularBeat: // one broad wave, and T against it
		tall := float64(1.5 * d.lognormal(.2))
		var s shape
		for axis, part := range of.focus {
			height := float64(tall * part)
			s[axis] = []wave{{height, .19, .1}, {float64(-.35 * height), .4, 1.5}}
		}
		return s
	case leftBlock: // QRS is broad and points to the back, T against it
		broad := d.between(1.5, 2.2)
		s := of.beat.changed(func(axis int, w wave) wave {
			switch {
			case w.isQRS():
				w.width = float64(w.width * broad)
			case w.isT():
				w.height = float64(-.8 * w.height)
			}
			return w
		})
		s[2] = append(s[2], wave{.6, float64(.08 * broad), .1})
		return s
	case rightBlock: // late forces to the right and to the front
		s := of.beat.changed(func(_ int, w wave) wave { return w })
		late := d.about(.15)
		for axis, height := range [axes]float64{-.55, .05, -.6} {
			s[axis] = append(s[axis], wave{float64(height * late), .11, .33})
		}
		return s
	}
	return of.beat
}
