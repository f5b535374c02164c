package ui

import (
	"encoding/json"
	"strings"
	"testing"

	"arraylab/sim/lab"
	"arraylab/ui/chart"
	"arraylab/wasm/wire"
)

// The charts carry the result's own numbers.
func TestCharts(t *testing.T) {
	s, _ := opened(t, "")
	r := *s.result
	r.Confusion = lab.NewConfusion(10)
	r.Confusion[7][2], r.Confusion[7][7] = 15, 1000
	r.BER, r.Pulses = []float64{0.0012, 0.3}, []int64{4100000, 75600}
	s.hears(wire.Result{Result: r, Reason: "train"})
	for detail, want := range map[string]string{
		"confusion": "The most frequent confusion: 7 taken for 2, 15 times.",
		"ber":       "layer 1: 0.0012, layer 2: 0.3.",
		"pulses":    "layer 1: 4.1 M, layer 2: 75.6 k.",
	} {
		s.chrome.detail = detail
		var c chart.Spec
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
	s.chrome.curve = "loss"
	if c := s.Charts()["chart-curves"]; strings.Contains(c, `"ideal"`) || !strings.Contains(c, "cross-entropy (nat)") {
		t.Errorf("the loss: %s", c)
	}
}

// A sequence shows every task over time, and the hidden weights by layer while it is trained.
func TestTasksAreShown(t *testing.T) {
	s, _ := opened(t, "sequence=permuted&tasks=2&epochs=1")
	s.hears(wire.Result{Reason: "train", Result: lab.Result{Link: s.link.Experiment.Link(), Accuracy: 0.69}})
	s.points = []lab.Point{{Epoch: 1, Tasks: []float64{0.96}}, {Epoch: 2, Tasks: []float64{0.41, 0.97}}}
	var c chart.Spec
	if err := json.Unmarshal([]byte(s.Charts()["chart-curves"]), &c); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(c.Words, "41 %") || !strings.Contains(c.Words, "97 %") ||
		c.Title != "Accuracy of every task by epoch" {
		t.Errorf("the chart says %q", c.Words)
	}
	s.chrome.detail = "hidden"
	if s.Charts()["chart-hidden"] != "" {
		t.Error("hidden weights are shown before any was told")
	}
	s.course.weighed = []lab.Histogram{{Layer: 0, Span: 2, Counts: []int64{1, 0, 2, 0, 1}},
		{Layer: 1, Span: 0.5, Counts: []int64{0, 0, 4, 0, 0}}}
	if err := json.Unmarshal([]byte(s.Charts()["chart-hidden"]), &c); err != nil {
		t.Fatal(err)
	}
	if want := "layer 1 from -2 to 2, 50 % of the weights in the outer half; layer 2 from -0.5 to 0.5, 0 % of the " +
		"weights in the outer half."; c.Words != want {
		t.Errorf("the histograms say %q, want %q", c.Words, want)
	}
	r := *s.result
	r.Tasks = []lab.TaskResult{{Name: "permutation 1", Accuracy: 0.41}, {Name: "permutation 2", Accuracy: 0.97}}
	s.hears(wire.Result{Result: r, Reason: "train"})
	if got := (&ResultPanel{S: s}).tasks(); !strings.Contains(got, "permutation 1 41.00 %") ||
		!strings.Contains(got, "permutation 2 97.00 %") {
		t.Errorf("the result tells of the tasks %q", got)
	}
}
