package ui

import (
	"strings"
	"testing"

	"arraylab/sim/lab"
	"arraylab/wasm/wire"
)

// Margins are asked for where they are looked at, once a result, and again with the next one.
func TestMarginsAreAskedFor(t *testing.T) {
	s, d := opened(t, "")
	d.take()
	asked := func() (n int) {
		for _, o := range d.take() {
			if _, ok := o.(wire.AskMargins); ok {
				n++
			}
		}
		return n
	}
	if s.showDetail("ber"); asked() != 0 {
		t.Error("asked without being looked at")
	}
	if s.showDetail("margins"); asked() != 1 || s.Charts()["chart-margins"] != "" {
		t.Error("not asked, or drawn before the answer")
	}
	s.hears(wire.Margins{Layers: []lab.Margins{
		{Lo: -20, Width: 10, Counts: []int64{1, 2, 4, 1}, RMS: 12.5},
		{Lo: -2, Width: 1, Counts: []int64{0, 0, 3, 5}, RMS: 1.5},
	}})
	c := s.Charts()["chart-margins"]
	if !strings.Contains(c, `{"layer":"layer 1","from":0,"to":10,"share":50}`) || strings.Contains(c, "layer 2") ||
		!strings.Contains(c, "layer 1: 12.5") || !strings.Contains(c, "1.5 above") {
		t.Errorf("chart %s", c)
	}
	if words := (&ResultPanel{s}).marginWords(); !strings.Contains(words, "500 test images") {
		t.Errorf("words %q", words)
	}
	if s.showDetail("margins"); asked() != 0 {
		t.Error("asked for what is known")
	}
	s.hears(wire.Result{Result: *s.result, Reason: "reinfer"})
	s.hears(wire.Status{State: wire.StateDone})
	if asked() != 1 {
		t.Error("not asked again with a new result")
	}
}

// The learning curve names its loss.
func TestTheLossIsNamed(t *testing.T) {
	s, _ := opened(t, "")
	s.chrome.curve = "loss"
	if c := s.Charts()["chart-curves"]; !strings.Contains(c, "cross-entropy (nat)") {
		t.Errorf("chart %s", c)
	}
	s.result.Link = "v=1&loss=mhl"
	if c := s.Charts()["chart-curves"]; !strings.Contains(c, "hinge loss") {
		t.Errorf("chart %s", c)
	}
}
