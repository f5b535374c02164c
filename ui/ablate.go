package ui

import (
	"fmt"
	"strconv"
	"strings"

	"arraylab/devices/knob"
	"arraylab/sim/lab"
)

// ablation asks which imperfection of the memory costs most.
type ablation struct {
	ablateChips, ablateSeeds string // as typed; "" for the defaults
	ablateWrong              string // what is wrong with them
	ablateLink               string // whole, of the points
	ablateSize               int    // points of it in the end
	ablated                  []lab.SweepPoint
	ablateNoted              memo[string, string]
}

// AblateText fills in a part of the form.
func (s *Store) AblateText(part, text string) {
	if part == "seeds" {
		s.ablateSeeds = text
	} else {
		s.ablateChips = text
	}
	s.ablateWrong = ""
}

// chipsText are the chips of an ablation; three where trained weights are stored, for programming takes no time.
func (s *Store) chipsText() string {
	switch {
	case s.ablateChips != "":
		return s.ablateChips
	case s.link.Learn == lab.LearnDevice:
		return "1"
	}
	return "3"
}

// ablateOf reads the form.
func (s *Store) ablateOf() (w lab.Sweep, err error) {
	if w.Chips, err = strconv.Atoi(strings.TrimSpace(s.chipsText())); err != nil {
		return w, knob.Refuse("chips", s.ablateChips, fmt.Sprintf("a whole number from 1 to %d", lab.MaxChips))
	}
	if w.Seeds, err = seedsOf(s.ablateSeeds); err != nil {
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
func (s *Store) ranking() (lab.Ranking, bool) {
	l, err := lab.ParseLink("#" + s.ablateLink)
	if err != nil || !l.Ablate {
		return lab.Ranking{}, false
	}
	a, err := l.Ablation()
	if err != nil {
		return lab.Ranking{}, false
	}
	accuracies := make([]float64, len(s.ablated))
	for i, p := range s.ablated {
		accuracies[i] = p.Accuracy
	}
	return a.Rank(accuracies)
}

// ablateChart is what each imperfection costs alone, a bar with its spread, and what leaving it out wins, a ring; dearest first.
func (s *Store) ablateChart() (Chart, bool) {
	r, ok := s.ranking()
	if !ok {
		return Chart{}, false
	}
	type bar struct {
		Name  string  `json:"name"`
		Alone float64 `json:"alone"`
		Lo    float64 `json:"lo"`
		Hi    float64 `json:"hi"`
		Left  float64 `json:"left"`
	}
	var bars []bar
	var names []string
	for _, l := range r.Losses {
		a, sd := 100*l.Alone.Mean, 100*l.Alone.SD
		bars = append(bars, bar{l.Label, a, a - sd, a + sd, 100 * l.Left.Mean})
		names = append(names, l.Label)
	}
	return Chart{Title: "Which imperfection costs most?", Words: s.ablateWords(), Plot: map[string]any{
		"height": 50 + 26*len(bars), "marginLeft": 138, "marginRight": 14, "marginTop": 6, "marginBottom": 34,
		"x": map[string]any{"label": "points of accuracy", "labelAnchor": "right", "labelOffset": 32, "grid": true, "ticks": 4, "nice": true},
		"y": map[string]any{"label": nil, "domain": names, "tickSize": 0},
	}, Marks: [][]any{
		{"barX", bars, map[string]any{"y": "name", "x": "alone", "fill": colTest, "insetTop": 5, "insetBottom": 5}},
		{"ruleY", bars, map[string]any{"y": "name", "x1": "lo", "x2": "hi", "stroke": colInk, "strokeWidth": 1.4}},
		{"dot", bars, map[string]any{"y": "name", "x": "left", "stroke": colTrain, "fill": "none", "r": 4, "strokeWidth": 1.8}},
		{"ruleX", []float64{0}, map[string]any{"stroke": colInk}},
	}}, true
}

// ablateWords says what came of the ablation.
func (s *Store) ablateWords() string {
	r, ok := s.ranking()
	if !ok {
		return ""
	}
	say := func(p lab.Spread) string { return fmt.Sprintf("%.2f ± %.2f points", 100*p.Mean, 100*p.SD) }
	first := r.Losses[0]
	return fmt.Sprintf("%s costs most: %s alone, %s when it is the one left out. All together cost %s of %.2f %%.",
		first.Label, say(first.Alone), say(first.Left), say(r.Total), 100*r.None.Mean)
}

// SaveAblation hands the points over as a table, the same as the command writes.
func (s *Store) SaveAblation() { s.saveStudy("arraylab-ablation.csv", s.ablateLink, s.ablated) }
