package lab

import (
	"arraylab/devices/knob"
	"arraylab/sim/bnn"
)

// dataSetField is that of the data set.
func dataSetField() []Field {
	return []Field{{Knob: knob.Knob{
		Basic: true,
		Key:   "task", Label: "Data set", Kind: knob.OneOf,
		Choices: taskChoices(),
		Help:    "The images or signals to be learnt.", Source: taskSources(),
	}, Group: GroupTask, at: textAt(func(e *Experiment) *string { return &e.Task })}}
}

// taskFields are those of what of it is learnt, and in which order.
func taskFields() []Field {
	return []Field{
		{Knob: knob.Knob{
			Key: "train", Label: "Training images", Unit: "images", Kind: knob.Whole, Min: 1, Max: largest("train"),
			Log:  true,
			Help: "How many images are used for training, from the start of the file.", Source: "the whole set; of CIFAR-10, a fifth of it for training",
		}, Group: GroupTask, at: numberAt(func(e *Experiment) *int { return &e.Train }), def: taken("train")},
		{Knob: knob.Knob{
			Key: "test", Label: "Test images", Unit: "images", Kind: knob.Whole, Min: 1, Max: largest("test"),
			Log:  true,
			Help: "How many images are used for testing, from the start of the file.", Source: "the whole set",
		}, Group: GroupTask, at: numberAt(func(e *Experiment) *int { return &e.Test }),
			def: taken("test"), acts: evaluation},
		{Knob: knob.Knob{
			Key: "sequence", Label: "Tasks", Kind: knob.OneOf,
			Choices: []knob.Choice{
				{Value: SequenceSingle, Label: "one", Help: "the data set, all of it in each epoch"},
				{Value: SequencePermuted, Label: "permuted pixels",
					Help: "each task shows the same images with its pixels in an order of its own, the first one too"},
				{Value: SequenceBoth, Label: "then the other data set", Help: taskPairs()},
				{Value: SequenceSplit, Label: "classes in groups",
					Help: "each task has some of the classes; there are outputs for all of them"},
				{Value: SequenceStream, Label: "a stream",
					Help: "one task whose images come in parts: each part is learnt for all epochs and never seen " +
						"again"},
			},
			Help:   "Whether one task is learnt, or several one after the other, and what becomes of the earlier ones.",
			Source: "arXiv:2003.03533",
		}, Group: GroupTask, at: textAt(func(e *Experiment) *string { return &e.Sequence })},
		{Knob: knob.Knob{
			Key: "tasks", Label: "Number of tasks", Kind: knob.Whole, Min: 2, Max: 100,
			Help: "Number of tasks, or of the parts of a " +
				"stream.", Source: "60 parts: arXiv:2003.03533; 5 tasks: assumed",
		}, Group: GroupTask, at: numberAt(func(e *Experiment) *int { return &e.Tasks }),
			def: bySequence(map[string]string{SequenceStream: "60"}, "5"), acts: onlyNumbered},
		{Knob: knob.Knob{
			Key: "interleave", Label: "Interleaved", Kind: knob.Switch, Max: 1,
			Help: "All tasks are learnt together, a batch of each in turn: the upper bound, for nothing can be " +
				"forgotten.",
			Source: "arXiv:2003.03533",
		}, Group: GroupTask, at: switchAt(func(e *Experiment) *bool { return &e.Interleave }), acts: onlyTasks},
	}
}

