package ui

import (
	"fmt"

	"arraylab/sim/lab"
	"arraylab/ui/session"
	"arraylab/wasm/wire"
)

// references are the ideal references that are known.
type references struct {
	known  map[string]float64 // accuracies, by link
	link   string             // of the one that was run last on this page
	points []lab.Point        // and its learning curve
}

// add takes a point of the curve.
func (r *references) add(p lab.Point) { r.points = append(r.points, p) }

// begin follows that one is run.
func (r *references) begin(link string) { r.link, r.points = link, nil }

// IdealOf is the experiment that shows what the imperfections of e cost: the same recipe and
// seed with devices that are linear, equal and free of noise, or without any error.
func IdealOf(e lab.Experiment) lab.Experiment {
	changes := [][2]string{{"memory", lab.MemoryIdeal}}
	if e.Learn == lab.LearnDevice {
		changes = nil
		for _, p := range e.Technology().Params {
			if x, ok := e.Technology().Ideal[p]; ok {
				changes = append(changes, [2]string{p.Key, p.Spell(x)})
			}
		}
	}
	for _, c := range changes {
		if next, err := e.With(c[0], c[1]); err == nil {
			e = next
		}
	}
	return e.Plain() // what plays no part any more must not tell two ideals apart
}

// Ideal is the accuracy of the ideal reference of the shown result, and whether it is known.
func (s *Store) Ideal() (float64, bool) {
	if s.result == nil {
		return 0, false
	}
	if a, ok := s.references.known[s.idealOf(s.result.Link)]; ok {
		return a, true
	}
	return s.result.IdealAccuracy, s.result.IdealAccuracy >= 0
}

// RunIdeal computes the ideal reference of the shown result, then brings that back.
func (s *Store) RunIdeal() {
	if s.result == nil {
		return
	}
	if l, err := s.parsed(s.result.Link); err == nil {
		s.order(s.session.Ideal(IdealOf(l.Experiment).Link()))
	}
}

// noteIdeal remembers the accuracy of an ideal reference, and of a run that is its own.
func (s *Store) noteIdeal(m *wire.Result, j session.Job) {
	if j.Kind == session.Ideal && m.Reason == "train" && m.Link == j.Link {
		s.rememberIdeal(m.Link, m.Accuracy)
	}
	if m.IdealAccuracy >= 0 || m.Reason == "stop" || m.Brought() {
		return
	}
	if l, err := lab.ParseLink("#" + m.Link); err == nil && IdealOf(l.Experiment).Link() == m.Link {
		m.IdealAccuracy = m.Accuracy
		s.rememberIdeal(m.Link, m.Accuracy)
	}
}

// idealsKey is the key of the accuracies that numerics came to: those of others are not theirs.
func idealsKey(n lab.Numerics) string {
	if n < 2 {
		return keyIdeals
	}
	return fmt.Sprintf("%s-%d", keyIdeals, n)
}

func (s *Store) rememberIdeal(link string, accuracy float64) {
	s.references.known[link] = accuracy
	s.rememberNumbers(idealsKey(lab.NumericVersion), s.references.known)
}

// idealOf is the link of the ideal reference of another one; "" where that is none.
func (s *Store) idealOf(link string) string {
	m := &s.memos.ideal
	if s.result == nil || link != s.result.Link {
		m = &s.memos.begun
	}
	return m.of(link, func() string {
		l, err := s.parsed(link)
		if err != nil {
			return ""
		}
		return IdealOf(l.Experiment).Link()
	})
}
