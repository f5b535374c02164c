package memory

import (
	"encoding/binary"
	"image"
	"image/color"
	"unsafe"

	"arraylab/sim/cellmap"
)

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
	base       []uint32 // the cells alone, a pixel in memory order red, green, blue, 255
	px         []uint32 // the same with the light of flips and the mark
	pix        []byte   // the memory of px
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
	p.prepare(now)
	for _, r := range p.changed(now, whole) {
		p.paint(r)
	}
	for _, r := range c.dirty {
		p.finish(r)
	}
	p.drawn, p.first, p.last = now, 0, 0
	return c.dirty
}

// changed returns the rectangles in which cells must be drawn again, and collects in dirty those
// in which the picture does.
func (p *Picture) changed(now state, whole image.Rectangle) []image.Rectangle {
	c, was := &p.canvas, p.drawn
	if was.port != now.port || was.style != now.style || was.view != now.view {
		c.dirty = append(c.dirty, whole)
		return c.dirty
	}
	if p.first < p.last {
		from, to := edge(p.first, c.y.origin, c.y.scale), edge(p.last, c.y.origin, c.y.scale)
		// Where pixels average, those on either side take part of a cell in.
		c.add(image.Rect(0, from-1, p.Port.W, to+1), p.Port)
	}
	cells := c.dirty
	switch {
	case was.flips != now.flips || was.level != now.level || was.mark != now.mark && (was.dims() || now.dims()):
		c.add(whole, p.Port)
	case was.mark != now.mark:
		for _, m := range [2]Mark{was.mark, now.mark} {
			if m.On {
				c.add(p.extent(m), p.Port)
			}
		}
	}
	return cells
}

// dims says that the mark is a column's, which dims all others.
func (s state) dims() bool { return s.mark.On && s.mark.Row < 0 }

// add notes a rectangle to be drawn. Two may overlap: each is drawn from the cells up.
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
	c.base, c.px = resized(c.base, w*h), resized(c.px, w*h)
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
	if now.view == cellmap.ViewWeight {
		c.lens.middle = 127.5 // between the bytes of -1 and +1
	}
	c.values = resized(c.values, p.Port.W)
	p.glow.lay()
}

// word packs a colour as it lies in memory.
func word(c color.RGBA) uint32 {
	return binary.NativeEndian.Uint32([]byte{c.R, c.G, c.B, c.A})
}

// finish draws a rectangle of the picture from its cells: with the light of flips and the mark.
func (p *Picture) finish(r image.Rectangle) {
	c, w := &p.canvas, p.Port.W
	for y := r.Min.Y; y < r.Max.Y; y++ {
		copy(c.px[y*w+r.Min.X:y*w+r.Max.X], c.base[y*w+r.Min.X:y*w+r.Max.X])
	}
	if !p.Port.Empty() {
		p.shine(image.Rect(c.x.first, c.y.first, c.x.last, c.y.last).Intersect(r))
		p.overlay(r)
	}
}

// shine lays the light of flips over a rectangle of cells.
func (p *Picture) shine(r image.Rectangle) {
	if p.glow.level() == 0 || r.Empty() {
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
