package ui

import (
	"reflect"

	"arraylab/ui/session"
	"arraylab/wasm/wire"
)

// report is a row of the table of reports: who takes a message, whether it is the frame's, not the worker's, and whether
// it is only passed on, so that nothing of the page changes by it.
type report struct {
	is     reflect.Type
	frame  bool
	passed bool
	take   func(*Store, any)
}

// by is the row of a message of the worker.
func by[T any](take func(*Store, T)) report {
	return report{is: reflect.TypeFor[T](), take: func(s *Store, msg any) { take(s, msg.(T)) }}
}

// framed is the row of a message of the array's frame.
func framed[T any](take func(*Store, T)) report {
	r := by(take)
	r.frame = true
	return r
}

// passed is the row of a message that is for the array's frame.
func passed[T any](take func(*Store, T)) report {
	r := by(take)
	r.passed = true
	return r
}

// reports is the table.
var reports = [...]report{
	by((*Store).engineReady),
	by((*Store).dataState),
	by((*Store).status),
	by((*Store).advance),
	by((*Store).curvePoint),
	by((*Store).arrived),
	by((*Store).sweepPoint),
	by((*Store).sheetArrived),
	by((*Store).claimsArrived),
	by((*Store).fitArrived),
	by((*Store).understood),
	by((*Store).recorded),
	by((*Store).scored),
	by((*Store).neuronInfo),
	by((*Store).mapSums),
	by((*Store).kernelsArrived),
	by((*Store).marginsArrived),
	by((*Store).predicted),
	by((*Store).weightsArrived),
	by((*Store).imagesArrived),
	by((*Store).checkpoint),
	by((*Store).failure),
	passed((*Store).picture),
	by((*Store).cellInfo),
	framed((*Store).frameReady),
	framed((*Store).hover),
}

// Report takes one message of the worker or of the array's frame. One of a job that is over, or of a worker that is
// gone, is dropped. It tells whether the page may have changed by it.
func (s *Store) Report(msg any) (changed bool) {
	defer s.guard()
	is := reflect.TypeOf(msg)
	for _, r := range reports {
		if r.is == is && (r.frame || s.session.Hears(msg)) {
			changed = changed || !r.passed
			r.take(s, msg)
		}
	}
	return s.lessonFollows() || changed
}

// status follows the engine's word on the job under way.
func (s *Store) status(m wire.Status) {
	was := s.session.Job().Kind
	orders, adopted := s.session.Status(m.State)
	s.course.pauses(s.desk.Now(), s.session.Paused())
	switch {
	case adopted:
		s.adoptRun(m.Link)
	case was == session.Return && s.session.Paused():
		s.forgetCurves() // the run that comes back brings its own
	}
	if s.session.Opening() && s.session.Active() && s.specimen.scores == nil {
		s.classify() // a digit can be seen at work before the test set is through
	}
	s.order(orders)
	s.keepStep()
	s.rested()
}

// rested follows that a job is over: it goes on with what the settings, or a scenario, ask for next.
func (s *Store) rested() {
	if s.session.Job().Kind != session.None {
		return
	}
	s.settle()
	s.askMargins()
	s.askWeights()
	s.askMistakes()
	s.goOnRepeating()
	s.actGoesOn()
}

// advance follows a run.
func (s *Store) advance(m wire.Progress) {
	s.session.Heard()
	p, now := m.Progress, s.desk.Now()
	s.course.follow(now, p, m.Job, !s.session.Aside())
	switch {
	case !s.session.Training():
	case s.session.Paused() && p.Steps > 0 && p.Step >= p.Steps:
		s.control("resume") // a file held a run whose training is through: only its test is missing
	case s.session.Active() && p.Phase == "train":
		s.accompany(now, p)
	}
}

// failure takes what went wrong in the worker.
func (s *Store) failure(m wire.Failure) {
	if m.Fatal {
		s.Crashed(m.What, m.Do)
		return
	}
	s.specimen.startAnew()
	if m.Job != 0 {
		opening := s.session.Opening()
		s.order(s.session.Failed(m.Job))
		s.deliver()
		if opening {
			s.needTraining()
		}
	} else if m.Where == "data" && s.session.Waiting() { // what waits for these images waits in vain
		s.session.Denied()
		s.session.Absent()
		s.needTraining()
	}
	s.Trouble(m)
}

// Trouble tells of what went wrong and ends nothing.
func (s *Store) Trouble(m wire.Failure) {
	s.notify(Notice{Where: m.Where, What: m.What, Advice: m.Do})
}

// Tick is called a few times a second, whatever happens; it tells whether something changed.
func (s *Store) Tick() bool {
	before := s.session.Job().ID
	s.settle()
	s.keepStudy()
	s.fetchAhead()
	s.report()
	s.attend()
	if s.array.rested(s.desk.Now()) && s.result != nil && s.session.Job().Kind == session.None {
		s.draw()
	}
	return s.session.Job().ID != before
}
