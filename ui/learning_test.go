package ui

import (
	"testing"

	"arraylab/sim/lab"
	"arraylab/wasm/wire"
)

// TestLearnOffer: to learn in the devices is offered, with its time, where weights are only stored in such as can.
func TestLearnOffer(t *testing.T) {
	s, d := opened(t, "v=1&memory=rram-weak-reset&learn=latent")
	s.storesNow()
	shows(t, s, "learn-memory", "Learn in the devices: about ")
	s.LearnInDevices()
	if want := "v=1&memory=rram-weak-reset"; s.link.Experiment.Link() != want || !s.Busy() {
		t.Errorf("settings %s, address %s, busy %v: want %s trained", s.link.String(), d.address, s.Busy(), want)
	}
	for _, hash := range []string{"v=1", "v=1&memory=st-mram", "v=1&memory=rram-weak-reset",
		"v=1&memory=rram-weak-reset&learn=latent&lock=1"} {
		if s, _ := opened(t, hash); s.learnOffer() != "" {
			t.Errorf("%s offers %q", hash, s.learnOffer())
		}
	}
}

// TestStoreAtOnce: weak RESET chosen for a trained network stores it, as every other memory does.
func TestStoreAtOnce(t *testing.T) {
	s, d := opened(t, "v=1")
	s.Knob("memory", lab.MemoryWeakReset)
	want := "v=1&memory=rram-weak-reset&learn=latent"
	ordered(t, d, wire.Reinfer{Link: want})
	if d.address != want || s.Stale() {
		t.Errorf("address %s, stale %v", d.address, s.Stale())
	}
}