// networkFields are those of what learns it.
func networkFields() []Field {
	return []Field{
		{Knob: hiddenLayers, Group: GroupNetwork, at: hiddenAt, def: fixed(usualNetwork), acts: onlyDense},
		{Knob: knob.Knob{
			Key: "input", Label: "Input", Kind: knob.OneOf,
			Choices: []knob.Choice{
				{Value: InputReal, Label: "8-bit values", Help: "grey values, or those of a signal, in [0,1]"},
				{Value: InputBinary, Label: "binary", Help: "+1 where the pixel is at least 128 of 255, else -1"},
				{Value: InputStream, Label: "stochastic bits",
					Help: "streams of random bits, one with the probability of the grey value, drawn anew in each " +
						"epoch (arXiv:1906.00915)"},
			},
			Help:   "What the first layer receives.",
			Source: "real: arXiv:2107.06064, published code; binary threshold 128 of 255: assumed",
		}, Group: GroupNetwork, at: textAt(func(e *Experiment) *string { return &e.Input })},
		{Knob: knob.Knob{
			Key: "streams", Label: "Presentations", Kind: knob.Whole, Min: 1, Max: bnn.MaxStreams, Def: 16,
			Help: "How many times an image is presented, each time with random bits of its own; the first layer adds " +
				"up XNOR and popcount over all of them.",
			Source: "arXiv:1906.00915; default assumed",
		}, Group: GroupNetwork, at: numberAt(func(e *Experiment) *int { return &e.Streams }), acts: onlyStream},
		{Knob: knob.Knob{
			Key: "adapt", Label: "Trained on streams", Kind: knob.Switch, Max: 1, Def: 1,
			Help: "On: the network is trained on streams, drawn anew in each epoch. Off: it is trained on the exact " +
				"grey values, and meets streams only at test.",
			Source: "arXiv:1906.00915: training must be adapted",
		}, Group: GroupNetwork, at: switchAt(func(e *Experiment) *bool { return &e.Adapt }), acts: trainStream},
		{Knob: knob.Knob{
			Key: "source", Label: "Random bits", Kind: knob.OneOf,
			Choices: []knob.Choice{
				{Value: SourcePseudo, Label: "pseudorandom", Help: "the generator of the simulator"},
				{Value: SourceJunction, Label: "superparamagnetic junctions",
					Help: "simulated junctions, whitened by XOR; their parameters stand under memory"},
			},
			Help: "Where the random bits of the input come from.", Source: "arXiv:1906.00915, arXiv:1806.09124",
		}, Group: GroupNetwork, at: textAt(func(e *Experiment) *string { return &e.Source }), acts: onlyStream},
		{Knob: knob.Knob{
			Key: "bias", Label: "Bias", Kind: knob.Switch, Max: 1,
			Help: "A real bias before each batch normalization, which then subtracts it again: kept because the " +
				"published code has it.",
			Source: "arXiv:2107.06064, published code",
		}, Group: GroupNetwork, at: switchAt(func(e *Experiment) *bool { return &e.Bias })},
		{Knob: knob.Knob{
			Key: "weights", Label: "Weights", Kind: knob.OneOf,
			Choices: []knob.Choice{
				{Value: LevelsBinary, Label: "binary", Help: "-1 or +1"},
				{Value: LevelsTernary, Label: "ternary",
					Help: "-1, 0 or +1; memories that hold the 0 are the ideal one, bit errors and ternary 2T2R RRAM"},
			},
			Help:   "Levels of the weights. A pair of devices stores either; see the memory of ternary 2T2R RRAM.",
			Source: "arXiv:2005.01973, arXiv:2007.14234",
		}, Group: GroupNetwork, at: textAt(func(e *Experiment) *string { return &e.Weights })},
		{Knob: knob.Knob{
			Key: "activations", Label: "Activations", Kind: knob.OneOf,
			Choices: []knob.Choice{
				{Value: LevelsBinary, Label: "binary", Help: "-1 or +1"},
				{Value: LevelsTernary, Label: "ternary", Help: "-1, 0 or +1"},
			},
			Help: "Levels of the hidden layers' outputs.", Source: "arXiv:2005.01973, arXiv:2007.14234",
		}, Group: GroupNetwork, at: textAt(func(e *Experiment) *string { return &e.Outputs })},
		{Knob: knob.Knob{
			Key: "ternary", Label: "Ternary threshold", Kind: knob.Real, Min: 0, Max: 0.5, Def: 0.05,
			Help: "Latent weights and normalized outputs of at least this magnitude count as +1 or -1, those between " +
				"as 0.",
			Source: "0.05: arXiv:2007.14234, published code of its group",
		}, Group: GroupNetwork, at: numberAt(func(e *Experiment) *float64 { return &e.Ternary }), acts: onlyTernary},
		{Knob: anyNetwork, Group: GroupNetwork, at: networkAt, def: fixed(asHidden), rival: hiddenLayers.Key,
			yields: asHidden},
		{Knob: knob.Knob{
			Key: "stats", Label: "Test statistics", Kind: knob.OneOf,
			Choices: []knob.Choice{
				{Value: StatsFrozen, Label: "frozen",
					Help: "statistics of the whole training set under the final weights, folded into integer " +
						"thresholds: what a chip does"},
				{Value: StatsBatch, Label: "batch",
					Help: "statistics of the test images themselves, in file order, in batches of 1000, or of " +
						"100 where the network has maps"},
				{Value: StatsRunning, Label: "running",
					Help: "exponential averages gathered during training, momentum 0.1"},
			},
			Help: "Which batch-normalization statistics stand behind the reported accuracy. A sequence of tasks " +
				"takes those of the batch, with gamma and beta by task: averages that one task leaves do not hold " +
				"after the next, and with wide networks the early tasks break.",
			Source: "Ioffe & Szegedy 2015; batch statistics at test: arXiv:2003.03533",
		}, Group: GroupNetwork, at: textAt(func(e *Experiment) *string { return &e.Stats }),
			def: bySequence(map[string]string{SequenceSingle: StatsFrozen}, StatsBatch), acts: evaluation},
	}
}
