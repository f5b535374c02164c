package ui

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"arraylab/sim/lab"
	"arraylab/ui/spell"
)

// Energies of a point.
func toProgram(p lab.SweepPoint) float64 { return p.Joules }
func toInfer(p lab.SweepPoint) float64   { return p.Image }

// energies tells whether the points know an energy, and more than one amount of it.
func (v survey) energies() bool { return v.ratio(toProgram) > 1 || v.ratio(toInfer) > 1 }

// energies tells it of the sweep that is shown.
func (s *Store) energies() bool { return s.survey().energies() }

// ratio is the largest of an energy over its smallest; 0 where some point does not know it.
func (v survey) ratio(of func(lab.SweepPoint) float64) float64 {
	lo, hi := math.Inf(1), 0.0
	for _, p := range v.points {
		lo, hi = min(lo, of(p)), max(hi, of(p))
	}
	if len(v.points) == 0 || lo <= 0 {
		return 0
	}
	return hi / lo
}

// perImage tells which energy the sweep is about: the one that it changes more.
func (v survey) perImage() bool { return v.ratio(toInfer) > v.ratio(toProgram) }

// energyOf is that energy of a point.
func (v survey) energyOf() func(lab.SweepPoint) float64 {
	if v.perImage() {
		return toInfer
	}
	return toProgram
}

// energyChart is the energy over the knob, of programming the chip or of an image.
func (s *Store) energyChart() Chart {
	c := s.sweepChart()
	title, label := "Energy of programming the chip once", "programming (J)"
	if s.survey().perImage() {
		title, label = "Energy of inferring an image", "an image (J)"
	}
	c.Title, c.Words = title, s.savedWords()
	c.Plot["y"] = map[string]any{"label": label, "grid": true, "ticks": 4, "type": "log", "tickFormat": "~s"}
	stroke := colTest
	if s.spec.By != "" {
		stroke = "series"
	}
	all := s.survey().spreads()
	c.Marks = [][]any{{"lineY", all, map[string]any{"x": "x", "y": "joules", "stroke": stroke, "strokeWidth": 2}}}
	s.nameSeries(&c, all, "joules")
	return c
}

// defaultLoss is the loss of accuracy, in points, that an energy may cost at first (arXiv:1810.10836, abstract).
const defaultLoss = "1"

// savedWords says for each series how much of the largest energy, that of the strongest programming, is saved at most where
// the mean accuracy is within the loss that the visitor grants.
func (s *Store) savedWords() string {
	loss, err := strconv.ParseFloat(strings.TrimSpace(s.lossText()), 64)
	if err != nil || !(loss >= 0 && loss <= 100) {
		return fmt.Sprintf("A loss of %q is not allowed: it takes a number of points from 0 to 100.", spell.Short(s.lossText()))
	}
	ideal, known := s.Ideal()
	var words []string
	all := s.survey().spreads()
	for from := 0; from < len(all); {
		to := from
		strongest := all[from]
		for to < len(all) && all[to].Series == all[from].Series {
			if all[to].Joules > strongest.Joules {
				strongest = all[to]
			}
			to++
		}
		goal := strongest.Mean - loss
		if known {
			goal = 100*ideal - loss
		}
		words = append(words, saved(all[from:to], strongest, goal))
		from = to
	}
	return strings.Join(words, " ")
}

// saved says what the least energy that reaches an accuracy saves.
func saved(all []spread, strongest spread, goal float64) string {
	best, found := strongest, strongest.Mean >= goal
	for _, p := range all {
		if p.Mean >= goal && (!found || p.Joules < best.Joules) {
			best, found = p, true
		}
	}
	name := ""
	if all[0].Series != "" {
		name = all[0].Series + ": "
	}
	if !found {
		return name + "no point of this sweep is within that loss."
	}
	return fmt.Sprintf("%s%s at %s: %.0f %% less than %s at %s, %.2f %% right.", name, spell.SI(best.Joules, "J"), best.Value,
		100*(1-best.Joules/strongest.Joules), spell.SI(strongest.Joules, "J"), strongest.Value, best.Mean)
}

func (s *Store) lossText() string {
	if s.loss == nil {
		return defaultLoss
	}
	return *s.loss
}
