package memory

import (
	"image"
	"math"
)

// MaxScale is the largest size of a cell, in pixels: some eight cells across a phone, so that a
// finger hits the one it means.
const MaxScale = 64

// Viewport says which part of an array of Rows by Cols cells shows in W by H pixels. The zero
// Zoom is none yet: call Fit. Viewports are values: two are equal when they show the same.
type Viewport struct {
	W, H       int // pixels
	Rows, Cols int // cells
	// Zoom is the side of a cell in pixels. Along an axis that would not fill the viewport cells
	// are longer, until Zoom has caught up: an output layer has ten columns beside a thousand
	// rows, and with square cells it would be a line.
	Zoom float64
	// X and Y are the column and the row, with fractions, at the left and upper edges of the
	// viewport; negative where a margin shows.
	X, Y float64
}

// Empty says that there is nothing to show, or no room to show it in.
func (v Viewport) Empty() bool { return v.W <= 0 || v.H <= 0 || v.Rows <= 0 || v.Cols <= 0 }

// Scale returns the width and the height of a cell, in pixels.
func (v Viewport) Scale() (sx, sy float64) {
	if v.Empty() {
		return 1, 1
	}
	return max(v.Zoom, fill(v.W, v.Cols)), max(v.Zoom, fill(v.H, v.Rows))
}

// fill is the scale at which n cells fill a number of pixels.
func fill(pixels, n int) float64 { return min(float64(pixels)/float64(n), MaxScale) }

// Mean returns how many cells a pixel averages over, at least 1.
func (v Viewport) Mean() float64 {
	sx, sy := v.Scale()
	return max(1/sx, 1) * max(1/sy, 1)
}

// FitZoom returns the zoom at which the whole array just shows; no viewport zooms out further.
func (v Viewport) FitZoom() float64 {
	if v.Empty() {
		return 1
	}
	return min(fill(v.W, v.Cols), fill(v.H, v.Rows))
}

// Fitted says that the whole array shows.
func (v Viewport) Fitted() bool { return v.Zoom <= v.FitZoom() }

// Fit returns the viewport that shows the whole array.
func (v Viewport) Fit() Viewport {
	v.Zoom = v.FitZoom()
	return v.clamped()
}

// ZoomAt returns the viewport magnified by the factor with the cell under the point (px, py)
// staying there, as far as the array's edges and the bounds of the zoom let it.
func (v Viewport) ZoomAt(factor, px, py float64) Viewport {
	if v.Empty() || !(factor > 0) {
		return v
	}
	x, y := v.CellAt(px, py)
	v.Zoom = min(max(v.Zoom*factor, v.FitZoom()), MaxScale)
	sx, sy := v.Scale()
	v.X, v.Y = x-px/sx, y-py/sy
	return v.clamped()
}

// Pan returns the viewport after the array was dragged by (dx, dy) pixels.
func (v Viewport) Pan(dx, dy float64) Viewport {
	sx, sy := v.Scale()
	v.X -= dx / sx
	v.Y -= dy / sy
	return v.clamped()
}

// Resize returns the viewport for another size of the picture, with the same cell in the
// middle; a fitted one stays fitted. The factor is that of the pixels' fineness: 2 when each
// old pixel has become 2 by 2.
func (v Viewport) Resize(w, h int, factor float64) Viewport {
	fitted := v.Zoom == 0 || v.Fitted()
	x, y := v.CellAt(float64(v.W)/2, float64(v.H)/2)
	v.W, v.H = w, h
	if fitted {
		return v.Fit()
	}
	v.Zoom = min(max(v.Zoom*factor, v.FitZoom()), MaxScale)
	return v.centred(x, y)
}

// Of returns the viewport for an array of another shape, fitted; itself when the shape is its own.
func (v Viewport) Of(rows, cols int) Viewport {
	if v.Rows == rows && v.Cols == cols && v.Zoom > 0 {
		return v
	}
	v.Rows, v.Cols = rows, cols
	return v.Fit()
}

