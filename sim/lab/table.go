package lab

import (
	"slices"
	"strconv"

	"arraylab/devices"
	"arraylab/sim/bnn"
)

// Groups of the table of fields, in the order of the page.
const (
	GroupTask     = "task"
	GroupNetwork  = "network"
	GroupMemory   = "memory"
	GroupLearning = "learning"
)

// table is the one source of truth about the knobs of an Experiment. Keep the order: links
// are spelled in it, and defaults may look only at rows above their own.
var table = slices.Concat([]Field{
	choice("task", "Data set", GroupTask, func(e *Experiment) *string { return &e.Task },
		"The images to be learnt.", taskSources(), taskChoices()...),
	integer("train", "Training images", GroupTask, "images", 1, largest("train"), allOf("train"), func(e *Experiment) *int { return &e.Train },
		"How many images are used for training, from the start of the file.", "the whole set"),
	integer("test", "Test images", GroupTask, "images", 1, largest("test"), allOf("test"), func(e *Experiment) *int { return &e.Test },
		"How many images are used for testing, from the start of the file.", "the whole set").actsIn(evaluation),
	choice("sequence", "Tasks", GroupTask, func(e *Experiment) *string { return &e.Sequence },
		"Whether one task is learnt, or several one after the other, and what becomes of the earlier ones.", "arXiv:2003.03533",
		Choice{SequenceSingle, "one", "the data set, all of it in each epoch"},
		Choice{SequencePermuted, "permuted pixels", "each task shows the same images with its pixels in an order of its own, the first one too"},
		Choice{SequenceBoth, "then the other data set", taskPairs()},
		Choice{SequenceSplit, "classes in groups", "each task has some of the classes; there are outputs for all of them"},
		Choice{SequenceStream, "a stream", "one task whose images come in parts: each part is learnt for all epochs and never seen again"}),
	integer("tasks", "Number of tasks", GroupTask, "", 2, 100, bySequence(map[string]string{SequenceStream: "60"}, "5"), func(e *Experiment) *int { return &e.Tasks },
		"Number of tasks, or of the parts of a stream.", "60 parts: arXiv:2003.03533; 5 tasks: assumed").actsIn(onlyNumbered),
	toggle("interleave", "Interleaved", GroupTask, false, func(e *Experiment) *bool { return &e.Interleave },
		"All tasks are learnt together, a batch of each in turn: the upper bound, for nothing can be forgotten.", "arXiv:2003.03533").actsIn(onlyTasks),

	layers("hidden", "Hidden layers", GroupNetwork, func(e *Experiment) *string { return &e.Hidden },
		"Widths of the hidden layers, input side first, joined by a dash. Before them come the values of an image, behind them the classes.",
		"1024-1024: the standard network of binarized-network studies",
		Choice{"1024-1024", "standard", "the standard network of binarized-network studies"},
		Choice{"2048-2048", "margins", "the network of the modified hinge loss (Buschjäger et al., DATE 2021)"},
		Choice{"3000", "weak RESET", "one wide layer (arXiv:2107.06064, published code)"},
		Choice{"256", "quick", "small enough to learn while one watches"}),
	choice("input", "Input", GroupNetwork, func(e *Experiment) *string { return &e.Input },
		"What the first layer receives.", "real: arXiv:2107.06064, published code; binary threshold 128 of 255: assumed",
		Choice{InputReal, "8-bit pixels", "grey values in [0,1]"},
		Choice{InputBinary, "binary", "+1 where the pixel is at least 128 of 255, else -1"},
		Choice{InputStream, "stochastic bits", "streams of random bits, one with the probability of the grey value, drawn anew in each epoch (arXiv:1906.00915)"}),
	integer("streams", "Presentations", GroupNetwork, "", 1, bnn.MaxStreams, fixed("16"), func(e *Experiment) *int { return &e.Streams },
		"How many times an image is presented, each time with random bits of its own; the first layer adds up XNOR and popcount over all of them.", "arXiv:1906.00915; default assumed").actsIn(onlyStream),
	toggle("adapt", "Trained on streams", GroupNetwork, true, func(e *Experiment) *bool { return &e.Adapt },
		"On: the network is trained on streams, drawn anew in each epoch. Off: it is trained on the exact grey values, and meets streams only at test.",
		"arXiv:1906.00915: training must be adapted").actsIn(trainStream),
	choice("source", "Random bits", GroupNetwork, func(e *Experiment) *string { return &e.Source },
		"Where the random bits of the input come from.", "arXiv:1906.00915, arXiv:1806.09124",
		Choice{SourcePseudo, "pseudorandom", "the generator of the simulator"},
		Choice{SourceJunction, "superparamagnetic junctions", "simulated junctions, whitened by XOR; their parameters stand under memory"}).actsIn(onlyStream),
	toggle("bias", "Bias", GroupNetwork, false, func(e *Experiment) *bool { return &e.Bias },
		"A real bias before each batch normalization, which then subtracts it again: kept because the published code has it.",
		"arXiv:2107.06064, published code"),
	choice("weights", "Weights", GroupNetwork, func(e *Experiment) *string { return &e.Weights },
		"Levels of the weights. A pair of devices stores either; see the memory of ternary 2T2R RRAM.", "arXiv:2005.01973, arXiv:2007.14234",
		Choice{LevelsBinary, "binary", "-1 or +1"},
		Choice{LevelsTernary, "ternary", "-1, 0 or +1; memories that hold the 0 are the ideal one, bit errors and ternary 2T2R RRAM"}),
	choice("activations", "Activations", GroupNetwork, func(e *Experiment) *string { return &e.Outputs },
		"Levels of the hidden layers' outputs.", "arXiv:2005.01973, arXiv:2007.14234",
		Choice{LevelsBinary, "binary", "-1 or +1"},
		Choice{LevelsTernary, "ternary", "-1, 0 or +1"}),
	real("ternary", "Ternary threshold", GroupNetwork, "", 0, 0.5, false, fixed("0.05"), func(e *Experiment) *float64 { return &e.Ternary },
		"Latent weights and normalized outputs of at least this magnitude count as +1 or -1, those between as 0.", "0.05: arXiv:2007.14234, published code of its group").actsIn(onlyTernary),
	choice("stats", "Test statistics", GroupNetwork, func(e *Experiment) *string { return &e.Stats },
		"Which batch-normalization statistics stand behind the reported accuracy. A sequence of tasks takes those of the batch, with gamma and beta by task: averages that one task leaves do not hold after the next, and with wide networks the early tasks break.", "Ioffe & Szegedy 2015; batch statistics at test: arXiv:2003.03533",
		Choice{StatsFrozen, "frozen", "statistics of the whole training set under the final weights, folded into integer thresholds: what a chip does"},
		Choice{StatsBatch, "batch", "statistics of the test images themselves, in batches of 1000 in file order"},
		Choice{StatsRunning, "running", "exponential averages gathered during training, momentum 0.1"}).
		defaults(bySequence(map[string]string{SequenceSingle: StatsFrozen}, StatsBatch)).actsIn(evaluation),

	choice("memory", "Memory", GroupMemory, func(e *Experiment) *string { return &e.Memory },
		"The memory that holds the binary weights.", "see each", memories()...).actsIn(memoryPhase),
}, knobs(devices.BitErrors), []Field{

	choice("learn", "Learning", GroupLearning, func(e *Experiment) *string { return &e.Learn },
		"What holds the hidden weight that gradients move.", "latent: Courbariaux et al. 2016; device: arXiv:2107.06064, published code",
		Choice{LearnLatent, "latent weights", "real numbers beside the chip; their signs are programmed when training ends"},
		Choice{LearnDevice, "in the devices", "the resistances of each pair are the hidden weight; gradients become pulses"}).
		defaults(byMemory(LearnLatent, LearnDevice)),
}, knobs(devices.Technologies()[1:]...), []Field{

	factors("bylayer", "Strength by layer", GroupMemory, func(e *Experiment) *Factors { return &e.ByLayer },
		"Factors on the strength of programming by layer, input side first, joined by _; the last one holds for all layers that follow. 1_0.5 halves it from the second layer on.",
		"assumed").actsIn(onlyStrength),

	choice("loss", "Loss", GroupLearning, func(e *Experiment) *string { return &e.Loss },
		"What training makes small.", "Buschjäger et al., DATE 2021",
		Choice{LossCrossEntropy, "cross-entropy", "softmax and cross-entropy after a batch normalization of the outputs"},
		Choice{LossHinge, "modified hinge loss", "mean of max(0, b - t y)/b over the classes, t = +1 for the true one, else -1, and y the sum times one learnt number: outputs with a margin bear wrong weights"}),
	real("mhlb", "Margin b", GroupLearning, "", 0.01, 10000, true, fixed("128"), func(e *Experiment) *float64 { return &e.HingeB },
		"Outputs of the right sign beyond b have no loss.", "128: Buschjäger et al., DATE 2021, published code").actsIn(onlyHinge),
	integer("epochs", "Epochs", GroupLearning, "", 1, 1000, fixed("20"), func(e *Experiment) *int { return &e.Epochs },
		"Passes over the training images.", "arXiv:2107.06064, published code"),
	integer("batch", "Batch", GroupLearning, "images", 1, 2000, byRecipe("100", "1000", "256"), func(e *Experiment) *int { return &e.Batch },
		"Images a step.", "100: arXiv:2003.03533; 1000: arXiv:2107.06064, published code; 256: Buschjäger et al., DATE 2021"),
	real("lr", "Learning rate", GroupLearning, "", 1e-6, 1, true, byRecipe("0.005", "0.008", "0.001"), func(e *Experiment) *float64 { return &e.LR },
		"Adam's step: of the latent weights and the batch-norm parameters, or of the latter alone when the devices learn.",
		"0.008: arXiv:2107.06064, published code; 0.005: arXiv:2003.03533, published code; 0.001: Buschjäger et al., DATE 2021"),
	real("gain", "Pulse gain", GroupLearning, "pulses", 0.01, 1000, true, fixed("4"), func(e *Experiment) *float64 { return &e.Gain },
		"Pulses for a normalized gradient of one; at most 14 pulses a step.", "4: best of 2, 4, 8 and 32 here; the published code of arXiv:2107.06064 has 8 or 100").actsIn(onlyDevice),
	real("decay", "Decay factor", GroupLearning, "", 0.01, 1, false, bySequence(map[string]string{SequenceSingle: "0.5"}, "1"), func(e *Experiment) *float64 { return &e.Decay },
		"Factor on learning rate and gain at each decay step; each task of a sequence begins anew.", "0.5: arXiv:2107.06064, published code; 1 in sequences: arXiv:2003.03533"),
	integer("every", "Decay every", GroupLearning, "epochs", 1, 1000, byRecipe("3", "7", "10"), func(e *Experiment) *int { return &e.Every },
		"Epochs between two decay steps.", "7: arXiv:2107.06064, published code; 10: Buschjäger et al., DATE 2021; 3: assumed"),

	choice("trainerr", "Errors in training", GroupLearning, func(e *Experiment) *string { return &e.TrainErr },
		"Weights that a forward pass of the training takes for their opposite, or ternary ones for the level beside, others at each step; the gradients of the wrong weights move the right latent ones. Statistics are frozen with such errors too; tests while training are without.",
		"arXiv:1904.03652",
		Choice{TrainErrNone, "none", "the weights as they are"},
		Choice{TrainErrBER, "bit error rate", "each weight is wrong with one probability, or with one by its sign"},
		Choice{TrainErrMemory, "of the memory", "with the error rates that are counted on other chips of the chosen memory, by layer and by sign"}).actsIn(onlyLatent),
	real("trainber", "Error rate in training", GroupLearning, "", 0, 0.5, true, fixed("0.04"), func(e *Experiment) *float64 { return &e.TrainBER01 },
		"Probability that a weight of -1 is taken for +1, and of +1 for -1 where nothing else is said.", "0.04: arXiv:1904.03652, abstract").actsIn(onlyRates),
	real("trainber10", "… of weights +1", GroupLearning, "", 0, 0.5, true, trainBER, func(e *Experiment) *float64 { return &e.TrainBER10 },
		"Probability that a weight of +1 is taken for -1.", "asymmetric: Yayla et al. 2022").actsIn(onlyRates),
	real("acterr", "Activation errors in training", GroupLearning, "", 0, 0.5, true, fixed("0"), func(e *Experiment) *float64 { return &e.ActErr },
		"Probability that a hidden activation is taken for its opposite, or a ternary one for the level beside, in a forward pass of the training; there are none in tests. One in a hundred does no harm.", "arXiv:1905.10927"),

	real("meta", "Metaplasticity m", GroupLearning, "", 0, 100, false, fixed("0"), func(e *Experiment) *float64 { return &e.Meta },
		"A step that would shrink a hidden weight w is multiplied by 1 - tanh(m|w|)^2, so that what was learnt long ago holds. Hidden weights are then not clipped; 0 is plain Adam.",
		"arXiv:2003.03533: 1.35 for permuted MNIST, 1.5 for two data sets, 2.5 for a stream").actsIn(onlyLatent),
	real("l2", "Weight decay", GroupLearning, "", 0, 0.1, false, bySequence(map[string]string{SequenceSingle: "0"}, "1e-07"), func(e *Experiment) *float64 { return &e.L2 },
		"Decay of the hidden weights, times the weight added to its gradient.", "1e-7 in sequences: arXiv:2003.03533, published code").actsIn(onlyLatent),
	real("ewc", "Weight consolidation", GroupLearning, "", 0, 1e6, false, fixed("0"), func(e *Experiment) *float64 { return &e.EWC },
		"Strength with which the hidden weights are held where they were at the end of each earlier task, each by its empirical Fisher information over 5000 images (elastic weight consolidation). 0: not at all.",
		"arXiv:1612.00796; 5000 in arXiv:2003.03533").actsIn(onlyAnchors),

	seed("seed", "Seed", GroupLearning, "1", func(e *Experiment) *uint32 { return &e.Seed },
		"Of everything random but the devices: first weights, order of the images."),
	seed("chip", "Chip", GroupMemory, "1", func(e *Experiment) *uint32 { return &e.Chip },
		"Of the devices alone: another number is another chip from the same fab.").actsIn(seedOfChipPhase),
})

