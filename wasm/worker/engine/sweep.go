package engine

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"arraylab/devices/knob"
	"arraylab/sim/lab"
	"arraylab/wasm/wire"
)

// series is a sweep or an ablation under way. Its points may need networks of their own, which are trained once.
type series struct {
	table  *lab.Table
	queue  []int             // numbers of its points, in the order in which they are carried out
	at     int               // the place in the queue of the point under way
	back   lab.Experiment    // what stands there in the end
	home   []byte            // the run that stood there, once another network took its place
	models map[string][]byte // networks trained on the way, by what decides their training
	// Of synthetic data sets made with other parameters: those that stood there, and whether the point under way waits
	// for its own.
	sets    map[string]lab.Sets
	waiting bool
}

// beginSweep starts with the first point, or with the first one that the page lacks.
func (m *Machine) beginSweep(o wire.Sweep) {
	if !m.canSweep(o) {
		m.setState(m.state) // the page takes it for running
	}
}

// canSweep begins a sweep, or says why it cannot.
func (m *Machine) canSweep(o wire.Sweep) bool {
	if !m.has(o.Job) {
		return false
	}
	if phase := m.run.Progress().Phase; m.series == nil && (phase == "train" || phase == "freeze") {
		m.fail(o.Job, "sweep", "the network is still being trained",
			"Let the training end, or stop it, and sweep then.")
		return false
	}
	if r, ok := m.run.Result(); ok && r.Brought() {
		by := "other numerics have trained"
		if r.Imported {
			by = "another program has trained"
		}
		m.fail(o.Job, "sweep", "the network comes from a file that "+by,
			"Train it here, and sweep then: points of both would be mixed.")
		return false
	}
	s := m.series
	if s == nil {
		s = &series{back: m.run.Experiment(), models: map[string][]byte{}}
	}
	around := s.back
	if o.Link != "" {
		var ok bool
		if around, ok = m.parse(o.Job, o.Link); !ok {
			return false
		}
	}
	table, err := lab.Link{Experiment: around, Sweep: &o.Sweep, Ablate: o.Ablate}.Table()
	var queue []int
	if err == nil {
		queue, err = queueOf(o, table.Size())
	}
	if err == nil {
		s.table, s.queue, s.at = table, queue, 0
		err = m.turnTo(s, s.point())
	}
	if err != nil {
		m.fail(o.Job, "sweep", err.Error(), "Choose another knob or other values.")
		return false
	}
	m.series, m.job, m.reason = s, o.Job, "reinfer"
	m.setState(wire.StateRunning)
	return true
}

// queueOf are the numbers of the points that are asked for, of so many. A page's own sweep goes through the table in its
// order, not by units: the visitor sees one value after the other, and what is kept is the beginning of the command's
// file. A page of a class is asked for points of units.
func queueOf(o wire.Sweep, size int) ([]int, error) {
	queue := o.Only
	if queue == nil {
		for i := max(o.From, 0); i < size; i++ {
			queue = append(queue, i)
		}
	}
	for _, i := range append([]int{o.From}, queue...) {
		if i < 0 || i >= size {
			return nil, fmt.Errorf("lab: there is no point %d of it to go on with: allowed are 0 to %d", i, size-1)
		}
	}
	if len(queue) == 0 {
		return nil, errors.New("lab: no point of it is asked for")
	}
	return queue, nil
}

// point is the experiment of the point under way.
func (s *series) point() lab.Experiment { return s.table.Experiment(s.queue[s.at]) }

// turnTo makes the run that of a point: by programming and reading anew where that will do, else with another
// network. On an error the run stays as it was.
func (m *Machine) turnTo(s *series, e lab.Experiment) error {
	err := m.run.Reinfer(e)
	var value *knob.ValueError
	if err == nil || !errors.As(err, &value) {
		return err
	}
	if cost := lab.Plan(e, m.crew.Size()); cost.Engine > maxBytes {
		return fmt.Errorf("a point of it needs %.1f GB of memory in one worker: a browser has %.1f GB for it",
			float64(cost.Engine)/1e9, maxBytes/1e9)
	}
	if s.home == nil {
		if s.home, err = m.run.Save(); err != nil {
			return err
		}
		s.sets = maps.Clone(m.sets)
	}
	if m.make(e); s.waits(m.packed) {
		return nil
	}
	m.run.Rest() // its crew turns to the next one
	var run Run
	if model := s.models[e.Training()]; model == nil {
		run, err = m.newRun(e, m.setsOf(e))
	} else if run, err = m.openRun(model, m.setsOf(e)); err == nil && run.Experiment() != e {
		err = run.Reinfer(e)
	}
	if err != nil {
		return err
	}
	m.run = run
	m.told.points, m.told.progress = 0, 0
	m.view.fit(run)
	return nil
}

// waits tells whether images are being made that the point under way needs.
func (s *series) waits(coming []*unpacking) bool {
	s.waiting = slices.ContainsFunc(coming, func(u *unpacking) bool { return lab.TaskOf(u.order.Task).Synthetic() })
	return s.waiting
}

// restore puts back the synthetic data sets that stood there before the sweep.
func (s *series) restore(sets map[string]lab.Sets) {
	for task, had := range s.sets {
		if lab.TaskOf(task).Synthetic() {
			sets[task] = had
		}
	}
}

// nextOfSweep reports a point and begins the next one. It returns false when there is no sweep, and the result is that
// of what stood there before.
func (m *Machine) nextOfSweep(r lab.Result) bool {
	s := m.series
	if s == nil {
		return false
	}
	if s.at == len(s.queue) {
		return m.backHome(s)
	}
	m.post(wire.SweepPoint{Job: m.job, SweepPoint: s.table.Point(s.queue[s.at], r)})
	if key := s.point().Training(); s.home != nil && s.models[key] == nil {
		if model, err := m.run.Model(); err == nil {
			s.models[key] = model
		}
	}
	if s.at++; s.at == len(s.queue) {
		m.endSweep()
		return true
	}
	if err := m.turnTo(s, s.point()); err != nil {
		m.fail(m.job, "sweep", err.Error(), "Choose other values.")
		m.endSweep()
	}
	return true
}

// endSweep goes back to what stood there before the sweep.
func (m *Machine) endSweep() {
	s := m.series
	if s == nil {
		return
	}
	s.at, m.reason = len(s.queue), "reinfer"
	s.waiting = false
	if s.home != nil {
		s.restore(m.sets)
		m.run.Rest()
		run, err := m.openRun(s.home, m.setsOf(s.back))
		if err != nil {
			m.series = nil
			m.fail(m.job, "sweep", err.Error(), "Open the run again.")
			return
		}
		m.run = run
		m.told.points = len(run.Points()) // the Result brings the whole curve at once
		m.view.fit(run)
		if run.Progress().Phase == "train" {
			return // a checkpoint, whose training is through: its test comes first
		}
	}
	m.series = nil
	if err := m.run.Reinfer(s.back); err != nil {
		m.fail(m.job, "sweep", err.Error(), "Open the run again.")
	}
}

// backHome ends the way back where the run that stood there has been tested again: it returns true when its chip is
// to be another one.
func (m *Machine) backHome(s *series) bool {
	m.series = nil
	if m.run.Experiment() == s.back {
		return false
	}
	if err := m.run.Reinfer(s.back); err != nil {
		m.fail(m.job, "sweep", err.Error(), "Train to apply this change.")
		return false
	}
	return true
}
