package signal

import (
	"math"

	"arraylab/sim/num"
	"arraylab/sim/rng"
)

// axes of the dipole: X to the left, Y to the feet, Z to the back.
const axes = 3

// wave is a Gaussian of a beat, on one axis.
type wave struct {
	height float64 // mV
	width  float64 // One standard deviation, in radians of a beat of one second.
	at     float64 // After the R peak, likewise.
}

// shape is what the dipole does in a beat.
type shape [axes][]wave

// healthy is the beat of the authors' example (Sameni et al. 2007).
func healthy() shape {
	return shape{
		{{.03, .0906, -1.09}, {.08, .1057, -.83}, {-.13, .0453, -.19}, {.85, .0378, -.07}, {1.11, .0332, 0},
			{.75, .0302, .06}, {.06, .0378, .22}, {.10, .6040, 1.2}, {.17, .3020, 1.42}, {.39, .1812, 1.68},
			{.03, .5, 2.9}},
		{{.035, .07, -1.1}, {.015, .07, -.9}, {-.019, .04, -.76}, {.32, .055, -.11}, {.51, .037, -.01},
			{-.32, .0604, .065}, {.04, .45, .8}, {.08, .3, 1.58}, {.014, .5, 2.9}},
		{{-.03, .03, -1.1}, {-.14, .12, -.93}, {-.035, .04, -.7}, {.045, .4, -.4}, {-.4, .045, -.15},
			{.46, .05, .095}, {-.12, .8, 1.05}, {-.2, .4, 1.25}, {-.35, .2, 1.55}, {-.035, .4, 2.8}},
	}
}

// The parts of a beat, by where a wave is.
const (
	endOfP    = -0.5
	beginsOfT = 0.5
)

func (w wave) isP() bool   { return w.at < endOfP }
func (w wave) isT() bool   { return w.at > beginsOfT }
func (w wave) isQRS() bool { return !w.isP() && !w.isT() }

// changed is the shape with a change of each wave.
func (s shape) changed(change func(axis int, w wave) wave) (all shape) {
	for axis, waves := range s {
		for _, w := range waves {
			all[axis] = append(all[axis], change(axis, w))
		}
	}
	return all
}

// patient is a heart in a chest.
type patient struct {
	beat  shape
	focus [axes]float64 // The direction of beats that begin in a ventricle.
	atria [axes]float64 // Factors on the P waves of beats that begin elsewhere in the atria.
	rr    float64       // Seconds from beat to beat at rest.
	leads [measured][axes]float64
	noise noise
	// What sways the interval: turns a second, and turns at the beginning.
	breath, breathAt, mayerAt float64
}

// Rates of the cohort, as factors on the middle one: 50 to 105 beats a minute around 75.
const (
	slowest = -1.0 / 3
	fastest = 0.4
)

// newPatient draws the person of a number. How people differ is a choice of ours.
func newPatient(p Parameters, number uint64) *patient {
	d := draws{rng.New(p.Cohort, rng.People).Source(number)}
	of := &patient{}
	of.rr = 60 / float64(p.Heart*(1+float64(p.Variation*d.between(slowest, fastest))))
	of.beat = healthy().changed(func(_ int, w wave) wave {
		return wave{float64(w.height * d.about(float64(.25*p.Variation))), float64(w.width * d.about(float64(.12*p.Variation))),
			w.at + float64(.03*float64(p.Variation*d.normal()))}
	})
	of.leads = chest(d, p.Variation)
	of.focus = d.direction()
	for axis := range of.atria {
		of.atria[axis] = d.between(-1, .3)
	}
	of.breath, of.breathAt, of.mayerAt = d.between(.2, .33), d.between(0, 1), d.between(0, 1)
	of.noise = newNoise(d, p)
	return of
}

// interval is the seconds to the next beat, at a second of the record: it sways by 2 % with the Mayer wave of 0.1 Hz
// and by 2.5 % with the breath (McSharry et al. 2003).
func (of *patient) interval(at float64) float64 {
	sway := float64(.02*sine(float64(.1*at)+of.mayerAt)) + float64(.025*sine(float64(of.breath*at)+of.breathAt))
	return of.rr / (1 + sway)
}

// trace is what the dipole does over a record, in mV.
type trace struct {
	rate   float64 // Values a second.
	dipole [axes][]float64
}

func newTrace(rate float64, values int) trace {
	t := trace{rate: rate}
	for axis := range t.dipole {
		t.dipole[axis] = make([]float64, values)
	}
	return t
}

// reach is how many standard deviations of a wave are drawn: beyond them it is below 4 in 1,000,000.
const reach = 5

// blur is the standard deviation over which a recorder averages, in values, so that waves narrower than a value keep
// their area wherever they fall.
const blur = 0.4

// add adds a beat, so many seconds after the one before. P and T come the sooner the faster the heart beats: with the
// root of the interval, as Bazett has it.
func (t *trace) add(s *shape, at, rr float64) {
	root := math.Sqrt(rr)
	for axis := range s {
		for _, w := range s[axis] {
			pace := 1 / (2 * math.Pi)
			if !w.isQRS() {
				pace = float64(pace * root)
			}
			t.wave(t.dipole[axis], w.height, float64(w.width*pace), at+float64(w.at*pace))
		}
	}
}

// wave adds a Gaussian of so many seconds.
func (t *trace) wave(to []float64, height, width, at float64) {
	width = float64(width * t.rate)
	wide := math.Sqrt(float64(width*width) + blur*blur)
	height, at = float64(height*width)/wide, float64(at*t.rate)
	far := float64(reach * wide)
	first, last := int(max(0, math.Ceil(at-far))), int(min(float64(len(to)-1), math.Floor(at+far)))
	for n := first; n <= last; n++ {
		off := (float64(n) - at) / wide
		to[n] += float64(height * num.Exp(float64(-0.5*float64(off*off))))
	}
}

// cohort are the patients of a set, each recorded so many times. The last one is kept.
type cohort struct {
	Parameters
	records int
	last    *patient
	number  uint64
}

func newCohort(p Parameters, records int) *cohort { return &cohort{Parameters: p, records: records} }

// at is the patient of a record.
func (c *cohort) at(p place) *patient {
	if who := p.of(c.records); c.last == nil || who != c.number {
		c.last, c.number = newPatient(c.Parameters, who), who
	}
	return c.last
}

// hear gives the potentials of the electrodes, of which the first so many have noise, value by value.
func (of *patient) hear(t *trace, d draws, heard, values int, give func(n int, v *[electrodes]float64)) {
	hums := make([]hum, heard)
	for e := range hums {
		hums[e] = of.noise.electrode(d, t.rate)
	}
	for n := range values {
		v := of.potentials(t, n)
		for e := range hums {
			v[e] += hums[e].at(n)
		}
		give(n, &v)
	}
}

// potentials are those of the electrodes, without noise.
func (of *patient) potentials(t *trace, n int) [electrodes]float64 {
	var lead [measured]float64
	for l := range lead {
		for axis := range axes {
			lead[l] += float64(of.leads[l][axis] * t.dipole[axis][n])
		}
	}
	return potentials(&lead)
}
