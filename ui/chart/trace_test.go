package chart

import (
	"encoding/base64"
	"testing"

	"arraylab/sim/lab"
)

// TestTraces: a lead at rest is a line in the middle of its room, and what stands out goes up from there.
func TestTraces(t *testing.T) {
	g := lab.Grid{C: 2, H: 1, W: 200}
	values := make([]byte, g.Values())
	for i := range values {
		values[i] = middle
	}
	values[2*100] = 228 // of the first lead
	p := (Ground{}).Image(g, values)
	px, _ := base64.StdEncoding.DecodeString(p.Px)
	if p.W != 400 || p.H != traceHeight || len(px) != p.W*p.H {
		t.Fatalf("%d by %d with %d pixels", p.W, p.H, len(px))
	}
	for lead, y := range []int{traceHeight / 4, 3 * traceHeight / 4} {
		if px[y*p.W+10] != 255 || px[(y-5)*p.W+10] != 0 {
			t.Errorf("lead %d is not at rest", lead)
		}
	}
	if px[4*p.W+200] != 255 || px[4*p.W+180] != 0 {
		t.Error("the peak is not where it is")
	}
	if p := (Ground{}).Image(g, values[:3]); p.W != 400 || p.Mark != -1 {
		t.Errorf("of too few values: %d wide", p.W)
	}
}

func TestSeenOf(t *testing.T) {
	a := lab.Area{Row: 0, Column: 7, Rows: 1, Columns: 20}
	if got := SeenOf(lab.Grid{C: 2, H: 1, W: 200}, a); got != (lab.Area{Column: 14, Rows: traceHeight, Columns: 40}) {
		t.Errorf("of a signal: %+v", got)
	}
	if got := SeenOf(lab.Grid{C: 1, H: 28, W: 28}, a); got != a {
		t.Errorf("of an image: %+v", got)
	}
}
