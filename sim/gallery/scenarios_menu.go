package gallery

import (
	"strings"

	"arraylab/sim/lab"
)

// errorShares are those of weights that are wrong, in networks small enough to be trained while one waits.
var errorShares = strings.Fields("0.0001 0.001 0.003 0.01 0.02 0.04 0.06 0.1 0.15 0.2")

// ternarySeparations are those of the conditions and some between.
var ternarySeparations = strings.Fields("2 2.476 3 3.29 4.37 5.26 6")

// marginsRecipe is that of the paper on margins (Buschjäger et al., DATE 2021), marginRates at which errors its networks are
// tested here.
const marginsRecipe = "task=fashion&hidden=2048-2048&epochs=100&memory=ber&ber=0.04"

var marginRates = strings.Fields("0 0.01 0.02 0.03 0.05 0.07 0.09 0.12 0.15 0.2")

// menuScenarios are those of the menu that show what the laboratory does, in its order.
var menuScenarios = []Scenario{
	{Name: "first-light", Title: "First light", Model: true, Link: "memory=rram-weak-reset&learn=latent",
		Text: "The standard network, trained with real latent weights, is stored in pairs of HfOx devices by 1,000 " +
			"weak-RESET pulses each. About three weights in a hundred read wrong, and the network hardly minds. " +
			"Devices differ, which alone would make it eight (“without noise”): the published noise lifts the " +
			"pulsed device of a pair and never the fresh one, and so mends pairs. Where fresh devices are as noisy, " +
			"it is ten (“noise of all devices”). Turn the pulses down and watch it suffer."},
	{Name: "first-light-quiet", Title: "First light without noise", Model: true,
		Link: "memory=rram-weak-reset&rtn=0&pink=0&learn=latent",
		Text: "The same chip without telegraph and pink noise: what reads wrong is due to the spread from device " +
			"to device alone."},
	{Name: "first-light-noisy", Title: "First light with noise of all devices", Model: true,
		Link: "memory=rram-weak-reset&noiselaw=stationary&learn=latent",
		Text: "The same chip with the same noise in another form: pink noise is centred, traps are high as often as " +
			"after very many pulses, and fresh devices are as noisy as pulsed ones. Noise now breaks pairs instead " +
			"of mending them."},
	{Name: "program-errors", Title: "Bit errors at programming", Model: true, Link: "memory=ber&ber=0.1",
		Text: "One stored bit in ten is wrong and stays wrong. Another chip number is another pattern of errors."},
	{Name: "read-errors", Title: "Bit errors at each read", Model: true, Link: "memory=ber&ber=0.1&when=read",
		Text: "The same rate, but drawn anew for every thousand test images: errors of the read, not of the cells."},
	{Name: "ber-tolerance", Title: "How many errors it bears", Model: true, Link: "memory=ber",
		Text: "The trained standard network on twenty chips for each bit error rate from one in a million to three " +
			"in ten. Up to one in a thousand hardly costs anything: the papers' reason to do without error " +
			"correction.",
		Sweep: &lab.Sweep{Key: "ber",
			Values: strings.Fields("1e-06 1e-05 0.0001 0.001 0.003 0.01 0.02 0.03 0.05 0.07 0.1 0.15 0.2 0.25 0.3"),
			Chips:  20}},
	{Name: "factor-two", Title: "Half the energy: ST-MRAM without ECC", Model: true,
		Link: "memory=st-mram&strength=0.97",
		Text: "The trained network in magnetic junctions written so weakly that one bit in a thousand is wrong, " +
			"without error correction. The sweep shows accuracy and energy over the strength of the pulse; under " +
			"Energy, “Compare with the papers’ claims” tells when a system takes half the energy, and when not.",
		Sweep: &lab.Sweep{Key: "strength",
			Values: strings.Fields("0.6 0.65 0.7 0.75 0.8 0.85 0.9 0.97 1.1 1.2 1.4 1.75"),
			Chips:  5}},
	{Name: "factor-thirty", Title: "A thirtieth of the energy: RRAM that errs", Model: true,
		Link: "memory=rram-2t2r&condition=limit",
		Text: "The trained network in pairs of resistive devices that are programmed so gently that four bits in a " +
			"hundred are wrong, at a thirtieth of the energy that one in ten thousand takes. The sweep shows " +
			"accuracy and energy over the separation of the states; under Energy, “Compare with the papers’ " +
			"claims” tells from where the factor counts.",
		Sweep: &lab.Sweep{Key: "separation", Values: strings.Fields("2 2.25 2.476 2.75 3 3.29 3.75 4.37 5.26 6"),
			Chips: 5}},
	{Name: "st-mram-weak", Title: "Weak programming of ST-MRAM", Model: true, Link: "memory=st-mram&ecck=64",
		Text: "A weaker pulse saves energy and leaves some junctions unswitched. Accuracy and the energy of " +
			"programming over the strength of the pulse, without error correction and with SECDED (72,64): the " +
			"network itself is the better code. Grant a loss and read what it saves (arXiv:1810.10836 saves 74 % " +
			"for one point).",
		Sweep: &lab.Sweep{Key: "strength",
			Values: strings.Fields("0.5 0.55 0.6 0.65 0.7 0.75 0.8 0.85 0.9 1 1.1 1.2 1.4 1.6"),
			Chips:  5, By: "ecc"}},
	{Name: "rram-weak", Title: "Weak programming of RRAM", Model: true, Link: "memory=rram-2t2r",
		Text: "The nearer the two states of a cell, the less energy its programming takes. One transistor and one " +
			"resistor (1T1R) read against a reference, or two of each (2T2R) read against each other: accuracy and " +
			"energy over the separation of the states.",
		Sweep: &lab.Sweep{Key: "separation", Values: strings.Fields("1 1.5 2 2.25 2.5 2.75 3 3.5 4 4.5 5.26"),
			Chips: 5, By: "sensing"}},
	{Name: "stochastic", Title: "Stochastic bits at the input",
		Seeds: 3, Link: "train=20000&hidden=256&input=stochastic&streams=32&source=smtj&epochs=3",
		Text: "Each image is presented 32 times as random bits, one with the probability of the grey value, drawn " +
			"from simulated superparamagnetic junctions: the first layer is XNOR and popcount, too. Compare with A " +
			"minute of training."},
	{Name: "train-errors", Title: "Training with errors",
		Link: "train=20000&hidden=512-512&memory=ber&ber=0.04&epochs=5&trainerr=ber",
		Text: "Four networks of one recipe, trained with none, 1, 4 and 10 in a hundred weights wrong, others at " +
			"each step, and tested over the bit error rate. Trained with as many errors as the memory makes, a " +
			"network loses next to nothing by them (arXiv:1904.03652: tolerance rises from 1e-4 to 4e-2); at the " +
			"highest rates only one that has met them still works.",
		Sweep: &lab.Sweep{Key: "ber",
			Values: strings.Fields("0 0.0001 0.001 0.01 0.02 0.03 0.04 0.06 0.08 0.1 0.15 0.2"),
			Chips:  3, Seeds: 8, By: "trainber", ByValues: strings.Fields("0 0.01 0.04 0.1")},
		Beside: []string{"margins:mhl"}},
	{Name: "margins", Title: "Margins instead of errors",
		Link: "train=20000&hidden=512-512&memory=ber&ber=0.04&loss=mhl&epochs=6&batch=250&lr=0.01&every=2",
		Text: "No weight is wrong in training: the modified hinge loss wants outputs that stand out (Buschjäger et " +
			"al., DATE 2021). One recipe with cross-entropy and with this loss, tested over the bit error rate; " +
			"the tab Margins shows how far the neurons are from their thresholds.",
		Sweep: &lab.Sweep{Key: "ber",
			Values: strings.Fields("0 0.0001 0.001 0.01 0.02 0.03 0.04 0.06 0.08 0.1 0.15 0.2"),
			Chips:  3, Seeds: 5, By: "loss"}},
	{Name: "margins-full", Title: "Margins by their paper's recipe", Link: marginsRecipe + "&loss=mhl",
		Text: "The network and the recipe of the paper: two layers of 2,048 neurons learn Fashion-MNIST for 100 epochs " +
			"with the modified hinge loss and without any errors, and are tested over the bit error rate.",
		Sweep: &lab.Sweep{Key: "ber", Values: marginRates, Chips: 3, Seeds: 3}},
	{Name: "flips-full", Title: "Training with errors by the same recipe",
		Link:  marginsRecipe + "&batch=256&lr=0.001&every=10&trainerr=ber&trainber=0.05",
		Text:  "The same network learns by cross-entropy with 5 in a hundred weights wrong, others at each step.",
		Sweep: &lab.Sweep{Key: "ber", Values: marginRates, Chips: 3, Seeds: 3}, Beside: []string{"margins-full"}},
	{Name: "flips-ten", Title: "Training with twice as many errors",
		Link:  marginsRecipe + "&batch=256&lr=0.001&every=10&trainerr=ber&trainber=0.1",
		Text:  "The same network learns with 10 in a hundred weights wrong, the other rate of the comparison.",
		Sweep: &lab.Sweep{Key: "ber", Values: marginRates, Chips: 3, Seeds: 3}, Beside: []string{"margins-full", "flips-full"}},
	{Name: "conductance", Title: "Learning in the older conductance form",
		Seeds: 3, Link: "train=20000&hidden=256&memory=rram-conductance&epochs=4",
		Text: "The same learning rule on devices whose conductance falls by ever smaller steps, down to an end: " +
			"the older form of the weak RESET."},
	{Name: "forgetting", Title: "Forgetting",
		Seeds: 3, Link: "train=10000&sequence=permuted&tasks=3&hidden=256&epochs=8",
		Text: "Three tasks one after the other: the same digits, each time with the pixels in another order. The " +
			"chart of all tasks over time shows what becomes of the earlier ones while a later one is learnt. The " +
			"accuracy is that over all tasks."},
	{Name: "metaplasticity", Title: "Metaplasticity against forgetting",
		Seeds: 3, Link: "train=10000&sequence=permuted&tasks=3&hidden=256&epochs=8&meta=10",
		Text: "The same tasks, with hidden weights that move the less towards zero the larger they are " +
			"(arXiv:2003.03533; m is larger than the paper's 1.35, for the training is shorter). Colour the array " +
			"by consolidation, and see the hidden weights spread below, under Weights."},
	{Name: "weight-consolidation", Title: "Elastic weight consolidation",
		Seeds: 3, Link: "train=10000&sequence=permuted&tasks=3&hidden=256&epochs=8&ewc=5000",
		Text: "The same tasks; at the end of each the Fisher information of every weight is measured, and the " +
			"weights are held by it (arXiv:1612.00796). Metaplasticity needs no such boundaries."},
	{Name: "interleaved", Title: "Nothing to forget",
		Seeds: 3, Link: "train=10000&sequence=permuted&tasks=3&interleave=1&hidden=256&epochs=8",
		Text: "The upper bound: the same tasks learnt together, a batch of each in turn."},
	{Name: "digits-then-clothes", Title: "Digits, then clothes",
		Seeds: 3, Link: "train=10000&sequence=both&hidden=256&epochs=8",
		Text: "MNIST, then Fashion-MNIST, without metaplasticity: the digits collapse, as in figure 1 of " +
			"arXiv:2003.03533 (to about 20 %, while Fashion-MNIST reaches 85 %)."},
	{Name: "minute", Title: "A minute of training", Link: "train=20000&hidden=256&epochs=3",
		Text: "A small network learns with latent weights while you watch the signs of its array flip less and " +
			"less."},
	{Name: "ternary", Title: "Ternary weights and activations",
		Link: "train=20000&hidden=256&weights=ternary&activations=ternary&memory=ternary-2t2r&epochs=3",
		Text: "Weights and hidden outputs of -1, 0 and +1, the weights in pairs of devices that an amplifier near " +
			"threshold reads in one operation. The sweep shows accuracy over the separation of the states. Compare " +
			"with the two scenarios that follow: a ternary network does better than a binary one " +
			"(arXiv:2005.01973, arXiv:2007.14234).",
		Sweep:  &lab.Sweep{Key: "separation", Values: ternarySeparations, Chips: 3, Seeds: 5},
		Beside: []string{"ternary-width", "ternary-cells"}},
	{Name: "ternary-width", Title: "Ternary against binary: equal width",
		Link: "train=20000&hidden=256&memory=ternary-2t2r&epochs=3",
		Text: "A binary network of the same width in the very same cells, read in the same way: as many devices, " +
			"one level less.",
		Sweep: &lab.Sweep{Key: "separation", Values: ternarySeparations, Chips: 3, Seeds: 5}},
	{Name: "ternary-cells", Title: "Ternary against binary: equal cells",
		Link: "train=20000&hidden=512&memory=rram-2t2r&sensing=1t1r&epochs=3",
		Text: "A binary network twice as wide with one device a weight: 406,528 devices, as many as the ternary " +
			"network takes in pairs.",
		Sweep: &lab.Sweep{Key: "separation", Values: ternarySeparations, Chips: 3, Seeds: 5}},
	{Name: "ternary-errors", Title: "Ternary weights under bit errors",
		Link: "train=20000&hidden=256&weights=ternary&activations=ternary&memory=ber&epochs=3",
		Text: "A share of the weights is wrong by one level, as in the published error model: a 0 becomes +1 or -1, " +
			"and these become 0, never each other (simulated pairs flip signs, too, if seldom). Such errors hurt " +
			"less than those of signs: the papers call the network immune to the errors of their chip " +
			"(arXiv:2007.14234).",
		Sweep:  &lab.Sweep{Key: "ber", Values: errorShares, Chips: 5},
		Beside: []string{"binary-errors"}},
	{Name: "learn-in-devices", Title: "Learning in the devices",
		Seeds: 8, Link: "train=20000&hidden=256&memory=rram-weak-reset&epochs=4",
		Text: "No real weight is kept: gradients become weak-RESET pulses, and the resistances of each pair are " +
			"the memory of what was learnt. All imperfections are on."},
	{Name: "d2d-alone", Title: "Device-to-device alone",
		Seeds: 8, Link: "train=20000&hidden=256&memory=rram-weak-reset&rtn=0&pink=0&epochs=4",
		Text: "The measured curve with devices that differ but make no noise. Compare with the scenarios before " +
			"and after."},
	{Name: "ideal-devices", Title: "Ideal linear devices",
		Seeds: 8, Link: "train=20000&hidden=256&memory=rram-weak-reset&curve=0&rtn=0&pink=0&d2d=0&epochs=4",
		Text: "The same learning rule on devices that are all alike, linear and silent."},
	{Name: "standard", Title: "The standard network, all of it", Model: true, Link: "",
		Text: "784-1024-1024-10 on all of MNIST for 20 epochs with latent weights: the trained network that comes " +
			"with the page, without errors. Train to see it learn again, bit for bit."},
	{Name: "weak-reset", Title: "Weak RESET, all imperfections", Link: "hidden=1000&memory=rram-weak-reset&epochs=10",
		Text: "A thousand hidden neurons learn in 1.6 million devices, with curve, telegraph noise, pink noise and " +
			"device-to-device variability."},
	{Name: "weak-reset-ideal", Title: "Weak RESET, ideal devices",
		Link: "hidden=1000&memory=rram-weak-reset&curve=0&rtn=0&pink=0&d2d=0&epochs=10",
		Text: "What the imperfections of the scenario before cost: the same run on ideal linear devices."},
}
