package lab

import (
	"arraylab/devices"
	"arraylab/devices/knob"
	"arraylab/sim/bnn"
	"arraylab/sim/chip"
	"arraylab/sim/crew"
)

// stageOf a run: what the next Advance works on.
type stageOf int

const (
	atTraining stageOf = iota
	atFreezing
	atProgramming
	atTesting
	atDone
)

// Names of the phases as Progress tells them.
var phaseNames = [...]string{atTraining: "train", atFreezing: "freeze", atProgramming: "program", atTesting: "test",
	atDone: "done"}

// Run carries out an experiment: training, freezing the statistics, programming the chip and
// inferring the test set. Advance does the work in short pieces. With a crew, it is the leader
// who has it; see Follow for the others.
type Run struct {
	crew    crew.Crew
	under   bool // a unit of work is under way, of which the crew knows
	exp     Experiment
	trained Experiment // the experiment whose training made the weights
	sets    Sets       // training images cut to the number that the experiment asks for
	workers []*bnn.Worker
	tasks   []task // of a sequence

	at       stageOf
	trainer  *bnn.Trainer // nil for a model without training state
	model    *bnn.Model
	freezer  *bnn.Freezer
	chip     *chip.Chip
	step     int    // optimizer steps behind the model
	past     []past // of a model without training state, by layer
	made     int    // numerics that trained the model
	imported bool   // the model is of another program: its link did not train it
	stopped  bool   // training is to end, or ended, before its time

	probe  *bnn.Pass // live test while training
	due    []int     // tasks of the live tests under way, the one that is tested now first
	probed []float64 // accuracies by task, of those that were tested
	recent recent    // training since the last point
	points []Point
	live   *Live // the last of them

	tests  []test // passes still to be made
	passes int    // of them at the beginning
	// afterTraining: the evaluation under way follows the training.
	afterTraining bool
	ideal         map[string]float64
	idealOf       [2]int // right answers without errors, and images, over the tasks of a sequence
	result        Result
	said          []byte   // the class of each test image, of the result of one task
	sums          []int32  // memory of passes over the test set
	flips         []*flips // by layer, of those that a snapshot has shown
	trace         *bnn.Trace
}

// recent sums up training steps until the next point of the curves.
type recent struct {
	Loss    float64 `json:"loss"` // summed over the images
	Correct int     `json:"correct"`
	Seen    int     `json:"seen"`
}

// test is a pass over the test set that goes into the result.
type test struct {
	stats string // StatsFrozen | StatsBatch | StatsRunning
	ideal bool   // of the weights without errors
	task  int    // of a sequence
	pass  *bnn.Pass
}

// Parallel makes the run use n goroutines. The bits do not depend on n.
func (r *Run) Parallel(n int) { r.workers = bnn.Workers(max(1, n)) }

// Experiment returns the experiment that the run carries out.
func (r *Run) Experiment() Experiment { return r.exp }

// Steps returns the optimizer steps of the whole training.
func (r *Run) Steps() int {
	if r.tasks != nil {
		return r.stepsOfTasks()
	}
	return r.trained.batches(r.trained.Train).Steps() * r.trained.Epochs
}

// Step returns the optimizer steps done.
func (r *Run) Step() int {
	if r.trainer != nil {
		return r.trainer.Step()
	}
	return r.step
}

// StepDone tells whether the run stands between two optimizer steps, where it can be paused or
// saved, or is past its training.
func (r *Run) StepDone() bool {
	return r.at != atTraining || r.trainer.Started() && r.trainer.Between() && r.probe == nil
}

// Stop ends the training where it stands: what follows is the final evaluation.
func (r *Run) Stop() {
	if r.at == atTraining {
		r.stopped = true
	}
}

// Advance does a short piece of work and reports whether there is more to do.
func (r *Run) Advance() (more bool) {
	if r.at == atDone {
		return false
	}
	if !r.under {
		r.tellGo()
	}
	r.advance()
	r.under = !r.resting()
	return r.at != atDone
}

func (r *Run) advance() {
	switch r.at {
	case atTraining:
		r.train()
	case atFreezing:
		if !r.freezer.Advance(r.workers) {
			r.freezer = nil
			r.beginChip()
		}
	case atProgramming:
		if !r.chip.Advance(r.workers) {
			r.beginTests()
		}
	case atTesting:
		r.advanceTests()
	}
}

func (r *Run) train() {
	if r.probe != nil {
		if !r.probe.Advance(r.workers) {
			r.endProbe()
		}
		return
	}
	if between := r.trainer.Started() && r.trainer.Between(); between && (r.stopped || r.Step() >= r.Steps()) {
		r.endTraining()
		return
	}
	started := r.trainer.Started()
	if r.trainer.Advance(r.workers) || !started {
		return
	}
	loss, correct, n := r.trainer.Last()
	r.recent.Loss += float64(loss * float64(n))
	r.recent.Correct += correct
	r.recent.Seen += n
	r.collectFlips()
	r.beginProbe()
}

// endTraining keeps the weights and goes on to freeze their statistics.
func (r *Run) endTraining() {
	r.model = r.trainer.Snapshot()
	r.step = r.trainer.Step()
	r.trainer.Finish()
	r.ideal = map[string]float64{}
	r.freezer = bnn.NewFreezer(r.crew, r.model, r.learnt(), *r.trainer.Sums())
	r.at, r.afterTraining = atFreezing, true
}

// beginChip programs the model as the experiment says.
func (r *Run) beginChip() {
	m, layers := r.exp.memory(), r.model.Net.Layers
	switch {
	case r.exp.Learn == LearnDevice:
		r.chip = chip.Learned(r.crew, m, layers, r.model.Signs, func(l int) devices.Pulsed {
			if r.trainer == nil {
				return nil
			}
			return r.trainer.Pairs(l)
		})
	case r.exp.inLoop():
		r.chip = chip.Written(r.crew, layers, r.model.Signs, r.model.Meant)
	default:
		r.chip = chip.New(r.crew, m, layers, r.model.Signs, r.chip)
	}
	r.at = atProgramming
}

// Reinfer changes fields that act at programming or reading: the next Advances program the
// chip and infer the test set again. A *knob.ValueError names a field that would need training;
// nothing is changed then.
func (r *Run) Reinfer(e Experiment) error {
	if err := e.Check(); err != nil {
		return err
	}
	if r.model == nil || r.at < atProgramming {
		return &NeedError{"a trained network"}
	}
	for _, f := range table {
		acts := min(f.ActsIn(e), f.ActsIn(r.trained))
		if a, b := f.Get(e), f.Get(r.trained); a != b && acts == PhaseTrain {
			return knob.Refuse(f.Key, a, b+" unless the network is trained anew")
		}
	}
	if _, err := e.cut(r.sets.Test, e.Task, "test", e.Test); err != nil {
		return err
	}
	if _, err := r.sets.second(e, false); err != nil {
		return err
	}
	if err := e.checkImages(Sets{Test: r.sets.Test}); err != nil {
		return err
	}
	r.Rest()
	crew.Tell(r.crew, crew.Order{Kind: orderReinfer, Body: []byte(e.Link())})
	r.reinfer(e)
	return nil
}

func (r *Run) reinfer(e Experiment) {
	if e.Test != r.exp.Test || e.presentation() != r.exp.presentation() {
		r.ideal = map[string]float64{}
	}
	r.exp, r.afterTraining = e, false
	r.tasks = r.layTasks()
	if r.trained.Learn == LearnDevice {
		r.beginTests()
		return
	}
	r.beginChip()
}
