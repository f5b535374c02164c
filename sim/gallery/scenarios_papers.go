package gallery

import (
	"strings"

	"arraylab/sim/lab"
)

// weakSeparations are those of the scenario "rram-weak".
var weakSeparations = strings.Fields("1 1.5 2 2.25 2.5 2.75 3 3.5 4 4.5 5.26")

// paperScenarios stand for claims of the papers that the scenarios of the menu leave out.
var paperScenarios = []Scenario{
	{Name: "mram-training", Title: "Training in approximate ST-MRAM",
		Link: "train=20000&hidden=256&memory=st-mram&epochs=5&trainerr=writes",
		Text: "A network learns while its weights stand in magnetic junctions: one that turns is written, by a pulse so " +
			"weak that it may fail, and stays what it was until it turns again. What stands there in the end is the " +
			"network. Accuracy and the energy of a write over the strength of the pulse, with three seeds: the network " +
			"learns around what is written wrong.",
		Sweep: &lab.Sweep{Key: "strength",
			Values: strings.Fields("0.5 0.55 0.6 0.65 0.7 0.75 0.8 0.9 1.1 1.4 1.75"), Chips: 1, Seeds: 3}},
	{Name: "noise-alone", Title: "Noise alone",
		Seeds: 8, Link: "train=20000&hidden=256&memory=rram-weak-reset&d2d=0&epochs=4",
		Text: "The measured curve with devices that are all alike and make noise. Compare with “Device-to-device " +
			"alone”."},
	{Name: "ultra-low-energy", Title: "The ultra-low-energy condition", Model: true,
		Link: "memory=rram-2t2r&condition=ultralow",
		Text: "The trained network in pairs of devices programmed with the least energy of all conditions: 3.3 " +
			"bits in a hundred are wrong. Beside it the other conditions, on twenty chips each.",
		Sweep: &lab.Sweep{Key: "condition", Values: strings.Fields("strong medium weak ultralow"), Chips: 20}},
	{Name: "code-or-pair", Title: "A code or a pair", Model: true, Link: "memory=rram-2t2r&sensing=1t1r&ecc=secded",
		Text: "Twice the cells can hold an error-correcting code, SECDED (8,4), or pairs of devices that are read " +
			"against each other. Single devices with the code, and both ways of sensing without one, over the " +
			"separation of the states.",
		Sweep:  &lab.Sweep{Key: "separation", Values: weakSeparations, Chips: 3},
		Beside: []string{"rram-weak"}},
	{Name: "worn-cells", Title: "Cells that were written before", Model: true, Link: "memory=rram-2t2r",
		Text: "How often a cell can be written depends on how hard: strong programming wears it out after millions " +
			"of cycles, gentle programming after billions.",
		Sweep: &lab.Sweep{Key: "cycles", Values: strings.Fields("1e+05 1e+06 1e+07 1e+08 1e+09 1e+10 1e+11"),
			Chips: 3, By: "condition", ByValues: strings.Fields("strong ultralow")}},
	{Name: "macrospin", Title: "A macrospin that must turn over", Model: true,
		Link: "memory=st-mram&tau=2&sdra=0&sdhk=0",
		Text: "Junctions that are all alike, with a barrier of 60 kT, written by three times the critical current: " +
			"the share that has not turned over yet falls with the duration of the pulse, as the Fokker-Planck " +
			"equation tells.",
		Sweep: &lab.Sweep{Key: "tau", Values: strings.Fields("1 1.5 2 2.5 3 3.5 4"), Chips: 3}},
	{Name: "junction-spread", Title: "Junctions that differ", Model: true, Link: "memory=st-mram&sdra=0&sdhk=0",
		Text: "The write error rate depends on the current through a junction, and so on its resistance, so " +
			"steeply that a few percent of spread raise its mean over the devices.",
		Sweep: &lab.Sweep{Key: "sdra", Values: strings.Fields("0 1 2 3 4 6 8"), Chips: 3}},
	{Name: "low-area", Title: "Cells with a small transistor", Model: true,
		Link: "memory=st-mram&areaby=current&tau=3",
		Text: "The transistor of a cell is as wide as the current of a write needs: weaker pulses of the same duration " +
			"write in smaller cells, and wrongly more often. The law of the area and the current that a width carries " +
			"are assumed.",
		Sweep:    &lab.Sweep{Key: "strength", Values: strings.Fields("0.7 0.8 0.9 1 1.2 1.5 2"), Chips: 3},
		Measures: []string{"cell_area", "ber"}},
	{Name: "pulse-spread", Title: "Short pulses, alike junctions", Model: true,
		Link: "memory=st-mram&tau=4&sdra=4&sdhk=4",
		Text: "Junctions whose resistance-area product and anisotropy differ by 4 %: the shorter the pulse, the more of " +
			"them err, and the less their error rates differ from each other.",
		Sweep:    &lab.Sweep{Key: "tau", Values: strings.Fields("1.5 2 3 4"), Chips: 3},
		Measures: []string{"spread_ln_wer", "skew_ln_wer"}},
	{Name: "pulse-shape", Title: "Amplitude or duration", Model: true, Link: "memory=st-mram&drive=volts",
		Text: "The same error rate can be had by a stronger or by a longer pulse.",
		Sweep: &lab.Sweep{Key: "pulse", Values: strings.Fields("2 3 4 5 6 8 10"),
			Chips: 2, By: "volts", ByValues: strings.Fields("0.5 0.65 0.8")}},
	{Name: "sot-mram", Title: "SOT-MRAM with asymmetric errors", Model: true, Link: "memory=sot-mram",
		Text: "The trained network in spin-orbit-torque cells that lose a 1 more often than a 0: accuracy over the " +
			"rate of the more frequent error.",
		Sweep: &lab.Sweep{Key: "sot10", Values: strings.Fields("0.0005 0.001 0.005 0.01 0.02 0.05 0.1"), Chips: 5}},
	{Name: "fefet-temperature", Title: "FeFET over temperature", Model: true, Link: "memory=fefet",
		Text: "The trained network in ferroelectric transistors, whose two kinds of errors grow with temperature " +
			"at different rates (assumed: the table was not read by us).",
		Sweep: &lab.Sweep{Key: "temp", Values: strings.Fields("230 260 300 330 358 390 430"), Chips: 5}},
	{Name: "fefet-countermeasures", Title: "FeFET: trained with the errors of its heat",
		Link: "train=20000&hidden=512-512&memory=fefet&temp=430&epochs=5&trainerr=memory",
		Text: "A network that was trained without errors, and networks that were trained with those that the memory " +
			"makes at the temperature at which they are tested. Rates over temperature are assumed, and above 358 K " +
			"extrapolated: the more frequent error strikes one sign, so that all sums of a neuron move one way.",
		Sweep: &lab.Sweep{Key: "temp", Values: strings.Fields("300 358 390 410 430"), Chips: 3, Seeds: 3,
			By: "trainerr", ByValues: strings.Fields("none memory")}},
	{Name: "layers-alone", Title: "How many errors each layer bears", Model: true,
		Link: "memory=ber&ber=0.1&bylayer=1",
		Text: "Wrong weights in all layers of the trained network, and in one of them alone, over the bit error rate. " +
			"Each layer bears far more by itself, the last one most: it has but 10 of 2,058 neurons, and nothing after " +
			"it that adds up what went wrong.",
		Sweep: &lab.Sweep{Key: "ber", Values: strings.Fields("0.02 0.04 0.06 0.08 0.1 0.15 0.2 0.3"), Chips: 5,
			By: "bylayer", ByValues: strings.Fields("1 1_0_0 0_1_0 0_0_1")}},
	{Name: "junctions-measured", Title: "Junctions of a table, and a network to suit them",
		Link: "train=20000&hidden=256&memory=measured&form=lognormal&mlrs=5000&mlrssd=0.15&mhrs=6500&mhrssd=0.15" +
			"&epochs=3&trainerr=memory",
		Text: "Pairs of junctions whose two resistances are so near that some read wrong, over the median of the higher " +
			"one: a network that was trained without errors, and networks that were trained with those that such pairs " +
			"make. The states are assumed; fit your own table under Devices, measured device, and train with it.",
		Sweep: &lab.Sweep{Key: "mhrs", Values: strings.Fields("6000 6500 7000 8000"), Chips: 3, Seeds: 3,
			By: "trainerr", ByValues: strings.Fields("none memory")}},
	{Name: "activation-errors", Title: "Errors of activations in training",
		Link: "train=20000&hidden=256&epochs=3&acterr=0.01",
		Text: "Hidden activations are wrong with a probability in training only; the network is tested without " +
			"errors.",
		Sweep: &lab.Sweep{Key: "acterr", Values: strings.Fields("0 0.01 0.03 0.1 0.2"), Chips: 1, Seeds: 8}},
	{Name: "consolidation-tuned", Title: "Weight consolidation, both forms tuned",
		Link: "train=10000&sequence=permuted&tasks=3&hidden=256&epochs=8&ewc=500",
		Text: "What is held of earlier tasks: hidden weights, or the weights as they are read, as the authors of " +
			"arXiv:2003.03533 released it. Each form wants a strength of its own, and is at its best with it; the " +
			"published 5000 belongs to the second. Compare with “Metaplasticity against forgetting”.",
		Sweep: &lab.Sweep{Key: "ewc", Values: strings.Fields("5 50 500 5000 50000"),
			Chips: 1, By: "ewcof"},
		Beside: []string{"metaplasticity"}},
	{Name: "consolidation-hidden", Title: "Weight consolidation at its best",
		Seeds: 3, Link: "train=10000&sequence=permuted&tasks=3&hidden=256&epochs=8&ewc=500",
		Text: "Hidden weights that are held with the strength that is best for them."},
	{Name: "consolidation-read", Title: "Consolidation of binarized weights at its best",
		Seeds: 3, Link: "train=10000&sequence=permuted&tasks=3&hidden=256&epochs=8&ewc=50&ewcof=read",
		Text: "Weights that are held as they are read, as the authors of arXiv:2003.03533 released it, with the " +
			"strength that is best for them at this size."},
	{Name: "metaplasticity-tuned", Title: "Metaplasticity, its strength tuned",
		Link: "train=10000&sequence=permuted&tasks=3&hidden=256&epochs=8&meta=10",
		Text: "The same three tasks over the strength m of metaplasticity: what it is at its best, beside weight " +
			"consolidation at its best.",
		Sweep: &lab.Sweep{Key: "meta", Values: strings.Fields("2.5 5 10 20 40"), Chips: 1}},
	{Name: "digits-kept", Title: "Digits, then clothes, with metaplasticity",
		Seeds: 3, Link: "train=10000&sequence=both&hidden=256&epochs=8&meta=10",
		Text: "MNIST, then Fashion-MNIST, with hidden weights that move the less towards zero the larger they are. " +
			"Compare with “Digits, then clothes”."},
	{Name: "five-tasks", Title: "Five tasks of the full size, forgotten", Seeds: 3, Link: "sequence=permuted&epochs=25",
		Text: "Five permutations of MNIST, 25 epochs of all images each, by the standard network without " +
			"metaplasticity. The earlier a task was learnt, the less is left of it."},
	{Name: "five-tasks-held", Title: "Five tasks of the full size, held",
		Seeds: 3, Link: "sequence=permuted&epochs=25&meta=1.35",
		Text: "The same five tasks with the paper's m = 1.35. What was learnt first holds best; the fifth task " +
			"finds few weights that are still free to move."},
	{Name: "five-tasks-free", Title: "Five tasks of the full size, a little freer",
		Seeds: 3, Link: "sequence=permuted&epochs=25&meta=1.2",
		Text: "The same five tasks with m = 1.2: more weights are still free when the fifth task comes, and every " +
			"task stays above 90 %."},
	{Name: "sets", Title: "Both sets of images in full, forgotten", Seeds: 3, Link: "sequence=both",
		Text: "All of MNIST for 20 epochs, then all of Fashion-MNIST, by the standard network without " +
			"metaplasticity."},
	{Name: "sets-held", Title: "Both sets of images in full, held", Seeds: 3, Link: "sequence=both&meta=1.5",
		Text: "The same with the paper's m = 1.5 for two sets of images."},
	{Name: "sets-wide", Title: "Both sets in full by the paper's width, forgotten", Link: "sequence=both&hidden=4096-4096",
		Text: "All of MNIST for 20 epochs, then all of Fashion-MNIST, by two layers of 4,096 neurons, as many as the paper " +
			"has: of the wider network the second set leaves less."},
	{Name: "stream", Title: "A stream of clothes",
		Link:  "task=fashion&train=10000&sequence=stream&tasks=10&hidden=256&epochs=8",
		Text:  "Fashion-MNIST in ten parts, each learnt and never seen again, over the strength of metaplasticity.",
		Sweep: &lab.Sweep{Key: "meta", Values: strings.Fields("0 2.5 5 10 20"), Chips: 1, Seeds: 8}},
	{Name: "junction-bits", Title: "Bits from junctions",
		Link: "train=5000&hidden=128&input=stochastic&streams=16&source=smtj&epochs=3",
		Text: "The random bits of the input come from simulated superparamagnetic junctions, a number of which are " +
			"whitened into one stream by XOR; beside it the simulator's generator.",
		Sweep:  &lab.Sweep{Key: "xor", Values: strings.Fields("1 2 4"), Chips: 1},
		Beside: []string{"generator-bits"}},
	{Name: "generator-bits", Title: "Bits from the generator",
		Seeds: 3, Link: "train=5000&hidden=128&input=stochastic&streams=16&epochs=3",
		Text: "The same network with pseudo-random bits."},
	{Name: "junction-tests", Title: "Bits from junctions, tested",
		Link: "train=500&test=100&hidden=16&input=stochastic&streams=1&source=smtj&epochs=1",
		Text: "The random bits of superparamagnetic junctions, as they are read and after XOR of two and four, tested " +
			"as NIST SP 800-22 has it: monobit, blocks, runs, spectrum, serial and sums, on 60 sequences of a " +
			"million bits of each of two chips. The tiny network that is trained with them tells nothing of them.",
		Sweep:    &lab.Sweep{Key: "xor", Values: strings.Fields("1 2 4"), Chips: 2},
		Measures: []string{BitsFailed, BitsOnes, "p_raw", "p_ap", "joules_per_bit"}},
	{Name: "junction-size", Title: "Junctions of different sizes, read by a current",
		Link: "train=500&test=100&hidden=16&input=stochastic&streams=1&source=smtj&pacedby=life&disturbby=current&epochs=1",
		Text: "What the current of a read does to superparamagnetic junctions from 12 to 24 nm, each size read every " +
			"three times in which it forgets; the whitened bits of four are tested as NIST SP 800-22 has it. The " +
			"tiny network tells nothing of them.",
		Sweep:    &lab.Sweep{Key: "smtjnm", Values: strings.Fields("12 14 16 18 20 24"), Chips: 2},
		Measures: []string{BitsFailed, "disturb_p", "p_raw", "p_ap", "p"}},
	{Name: "clothes-bits", Title: "Clothes as random bits",
		Seeds: 3, Link: "task=fashion&train=20000&hidden=256&memory=st-mram&input=stochastic&streams=4&epochs=3",
		Text: "Fashion-MNIST presented as random bits, with a network that was trained on such bits, and with one " +
			"that was not, over the number of presentations.",
		Sweep: &lab.Sweep{Key: "streams", Values: strings.Fields("4 8 16 32"),
			Chips: 1, Seeds: 3, By: "adapt", ByValues: strings.Fields("1 0")},
		Beside: []string{"clothes"}},
	{Name: "clothes-bits-area", Title: "Clothes as random bits, the area of a wide network",
		Link: "task=fashion&train=1000&memory=st-mram&input=stochastic&streams=4&epochs=1",
		Text: "The standard network, hardly trained: what area its first layer takes does not depend on what it has " +
			"learnt."},
	{Name: "clothes-bits-full", Title: "Clothes as random bits, in full",
		Link: "task=fashion&input=stochastic&streams=8",
		Text: "All of Fashion-MNIST for 20 epochs by the standard network, presented as random bits, with training " +
			"adapted to them or not. Each point is a training of its own.",
		Sweep: &lab.Sweep{Key: "streams", Values: strings.Fields("8 32 128"),
			Chips: 1, Seeds: 3, By: "adapt", ByValues: strings.Fields("1 0")},
		Beside: []string{"clothes-full"}},
	{Name: "clothes-full", Title: "Clothes as grey values, in full", Seeds: 3, Link: "task=fashion",
		Text: "The standard network on all of Fashion-MNIST, whose first layer takes grey values of eight bits."},
	{Name: "clothes", Title: "Clothes as grey values",
		Seeds: 3, Link: "task=fashion&train=20000&hidden=256&memory=st-mram&epochs=3",
		Text: "The ordinary network of the same width on the same images, whose first layer takes grey values of " +
			"eight bits."},
	{Name: "published-all", Title: "Weak RESET as published", Seeds: 3, Link: "hidden=3000&memory=rram-weak-reset&gain=100",
		Text: "The published network, 784-3000-10, with the pulse gain of the published command line and all " +
			"imperfections. Its devices receive thousands of pulses, far past the kink of their curves. The " +
			"published biases, and their rate that stays while the gain decays, are bias=1 and keeplr=1."},
	{Name: "published-noise", Title: "As published, noise alone",
		Seeds: 3, Link: "hidden=3000&memory=rram-weak-reset&d2d=0&gain=100",
		Text: "Devices that are all alike, with telegraph and pink noise."},
	{Name: "published-d2d", Title: "As published, device-to-device alone",
		Seeds: 3, Link: "hidden=3000&memory=rram-weak-reset&rtn=0&pink=0&gain=100",
		Text: "Devices that differ and make no noise."},
	{Name: "published-ideal", Title: "As published, ideal devices",
		Seeds: 3, Link: "hidden=3000&memory=rram-weak-reset&curve=0&rtn=0&pink=0&d2d=0&gain=100",
		Text: "Devices that are all alike, linear and silent: what the others are compared with."},
	{Name: "gain-noise", Title: "The published gain at 1,000 neurons, noise alone",
		Seeds: 3, Link: "train=20000&hidden=1000&memory=rram-weak-reset&d2d=0&gain=100&epochs=10",
		Text: "A third as many neurons, 20,000 images, ten epochs: here noise costs more than the devices' differences."},
	{Name: "gain-d2d", Title: "The published gain at 1,000 neurons, device-to-device alone",
		Seeds: 3, Link: "train=20000&hidden=1000&memory=rram-weak-reset&rtn=0&pink=0&gain=100&epochs=10",
		Text: "The same with devices that differ and make no noise."},
	{Name: "gain-ideal", Title: "The published gain at 1,000 neurons, ideal devices",
		Seeds: 3, Link: "train=20000&hidden=1000&memory=rram-weak-reset&curve=0&rtn=0&pink=0&d2d=0&gain=100&epochs=10",
		Text: "The same with devices that are all alike, linear and silent: what both are compared with."},
}
