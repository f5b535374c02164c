package gallery

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"arraylab/sim/lab"
)

// figure is a number that follows from the stored result of one scenario.
type figure struct {
	args string // that follow the name of the scenario
	of   func(r Results, name string, args []string) float64
}

// figures are what can be said of a scenario. Accuracies and error rates are shares from 0 to 1, energies are joules. A
// sweep without series has the series "-".
var figures = map[string]figure{
	"accuracy": {"", func(r Results, name string, _ []string) float64 { return r.Accuracy(name) / 100 }},
	"ideal":    {"", func(r Results, name string, _ []string) float64 { return r.Ideal(name) / 100 }},
	"own":      {"", func(r Results, name string, _ []string) float64 { return r[name].own().Accuracy }},
	"correct":  {"", func(r Results, name string, _ []string) float64 { return float64(r[name].own().Correct) }},
	"total":    {"", func(r Results, name string, _ []string) float64 { return float64(r[name].own().Total) }},
	"wrong":    {"", func(r Results, name string, _ []string) float64 { return r.Wrong(name) }},
	"weights":  {"", func(_ Results, name string, _ []string) float64 { return weightsOf(name) }},
	"layer": {"number", func(r Results, name string, a []string) float64 {
		if k, all := number(a[0]), r[name].own().BER; k <= len(all) {
			return all[k-1]
		}
		return math.NaN()
	}},
	"task":   {"number", func(r Results, name string, a []string) float64 { return r.Task(name, number(a[0])) / 100 }},
	"learnt": {"number", func(r Results, name string, a []string) float64 { return r.Learnt(name, number(a[0])) / 100 }},
	"end": {"number", func(r Results, name string, a []string) float64 {
		if k, all := number(a[0]), r[name].own().Curve.End(); k <= len(all) {
			return all[k-1]
		}
		return math.NaN()
	}},
	"at": {"series value", func(r Results, name string, a []string) float64 {
		return r.At(name, a[0], a[1]) / 100
	}},
	"ber": {"series value", func(r Results, name string, a []string) float64 { return r.BER(name, a[0], a[1]) }},
	"joules": {"series value", func(r Results, name string, a []string) float64 {
		return r.mean(name, a[0], a[1], func(p lab.SweepPoint) float64 { return p.Joules })
	}},
	"image": {"series value", func(r Results, name string, a []string) float64 {
		return r.mean(name, a[0], a[1], func(p lab.SweepPoint) float64 { return p.Image })
	}},
}

// own is the outcome of the scenario's link alone; of a result that is missing, none.
func (s *Stored) own() Outcome {
	if s == nil {
		return Outcome{Accuracy: math.NaN()}
	}
	return s.Outcome
}

// number is one from 1 on; for a text that is none, one that nothing has so many of.
func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return math.MaxInt
	}
	return n
}

// weightsOf is how many weights of a scenario's network lie in cells.
func weightsOf(name string) float64 {
	x, _ := ScenarioOf(name)
	l, err := lab.ParseLink("#" + x.Link)
	if err != nil {
		return math.NaN()
	}
	n := 0
	for _, y := range l.Stored() {
		if !y.Digital {
			n += y.Inputs * y.Rows
		}
	}
	return float64(n)
}

// Figure is a number that a text names: what it is and of which scenario, as in "accuracy first-light", "at
// ber-tolerance - 0.1" or "task forgetting 1"; two of them with a sign between are their difference or their ratio, as
// in "joules rram-weak 2t2r 5.26 / joules rram-weak 2t2r 3". Accuracies and error rates are shares, energies are
// joules. An error says what cannot be understood, or is not stored.
func (r Results) Figure(text string) (float64, error) {
	words := strings.Fields(text)
	for i := 1; i < len(words)-1; i++ {
		if figures[words[i+1]].of == nil || words[i] != "/" && words[i] != "-" {
			continue
		}
		x, err := r.figure(words[:i])
		if err != nil {
			return 0, err
		}
		y, err := r.figure(words[i+1:])
		if words[i] == "/" {
			return x / y, err
		}
		return x - y, err
	}
	return r.figure(words)
}

// figure is one that stands alone, by its words.
func (r Results) figure(words []string) (float64, error) {
	if len(words) < 2 {
		return 0, fmt.Errorf("gallery: %q is no figure: its name and that of a scenario are missing", words)
	}
	f, args := figures[words[0]], words[2:]
	switch {
	case f.of == nil:
		return 0, fmt.Errorf("gallery: there is no figure %q", words[0])
	case len(args) != len(strings.Fields(f.args)):
		return 0, fmt.Errorf("gallery: %q: the figure %s takes a scenario and %q", words, words[0], f.args)
	}
	if _, ok := ScenarioOf(words[1]); !ok {
		return 0, fmt.Errorf("gallery: there is no scenario %q", words[1])
	}
	args = slices.Clone(args)
	for i := range args {
		if args[i] == "-" {
			args[i] = ""
		}
	}
	x := f.of(r, words[1], args)
	if math.IsNaN(x) {
		return 0, fmt.Errorf("gallery: %q is not stored", words)
	}
	return x, nil
}