// fixed is a default that depends on nothing.
func fixed(text string) func(*Experiment) string { return func(*Experiment) string { return text } }

// byMemory is a default that differs for memories that learn by themselves.
func byMemory(other, learns string) func(*Experiment) string {
	return func(e *Experiment) string {
		if t := e.Technology(); t != nil && t.Learns {
			return learns
		}
		return other
	}
}

// byRecipe is a default that differs between latent and device learning, and for the hinge loss.
func byRecipe(latent, device, hinge string) func(*Experiment) string {
	return func(e *Experiment) string {
		switch {
		case e.Learn == LearnDevice:
			return device
		case e.Loss == LossHinge:
			return hinge
		}
		return latent
	}
}

// trainBER is the default of the second rate: the first one.
func trainBER(e *Experiment) string { return strconv.FormatFloat(e.TrainBER01, 'g', -1, 64) }

// bySequence is a default that some sequences have of their own.
func bySequence(own map[string]string, others string) func(*Experiment) string {
	return func(e *Experiment) string {
		if text, ok := own[e.Sequence]; ok {
			return text
		}
		return others
	}
}

// trainIf is the phase of a field that acts in training, or not at all.
func trainIf(acts bool) Phase {
	if acts {
		return PhaseTrain
	}
	return PhaseNone
}

