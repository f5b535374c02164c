package engine

import (
	"arraylab/sim/lab"
	"arraylab/wasm/wire"
)

// series is a sweep under way.
type series struct {
	sweep lab.Sweep
	all   []lab.Experiment
	at    int            // the inference under way
	back  lab.Experiment // what stands there in the end
}

// beginSweep starts with the first inference of a sweep.
func (m *Machine) beginSweep(s lab.Sweep) {
	if !m.has() {
		return
	}
	back := m.run.Experiment()
	if m.series != nil {
		back = m.series.back
	}
	all, err := s.Experiments(back)
	if err == nil {
		err = m.run.Reinfer(all[0])
	}
	if err != nil {
		m.fail("sweep", err.Error(), "Choose another knob or other values.")
		return
	}
	m.series, m.reason = &series{sweep: s, all: all, back: back}, "reinfer"
	m.setState(wire.StateRunning)
}

// nextOfSweep reports an inference and begins the next one. It returns false when the sweep is
// through and the result is that of what stood there before.
func (m *Machine) nextOfSweep(r lab.Result) bool {
	s := m.series
	m.post(wire.SweepPoint{SweepPoint: s.sweep.Point(s.at, r, s.all[s.at])})
	if s.at++; s.at == len(s.all) {
		m.endSweep()
		return true
	}
	if err := m.run.Reinfer(s.all[s.at]); err != nil {
		m.fail("sweep", err.Error(), "Choose other values.")
		m.endSweep()
	}
	return true
}

// endSweep goes back to what stood there before the sweep.
func (m *Machine) endSweep() {
	if m.series == nil {
		return
	}
	back := m.series.back
	m.series, m.reason = nil, "reinfer"
	if err := m.run.Reinfer(back); err != nil {
		m.fail("sweep", err.Error(), "Open the run again.")
	}
}
