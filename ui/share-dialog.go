package ui

import (
	"github.com/vugu/vugu"

	"arraylab/sim/lab"
)

// ShareDialog offers the link of the settings.
type ShareDialog struct{ S *Store }

var flagNames = [...][2]string{{"run", "run at once"}, {"lock", "lock the settings"},
	{"embed", "only array and result, to embed"}, {"level", "show every control"}}

// unfold opens a part of the dialog, or closes it: the browser's own way would not outlive the next drawing.
func (c *ShareDialog) unfold(event vugu.DOMEvent, part string) {
	event.PreventDefault()
	c.S.Do(func() { c.S.sharing.unfold(part) })
}

// panels are what a link can hide.
func panels() []lab.Panel { return lab.Panels() }
