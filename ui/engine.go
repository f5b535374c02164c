package ui

import (
	"fmt"
	"strings"

	"arraylab/sim/lab"
	"arraylab/ui/session"
	"arraylab/ui/spell"
	"arraylab/wasm/wire"
)

// restart gives the page a new worker and what it needs for its first result.
func (s *Store) restart() {
	s.session.Restart()
	s.supplies.startAnew()
	s.asking = question{}
	s.desk.Restart(s.Workers())
	s.need(opening().Name, "test")
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
		s.desk.Order(o)
	}
}

// Crashed follows the end of the worker: by itself, or by its own word.
func (s *Store) Crashed(what, advice string) {
	if s.session.Gone() {
		return
	}
	if c := s.putAside(); c != nil {
		s.saved = c
	}
	step := 0
	if s.saved != nil {
		step = s.saved.Step
	}
	s.session.Crash()
	s.asking = question{}
	if strings.Contains(advice, "checkpoint") {
		advice = "Start it again." // whether there is one, the page knows better
	}
	n := Notice{Where: "engine", Key: "engine", What: what, Advice: advice, Label: "Start the engine again", act: s.Revive}
	if step > 0 {
		n.Advice += fmt.Sprintf(" The last checkpoint (step %s) is kept.", spell.Thousands(int64(step)))
		n.Label = "Start again from the checkpoint"
	}
	s.notify(n)
}

// Revive starts another worker, with the last checkpoint if there is one.
func (s *Store) Revive() {
	s.dismissKey("engine")
	if s.saved != nil {
		s.Resume(*s.saved)
		return
	}
	s.session.Reset() // as when the page opened
	s.scores = nil
	s.restart()
}

// Resume goes on with a checkpoint, in a new worker when the old one is gone.
func (s *Store) Resume(c wire.Saved) {
	l, err := lab.ParseLink("#" + c.Link)
	if err != nil {
		s.notify(Notice{Where: "file", What: "The checkpoint's settings cannot be read. " + spell.Sentence(err), Advice: "Train anew."})
		return
	}
	s.link.Experiment = l.Experiment
	s.session.Resume(c.Link, append([]byte(nil), c.Body...)) // what is handed over is gone
	s.changed()
	if s.session.Gone() {
		s.restart()
	}
	s.needTraining()
	s.deliver()
}
