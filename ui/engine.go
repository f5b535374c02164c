package ui

import (
	"arraylab/ui/session"
	"arraylab/wasm/wire"
)

// restart gives the page a new worker and what it needs for its first result.
func (s *Store) restart() {
	s.session.Restart()
	s.supplies.startAnew()
	s.specimen.startAnew()
	s.comparison.askAnew()
	s.desk.Restart(s.Workers())
	s.needs("test")
	if j := s.session.Job().Kind; j == session.None || j == session.Model {
		s.firstModel()
	}
}

// order hands the session's orders to the worker.
func (s *Store) order(all []any) {
	for _, o := range all {
		if start, ok := o.(wire.Start); ok {
			s.begin(start)
			continue
		}
		if _, ok := o.(wire.Reinfer); ok {
			s.course.stores(s.desk.Now())
		}
		s.desk.Order(o)
	}
}
