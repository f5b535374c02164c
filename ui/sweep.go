package ui

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"arraylab/sim/lab"
	"arraylab/wasm/wire"
)

// sweep is what the visitor sweeps, and what came of it.
type sweep struct {
	sweepForm  sweepForm
	sweepWrong string // what is wrong with the form
	sweeping   bool
	spec       lab.Sweep        // of the points
	around     string           // link of the experiment that they stand around
	swept      []lab.SweepPoint // so far
}

// sweepForm is the form as it was filled in: key "" for chips alone.
type sweepForm struct{ key, lo, hi, n, chips string }

// sweepKnobs are the knobs that a sweep can go through here, key and label, then chips alone.
func (s *Store) sweepKnobs() [][2]string {
	var all [][2]string
	e := s.link.Experiment
	for _, f := range lab.Fields() {
		if phase := f.ActsIn(e); f.Group == lab.GroupMemory && (f.Kind == lab.KindFloat || f.Kind == lab.KindInt) &&
			(phase == lab.PhaseProgram || phase == lab.PhaseRead) {
			all = append(all, [2]string{f.Key, f.Label})
		}
	}
	return append(all, [2]string{"", "none: chips alone"})
}

// sweepKey is the chosen knob, or the first one where that plays no part any more.
func (s *Store) sweepKey() string { return s.form().key }

// form is the form with its knob among those that play a part.
func (s *Store) form() sweepForm {
	knobs := s.sweepKnobs()
	for _, k := range knobs {
		if s.sweepForm.chips != "" && k[0] == s.sweepForm.key {
			return s.sweepForm
		}
	}
	return formOf(knobs[0][0])
}

// formOf is the form that a knob begins with: its whole range, on three chips.
func formOf(key string) sweepForm {
	f, ok := lab.FieldOf(key)
	if !ok {
		return sweepForm{chips: "10"}
	}
	lo := f.Min
	if f.Log && lo <= 0 {
		lo = f.Max / 5000
	}
	return sweepForm{key: key, lo: number(lo), hi: number(f.Max), n: "9", chips: "3"}
}

// SweepKnob chooses the knob to sweep.
func (s *Store) SweepKnob(key string) { s.sweepForm, s.sweepWrong = formOf(key), "" }

// SweepText fills in a part of the form.
func (s *Store) SweepText(part, text string) {
	f := s.form()
	switch part {
	case "lo":
		f.lo = text
	case "hi":
		f.hi = text
	case "n":
		f.n = text
	case "chips":
		f.chips = text
	}
	s.sweepForm, s.sweepWrong = f, ""
}

// cannotSweep: there is no network for the settings, or something is being computed.
func (s *Store) cannotSweep() bool {
	return s.sweeping || s.Busy() || s.dead || s.first || s.result == nil || s.Stale() || s.ask.link != "" || s.idealRun != nil || s.moving
}

// sweepOf reads the form; an error says which part is not allowed.
func (s *Store) sweepOf(f sweepForm) (lab.Sweep, error) {
	chips, err := strconv.Atoi(strings.TrimSpace(f.chips))
	if err != nil {
		return lab.Sweep{}, &lab.ValueError{Key: "chips", Value: f.chips, Allowed: fmt.Sprintf("a whole number from 1 to %d", lab.MaxChips)}
	}
	w := lab.Sweep{Key: f.key, Chips: chips}
	if field, ok := lab.FieldOf(f.key); ok {
		lo, err1 := strconv.ParseFloat(strings.TrimSpace(f.lo), 64)
		hi, err2 := strconv.ParseFloat(strings.TrimSpace(f.hi), 64)
		n, err3 := strconv.Atoi(strings.TrimSpace(f.n))
		switch {
		case err1 != nil || !(lo >= field.Min && lo <= field.Max):
			return w, &lab.ValueError{Key: "from", Value: f.lo, Allowed: field.Allowed()}
		case err2 != nil || !(hi >= lo && hi <= field.Max):
			return w, &lab.ValueError{Key: "to", Value: f.hi, Allowed: fmt.Sprintf("a number from %s to %s", number(lo), number(field.Max))}
		case err3 != nil || n < 1 || n > lab.MaxSweep:
			return w, &lab.ValueError{Key: "points", Value: f.n, Allowed: fmt.Sprintf("a whole number from 1 to %d", lab.MaxSweep)}
		}
		w.Values = field.Grid(lo, hi, n)
	}
	_, err = w.Experiments(s.link.Experiment)
	return w, err
}

// RunSweep begins the sweep of the form around the settings.
func (s *Store) RunSweep() {
	if s.cannotSweep() {
		return
	}
	w, err := s.sweepOf(s.form())
	if err != nil {
		s.sweepWrong = sentence(err)
		return
	}
	s.sweepWrong, s.sweeping, s.asked = "", true, true
	s.spec, s.around, s.swept = w, s.link.Experiment.Link(), nil
	s.status = wire.StateRunning
	s.desk.Order(wire.Sweep{Sweep: w})
}

