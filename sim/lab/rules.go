package lab

import (
	"strconv"

	"arraylab/sim/topology"
)

// Rules for defaults that depend on fields above their own.

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

// Rules for the phase that a field acts in.

// trainIf is the phase of a field that acts in training, or not at all.
func trainIf(acts bool) Phase {
	if acts {
		return PhaseTrain
	}
	return PhaseNone
}

// evaluation: what concerns the test alone.
func evaluation(*Experiment) Phase { return PhaseRead }

// onlyTasks: what concerns tasks that are learnt one after the other.
func onlyTasks(e *Experiment) Phase { return trainIf(e.Several() && e.Sequence != SequenceStream) }

// onlyNumbered: the number of tasks, or of parts of a stream, where it can be chosen.
func onlyNumbered(e *Experiment) Phase { return trainIf(e.Several() && e.Sequence != SequenceBoth) }

// onlyAnchors: what holds hidden weights where earlier tasks left them.
func onlyAnchors(e *Experiment) Phase {
	return trainIf(e.Learn == LearnLatent && onlyTasks(e) == PhaseTrain && !e.Interleave)
}

// onlyConsolidated: what says how weights are consolidated, where they are.
func onlyConsolidated(e *Experiment) Phase {
	if e.EWC == 0 {
		return PhaseNone
	}
	return onlyAnchors(e)
}

// onlyLatent: what acts on latent weights in training.
func onlyLatent(e *Experiment) Phase { return trainIf(e.Learn != LearnDevice) }

// onlyDevice: what acts on devices that learn.
func onlyDevice(e *Experiment) Phase { return trainIf(e.Learn == LearnDevice) }

// onlySteps: what says by which steps the rates fall.
func onlySteps(e *Experiment) Phase { return trainIf(e.Schedule == ScheduleStep) }

// onlyRates: the rates of wrong weights in training.
func onlyRates(e *Experiment) Phase {
	return trainIf(e.TrainErr == TrainErrBER && e.Learn != LearnDevice)
}

// onlyHinge: what concerns the modified hinge loss.
func onlyHinge(e *Experiment) Phase { return trainIf(e.Loss == LossHinge) }

// onlyTernary: where weights or activations have three levels.
func onlyTernary(e *Experiment) Phase {
	weights, outputs := e.has(topology.Ternary)
	return trainIf(weights || outputs)
}

// onlyDense: what says a network of dense layers alone.
func onlyDense(e *Experiment) Phase { return trainIf(e.dense()) }

// trainStream: what makes a network be trained on streams of random bits, or not.
func trainStream(e *Experiment) Phase { return trainIf(e.Input == InputStream) }

// onlyStream: a network that was trained without streams meets them at test alone.
func onlyStream(e *Experiment) Phase {
	if e.Input == InputStream && !e.Adapt {
		return PhaseRead
	}
	return trainStream(e)
}

// memoryPhase: changing the memory means programming it, or training when it learns by itself or
// when the training knows its errors.
func memoryPhase(e *Experiment) Phase {
	if e.learnsErrors() {
		return PhaseTrain
	}
	return chipPhase(e)
}

// chipPhase: another chip is programmed, or trained where its devices learn.
func chipPhase(e *Experiment) Phase {
	if e.Learn == LearnDevice {
		return PhaseTrain
	}
	return PhaseProgram
}

// seedOfChipPhase: junctions that make the bits of a stochastic input are devices of the chip, too.
func seedOfChipPhase(e *Experiment) Phase {
	if e.junctions() {
		return min(onlyStream(e), chipPhase(e))
	}
	return chipPhase(e)
}

// onlyStrength: where trained weights are stored with a strength that can differ.
func onlyStrength(e *Experiment) Phase {
	if t := e.Technology(); t == nil || t.Strength == nil || e.Learn == LearnDevice {
		return PhaseNone
	}
	return memoryPhase(e)
}
