package engine

import (
	"strings"

	"arraylab/sim/data"
	"arraylab/sim/data/own"
	"arraylab/sim/lab"
	"arraylab/wasm/wire"
	"arraylab/wasm/worker/brought"
)

// ownData are the visitor's own: those that runs work on, and the last ones, which take their place when a link names
// them.
type ownData struct{ used, last *own.Pool }

// bring makes a task of files.
func (m *Machine) bring(o wire.Bring) {
	p, err := brought.Find(o)
	if err != nil {
		m.post(wire.Understood{Reading: o.Reading, Wrong: sentence(strings.TrimPrefix(err.Error(), "data: "))})
		return
	}
	m.brought.last = p
	m.post(understood(p, o.Split))
	m.resume()
}

// understood tells what was made of files.
func understood(p *own.Pool, split uint32) wire.Understood {
	train, test := p.Split(split)
	return wire.Understood{Shape: p.Shape, Reading: lab.Reading(p.Options), Hash: p.Hash, Source: p.Source,
		Names: p.Names, Counts: p.Counts(), Train: train.N, Test: test.N, Given: p.Tests > 0, Recorded: p.Recordings(),
		Columns: p.Columns, Table: p.Table(), Notes: append(p.Notes, p.ScaleWords())}
}

// takeOwn splits the visitor's own data as an experiment has them, where they are here and it is about them.
func (m *Machine) takeOwn(e lab.Experiment) {
	b := &m.brought
	if b.last != nil && e.Lacks(b.last.Hash) == nil && e.Data().Own() {
		b.used = b.last
	}
	if !m.ownHere(e) || e.Holds(m.sets[data.Own].Test, 0) {
		return
	}
	s, err := e.Brought(b.used.Hash, b.used.Split)
	if err != nil {
		return // they are here: see ownHere
	}
	m.sets[data.Own] = s
	for _, set := range []*data.Set{s.Test, s.Train} {
		m.post(wire.DataState{Task: set.Task, Part: set.Part, Images: set.N})
	}
}

// ownHere tells whether the data that an experiment is about are the visitor's own, and are here.
func (m *Machine) ownHere(e lab.Experiment) bool {
	return e.Data().Own() && m.brought.used != nil && e.Lacks(m.brought.used.Hash) == nil
}
