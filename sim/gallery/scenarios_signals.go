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
	handsBinary     = "task=eeg" + shorter
	handsClassifier = handsBinary + "&net=32c15s2e-32c9pe-64c7aeb-64"

	// signalRates are bit error rates.
	signalRates = "0 0.001 0.01 0.03 0.1 0.2"
)

// signalScenarios are those of synthetic signals: what networks of three number formats come to, and errors in memory.
var signalScenarios = []Scenario{
	{Name: "beats", Title: "Synthetic heartbeats, all binary", Seeds: 3, Link: "task=ecg-beats",
		Text: "Five kinds of beats in two leads, made by a published model from a seed: they compare number formats and " +
			"memories, and say nothing clinical. All weights and outputs are single bits."},
	{Name: "beats-classifier", Title: "Synthetic heartbeats, binary classifier", Seeds: 3, Link: beatsClassifier,
		Text: "The same synthetic beats: convolutions of 8 bits, and a classifier of single bits, which has nine of ten " +
			"weights. They say nothing clinical."},
	{Name: "beats-eight", Title: "Synthetic heartbeats, 8 bits throughout", Seeds: 3,
		Link: "task=ecg-beats&net=32c13s2e-32c9pe-64c7pe-128e-ye",
		Text: "The same synthetic beats: all weights and outputs are whole numbers of 8 bits. They say nothing clinical."},
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
}
