package lab

import (
	"arraylab/devices/knob"
	"arraylab/sim/data"
	"arraylab/sim/signal"
)

// Maker makes a part of a synthetic data set as the experiment has it, so many images, some at a time; nil for a data
// set that is read from files.
func (e Experiment) Maker(task, part string, images int) *signal.Maker {
	return signal.New(TaskOf(task), part, e.Signals, images)
}

// Holds tells whether a set has the images of a part that the experiment needs: enough of them, of a synthetic data set
// those that its parameters make, and of the visitor's own data those that its link names, split by its seed.
func (e Experiment) Holds(s *data.Set, images int) bool {
	return s != nil && s.N >= images && s.Made == e.Made(s.Task)
}

// Provide makes the images of a synthetic data set as the experiment has it, or takes them from what loads others.
func (e Experiment) Provide(task string, train, test int, load func(task string, train, test int) (Sets, error)) (Sets,
	error) {
	if !TaskOf(task).Synthetic() {
		return load(task, train, test)
	}
	var s Sets
	var err error
	if s.Train, err = e.Maker(task, "train", train).Set(); err == nil {
		s.Test, err = e.Maker(task, "test", test).Set()
	}
	return s, err
}

// made is the phase of a parameter of models that make signals: where the data set's takes it.
func made(key string) func(*Experiment) Phase {
	return func(e *Experiment) Phase { return trainIf(signal.Takes(e.Data(), key)) }
}

// signalFields are those of synthetic data sets.
func signalFields() []Field {
	return []Field{
		{Knob: knob.Knob{
			Key: signal.Cohort, Label: "Cohort", Kind: knob.Whole, Min: 1, Max: 1e9, Def: 1,
			Help:   "Who is recorded: another number makes other people, for training and for testing.",
			Source: "the seed of the models",
		}, Group: GroupTask, at: numberAt(func(e *Experiment) *uint32 { return &e.Signals.Cohort }),
			acts: made(signal.Cohort)},
		{Knob: knob.Knob{
			Key: signal.Heart, Label: "Heart rate", Unit: "1/min", Kind: knob.Real, Min: 40, Max: 120, Def: 75,
			Help:   "Beats a minute in the middle of the cohort; people rest between two thirds and 1.4 times of it.",
			Source: "50 to 105 beats a minute around 75: assumed",
		}, Group: GroupTask, at: numberAt(func(e *Experiment) *float64 { return &e.Signals.Heart }),
			acts: made(signal.Heart)},
		{Knob: knob.Knob{
			Key: signal.Artefacts, Label: "Artefacts", Kind: knob.Real, Min: 0, Max: 20, Def: 1,
			Help: "Factor on what electrodes pick up beside the signal: slow wander, muscles, mains and, of the brain's, " +
				"blinks.",
			Source: "wander 0.06 mV, muscles 0.015 mV, mains 0.01 mV: assumed",
		}, Group: GroupTask, at: numberAt(func(e *Experiment) *float64 { return &e.Signals.Artefacts }),
			acts: made(signal.Artefacts)},
		{Knob: knob.Knob{
			Key: signal.Variation, Label: "Variation", Kind: knob.Real, Min: 0, Max: 2, Def: 1,
			Help:   "Factor on how people differ: their waves, rates, axes, gains and noise.",
			Source: "heights 25 %, widths 12 %, axes 18 degrees: assumed",
		}, Group: GroupTask, at: numberAt(func(e *Experiment) *float64 { return &e.Signals.Variation }),
			acts: made(signal.Variation)},
		{Knob: knob.Knob{
			Key: signal.Depth, Label: "Depth", Kind: knob.Real, Min: 0, Max: 1, Def: 0.6,
			Help: "Mean share of a rhythm's amplitude that goes over the hand's part of the brain while a movement is " +
				"imagined.",
			Source: "assumed",
		}, Group: GroupTask, at: numberAt(func(e *Experiment) *float64 { return &e.Signals.Depth }),
			acts: made(signal.Depth)},
	}
}
