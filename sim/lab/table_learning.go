package lab

import "arraylab/devices/knob"

// methodFields are those of what holds the weights while they are learnt.
func methodFields() []Field {
	return []Field{
		{Knob: knob.Knob{
			Key: "learn", Label: "Learning", Kind: knob.OneOf,
			Choices: []knob.Choice{
				{Value: LearnLatent, Label: "latent weights",
					Help: "real numbers beside the chip; their signs are programmed when training ends"},
				{Value: LearnDevice, Label: "in the devices",
					Help: "the resistances of each pair are the hidden weight; gradients become pulses"},
			},
			Help:   "What holds the hidden weight that gradients move.",
			Source: "latent: Courbariaux et al. 2016; device: arXiv:2107.06064, published code",
		}, Group: GroupLearning, at: textAt(func(e *Experiment) *string { return &e.Learn }),
			def: byMemory(LearnLatent, LearnDevice)},
	}
}

// trainingFields are those of how training goes.
func trainingFields() []Field {
	return []Field{
		{Knob: knob.Knob{
			Key: "loss", Label: "Loss", Kind: knob.OneOf,
			Choices: []knob.Choice{
				{Value: LossCrossEntropy, Label: "cross-entropy",
					Help: "softmax and cross-entropy after a batch normalization of the outputs"},
				{Value: LossHinge, Label: "modified hinge loss",
					Help: "mean of max(0, b - t y)/b over the classes, t = +1 for the true one, else -1, and y the " +
						"sum times one learnt number: outputs with a margin bear wrong weights"},
			},
			Help: "What training makes small.", Source: "Buschjäger et al., DATE 2021",
		}, Group: GroupLearning, at: textAt(func(e *Experiment) *string { return &e.Loss })},
		{Knob: knob.Knob{
			Key: "mhlb", Label: "Margin b", Kind: knob.Real, Min: 0.01, Max: 10000, Log: true, Def: 128,
			Help:   "Outputs of the right sign beyond b have no loss.",
			Source: "128: Buschjäger et al., DATE 2021, published code",
		}, Group: GroupLearning, at: numberAt(func(e *Experiment) *float64 { return &e.HingeB }), acts: onlyHinge},
		{Knob: knob.Knob{
			Key: "epochs", Label: "Epochs", Kind: knob.Whole, Min: 1, Max: 1000, Def: 20,
			Help: "Passes over the training images.", Source: "arXiv:2107.06064, published code",
		}, Group: GroupLearning, at: numberAt(func(e *Experiment) *int { return &e.Epochs })},
		{Knob: knob.Knob{
			Key: "batch", Label: "Batch", Unit: "images", Kind: knob.Whole, Min: 1, Max: 2000,
			Help:   "Images a step.",
			Source: "100: arXiv:2003.03533; 1000: arXiv:2107.06064, published code; 256: Buschjäger et al., DATE 2021",
		}, Group: GroupLearning, at: numberAt(func(e *Experiment) *int { return &e.Batch }),
			def: byRecipe("100", "1000", "256")},
		{Knob: knob.Knob{
			Key: "augment", Label: "Augmentation", Kind: knob.OneOf,
			Choices: []knob.Choice{
				{Value: AugmentNone, Label: "none", Help: "the images as they are"},
				{Value: AugmentFlip, Label: "flip", Help: "every other image, by chance, in the mirror: left is right"},
				{Value: AugmentCrop, Label: "crop and flip",
					Help: "besides, moved by up to 4 pixels up or down and left or right; beyond the edge its pixels " +
						"go on"},
			},
			Help: "How training images are changed by chance, in each epoch anew: who sees more ways of a thing " +
				"learns it better. Tests have them as they are. Digits and letters bear no mirror, nor do signals, " +
				"whose time it turns back; a signal is moved by up to 4 samples.",
			Source: "crop of 4 with edge pixels, and flip: arXiv:2007.14234, published code of its group",
		}, Group: GroupLearning, at: textAt(func(e *Experiment) *string { return &e.Augment })},
		{Knob: knob.Knob{
			Key: "lr", Label: "Learning rate", Kind: knob.Real, Min: 1e-6, Max: 1, Log: true,
			Help: "Adam's step: of the latent weights and the batch-norm parameters, or of the latter alone when the " +
				"devices learn.",
			Source: "0.008: arXiv:2107.06064, published code; 0.005: arXiv:2003.03533, published code; 0.001: " +
				"Buschjäger et al., DATE 2021",
		}, Group: GroupLearning, at: numberAt(func(e *Experiment) *float64 { return &e.LR }),
			def: byRecipe("0.005", "0.008", "0.001")},
		{Knob: knob.Knob{
			Key: "gain", Label: "Pulse gain", Unit: "pulses", Kind: knob.Real, Min: 0.01, Max: 1000, Log: true, Def: 4,
			Help:   "Pulses for a normalized gradient of one; at most 14 pulses a step.",
			Source: "4: best of 2, 4, 8 and 32 here; the published code of arXiv:2107.06064 has 8 or 100",
		}, Group: GroupLearning, at: numberAt(func(e *Experiment) *float64 { return &e.Gain }), acts: onlyDevice},
		{Knob: knob.Knob{
			Key: "schedule", Label: "Schedule", Kind: knob.OneOf,
			Choices: []knob.Choice{
				{Value: ScheduleStep, Label: "steps", Help: "a factor every so many epochs"},
				{Value: ScheduleCosine, Label: "cosine",
					Help: "half a cosine, from the whole rate at the first step to nothing at the last"},
			},
			Help:   "How learning rate and gain fall; each task of a sequence begins anew.",
			Source: "cosine: Loshchilov & Hutter 2017, arXiv:1608.03983, without restarts",
		}, Group: GroupLearning, at: textAt(func(e *Experiment) *string { return &e.Schedule })},
		{Knob: knob.Knob{
			Key: "decay", Label: "Decay factor", Kind: knob.Real, Min: 0.01, Max: 1,
			Help:   "Factor on learning rate and gain at each decay step; each task of a sequence begins anew.",
			Source: "0.5: arXiv:2107.06064, published code; 1 in sequences: arXiv:2003.03533",
		}, Group: GroupLearning, at: numberAt(func(e *Experiment) *float64 { return &e.Decay }),
			def: bySequence(map[string]string{SequenceSingle: "0.5"}, "1"), acts: onlySteps},
		{Knob: knob.Knob{
			Key: "every", Label: "Decay every", Unit: "epochs", Kind: knob.Whole, Min: 1, Max: 1000,
			Help:   "Epochs between two decay steps.",
			Source: "7: arXiv:2107.06064, published code; 10: Buschjäger et al., DATE 2021; 3: assumed",
		}, Group: GroupLearning, at: numberAt(func(e *Experiment) *int { return &e.Every }),
			def: byRecipe("3", "7", "10"), acts: onlySteps},
		{Knob: knob.Knob{
			Key: "keeplr", Label: "Keep the learning rate", Kind: knob.Switch, Max: 1,
			Help: "On: biases and batch-norm parameters keep their rate while the pulse gain decays, as in the " +
				"published code. Off: both decay.",
			Source: "arXiv:2107.06064, published code",
		}, Group: GroupLearning, at: switchAt(func(e *Experiment) *bool { return &e.KeepLR }), acts: onlyDevice},
	}
}

