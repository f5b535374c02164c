package ui

import (
	"fmt"
	"strconv"
	"strings"

	"arraylab/devices/knob"
	"arraylab/sim/lab"
)

// sweepForm is the form as it was filled in: key "" for chips alone, by "" for one series.
type sweepForm struct {
	key, lo, hi, n, chips, seeds, by string

	listed   []string // values of a scenario or a link, which hold until the range is changed
	byListed []string // of the series, likewise; nil for all choices
}

// sweepKnobs are the knobs that a sweep can go through here, key and label: those of the memory that need no
// training, chips alone, then those that do. One that a link brought is among them.
func (s *Store) sweepKnobs() [][2]string {
	return s.memos.knobs.of(knobsKey{e: s.link.Experiment, key: s.sweep.form.key}, s.listKnobs)
}

func (s *Store) listKnobs() [][2]string {
	e := s.link.Experiment
	word := e.Data().Word
	var chip, trained [][2]string
	for _, f := range lab.Fields() {
		number := f.Kind == knob.Real || f.Kind == knob.Whole
		switch phase := f.ActsIn(e); {
		case phase == lab.PhaseNone || !number && f.Key != s.sweep.form.key:
		case phase == lab.PhaseTrain:
			trained = append(trained, [2]string{f.Key, word.Of(f.Label) + " (trains)"})
		case f.Group == lab.GroupMemory:
			chip = append(chip, [2]string{f.Key, f.Label})
		}
	}
	return append(append(chip, [2]string{"", "none: chips and seeds alone"}), trained...)
}

// sweepSeries are the knobs whose choices can each make a series, key and label, after none.
func (s *Store) sweepSeries() [][2]string {
	return s.memos.series.of(knobsKey{s.link.Experiment, s.sweep.form.by, s.sweep.form.byListed != nil}, s.listSeries)
}

func (s *Store) listSeries() [][2]string {
	all := [][2]string{{"", "one series"}}
	e := s.link.Experiment
	for _, f := range lab.Fields() {
		phase := f.ActsIn(e)
		switch {
		case f.Key == s.sweep.form.by && s.sweep.form.byListed != nil && phase != lab.PhaseNone:
		case f.Kind != knob.OneOf || f.Key == "memory" || f.Key == "task" || phase == lab.PhaseNone:
			continue
		}
		label := "by " + strings.ToLower(f.Label)
		if phase == lab.PhaseTrain {
			label += " (trains)"
		}
		all = append(all, [2]string{f.Key, label})
	}
	return all
}

// sweepKey is the chosen knob, or the first one where that plays no part any more.
func (s *Store) sweepKey() string { return s.form().key }

// form is the form with its knob among those that play a part.
func (s *Store) form() sweepForm {
	knobs := s.sweepKnobs()
	for _, k := range knobs {
		if s.sweep.form.chips != "" && k[0] == s.sweep.form.key {
			return s.sweep.form
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
func (s *Store) SweepKnob(key string) { s.sweep.fill(formOf(key)) }

// SweepText fills in a part of the form.
func (s *Store) SweepText(part, text string) {
	f := s.form()
	switch part {
	case "lo":
		f.lo, f.listed = text, nil
	case "hi":
		f.hi, f.listed = text, nil
	case "n":
		f.n, f.listed = text, nil
	case "by":
		f.by, f.byListed = text, nil
	case "seeds":
		f.seeds = text
	case "chips":
		f.chips = text
	}
	s.sweep.fill(f)
}

// sweepOf reads the form; an error says which part is not allowed.
func (s *Store) sweepOf(f sweepForm) (lab.Sweep, error) {
	chips, err := strconv.Atoi(strings.TrimSpace(f.chips))
	if err != nil {
		return lab.Sweep{}, knob.Refuse("chips", f.chips, fmt.Sprintf("a whole number from 1 to %d", lab.MaxChips))
	}
	w := lab.Sweep{Key: f.key, Chips: chips, By: f.by, Values: f.listed, ByValues: f.byListed}
	if w.Seeds, err = seedsOf(f.seeds); err != nil {
		return w, err
	}
	if field, ok := lab.FieldOf(f.key); ok && f.listed == nil {
		lo, err1 := strconv.ParseFloat(strings.TrimSpace(f.lo), 64)
		hi, err2 := strconv.ParseFloat(strings.TrimSpace(f.hi), 64)
		n, err3 := strconv.Atoi(strings.TrimSpace(f.n))
		switch {
		case err1 != nil || !(lo >= field.Min && lo <= field.Max):
			return w, knob.Refuse("from", f.lo, field.Allowed())
		case err2 != nil || !(hi >= lo && hi <= field.Max):
			return w, knob.Refuse("to", f.hi, fmt.Sprintf("a number from %s to %s", number(lo), number(field.Max)))
		case err3 != nil || n < 1 || n > lab.MaxSweep:
			return w, knob.Refuse("points", f.n, fmt.Sprintf("a whole number from 1 to %d", lab.MaxSweep))
		}
		w.Values = field.Grid(lo, hi, n)
	}
	_, err = w.Experiments(s.link.Experiment)
	return w, err
}

// seedsOf reads a number of seeds; nothing is one.
func seedsOf(text string) (int, error) {
	text = strings.TrimSpace(text)
	if text == "" || text == "1" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > lab.MaxSeeds {
		return 0, knob.Refuse("seeds", text, fmt.Sprintf("a whole number from 1 to %d", lab.MaxSeeds))
	}
	return n, nil
}

// formOfSweep is the form that gives a sweep.
func formOfSweep(w lab.Sweep) sweepForm {
	f := sweepForm{key: w.Key, n: strconv.Itoa(len(w.Values)), chips: strconv.Itoa(w.Chips), by: w.By,
		listed: w.Values, byListed: w.ByValues}
	if w.Seeds > 1 {
		f.seeds = strconv.Itoa(w.Seeds)
	}
	if len(w.Values) > 0 {
		f.lo, f.hi = w.Values[0], w.Values[len(w.Values)-1]
	}
	return f
}
