package ui

import "github.com/vugu/vugu"

// KeptRow is the control of a field of the experiment, built anew when what it shows has changed: there are dozens of
// them, and a drawing changes one or none.
type KeptRow struct {
	KnobRow
	shows shownKnob
	out   *vugu.BuildOut
}

// shownKnob is what a control shows, beside what the table of fields says of its field.
type shownKnob struct {
	key, text, wrong string
	locked, changed  bool
}

// Build returns what was built last where that is what the control shows. The choices of the data set tell what is still
// to be fetched: they are built each time.
func (c *KeptRow) Build(in *vugu.BuildIn) *vugu.BuildOut {
	now := shownKnob{c.K.Key, c.K.Text, c.K.Error, c.K.Locked, c.K.Changed}
	if c.out == nil || c.shows != now || c.K.Key == "task" {
		c.shows, c.out = now, c.KnobRow.Build(in)
	}
	return c.out
}
