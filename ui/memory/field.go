package memory

// Field draws a neuron's receptive field: the column's cells as the image that its rows are the
// values of, s.Rows*4 bytes, s.Width pixels a line. ok is false where the rows are no image.
func (p *Picture) Field(dst []byte, col int) (ok bool) {
	s := p.Snap
	if s.Width < 1 || s.Rows%s.Width != 0 || col < 0 || col >= s.Cols || len(dst) != 4*s.Rows {
		return false
	}
	colors := PaletteOf(s.View, p.Style)
	for r := range s.Rows {
		c := colors[p.cells[r*s.Cols+col]]
		copy(dst[4*r:], []byte{c.R, c.G, c.B, c.A})
	}
	return true
}
