package gallery

import (
	"strings"

	"arraylab/sim/lab"
)

// lessonScenarios are what the lessons speak of and nothing else does.
var lessonScenarios = []Scenario{
	{Name: "fewer-pulses", Title: "Fewer and fewer pulses", Model: true,
		Link: "memory=rram-weak-reset&pulses=300&learn=latent",
		Text: "The network that comes with the page, stored by fewer and fewer weak-RESET pulses, with pink noise and " +
			"without. As published, noise lifts the pulsed device of a pair and never the fresh one: at few pulses " +
			"it keeps pairs apart that would else be read wrong.",
		Sweep: &lab.Sweep{Key: "pulses", Values: strings.Fields("1000 300 100 30 10"), Chips: 3, By: "pink",
			ByValues: strings.Fields("1 0")}},
	{Name: "spread-alone", Title: "Devices that differ, and nothing else, at 300 pulses", Model: true,
		Link: "memory=rram-weak-reset&pulses=300&learn=latent&curve=0&rtn=0&pink=0",
		Text: "Device-to-device variability alone, on linear and silent devices: of all imperfections of stored " +
			"weak-RESET pairs the one that costs most by itself."},
}
