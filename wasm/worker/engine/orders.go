package engine

import (
	"errors"
	"fmt"
	"slices"

	"arraylab/sim/lab"
	"arraylab/wasm/wire"
)

// start begins a run of a link, fresh or from a checkpoint, as soon as its images are there.
func (m *Machine) start(o wire.Start) {
	e, ok := m.parse(o.Job, o.Link)
	if !ok {
		return
	}
	if cost := lab.Plan(e, m.crew.Size()); cost.Engine > maxBytes {
		m.fail(o.Job, "memory", fmt.Sprintf(
			"this run needs %.1f GB of memory in one worker: a browser has %.1f GB for it",
			float64(cost.Engine)/1e9, maxBytes/1e9), "Choose narrower or fewer layers, or more workers.")
		return
	}
	m.drop()
	var run Run
	var err error
	if len(o.Body) == 0 {
		run, err = m.newRun(e, m.setsOf(e))
	} else {
		run, err = m.openRun(o.Body, m.setsOf(e))
		if err == nil && run.Experiment() != e {
			err = fmt.Errorf("lab: the checkpoint is of another experiment: %s", run.Experiment().Link())
		}
	}
	if m.settle(o, &e, err) {
		return
	}
	m.adopt(o.Job, run, "train")
	m.setState(wire.StateRunning)
	m.report(true)
}

// load takes a saved run: a model is programmed and tested, a checkpoint waits, paused. A trained network of another
// program is one of the link.
func (m *Machine) load(o wire.Load) {
	if lab.Foreign(o.Body) && o.Link != "" {
		e, ok := m.parse(o.Job, o.Link)
		if !ok {
			return
		}
		var err error
		if o.Body, err = lab.Import(o.Body, e); m.settle(o, nil, err) {
			return
		}
	}
	link, err := lab.FileLink(o.Body)
	if err != nil {
		m.settle(o, nil, err)
		return
	}
	if o.Link != "" {
		link = o.Link
	}
	e, ok := m.parse(o.Job, link)
	if !ok {
		return
	}
	if m.run != nil {
		m.run.Rest() // its crew turns to the next one
	}
	run, err := m.openRun(o.Body, m.setsOf(e))
	if err == nil && run.Experiment() != e {
		if err = run.Reinfer(e); err != nil {
			run.Abandon()
		}
	}
	if m.settle(o, &e, err) {
		return
	}
	m.drop()
	if run.Progress().Phase != "train" {
		m.adopt(o.Job, run, "load")
		m.told.points = len(run.Points()) // the Result brings the whole curve at once
		m.setState(wire.StateRunning)
		m.report(true)
		return
	}
	m.adopt(o.Job, run, "train")
	m.setState(wire.StatePaused)
	m.report(true)
}

// setsOf are the images that an experiment works on, as far as they are here.
func (m *Machine) setsOf(e lab.Experiment) lab.Sets {
	m.takeOwn(e)
	sets, _ := e.Gather(func(task string) (lab.Sets, error) { return m.sets[task], nil })
	return sets
}

// settle deals with the error of a start or load: it tells of it, or waits for the images that
// are missing. It returns true when the order is over for now.
func (m *Machine) settle(order any, e *lab.Experiment, err error) bool {
	m.waiting = nil
	var need *lab.NeedError
	missing := e != nil && !m.ownHere(*e) && slices.ContainsFunc(e.DataSets(), func(task string) bool {
		return !e.Holds(m.sets[task].Train, e.Train) || !e.Holds(m.sets[task].Test, e.Test)
	})
	switch {
	case err == nil:
		return false
	case errors.As(err, &need) && missing:
		m.drop()
		m.waiting, m.job = order, wire.JobOf(order)
		m.setState(wire.StateWaiting)
		m.make(*e)
	default:
		m.fail(wire.JobOf(order), "file", err.Error(), "Choose another file, or start afresh.")
		if m.run == nil {
			m.setState(wire.StateIdle)
		}
	}
	return true
}

// drop lets go of the run, so that its memory is free before the next takes its own.
func (m *Machine) drop() {
	if m.run != nil {
		m.run.Rest()
	}
	m.run, m.waiting, m.saves, m.series, m.step = nil, nil, nil, nil, false
	m.state = wire.StateIdle
}

// adopt makes run the machine's own, for a job.
func (m *Machine) adopt(job wire.Job, run Run, reason string) {
	m.run, m.job, m.reason = run, job, reason
	m.told.points, m.told.progress = 0, 0
	m.view.fit(run)
}

