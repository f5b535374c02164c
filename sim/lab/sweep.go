package lab

import (
	"fmt"
	"math"
	"strconv"

	"arraylab/sim/num"
)

// Sweep asks what one trained network comes to over the values of a knob of the memory, and over
// chips: Monte Carlo over devices.
type Sweep struct {
	Key    string   `json:"key"`    // field that acts at programming or reading; "" for chips alone
	Values []string `json:"values"` // of the field; none for chips alone
	Chips  int      `json:"chips"`  // a value: the experiment's own chip and those numbered after it
	// By is a field with choices, each of which makes a series of all values and chips; "" for one series.
	By string `json:"by,omitempty"`
}

// MaxSweep is the most inferences of a sweep, MaxChips the most chips of one value (assumed: what
// an evening takes).
const (
	MaxSweep = 2000
	MaxChips = 100
)

// SweepPoint is one inference of a sweep.
type SweepPoint struct {
	Index    int     `json:"index"`            // in the order of Experiments
	Series   string  `json:"series,omitempty"` // the choice of the field By
	Value    string  `json:"value"`            // of the field; "" for chips alone
	Chip     uint32  `json:"chip"`
	Accuracy float64 `json:"accuracy"` // test set, 0..1
	BER      float64 `json:"ber"`      // mean over the layers' weights
	// Joules that programming the chip takes; 0 where it is not known.
	Joules float64 `json:"joules,omitempty"`
}

// Experiments are the inferences of a sweep around e, series by series, value by value, chip by chip. A
// *ValueError says what cannot be swept, a *KeyError that there is no such field.
func (s Sweep) Experiments(e Experiment) ([]Experiment, error) {
	if s.Chips < 1 || s.Chips > MaxChips {
		return nil, &ValueError{"chips", strconv.Itoa(s.Chips), fmt.Sprintf("a whole number from 1 to %d", MaxChips)}
	}
	values := s.Values
	if s.Key == "" {
		values = []string{""}
	}
	series, err := s.series(e)
	if err != nil {
		return nil, err
	}
	if n := len(series) * len(values) * s.Chips; n < 1 || n > MaxSweep {
		return nil, &ValueError{"sweep", fmt.Sprintf("%d values on %d chips", len(series)*len(values), s.Chips), fmt.Sprintf("1 to %d inferences", MaxSweep)}
	}
	var all []Experiment
	for _, choice := range series {
		for _, v := range values {
			at, err := e.sweptTo(s.By, choice)
			if err == nil {
				at, err = at.sweptTo(s.Key, v)
			}
			if err != nil {
				return nil, err
			}
			for c := range s.Chips {
				next := at
				next.Chip += uint32(c)
				all = append(all, next)
			}
		}
	}
	return all, nil
}

// series are the choices of the field By, or "" alone.
func (s Sweep) series(e Experiment) ([]string, error) {
	if s.By == "" {
		return []string{""}, nil
	}
	f, ok := FieldOf(s.By)
	if !ok {
		return nil, &KeyError{s.By}
	}
	var names []string
	for _, c := range f.Choices {
		names = append(names, c.Value)
	}
	if len(names) == 0 {
		return nil, &ValueError{"by", s.By, "a field with choices"}
	}
	return names, nil
}

// sweptTo is the experiment with a field of the sweep changed; key "" changes nothing.
func (e Experiment) sweptTo(key, value string) (Experiment, error) {
	if key == "" {
		return e, nil
	}
	f, ok := FieldOf(key)
	if !ok {
		return e, &KeyError{key}
	}
	if phase := f.ActsIn(e); phase != PhaseProgram && phase != PhaseRead {
		return e, &ValueError{"sweep", key, "a field that acts at programming or at reading here"}
	}
	next, err := e.With(key, value)
	if err == nil {
		err = next.Check()
	}
	return next, err
}

// Point is what came of inference number index.
func (s Sweep) Point(index int, r Result, e Experiment) SweepPoint {
	p := SweepPoint{Index: index, Chip: e.Chip, Accuracy: r.Accuracy, BER: meanBER(r.BER, e), Joules: programming(r, e)}
	if f, ok := FieldOf(s.By); ok {
		p.Series = f.Get(e)
	}
	if s.Key != "" {
		p.Value = s.Values[index/s.Chips%len(s.Values)]
	}
	return p
}

// meanBER is the share of wrong weights of the whole network.
func meanBER(byLayer []float64, e Experiment) float64 {
	shape := e.shape()
	wrong, all := 0.0, 0
	for l, ber := range byLayer {
		wrong += float64(ber * float64(shape.Weights(l)))
		all += shape.Weights(l)
	}
	return wrong / float64(max(1, all))
}

// programming is the energy (J) of storing the trained weights once; 0 where it is not known.
func programming(r Result, e Experiment) float64 {
	l, err := e.book(r)
	if err != nil {
		return 0
	}
	return l.Programming
}

// Grid returns n texts of the field from lo to hi, evenly spaced, or with even ratios where the
// field is logarithmic and lo is above zero. Numbers have three digits, whole ones are whole; what comes twice
// is there once.
func (f Field) Grid(lo, hi float64, n int) []string {
	var texts []string
	for i := range n {
		t := 0.0
		if n > 1 {
			t = float64(i) / float64(n-1)
		}
		x := lo + float64(t*(hi-lo))
		if f.Log && lo > 0 {
			x = lo * num.Exp(float64(t*num.Log(hi/lo)))
		}
		text := strconv.FormatFloat(rounded3(x), 'g', -1, 64)
		if f.Kind != KindFloat {
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
