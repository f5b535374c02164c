package ui

import (
	"arraylab/sim/lab"
	"arraylab/ui/session"
	"arraylab/wasm/wire"
)

// outcome is the result that the page shows, and the curves beside it: its own, or those of the run under way.
type outcome struct {
	result  *lab.Result
	reason  string      // of it: train, load, reinfer, stop
	answers answers     // of the engine, to what was asked of it
	points  []lab.Point // of the learning curves
}

// answers are what more is known of a result: once it was asked for, and how it came.
type answers struct {
	margins     []lab.Margins
	predictions wire.Predictions // no body while they are not known
	turn        int              // of a knob that it came of, by number
}

// live is the last live test of the training under way, or what the test under way after a knob has told so far; nil
// where there is none.
func (s *Store) live() *lab.Live {
	switch {
	case s.foreign.on:
		return nil
	case s.session.Training():
		return s.course.progress.Live
	case s.session.Job().Kind == session.Reinfer:
		return s.course.soFar(s.session.Job().ID)
	}
	return nil
}

// shown is what the result panel tells: how far the training or the test under way has come, else the
// last result.
func (s *Store) shown() *lab.Result {
	l := s.live()
	if l == nil {
		return s.result
	}
	return &lab.Result{Accuracy: float64(l.Correct) / float64(l.Total), Correct: l.Correct, Total: l.Total,
		Confusion: l.Confusion, BER: l.BER, IdealAccuracy: -1}
}

// forgetResult follows that another run takes the place of the one that the result was of.
func (s *Store) forgetResult() { s.result, s.points = nil, nil }

// forgetCurves follows that a run begins, or that one brings its own.
func (s *Store) forgetCurves() { s.points = nil }

func (s *Store) marginsArrived(m wire.Margins) {
	if !s.foreign.on {
		s.answers.margins = m.Layers
	}
}

// predicted takes what is said of each test image, or hands it over as a table.
func (s *Store) predicted(m wire.Predictions) {
	switch {
	case m.Table:
		s.desk.Download("arraylab-predictions.csv", m.Body)
	case !s.foreign.on && s.result != nil && s.result.Link == m.Link:
		s.answers.predictions = m
		s.askMistakes()
	}
}

// curvePoint takes a point of the learning curves.
func (s *Store) curvePoint(m wire.CurvePoint) {
	switch s.session.Job().Kind {
	case session.Sweep, session.Ablation: // the curve of a point is not that of the result
	case session.Return: // what comes back brings its own curve
	case session.Ideal:
		s.references.add(m.Point)
	default:
		to := &s.outcome
		if s.foreign.on {
			to = &s.foreign.outcome
		}
		to.points = append(to.points, m.Point)
	}
}

// arrived takes the result of the job under way, which is over by it.
func (s *Store) arrived(m wire.Result) {
	j := s.session.Job()
	if j.Kind == session.Sweep {
		s.sweep.judge()
	}
	orders := s.session.Result()
	s.noteIdeal(&m, j)
	s.noteStore(m, s.course.stored(s.desk.Now()))
	if j.Kind == session.Ideal {
		s.order(orders) // what gave way comes back
		return
	}
	s.take(m, j.Kind)
	s.guest.came()
	s.judge()
	s.noteRepeated()
	s.classify()
	s.openArray()
	switch j.Kind { // the settings may have turned to another network that comes with the page meanwhile
	case session.Model:
		s.bring()
	case session.Reinfer:
		s.openTask()
	}
	s.rested()
}

// take makes a result the shown one.
func (s *Store) take(m wire.Result, of session.Kind) {
	strict := s.lift() || of == session.Model
	turn := s.chrome.turned.now()
	passed := turn > 0 && m.Reason == "reinfer" && s.reason == m.Reason && s.answers.turn == turn // by a slider
	if s.result != nil && s.result.Link != m.Link && !passed {
		s.stash()
	}
	s.result, s.reason, s.answers = &m.Result, m.Reason, answers{turn: turn}
	if len(m.Curve) > 0 {
		s.points = m.Curve
	}
	s.endOf(m, of)
	if m.Reason == "reinfer" {
		s.array.rest(s.desk.Now())
	}
	if strict && s.strange() {
		if of != session.Model { // which is no run of the visitor's
			s.stash()
		}
		s.veil()
	}
}

// endOf follows a result by the kind of the job that gave it.
func (s *Store) endOf(m wire.Result, of session.Kind) {
	switch of {
	case session.Load:
		s.loaded(m.Link)
		s.tellTrained()
	case session.Return:
		s.course.turnTo(m.Link)
	case session.Model:
		s.course.turnTo("") // what ran before has given way
		s.supplies.delay(s.desk.Now(), true)
	case session.Train:
		s.trained(m.Reason)
	}
}

// tellTrained says that other numerics have trained the network of a file.
func (s *Store) tellTrained() {
	const key = "numerics"
	if note := s.result.TrainedNote(); note != "" {
		s.notify(Notice{Where: "file", Key: key, What: note, Advice: "Train its link here for one that can be shared."})
		return
	}
	s.dismissKey(key)
}

// trained follows a run that went its way to the end.
func (s *Store) trained(reason string) {
	if reason == "train" {
		s.measured()
		s.runEnds()
	}
}

// adoptRun follows a file that held a run half way: its settings become the page's.
func (s *Store) adoptRun(link string) {
	s.stash()
	s.course.turnTo(link)
	s.forgetResult()
	s.loaded(link)
	s.needTraining()
	s.openArray()
	s.classify()
}

// loaded follows a file that was opened: its settings become the page's.
func (s *Store) loaded(link string) {
	if l, err := lab.ParseLink("#" + link); err == nil {
		s.takeSettings(l.Experiment)
	}
}
