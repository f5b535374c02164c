package memory

import "math"

// Gesture turns pointers (fingers, a mouse with its button down) into moves of a viewport: one
// drags, two pinch. The zero value has none. Positions are in pixels of the screen, which may be
// finer or coarser than those of the picture.
type Gesture struct {
	pointers [2]pointer
	n        int
	travel   float64 // how far the pointers went since the first came down
	many     bool    // there was more than one
}

type pointer struct {
	id   int
	x, y float64
}

// slop is the travel, in pixels of the screen, that a tap may have: a finger's tremble.
const slop = 5

// Down adds a pointer; a third one is ignored.
func (g *Gesture) Down(id int, x, y float64) {
	if g.n == len(g.pointers) || g.find(id) >= 0 {
		return
	}
	if g.n == 0 {
		g.travel, g.many = 0, false
	}
	g.pointers[g.n] = pointer{id, x, y}
	g.n++
	g.many = g.many || g.n > 1
}

// Move moves a pointer and returns the viewport that follows from it; density is the number of
// the picture's pixels along one of the screen's. Within a tap's slop nothing moves yet.
func (g *Gesture) Move(id int, x, y, density float64, v Viewport) Viewport {
	i := g.find(id)
	if i < 0 {
		return v
	}
	was := g.pointers
	g.pointers[i].x, g.pointers[i].y = x, y
	g.travel += math.Hypot(x-was[i].x, y-was[i].y)
	if !g.Dragging() {
		return v
	}
	if g.n == 1 {
		return v.Pan((x-was[i].x)*density, (y-was[i].y)*density)
	}
	x0, y0, d0 := span(was)
	x1, y1, d1 := span(g.pointers)
	v = v.Pan((x1-x0)*density, (y1-y0)*density)
	if d0 > 0 && d1 > 0 {
		v = v.ZoomAt(d1/d0, x1*density, y1*density)
	}
	return v
}

// Up removes a pointer; tap says that it came and went on the spot, alone.
func (g *Gesture) Up(id int) (tap bool) {
	i := g.find(id)
	if i < 0 {
		return false
	}
	g.pointers[i] = g.pointers[g.n-1]
	g.n--
	return g.n == 0 && !g.many && g.travel <= slop
}

// Cancel forgets all pointers.
func (g *Gesture) Cancel() { g.n, g.travel = 0, 0 }

// Dragging says that the pointers have gone too far to be a tap.
func (g *Gesture) Dragging() bool { return g.n > 0 && (g.many || g.travel > slop) }

func (g *Gesture) find(id int) int {
	for i := range g.n {
		if g.pointers[i].id == id {
			return i
		}
	}
	return -1
}

// span returns the middle of two pointers and their distance.
func span(p [2]pointer) (x, y, d float64) {
	return (p[0].x + p[1].x) / 2, (p[0].y + p[1].y) / 2, math.Hypot(p[1].x-p[0].x, p[1].y-p[0].y)
}
