package ui

import "arraylab/ui/chart"

// survey is the sweep whose points are shown.
func (w *sweep) survey() chart.Survey { return chart.Survey{Sweep: w.spec, Points: w.points} }

// swept is the sweep whose points are shown, with the word for samples of its data set.
func (s *Store) swept() chart.Survey {
	v := s.sweep.survey()
	if l, err := s.parsed(s.sweep.link); err == nil {
		v.Word = l.Data().Word
	}
	return v
}

// defaultLoss is the loss of accuracy, in points, that an energy may cost at first (arXiv:1810.10836, abstract).
const defaultLoss = "1"

// lossText is the loss that the visitor grants, as typed.
func (w *sweep) lossText() string {
	if w.loss == nil {
		return defaultLoss
	}
	return *w.loss
}
