package gallery

import (
	"maps"
	"math"
	"slices"

	"arraylab/sim/lab"
)

// Estimate is a number that follows from stored results, with what chance leaves open.
type Estimate struct {
	Value float64 // over all that is stored; NaN where a result is missing
	Error float64 // standard error of the mean over the repeats; 0 where nothing repeats
	// Repeats are how often it was had anew: by other seeds of the trainings, or on other chips of one training.
	Repeats int
	// Varies tells that it would come out otherwise by another seed, or on another chip.
	Varies bool
}

// fewest repeats that tell a standard error.
const fewest = 3

// Estimate is the check's number, by the results that come with the program.
func (c Check) Estimate() Estimate { return c.estimate(stored()) }

// estimate measures once over all results, and once for each repeat: what differs from repeat to repeat is chance. Of
// two numbers that follow from the same seeds the error is that of their difference.
func (c Check) estimate(r Results) Estimate {
	e := Estimate{Value: c.measure(r)}
	n := 0
	if e.Varies, n = c.repeats(r); n < 1 || math.IsNaN(e.Value) {
		return e
	}
	var each []float64
	for k := range n {
		x := c.measure(r.repeat(k))
		if math.IsNaN(x) {
			break
		}
		each = append(each, x)
	}
	if e.Repeats = len(each); e.Repeats > 1 {
		e.Error = standardError(each)
	}
	return e
}

// standardError is that of the mean of numbers.
func standardError(all []float64) float64 {
	mean, square := 0.0, 0.0
	for _, x := range all {
		mean += x / float64(len(all))
	}
	for _, x := range all {
		square += (x - mean) * (x - mean)
	}
	return math.Sqrt(square / float64(len(all)-1) / float64(len(all)))
}

// Uses are the scenarios that the check's number follows from: those without which there is none, sorted.
func (c Check) Uses() []string { return c.uses(stored()) }

func (c Check) uses(r Results) (names []string) {
	less := maps.Clone(r)
	if math.IsNaN(c.measure(r)) {
		return nil
	}
	for name, s := range r {
		delete(less, name)
		if math.IsNaN(c.measure(less)) {
			names = append(names, name)
		}
		less[name] = s
	}
	slices.Sort(names)
	return names
}

// repeats tells whether chance plays a part in the check's number, and how often it was had anew: as often as that of
// its scenarios which was repeated least. Accuracies vary, of what is trained from seed to seed, of a trained network
// from chip to chip. Bit error rates are shares of millions of bits, and what a ledger or a data sheet tells is no
// matter of chance.
func (c Check) repeats(r Results) (varies bool, n int) {
	n = math.MaxInt
	unseen := maps.Clone(r)
	for _, name := range c.uses(r) {
		s := r[name]
		unseen[name] = s.blind()
		if math.IsNaN(c.measure(unseen)) {
			varies, n = true, min(n, s.repeated(name))
		}
		unseen[name] = s
	}
	if !varies {
		return false, 0
	}
	return true, n
}

// repeated is how often the accuracies of a scenario were had: on so many chips, or from so many seeds.
func (s *Stored) repeated(name string) int {
	x, _ := ScenarioOf(name)
	switch {
	case !x.Model:
		return s.trainings()
	case s.Sweep == nil:
		return 1
	}
	return s.Sweep.Chips
}

// blind is the result without its accuracies.
func (s *Stored) blind() *Stored {
	t := *s
	t.Outcome, t.Seeds, t.Points = s.Outcome.blind(), nil, slices.Clone(s.Points)
	for _, o := range s.Seeds {
		t.Seeds = append(t.Seeds, o.blind())
	}
	for i := range t.Points {
		t.Points[i].Accuracy = math.NaN()
	}
	return &t
}

func (o Outcome) blind() Outcome {
	o.Accuracy, o.Ideal, o.Curve = math.NaN(), math.NaN(), slices.Clone(o.Curve)
	for i, p := range o.Curve {
		o.Curve[i].Tasks = slices.Repeat([]float64{math.NaN()}, len(p.Tasks))
	}
	return o
}

// trainings are how many seeds are stored, of the run or of its sweep.
func (s *Stored) trainings() int {
	n := 1 + len(s.Seeds)
	if s.Sweep != nil {
		n = max(n, s.Sweep.Seeds)
	}
	return n
}

// repeat are the results of repeat k alone, from 0: of seed k of what is trained, on chip k of what is not. Where there
// is none, there is no result.
func (r Results) repeat(k int) Results {
	one := Results{}
	for name, s := range r {
		x, _ := ScenarioOf(name)
		t := *s
		t.Seeds = nil
		switch runs := s.Runs(); {
		case x.Model:
			t.Points = pointsOf(s, func(p lab.SweepPoint) bool { return p.Chip == s.Points[0].Chip+uint32(k) })
		case k < s.trainings():
			if k < len(runs) {
				t.Outcome = runs[k]
			} else {
				t.Outcome = Outcome{Accuracy: math.NaN(), Ideal: math.NaN(), BER: []float64{math.NaN()}}
			}
			t.Points = pointsOf(s, func(p lab.SweepPoint) bool { return p.Seed == s.Points[0].Seed+uint32(k) })
		default:
			continue
		}
		one[name] = &t
	}
	return one
}

// pointsOf are those of a sweep that are of a kind.
func pointsOf(s *Stored, of func(lab.SweepPoint) bool) (some lab.Points) {
	for _, p := range s.Points {
		if of(p) {
			some = append(some, p)
		}
	}
	return some
}
