package ui

import (
	"fmt"
	"strings"
	"time"

	"arraylab/sim/lab"
	"arraylab/ui/spell"
	"arraylab/wasm/wire"
)

// checkpoints are kept of a training under way: a crash costs what came after the last one.
type checkpoints struct {
	last  *wire.Saved
	at    time.Duration // when it was asked for
	epoch int           // that was through then
}

// saveEvery is the longest time of training that a crash can cost (assumed).
const saveEvery = 30 * time.Second

// begin follows that a run begins.
func (c *checkpoints) begin(now time.Duration) { c.epoch, c.at = 0, now }

// due tells whether to ask for another one: after each epoch, and when the last one is long ago.
func (c *checkpoints) due(now time.Duration, p lab.Progress) bool {
	if p.Epoch <= c.epoch+1 && now-c.at <= saveEvery {
		return false
	}
	c.epoch, c.at = p.Epoch-1, now
	return true
}

// ask notes that one is asked for.
func (c *checkpoints) ask(now time.Duration) { c.at = now }

// step is the optimizer step of the last one; 0 where there is none.
func (c *checkpoints) step() int {
	if c.last == nil {
		return 0
	}
	return c.last.Step
}

// accompany keeps checkpoints of a training under way, and shows the digit at work.
func (s *Store) accompany(now time.Duration, p lab.Progress) {
	if s.checkpoints.due(now, p) {
		s.desk.Order(wire.Save{Reason: wire.Autosave})
	}
	if now-s.specimen.classified > time.Second {
		s.classify()
	}
}

// keepStep asks for a checkpoint where a run came to stand, by a step or out of a file; the engine passes it over where
// it has just made one.
func (s *Store) keepStep() {
	if s.session.Training() && s.session.Paused() {
		s.checkpoints.ask(s.desk.Now())
		s.desk.Order(wire.Save{Reason: wire.Autosave})
	}
}

// checkpoint takes a saved run.
func (s *Store) checkpoint(m wire.Saved) {
	switch m.Reason {
	case wire.SaveDownload, wire.SaveONNX:
		s.desk.Download(fileName(m), m.Body)
	case wire.SaveIdeal:
		s.session.Saved(m, false)
		s.supply()
	case wire.SaveReset:
		s.offer(m)
	case wire.SaveTrained:
		s.keepTrained(m)
	case wire.SaveMove:
		s.move(m)
	default:
		s.checkpoints.last = &m
		s.keepCheckpoint(m)
	}
}

// bringBack opens a run that was put aside.
func (s *Store) bringBack(m wire.Saved) {
	orders := s.session.Load(append([]byte(nil), m.Body...))
	if len(orders) == 0 {
		s.offer(m) // the engine is not there
		return
	}
	s.course.turnTo(m.Link)
	s.order(orders)
}

// putAside is what had to give way to the ideal reference; nil when nothing did.
func (s *Store) putAside() *wire.Saved {
	j, ok := s.session.PutAside()
	r := s.held()
	if !ok || r == nil {
		return nil
	}
	return &wire.Saved{Link: r.Link, Step: r.Step, Body: j.Body}
}

// offer lets the visitor bring back a run that was put aside.
func (s *Store) offer(m wire.Saved) {
	s.notify(Notice{Where: "run", Key: "reset",
		What:   "The run was put aside at step " + spell.Thousands(int64(m.Step)) + ".",
		Advice: "It is kept until the page closes.", Label: "Bring it back", act: func() { s.bringBack(m) }})
}

// Crashed follows the end of the worker: by itself, or by its own word.
func (s *Store) Crashed(what, advice string) {
	if s.session.Gone() {
		return
	}
	if c := s.putAside(); c != nil {
		s.checkpoints.last = c
	}
	s.session.Crash()
	s.specimen.startAnew()
	if strings.Contains(advice, "checkpoint") {
		advice = "Start it again." // whether there is one, the page knows better
	}
	n := Notice{Where: "engine", Key: "engine", What: what, Advice: advice,
		Label: "Start the engine again", act: s.Revive}
	if step := s.checkpoints.step(); step > 0 {
		n.Advice += fmt.Sprintf(" The last checkpoint (step %s) is kept.", spell.Thousands(int64(step)))
		n.Label = "Start again from the checkpoint"
	}
	s.notify(n)
}

// Revive starts another worker, with the last checkpoint if there is one.
func (s *Store) Revive() {
	s.dismissKey("engine")
	if s.checkpoints.last != nil {
		s.Resume(*s.checkpoints.last)
		return
	}
	s.session.Reset() // as when the page opened
	s.specimen.forget()
	s.restart()
}

// Resume goes on with a checkpoint, in a new worker when the old one is gone.
func (s *Store) Resume(c wire.Saved) {
	l, err := lab.ParseLink("#" + c.Link)
	if err != nil {
		s.notify(Notice{Where: "file", What: "The checkpoint's settings cannot be read. " + spell.Sentence(err),
			Advice: "Train anew."})
		return
	}
	s.session.Resume(c.Link, append([]byte(nil), c.Body...)) // what is handed over is gone
	s.takeSettings(l.Experiment)
	if s.session.Gone() {
		s.restart()
	}
	s.needTraining()
	s.deliver()
}