// errorFields are those of errors that training is to bear.
func errorFields() []Field {
	return []Field{
		{Knob: knob.Knob{
			Key: "trainerr", Label: "Errors in training", Kind: knob.OneOf,
			Choices: []knob.Choice{
				{Value: TrainErrNone, Label: "none", Help: "the weights as they are"},
				{Value: TrainErrBER, Label: "bit error rate",
					Help: "each weight is wrong with one probability, or with one by its sign"},
				{Value: TrainErrMemory, Label: "of the memory",
					Help: "with the error rates that are counted on other chips of the chosen memory, by layer and " +
						"by sign"},
				{Value: TrainErrWrites, Label: "of each write",
					Help: "the memory is in the loop: a weight that turns is written, with the memory's error rate stays " +
						"what it was until it turns again, and what stands there is the trained network"},
			},
			Help: "Weights that a forward pass of the training takes for their opposite, or ternary ones for the " +
				"level beside, others at each step; the gradients of the wrong weights move the right latent ones. " +
				"Statistics are frozen with such errors too; tests while training are without.",
			Source: "arXiv:1904.03652",
		}, Group: GroupLearning, at: textAt(func(e *Experiment) *string { return &e.TrainErr }), acts: onlyLatent},
		{Knob: knob.Knob{
			Key: "trainber", Label: "Error rate in training", Kind: knob.Real, Min: 0, Max: 0.5, Log: true, Def: 0.04,
			Help:   "Probability that a weight of -1 is taken for +1, and of +1 for -1 where nothing else is said.",
			Source: "0.04: arXiv:1904.03652, abstract",
		}, Group: GroupLearning, at: numberAt(func(e *Experiment) *float64 { return &e.TrainBER01 }), acts: onlyRates},
		{Knob: knob.Knob{
			Key: "trainber10", Label: "… of weights +1", Kind: knob.Real, Min: 0, Max: 0.5, Log: true,
			Help: "Probability that a weight of +1 is taken for -1.", Source: "asymmetric: Yayla et al. 2022",
		}, Group: GroupLearning, at: numberAt(func(e *Experiment) *float64 { return &e.TrainBER10 }),
			def: trainBER, acts: onlyRates},
		{Knob: knob.Knob{
			Key: "acterr", Label: "Activation errors in training", Kind: knob.Real, Min: 0, Max: 0.5, Log: true,
			Help: "Probability that a hidden activation is taken for its opposite, or a ternary one for the level " +
				"beside, in a forward pass of the training; there are none in tests. One in a hundred does no harm.",
			Source: "arXiv:1905.10927",
		}, Group: GroupLearning, at: numberAt(func(e *Experiment) *float64 { return &e.ActErr })},
	}
}

