package ui

import "arraylab/ui/chart"

// survey is the sweep whose points are shown.
func (s *Store) survey() chart.Survey {
	return chart.Survey{Sweep: s.sweep.spec, Points: s.sweep.points}
}

// defaultLoss is the loss of accuracy, in points, that an energy may cost at first (arXiv:1810.10836, abstract).
const defaultLoss = "1"

// lossText is the loss that the visitor grants, as typed.
func (s *Store) lossText() string {
	if s.sweep.loss == nil {
		return defaultLoss
	}
	return *s.sweep.loss
}