func onlyTasks(e *Experiment) Phase { return trainIf(e.Several() && e.Sequence != SequenceStream) }

func onlyNumbered(e *Experiment) Phase { return trainIf(e.Several() && e.Sequence != SequenceBoth) }

func onlyAnchors(e *Experiment) Phase {
	return trainIf(e.Learn == LearnLatent && onlyTasks(e) == PhaseTrain && !e.Interleave)
}

func always(p Phase) func(*Experiment) Phase { return func(*Experiment) Phase { return p } }

func evaluation(*Experiment) Phase { return PhaseRead }

// memoryPhase: changing the memory means programming it, or training when it learns by itself or
// when the training knows its errors.
func memoryPhase(e *Experiment) Phase {
	if e.learnsErrors() {
		return PhaseTrain
	}
	return chipPhase(e)
}

func chipPhase(e *Experiment) Phase {
	if e.Learn == LearnDevice {
		return PhaseTrain
	}
	return PhaseProgram
}

// seedOfChipPhase: junctions that make the bits of a stochastic input are devices of the chip, too.
func seedOfChipPhase(e *Experiment) Phase {
	if e.Input == InputStream && e.Source == SourceJunction {
		return min(onlyStream(e), chipPhase(e))
	}
	return chipPhase(e)
}

func onlyDevice(e *Experiment) Phase {
	if e.Learn == LearnDevice {
		return PhaseTrain
	}
	return PhaseNone
}