func (s *Store) sweepPoint(p lab.SweepPoint) {
	if s.sweeping {
		s.swept = append(s.swept, p)
	}
}

// sweepSize is how many points the sweep has in the end.
func (s *Store) sweepSize() int { return max(1, len(s.spec.Values)) * s.spec.Chips }

// spread is the accuracy of one value over its chips, in percent.
type spread struct {
	X    float64 `json:"x"` // the value, or the chip's number where there is none
	Mean float64 `json:"mean"`
	SD   float64 `json:"-"` // from chip to chip, unbiased; 0 for one chip
	Lo   float64 `json:"lo"`
	Hi   float64 `json:"hi"`
	N    int     `json:"-"`
}

// spreads sums the points up, value by value.
func (s *Store) spreads() []spread {
	var all []spread
	for from := 0; from < len(s.swept); {
		to := from
		for to < len(s.swept) && s.swept[to].Value == s.swept[from].Value {
			to++
		}
		p := spread{N: to - from}
		p.X, _ = strconv.ParseFloat(s.swept[from].Value, 64) // the page wrote it
		for _, q := range s.swept[from:to] {
			p.Mean += 100 * q.Accuracy / float64(p.N)
		}
		for _, q := range s.swept[from:to] {
			p.SD += (100*q.Accuracy - p.Mean) * (100*q.Accuracy - p.Mean)
		}
		p.SD = math.Sqrt(p.SD / float64(max(1, p.N-1)))
		p.Lo, p.Hi = p.Mean-p.SD, p.Mean+p.SD
		all, from = append(all, p), to
	}
	return all
}

// sweepChart is accuracy over the knob: each chip a dot, the mean a line, one standard deviation
// from chip to chip a bar. Without a knob it is accuracy over the chips' numbers.
func (s *Store) sweepChart() Chart {
	field, knob := lab.FieldOf(s.spec.Key)
	label, title := "chip", "Accuracy from chip to chip"
	if knob {
		label, title = field.Label, "Accuracy over "+strings.ToLower(field.Label)
	}
	dots := make([]xy, len(s.swept))
	for i, p := range s.swept {
		dots[i] = xy{float64(p.Chip), 100 * p.Accuracy}
		if knob {
			dots[i].X, _ = strconv.ParseFloat(p.Value, 64)
		}
	}
	x := map[string]any{"label": label, "labelAnchor": "right", "labelOffset": 32, "ticks": 5}
	if knob && field.Log && dots[0].X > 0 {
		x["type"], x["ticks"] = "log", 4
		x["tickFormat"] = "~g"
	}
	means := s.spreads()
	c := Chart{Title: title, Words: s.sweepWords(), Plot: map[string]any{
		"height": 196, "marginLeft": 38, "marginRight": 10, "marginTop": 18, "marginBottom": 34, "x": x,
		"y": map[string]any{"label": "accuracy (%)", "grid": true, "ticks": 5, "nice": true},
	}}
	if ideal, ok := s.Ideal(); ok {
		c.Marks = append(c.Marks, []any{"ruleY", []float64{100 * ideal}, map[string]any{"stroke": colQuiet, "strokeDasharray": "3,3"}})
	}
	c.Marks = append(c.Marks, []any{"dot", dots, map[string]any{"x": "x", "y": "y", "fill": colQuiet, "r": 1.8}})
	if knob {
		c.Marks = append(c.Marks, []any{"ruleX", means, map[string]any{"x": "x", "y1": "lo", "y2": "hi", "stroke": colTest, "strokeWidth": 1.2}},
			[]any{"lineY", means, map[string]any{"x": "x", "y": "mean", "stroke": colTest, "strokeWidth": 2}})
	}
	return c
}

// sweepWords says what came of the sweep.
func (s *Store) sweepWords() string {
	all := s.spreads()
	if len(all) == 0 {
		return ""
	}
	say := func(p spread) string {
		if p.N < 2 {
			return fmt.Sprintf("%.2f %%", p.Mean)
		}
		return fmt.Sprintf("%.2f ± %.2f %%", p.Mean, p.SD)
	}
	if s.spec.Key == "" {
		return fmt.Sprintf("%d chips: %s.", all[0].N, say(all[0]))
	}
	last := all[len(all)-1]
	return fmt.Sprintf("%s at %s, %s at %s; mean and standard deviation over %d chips.",
		say(all[0]), s.spec.Values[0], say(last), s.swept[len(s.swept)-1].Value, s.spec.Chips)
}

// SaveSweep hands the points over as a table.
func (s *Store) SaveSweep() {
	var b strings.Builder
	b.WriteString("# around " + s.desk.Base() + "#" + s.around + "\n")
	key := s.spec.Key
	if key == "" {
		key = "value"
	}
	fmt.Fprintf(&b, "%s,chip,accuracy,ber\n", key)
	for _, p := range s.swept {
		fmt.Fprintf(&b, "%s,%d,%g,%g\n", p.Value, p.Chip, p.Accuracy, p.BER)
	}
	s.desk.Download("arraylab-sweep.csv", []byte(b.String()))
}
