package lab

import (
	"fmt"

	"arraylab/devices/knob"
	"arraylab/sim/rng"
)

// The sequences of tasks that a network can learn.
const (
	SequenceSingle   = "single"
	SequencePermuted = "permuted"
	SequenceBoth     = "both"
	SequenceSplit    = "split"
	SequenceStream   = "stream"
)

// Several tells whether the experiment is a sequence of tasks, or of parts of one.
func (e Experiment) Several() bool { return e.Sequence != SequenceSingle }

// Free tells whether the hidden weights move without bounds, by the metaplastic Adam.
func (e Experiment) Free() bool {
	return e.Learn == LearnLatent && (e.Several() || e.Meta > 0 || e.L2 > 0)
}

// passes is how often the images of a set are learnt, in epochs of a task.
func (e Experiment) passes() int {
	switch e.Sequence {
	case SequencePermuted:
		return e.Tasks
	case SequenceBoth:
		return 2
	}
	return 1
}

// lessons is the number of stretches of training, one after the other.
func (e Experiment) lessons() int {
	switch e.Sequence {
	case SequenceSingle:
		return 1
	case SequenceBoth:
		return 2
	}
	return e.Tasks
}

// TaskNames are the tasks of a sequence; nil for an experiment of a single one.
func (e Experiment) TaskNames() (names []string) {
	switch e.Sequence {
	case SequencePermuted:
		for k := range e.Tasks {
			names = append(names, fmt.Sprintf("permutation %d", k+1))
		}
	case SequenceBoth:
		names = e.DataSets()
	case SequenceSplit:
		for k := range e.Tasks {
			lo, hi := e.classes(k)
			names = append(names, fmt.Sprintf("classes %d to %d", lo, hi-1))
		}
	case SequenceStream:
		names = []string{"stream"}
	}
	return names
}

// classes lo <= c < hi are those of a task of a split set.
func (e Experiment) classes(task int) (lo, hi int) {
	n := e.Data().Classes
	return n * task / e.Tasks, n * (task + 1) / e.Tasks
}

// checkTasks tells whether the fields of a sequence go together.
func (e Experiment) checkTasks() error {
	most := e.Data().Classes / 2
	switch {
	case !e.Several():
		return nil
	case e.Stats != StatsBatch:
		return knob.Refuse("stats", e.Stats,
			StatsBatch+" for a sequence of tasks: other statistics do not hold for what was learnt before")
	case e.Sequence == SequenceSplit && e.Tasks > most:
		return knob.Refuse("tasks", fmt.Sprint(e.Tasks),
			fmt.Sprintf("2 to %d for split classes: two classes a task at least", most))
	case e.Sequence == SequenceStream && e.Tasks > e.Train:
		return knob.Refuse("tasks", fmt.Sprint(e.Tasks), fmt.Sprintf("at most %d: a training image a part", e.Train))
	case e.EWC > 0 && e.Input == InputStream:
		return knob.Refuse("ewc", fmt.Sprint(e.EWC), "0 for stochastic input")
	case e.EWC > 0 && (e.TrainErr != TrainErrNone || e.Loss == LossHinge):
		return knob.Refuse("ewc", fmt.Sprint(e.EWC), "0 with errors in training or the hinge loss")
	}
	return nil
}

// places is the permutation of the pixels of a task, of which every member of a crew has its own copy.
func (e Experiment) places(task int) []int32 {
	p := make([]int32, e.Data().Grid.Values())
	rng.New(e.Seed, rng.Places).Source(uint64(task)).Perm(p)
	return p
}

// interleaved tells whether all tasks are learnt together.
func (e Experiment) interleaved() bool {
	return e.Interleave && e.Several() && e.Sequence != SequenceStream
}
