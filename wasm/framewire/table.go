package framewire

import "arraylab/wasm/codec"

// MaxSide bounds the rows and the columns of a Picture: the widest layer has 4096.
const MaxSide = 4096

// Table returns the messages of the line between the page and its array frame.
func Table() codec.Table {
	return codec.Table{
		codec.Plain[Ready](),
		codec.Plain[Hover](),
		codec.Plain[Rate](),
		PictureKind(),
		codec.Plain[CellInfo](),
		codec.Plain[Theme](),
		codec.Plain[Select](),
		codec.Plain[Do](),
	}
}

// PictureKind is the row of Picture, whose body is in two parts: on its way out they are Cells and
// Flips (or Body when that is set); on arrival Cells and Flips point into Body.
func PictureKind() codec.Kind {
	return codec.Split(
		func(m *Picture) [][]byte {
			parts := [][]byte{m.Cells, m.Flips}
			if m.Body != nil {
				parts = [][]byte{m.Body}
			}
			m.Body, m.Cells, m.Flips = nil, nil, nil
			return parts
		}, join)
}

// join takes a picture's body over.
func join(m *Picture, body []byte) error {
	if m.Rows < 0 || m.Cols < 0 || m.Rows > MaxSide || m.Cols > MaxSide {
		return &codec.SizeError{Part: "picture side", Size: max(m.Rows, m.Cols), Max: MaxSide}
	}
	m.Body, m.Cells, m.Flips = nil, nil, nil
	cells := m.Rows * m.Cols
	if cells == 0 && len(body) == 0 {
		return nil
	}
	switch flips := (cells + 7) / 8; len(body) {
	case cells:
		m.Cells = body
	case cells + flips:
		m.Cells, m.Flips = body[:cells:cells], body[cells:]
	default:
		return &codec.FormatError{Reason: "Picture's body is not one byte a cell, or that and one bit a cell"}
	}
	m.Body = body
	return nil
}
