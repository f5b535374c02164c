package ui

import (
	"time"

	"arraylab/sim/lab"
	"arraylab/wasm/wire"
)

// Report takes one message of the worker or of the array's frame.
func (s *Store) Report(msg any) {
	defer s.guard()
	switch m := msg.(type) {
	case wire.Ready:
		s.alive, s.crew = true, m
		s.engineIsThere()
		s.deliver()
	case wire.DataState:
		s.held[part(m.Task, m.Part)] = m.Images
		s.deliver()
	case wire.Status:
		s.status = m.State
		if s.adopting && m.State == wire.StatePaused {
			s.adoptRun(m.Link)
		}
		if s.first && s.active() && s.scores == nil {
			s.classify() // a digit can be seen at work before the test set is through
		}
		if m.State == wire.StateIdle || m.State == wire.StateDone {
			s.settle()
			s.askMargins()
			s.goOnRepeating()
		}
	case wire.Progress:
		s.advance(m.Progress)
	case wire.CurvePoint:
		switch {
		case s.sweeping: // the curve of a point is not that of the result
		case s.idealRun == nil:
			s.points = append(s.points, m.Point)
		case !s.idealRun.returning: // what comes back brings its own curve
			s.idealPoints = append(s.idealPoints, m.Point)
		}
	case wire.Result:
		s.arrived(m)
	case wire.SweepPoint:
		s.sweepPoint(m.SweepPoint)
	case wire.Sheet:
		s.sheetArrived(m)
	case wire.Fitted:
		s.fitArrived(m)
	case wire.Scores:
		s.scored(m)
	case wire.NeuronInfo:
		s.neuron = &m.Neuron
	case wire.Margins:
		s.margins = m.Layers
	case wire.Saved:
		s.checkpoint(m)
	case wire.Failure:
		s.failure(m)
	default:
		s.frameReport(msg)
	}
}

// advance follows a run.
func (s *Store) advance(p lab.Progress) {
	s.progress = p
	if p.Live != nil && p.Live.Hidden != nil && s.idealRun == nil {
		s.weighed = p.Live.Hidden
	}
	now := s.desk.Now()
	s.pace.add(now, p)
	if s.status == wire.StatePaused && p.Steps > 0 && p.Step >= p.Steps {
		s.control("resume") // a file held a run whose training is through: only its test is missing
		return
	}
	if !s.active() || s.idealRun != nil || s.sweeping || p.Phase != "train" {
		return
	}
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

// arrived takes a result.
func (s *Store) arrived(m wire.Result) {
	r := m.Result
	if s.sweeping && !s.ablating {
		s.judgeSweep()
	}
	s.sweeping = false
	if r.IdealAccuracy < 0 {
		if l, err := lab.ParseLink("#" + r.Link); err == nil && IdealOf(l.Experiment).Link() == r.Link && m.Reason != "stop" {
			r.IdealAccuracy = r.Accuracy
			s.rememberIdeal(r.Link, r.Accuracy)
		}
	}
	if s.idealRun != nil && s.idealArrived(m) {
		return
	}
	if s.result != nil && s.result.Link != r.Link {
		s.stash()
	}
	s.result, s.reason, s.weights = &r, m.Reason, m.Body
	if len(r.Curve) > 0 {
		s.points = r.Curve
	}
	if s.ask.link == r.Link {
		s.ask = asking{}
	}
	switch m.Reason {
	case "reinfer":
		s.repaint = s.desk.Now() + rest
	case "train":
		s.measured()
		s.desk.KeepFile(nil, "")
	case "load":
		s.loaded(r)
	}
	if s.first {
		s.first = false
		s.needTraining()
	}
	s.margins = nil
	s.judge()
	s.noteRepeated()
	s.settle()
	s.classify()
	s.openArray()
}

// adoptRun follows a file that held a run half way: its settings become the page's.
func (s *Store) adoptRun(link string) {
	l, err := lab.ParseLink("#" + link)
	if err != nil {
		return
	}
	s.stash()
	s.adopting, s.asked, s.started, s.result, s.points = false, true, link, nil, nil
	s.link.Experiment, s.link.Sweep, s.link.Ablate = l.Experiment, nil, false
	s.changed()
	s.needTraining()
	s.openArray()
	s.classify()
}

// loaded follows a file that was opened: its settings become the page's, unless it is the
// model that the page opens with, under settings of its own.
func (s *Store) loaded(r lab.Result) {
	if s.adopting {
		s.adopting, s.asked = false, true
		if l, err := lab.ParseLink("#" + r.Link); err == nil {
			s.link.Experiment, s.link.Sweep, s.link.Ablate = l.Experiment, nil, false
			s.changed()
		}
	}
}

// idealArrived takes a result while the ideal reference runs: its own, then the one that was
// put aside for it.
func (s *Store) idealArrived(m wire.Result) bool {
	i := s.idealRun
	switch {
	case i.returning && m.Link != i.link:
		s.idealRun, s.started = nil, m.Link
		return false
	case m.Reason == "train" && m.Link == i.link:
		s.rememberIdeal(m.Link, m.Accuracy)
	}
	i.returning = true
	s.desk.Order(wire.Load{Body: i.back})
	i.back = nil
	return true
}

func (s *Store) rememberIdeal(link string, accuracy float64) {
	s.ideals[link] = accuracy
	s.rememberNumbers(keyIdeals, s.ideals)
}

// checkpoint takes a saved run.
func (s *Store) checkpoint(m wire.Saved) {
	switch m.Reason {
	case "download":
		s.desk.Download(fileName(m), m.Body)
	case "ideal":
		if i := s.idealRun; i != nil {
			i.back = m.Body
			s.queue(i.link)
		}
	case "reset":
		s.offer(m)
	case "workers":
		s.move(m)
	default:
		s.saved = &m
		s.desk.KeepFile(m.Body, m.Link)
	}
}

// bringBack opens a run that was put aside.
func (s *Store) bringBack(m wire.Saved) {
	s.adopting, s.started = true, m.Link
	s.desk.Order(wire.Load{Body: append([]byte(nil), m.Body...)})
}

// failure takes what went wrong in the worker.
func (s *Store) failure(m wire.Failure) {
	if m.Fatal {
		s.Crashed(m.What, m.Do)
		return
	}
	if m.Where == wire.WhereView || m.Where == wire.WhereDigit { // what is computed goes on
		s.busy = false
		s.notify(Notice{Where: m.Where, What: m.What, Advice: m.Do})
		return
	}
	s.sweeping = false
	if s.ask.link != "" {
		s.refused, s.ask = s.ask.link, asking{}
	}
	if s.idealRun != nil && !s.Busy() {
		s.idealRun = nil
	}
	if s.first {
		s.needTraining()
	}
	s.first, s.adopting, s.busy = false, false, false
	s.notify(Notice{Where: m.Where, What: m.What, Advice: m.Do})
}

// Tick is called a few times a second, whatever happens; it tells whether something changed.
func (s *Store) Tick() bool {
	before := s.ask
	s.settle()
	s.keepStudy()
	if s.repaint > 0 && s.desk.Now() >= s.repaint && s.ask.link == "" && s.result != nil && !s.Busy() {
		s.draw()
	}
	return s.ask != before
}

// rest is how long a knob must rest before its array is drawn (assumed: an unnoticed moment).
const rest = 150 * time.Millisecond
