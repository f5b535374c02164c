package ui

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"arraylab/sim/lab"
	"arraylab/wasm/wire"
)

// A curve keeps its ends, leaves out what was not measured, and stays small.
func TestSeries(t *testing.T) {
	var points []lab.Point
	for i := range 1000 {
		p := lab.Point{Epoch: float64(i), TestAcc: -1, TrainAcc: 0.5}
		if i%2 == 1 {
			p.TestAcc = float64(i) / 1000
		}
		points = append(points, p)
	}
	points[3].TestAcc = math.NaN()
	got := series(points, func(p lab.Point) float64 { return p.TestAcc })
	if len(got) != mostPoints || got[0] != (xy{1, 0.001}) || got[len(got)-1] != (xy{999, 0.999}) {
		t.Errorf("%d points from %v to %v", len(got), got[0], got[len(got)-1])
	}
	for i := 1; i < len(got); i++ {
		if !(got[i].X > got[i-1].X) {
			t.Fatal("the points are out of order")
		}
	}
}

// The charts carry the result's own numbers.
func TestCharts(t *testing.T) {
	s, _ := opened(t, "")
	r := *s.result
	r.Confusion[7][2], r.Confusion[7][7] = 15, 1000
	r.BER, r.Pulses = []float64{0.0012, 0.3}, []int64{4100000, 75600}
	s.Report(wire.Result{Result: r, Reason: "train"})
	for detail, want := range map[string]string{
		"confusion": "The most frequent confusion: 7 taken for 2, 15 times.",
		"ber":       "layer 1: 0.0012, layer 2: 0.3.",
		"pulses":    "layer 1: 4.1 M, layer 2: 75.6 k.",
	} {
		s.detail = detail
		var c Chart
		if err := json.Unmarshal([]byte(s.Charts()["chart-"+detail]), &c); err != nil {
			t.Fatal(err)
		}
		if c.Words != want {
			t.Errorf("%s says %q, want %q", detail, c.Words, want)
		}
	}
	if c := s.Charts()["chart-curves"]; !strings.Contains(c, `{"x":2,"y":94}`) || !strings.Contains(c, `"ideal"`) {
		t.Errorf("the curves lack the last test accuracy or the ideal: %s", c)
	}
	s.curve = "loss"
	if c := s.Charts()["chart-curves"]; strings.Contains(c, `"ideal"`) || !strings.Contains(c, "cross-entropy (nat)") {
		t.Errorf("the loss: %s", c)
	}
}
