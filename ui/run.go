package ui

import (
	"time"

	"arraylab/sim/lab"
	"arraylab/ui/spell"
	"arraylab/wasm/wire"
)

// run is what is known of the run under way and of the shown result.
type run struct {
	asked    bool   // the visitor has asked for a result
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
	ask      asking        // the inference under way
	repaint  time.Duration // when the array is to be drawn after a knob; 0 for never
	refused  string        // link of an inference that failed: not asked again
	past     []Past
	versus   string // link of the earlier result that is compared; "" for none
	compared compared

	rates       map[string]float64 // multiply-adds a second measured here, by kind of learning and number of workers
	ideals      map[string]float64 // accuracy of ideal references, by link
	idealRun    *idealRun
	idealPoints []lab.Point     // the test curve of the reference that was run last
	weighed     []lab.Histogram // hidden weights by layer, of the last live test
	idealLink   string          // and its link

	saved   *wire.Saved // the last checkpoint
	savedAt time.Duration
	epoch   int // of the last checkpoint
}

// asking is an inference under way.
type asking struct {
	link string
	at   time.Duration
}

// idealRun is the ideal reference under way; what stood there before comes back after it.
type idealRun struct {
	link      string
	back      []byte
	returning bool
}

// Busy tells that a run is under way or paused. The model that the page opens with is none.
func (s *Store) Busy() bool {
	return s.queued != nil || s.reload != nil || !s.first && (s.active() || s.status == wire.StatePaused)
}

// live is the last live test of the training under way, nil where there is none.
func (s *Store) live() *lab.Live {
	if !s.Busy() || s.idealRun != nil || s.sweeping {
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

// Running tells that something is being computed for the visitor.
func (s *Store) Running() bool {
	return s.queued != nil || s.reload != nil || s.active() || s.ask.link != ""
}

// active: the worker trains, or waits for images in order to.
func (s *Store) active() bool {
	return s.status == wire.StateRunning || s.status == wire.StateWaiting
}

// Train begins a run of the settings.
func (s *Store) Train() {
	if len(s.wrong) > 0 || len(s.drafts) > 0 || s.Busy() || s.dead {
		return
	}
	s.asked = true
	s.queue(s.link.Experiment.Link())
}

// queue begins a run as soon as its data are there.
func (s *Store) queue(link string) {
	s.queued = &wire.Start{Link: link}
	s.needs("test")
	s.needTraining()
	s.deliver()
}

// begin hands a run to the worker.
func (s *Store) begin(o wire.Start) {
	s.started, s.progress, s.pace = o.Link, lab.Progress{}, pace{}
	if s.idealRun == nil {
		s.points, s.verdict, s.weighed = nil, "", nil
	} else {
		s.idealPoints, s.idealLink = nil, o.Link
	}
	s.ask, s.epoch, s.first = asking{}, 0, false
	s.savedAt = s.desk.Now()
	s.status = wire.StateRunning
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
		s.Train()
		if s.queued == nil && s.Busy() {
			s.control("pause")
		}
	}
	s.control("step")
}

// Stop ends training: the result is that of the weights as they are.
func (s *Store) Stop() {
	if s.queued != nil {
		s.queued = nil
		return
	}
	s.control("stop")
}

func (s *Store) control(do string) {
	if s.active() || s.status == wire.StatePaused {
		s.desk.Order(wire.Control{Do: do})
	}
}

// Reset puts the run aside and brings back the trained network that the page opened with. A
// checkpoint of what was there is offered.
func (s *Store) Reset() {
	if s.dead {
		s.Revive()
		return
	}
	s.queued = nil
	if c := s.putAside(); c != nil {
		s.offer(*c)
	} else if s.started != "" {
		s.desk.Order(wire.Save{Reason: "reset"})
	}
	s.idealRun = nil
	s.stash()
	s.started, s.points, s.result, s.asked, s.verdict = "", nil, nil, false, ""
	s.progress, s.pace, s.scores, s.neuron = lab.Progress{}, pace{}, nil, nil
	s.firstModel()
}

// putAside is what had to give way to the ideal reference; nil when nothing did.
func (s *Store) putAside() *wire.Saved {
	if s.idealRun == nil || s.idealRun.back == nil || s.result == nil {
		return nil
	}
	return &wire.Saved{Link: s.result.Link, Step: s.result.Step, Body: s.idealRun.back}
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
	if s.Busy() || s.dead || s.result == nil {
		return
	}
	l, err := lab.ParseLink("#" + s.result.Link)
	if err != nil {
		return
	}
	s.idealRun = &idealRun{link: IdealOf(l.Experiment).Link()}
	s.desk.Order(wire.Save{Reason: "ideal"})
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
	if !s.alive || s.result == nil || s.Busy() || s.idealRun != nil || len(s.wrong) > 0 {
		return
	}
	link := s.link.Experiment.Link()
	if p := s.PhaseSince(); p == lab.PhaseTrain || p == lab.PhaseNone || s.ask.link == link || s.refused == link {
		return
	}
	if now := s.desk.Now(); s.ask.link == "" || now-s.ask.at >= throttle {
		s.asked = true
		s.ask = asking{link, now}
		s.desk.Order(wire.Reinfer{Link: link})
	}
}

// throttle is the shortest time between two inferences that a knob asks for: long enough that
// a moved slider does not cancel each before it begins (assumed).
const throttle = 250 * time.Millisecond
