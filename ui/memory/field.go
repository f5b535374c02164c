package memory

// FieldSize is the size of the picture that Field draws: the values of an image, channel beside channel. ok is false
// where the rows are no image.
func (p *Picture) FieldSize() (w, h int, ok bool) {
	s := p.Snap
	if s.Width < 1 || s.Channels < 1 || s.Rows%(s.Width*s.Channels) != 0 {
		return 0, 0, false
	}
	return s.Width * s.Channels, s.Rows / (s.Width * s.Channels), true
}

// FieldPlace is where the value of a row lies in that picture.
func (p *Picture) FieldPlace(row int) (x, y int) {
	s := p.Snap
	c, place := row%s.Channels, row/s.Channels
	return c*s.Width + place%s.Width, place / s.Width
}

// Field draws a neuron's receptive field: the column's cells as the image that its rows are the values of, s.Rows*4
// bytes. ok is false where the rows are no image.
func (p *Picture) Field(dst []byte, col int) (ok bool) {
	s := p.Snap
	w, _, ok := p.FieldSize()
	if !ok || col < 0 || col >= s.Cols || len(dst) != 4*s.Rows {
		return false
	}
	colors := PaletteOf(s.View, p.Style)
	for r := range s.Rows {
		c := colors[p.cells[r*s.Cols+col]]
		x, y := p.FieldPlace(r)
		copy(dst[4*(y*w+x):], []byte{c.R, c.G, c.B, c.A})
	}
	return true
}
