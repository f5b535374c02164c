package signal

import "arraylab/sim/data"

// model is what makes the records of a data set.
type model struct {
	takes  []string // Keys of its parameters.
	recipe func(p Parameters) recorder
}

// recorder makes one record: it writes the values of the grid, and returns the label and the kind, one of the task's.
type recorder func(values []byte, at place) (label, kind byte)

// place is which record of which part is made. People and records are numbered from 0 in the training part, and from
// the middle of all numbers in the test part: nobody is in both.
type place struct {
	test   bool
	number int
}

// testFrom is the first number of the test part.
const testFrom = 1 << 32

// row is the record's row in a stream that each record has its own of.
func (p place) row() uint64 { return p.of(1) }

// of is the number of the person who is recorded, each so many times.
func (p place) of(records int) uint64 {
	n := uint64(p.number / records)
	if p.test {
		n += testFrom
	}
	return n
}

// modelOf is the model of a data set; the zero value where it is read from files.
func modelOf(task string) model {
	switch task {
	case data.Beats:
		return model{[]string{Cohort, Heart, Artefacts, Variation}, beats}
	case data.Inversion:
		return model{[]string{Cohort, Heart, Artefacts, Variation}, inversion}
	case data.EEG:
		return model{[]string{Cohort, Artefacts, Variation, Depth}, eeg}
	}
	return model{}
}

// Maker makes a part of a data set, a few records at a time.
type Maker struct {
	set  *data.Set
	make recorder
	done int
}

// New begins to make the first n records of a part of a data set; nil where that is read from files.
func New(t data.Task, part string, p Parameters, n int) *Maker {
	m := modelOf(t.Name)
	if m.recipe == nil {
		return nil
	}
	s := &data.Set{Task: t.Name, Part: part, Shape: t.Shape, Made: p.Text(t), N: n,
		Images: make([]byte, n*t.Grid.Values()), Labels: make([]byte, n)}
	if len(t.Kinds) > 0 {
		s.Kinds = make([]byte, n)
	}
	return &Maker{make: m.recipe(p), set: s}
}

// slice is how many records are made at a time: a few milliseconds in a browser.
const slice = 8

// Advance makes some more, and tells whether there are more.
func (m *Maker) Advance() bool {
	for end := min(m.done+slice, m.set.N); m.done < end; m.done++ {
		label, kind := m.make(m.set.Image(m.done), place{m.set.Part == "test", m.done})
		m.set.Labels[m.done] = label
		if m.set.Kinds != nil {
			m.set.Kinds[m.done] = kind
		}
	}
	return m.done < m.set.N
}

// Set makes what is still missing and returns all.
func (m *Maker) Set() (*data.Set, error) {
	for m.Advance() {
	}
	return m.set, nil
}
