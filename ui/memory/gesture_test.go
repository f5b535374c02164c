package memory

import (
	"math"
	"testing"
)

func zoomed() Viewport {
	return Viewport{W: 400, H: 400}.Of(1000, 1000).ZoomAt(20, 200, 200)
}

func TestDragMovesTheCellWithTheFinger(t *testing.T) {
	g, v := Gesture{}, zoomed()
	g.Down(7, 100, 100)
	if same := g.Move(7, 102, 101, 1, v); same != v || g.Dragging() {
		t.Error("a tremble moved the array")
	}
	x, y := v.CellAt(150, 150)
	v = g.Move(7, 150, 150, 1, v) // the slop is used up: from here the array follows
	x, y = v.CellAt(150, 150)
	v = g.Move(7, 90, 170, 1, v)
	if x1, y1 := v.CellAt(90, 170); math.Abs(x-x1) > 1e-9 || math.Abs(y-y1) > 1e-9 {
		t.Errorf("cell %g,%g under the finger became %g,%g", x, y, x1, y1)
	}
	if g.Up(7) {
		t.Error("a drag ended as a tap")
	}
}

// The picture may have half the screen's pixels: the cell still stays under the finger.
func TestDragOnACoarserPicture(t *testing.T) {
	g, v := Gesture{}, zoomed()
	g.Down(7, 100, 100)
	v = g.Move(7, 150, 150, 0.5, v)
	x, y := v.CellAt(75, 75)
	v = g.Move(7, 90, 170, 0.5, v)
	if x1, y1 := v.CellAt(45, 85); math.Abs(x-x1) > 1e-9 || math.Abs(y-y1) > 1e-9 {
		t.Errorf("cell %g,%g under the finger became %g,%g", x, y, x1, y1)
	}
}

func TestTap(t *testing.T) {
	g, v := Gesture{}, zoomed()
	g.Down(1, 10, 10)
	g.Move(1, 11, 12, 1, v)
	if !g.Up(1) {
		t.Error("a press on the spot is no tap")
	}
	g.Down(1, 10, 10)
	g.Down(2, 50, 10)
	if g.Up(1) || g.Up(2) {
		t.Error("two fingers tapped")
	}
	if g.Up(9) {
		t.Error("a finger that was never down tapped")
	}
}

func TestPinchKeepsBothFingersOnTheirCells(t *testing.T) {
	g, v := Gesture{}, zoomed()
	g.Down(1, 150, 200)
	g.Down(2, 250, 200)
	ax, ay := v.CellAt(150, 200)
	bx, by := v.CellAt(250, 200)
	v = g.Move(1, 120, 230, 1, v)
	v = g.Move(2, 300, 230, 1, v)
	// The fingers' line stayed level, so a zoom and a shift map it exactly.
	for _, c := range []struct{ px, py, x, y float64 }{{120, 230, ax, ay}, {300, 230, bx, by}} {
		if x, y := v.CellAt(c.px, c.py); math.Abs(x-c.x) > 0.35 || math.Abs(y-c.y) > 0.35 {
			t.Errorf("cell %g,%g under a finger became %g,%g", c.x, c.y, x, y)
		}
	}
	if got := v.Zoom / zoomed().Zoom; math.Abs(got-1.8) > 0.03 {
		t.Errorf("fingers 1.8 times as far apart zoomed by %g", got)
	}
	g.Up(1)
	x, y := v.CellAt(300, 230)
	v = g.Move(2, 310, 240, 1, v)
	if x1, y1 := v.CellAt(310, 240); math.Abs(x-x1) > 1e-9 || math.Abs(y-y1) > 1e-9 {
		t.Error("the finger that stayed does not drag on")
	}
	g.Cancel()
	if same := g.Move(2, 0, 0, 1, v); same != v {
		t.Error("a cancelled finger still drags")
	}
}
