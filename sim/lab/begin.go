package lab

import (
	"fmt"
	"strconv"

	"arraylab/devices"
	"arraylab/devices/knob"
	"arraylab/sim/bnn"
	"arraylab/sim/chip"
	"arraylab/sim/crew"
	"arraylab/sim/data"
)

// Sets are the images that a run works on. Train may be missing when nothing is to be trained.
type Sets struct {
	Train *data.Set
	Test  *data.Set
	// Second are those of the other data set, where an experiment goes on with it (see Experiment.DataSets).
	Second *Sets
}

// NeedError says that a run cannot begin without something.
type NeedError struct{ What string }

func (e *NeedError) Error() string { return "lab: the run needs " + e.What }

func (e Experiment) memory() chip.Memory {
	return chip.Memory{Tech: e.Technology(), Values: e.Device, Factors: e.ByLayer.Numbers(), Chip: e.Chip, Seed: e.Seed,
		Numerics: NumericVersion}
}

// NewRun prepares a run from its beginning. A *NeedError or *knob.ValueError says what is missing.
func NewRun(e Experiment, sets Sets) (*Run, error) { return Lead(crew.Alone{}, e, sets) }

// Lead is NewRun for the leader of a crew whose other members Follow it.
func Lead(c crew.Crew, e Experiment, sets Sets) (*Run, error) {
	r, err := newRun(c, e, sets, true)
	if err != nil {
		return nil, err
	}
	crew.Tell(c, crew.Order{Kind: orderStart, Body: []byte(e.Link())})
	r.begin()
	return r, nil
}

// begin lays the tasks and prepares the training.
func (r *Run) begin() {
	r.tasks = r.layTasks()
	r.trainer = r.newTrainer()
}

// newRun checks and cuts the sets, which are with the leader alone.
func newRun(c crew.Crew, e Experiment, sets Sets, train bool) (*Run, error) {
	if err := e.Check(); err != nil {
		return nil, err
	}
	if err := e.Trainable(); train && err != nil {
		return nil, err
	}
	r := &Run{crew: c, exp: e, trained: e, made: NumericVersion, workers: bnn.Workers(1), ideal: map[string]float64{}}
	r.flips = make([]*flips, len(r.exp.net().Layers))
	if c.Rank() > 0 {
		return r, nil
	}
	var err error
	if _, err = e.cut(sets.Test, e.Task, "test", e.Test); err != nil {
		return nil, err
	}
	r.sets.Test = sets.Test
	if train {
		if r.sets.Train, err = e.cut(sets.Train, e.Task, "training", e.Train); err != nil {
			return nil, err
		}
	}
	if r.sets.Second, err = sets.second(e, train); err != nil {
		return nil, err
	}
	return r, e.checkImages(r.sets)
}

// Trainable tells whether the experiment can be trained at all: batch normalization over a single image makes every
// output the same, whatever the image. Such a link opens and is explained; a network that is trained already can be
// programmed and read under it. The error is a *knob.ValueError.
func (e Experiment) Trainable() error {
	for _, f := range []struct {
		key    string
		images int
	}{{"batch", e.Batch}, {"train", e.Train}} {
		if f.images < 2 {
			return knob.Refuse(f.key, strconv.Itoa(f.images), "2 and more where a network is to be trained: batch "+
				"normalization over one "+e.Data().Word.One()+" makes all outputs the same")
		}
	}
	return nil
}

// cut takes the first n images of a set.
func (e Experiment) cut(s *data.Set, task, part string, n int) (*data.Set, error) {
	many := e.TaskOf(task).Word.Many()
	if s == nil || s.Task != task {
		if task == data.Own {
			return nil, e.Lacks("")
		}
		return nil, &NeedError{fmt.Sprintf("the %s %s of %s", part, many, task)}
	}
	if want := e.TaskOf(task).Shape; s.Shape != want {
		return nil, &NeedError{fmt.Sprintf("%s %s of %s in %s: these are of %s", part, many, task, want, s.Shape)}
	}
	if n > s.N {
		return nil, &NeedError{fmt.Sprintf("%d %s %s of %s: there are %d", n, part, many, task, s.N)}
	}
	if !e.Holds(s, n) {
		return nil, &NeedError{fmt.Sprintf("%s %s of %s made with %s, not with %s", part, many, task,
			e.Made(task), s.Made)}
	}
	return s.First(n), nil
}

func (r *Run) newTrainer() *bnn.Trainer {
	return bnn.NewTrainer(r.crew, r.exp.net(), r.rule(), r.images(r.sets.Train, r.exp.Train, ofTraining))
}

// rule is how the network is trained; the tasks must be laid.
func (r *Run) rule() bnn.Rule {
	e := r.exp
	rule := bnn.Rule{Batch: e.Batch, Join: e.batches(e.Train).Join, Gradients: Numerics(NumericVersion).gradients(),
		LR: e.LR, Gain: e.Gain, Decay: e.Decay, Every: e.Every, Cosine: e.Schedule == ScheduleCosine,
		Epochs: e.Epochs, Seed: e.Seed,
		Errors: e.trainErrors(), Written: e.inLoop(), ActErrors: e.ActErr}
	if e.Learn == LearnDevice {
		m, layers := e.memory(), e.net().Layers
		m.Factors = nil // which are those of storing trained weights
		rule.Devices = func(l, k0, k1 int) devices.Pulsed {
			y := &layers[l]
			return m.NewPairs(y, l, k0/y.FanIn(), k1/y.FanIn())
		}
		rule.Keep = e.KeepLR
		rule.Reprogram = devices.Reprogram.On(&e.Device)
	}
	if e.Learn == LearnLatent {
		rule.Free, rule.Meta, rule.L2 = e.Free(), e.Meta, e.L2
	}
	if e.Several() {
		if onlyAnchors(&e) == PhaseTrain {
			rule.EWC, rule.Binarized = e.EWC, e.EWCOf == AnchorRead
		}
		rule.Course, rule.Mixed = r.course(), e.interleaved()
	}
	return rule
}

// firstOf are the first n images of a set; of one that is with the leader, their number.
func firstOf(s *data.Set, n int) bnn.Images {
	if s == nil {
		return bnn.Images{N: n}
	}
	s = s.First(n)
	return bnn.Of(s.Images, s.Labels)
}

// images are the first n of a set as the network gets them.
func (r *Run) images(s *data.Set, n int, of sequence) bnn.Images {
	all := firstOf(s, n)
	all.Encode = r.exp.encoder(of)
	if of == ofTraining {
		all.Augment = r.exp.augmenter()
	}
	return all
}
