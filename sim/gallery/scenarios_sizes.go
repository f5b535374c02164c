package gallery

import (
	"strings"

	"arraylab/sim/lab"
)

// Bit error rates at which networks that were trained for errors are tested.
var testedRates = strings.Fields("0.001 0.01 0.02 0.03 0.04 0.05 0.07 0.1 0.15 0.2")

// sizeScenarios say of claims at which sizes, widths and strengths they hold: what no card shows, sim/RESULTS.md tells.
var sizeScenarios = []Scenario{
	{Name: "standard-errors", Title: "The standard network, trained with errors",
		Link: "memory=ber&ber=0.04&trainerr=ber&trainber=0.04",
		Text: "All of MNIST for 20 epochs with four weights in a hundred wrong at each step, tested over the bit error " +
			"rate of a chip.",
		Sweep:  &lab.Sweep{Key: "ber", Values: testedRates, Chips: 3, Seeds: 3},
		Beside: []string{"standard-margins"}},
	{Name: "standard-margins", Title: "The standard network, trained for margins", Link: "memory=ber&ber=0.04&loss=mhl",
		Text:  "The modified hinge loss, and no errors in training: it starts lower and falls later.",
		Sweep: &lab.Sweep{Key: "ber", Values: testedRates, Chips: 5}},
	{Name: "gains", Title: "The gain of pulses",
		Link: "train=20000&hidden=1000&memory=rram-weak-reset&epochs=10",
		Text: "How many pulses a normalized gradient of one becomes, where the network learns in its devices: with all " +
			"imperfections, and with devices that are all alike.",
		Sweep: &lab.Sweep{Key: "gain", Values: strings.Fields("2 4 8 32 100"), Chips: 1, Seeds: 3,
			By: "d2d", ByValues: strings.Fields("1 0")}},
	{Name: "widths", Title: "Devices that differ, over the width",
		Link: "train=20000&memory=rram-weak-reset&rtn=0&pink=0&epochs=20&hidden=256",
		Text: "Devices that make no noise, at the default gain, those that differ against those that are alike: " +
			"differences cost a narrow network and help a wide one.",
		Sweep: &lab.Sweep{Key: "hidden", Values: strings.Fields("256 1024"), Chips: 1, Seeds: 3,
			By: "d2d", ByValues: strings.Fields("1 0")}},
	{Name: "stream-whole", Title: "A stream of all clothes, forgotten", Link: "task=fashion&sequence=stream&tasks=60",
		Text: "All of Fashion-MNIST in 60 parts of 1,000 images, 20 epochs each, by the standard network."},
	{Name: "stream-whole-held", Title: "A stream of all clothes, held",
		Link: "task=fashion&sequence=stream&tasks=60&meta=2.5",
		Text: "The same stream with metaplasticity of m = 2.5."},
	{Name: "split", Title: "Digits by twos, forgotten", Link: "sequence=split&epochs=5",
		Text: "MNIST in five groups of two digits, with one layer of ten outputs for all: each group is lost when the " +
			"next is learnt."},
	{Name: "split-held", Title: "Digits by twos, metaplastic", Link: "sequence=split&epochs=5&meta=1.35",
		Text: "The same with m = 1.35, which was not tuned to it, and does not hold them."},
	{Name: "binary-errors", Title: "Binary weights under bit errors", Link: "train=20000&hidden=256&memory=ber&epochs=3",
		Text:  "A network of signs of the same width, of whose weights a share is wrong: each by two levels.",
		Sweep: &lab.Sweep{Key: "ber", Values: errorShares, Chips: 5}},
	{Name: "whole-binary", Title: "Binary, all digits", Seeds: 3, Link: "hidden=256&epochs=5",
		Text: "784-256-10 on all of MNIST for five epochs, without errors."},
	{Name: "whole-ternary-weights", Title: "Ternary weights, all digits", Seeds: 3,
		Link: "hidden=256&epochs=5&weights=ternary",
		Text: "The same with weights of -1, 0 and +1."},
	{Name: "whole-ternary", Title: "Ternary weights and activations, all digits", Seeds: 3,
		Link: "hidden=256&epochs=5&weights=ternary&activations=ternary",
		Text: "The same with hidden outputs of three levels, too."},
	{Name: "whole-binary-wide", Title: "Binary and twice as wide, all digits", Seeds: 3, Link: "hidden=512&epochs=5",
		Text: "As many bits of weights as the ternary network of 256 neurons takes."},
}
