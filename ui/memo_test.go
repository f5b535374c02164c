package ui

import (
	"maps"
	"testing"

	"arraylab/wasm/wire"
)

// TestWhatStaysIsMadeOnce counts: a chart is made when what it shows changed, whatever else is drawn.
func TestWhatStaysIsMadeOnce(t *testing.T) {
	var drawn specs
	made := 0
	draw := func(id string, shows any, want int) {
		t.Helper()
		drawn.of(id, shows, func() any { made++; return shows })
		if made != want {
			t.Errorf("%d charts were made, want %d", made, want)
		}
	}
	draw("a", []float64{1}, 1)
	draw("a", []float64{1}, 1)
	draw("b", []float64{1}, 2)
	draw("a", []float64{1, 2}, 3)
	draw("b", []float64{1}, 3)
	draw("a", []float64{1, 2}, 3)
}

// TestDrawingReadsNoLink: the links that a page of a run names are read once; no message of the run, and no drawing,
// reads one again.
func TestDrawingReadsNoLink(t *testing.T) {
	s, _ := booked(t, pulsedLink)
	drawn(t, s)
	s.Charts()
	before := maps.Clone(s.memos.links)
	if len(before) == 0 {
		t.Fatal("no link was read")
	}
	for range 3 * mostLinks { // more than are kept: one more each would empty them
		s.hears(wire.Status{State: wire.StateIdle})
		drawn(t, s)
		s.Charts()
	}
	if len(s.memos.links) != len(before) {
		t.Errorf("drawings read %d links, then %d", len(before), len(s.memos.links))
	}
}
