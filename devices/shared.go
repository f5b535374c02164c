package devices

import "arraylab/devices/knob"

// Parameters that several technologies share.
var (
	temperature = &Param{Knob: knob.Knob{
		Key: "temp", Label: "Temperature", Unit: "K", Kind: knob.Real, Min: 230, Max: 430, Def: 300,
		Help: "Temperature of the chip, for ever.", Source: "assumed",
	}}
	hoursKept = &Param{Knob: knob.Knob{
		Key: "hours", Label: "Time since programming", Unit: "h", Kind: knob.Real, Min: 0, Max: 1e6, Log: true,
		Help:   "How long the cells have kept their bits when they are read: 10 years are 87,660 hours.",
		Source: "assumed",
	}}
)
