package gallery

import (
	"strings"

	"arraylab/sim/lab"
)

// Trainings of networks for synthetic signals, and what they are swept over.
const (
	// shorter is what signals are learnt from where a step takes long.
	shorter = "&train=2000&epochs=6"

	// Those with a classifier of single bits have convolutions of 8 bits.
	beatsClassifier = "task=ecg-beats&net=32c13s2e-32c9pe-64c7peb-128"
	swapsBinary     = "task=ecg-inversion" + shorter
	swapsClassifier = swapsBinary + "&net=32c13s2e-32c9pe-64c7peb-128"
	handsBinary     = "task=eeg" + shorter
	handsClassifier = handsBinary + "&net=32c15s2e-32c9pe-64c7aeb-64"

	// signalRates are bit error rates, signalCycles how often cells were written before.
	signalRates  = "0 0.001 0.01 0.03 0.1 0.2"
	signalCycles = "1e+05 1e+07 1e+09 1e+11"
)

// signalScenarios are those of synthetic signals: what networks of three number formats come to, and errors in memory.
var signalScenarios = []Scenario{
	{Name: "beats", Title: "Synthetic heartbeats, all binary", Seeds: 3, Link: "task=ecg-beats",
		Text: "Five kinds of beats in two leads, made by a published model from a seed: they compare number formats and " +
			"memories, and say nothing clinical. All weights and outputs are single bits."},
	{Name: "beats-classifier", Title: "Synthetic heartbeats, binary classifier", Seeds: 3, Link: beatsClassifier,
		Text: "The same synthetic beats: convolutions of 8 bits, and a classifier of single bits, which has nine of ten " +
			"weights. They say nothing clinical."},
	{Name: "beats-quick", Title: "Synthetic heartbeats in half a minute",
		Link: "task=ecg-beats&net=32c13s4e-32c7pe-64c5peb-128&epochs=3",
		Text: "The same beats and formats, by half as many places for three epochs: what a tab learns in less than half a " +
			"minute. They say nothing clinical."},
	{Name: "beats-eight", Title: "Synthetic heartbeats, 8 bits throughout", Seeds: 3,
		Link: "task=ecg-beats&net=32c13s2e-32c9pe-64c7pe-128e-ye",
		Text: "The same synthetic beats: all weights and outputs are whole numbers of 8 bits. They say nothing clinical."},
	{Name: "beats-wide", Title: "Synthetic heartbeats, all binary, twice as wide", Seeds: 3,
		Link: "task=ecg-beats&net=64c13s2-64c9p-128c7p-256",
		Text: "The same synthetic beats, by single bits throughout in twice as many maps and neurons. They say nothing " +
			"clinical."},
	{Name: "beats-errors", Title: "Synthetic heartbeats: errors in a binary classifier",
		Link: beatsClassifier + "&memory=ber&ber=0.01",
		Text: "Synthetic electrocardiograms, which say nothing clinical: five kinds of beats, learnt by convolutions of 8 " +
			"bits and a binary classifier, whose weights lie in a memory that errs. Beside it the network that is binary " +
			"throughout, all of whose weights lie there.",
		Sweep:  &lab.Sweep{Key: "ber", Values: strings.Fields(signalRates), Chips: 3, Seeds: 3},
		Beside: []string{"beats-errors-binary"}},
	{Name: "beats-errors-binary", Title: "Synthetic heartbeats: errors in a binary network",
		Link:  "task=ecg-beats&memory=ber&ber=0.01",
		Text:  "The same synthetic beats, learnt by a network that is binary throughout. They say nothing clinical.",
		Sweep: &lab.Sweep{Key: "ber", Values: strings.Fields(signalRates), Chips: 3, Seeds: 3}},
	{Name: "hands", Title: "Synthetic imagined hand, all binary", Seeds: 3, Link: handsBinary,
		Text: "Electroencephalograms at 16 electrodes while the movement of the left or the right hand is imagined, made " +
			"by a published model from a seed: they compare number formats and memories, and say nothing clinical. All " +
			"weights and outputs are single bits."},
	{Name: "hands-classifier", Title: "Synthetic imagined hand, binary classifier", Seeds: 3,
		Link: handsClassifier,
		Text: "The same synthetic trials: convolutions of 8 bits, and a classifier of single bits. They say nothing " +
			"clinical."},
	{Name: "hands-eight", Title: "Synthetic imagined hand, 8 bits throughout", Seeds: 3,
		Link: handsBinary + "&net=32c15s2e-32c9pe-64c7ae-64e-ye",
		Text: "The same synthetic trials: all weights and outputs are whole numbers of 8 bits. They say nothing clinical."},
	{Name: "hands-wide", Title: "Synthetic imagined hand, all binary, twice as wide", Seeds: 3,
		Link: handsBinary + "&net=64c15s2-64c9p-128c7a-128",
		Text: "The same synthetic trials, by single bits throughout in twice as many maps and neurons. They say nothing " +
			"clinical."},
	{Name: "swaps", Title: "Synthetic swapped electrodes, all binary", Seeds: 3, Link: swapsBinary,
		Text: "Electrocardiograms in twelve leads, made by a published model from a seed, of which half have electrodes " +
			"swapped: they compare number formats and memories, and say nothing clinical. All weights and outputs are " +
			"single bits. Neighbours on the chest are the hardest to tell."},
	{Name: "swaps-classifier", Title: "Synthetic swapped electrodes, binary classifier", Seeds: 3,
		Link: swapsClassifier,
		Text: "The same synthetic records: convolutions of 8 bits, and a classifier of single bits. They say nothing " +
			"clinical."},
	{Name: "swaps-eight", Title: "Synthetic swapped electrodes, 8 bits throughout", Seeds: 3,
		Link: swapsBinary + "&net=32c13s2e-32c9pe-64c7pe-128e-ye",
		Text: "The same synthetic records: all weights and outputs are whole numbers of 8 bits. They say nothing " +
			"clinical."},
	{Name: "swaps-wide", Title: "Synthetic swapped electrodes, all binary, twice as wide", Seeds: 3,
		Link: swapsBinary + "&net=64c13s2-64c9p-128c7p-256",
		Text: "The same synthetic records, by single bits throughout in twice as many maps and neurons. They say nothing " +
			"clinical."},
	{Name: "swaps-long", Title: "Synthetic swapped electrodes, all binary, four times as long", Seeds: 3,
		Link: "task=ecg-inversion&train=2000&epochs=24",
		Text: "The same synthetic records, learnt by single bits throughout for 24 epochs in place of six. They say nothing " +
			"clinical."},
	{Name: "swaps-errors", Title: "Synthetic swapped electrodes: errors in a binary classifier",
		Link: swapsClassifier + "&memory=ber&ber=0.01",
		Text: "The same synthetic records and convolutions of 8 bits; the weights of the binary classifier lie in a memory " +
			"that errs. Beside it the network that is binary throughout, all of whose weights lie there. They say nothing " +
			"clinical.",
		Sweep:  &lab.Sweep{Key: "ber", Values: strings.Fields(signalRates), Chips: 3, Seeds: 3},
		Beside: []string{"swaps-errors-binary"}},
	{Name: "swaps-errors-binary", Title: "Synthetic swapped electrodes: errors in a binary network",
		Link:  swapsBinary + "&memory=ber&ber=0.01",
		Text:  "The same synthetic records, learnt by a network that is binary throughout. They say nothing clinical.",
		Sweep: &lab.Sweep{Key: "ber", Values: strings.Fields(signalRates), Chips: 3, Seeds: 3}},
	{Name: "swaps-worn", Title: "Synthetic swapped electrodes: a binary classifier in worn cells",
		Link: swapsClassifier + "&memory=rram-2t2r&condition=ultralow",
		Text: "The same synthetic records and convolutions of 8 bits; the binary classifier lies in pairs of resistive " +
			"devices, written with little energy or with much, after so many cycles. They say nothing clinical.",
		Sweep: &lab.Sweep{Key: "cycles", Values: strings.Fields(signalCycles), Chips: 3, By: "condition",
			ByValues: strings.Fields("strong ultralow"), Seeds: 3}, Beside: []string{"swaps-worn-binary:ultralow"}},
	{Name: "swaps-worn-binary", Title: "Synthetic swapped electrodes: a binary network in worn cells",
		Link: swapsBinary + "&memory=rram-2t2r&condition=ultralow",
		Text: "The same synthetic records, learnt by a network that is binary throughout, all of which lies in such " +
			"pairs. They say nothing clinical.",
		Sweep: &lab.Sweep{Key: "cycles", Values: strings.Fields(signalCycles), Chips: 3, By: "condition",
			ByValues: strings.Fields("strong ultralow"), Seeds: 3}},
}
