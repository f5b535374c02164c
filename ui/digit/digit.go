// Package digit turns what a pen drew into a picture as MNIST holds them: the ink is cropped,
// its longest side scaled to five sevenths of the picture with grey levels (20 of 28 pixels), and its
// centre of mass put in the centre (LeCun, Cortes and Burges, "The MNIST database of handwritten
// digits").
package digit

import "math"

const (
	// canvas is the side of the raster that strokes are drawn on: ten times that of MNIST's pictures,
	// so that one pixel averages about a hundred of it.
	canvas = 280
	// pen is the radius of the round pen in units of the pad's side. A digit that fills two
	// thirds of the pad then has strokes of 2.4 pixels out of 20, as MNIST's have (assumed).
	pen = 0.04
)

// Size is the width and the height of a picture, in pixels.
type Size struct{ W, H int }

// box is the longest side that the ink itself may have.
func (s Size) box() int { return max(1, min(s.W, s.H)*5/7) }

// Point is a place on the pad, (0,0) its upper left and (1,1) its lower right corner.
type Point struct{ X, Y float64 }

// Stroke is the way of the pen between setting it down and lifting it. One point is a dot.
type Stroke []Point

// FromStrokes draws the strokes with a round pen and centres them: W*H bytes, row by
// row, 0 for paper and 255 for ink. It is false when there is no ink within the pad.
func (s Size) FromStrokes(strokes []Stroke) ([]byte, bool) {
	return s.Center(Draw(strokes), canvas, canvas)
}

// Draw returns the strokes as grey levels on a raster of 280x280 pixels.
func Draw(strokes []Stroke) []byte {
	ink := make([]byte, canvas*canvas)
	for _, s := range strokes {
		for i := range s {
			a := s[max(i-1, 0)]
			capsule(ink, a.X*canvas, a.Y*canvas, s[i].X*canvas, s[i].Y*canvas)
		}
	}
	return ink
}

// capsule inks all pixels within a pen's radius of the segment from a to b (in pixels), with
// one pixel of transition at the rim.
func capsule(ink []byte, ax, ay, bx, by float64) {
	const r = pen * canvas
	x0, x1 := bounds(ax, bx, r)
	y0, y1 := bounds(ay, by, r)
	for y := y0; y < y1; y++ {
		for x := x0; x < x1; x++ {
			d := distance(float64(x)+0.5, float64(y)+0.5, ax, ay, bx, by)
			cover := min(max(r-d+0.5, 0), 1)
			p := &ink[y*canvas+x]
			*p = max(*p, byte(math.Round(255*cover)))
		}
	}
}

// bounds are the pixels that a pen of radius r may touch between a and b, within the canvas.
func bounds(a, b, r float64) (lo, hi int) {
	lo = int(max(min(a, b)-r-1, 0))
	hi = int(min(max(a, b)+r+2, canvas))
	return lo, hi
}

// distance from a point to a segment.
func distance(x, y, ax, ay, bx, by float64) float64 {
	dx, dy := bx-ax, by-ay
	t := 0.0
	if l := dx*dx + dy*dy; l > 0 {
		t = min(max(((x-ax)*dx+(y-ay)*dy)/l, 0), 1)
	}
	return math.Hypot(x-ax-t*dx, y-ay-t*dy)
}

// Center makes a picture of w*h grey levels, 0 for paper: W*H bytes. It is false when
// there is no ink at all.
func (s Size) Center(ink []byte, w, h int) ([]byte, bool) {
	x0, y0, x1, y1, ok := crop(ink, w, h)
	if !ok {
		return nil, false
	}
	scale := float64(max(x1-x0, y1-y0)) / float64(s.box()) // pixels of the ink in one of the picture
	bw := max(1, int(math.Round(float64(x1-x0)/scale)))
	bh := max(1, int(math.Round(float64(y1-y0)/scale)))
	small := make([]float64, bw*bh)
	for y := range bh {
		for x := range bw {
			small[y*bw+x] = mean(ink, w,
				edge(x, bw, x0, x1), edge(x+1, bw, x0, x1), edge(y, bh, y0, y1), edge(y+1, bh, y0, y1))
		}
	}
	ox, oy := s.offsets(small, bw, bh)
	out := make([]byte, s.W*s.H)
	for y := range bh {
		for x := range bw {
			out[(y+oy)*s.W+x+ox] = byte(math.Round(small[y*bw+x]))
		}
	}
	return out, true
}

// edge is where the left (or upper) edge of pixel i of n lies between lo and hi.
func edge(i, n, lo, hi int) float64 {
	return float64(lo) + float64(i)*float64(hi-lo)/float64(n)
}

// crop is the smallest rectangle that holds all ink.
func crop(ink []byte, w, h int) (x0, y0, x1, y1 int, ok bool) {
	x0, y0 = w, h
	for y := range h {
		for x := range w {
			if ink[y*w+x] != 0 {
				x0, x1 = min(x0, x), max(x1, x+1)
				y0, y1 = min(y0, y), max(y1, y+1)
			}
		}
	}
	return x0, y0, x1, y1, x1 > x0
}

// mean is the mean of ink over the rectangle [x0,x1) x [y0,y1), pixels weighed by their share.
func mean(ink []byte, w int, x0, x1, y0, y1 float64) float64 {
	var sum float64
	for y := int(y0); float64(y) < y1; y++ {
		wy := min(float64(y+1), y1) - max(float64(y), y0)
		for x := int(x0); float64(x) < x1; x++ {
			wx := min(float64(x+1), x1) - max(float64(x), x0)
			sum += wx * wy * float64(ink[y*w+x])
		}
	}
	return sum / ((x1 - x0) * (y1 - y0))
}

// offsets put the centre of mass as near to the picture's centre as whole pixels allow, with
// all of the ink inside.
func (s Size) offsets(small []float64, w, h int) (ox, oy int) {
	var m, mx, my float64
	for i, v := range small {
		m += v
		mx += v * (float64(i%w) + 0.5)
		my += v * (float64(i/w) + 0.5)
	}
	if m == 0 {
		return (s.W - w) / 2, (s.H - h) / 2
	}
	place := func(center float64, n, side int) int {
		return min(max(int(math.Round(float64(side)/2-center)), 0), side-n)
	}
	return place(mx/m, w, s.W), place(my/m, h, s.H)
}
