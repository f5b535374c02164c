package main

import (
	"math"
	"os"
	"time"

	"arraylab/sim/data"
	"arraylab/sim/lab"
)

// measurement is the fastest of a few repetitions of one piece of work.
type measurement struct {
	Name   string  `json:"name"`
	MS     float64 `json:"ms"`
	Images float64 `json:"images"` // that the work passes
}

// steps are the training steps that are measured: link and number.
var steps = []struct{ name, link string }{
	{"train step, latent, 784-1024-1024-10, batch 100", ""},
	{"train step, weak RESET, 784-1000-10, batch 1000", "memory=rram-weak-reset&hidden=1000"},
}

// repetitions of each training step; the first ones warm caches and compilers up.
const repetitions = 12

func measure(folder string, workers int) ([]measurement, error) {
	fs := os.DirFS(folder)
	train, err := data.Load(fs, lab.TaskMNIST, "train")
	if err != nil {
		return nil, err
	}
	test, err := data.Load(fs, lab.TaskMNIST, "test")
	if err != nil {
		return nil, err
	}
	sets := lab.Sets{Train: train, Test: test}
	var out []measurement
	for _, s := range steps {
		r, err := begin(s.link, sets, workers)
		if err != nil {
			return nil, err
		}
		best := math.Inf(1)
		for n := range repetitions {
			best = min(best, step(r, n+1))
		}
		out = append(out, measurement{s.name, best, float64(r.Experiment().Batch)})
	}
	infer, err := inference(sets, workers)
	return append(out, infer), err
}

func begin(link string, sets lab.Sets, workers int) (*lab.Run, error) {
	l, err := lab.ParseLink(link)
	if err != nil {
		return nil, err
	}
	r, err := lab.NewRun(l.Experiment, sets)
	if err != nil {
		return nil, err
	}
	r.Parallel(workers)
	for !r.StepDone() {
		r.Advance()
	}
	return r, nil
}

// step times one optimizer step and passes over a live test behind it.
func step(r *lab.Run, number int) float64 {
	start := time.Now()
	for r.Step() < number {
		r.Advance()
	}
	ms := float64(time.Since(start).Microseconds()) / 1000
	for !r.StepDone() {
		r.Advance()
	}
	return ms
}

// inference times programming and inferring 10,000 images after a knob has moved.
func inference(sets lab.Sets, workers int) (measurement, error) {
	r, err := begin("train=100", sets, workers)
	if err != nil {
		return measurement{}, err
	}
	r.Stop()
	for r.Advance() {
	}
	best := math.Inf(1)
	for _, ber := range []string{"0.001", "0.002", "0.003", "0.004"} {
		l, err := lab.ParseLink("train=100&memory=ber&ber=" + ber)
		if err != nil {
			return measurement{}, err
		}
		start := time.Now()
		if err := r.Reinfer(l.Experiment); err != nil {
			return measurement{}, err
		}
		for r.Advance() {
		}
		best = min(best, float64(time.Since(start).Microseconds())/1000)
	}
	return measurement{"knob to accuracy: program and infer 10,000 images, 784-1024-1024-10", best, 10000}, nil
}
