package ui

import (
	"reflect"
	"time"

	"arraylab/sim/lab"
	"arraylab/ui/session"
	"arraylab/wasm/wire"
)

// report is a row of the table of reports: who takes a message, and whether it is the frame's, not the worker's.
type report struct {
	is    reflect.Type
	frame bool
	take  func(*Store, any)
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
	by((*Store).fitArrived),
	by((*Store).scored),
	by((*Store).neuronInfo),
	by((*Store).marginsArrived),
	by((*Store).checkpoint),
	by((*Store).failure),
	by((*Store).picture),
	by((*Store).cellInfo),
	framed((*Store).frameReady),
	framed((*Store).hover),
}

// Report takes one message of the worker or of the array's frame. One of a job that is over, or of a worker that is
// gone, is dropped.
func (s *Store) Report(msg any) {
	defer s.guard()
	is := reflect.TypeOf(msg)
	for _, r := range reports {
		if r.is == is && (r.frame || s.session.Hears(msg)) {
			r.take(s, msg)
		}
	}
}

// status follows the engine's word on the job under way.
func (s *Store) status(m wire.Status) {
	was := s.session.Job().Kind
	orders, adopted := s.session.Status(m.State)
	switch {
	case adopted:
		s.adoptRun(m.Link)
	case was == session.Return && s.session.Paused():
		s.points = nil // the run that comes back brings its own
	}
	if s.session.Opening() && s.session.Active() && s.scores == nil {
		s.classify() // a digit can be seen at work before the test set is through
	}
	s.order(orders)
	s.rested()
}

// rested follows that a job is over: it goes on with what the settings, or a scenario, ask for next.
func (s *Store) rested() {
	if s.session.Job().Kind != session.None {
		return
	}
	s.settle()
	s.askMargins()
	s.goOnRepeating()
}

// advance follows a run.
func (s *Store) advance(m wire.Progress) {
	s.session.Heard()
	p := m.Progress
	s.progress = p
	if p.Live != nil && p.Live.Hidden != nil && !s.session.Aside() {
		s.weighed = p.Live.Hidden
	}
	now := s.desk.Now()
	s.pace.add(now, p)
	switch {
	case !s.session.Training():
	case s.session.Paused() && p.Steps > 0 && p.Step >= p.Steps:
		s.control("resume") // a file held a run whose training is through: only its test is missing
	case s.session.Active() && p.Phase == "train":
		s.accompany(now, p)
	}
}

// accompany keeps checkpoints of a training under way, and shows the digit at work.
func (s *Store) accompany(now time.Duration, p lab.Progress) {
	if p.Epoch > s.epoch+1 || now-s.savedAt > saveEvery {
		s.epoch, s.savedAt = p.Epoch-1, now
		s.desk.Order(wire.Save{Reason: wire.Autosave})
	}
	if now-s.classified > time.Second {
		s.classify()
	}
}

// saveEvery is the longest time of training that a crash can cost (assumed).
const saveEvery = 30 * time.Second

// curvePoint takes a point of the learning curves.
func (s *Store) curvePoint(m wire.CurvePoint) {
	switch s.session.Job().Kind {
	case session.Sweep, session.Ablation: // the curve of a point is not that of the result
	case session.Return: // what comes back brings its own curve
	case session.Ideal:
		s.idealPoints = append(s.idealPoints, m.Point)
	default:
		s.points = append(s.points, m.Point)
	}
}

// arrived takes the result of the job under way, which is over by it.
func (s *Store) arrived(m wire.Result) {
	j := s.session.Job()
	if j.Kind == session.Sweep {
		s.judgeSweep()
	}
	orders := s.session.Result()
	s.noteIdeal(&m, j)
	if j.Kind == session.Ideal {
		s.order(orders) // what gave way comes back
		return
	}
	s.take(m, j.Kind)
	s.judge()
	s.noteRepeated()
	s.classify()
	s.openArray()
	s.rested()
}

// noteIdeal remembers the accuracy of an ideal reference, and of a run that is its own.
func (s *Store) noteIdeal(m *wire.Result, j session.Job) {
	if j.Kind == session.Ideal && m.Reason == "train" && m.Link == j.Link {
		s.rememberIdeal(m.Link, m.Accuracy)
	}
	if m.IdealAccuracy >= 0 || m.Reason == "stop" {
		return
	}
	if l, err := lab.ParseLink("#" + m.Link); err == nil && IdealOf(l.Experiment).Link() == m.Link {
		m.IdealAccuracy = m.Accuracy
		s.rememberIdeal(m.Link, m.Accuracy)
	}
}

// take makes a result the shown one.
func (s *Store) take(m wire.Result, of session.Kind) {
	if s.result != nil && s.result.Link != m.Link {
		s.stash()
	}
	s.result, s.reason, s.weights, s.margins = &m.Result, m.Reason, m.Body, nil
	if len(m.Curve) > 0 {
		s.points = m.Curve
	}
	switch of {
	case session.Load:
		s.loaded(m.Link)
	case session.Return:
		s.started = m.Link
	case session.Model:
		s.needTraining()
	case session.Train:
		s.trained(m.Reason)
	}
	if m.Reason == "reinfer" {
		s.repaint = s.desk.Now() + rest
	}
}

// trained follows a run that went its way to the end.
func (s *Store) trained(reason string) {
	if reason == "train" {
		s.measured()
		s.desk.KeepFile(nil, "")
	}
}

// adoptRun follows a file that held a run half way: its settings become the page's.
func (s *Store) adoptRun(link string) {
	s.stash()
	s.started, s.result, s.points = link, nil, nil
	s.loaded(link)
	s.needTraining()
	s.openArray()
	s.classify()
}

// loaded follows a file that was opened: its settings become the page's.
func (s *Store) loaded(link string) {
	if l, err := lab.ParseLink("#" + link); err == nil {
		s.link.Experiment, s.link.Sweep, s.link.Ablate = l.Experiment, nil, false
		s.changed()
	}
}

func (s *Store) rememberIdeal(link string, accuracy float64) {
	s.ideals[link] = accuracy
	s.rememberNumbers(keyIdeals, s.ideals)
}

// checkpoint takes a saved run.
func (s *Store) checkpoint(m wire.Saved) {
	switch m.Reason {
	case wire.SaveDownload:
		s.desk.Download(fileName(m), m.Body)
	case wire.SaveIdeal:
		s.session.Saved(m, false)
		s.supply()
	case wire.SaveReset:
		s.offer(m)
	case wire.SaveMove:
		s.move(m)
	default:
		s.saved = &m
		s.desk.KeepFile(m.Body, m.Link)
	}
}

// bringBack opens a run that was put aside.
func (s *Store) bringBack(m wire.Saved) {
	orders := s.session.Load(append([]byte(nil), m.Body...))
	if len(orders) == 0 {
		s.offer(m) // the engine is not there
		return
	}
	s.started = m.Link
	s.order(orders)
}

// failure takes what went wrong in the worker.
func (s *Store) failure(m wire.Failure) {
	if m.Fatal {
		s.Crashed(m.What, m.Do)
		return
	}
	s.asking.asked = false
	if m.Job != 0 {
		opening := s.session.Opening()
		s.order(s.session.Failed(m.Job))
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
	if s.repaint > 0 && s.desk.Now() >= s.repaint && s.result != nil && s.session.Job().Kind == session.None {
		s.draw()
	}
	return s.session.Job().ID != before
}

// rest is how long a knob must rest before its array is drawn (assumed: an unnoticed moment).
const rest = 150 * time.Millisecond
