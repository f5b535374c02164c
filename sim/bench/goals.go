//go:build !js

package main

import "fmt"

// row is one line of the table of goals.
type row struct {
	name  string
	ours  *float64 // minimum over all rounds; nil where it was not measured
	peer  *float64 // nil where the goal is none against a peer
	ratio *float64 // how many times faster ours is
	asked string
	met   *bool  // nil where something was not measured
	unit  string // of ours
}

// goal is a ratio of minima that is asked for: ours against the fastest of some others.
type goal struct {
	name   string
	ours   key
	others []key
	least  float64 // times faster
}

func goals() []goal {
	at := func(job string, places ...string) (k []key) {
		for _, p := range places {
			k = append(k, key{job, p})
		}
		return k
	}
	return []goal{
		{"train 784-1024-1024-10, batch 100: native, one worker, against PyTorch, one thread", key{"latent", native1},
			at("latent", torch1), 3},
		{"the same in Chromium, one worker, against PyTorch, one thread", key{"latent", chromium1},
			at("latent", torch1), 1.6},
		{"the same in Chromium, one worker, against the faster of jax-js and TensorFlow.js", key{"latent", chromium1},
			at("latent", jax1, tfjs1), 6},
		{"the same in Chromium, two workers, against the better of jax-js", key{"latent", chromium2},
			at("latent", jax1, jax2), 8},
		{"the same against TensorFlow.js alone", key{"latent", chromium1}, at("latent", tfjs1), 90},
		{"two workers against one, native", key{"latent", native2}, at("latent", native1), 1.6},
		{"two workers against one, Chromium", key{"latent", chromium2}, at("latent", chromium1), 1.6},
		{"inference of 10,000 images: Chromium, one worker, against onnxruntime-web, one thread",
			key{"infer", chromium1}, at("infer", ort1), 12},
		{"the same native, one worker, against PyTorch, one thread", key{"infer", native1}, at("infer", torch1), 2.5},
		{"the same in Chromium, one worker, against PyTorch, one thread", key{"infer", chromium1},
			at("infer", torch1), 2.5},
		{"weak-RESET step against the standard step of 784-3000-10, batch 1000: native", key{"weak", native1},
			at("standard", native1), 1 / 1.7},
		{"the same in Chromium", key{"weak", chromium1}, at("standard", chromium1), 1 / 1.7},
		{"weak-RESET step of 784-3000-10, batch 1000: native, two workers, against PyTorch, two threads",
			key{"weak", native2}, at("weak", torch2), 4},
		{"the same in Chromium, two workers, against PyTorch, two threads", key{"weak", chromium2},
			at("weak", torch2), 4},
		{"look-up step against our dense vector step: native", key{"look-up step", native1},
			at("dense step", native1), 2},
		{"the same in Chromium", key{"look-up step", chromium1}, at("dense step", chromium1), 2},
		{"train " + ofMaps + ", batch 100: native, one worker, against PyTorch, one thread", key{"maps", native1},
			at("maps", torch1), 4},
		{"the same in Chromium, one worker, against PyTorch, one thread", key{"maps", chromium1}, at("maps", torch1), 2.5},
		{"the same in Chromium, one worker, against jax-js", key{"maps", chromium1}, at("maps", jax1), 15},
		{"two workers against one, Chromium", key{"maps", chromium2}, at("maps", chromium1), 1.7},
		{"inference of 10,000 images by it: Chromium, one worker, against onnxruntime-web, one thread",
			key{"infer maps", chromium1}, at("infer maps", ort1), 10},
		{"products of a layer of 8 bits, 32 maps of 16x16: native, one worker, against PyTorch, one thread",
			key{"eight", native1}, at("eight", torch1), 1},
	}
}

// ofMaps is the network over maps, N = 32.
const ofMaps = "32-32-P-64-64-P-128-128-P-256-10 on CIFAR-10"

// stepsAnEpoch of 50,000 images, batch 100.
const stepsAnEpoch = 500

// limit is an absolute goal.
type limit struct {
	name, unit string
	value      func(*results) (float64, bool)
	most       float64
}

func limits() []limit {
	ms := func(job, place string) func(*results) (float64, bool) {
		return func(r *results) (float64, bool) { t, ok := r.time(key{job, place}); return t.Minimum, ok }
	}
	figure := func(name, place string) func(*results) (float64, bool) {
		return func(r *results) (float64, bool) { v, ok := r.Figures[name][place]; return v, ok }
	}
	return []limit{
		{"programming knob to new accuracy on 10,000 images: the page", "ms", ms(byKnob, onPage), 220},
		{"the same, engine only: Chromium, two workers", "ms", ms("knob", chromium2), 250},
		{"the same, engine only: native, two workers", "ms", ms("knob", native2), 250},
		{
			"memory of 784-3000-10 weak-RESET training, the engine with one worker, Chromium", "MB",
			figure(engineMB, chromium1), 256,
		},
		{"an epoch of 50,000 images of " + ofMaps + ", by its steps: Chromium, two workers", "ms",
			func(r *results) (float64, bool) {
				t, ok := r.time(key{"maps", chromium2})
				return t.Minimum * stepsAnEpoch, ok
			}, 45000},
		{"default scenario, from Train to over 90 % on 10,000 test images: the page", "ms",
			ms(toNinety, onPage), 20000},
		{toRender + ", localhost", "ms", ms(toRender, onPage), 350},
		{toDigit, "ms", ms(toDigit, onPage), 1000},
		{toFrame, "ms", ms(toFrame, onPage), 2000},
		{"downloaded until the first inference, brotli", "MB", figure(digitMB, onPage), 5.5},
		{"downloaded until the first accuracy on 10,000 images, brotli", "MB", figure(firstMB, onPage), 5.5},
		{"program of the page, brotli", "MB", figure(pageMB, onPage), 1.6},
	}
}

// rows are the lines of the goals.
func (r *results) rows() (rows []row) {
	for _, g := range goals() {
		line := row{name: g.name, asked: fmt.Sprintf("%.3g x", g.least), unit: "ms"}
		if g.least < 1 {
			line.asked = fmt.Sprintf("at most %.3g x its time", 1/g.least)
		}
		ours, ok := r.time(g.ours)
		peer, found := r.fastest(g.others)
		line.ours, line.peer = pointer(ours.Minimum, ok), pointer(peer.Minimum, found)
		if ok && found {
			ratio := peer.Minimum / ours.Minimum
			met := ratio >= g.least
			line.ratio, line.met = &ratio, &met
		}
		rows = append(rows, line)
	}
	for _, l := range limits() {
		line := row{name: l.name, asked: number(&l.most, l.unit) + " or less", unit: l.unit}
		if v, ok := l.value(r); ok {
			met := v <= l.most
			line.ours, line.met = &v, &met
		}
		rows = append(rows, line)
	}
	return rows
}

func pointer[T any](v T, ok bool) *T {
	if !ok {
		return nil
	}
	return &v
}
