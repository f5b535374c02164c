package chart

import (
	"strings"
	"testing"

	"arraylab/sim/gallery"
)

// TestLinesBesideTakeOneSeries where one is asked for.
func TestLinesBesideTakeOneSeries(t *testing.T) {
	x, ok := gallery.ScenarioOf("train-errors")
	if !ok {
		t.Fatal("there is no such scenario")
	}
	lines := LinesOf(x)
	if len(lines) != 5 || !lines[4].Beside || !strings.Contains(lines[4].Name, "hinge") || lines[3].Beside {
		t.Errorf("lines %+v", lines)
	}
	if lines[2].Name != "error rate in training 0.04" {
		t.Errorf("a series is named %q", lines[2].Name)
	}
}
