package memory

// beside is of how many channels the pictures of a field stand side by side: of an image's. Those of more, of maps,
// stand in lines about as long as they are many.
const beside = 3

// FieldSize is the size of the picture that Field draws: the inputs of a neuron as they lie in the image, or in the
// window of a convolution, channel by channel. ok is false where the rows are no such thing.
func (p *Picture) FieldSize() (w, h int, ok bool) {
	s := p.Snap
	if s.Width < 1 || s.Channels < 1 || s.Rows%(s.Width*s.Channels) != 0 {
		return 0, 0, false
	}
	across := p.across()
	return across * s.Width, (s.Channels + across - 1) / across * p.high(), true
}

// high is how many lines a channel has.
func (p *Picture) high() int { return p.Snap.Rows / p.Snap.Width / p.Snap.Channels }

// across is how many channels stand side by side.
func (p *Picture) across() int {
	s := p.Snap
	if s.Channels <= beside {
		return s.Channels
	}
	n := 1
	for n*n*s.Width < s.Channels*p.high() {
		n++
	}
	return n
}

// FieldPlace is where the value of a row lies in that picture.
func (p *Picture) FieldPlace(row int) (x, y int) {
	s, across := p.Snap, p.across()
	c, place := row%s.Channels, row/s.Channels
	return c%across*s.Width + place%s.Width, c/across*p.high() + place/s.Width
}

// Field draws a neuron's receptive field: the column's cells as FieldSize says, four bytes a pixel. ok is false where
// the rows are no image, or dst has not the picture's size.
func (p *Picture) Field(dst []byte, col int) (ok bool) {
	s := p.Snap
	w, h, ok := p.FieldSize()
	if !ok || col < 0 || col >= s.Cols || len(dst) != 4*w*h {
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
