package memory

import (
	"encoding/binary"
	"image"
	"image/color"
	"math"
	"unsafe"

	"arraylab/sim/lab"
)

// crisp is the scale, in pixels a cell, from which cells are drawn as blocks with sharp edges.
// Below it a block's width would visibly vary, so pixels average over what they cover.
const crisp = 4

// state is all that decides what a picture looks like, its bytes apart.
type state struct {
	port  Viewport
	mark  Mark
	style Style
	view  string
	flips int // snapshots with flips so far
	level int // of the light of flips
}

// canvas holds the pixels and what is laid out for drawing them.
type canvas struct {
	px         []uint32 // the pixels, each in memory order red, green, blue, 255
	pix        []byte   // the same memory
	x, y       axis
	value      sampler
	values     []byte // of the row of pixels under way
	colors     [256]uint32
	ground     uint32
	ink, flash uint32
	lens       lens
	dirty      []image.Rectangle
	washes     []wash
}

// Pixels returns the picture as Draw left it: Port.W*Port.H*4 bytes. It is valid until the next
// Draw.
func (p *Picture) Pixels() []byte { return p.canvas.pix }

// Draw brings the pixels up to date and returns the rectangles that it drew again; none when
// nothing changed. The slice is valid until the next Draw.
func (p *Picture) Draw() []image.Rectangle {
	c := &p.canvas
	c.dirty = c.dirty[:0]
	p.glow.still = p.Style.Still
	now := state{p.Port, p.Mark, p.Style, p.Snap.View, p.glow.count, p.glow.level()}
	whole := image.Rect(0, 0, p.Port.W, p.Port.H)
	if whole.Empty() {
		return c.dirty
	}
	c.size(p.Port.W, p.Port.H)
	was := p.drawn
	p.prepare(now)
	if was.near(now) {
		p.compare(was, now)
	} else {
		c.dirty = append(c.dirty, whole)
	}
	p.drawn, p.first, p.last = now, 0, 0
	for _, r := range c.dirty {
		p.paint(r)
	}
	return c.dirty
}

// near says that nothing but the mark of a cell differs. The mark of a column dims all
// others.
func (s state) near(t state) bool {
	if s.mark != t.mark && (s.dims() || t.dims()) {
		return false
	}
	s.mark = t.mark
	return s == t
}

func (s state) dims() bool { return s.mark.On && s.mark.Row < 0 }

// compare collects the rectangles in which two states and the changed cells differ.
func (p *Picture) compare(was, now state) {
	c := &p.canvas
	if p.first < p.last {
		from, to := edge(p.first, c.y.origin, c.y.scale), edge(p.last, c.y.origin, c.y.scale)
		// Where pixels average, those on either side take part of a cell in.
		c.add(image.Rect(0, from-1, p.Port.W, to+1), p.Port)
	}
	if was.mark != now.mark {
		for _, m := range [2]Mark{was.mark, now.mark} {
			if m.On {
				c.add(p.extent(m), p.Port)
			}
		}
	}
}

// add notes a rectangle to be drawn. Two may overlap: each is drawn from the ground up.
func (c *canvas) add(r image.Rectangle, v Viewport) {
	if r = r.Intersect(image.Rect(0, 0, v.W, v.H)); !r.Empty() {
		c.dirty = append(c.dirty, r)
	}
}

// size makes room for the pixels.
func (c *canvas) size(w, h int) {
	if len(c.px) == w*h {
		return
	}
	c.px = resized(c.px, w*h)
	c.pix = unsafe.Slice((*byte)(unsafe.Pointer(&c.px[0])), 4*w*h)
}

// prepare lays out the axes and the colours.
func (p *Picture) prepare(now state) {
	c := &p.canvas
	if now.view != p.drawn.view || now.style != p.drawn.style || c.ground == 0 {
		for i, v := range PaletteOf(now.view, now.style) {
			c.colors[i] = word(v)
		}
		c.ground, c.ink, c.flash = word(now.style.Ground()), word(now.style.Ink()), word(now.style.Flash())
	}
	if p.Port.Empty() {
		return
	}
	sx, sy := p.Port.Scale()
	c.x.lay(p.Port.W, p.Port.Cols, p.Port.X, sx)
	c.y.lay(p.Port.H, p.Port.Rows, p.Port.Y, sy)
	c.lens = lens{Gain(now.view, p.Port), 128}
	if now.view == lab.ViewWeight {
		c.lens.middle = 127.5 // between the bytes of -1 and +1
	}
	c.values = resized(c.values, p.Port.W)
	p.glow.lay()
}

// word packs a colour as it lies in memory.
func word(c color.RGBA) uint32 {
	return binary.NativeEndian.Uint32([]byte{c.R, c.G, c.B, c.A})
}

// paint draws a rectangle of the viewport: ground, cells, then what marks them.
func (p *Picture) paint(r image.Rectangle) {
	c := &p.canvas
	in := image.Rect(c.x.first, c.y.first, c.x.last, c.y.last).Intersect(r)
	if p.Port.Empty() {
		in = image.Rectangle{}
	}
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := c.px[y*p.Port.W : (y+1)*p.Port.W]
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
	p.shine(in)
	p.overlay(r)
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
		out := c.px[y*p.Port.W : (y+1)*p.Port.W]
		k := c.y.cell[y]
		if done >= 0 && c.y.cell[done] == k && !c.y.line[y] {
			copy(out[from:to], c.px[done*p.Port.W+from:done*p.Port.W+to])
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
	if view != lab.ViewWeight && view != lab.ViewResistance {
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
		out := c.px[y*p.Port.W : (y+1)*p.Port.W]
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

// shine lays the light of flips over a rectangle of cells.
func (p *Picture) shine(r image.Rectangle) {
	if p.glow.level() == 0 {
		return
	}
	c, w := &p.canvas, p.Port.W
	p.glow.gather(r, &c.x, &c.y, w)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row, light := c.px[y*w+r.Min.X:y*w+r.Max.X], p.glow.sums[y*w+r.Min.X:y*w+r.Max.X]
		for i, l := range light {
			if l > 0 {
				row[i] = mix(row[i], c.flash, p.glow.flash(l))
			}
		}
	}
}

// mix returns a with t of 256 parts of b, channel by channel.
func mix(a, b, t uint32) uint32 {
	const odd = 0x00ff00ff
	low := ((a&odd)*(256-t) + (b&odd)*t) >> 8 & odd
	high := ((a>>8&odd)*(256-t) + (b>>8&odd)*t) &^ odd
	return low | high
}