func trainStream(e *Experiment) Phase {
	if e.Input == InputStream {
		return PhaseTrain
	}
	return PhaseNone
}

// onlyStream: a network that was trained without streams meets them at test alone.
func onlyStream(e *Experiment) Phase {
	if e.Input == InputStream && !e.Adapt {
		return PhaseRead
	}
	return trainStream(e)
}

func onlyTernary(e *Experiment) Phase {
	if e.Weights == LevelsTernary || e.Outputs == LevelsTernary {
		return PhaseTrain
	}
	return PhaseNone
}

// onlyStrength: where trained weights are stored with a strength that can differ.
func onlyStrength(e *Experiment) Phase {
	if t := e.Technology(); t == nil || t.Strength == nil || e.Learn == LearnDevice {
		return PhaseNone
	}
	return memoryPhase(e)
}

// actsIn and defaults finish a row.
func (f Field) actsIn(in func(*Experiment) Phase) Field      { f.acts = in; return f }
func (f Field) defaults(text func(*Experiment) string) Field { f.def = text; return f }

func choice(key, label, group string, at func(*Experiment) *string, help, source string, choices ...Choice) Field {
	f := Field{Key: key, Label: label, Group: group, Kind: KindChoice, Choices: choices, Help: help, Source: source,
		def: fixed(choices[0].Value), acts: always(PhaseTrain)}
	f.get = func(e *Experiment) string { return *at(e) }
	f.set = func(e *Experiment, text string) error {
		for _, c := range choices {
			if c.Value == text {
				*at(e) = text
				return nil
			}
		}
		return &ValueError{key, text, f.Allowed()}
	}
	return f
}

