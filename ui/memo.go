package ui

import "arraylab/sim/lab"

// memo keeps what was last made of a key: what many parts of one drawing ask for is made once.
type memo[K comparable, V any] struct {
	key   K
	value V
	known bool
}

// of returns what belongs to the key.
func (m *memo[K, V]) of(key K, build func() V) V {
	if !m.known || m.key != key {
		m.key, m.value, m.known = key, build(), true
	}
	return m.value
}

// memos are what follows from settings and result alone, and takes long among two hundred fields.
type memos struct {
	phase   memo[phaseKey, lab.Phase]
	network memo[phaseKey, lab.Phase] // the same of the network in the engine
	knobs   memo[knobsKey, [][2]string]
	series  memo[knobsKey, [][2]string]
	offer   memo[offerKey, string]
	title   memo[lab.Experiment, string]
	grids   memo[string, []lab.Grid] // of the layers of the link's network
	ideal   memo[string, string]     // of the result's link
	begun   memo[string, string]     // the same of the run under way: both are asked for in one drawing
}

// offerKey is what the offer to learn in the devices follows from.
type offerKey struct {
	e       lab.Experiment
	workers int
	rate    float64
}

type phaseKey struct {
	e      lab.Experiment
	result string
}

type knobsKey struct {
	e      lab.Experiment
	key    string
	listed bool
}
