package lab

import (
	"math"
	"strconv"

	"arraylab/devices/knob"
	"arraylab/sim/ledger"
	"arraylab/sim/num"
)

// Sweep asks what an experiment comes to over the values of up to three of its fields, over seeds and over chips.
// Points that differ only in how the chip is programmed or read share a trained network.
type Sweep struct {
	Key    string   `json:"key"`    // field that is swept; "" for none
	Values []string `json:"values"` // of the field; none without a field
	Chips  int      `json:"chips"`  // a value: the experiment's own chip and those numbered after it
	// By is a field each of whose values makes a series of all points of Key; "" for one series.
	By string `json:"by,omitempty"`
	// ByValues are the values of the field By; nil for all its choices.
	ByValues []string `json:"byValues,omitempty"`
	// Seeds a value: the experiment's own seed and those numbered after it; 0 for its own alone.
	Seeds int `json:"seeds,omitempty"`
	// Over is a field each of whose values makes all those series anew; "" for none. A page has no such sweeps.
	Over string `json:"over,omitempty"`
	// OverValues are the values of the field Over.
	OverValues []string `json:"overValues,omitempty"`
}

// SweepPoint is one inference of a sweep.
type SweepPoint struct {
	Index    int     `json:"index"`            // in the order of Experiments
	Series   string  `json:"series,omitempty"` // the value of the field By; behind that of Over and a slash, if any
	Value    string  `json:"value"`            // of the field; "" for none
	Chip     uint32  `json:"chip"`
	Accuracy float64 `json:"accuracy"` // test set, 0..1
	BER      float64 `json:"ber"`      // mean over the weights that are in cells
	// Joules that programming the chip takes; 0 where it is not known.
	Joules float64 `json:"joules,omitempty"`
	Seed   uint32  `json:"seed,omitempty"`
	// Fingerprint holds the first bytes of the result's, in hexadecimal digits.
	Fingerprint string `json:"fingerprint,omitempty"`
	// Image is the energy (J) of inferring one image; 0 where it is not known.
	Image float64 `json:"image,omitempty"`
}

// Repeats is the number of points of a value: seeds times chips.
func (s Sweep) Repeats() int { return max(1, s.Seeds) * s.Chips }

// Size is the number of points.
func (s Sweep) Size() int {
	return max(1, len(s.OverValues)) * max(1, len(s.Series())) * max(1, len(s.Values)) * s.Repeats()
}

// Experiments are the points of a sweep around e: series by series, value by value, seed by seed, chip by chip. A
// *knob.ValueError says what cannot be swept, or that there are more than MaxSweep, a *KeyError that there is no such
// field.
func (s Sweep) Experiments(e Experiment) ([]Experiment, error) {
	w, err := s.around(e, pageLimits)
	if err != nil {
		return nil, err
	}
	return design{of: w, seeds: s.Seeds, chips: s.Chips}.experiments()
}

// swept is a sweep around an experiment. A list is one empty text where no field varies.
type swept struct {
	Sweep
	base                 Experiment
	over, series, values []string
}

// around is the sweep around an experiment, whose points are not checked yet.
func (s Sweep) around(e Experiment, most limits) (swept, error) {
	if err := s.check(most); err != nil {
		return swept{}, err
	}
	w := swept{s, e, s.OverValues, s.Series(), s.Values}
	for _, part := range []struct {
		key    string
		values *[]string
	}{{s.Over, &w.over}, {s.By, &w.series}, {s.Key, &w.values}} {
		if part.key == "" {
			*part.values = []string{""}
		}
	}
	return w, most.checkSize("sweep", "values", s.Repeats(), len(w.over), len(w.series), len(w.values))
}

func (s swept) count() int { return len(s.over) * len(s.series) * len(s.values) }

// variant is the experiment of one value of each field, with its label.
func (s swept) variant(i int) (Experiment, SweepPoint, error) {
	value, row := s.values[i%len(s.values)], i/len(s.values)
	series, over := s.series[row%len(s.series)], s.over[row/len(s.series)]
	e, err := s.base.at(s.Over, over, s.By, series, s.Key, value)
	return e, s.label(i*s.Repeats(), e), err
}

// check tells whether the numbers and the keys are allowed.
func (s Sweep) check(most limits) error {
	if chips := most.chips(); s.Chips < 1 || s.Chips > int(chips.Max) {
		return chips.Refuse(strconv.Itoa(s.Chips))
	}
	if seeds := most.seeds(); s.Seeds < 0 || s.Seeds > int(seeds.Max) {
		return seeds.Refuse(strconv.Itoa(s.Seeds))
	}
	return s.checkKeys()
}

