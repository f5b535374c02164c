package ui

import (
	"strings"
	"testing"

	"arraylab/sim/lab"
	"arraylab/wasm/wire"
)

// TestTwoResultsSideBySide: an earlier result is set beside the one on the screen, with both figures, their difference,
// curves and confusions.
func TestTwoResultsSideBySide(t *testing.T) {
	s, _ := swept(t)
	curve := func(a float64) []lab.Point {
		return []lab.Point{{Epoch: 1, TestAcc: a / 2, TrainAcc: -1}, {Epoch: 2, TestAcc: a, TrainAcc: -1}}
	}
	result := func(link string, a, ber float64) lab.Result {
		r := lab.Result{Link: link, Accuracy: a, IdealAccuracy: 0.98, BER: []float64{ber, ber},
			Curve: curve(a), Loss: 0.1}
		r.Confusion = lab.NewConfusion(10)
		r.Confusion[3][5], r.Confusion[3][3] = int(100.5-100*a), int(100*a+0.5)
		return r
	}
	first, second := s.link.Experiment.Link(), ""
	s.hears(wire.Result{Result: result(first, 0.90, 0.01), Reason: "reinfer"})
	if len(s.details()) != len(detailNames) {
		t.Error("there is a comparison before one was asked for")
	}
	s.Knob("ber", "0.04")
	second = s.link.Experiment.Link()
	s.hears(wire.Result{Result: result(second, 0.85, 0.04), Reason: "reinfer"})
	s.Compare(first)
	page := drawn(t, s)
	for _, want := range []string{"85.00 %", "90.00 %", "−5.00", "BER, layer 2", "× 4", "memory=ber"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	charts := s.Charts()
	if c := charts["chart-compare-confusion"]; !strings.Contains(c, "3 taken for 5, +5.0 points") {
		t.Errorf("confusions %s", c)
	}
	if c := charts["chart-compare-curves"]; !strings.Contains(c, "At the end 85.00 % and 90.00 %") {
		t.Errorf("curves %s", c)
	}
	s.Knob("ber", "0.01") // back to what is compared
	s.hears(wire.Result{Result: result(first, 0.90, 0.01), Reason: "reinfer"})
	if page := drawn(t, s); s.versusResult() != nil || !strings.Contains(page, "choose another one") {
		t.Error("a result is compared with itself")
	}
}