// Reveal returns the viewport moved just so far that the cell shows; a negative row or column
// asks for none along that axis.
func (v Viewport) Reveal(row, col int) Viewport {
	sx, sy := v.Scale()
	v.X = revealed(v.X, float64(v.W)/sx, col)
	v.Y = revealed(v.Y, float64(v.H)/sy, row)
	return v.clamped()
}

// revealed moves an origin until cell i lies within span cells of it.
func revealed(origin, span float64, i int) float64 {
	if i < 0 {
		return origin
	}
	return max(min(origin, float64(i)), float64(i)+1-span)
}

// CellAt returns the column x and the row y, with fractions, under a point in pixels.
func (v Viewport) CellAt(px, py float64) (x, y float64) {
	sx, sy := v.Scale()
	return v.X + px/sx, v.Y + py/sy
}

// Hit returns the cell that pixel (px, py) belongs to; ok is false beside the array.
func (v Viewport) Hit(px, py int) (row, col int, ok bool) {
	if v.Empty() || px < 0 || py < 0 || px >= v.W || py >= v.H {
		return -1, -1, false
	}
	sx, sy := v.Scale()
	col, row = owner(px, v.X, sx), owner(py, v.Y, sy)
	if row < 0 || col < 0 || row >= v.Rows || col >= v.Cols {
		return -1, -1, false
	}
	return row, col, true
}

// Rect returns the pixels of a cell, cut to the viewport; empty where none is its own.
func (v Viewport) Rect(row, col int) image.Rectangle {
	sx, sy := v.Scale()
	r := image.Rect(edge(col, v.X, sx), edge(row, v.Y, sy), edge(col+1, v.X, sx), edge(row+1, v.Y, sy))
	return r.Intersect(image.Rect(0, 0, v.W, v.H))
}

// Middle returns where the middle of a cell lies, in pixels, in the viewport or out of it.
func (v Viewport) Middle(row, col int) (px, py float64) {
	sx, sy := v.Scale()
	return (float64(col) + 0.5 - v.X) * sx, (float64(row) + 0.5 - v.Y) * sy
}

// Bounds returns the pixels of the whole array, cut to the viewport.
func (v Viewport) Bounds() image.Rectangle {
	if v.Empty() {
		return image.Rectangle{}
	}
	sx, sy := v.Scale()
	r := image.Rect(edge(0, v.X, sx), edge(0, v.Y, sy), edge(v.Cols, v.X, sx), edge(v.Rows, v.Y, sy))
	return r.Intersect(image.Rect(0, 0, v.W, v.H))
}

// edge returns the first pixel of cell i: the first whose middle lies in it.
func edge(i int, origin, scale float64) int {
	return int(math.Ceil((float64(i)-origin)*scale - 0.5))
}

// owner returns the cell whose pixels include p. It asks edge, so that the two agree however
// the quotient rounds.
func owner(p int, origin, scale float64) int {
	i := int(math.Floor(origin + (float64(p)+0.5)/scale))
	for p < edge(i, origin, scale) {
		i--
	}
	for p >= edge(i+1, origin, scale) {
		i++
	}
	return i
}

// centred puts a point of the array in the middle of the viewport.
func (v Viewport) centred(x, y float64) Viewport {
	sx, sy := v.Scale()
	v.X, v.Y = x-float64(v.W)/2/sx, y-float64(v.H)/2/sy
	return v.clamped()
}

// clamped keeps the array in the viewport: centred where it is smaller, edge to edge where not.
func (v Viewport) clamped() Viewport {
	if v.Empty() {
		return v
	}
	sx, sy := v.Scale()
	v.X = clamp(v.X, float64(v.W)/sx, float64(v.Cols))
	v.Y = clamp(v.Y, float64(v.H)/sy, float64(v.Rows))
	return v
}

func clamp(origin, span, n float64) float64 {
	if span >= n {
		return (n - span) / 2
	}
	return min(max(origin, 0), n-span)
}