// checkKeys tells whether the fields that vary are there, and differ.
func (s Sweep) checkKeys() error {
	for _, key := range []string{s.Key, s.By, s.Over} {
		if _, ok := FieldOf(key); key != "" && !ok {
			return &KeyError{key}
		}
	}
	switch {
	case s.By != "" && s.By == s.Key:
		return knob.Refuse("by", s.By, "another field than the one that is swept")
	case s.By != "" && len(s.Series()) == 0:
		return knob.Refuse("by", s.By, "a field with choices, or with values given")
	case s.Over != "" && (s.Over == s.By || s.Over == s.Key || len(s.OverValues) == 0):
		return knob.Refuse("over", s.Over, "a third field, with values given")
	}
	return nil
}

// Series are the values of the field By; none for one series.
func (s Sweep) Series() []string {
	if s.By == "" || s.ByValues != nil {
		return s.ByValues
	}
	f, _ := FieldOf(s.By)
	var names []string
	for _, c := range f.Choices {
		names = append(names, c.Value)
	}
	return names
}

// at is the experiment with fields of the sweep changed, key and value in turn; key "" changes nothing. All are put
// in before they are checked: one may make room for the other.
func (e Experiment) at(pairs ...string) (Experiment, error) {
	next, err := e, error(nil)
	for i := 0; i < len(pairs) && err == nil; i += 2 {
		if pairs[i] != "" {
			next, err = next.With(pairs[i], pairs[i+1])
		}
	}
	if err != nil {
		return e, err
	}
	if err := next.Check(); err != nil {
		return e, err
	}
	for i := 0; i < len(pairs); i += 2 {
		if f, ok := FieldOf(pairs[i]); ok && f.ActsIn(next) == PhaseNone {
			return e, knob.Refuse("sweep", pairs[i], "a field that plays a part in #"+next.Link())
		}
	}
	return next, nil
}

// Point is what came of point number index.
func (s Sweep) Point(index int, r Result, e Experiment) SweepPoint {
	return s.label(index, e).with(r, e)
}

// label is point number index before its result.
func (s Sweep) label(index int, e Experiment) SweepPoint {
	p := SweepPoint{Index: index, Chip: e.Chip, Seed: e.Seed}
	if f, ok := FieldOf(s.By); ok {
		p.Series = f.Get(e)
	}
	if f, ok := FieldOf(s.Over); ok {
		p.Series = f.Get(e) + "/" + p.Series
	}
	if s.Key != "" {
		p.Value = s.Values[index/s.Repeats()%len(s.Values)]
	}
	return p
}

// with is the point with its result.
func (p SweepPoint) with(r Result, e Experiment) SweepPoint {
	p.Accuracy, p.BER = r.Accuracy, meanBER(r.BER, e)
	p.Joules, p.Image = energies(r, e)
	if len(r.Fingerprint) >= FingerprintDigits {
		p.Fingerprint = r.Fingerprint[:FingerprintDigits]
	}
	return p
}

// meanBER is the share of wrong weights of all that are in cells.
func meanBER(byLayer []float64, e Experiment) float64 {
	net := e.net()
	wrong, all := 0.0, 0
	for l, ber := range byLayer {
		if net.Layers[l].Digital() {
			continue
		}
		wrong += float64(ber * float64(net.Layers[l].Size()))
		all += net.Layers[l].Size()
	}
	return wrong / float64(max(1, all))
}

// energies (J) are those of storing the trained weights once, and of inferring an image; 0 where they are not known.
func energies(r Result, e Experiment) (programming, image float64) {
	l, err := e.book(r)
	if err != nil {
		return 0, 0
	}
	if l.PhaseKnown(ledger.Inference) {
		image = l.Image
	}
	return l.Programming, image
}

// Grid returns n texts of the field from lo to hi, evenly spaced, or with even ratios where the
// field is logarithmic and lo is above zero. Between the ends numbers have three digits, whole ones are whole; what
// comes twice is there once.
func (f Field) Grid(lo, hi float64, n int) []string { return f.grid(lo, hi, n, f.Log && lo > 0) }

func (f Field) grid(lo, hi float64, n int, log bool) []string {
	var texts []string
	for i := range n {
		t := 0.0
		if n > 1 {
			t = float64(i) / float64(n-1)
		}
		x := lo + float64(t*(hi-lo))
		if log {
			x = lo * num.Exp(float64(t*num.Log(hi/lo)))
		}
		if x = rounded3(x); i == 0 {
			x = lo
		} else if i == n-1 {
			x = hi
		}
		text := knob.Number(x)
		if f.Kind != knob.Real {
			text = strconv.FormatFloat(math.Round(x), 'f', -1, 64)
		}
		if len(texts) == 0 || texts[len(texts)-1] != text {
			texts = append(texts, text)
		}
	}
	return texts
}

// rounded3 keeps three significant digits, as a person would write them into a link.
func rounded3(x float64) float64 {
	text := strconv.FormatFloat(x, 'g', 3, 64)
	y, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return x
	}
	return y
}
