package lab

import (
	"cmp"
	"math"
	"slices"

	"arraylab/devices/knob"
)

// Ablation asks which imperfection of a memory costs most: of each one alone on an otherwise ideal memory, and of each
// one left out of all, over seeds and chips. Memories that learn are trained anew for each.
type Ablation struct {
	Base   Experiment // with all imperfections that it has
	Seeds  int        // the experiment's own seed and those numbered after it
	Chips  int        // likewise
	Fields []Field    // the imperfections that are there
	ideals []string   // their ideal values
}

// Ablation of a link with the flag ablate=1.
func (l Link) Ablation() (*Ablation, error) {
	return Ablate(l.Experiment, l.Sweep.Seeds, l.Sweep.Chips)
}

// Kinds of the points of an ablation.
const (
	AblateAll     = "all"     // all imperfections
	AblateNone    = "none"    // no imperfection
	AblateAlone   = "alone"   // this one alone
	AblateWithout = "without" // all but this one
)

// Ablate looks for the imperfections of an experiment. A *knob.ValueError says that it has none, or that numbers are
// not allowed: there are at most MaxSweep points, MaxSeeds seeds and MaxChips chips.
func Ablate(e Experiment, seeds, chips int) (*Ablation, error) {
	if err := (Sweep{Seeds: seeds, Chips: chips}).check(ablationLimits); err != nil {
		return nil, err
	}
	a := &Ablation{Base: e, Seeds: max(1, seeds), Chips: chips}
	if t := e.Technology(); t != nil {
		for _, p := range t.Params {
			x, ok := t.Ideal[p]
			f, known := FieldOf(p.Key)
			if ok && known && f.ActsIn(e) != PhaseNone && f.Get(e) != p.Spell(x) {
				a.Fields, a.ideals = append(a.Fields, f), append(a.ideals, p.Spell(x))
			}
		}
	}
	if len(a.Fields) == 0 {
		return nil, knob.Refuse("memory", e.Memory,
			"one with imperfections that can be left out one by one, and that are not left out already")
	}
	return a, ablationLimits.checkSize("ablate", "variants", a.repeats(), len(a.variants()))
}

// ablated is what is ideal of an ablation, and for whom.
type ablated struct {
	kind  string
	field int // that is alone or left out; -1 for none
}

func (a *Ablation) repeats() int { return a.Seeds * a.Chips }

// variants are all, none, then each imperfection alone and left out.
func (a *Ablation) variants() []ablated {
	list := []ablated{{AblateAll, -1}, {AblateNone, -1}}
	for i := range a.Fields {
		list = append(list, ablated{AblateAlone, i}, ablated{AblateWithout, i})
	}
	return list
}

// ideal tells whether a field has its ideal value in a variant.
func (v ablated) ideal(field int) bool {
	switch v.kind {
	case AblateNone:
		return true
	case AblateAlone:
		return field != v.field
	case AblateWithout:
		return field == v.field
	}
	return false
}

// experiment is a variant with the base's own seed and chip.
func (a *Ablation) experiment(v ablated) (Experiment, error) {
	e := a.Base
	for i, f := range a.Fields {
		// A value that stands at its default is kept, even where that follows another field.
		text := f.Get(a.Base)
		if v.ideal(i) {
			text = a.ideals[i]
		}
		var err error
		if e, err = e.With(f.Key, text); err != nil {
			return e, err
		}
	}
	return e, e.Check()
}

func (a *Ablation) count() int { return len(a.variants()) }

// variant is one of them with its label.
func (a *Ablation) variant(i int) (Experiment, SweepPoint, error) {
	v := a.variants()[i]
	p := SweepPoint{Series: v.kind}
	if v.field >= 0 {
		p.Value = a.Fields[v.field].Key
	}
	e, err := a.experiment(v)
	return e, p, err
}

// Points is how many there are, without the experiments.
func (a *Ablation) Points() int { return a.repeats() * a.count() }

// Experiments are the points in their order: variant by variant, seed by seed, chip by chip.
func (a *Ablation) Experiments() ([]Experiment, error) {
	return design{of: a, seeds: a.Seeds, chips: a.Chips}.experiments()
}

// Spread is a mean over repetitions and their standard deviation, unbiased; 0 for one.
type Spread struct {
	Mean float64 `json:"mean"`
	SD   float64 `json:"sd"`
}

// SpreadOf is the mean of numbers and their standard deviation, unbiased; 0 for one.
func SpreadOf(x []float64) (s Spread) {
	for _, v := range x {
		s.Mean += v / float64(len(x))
	}
	for _, v := range x {
		s.SD += float64((v - s.Mean) * (v - s.Mean))
	}
	s.SD = math.Sqrt(s.SD / float64(max(1, len(x)-1)))
	return s
}

// Loss is what one imperfection costs, in accuracy 0..1, paired by seed and chip.
type Loss struct {
	Key   string `json:"key"`
	Label string `json:"label"`
	Value string `json:"value"` // that it has
	Ideal string `json:"ideal"` // the value without it
	Alone Spread `json:"alone"` // ideal accuracy less that with it alone
	Left  Spread `json:"left"`  // accuracy without it less that with all
}

// Share is what the imperfection costs on the average of the two, by which they are ranked: alone none may cost much
// that is one too many among the others.
func (l Loss) Share() float64 { return (l.Alone.Mean + l.Left.Mean) / 2 }

// Ranking is what an ablation comes to.
type Ranking struct {
	All    Spread `json:"all"`    // accuracy with all imperfections
	None   Spread `json:"none"`   // accuracy without any
	Total  Spread `json:"total"`  // what all cost together
	Losses []Loss `json:"losses"` // dearest first
}

// Rank sums up the accuracies of the points that are there so far, in their order; what is not known yet is left out.
// It returns false while the first imperfection is not through.
func (a *Ablation) Rank(accuracies []float64) (Ranking, bool) {
	n := a.repeats()
	of := func(variant int) []float64 { return accuracies[variant*n : (variant+1)*n] }
	through := len(accuracies) / n
	if through < 4 {
		return Ranking{}, false
	}
	less := func(x, y []float64) Spread {
		d := make([]float64, n)
		for i := range d {
			d[i] = x[i] - y[i]
		}
		return SpreadOf(d)
	}
	r := Ranking{All: SpreadOf(of(0)), None: SpreadOf(of(1)), Total: less(of(1), of(0))}
	for i, f := range a.Fields {
		if 2*i+4 > through {
			break
		}
		r.Losses = append(r.Losses, Loss{Key: f.Key, Label: f.Label, Value: f.Get(a.Base), Ideal: a.ideals[i],
			Alone: less(of(1), of(2*i+2)), Left: less(of(2*i+3), of(0))})
	}
	slices.SortStableFunc(r.Losses, func(x, y Loss) int { return cmp.Compare(y.Share(), x.Share()) })
	return r, true
}
