package main

import (
	"errors"
	"fmt"
	"runtime"
	"time"

	"arraylab/sim/crew"
	"arraylab/sim/data"
	"arraylab/sim/kernel"
	"arraylab/sim/lab"
)

// bench keeps what lives from one order to the next: trainings go on where they stood.
type bench struct {
	crew    crew.Crew
	workers int // goroutines
	read    func(name string) ([]byte, error)
	sets    lab.Sets
	runs    map[string]*lab.Run // by job
}

// few takes as many images as the peers do: what follows the measured steps is short then.
const few = "train=20000&test=1000"

// trainings are the measured training steps: the links of their experiments.
var trainings = map[string]string{
	"latent":       few, // 784-1024-1024-10, batch 100
	"look-up step": few, // the same, for the gate
	"standard":     few + "&hidden=3000&batch=1000",
	"weak":         few + "&hidden=3000&memory=rram-weak-reset", // batch 1000
	"maps":         "task=" + mapsTask + "&train=5000&test=1000&batch=100&net=" + mapsNet,
}

// warmUp are steps that are not measured: caches fill, and a browser's compiler comes to its end. In the
// first forty steps of the large networks devices get more pulses than in all that follow.
const warmUp, warmUpLarge = 4, 40

func warmUpOf(job string) int {
	if job == "weak" || job == "standard" {
		return warmUpLarge
	}
	return warmUp
}

func (b *bench) do(o order) (answer, error) {
	if !kernel.Vectorized() {
		return answer{}, errors.New("ours: built without vector instructions: run ./build.sh bench, which sets " +
			"GOTOOLCHAIN and GOEXPERIMENT")
	}
	if o.Reps < 0 || o.Reps > 10000 {
		return answer{}, fmt.Errorf("ours: reps %d: allowed are 0 to 10000", o.Reps)
	}
	if err := b.load(); err != nil {
		return answer{}, err
	}
	switch o.Job {
	case "latent", "standard", "weak", "look-up step", "maps":
		return b.train(o)
	case "learnt latent", "learnt standard", "learnt weak", "learnt maps":
		return b.learnt(o.Job[len("learnt "):], o.Reps)
	case "infer":
		return b.reinfer(o, "infer", func(int) string { return "" })
	case "knob":
		return b.reinfer(o, "knob", func(n int) string {
			return fmt.Sprintf("memory=rram-weak-reset&learn=latent&pulses=%d", 1000-n%500)
		})
	case "infer maps":
		return b.inferMaps(o)
	case "eight":
		return b.eight(o)
	case "memory":
		return b.memory(o)
	case "kernels":
		return kernels(b.sets.Train, o.Reps)
	case "dense step":
		return b.dense(o)
	}
	return answer{}, fmt.Errorf("ours: unknown job %q", o.Job)
}

func (b *bench) load() error {
	if b.runs != nil {
		return nil
	}
	part := func(name string) (*data.Set, error) {
		packed, err := b.read(data.PackedName(lab.Default().Task, name, 0))
		if err != nil {
			return nil, err
		}
		return data.Unpack(packed)
	}
	var err error
	if b.sets.Train, err = part("train"); err != nil {
		return err
	}
	if b.sets.Test, err = part("test"); err != nil {
		return err
	}
	b.runs = map[string]*lab.Run{}
	return nil
}

// timed returns how long a piece of work takes, in ms.
func timed(work func()) float64 {
	start := time.Now()
	work()
	return float64(time.Since(start).Nanoseconds()) / 1e6
}

// begun returns the run of a training, past its first weights.
func (b *bench) begun(job string) (*lab.Run, error) {
	if r := b.runs[job]; r != nil {
		return r, nil
	}
	l, err := lab.ParseLink(trainings[job])
	if err != nil {
		return nil, err
	}
	sets, err := b.setsOf(l.Experiment)
	if err != nil {
		return nil, err
	}
	b.alone()
	r, err := lab.Lead(b.crew, l.Experiment, sets)
	if err != nil {
		return nil, err
	}
	r.Parallel(b.workers)
	for !r.StepDone() {
		r.Advance()
	}
	for range warmUpOf(job) {
		step(r)
	}
	b.runs[job] = r
	return r, nil
}

// alone lets go of all runs where a crew can carry out but one.
func (b *bench) alone() {
	if b.crew.Size() == 1 {
		return
	}
	for job, r := range b.runs {
		r.Rest()
		delete(b.runs, job)
	}
}

// step does one optimizer step and times it; a live test behind it is done, not timed.
func step(r *lab.Run) (ms float64) {
	next := r.Step() + 1
	ms = timed(func() {
		for r.Step() < next {
			r.Advance()
		}
	})
	for !r.StepDone() {
		r.Advance()
	}
	return ms
}

func (b *bench) train(o order) (a answer, err error) {
	r, err := b.begun(o.Job)
	if err != nil {
		return a, err
	}
	for range o.Reps {
		a.MS = append(a.MS, step(r))
	}
	return a, nil
}

// learnt ends a training after so many measured steps and tests it: steps that did real work have
// learnt.
func (b *bench) learnt(job string, steps int) (a answer, err error) {
	r := b.runs[job]
	if r == nil && b.crew.Size() == 1 {
		return a, fmt.Errorf("ours: %s was not trained", job)
	}
	if b.crew.Size() > 1 { // another job took the crew away, or its steps were those of the last round alone
		b.alone()
		if r, err = b.begun(job); err != nil {
			return a, err
		}
		for range steps {
			step(r)
		}
	}
	r.Stop()
	for r.Advance() {
	}
	result, _ := r.Result()
	delete(b.runs, job)
	return answer{Accuracy: result.Accuracy, Fingerprint: result.Fingerprint}, nil
}

// reinfer times programming the trained standard network as a link says, number n in turn, and
// inferring the 10,000 test images.
func (b *bench) reinfer(o order, job string, link func(n int) string) (a answer, err error) {
	r, skip := b.runs[job], 0
	if r == nil {
		file, err := b.read(modelName)
		if err != nil {
			return a, err
		}
		b.alone()
		if r, err = lab.OpenWith(b.crew, file, b.sets); err != nil {
			return a, err
		}
		r.Parallel(b.workers)
		b.runs[job] = r
		for r.Advance() { // what opening began
		}
		skip = 1
	}
	for n := range skip + o.Reps {
		l, err := lab.ParseLink(link(n))
		if err != nil {
			return a, err
		}
		a.MS = append(a.MS, timed(func() {
			if err = r.Reinfer(l.Experiment); err != nil {
				return
			}
			for r.Advance() {
			}
		}))
		if err != nil {
			return a, err
		}
	}
	a.MS = a.MS[skip:] // caches and compilers were warm from then on
	result, _ := r.Result()
	a.Accuracy, a.Fingerprint = result.Accuracy, result.Fingerprint
	return a, nil
}

// memory tells what a fresh program holds while it trains 784-3000-10 in devices, the images
// included. It must be the first order of a program.
func (b *bench) memory(o order) (a answer, err error) {
	if _, err := b.begun("weak"); err != nil {
		return a, err
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	a.Figures = map[string]float64{"taken from the system MB": float64(m.Sys) / (1 << 20)}
	runtime.GC()
	runtime.ReadMemStats(&m)
	a.Figures["in use MB"] = float64(m.HeapAlloc) / (1 << 20)
	return a, nil
}
