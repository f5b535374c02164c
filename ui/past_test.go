package ui

import (
	"testing"
	"time"

	"arraylab/sim/lab"
	"arraylab/wasm/wire"
)

// TestADragLeavesOneEntry: of the values that a slider passes only the last is an earlier result, and what was there
// before; a pause, or another knob, begins another one. Settings are told in words.
func TestADragLeavesOneEntry(t *testing.T) {
	s, d := opened(t, "")
	links := func() (all []string) {
		for _, p := range s.past {
			all = append(all, p.Settings())
		}
		return all
	}
	turn := func(key, value string) {
		t.Helper()
		s.Knob(key, value)
		s.hears(wire.Result{Reason: "reinfer", Result: lab.Result{Link: s.link.Experiment.Link(), IdealAccuracy: -1}})
	}
	turn("memory", "ber")
	for _, value := range []string{"0.01", "0.02", "0.03"} {
		d.clock += 200 * time.Millisecond
		turn("ber", value)
	}
	d.clock += 5 * time.Second
	turn("ber", "0.1")
	s.Revisit("v=1&memory=ber&ber=0.03")
	s.hears(wire.Result{Reason: "reinfer", Result: lab.Result{Link: s.link.Experiment.Link(), IdealAccuracy: -1}})
	got := links()
	t.Log(got)
	want := []string{"the default settings", "memory bit errors", "memory bit errors, bit error rate 0.03",
		"memory bit errors, bit error rate 0.1"}
	if len(got) < len(want) {
		t.Fatalf("%q", got)
	}
	for i, w := range want {
		if got[i] != w {
			t.Errorf("entry %d is %q, want %q", i, got[i], w)
		}
	}
}
