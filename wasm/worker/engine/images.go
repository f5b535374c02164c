package engine

import (
	"fmt"
	"slices"

	"arraylab/sim/data"
	"arraylab/sim/lab"
	"arraylab/wasm/wire"
)

// unpacking is a set of images on its way in, a piece at a time: out of a packed file, or out of a model.
type unpacking struct {
	order wire.Data
	source
}

// source is where images come from.
type source interface {
	Advance() bool // does a piece of the work, and tells whether there is more
	Set() (*data.Set, error)
}

// make begins to make what an experiment lacks of synthetic data sets, and is not on its way.
func (m *Machine) make(e lab.Experiment) {
	for _, task := range e.DataSets() {
		m.makePart(e, task, "test", e.Test, m.sets[task].Test)
		m.makePart(e, task, "train", e.Train, m.sets[task].Train)
	}
}

// makePart begins to make a part, unless it is here or on its way.
func (m *Machine) makePart(e lab.Experiment, task, part string, images int, have *data.Set) {
	under := func(u *unpacking) bool { return u.order.Task == task && u.order.Part == part }
	if maker := e.Maker(task, part, images); maker != nil && !e.Holds(have, images) &&
		!slices.ContainsFunc(m.packed, under) {
		m.packed = append(m.packed, &unpacking{wire.Data{Task: task, Part: part, Images: images}, maker})
	}
}

// take begins to unpack images that came.
func (m *Machine) take(o wire.Data) {
	u, err := data.NewUnpacker(o.Body)
	if err != nil {
		m.refuse(o, err)
		return
	}
	m.packed = append(m.packed, &unpacking{o, u})
}

// unpack does one piece of it; after the last it keeps the images and begins what waited.
func (m *Machine) unpack() {
	u := m.packed[0]
	if u.Advance() {
		return
	}
	m.packed = m.packed[1:]
	set, err := u.Set()
	if err == nil && (set.Task != u.order.Task || set.Part != u.order.Part) {
		err = fmt.Errorf("the file holds %s/%s", set.Task, set.Part)
	}
	if err != nil {
		m.refuse(u.order, err)
		return
	}
	sets := m.sets[set.Task]
	have := &sets.Test
	if set.Part == "train" {
		have = &sets.Train
	}
	if *have == nil || set.Offset == 0 {
		*have = set
	} else if err := (*have).Join(set, u.order.Images); err != nil {
		m.refuse(u.order, err)
		return
	}
	m.sets[set.Task] = sets
	m.post(wire.DataState{Task: set.Task, Part: set.Part, Images: (*have).N})
	m.resume()
}

// refuse tells why images cannot be used.
func (m *Machine) refuse(o wire.Data, err error) {
	what := fmt.Sprintf("the images of %s/%s cannot be used: %v", o.Task, o.Part, err)
	m.fail(question, "data", what, "Download them again.")
}

// resume tries again what waited for images.
func (m *Machine) resume() {
	if s := m.series; s != nil && s.waiting {
		if err := m.turnTo(s, s.point()); err != nil {
			m.fail(m.job, "sweep", err.Error(), "Choose other values.")
			m.endSweep()
		}
		return
	}
	switch w := m.waiting.(type) {
	case wire.Start:
		m.start(w)
	case wire.Load:
		m.load(w)
	}
}