func layers(key, label, group string, at func(*Experiment) *string, help, source string, presets ...Choice) Field {
	f := Field{Key: key, Label: label, Group: group, Unit: "neurons", Kind: KindLayers, Choices: presets, Min: 1, Max: MaxWidth, Help: help, Source: source,
		def: fixed("1024-1024"), acts: always(PhaseTrain)}
	f.get = func(e *Experiment) string { return *at(e) }
	f.set = func(e *Experiment, text string) error {
		if _, err := parseLayers(text, MaxWidth); err != nil {
			return &ValueError{key, text, f.Allowed()}
		}
		*at(e) = text
		return nil
	}
	return f
}

func integer(key, label, group, unit string, lo, hi float64, def func(*Experiment) string, at func(*Experiment) *int, help, source string) Field {
	f := Field{Key: key, Label: label, Group: group, Unit: unit, Kind: KindInt, Min: lo, Max: hi, Log: hi > 5000, Help: help, Source: source,
		def: def, acts: always(PhaseTrain)}
	f.get = func(e *Experiment) string { return strconv.Itoa(*at(e)) }
	f.set = func(e *Experiment, text string) error {
		n, err := parseInt(text, lo, hi)
		if err != nil {
			return &ValueError{key, text, f.Allowed()}
		}
		*at(e) = int(n)
		return nil
	}
	return f
}

func real(key, label, group, unit string, lo, hi float64, log bool, def func(*Experiment) string, at func(*Experiment) *float64, help, source string) Field {
	f := Field{Key: key, Label: label, Group: group, Unit: unit, Kind: KindFloat, Min: lo, Max: hi, Log: log, Help: help, Source: source,
		def: def, acts: always(PhaseTrain)}
	f.get = func(e *Experiment) string { return strconv.FormatFloat(*at(e), 'g', -1, 64) }
	f.set = func(e *Experiment, text string) error {
		x, err := parseFloat(text, lo, hi)
		if err != nil {
			return &ValueError{key, text, f.Allowed()}
		}
		*at(e) = x
		return nil
	}
	return f
}

func toggle(key, label, group string, def bool, at func(*Experiment) *bool, help, source string) Field {
	text := map[bool]string{false: "0", true: "1"}
	f := Field{Key: key, Label: label, Group: group, Kind: KindSwitch, Max: 1, Help: help, Source: source,
		def: fixed(text[def]), acts: always(PhaseTrain)}
	f.get = func(e *Experiment) string { return text[*at(e)] }
	f.set = func(e *Experiment, s string) error {
		if s != "0" && s != "1" {
			return &ValueError{key, s, f.Allowed()}
		}
		*at(e) = s == "1"
		return nil
	}
	return f
}

func seed(key, label, group, def string, at func(*Experiment) *uint32, help string) Field {
	f := Field{Key: key, Label: label, Group: group, Kind: KindSeed, Max: 1<<32 - 1, Help: help, Source: "any number will do",
		def: fixed(def), acts: always(PhaseTrain)}
	f.get = func(e *Experiment) string { return strconv.FormatUint(uint64(*at(e)), 10) }
	f.set = func(e *Experiment, text string) error {
		n, err := parseInt(text, 0, f.Max)
		if err != nil {
			return &ValueError{key, text, f.Allowed()}
		}
		*at(e) = uint32(n)
		return nil
	}
	return f
}
