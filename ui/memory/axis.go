package memory

import "math"

// axis is one axis of a viewport, laid out: which cell each pixel belongs to, and where in the
// array the edges of the pixels are.
type axis struct {
	n             int // cells
	origin, scale float64
	first, last   int       // the pixels [first, last) belong to cells
	cell          []int     // by pixel, its cell
	inverse       []float64 // by pixel, one over its width in cells
	at            []int     // by edge of a pixel, the cell that it cuts
	frac          []float64 // by edge of a pixel, the share of that cell before it
	pos           []float64 // by edge of a pixel, at + frac
	start         []int32   // by cell and one more, the first pixel that is not of a cell before it
	line          []bool    // by pixel, whether a grid line runs there
}

// gridFrom is the scale, in pixels a cell, from which lines part the cells.
const gridFrom = 8

// lay fills the axis for a number of pixels.
func (a *axis) lay(pixels, n int, origin, scale float64) {
	if len(a.cell) == pixels && a.n == n && a.origin == origin && a.scale == scale {
		return
	}
	a.n, a.origin, a.scale = n, origin, scale
	a.first = min(max(edge(0, origin, scale), 0), pixels)
	a.last = max(min(edge(n, origin, scale), pixels), a.first)
	a.cell, a.inverse, a.line = resized(a.cell, pixels), resized(a.inverse, pixels), resized(a.line, pixels)
	a.at, a.frac, a.pos = resized(a.at, pixels+1), resized(a.frac, pixels+1), resized(a.pos, pixels+1)
	for e := range a.at {
		x := min(max(origin+float64(e)/scale, 0), float64(n))
		i := min(int(x), n-1)
		a.at[e], a.frac[e], a.pos[e] = i, x-float64(i), x
	}
	for p := a.first; p < a.last; p++ {
		a.inverse[p] = 1 / (a.pos[p+1] - a.pos[p])
	}
	a.start = resized(a.start, n+1)
	for i := range a.start {
		a.start[i] = int32(min(max(edge(i, origin, scale), 0), pixels))
	}
	a.own()
}

// pixels returns the pixels [from, to) of a cell that lie in [first, last): its own, or the one
// that its middle lies in where it shares that with others.
func (a *axis) pixels(i, first, last int) (from, to int) {
	from, to = int(a.start[i]), int(a.start[i+1])
	if from == to {
		from = int(math.Floor((float64(i) + 0.5 - a.origin) * a.scale))
		to = from + 1
	}
	return max(from, first), min(to, last)
}

// own tells the pixels their cells, and which of them a grid line covers.
func (a *axis) own() {
	if a.first == a.last {
		return
	}
	cell := owner(a.first, a.origin, a.scale)
	next := edge(cell+1, a.origin, a.scale)
	for p := a.first; p < a.last; p++ {
		a.line[p] = false
		for p >= next {
			cell++
			next = edge(cell+1, a.origin, a.scale)
			a.line[p] = a.scale >= gridFrom
		}
		a.cell[p] = cell
	}
}
