package memory

import (
	"image"
	"math"

	"arraylab/sim/cellmap"
)

// crisp is the scale, in pixels a cell, from which cells are drawn as blocks with sharp edges.
// Below it a block's width would visibly vary, so pixels average over what they cover.
const crisp = 4

// paint draws a rectangle of the cells, and of the ground around them.
func (p *Picture) paint(r image.Rectangle) {
	c := &p.canvas
	in := image.Rect(c.x.first, c.y.first, c.x.last, c.y.last).Intersect(r)
	if p.Port.Empty() {
		in = image.Rectangle{}
	}
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := c.base[y*p.Port.W : (y+1)*p.Port.W]
		if y < in.Min.Y || y >= in.Max.Y || in.Empty() {
			flood(row[r.Min.X:r.Max.X], c.ground)
			continue
		}
		flood(row[r.Min.X:in.Min.X], c.ground)
		flood(row[in.Max.X:r.Max.X], c.ground)
	}
	if in.Empty() {
		return
	}
	if c.x.scale >= crisp && c.y.scale >= crisp {
		p.blocks(in)
	} else {
		p.means(in)
	}
}

func flood(px []uint32, v uint32) {
	for i := range px {
		px[i] = v
	}
}

// blocks draws cells as blocks. Rows of pixels of one cell are alike: the first is copied.
func (p *Picture) blocks(r image.Rectangle) {
	c, cols := &p.canvas, p.values.cols
	from, to := r.Min.X, r.Max.X
	done := -1 // the pixel row to copy from
	for y := r.Min.Y; y < r.Max.Y; y++ {
		out := c.base[y*p.Port.W : (y+1)*p.Port.W]
		k := c.y.cell[y]
		if done >= 0 && c.y.cell[done] == k && !c.y.line[y] {
			copy(out[from:to], c.base[done*p.Port.W+from:done*p.Port.W+to])
			continue
		}
		cells := p.cells[k*cols : (k+1)*cols]
		for x := from; x < to; x++ {
			v := c.colors[cells[c.x.cell[x]]]
			if c.x.line[x] || c.y.line[y] {
				v = mix(v, c.ground, gridShare)
			}
			out[x] = v
		}
		done = y
		if c.y.line[y] {
			done = -1
		}
	}
}

// gridShare of 256 is how much of the ground shows in a grid line.
const gridShare = 144

// Gain is how much further from the middle a view shows the mean of several cells. The mean of n
// signs lies about sqrt(n) times closer to zero than each of them: without gain a whole array
// would be grey. The legend follows. Views that have no sign are shown as they are.
func Gain(view string, v Viewport) float64 {
	if view != cellmap.ViewWeight && view != cellmap.ViewResistance {
		return 1
	}
	return math.Sqrt(v.Mean())
}

// means draws pixels that average over the cells they cover, in part or in whole.
func (p *Picture) means(r image.Rectangle) {
	c := &p.canvas
	top, end := c.y.pos[r.Min.Y], c.y.pos[r.Max.Y]
	last := min(int(math.Ceil(end)), p.Port.Rows)
	p.values.freshen(p.cells, int(top), last)
	c.value.t = &p.values
	c.value.start(&c.x, top, r.Min.X, r.Max.X)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		bottom := c.y.pos[y+1]
		height := bottom - c.y.pos[y]
		c.value.step(c.values, &c.x, bottom, height, c.lens, r.Min.X, r.Max.X)
		out := c.base[y*p.Port.W : (y+1)*p.Port.W]
		for x := r.Min.X; x < r.Max.X; x++ {
			out[x] = c.colors[c.values[x]]
		}
		if c.x.scale >= gridFrom {
			for x := r.Min.X; x < r.Max.X; x++ {
				if c.x.line[x] {
					out[x] = mix(out[x], c.ground, gridShare)
				}
			}
		}
	}
}
