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
}

// MaxSweep is the most inferences of a sweep, MaxChips the most chips of one value (assumed: what
// an evening takes).
const (
	MaxSweep = 2000
	MaxChips = 100
)

// SweepPoint is one inference of a sweep.
type SweepPoint struct {
	Index    int     `json:"index"` // in the order of Experiments
	Value    string  `json:"value"` // of the field; "" for chips alone
	Chip     uint32  `json:"chip"`
	Accuracy float64 `json:"accuracy"` // test set, 0..1
	BER      float64 `json:"ber"`      // mean over the layers' weights
}

// Experiments are the inferences of a sweep around e, value by value, chip by chip. A *ValueError
// says what cannot be swept, a *KeyError that there is no such field.
func (s Sweep) Experiments(e Experiment) ([]Experiment, error) {
	if s.Chips < 1 || s.Chips > MaxChips {
		return nil, &ValueError{"chips", strconv.Itoa(s.Chips), fmt.Sprintf("a whole number from 1 to %d", MaxChips)}
	}
	values := s.Values
	if s.Key == "" {
		values = []string{""}
	} else if f, ok := FieldOf(s.Key); !ok {
		return nil, &KeyError{s.Key}
	} else if phase := f.ActsIn(e); phase != PhaseProgram && phase != PhaseRead {
		return nil, &ValueError{"sweep", s.Key, "a field that acts at programming or at reading here"}
	}
	if n := len(values) * s.Chips; n < 1 || n > MaxSweep {
		return nil, &ValueError{"sweep", fmt.Sprintf("%d values on %d chips", len(values), s.Chips), fmt.Sprintf("1 to %d inferences", MaxSweep)}
	}
	var all []Experiment
	for _, v := range values {
		at := e
		if s.Key != "" {
			var err error
			if at, err = e.With(s.Key, v); err != nil {
				return nil, err
			}
		}
		for c := range s.Chips {
			next := at
			next.Chip += uint32(c)
			all = append(all, next)
		}
	}
	return all, nil
}

// Point is what came of inference number index.
func (s Sweep) Point(index int, r Result, e Experiment) SweepPoint {
	p := SweepPoint{Index: index, Chip: e.Chip, Accuracy: r.Accuracy, BER: meanBER(r.BER, e)}
	if s.Key != "" {
		p.Value = s.Values[index/s.Chips]
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
