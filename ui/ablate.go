package ui

import (
	"fmt"
	"strconv"
	"strings"

	"arraylab/devices/knob"
	"arraylab/sim/lab"
	"arraylab/ui/chart"
)

// ablation asks which imperfection of the memory costs most.
type ablation struct {
	study
	chips, seeds string // as typed; "" for the defaults
}

// fill fills in the form.
func (a *ablation) fill(chips, seeds string) { a.chips, a.seeds, a.wrong = chips, seeds, "" }

// AblateText fills in a part of the form.
func (s *Store) AblateText(part, text string) {
	if part == "seeds" {
		s.ablation.fill(s.ablation.chips, text)
	} else {
		s.ablation.fill(text, s.ablation.seeds)
	}
}

// chipsText are the chips of an ablation; three where trained weights are stored, for programming takes no time.
func (s *Store) chipsText() string {
	switch {
	case s.ablation.chips != "":
		return s.ablation.chips
	case s.link.Learn == lab.LearnDevice:
		return "1"
	}
	return "3"
}

// ablateOf reads the form.
func (s *Store) ablateOf() (w lab.Sweep, err error) {
	if w.Chips, err = strconv.Atoi(strings.TrimSpace(s.chipsText())); err != nil {
		return w, knob.Refuse("chips", s.ablation.chips, fmt.Sprintf("a whole number from 1 to %d", lab.MaxChips))
	}
	if w.Seeds, err = seedsOf(s.ablation.seeds); err != nil {
		return w, err
	}
	_, err = lab.Ablate(s.link.Experiment, w.Seeds, w.Chips)
	return w, err
}

// ablateExperiments are the points of the form around the settings.
func (s *Store) ablateExperiments() ([]lab.Experiment, error) {
	w, err := s.ablateOf()
	if err != nil {
		return nil, err
	}
	a, err := lab.Ablate(s.link.Experiment, w.Seeds, w.Chips)
	if err != nil {
		return nil, err
	}
	return a.Experiments()
}

// RunAblation begins the ablation of the form around the settings.
func (s *Store) RunAblation() { s.runStudy(true, false) }

// ranking sums up the points so far; false while there are too few.
func (a *ablation) ranking() (lab.Ranking, bool) {
	l, err := lab.ParseLink("#" + a.link)
	if err != nil || !l.Ablate {
		return lab.Ranking{}, false
	}
	plan, err := l.Ablation()
	if err != nil {
		return lab.Ranking{}, false
	}
	accuracies := make([]float64, len(a.points))
	for i, p := range a.points {
		accuracies[i] = p.Accuracy
	}
	return plan.Rank(accuracies)
}

// words say what came of the ablation.
func (a *ablation) words() string {
	r, ok := a.ranking()
	if !ok {
		return ""
	}
	return chart.Ablation{Ranking: r}.Words()
}

// SaveAblation hands the points over as a table, the same as the command writes.
func (s *Store) SaveAblation() {
	s.saveStudy("arraylab-ablation.csv", &s.ablation.study)
}
