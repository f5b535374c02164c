package gallery

import (
	"strings"

	"arraylab/sim/lab"
)

// Trainings of convolutional networks, by which the scenarios of mapScenarios are spelled.
const (
	// quickTraining is that of the network that learns most in five minutes of two workers in a browser.
	quickTraining = "task=cifar10&train=50000&net=24c-24cp-48c-48cp-96c-96cp-192&epochs=6&augment=flip"
	// mapsTraining is that of the narrower one of two that took longer.
	mapsTraining = "task=cifar10&train=50000&net=32c-32cp-64c-64cp-128c-128cp-256&epochs=60"
	// wideTraining is that of the other, twice as wide, in fewer epochs.
	wideTraining = "task=cifar10&train=50000&net=64c-64cp-128c-128cp-256c-256cp-512&epochs=40"
	// narrowTraining is that of half the width of mapsTraining in a quarter of its epochs, by which recipes are compared.
	narrowTraining = "task=cifar10&train=50000&net=16c-16cp-32c-32cp-64c-64cp-128&epochs=15"
	// smallMaps is half as wide as the network that the data set takes by itself: 68 thousand weights, of which several
	// seeds can be had. It learns 10,000 images.
	smallMaps = "task=cifar10&net=12cs2-24c-24cp-48cp-64"
	// mobileMaps are eight-bit layers of MobileNet's kind for small images: a convolution, then pairs of a depthwise and a
	// pointwise one, and an average of all places. What follows is the classifier.
	mobileMaps = "task=cifar10&epochs=8&net=32cs2e-32de-64c1e-64ds2e-128c1e-128de-128c1a8e"
	// doubledMaps has twice as many weights.
	doubledMaps = "task=cifar10&net=17cs2-34c-34cp-68cp-90"
)

// nearSupplies of the amplifiers that read ternary weights have the best one, 0.5 V, between them.
var nearSupplies = strings.Fields("0.45 0.5 0.55 0.7")

