package gallery

import (
	"strings"

	"arraylab/sim/lab"
)

// besides are the scenarios that are drawn into the chart of another one.
var besides = map[string][]string{
	"train-errors":      {"margins:mhl"},
	"ternary":           {"ternary-width", "ternary-cells"},
	"code-or-pair":      {"rram-weak"},
	"junction-bits":     {"generator-bits"},
	"clothes-bits":      {"clothes"},
	"clothes-bits-full": {"clothes-full"},
}

// weakSeparations are those of the scenario "rram-weak".
var weakSeparations = strings.Fields("1 1.5 2 2.25 2.5 2.75 3 3.5 4 4.5 5.26")

// paperRecipes stand for claims of the papers that the scenarios of the menu leave out.
var paperRecipes = []recipe{
	{"noise-alone", "Noise alone", "train=20000&hidden=256&memory=rram-weak-reset&d2d=0&epochs=4",
		"The measured curve with devices that are all alike and make noise. Compare with “Device-to-device alone”.", false, nil},
	{"ultra-low-energy", "The ultra-low-energy condition", "memory=rram-2t2r&condition=ultralow",
		"The trained network in pairs of devices programmed with the least energy of all conditions: 3.3 bits in a hundred are wrong.", true, nil},
	{"code-or-pair", "A code or a pair", "memory=rram-2t2r&sensing=1t1r&ecc=secded",
		"Twice the cells can hold an error-correcting code, SECDED (8,4), or pairs of devices that are read against each other. Single devices with the code, and both ways of sensing without one, over the separation of the states.", true,
		&lab.Sweep{Key: "separation", Values: weakSeparations, Chips: 3}},
	{"worn-cells", "Cells that were written before", "memory=rram-2t2r",
		"How often a cell can be written depends on how hard: strong programming wears it out after millions of cycles, gentle programming after billions.", true,
		&lab.Sweep{Key: "cycles", Values: strings.Fields("1e+05 1e+06 1e+07 1e+08 1e+09 1e+10 1e+11"), Chips: 3, By: "condition", ByValues: strings.Fields("strong ultralow")}},
	{"macrospin", "A macrospin that must turn over", "memory=st-mram&tau=2&sdra=0&sdhk=0",
		"Junctions that are all alike, with a barrier of 60 kT, written by three times the critical current: the share that has not turned over yet falls with the duration of the pulse, as the Fokker-Planck equation tells.", true,
		&lab.Sweep{Key: "tau", Values: strings.Fields("1 1.5 2 2.5 3 3.5 4"), Chips: 3}},
	{"junction-spread", "Junctions that differ", "memory=st-mram&sdra=0&sdhk=0",
		"The write error rate depends on the current through a junction, and so on its resistance, so steeply that a few percent of spread raise its mean over the devices.", true,
		&lab.Sweep{Key: "sdra", Values: strings.Fields("0 1 2 3 4 6 8"), Chips: 3}},
	{"pulse-shape", "Amplitude or duration", "memory=st-mram&drive=volts",
		"The same error rate can be had by a stronger or by a longer pulse.", true,
		&lab.Sweep{Key: "pulse", Values: strings.Fields("2 3 4 5 6 8 10"), Chips: 2, By: "volts", ByValues: strings.Fields("0.5 0.65 0.8")}},
	{"sot-mram", "SOT-MRAM with asymmetric errors", "memory=sot-mram",
		"The trained network in spin-orbit-torque cells that lose a 1 more often than a 0: accuracy over the rate of the more frequent error.", true,
		&lab.Sweep{Key: "sot10", Values: strings.Fields("0.0005 0.001 0.005 0.01 0.02 0.05 0.1"), Chips: 5}},
	{"fefet-temperature", "FeFET over temperature", "memory=fefet",
		"The trained network in ferroelectric transistors, whose two kinds of errors grow with temperature at different rates (assumed: no readable source has the table).", true,
		&lab.Sweep{Key: "temp", Values: strings.Fields("230 260 300 330 358 390 430"), Chips: 5}},
	{"activation-errors", "Errors of activations in training", "train=20000&hidden=256&epochs=3&acterr=0.01",
		"Hidden activations are wrong with a probability in training only; the network is tested without errors.", false,
		&lab.Sweep{Key: "acterr", Values: strings.Fields("0 0.01 0.03 0.1 0.2"), Chips: 1, Seeds: 3}},
	{"digits-kept", "Digits, then clothes, with metaplasticity", "train=10000&sequence=both&hidden=256&epochs=8&meta=10",
		"MNIST, then Fashion-MNIST, with hidden weights that move the less towards zero the larger they are. Compare with “Digits, then clothes”.", false, nil},
	{"five-tasks", "Five tasks of the full size, forgotten", "sequence=permuted&epochs=25",
		"Five permutations of MNIST, 25 epochs of all images each, by the standard network without metaplasticity. The earlier a task was learnt, the less is left of it.", false, nil},
	{"five-tasks-held", "Five tasks of the full size, held", "sequence=permuted&epochs=25&meta=1.35",
		"The same five tasks with the paper's m = 1.35. What was learnt first holds best; the fifth task finds few weights that are still free to move.", false, nil},
	{"five-tasks-free", "Five tasks of the full size, a little freer", "sequence=permuted&epochs=25&meta=1.2",
		"The same five tasks with m = 1.2: more weights are still free when the fifth task comes, and every task stays above 90 %.", false, nil},
	{"sets", "Both sets of images in full, forgotten", "sequence=both",
		"All of MNIST for 20 epochs, then all of Fashion-MNIST, by the standard network without metaplasticity.", false, nil},
	{"sets-held", "Both sets of images in full, held", "sequence=both&meta=1.5",
		"The same with the paper's m = 1.5 for two sets of images.", false, nil},
	{"stream", "A stream of clothes", "task=fashion&train=10000&sequence=stream&tasks=10&hidden=256&epochs=8",
		"Fashion-MNIST in ten parts, each learnt and never seen again, over the strength of metaplasticity.", false,
		&lab.Sweep{Key: "meta", Values: strings.Fields("0 2.5 5 10 20"), Chips: 1, Seeds: 2}},
	{"junction-bits", "Bits from junctions", "train=5000&hidden=128&input=stochastic&streams=16&source=smtj&epochs=3",
		"The random bits of the input come from simulated superparamagnetic junctions, a number of which are whitened into one stream by XOR; beside it the simulator's generator.", false,
		&lab.Sweep{Key: "xor", Values: strings.Fields("1 2 4"), Chips: 1}},
	{"generator-bits", "Bits from the generator", "train=5000&hidden=128&input=stochastic&streams=16&epochs=3",
		"The same network with pseudo-random bits.", false, nil},
	{"clothes-bits", "Clothes as random bits", "task=fashion&train=20000&hidden=256&memory=st-mram&input=stochastic&streams=4&epochs=3",
		"Fashion-MNIST presented as random bits, with a network that was trained on such bits, and with one that was not, over the number of presentations.", false,
		&lab.Sweep{Key: "streams", Values: strings.Fields("4 8 16 32"), Chips: 1, By: "adapt", ByValues: strings.Fields("1 0")}},
	{"clothes-bits-full", "Clothes as random bits, in full", "task=fashion&input=stochastic&streams=8",
		"All of Fashion-MNIST for 20 epochs by the standard network, presented as random bits, with training adapted to them or not. Each point is a training of its own.", false,
		&lab.Sweep{Key: "streams", Values: strings.Fields("8 32 128"), Chips: 1, By: "adapt", ByValues: strings.Fields("1 0")}},
	{"clothes-full", "Clothes as grey values, in full", "task=fashion",
		"The standard network on all of Fashion-MNIST, whose first layer takes grey values of eight bits.", false, nil},
	{"clothes", "Clothes as grey values", "task=fashion&train=20000&hidden=256&memory=st-mram&epochs=3",
		"The ordinary network of the same width on the same images, whose first layer takes grey values of eight bits.", false, nil},
	{"published-all", "Weak RESET as published", "hidden=3000&memory=rram-weak-reset&gain=100",
		"The published network, 784-3000-10, with the pulse gain of the published command line and all imperfections. Its devices receive thousands of pulses, far past the kink of their curves.", false, nil},
	{"published-noise", "As published, noise alone", "hidden=3000&memory=rram-weak-reset&d2d=0&gain=100",
		"Devices that are all alike, with telegraph and pink noise.", false, nil},
	{"published-d2d", "As published, device-to-device alone", "hidden=3000&memory=rram-weak-reset&rtn=0&pink=0&gain=100",
		"Devices that differ and make no noise.", false, nil},
	{"published-ideal", "As published, ideal devices", "hidden=3000&memory=rram-weak-reset&curve=0&rtn=0&pink=0&d2d=0&gain=100",
		"Devices that are all alike, linear and silent: what the others are compared with.", false, nil},
}
