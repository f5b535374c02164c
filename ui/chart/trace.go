package chart

import "arraylab/sim/lab"

// Of the picture of a signal, in pixels.
const (
	traceWidth  = 400 // About so wide: a value has as many columns as fit.
	traceHeight = 216
	tracePen    = 2 // A trace is so thick.
)

// middle is the value of a signal at rest.
const middle = 128

// columns is how many columns of the picture a value of a signal has.
func columns(grid lab.Grid) int { return max(1, traceWidth/grid.W) }

// traces draws the leads of a signal, one below the other, as tall as the tallest one allows; they may cross into each
// other's room. No trace where there are not as many values.
func (g Ground) traces(grid lab.Grid, values []byte) Picture {
	w, h := grid.W*columns(grid), traceHeight
	px := make([]byte, w*h)
	if len(values) == grid.Values() {
		scale := traceScale(grid, values)
		for lead := range grid.C {
			drawTrace(px, grid, values, lead, scale)
		}
	}
	return PictureOf(w, h, px, g.greys())
}

// traceScale is how many pixels a step of a value is: the largest one reaches to the middle of the next lead.
func traceScale(grid lab.Grid, values []byte) float64 {
	most := 1
	for _, v := range values {
		most = max(most, int(v)-middle, middle-int(v))
	}
	room := float64(traceHeight) / float64(2*grid.C)
	if grid.C > 2 {
		room *= 2
	}
	return (room - tracePen) / float64(most)
}

// drawTrace draws a lead: each column from the height of a value to that of the next.
func drawTrace(px []byte, grid lab.Grid, values []byte, lead int, scale float64) {
	wide := columns(grid)
	w := grid.W * wide
	rest := float64(traceHeight) * (float64(lead) + 0.5) / float64(grid.C)
	height := func(column int) float64 {
		at := column / wide
		here, next := float64(values[at*grid.C+lead]), float64(values[min(at+1, grid.W-1)*grid.C+lead])
		return rest - scale*(here+(next-here)*float64(column%wide)/float64(wide)-middle)
	}
	for column := range w {
		from, to := height(column), height(min(column+1, w-1))
		lo, hi := int(min(from, to)), int(max(from, to))+tracePen
		for y := max(lo, 0); y < min(hi, traceHeight); y++ {
			px[y*w+column] = 255
		}
	}
}

// SeenOf is the part of an image's picture that shows an area of the image: of a signal all leads, over its time.
func SeenOf(grid lab.Grid, a lab.Area) lab.Area {
	if !grid.Signal() {
		return a
	}
	wide := columns(grid)
	return lab.Area{Column: a.Column * wide, Rows: traceHeight, Columns: a.Columns * wide}
}
