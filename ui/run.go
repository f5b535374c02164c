package ui

import (
	"time"

	"arraylab/sim/lab"
	"arraylab/ui/spell"
	"arraylab/wasm/wire"
)

// run is what is known of the run under way and of the shown result.
type run struct {
	started  string // link of the run under way
	progress lab.Progress
	pace     pace
	points   []lab.Point
	result   *lab.Result
	weights  []byte        // of the result, packed
	margins  []lab.Margins // of the result, once they were asked for
	reason   string        // of the result: train, load, reinfer, stop
	expect   string        // fingerprint in the opened link: its first hex digits
	verdict  string        // "", exact, differs
	repaint  time.Duration // when the array is to be drawn after a knob; 0 for never
	past     []Past
	versus   string // link of the earlier result that is compared; "" for none
	compared compared

	rates       map[string]float64 // multiply-adds a second measured here, by kind of learning and number of workers
	ideals      map[string]float64 // accuracy of ideal references, by link
	idealPoints []lab.Point        // the test curve of the reference that was run last
	weighed     []lab.Histogram    // hidden weights by layer, of the last live test
	idealLink   string             // and its link

	saved   *wire.Saved // the last checkpoint
	savedAt time.Duration
	epoch   int // of the last checkpoint
}

// Busy tells that something is computed for the visitor, or waits to be.
func (s *Store) Busy() bool { return s.session.Busy() }

// live is the last live test of the training under way, nil where there is none.
func (s *Store) live() *lab.Live {
	if !s.session.Training() {
		return nil
	}
	return s.progress.Live
}

// shown is what the result panel tells: how far the training under way has come, else the
// last result.
func (s *Store) shown() *lab.Result {
	l := s.live()
	if l == nil {
		return s.result
	}
	return &lab.Result{Accuracy: float64(l.Correct) / float64(l.Total), Correct: l.Correct, Total: l.Total,
		Confusion: l.Confusion, BER: l.BER, IdealAccuracy: -1}
}

// Train begins a run of the settings, as soon as its images are there.
func (s *Store) Train() {
	if len(s.wrong) == 0 && len(s.drafts) == 0 && s.session.Train(s.link.Experiment.Link()) {
		s.supply()
	}
}

// supply sees to it that the run that waits gets its images.
func (s *Store) supply() {
	s.needs("test")
	s.needTraining()
	s.deliver()
}

// begin hands a run to the worker.
func (s *Store) begin(o wire.Start) {
	s.started, s.progress, s.pace = o.Link, lab.Progress{}, pace{}
	if s.session.Aside() {
		s.idealPoints, s.idealLink = nil, o.Link
	} else {
		s.points, s.verdict, s.weighed = nil, "", nil
	}
	s.epoch, s.savedAt = 0, s.desk.Now()
	s.desk.Order(o)
	s.openArray()
	s.watch()
}

// Pause, Resume, Step and Stop act on the run under way.
func (s *Store) Pause() { s.control("pause") }

// Go on after a pause.
func (s *Store) GoOn() { s.control("resume") }

// Step does one optimizer step; it begins a run when there is none.
func (s *Store) Step() {
	if !s.Busy() {
		if s.Train(); s.session.Training() {
			s.control("pause")
		}
	}
	s.control("step")
}

// Stop ends training: the result is that of the weights as they are.
func (s *Store) Stop() { s.order(s.session.Stop()) }

func (s *Store) control(do string) { s.order(s.session.Control(do)) }

// Reset puts the run aside and brings back the trained network that the page opened with. A
// checkpoint of what was there is offered.
func (s *Store) Reset() {
	if s.session.Gone() {
		s.Revive()
		return
	}
	if c := s.putAside(); c != nil {
		s.offer(*c)
	} else if s.started != "" {
		s.desk.Order(wire.Save{Reason: wire.SaveReset})
	}
	halt := s.session.Control("pause")
	s.session.Reset()
	s.stash()
	s.started, s.points, s.result, s.verdict = "", nil, nil, ""
	s.progress, s.pace, s.scores, s.neuron = lab.Progress{}, pace{}, nil, nil
	if s.firstModel(); !s.session.Opening() {
		s.order(halt) // nothing takes the place of what nobody looks at any more
	}
}

// putAside is what had to give way to the ideal reference; nil when nothing did.
func (s *Store) putAside() *wire.Saved {
	j, ok := s.session.PutAside()
	if !ok || s.result == nil {
		return nil
	}
	return &wire.Saved{Link: s.result.Link, Step: s.result.Step, Body: j.Body}
}

// offer lets the visitor bring back a run that was put aside.
func (s *Store) offer(m wire.Saved) {
	s.notify(Notice{Where: "run", Key: "reset", What: "The run was put aside at step " + spell.Thousands(int64(m.Step)) + ".",
		Advice: "It is kept until the page closes.", Label: "Bring it back", act: func() { s.bringBack(m) }})
}

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
	if a, ok := s.ideals[s.idealOf(s.result.Link)]; ok {
		return a, true
	}
	return s.result.IdealAccuracy, s.result.IdealAccuracy >= 0
}

// RunIdeal computes the ideal reference of the shown result, then brings that back.
func (s *Store) RunIdeal() {
	if s.result == nil {
		return
	}
	if l, err := lab.ParseLink("#" + s.result.Link); err == nil {
		s.order(s.session.Ideal(IdealOf(l.Experiment).Link()))
	}
}

// judge compares the shown result with the fingerprint of the opened link.
func (s *Store) judge() {
	s.verdict = ""
	if s.expect == "" || s.result == nil || s.result.Link != s.link.Experiment.Link() || s.reason == "stop" {
		return
	}
	s.verdict = "differs"
	if len(s.result.Fingerprint) >= len(s.expect) && s.result.Fingerprint[:len(s.expect)] == s.expect {
		s.verdict = "exact"
	}
}

// DismissVerdict takes the word on the opened link's fingerprint away.
func (s *Store) DismissVerdict() { s.expect, s.verdict = "", "" }

// settle asks for an inference when only programming or reading differs from what is shown.
func (s *Store) settle() {
	if s.result == nil || len(s.wrong) > 0 {
		return
	}
	if p := s.PhaseSince(); p == lab.PhaseTrain || p == lab.PhaseNone {
		return
	}
	if link := s.link.Experiment.Link(); !s.session.Refused(link) {
		s.order(s.session.Reinfer(link, s.desk.Now()))
	}
}
