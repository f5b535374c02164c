package chart

import (
	"math"
	"testing"

	"arraylab/devices"
)

// TestPatches: cells of a map are joined to rectangles that cover it once, on either kind of axis.
func TestPatches(t *testing.T) {
	p := Map{devices.Picture{
		W: 4, H: 3, XRange: [2]float64{1, 16}, LogX: true, YRange: [2]float64{0, 3}, Classes: []string{"a", "b"},
		Cells: []byte{
			0, 0, 1, 1,
			0, 0, 1, 1,
			0, 1, 1, 0,
		},
	}}
	got := p.patches()
	want := [][]patch{
		{{1, 4, 0, 2}, {1, 2, 2, 3}, {8, 16, 2, 3}},
		{{4, 16, 0, 2}, {2, 8, 2, 3}},
	}
	if len(got) != 2 {
		t.Fatal(got)
	}
	for class := range want {
		for i, w := range want[class] {
			g := got[class][i]
			off := math.Abs(g.X1-w.X1) + math.Abs(g.X2-w.X2) + math.Abs(g.Y1-w.Y1) + math.Abs(g.Y2-w.Y2)
			if off > 1e-9 || len(got[class]) != len(want[class]) {
				t.Errorf("class %d: %v, want %v", class, got[class], want[class])
			}
		}
	}
}
