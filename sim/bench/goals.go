//go:build !js

package main

import "fmt"

// row is one line of dist/bench.json.
type row struct {
	Name   string   `json:"name"`
	Ours   *float64 `json:"ours_ms"` // minimum over all rounds; null where it was not measured
	Peer   *float64 `json:"peer_ms"` // null where the goal is none against a peer
	Ratio  *float64 `json:"ratio"`   // how many times faster ours is
	Goal   string   `json:"goal"`    // "" for a line that is only reported
	Met    *bool    `json:"met"`     // null without a goal, or where something was not measured
	Median *float64 `json:"ours_median_ms,omitempty"`
	Other  *float64 `json:"peer_median_ms,omitempty"`
	Unit   string   `json:"unit,omitempty"` // of ours_ms where it is no time
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
		{"train 784-1024-1024-10, batch 100: native, one worker, against PyTorch, one thread", key{"latent", native1}, at("latent", torch1), 2.5},
		{"the same in Chromium, one worker, against PyTorch, one thread", key{"latent", chromium1}, at("latent", torch1), 2.5},
		{"the same in Chromium, one worker, against the faster of jax-js and TensorFlow.js", key{"latent", chromium1}, at("latent", jax1, tfjs1), 10},
		{"the same against TensorFlow.js alone", key{"latent", chromium1}, at("latent", tfjs1), 40},
		{"two workers against one, native", key{"latent", native2}, at("latent", native1), 1.6},
		{"two workers against one, Chromium", key{"latent", chromium2}, at("latent", chromium1), 1.6},
		{"inference of 10,000 images: Chromium, one worker, against onnxruntime-web, one thread", key{"infer", chromium1}, at("infer", ort1), 10},
		{"the same native, one worker, against PyTorch, one thread", key{"infer", native1}, at("infer", torch1), 2.5},
		{"the same in Chromium, one worker, against PyTorch, one thread", key{"infer", chromium1}, at("infer", torch1), 2.5},
		{"weak-RESET step against the standard step of 784-3000-10, batch 1000: native", key{"weak", native1}, at("standard", native1), 1 / 2.0},
		{"the same in Chromium", key{"weak", chromium1}, at("standard", chromium1), 1 / 2.0},
		{"weak-RESET step of 784-3000-10, batch 1000: native, two workers, against PyTorch, two threads", key{"weak", native2}, at("weak", torch2), 4},
		{"the same in Chromium, two workers, against PyTorch, two threads", key{"weak", chromium2}, at("weak", torch2), 4},
		{"look-up step against our dense vector step: native", key{"look-up step", native1}, at("dense step", native1), 2},
		{"the same in Chromium", key{"look-up step", chromium1}, at("dense step", chromium1), 2},
	}
}

// limit is an absolute goal.
type limit struct {
	name, unit string
	value      func(s *samples) (float64, bool)
	most       float64
}

func limits() []limit {
	ms := func(job, place string) func(*samples) (float64, bool) {
		return func(s *samples) (float64, bool) { return s.least(job, place) }
	}
	figure := func(name, place string) func(*samples) (float64, bool) {
		return func(s *samples) (float64, bool) { v, ok := s.figures[name][place]; return v, ok }
	}
	return []limit{
		{"programming knob to new accuracy on 10,000 images: the page", "", ms(byKnob, onPage), 250},
		{"the same, engine only: Chromium, two workers", "", ms("knob", chromium2), 250},
		{"the same, engine only: native, two workers", "", ms("knob", native2), 250},
		{"memory of 784-3000-10 weak-RESET training, the engine with one worker, Chromium", "MB", figure(engineMB, chromium1), 256},
		{"default scenario, from Train to over 90 % on 10,000 test images: the page", "", ms(toNinety, onPage), 20000},
	}
}

// rows are the lines of the goals.
func (s *samples) rows() (rows []row) {
	for _, g := range goals() {
		r := row{Name: g.name, Goal: fmt.Sprintf("%.3gx", g.least)}
		if g.least < 1 {
			r.Goal = fmt.Sprintf("at most %.3gx its time", 1/g.least)
		}
		ours, ok := s.least(g.ours.job, g.ours.place)
		r.Ours, r.Median = pointer(ours, ok), pointer(s.median(g.ours))
		peer, median, found := s.fastest(g.others)
		r.Peer, r.Other = pointer(peer, found), pointer(median, found)
		if ok && found {
			ratio := peer / ours
			met := ratio >= g.least
			r.Ratio, r.Met = &ratio, &met
		}
		rows = append(rows, r)
	}
	for _, l := range limits() {
		unit := l.unit
		if unit == "" {
			unit = "ms"
		}
		r := row{Name: l.name, Goal: fmt.Sprintf("%g %s or less", l.most, unit), Unit: l.unit}
		if v, ok := l.value(s); ok {
			met := v <= l.most
			r.Ours, r.Met = &v, &met
		}
		rows = append(rows, r)
	}
	return rows
}

// fastest returns minimum and median of the one of several that has the least minimum. All of
// them must have been measured, or their places be missing for a reason that the table tells.
func (s *samples) fastest(others []key) (ms, median float64, ok bool) {
	for _, k := range others {
		v, found := s.least(k.job, k.place)
		if !found {
			continue
		}
		if !ok || v < ms {
			ms, ok = v, true
			median, _ = s.median(k)
		}
	}
	return ms, median, ok
}

func (s *samples) median(k key) (float64, bool) {
	t := s.sorted(k)
	if len(t) == 0 {
		return 0, false
	}
	return t[len(t)/2], true
}

func pointer[T any](v T, ok bool) *T {
	if !ok {
		return nil
	}
	return &v
}