// forgettingFields are those of what keeps earlier tasks from being forgotten.
func forgettingFields() []Field {
	return []Field{
		{Knob: knob.Knob{
			Key: "meta", Label: "Metaplasticity m", Kind: knob.Real, Min: 0, Max: 100,
			Help: "A step that would shrink a hidden weight w is multiplied by 1 - tanh(m|w|)^2, so that what was " +
				"learnt long ago holds. Hidden weights are then not clipped; 0 is plain Adam.",
			Source: "arXiv:2003.03533: 1.35 for permuted MNIST, 1.5 for two data sets, 2.5 for a stream",
		}, Group: GroupLearning, at: numberAt(func(e *Experiment) *float64 { return &e.Meta }), acts: onlyLatent},
		{Knob: knob.Knob{
			Key: "l2", Label: "Weight decay", Kind: knob.Real, Min: 0, Max: 0.1,
			Help:   "Decay of the hidden weights, times the weight added to its gradient.",
			Source: "1e-7 in sequences: arXiv:2003.03533, published code",
		}, Group: GroupLearning, at: numberAt(func(e *Experiment) *float64 { return &e.L2 }),
			def: bySequence(map[string]string{SequenceSingle: "0"}, "1e-07"), acts: onlyLatent},
		{Knob: knob.Knob{
			Key: "ewc", Label: "Weight consolidation", Kind: knob.Real, Min: 0, Max: 1e6, Plus: true,
			Help: "Strength with which the hidden weights are held where they were at the end of each earlier task, " +
				"each by its empirical Fisher information over 5000 images (elastic weight consolidation). 0: not at " +
				"all.",
			Source: "arXiv:1612.00796; 5000 in arXiv:2003.03533",
		}, Group: GroupLearning, at: numberAt(func(e *Experiment) *float64 { return &e.EWC }), acts: onlyAnchors},
		{Knob: knob.Knob{
			Key: "ewcof", Label: "Consolidation of", Kind: knob.OneOf,
			Choices: []knob.Choice{
				{Value: AnchorHidden, Label: "hidden weights",
					Help: "each hidden weight is pulled to where it was, in proportion to its distance"},
				{Value: AnchorRead, Label: "binarized weights",
					Help: "a weight that reads as it did is left alone, one that has flipped is pulled with the same " +
						"strength whatever its size"},
			},
			Help: "What weight consolidation holds: each form wants a strength of its own. The information is of one " +
				"image at a time in both.",
			Source: "binarized: arXiv:2003.03533, published code, whose strength of 5000 belongs to " +
				"it; hidden: assumed",
		}, Group: GroupLearning, at: textAt(func(e *Experiment) *string { return &e.EWCOf }), acts: onlyConsolidated},
	}
}

// seedFields are those of chance.
func seedFields() []Field {
	return []Field{
		{Knob: knob.Knob{
			Key: "seed", Label: "Seed", Kind: knob.Seed, Max: 1<<32 - 1, Def: 1,
			Help:   "Of everything random but the devices: first weights, order of the images.",
			Source: "any number will do",
		}, Group: GroupLearning, at: numberAt(func(e *Experiment) *uint32 { return &e.Seed })},
		{Knob: knob.Knob{
			Key: "chip", Label: "Chip", Kind: knob.Seed, Max: 1<<32 - 1, Def: 1,
			Help: "Of the devices alone: another number is another chip from the same " +
				"fab.", Source: "any number will do",
		}, Group: GroupMemory, at: numberAt(func(e *Experiment) *uint32 { return &e.Chip }), acts: seedOfChipPhase},
	}
}
