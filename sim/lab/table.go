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
var table = slices.Concat(
	taskFields(),
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
)
