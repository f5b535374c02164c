package gallery

import (
	"strings"

	"arraylab/sim/lab"
)

// mapSeparations are those of the scenarios that compare guards against errors on CIFAR-10.
var mapSeparations = strings.Fields("2 2.5 3 3.5 4 4.5 5.26")

// guardScenarios compare what engineers do against errors.
var guardScenarios = []Scenario{
	{Name: "verified", Title: "Write and verify", Model: true,
		Link: "memory=rram-2t2r&sensing=1t1r&verify=3",
		Text: "Single devices that are sensed after a write, and written again where they read wrong, three times at " +
			"most; beside them single devices with nothing and with a code, and pairs. A code and a pair take twice " +
			"the devices and so twice the energy; what is verified takes few writes more.",
		Sweep:  &lab.Sweep{Key: "separation", Values: weakSeparations, Chips: 5},
		Beside: []string{"rram-weak", "code-or-pair"}},
	{Name: "verified-share", Title: "What write and verify cannot mend", Model: true,
		Link: "memory=rram-2t2r&separation=3.8&sensing=1t1r&verify=3",
		Text: "Another write helps where writes differ. The more of the spread stays with the device, the less it " +
			"mends: single devices with three more writes and with none, at the energy of pairs at the weak condition.",
		Sweep: &lab.Sweep{Key: "d2dshare", Values: strings.Fields("0 0.25 0.5 0.75 0.9 1"), Chips: 5, By: "verify",
			ByValues: strings.Fields("0 3")}},
	{Name: "photographs-verified", Title: "CIFAR-10: write and verify", Model: true,
		Link:   mapsTraining + "&memory=rram-2t2r&sensing=1t1r&verify=3",
		Text:   "The same with the convolutional network, which bears fewer errors.",
		Sweep:  &lab.Sweep{Key: "separation", Values: mapSeparations, Chips: 3},
		Beside: []string{"photographs-cells", "photographs-code"}},
	{Name: "photographs-cells", Title: "CIFAR-10 in weakly programmed RRAM", Model: true,
		Link:  mapsTraining + "&memory=rram-2t2r",
		Text:  "The convolutional network in single devices and in pairs, over the separation of the states.",
		Sweep: &lab.Sweep{Key: "separation", Values: mapSeparations, Chips: 3, By: "sensing"}},
	{Name: "photographs-strength", Title: "CIFAR-10: a first and a last layer written strongly", Model: true,
		Link: mapsTraining + "&memory=rram-2t2r&bylayer=1.5_1_1_1_1_1_1_1.5",
		Text: "Pairs of devices again. The states of the first convolution and of the output layer, which have four " +
			"weights in a thousand, are half as far apart again: that takes little energy, and the others may be " +
			"written with less.",
		Sweep:  &lab.Sweep{Key: "separation", Values: strings.Fields("2 2.5 3 3.5"), Chips: 3},
		Beside: []string{"photographs-cells:2t2r"}},
	{Name: "photographs-code", Title: "CIFAR-10 under a code", Model: true,
		Link:  mapsTraining + "&memory=rram-2t2r&sensing=1t1r&ecc=secded",
		Text:  "The convolutional network in single devices under a code, SECDED (8,4).",
		Sweep: &lab.Sweep{Key: "separation", Values: mapSeparations, Chips: 3}},
}
