package lab

import (
	"slices"

	"arraylab/devices"
)

// Groups of the table of fields, in the order of the page.
const (
	GroupTask     = "task"
	GroupNetwork  = "network"
	GroupMemory   = "memory"
	GroupLearning = "learning"
)

// table is the one source of truth about the knobs of an Experiment. Keep the order: links
// are spelled in it, and defaults may look only at rows above their own.
var table = complete(slices.Concat(
	dataSetField(),
	ownFields(),
	taskFields(),
	signalFields(),
	networkFields(),
	memoryFields(),
	paramFields(devices.BitErrors),
	methodFields(),
	paramFields(devices.Technologies()[1:]...),
	strengthFields(),
	trainingFields(),
	errorFields(),
	forgettingFields(),
	seedFields(),
))

// complete spells the defaults that follow no other field: they are compared each time that a link is spelled.
func complete(rows []Field) []Field {
	for i := range rows {
		if f := &rows[i]; f.def == nil {
			f.plain = f.Spell(f.Def)
		}
	}
	return rows
}
