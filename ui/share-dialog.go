package ui

import "arraylab/sim/lab"

// ShareDialog offers the link of the settings.
type ShareDialog struct{ S *Store }

var flagNames = [...][2]string{{"run", "run at once"}, {"lock", "lock the settings"},
	{"embed", "only array and result, to embed"}, {"level", "show every control"}}

// panels are what a link can hide.
func panels() []lab.Panel { return lab.Panels() }
