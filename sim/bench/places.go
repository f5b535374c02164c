//go:build !js

package main

import (
	"path/filepath"
	"strconv"
	"sync"
)

// Names of the places: where something runs. A peer's name stands before the comma.
const (
	native1, native2     = "native, 1 worker", "native, 2 workers"
	node1                = "Node, 1 worker"
	chromium1, chromium2 = "Chromium, 1 worker", "Chromium, 2 workers"
	jax1, jax2           = "jax-js, 1 thread", "jax-js, 2 threads"
	// Its threads do not start: asked for two it has one. Its backend has no gradient of a convolution.
	tfjs1          = "TensorFlow.js, 1 thread"
	ort1, ort2     = "onnxruntime-web, 1 thread", "onnxruntime-web, 2 threads"
	torch1, torch2 = "PyTorch, 1 thread", "PyTorch, 2 threads"
)

// place is somewhere to run jobs, each so many times a round.
type place struct {
	name  string
	peer  bool
	start func() (player, error)
	jobs  map[string]int
}

// jobs in the order of a round.
var jobs = []string{"latent", "infer", "knob", "standard", "weak", "look-up step", "dense step", "kernels", "maps",
	"infer maps", "eight"}

var (
	oursEverywhere = map[string]int{"latent": 12, "infer": 3, "knob": 2, "standard": 3, "weak": 3, "maps": 8,
		"infer maps": 1}
	oursGate = map[string]int{"latent": 12, "infer": 3, "knob": 2, "standard": 3, "weak": 3, "look-up step": 12,
		"dense step": 12, "kernels": 5, "maps": 8, "infer maps": 1, "eight": 5}
	browserPeer   = map[string]int{"latent": 3, "standard": 1}
	jaxPeer       = map[string]int{"latent": 3, "standard": 1, "maps": 1}
	torchPeer     = map[string]int{"latent": 12, "infer": 2, "standard": 3, "weak": 3, "maps": 3, "eight": 5}
	onlyInference = map[string]int{"infer": 2, "infer maps": 1}
)

// apart tells whether a place that fails at a job is there for the others: CIFAR-10 may not have been fetched.
func apart(job string) bool {
	return job == "dense step" || job == "maps" || job == "infer maps" || job == "eight"
}

// hardlyBegins tells of a training of which a place does too few steps to have learnt: jax-js takes minutes for one of
// the network over maps, does one of a twentieth of the batch a round (peers/jax.js), and infers no thousand images.
func hardlyBegins(job string, p place) bool {
	return job == "maps" && (p.name == jax1 || p.name == jax2)
}

func places(t *tools) []place {
	ours := func(workers int, command ...string) func() (player, error) {
		return func() (player, error) {
			return startProcess(nil, append(command, "-data", t.data, "-model", t.model, "-workers",
				strconv.Itoa(workers))...)
		}
	}
	core := sync.OnceValues(func() (string, error) { return fastestCore(t) })
	torch := func(threads int) func() (player, error) {
		return func() (player, error) {
			c, err := core()
			if err != nil {
				return nil, err
			}
			return startTorch(t, threads, c)
		}
	}
	tab := func(page string, threads int) func() (player, error) {
		// Memory is shared between threads only where the page is isolated from others.
		return func() (player, error) { return t.browser.open(t.web.at(threads > 1) + page) }
	}
	peer := func(name string, threads int) func() (player, error) {
		return tab("/peers/peer.html?peer="+name+"&threads="+strconv.Itoa(threads), threads)
	}
	return []place{
		{native1, false, ours(1, t.native), oursGate},
		{native2, false, ours(2, t.native), oursEverywhere},
		{node1, false, ours(1, filepath.Join(t.goroot, "lib", "wasm", "go_js_wasm_exec"), t.wasm), oursEverywhere},
		{chromium1, false, tab("/ours/ours.html", 2), oursGate},
		{chromium2, false, tab("/ours/ours.html?workers=2", 2), oursEverywhere},
		{jax1, true, peer("jax", 1), jaxPeer},
		{jax2, true, peer("jax", 2), jaxPeer},
		{tfjs1, true, peer("tfjs", 1), browserPeer},
		{ort1, true, peer("ort", 1), onlyInference},
		{ort2, true, peer("ort", 2), onlyInference},
		{torch1, true, torch(1), torchPeer},
		{torch2, true, torch(2), torchPeer},
	}
}