// mapScenarios are those of convolutional networks for photographs.
var mapScenarios = []Scenario{
	{Name: "photographs", Title: "Photographs in colour", Model: true, Link: mapsTraining,
		Text: "CIFAR-10 by a binarized convolutional network of 0.8 million weights that comes with the page: six " +
			"convolutions of 32 to 128 maps and two dense layers, trained for 60 epochs on all 50,000 images, moved " +
			"and mirrored, with a learning rate that falls along a cosine. It is narrower than the networks of the " +
			"papers. Its maps and kernels stand beside the cells of the array."},
	{Name: "photographs-errors", Title: "How many errors a convolutional network bears", Model: true,
		Link: mapsTraining + "&memory=ber&ber=0.01",
		Text: "The same network on twenty chips for each bit error rate. It bears less than the standard one: it has " +
			"fewer weights, and one of a convolution meets up to a thousand places of an image.",
		Sweep: &lab.Sweep{Key: "ber",
			Values: strings.Fields("0.0001 0.001 0.003 0.01 0.03 0.05 0.1 0.2"), Chips: 20}},
	{Name: "photographs-wide", Title: "Photographs in colour, twice as wide", Model: true, Link: wideTraining,
		Text: "CIFAR-10 by a binarized convolutional network of 3.2 million weights that comes with the page: maps twice " +
			"as many as those of “Photographs in colour”, 155 million products an image, trained for 40 epochs on all " +
			"50,000 images, moved and mirrored, with a learning rate that falls along a cosine. Two cores that had other " +
			"work, too, took 91 minutes. A browser tests it in ten seconds; the first images tell in half a second."},
	{Name: "photographs-wide-errors", Title: "What width bears", Model: true,
		Link: wideTraining + "&memory=ber&ber=0.01",
		Text: "The wider network on five chips for each bit error rate, beside the one that is half as wide: it loses less " +
			"where little is lost, 3.9 points instead of 5.1 at 1e-2, and as much or more from 5e-2 on.",
		Sweep:  &lab.Sweep{Key: "ber", Values: strings.Fields("0.0001 0.001 0.003 0.01 0.03 0.05 0.1"), Chips: 5},
		Beside: []string{"photographs-errors"}},
	{Name: "photographs-inner", Title: "The same with a first and a last layer that never err", Model: true,
		Link: mapsTraining + "&memory=ber&ber=0.01&bylayer=0_1_1_1_1_1_1_0",
		Text: "The same network, but the first convolution and the output layer, four weights in a thousand, are " +
			"held without errors, as in many published curves: at 5e-2 8 points are lost instead of 41.",
		Sweep:  &lab.Sweep{Key: "ber", Values: strings.Fields("0.0001 0.001 0.01 0.05 0.1"), Chips: 20},
		Beside: []string{"photographs-errors"}},
	{Name: "photographs-mram", Title: "CIFAR-10 on weakly written ST-MRAM", Model: true,
		Link: mapsTraining + "&memory=st-mram&strength=0.97",
		Text: "The same network in magnetic junctions, over the strength of the pulse and without error correction: " +
			"what one bit in a thousand costs, and what a point of accuracy saves.",
		Sweep: &lab.Sweep{Key: "strength", Values: strings.Fields("0.7 0.75 0.8 0.85 0.9 0.97 1.1 1.2 1.4 1.75"),
			Chips: 5}},
	{Name: "photographs-sot", Title: "CIFAR-10 on SOT-MRAM", Model: true, Link: mapsTraining + "&memory=sot-mram",
		Text: "The same network in spin-orbit-torque cells that lose a 1 more often than a 0, over the rate of the more " +
			"frequent error. Most weights that are wrong are wrong one way, so that the sums of a neuron move together.",
		Sweep: &lab.Sweep{Key: "sot10", Values: strings.Fields("0.0005 0.001 0.005 0.01 0.02 0.05 0.1"), Chips: 5}},
	{Name: "maps-train-errors", Title: "Training over maps with errors",
		Link: smallMaps + "&memory=ber&ber=0.04&epochs=5&trainerr=ber",
		Text: "A convolutional network of 68 thousand weights learns 10,000 photographs in five epochs, with none and " +
			"with 4 in a hundred weights wrong, others at each step, and is tested over the bit error rate.",
		Sweep: &lab.Sweep{Key: "ber", Values: strings.Fields("0 0.01 0.04 0.1"), Chips: 1, By: "trainber",
			ByValues: strings.Fields("0 0.04"), Seeds: 3}},
	{Name: "five-minutes", Title: "Photographs in a visitor's five minutes",
		Model: true, Link: quickTraining,
		Text: "A network of the width 24 learns all photographs, each in the mirror by chance, in six epochs, which are " +
			"five minutes of two workers in a browser. Of the networks that were tried none learnt more in them; one of " +
			"the width 32 came as far. The page takes it where CIFAR-10 is chosen: it is there, trained, and can be " +
			"trained anew while one waits."},
	{Name: "recipe-rate", Title: "Which learning rate photographs want", Link: narrowTraining,
		Text: "A network of the width 16 learns all photographs in 15 epochs, by three rates: which recipe the wide ones " +
			"should take.",
		Sweep: &lab.Sweep{Key: "lr", Values: strings.Fields("0.002 0.005 0.01"), Chips: 1}},
	{Name: "recipe-batch", Title: "Which batch photographs want", Link: narrowTraining,
		Text:  "The same in batches of 50, 100 and 250 images.",
		Sweep: &lab.Sweep{Key: "batch", Values: strings.Fields("50 100 250"), Chips: 1}},
	{Name: "recipe-augment", Title: "Which augmentation photographs want", Link: narrowTraining,
		Text:  "The same with photographs as they are, in the mirror by chance, and moved by up to four pixels as well.",
		Sweep: &lab.Sweep{Key: "lr", Values: strings.Fields("0.005"), Chips: 1, By: "augment"}},
	{Name: "recipe-schedule", Title: "Which schedule photographs want", Link: narrowTraining,
		Text:  "The same with a rate that falls along a cosine, and with one that is halved every few epochs.",
		Sweep: &lab.Sweep{Key: "lr", Values: strings.Fields("0.005"), Chips: 1, By: "schedule"}},
	{Name: "maps-stream", Title: "A stream of photographs",
		Link: smallMaps + "&sequence=stream&tasks=20&epochs=5&meta=13",
		Text: "The small network learns the same photographs in twenty parts of 500, each for five epochs and never seen " +
			"again, with metaplasticity of the published strength and without.",
		Sweep: &lab.Sweep{Key: "meta", Values: strings.Fields("0 13"), Chips: 1, Seeds: 3}},
	{Name: "maps-ternary", Title: "Ternary weights over maps",
		Link: smallMaps + "&weights=ternary&activations=ternary&memory=ternary-2t2r&epochs=5",
		Text: "Weights and outputs of maps of -1, 0 and +1, in pairs of devices, over the supply of the amplifier " +
			"that reads them: too near its threshold it takes weights for 0, too far from it none. Beside it binary " +
			"networks of the same width and of as many cells.",
		Sweep:  &lab.Sweep{Key: "near", Values: nearSupplies, Chips: 2, Seeds: 8},
		Beside: []string{"maps-binary", "maps-cells"}},
	{Name: "maps-binary", Title: "Ternary against binary over maps: equal width",
		Link:  smallMaps + "&memory=ternary-2t2r&epochs=5",
		Text:  "The binary network of the same width in the same cells.",
		Sweep: &lab.Sweep{Key: "near", Values: nearSupplies, Chips: 2, Seeds: 8}},
	{Name: "maps-cells", Title: "Ternary against binary over maps: equal cells", Seeds: 8,
		Link: doubledMaps + "&memory=rram-2t2r&sensing=1t1r&epochs=5",
		Text: "A binary network of twice as many weights with one device each: as many devices as the ternary one " +
			"takes in pairs."},
	{Name: "mobile-classifier", Title: "A small MobileNet, binary classifier", Link: mobileMaps + "-512b-yb",
		Text: "CIFAR-10 by a network of MobileNet's kind, with depthwise and pointwise layers of 8 bits and a classifier " +
			"of two binary layers, which has seven of ten weights. It learns 10,000 images for eight epochs."},
	{Name: "mobile-eight", Title: "A small MobileNet, 8 bits throughout", Link: mobileMaps + "-512e-ye",
		Text: "The same network and images; the classifier is one of 8 bits, too."},
}
