package ui

import (
	"time"

	"arraylab/sim/lab"
	"arraylab/wasm/wire"
)

// course is the run that the engine was given last: which it is, and how far it has come.
type course struct {
	link     string // of the run; "" before the first one
	progress lab.Progress
	job      wire.Job // whose progress it is
	pace     pace
	began    time.Duration   // when it was given
	storing  time.Duration   // when the network was last to be programmed anew; 0 where it was not
	resumed  bool            // it went on from a checkpoint
	stands   bool            // it is paused
	stood    time.Duration   // when that began, or it did its last step
	weighed  []lab.Histogram // hidden weights by layer, of the last live test
}

// begin follows that a run of a link is ordered. The weights of the one before stay on the screen where what is
// shown is not to give way to it.
func (c *course) begin(link string, shown bool) {
	c.link, c.progress, c.pace = link, lab.Progress{}, pace{}
	if shown {
		c.weighed = nil
	}
}

// clock notes when it was given, and whether it goes on from a checkpoint.
func (c *course) clock(now time.Duration, resumed bool) {
	c.began, c.resumed, c.stands = now, resumed, false
}

// pauses follows that it is paused, or not.
func (c *course) pauses(now time.Duration, paused bool) { c.stands, c.stood = paused, now }

// until is when it computed last.
func (c *course) until(now time.Duration) time.Duration {
	if c.stands {
		return c.stood
	}
	return now
}

// stores follows that the network is to be programmed anew.
func (c *course) stores(now time.Duration) { c.storing = now }

// stored is how long that took; 0 where it is not known.
func (c *course) stored(now time.Duration) (took time.Duration) {
	if c.storing > 0 {
		took = now - c.storing
	}
	c.storing = 0
	return took
}

// turnTo follows that the engine turns to a run which it was not given by a link.
func (c *course) turnTo(link string) { c.link = link }

// follow takes a report of it at a time.
func (c *course) follow(now time.Duration, p lab.Progress, of wire.Job, shown bool) {
	c.progress, c.job = p, of
	if p.Live != nil && p.Live.Hidden != nil && shown {
		c.weighed = p.Live.Hidden
	}
	c.pace.add(now, p)
}

// soFar is what the test of a job has told so far; nil for nothing.
func (c *course) soFar(of wire.Job) *lab.Live {
	if c.job != of {
		return nil
	}
	return c.progress.SoFar
}

// of is the link of the network in the engine: the run's, else that of a result; "" for neither.
func (c *course) of(r *lab.Result) string {
	if c.link == "" && r != nil {
		return r.Link
	}
	return c.link
}

// Busy tells that something is computed for the visitor, or waits to be.
func (s *Store) Busy() bool { return s.session.Busy() }

// Train begins a run of the settings, as soon as its images are there.
func (s *Store) Train() {
	if !s.unfit() && s.session.Train(s.link.Experiment.Link()) {
		s.supply()
	}
}

// unfit tells that the settings cannot be run as they are.
func (s *Store) unfit() bool {
	return len(s.wrong) > 0 || len(s.drafts) > 0 || s.untrainable() != ""
}

// supply sees to it that the run that waits gets its images.
func (s *Store) supply() {
	s.needs("test")
	s.needTraining()
	s.deliver()
}

// begin hands a run to the worker.
func (s *Store) begin(o wire.Start) {
	s.course.begin(o.Link, !s.session.Aside())
	s.course.clock(s.desk.Now(), o.Body != nil)
	if s.session.Aside() {
		s.references.begin(o.Link)
	} else {
		s.forgetCurves()
		s.replay.again()
	}
	if !s.session.Aside() {
		s.giveWay()
	}
	s.checkpoints.begin(s.desk.Now())
	s.records.runBegins(s.desk.Now())
	s.desk.Order(o)
	s.openArray()
	s.watch()
}

// Pause, Resume, Step and Stop act on the run under way. A pause comes with a checkpoint, at the end of the optimizer
// step: the page may be left in it.
func (s *Store) Pause() {
	if s.session.Training() && s.session.Active() {
		s.checkpoints.ask(s.desk.Now())
		s.desk.Order(wire.Save{Reason: wire.SavePause})
	}
	s.control("pause")
}

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
	} else if s.course.link != "" {
		s.desk.Order(wire.Save{Reason: wire.SaveReset})
	}
	halt := s.session.Control("pause")
	s.session.Reset()
	s.stash()
	s.course.begin("", false)
	s.lift()
	s.forgetResult()
	s.replay.again()
	s.specimen.forget()
	if s.firstModel(); !s.session.Opening() {
		s.order(halt) // nothing takes the place of what nobody looks at any more
	}
}

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
