// Package memory draws an array of memory cells: a byte a cell in, pixels out. It knows neither
// a browser nor a graphics engine; whoever shows the pixels hands it snapshots and asks it to Draw.
//
// Shapes: an array has Rows (inputs) by Cols (neurons) cells, row by row; a picture W by H pixels
// of four bytes (red, green, blue, 255), row by row.
package memory

import (
	"bytes"
	"fmt"

	"arraylab/sim/cellmap"
)

// Mark is the cell or the column that stands out. The zero value is none.
type Mark struct {
	On bool
	// Row is -1 for the column alone: a neuron and its receptive field.
	Row, Col int
}

// Picture shows one array. Set Port, Mark and Style at will; Draw finds out what they change.
type Picture struct {
	Port  Viewport
	Mark  Mark
	Style Style

	// Snap is the snapshot on show, without its bytes.
	Snap cellmap.Snapshot

	cells  []byte
	values sums
	glow   glow

	canvas canvas
	drawn  state
	first  int // rows [first, last) of cells changed since they were drawn
	last   int
}

// SnapshotError says that a snapshot's bytes do not fit its shape.
type SnapshotError struct {
	Rows, Cols, Cells, Flips int
}

func (e *SnapshotError) Error() string {
	return fmt.Sprintf("memory: a snapshot of %d rows and %d columns comes with %d cells and %d bytes of flips: "+
		"allowed are one byte a cell, and one bit a cell or none",
		e.Rows, e.Cols, e.Cells, e.Flips)
}

// Show takes over a snapshot; its bytes are copied. The viewport stays while the layer and its
// shape do. The error is a *SnapshotError, and then nothing has changed.
func (p *Picture) Show(s *cellmap.Snapshot) error {
	n := s.Rows * s.Cols
	if s.Rows <= 0 || s.Cols <= 0 || len(s.Cells) != n || (len(s.Flips) != 0 && len(s.Flips) != (n+7)/8) {
		return &SnapshotError{s.Rows, s.Cols, len(s.Cells), len(s.Flips)}
	}
	if s.Rows != p.Snap.Rows || s.Cols != p.Snap.Cols || s.Layer != p.Snap.Layer {
		p.reshape(s.Rows, s.Cols)
	}
	p.take(s.Cells)
	p.glow.still = p.Style.Still
	p.glow.add(s.Flips, n)
	p.Snap = *s
	p.Snap.Cells, p.Snap.Flips = nil, nil
	return nil
}

// reshape forgets the array for one of another layer.
func (p *Picture) reshape(rows, cols int) {
	p.cells = resized(p.cells, rows*cols)
	clear(p.cells)
	p.values.shape(rows, cols)
	p.glow.clear()
	p.Mark = Mark{}
	p.Port.Zoom = 0
	p.Port = p.Port.Of(rows, cols)
	p.touch(0, rows)
}

// take copies the rows that differ.
func (p *Picture) take(cells []byte) {
	cols := p.values.cols
	for r := range p.values.rows {
		old, now := p.cells[r*cols:(r+1)*cols], cells[r*cols:(r+1)*cols]
		if !bytes.Equal(old, now) {
			copy(old, now)
			p.values.spoil(r)
			p.touch(r, r+1)
		}
	}
}

// Tick lets milliseconds pass.
func (p *Picture) Tick(ms float64) { p.glow.tick(max(ms, 0)) }

// Fading says that time alone will change the picture.
func (p *Picture) Fading() bool { return !p.Style.Still && p.glow.level() > 0 }

// touch notes that rows of cells must be drawn again.
func (p *Picture) touch(from, to int) {
	if p.first >= p.last {
		p.first, p.last = from, to
		return
	}
	p.first, p.last = min(p.first, from), max(p.last, to)
}

// Byte returns what the snapshot on show says of a cell; ok is false where it has none.
func (p *Picture) Byte(row, col int) (v byte, ok bool) {
	if row < 0 || col < 0 || row >= p.Snap.Rows || col >= p.Snap.Cols {
		return 0, false
	}
	return p.cells[row*p.Snap.Cols+col], true
}