// reinfer programs and tests anew with other knobs.
func (m *Machine) reinfer(o wire.Reinfer) {
	e, ok := m.parse(o.Job, o.Link)
	if !ok || !m.has(o.Job) {
		return
	}
	if s := m.series; s != nil && s.home != nil { // another network stands there: first the own one comes back
		s.back, m.job = e, o.Job
		m.endSweep()
		m.setState(wire.StateRunning)
		return
	}
	if phase := m.run.Progress().Phase; phase == "train" || phase == "freeze" {
		m.fail(o.Job, "link", "the network is still being trained",
			"Let the training end, or stop it, and change this then.")
		return
	}
	if err := m.run.Reinfer(e); err != nil {
		m.fail(o.Job, "link", err.Error(), "Train to apply this change.")
		return
	}
	m.job, m.reason, m.series = o.Job, "reinfer", nil
	m.told.progress = m.now() + unasked - progressEvery
	m.setState(wire.StateRunning)
}

// control acts on the run under way. What is of another job, or makes no sense in the present state, only repeats that.
func (m *Machine) control(o wire.Control) {
	mine := o.Job == m.job
	active := mine && (m.state == wire.StateRunning || m.state == wire.StatePaused)
	switch o.Do {
	case "pause":
		if active && m.state == wire.StateRunning {
			m.pause()
			return
		}
	case "resume":
		if active && m.state == wire.StatePaused {
			m.setState(wire.StateRunning)
			return
		}
	case "step":
		if active {
			m.setState(wire.StateRunning)
			p := m.run.Progress()
			m.step, m.from = p.Phase == "train", p.Step // what follows training has no steps
			return
		}
	case "stop":
		if active {
			m.stop()
			return
		}
		if mine && m.state == wire.StateWaiting {
			m.waiting, m.state = nil, wire.StateIdle
		}
	default:
		what := fmt.Sprintf("there is no order %q: there are pause, resume, step and stop", o.Do)
		m.fail(o.Job, "engine", what, "Reload the page.")
		return
	}
	m.setState(m.state)
}

// pause stands still at once; where a checkpoint waits for the end of the optimizer step, so does the pause.
func (m *Machine) pause() {
	if p := m.run.Progress(); len(m.saves) > 0 && p.Phase == "train" {
		m.step, m.from = true, p.Step
		return
	}
	m.progress(true) // before the state: nothing moves any more once it stands there
	m.setState(wire.StatePaused)
	m.picture(true)
}

// stop ends training, or goes back to what stood there before a sweep.
func (m *Machine) stop() {
	if m.series == nil && m.run.Progress().Phase == "train" {
		m.run.Stop()
		m.reason = "stop"
	}
	m.endSweep()
	m.setState(wire.StateRunning)
}

// autosaveShare bounds the time that autosaves take: one part in so many (assumed). The
// checkpoint of a large network takes a good part of a second, in which no order is answered.
const autosaveShare = 30

// save hands out a checkpoint: at once between two optimizer steps, else at the end of this one.
// An autosave that comes too soon after a costly one is passed over, and so is one within the step of a pause, in which
// nothing is to move.
func (m *Machine) save(o wire.Save) {
	if o.Reason == wire.SaveONNX {
		m.export(o)
		return
	}
	within := m.state == wire.StatePaused && !m.run.StepDone()
	if !m.has(o.Job) || o.Reason == wire.Autosave && (within || m.now() < m.resave) {
		return
	}
	m.saves = append(m.saves, o)
	if m.state == wire.StateDone || m.run.StepDone() {
		m.answerSaves()
	}
}

// export answers a Save for other runtimes.
func (m *Machine) export(o wire.Save) {
	if !m.has(o.Job) {
		return
	}
	file, err := m.run.ONNX()
	if err != nil {
		m.fail(o.Job, "file", err.Error(), "Save it as an Arraylab file, which holds any network.")
		return
	}
	m.post(wire.Saved{Reason: o.Reason, Link: m.run.Experiment().Link(), Step: m.run.Progress().Step, Body: file})
}

func (m *Machine) answerSaves() {
	if len(m.saves) == 0 {
		return
	}
	asked := m.saves
	m.saves = nil
	begin := m.now()
	file, err := m.run.Save()
	m.resave = m.now() + autosaveShare*(m.now()-begin)
	if err != nil {
		for _, o := range asked {
			m.fail(o.Job, "file", err.Error(), "Try again after the next step.")
		}
		return
	}
	link, step := m.run.Experiment().Link(), m.run.Progress().Step
	for _, o := range asked {
		m.post(wire.Saved{Job: o.Job, Reason: o.Reason, Link: link, Step: step, Body: file})
	}
}

// parse reads the link of a job; what is wrong with it is told.
func (m *Machine) parse(of wire.Job, link string) (lab.Experiment, bool) {
	l, err := lab.ParseLink(link)
	if err != nil {
		m.fail(of, "link", err.Error(), "Mend the link or use the defaults.")
		return lab.Experiment{}, false
	}
	return l.Experiment, true
}

// has tells whether there is a run, and says so where there is none.
func (m *Machine) has(of wire.Job) bool {
	if m.run == nil {
		m.fail(of, "engine", "no network has been trained or loaded yet", "Train one, or open a file.")
		return false
	}
	return true
}
