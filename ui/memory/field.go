package memory

// FieldSide is the side of the images whose pixels are the first layer's inputs.
const FieldSide = 28

// Field draws a neuron's receptive field: the column's cells as the image that its rows are the
// pixels of, FieldSide*FieldSide*4 bytes. ok is false where the rows are no such image.
func (p *Picture) Field(dst []byte, col int) (ok bool) {
	s := p.Snap
	if s.Layer != 0 || s.Rows != FieldSide*FieldSide || col < 0 || col >= s.Cols || len(dst) != 4*s.Rows {
		return false
	}
	colors := PaletteOf(s.View, p.Style)
	for r := range s.Rows {
		c := colors[p.cells[r*s.Cols+col]]
		copy(dst[4*r:], []byte{c.R, c.G, c.B, c.A})
	}
	return true
}
