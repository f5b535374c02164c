package ui

import (
	"fmt"
	"maps"

	"arraylab/sim/lab"
	"arraylab/ui/chart"
)

// Charts are the charts and the pictures that are on the screen, by the id of their element, spelled in JSON. One is
// drawn anew when its text changed.
func (s *Store) Charts() map[string]string {
	m := map[string]string{}
	for _, d := range s.drawings() {
		m[d.ID] = d.JSON
	}
	for id, p := range s.pictures() {
		if p.W > 0 {
			m[id] = s.memos.specs.of(id, p, func() any { return p })
		}
	}
	if s.library.shown {
		return m
	}
	for id, c := range s.charts() {
		if text := s.memos.specs.of(id, c, func() any { return c.Spec() }); text != "" {
			m[id] = text
		}
	}
	maps.Copy(m, s.arrayPictures())
	return m
}

// drawings are those of the open dialog and of the device page, which were drawn when what they show came.
func (s *Store) drawings() (all []chart.Drawing) {
	switch s.chrome.dialog {
	case "toy":
		all = append(all, s.toy.now().Charts...)
	case lab.ViewMobileNet:
		all = append(all, s.chrome.mobile.now().chart)
	case "gallery":
		all = append(all, s.chrome.hall.figures()...)
	}
	if s.library.shown {
		all = append(append(all, s.library.fitted...), s.library.drawn...)
	}
	return all
}

// charts are those of the run and its result that are on the screen, by the id of their element, with what they show.
func (s *Store) charts() map[string]chart.Chart {
	m := map[string]chart.Chart{}
	if len(s.points) > 1 && !s.Hidden("curves") {
		m["chart-curves"] = s.curves()
	}
	s.studyCharts(m)
	if s.shown() != nil && !s.Hidden("confusion") {
		s.detailCharts(m)
	}
	return m
}

// studyCharts are those of a sweep or an ablation.
func (s *Store) studyCharts(m map[string]chart.Chart) {
	switch s.chrome.detail {
	case "sweep":
		if len(s.sweep.points) == 0 {
			return
		}
		m["chart-sweep"] = chart.Sweep{Survey: s.swept(), Ideal: s.idealShare(), Beside: s.sweep.beside}
		if s.sweep.survey().Energies() {
			m["chart-sweep-energy"] = chart.SweepEnergy{Survey: s.swept(), Loss: s.sweep.lossText(),
				Ideal: s.idealShare()}
		}
	case "ablate":
		if r, ok := s.ablation.ranking(); ok {
			m["chart-ablate"] = chart.Ablation{Ranking: r}
		}
	}
}

// detailCharts are those of the result that is shown.
func (s *Store) detailCharts(m map[string]chart.Chart) {
	switch r := s.shown(); s.chrome.detail {
	case "compare":
		s.compareCharts(m)
	case "energy":
		s.energyCharts(m)
	case "hidden":
		if s.course.weighed != nil && !s.foreign.on {
			m["chart-hidden"] = chart.HiddenWeights{Layers: s.course.weighed}
		}
	case "confusion":
		m["chart-confusion"] = chart.Confusion{Counts: r.Confusion, Names: s.shownTask().Names,
			Word: s.word()}
	case "margins":
		if len(s.answers.margins) > 1 {
			m["chart-margins"] = chart.Margins{Layers: s.answers.margins}
		}
	case "ber":
		m["chart-ber"] = chart.BitErrors{Rates: r.BER, Digital: s.digitalLayers()}
	case "pulses":
		m["chart-pulses"] = chart.Pulses{Counts: s.pulses()}
	}
}

// compareCharts are those of the result and the one before it.
func (s *Store) compareCharts(m map[string]chart.Chart) {
	other := s.versusResult()
	if other == nil {
		return
	}
	m["chart-compare-confusion"] = chart.ConfusionDifference{This: s.result.Confusion, Other: other.Confusion,
		Names: s.shownTask().Names, Word: s.word()}
	if c := (chart.TwoRuns{This: s.result.Curve, Other: other.Curve}); c.Drawable() {
		m["chart-compare-curves"] = c
	}
}

// energyCharts are those of the ledger, and of what papers say of it.
func (s *Store) energyCharts(m map[string]chart.Chart) {
	l := s.energyLedger()
	if l == nil {
		return
	}
	m["chart-energy"] = chart.ImageEnergy{Ledger: l, Word: s.word()}
	m["chart-machines"] = chart.Machines{Ledger: l, Word: s.word()}
	for i, k := range s.energyClaims() {
		m[claimID(i)] = chart.Plot{Plot: k.Plot}
	}
}

func claimID(i int) string { return fmt.Sprintf("chart-claim-%d", i) }

// pulses spent by layer: of the run under way, else of the result.
func (s *Store) pulses() []int64 {
	if s.Busy() && !s.foreign.on && len(s.course.progress.Pulses) > 0 {
		return s.course.progress.Pulses
	}
	if s.result != nil {
		return s.result.Pulses
	}
	return nil
}
