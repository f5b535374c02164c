package memory

import "image"

// wash is a rectangle to be laid over the picture.
type wash struct {
	image.Rectangle
	color uint32
	share uint32 // of the colour, in 256
}

// box returns what the mark encloses, at least five pixels either way so that it is seen.
func (p *Picture) box(m Mark) image.Rectangle {
	sx, sy := p.Port.Scale()
	row := max(m.Row, 0)
	b := image.Rect(
		edge(m.Col, p.Port.X, sx), edge(row, p.Port.Y, sy),
		edge(m.Col+1, p.Port.X, sx), edge(row+1, p.Port.Y, sy))
	b.Min.X, b.Max.X = widened(b.Min.X, b.Max.X)
	b.Min.Y, b.Max.Y = widened(b.Min.Y, b.Max.Y)
	if all := p.Port.Bounds(); m.Row < 0 {
		b.Min.Y, b.Max.Y = all.Min.Y, all.Max.Y
	}
	return b
}

func widened(from, to int) (int, int) {
	const least = 5
	if lack := least - (to - from); lack > 0 {
		from -= lack / 2
		to = from + least
	}
	return from, to
}

// extent returns all pixels that a mark may change.
func (p *Picture) extent(m Mark) image.Rectangle {
	b, all := p.box(m), p.Port.Bounds()
	b = b.Inset(-2)
	b.Min.Y, b.Max.Y = min(b.Min.Y, all.Min.Y), max(b.Max.Y, all.Max.Y)
	return b
}

// overlay lays the mark over a rectangle that has just been drawn: rails along the column (the
// weights of one neuron) and a ring around the cell.
func (p *Picture) overlay(r image.Rectangle) {
	m := p.Mark
	if !m.On || m.Col < 0 || m.Col >= p.Port.Cols || m.Row >= p.Port.Rows {
		return
	}
	c := &p.canvas
	c.washes = c.washes[:0]
	b, all := p.box(m), p.Port.Bounds()
	column := image.Rect(b.Min.X, all.Min.Y, b.Max.X, all.Max.Y)
	if m.Row < 0 {
		const dim = 150
		c.washes = append(c.washes,
			wash{image.Rect(all.Min.X, all.Min.Y, column.Min.X, all.Max.Y), c.ground, dim},
			wash{image.Rect(column.Max.X, all.Min.Y, all.Max.X, all.Max.Y), c.ground, dim})
		c.frame(column, c.ink, 256)
	} else {
		const rail = 110
		c.washes = append(c.washes,
			wash{image.Rect(column.Min.X-1, all.Min.Y, column.Min.X, all.Max.Y), c.ink, rail},
			wash{image.Rect(column.Max.X, all.Min.Y, column.Max.X+1, all.Max.Y), c.ink, rail})
		c.frame(b.Inset(-1), c.ground, 256)
		c.frame(b, c.ink, 256)
	}
	for _, f := range c.washes {
		p.lay(f, r)
	}
}

// frame notes a line of one pixel around a rectangle.
func (c *canvas) frame(r image.Rectangle, color, share uint32) {
	o := r.Inset(-1)
	c.washes = append(c.washes,
		wash{image.Rect(o.Min.X, o.Min.Y, o.Max.X, r.Min.Y), color, share},
		wash{image.Rect(o.Min.X, r.Max.Y, o.Max.X, o.Max.Y), color, share},
		wash{image.Rect(o.Min.X, r.Min.Y, r.Min.X, r.Max.Y), color, share},
		wash{image.Rect(r.Max.X, r.Min.Y, o.Max.X, r.Max.Y), color, share})
}

func (p *Picture) lay(f wash, within image.Rectangle) {
	r := f.Rectangle.Intersect(within)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := p.canvas.px[y*p.Port.W+r.Min.X : y*p.Port.W+r.Max.X]
		for i, v := range row {
			row[i] = mix(v, f.color, f.share)
		}
	}
}
