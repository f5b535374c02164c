// Package memory draws an array of memory cells: a byte a cell in, pixels out. It knows neither
// a browser nor a graphics engine; whoever shows the pixels hands it snapshots and asks it to Draw.
//
// Shapes: an array has Rows (inputs) by Cols (neurons) cells, row by row; a picture W by H pixels
// of four bytes (red, green, blue, 255), row by row.
package memory

import (
	"bytes"
	"fmt"
	"math"

	"arraylab/sim/lab"
)

// Fade is the time constant, in milliseconds, with which the light of a flip goes out: fast
// enough that five snapshots a second stay apart (assumed).
const Fade = 250.0

// levels is the number of steps in which flips fade: each is a redraw of the whole picture.
const levels = 16

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
	Snap lab.Snapshot

	cells, heat []byte
	hot         []bool // by row: some of its heat is not zero
	values      sums
	heats       sums
	age         float64 // milliseconds since the last flips came

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
	return fmt.Sprintf("memory: a snapshot of %d rows and %d columns comes with %d cells and %d bytes of flips: allowed are one byte a cell, and one bit a cell or none",
		e.Rows, e.Cols, e.Cells, e.Flips)
}

// Show takes over a snapshot; its bytes are copied. The viewport stays while the layer and its
// shape do. The error is a *SnapshotError, and then nothing has changed.
func (p *Picture) Show(s *lab.Snapshot) error {
	n := s.Rows * s.Cols
	if s.Rows <= 0 || s.Cols <= 0 || len(s.Cells) != n || (len(s.Flips) != 0 && len(s.Flips) != (n+7)/8) {
		return &SnapshotError{s.Rows, s.Cols, len(s.Cells), len(s.Flips)}
	}
	if s.Rows != p.Snap.Rows || s.Cols != p.Snap.Cols || s.Layer != p.Snap.Layer {
		p.reshape(s.Rows, s.Cols)
	}
	p.take(s.Cells)
	p.cool()
	p.light(s.Flips)
	p.Snap = *s
	p.Snap.Cells, p.Snap.Flips = nil, nil
	return nil
}

// reshape forgets the array for one of another layer.
func (p *Picture) reshape(rows, cols int) {
	p.cells, p.heat, p.hot = resized(p.cells, rows*cols), resized(p.heat, rows*cols), resized(p.hot, rows)
	clear(p.cells)
	clear(p.heat)
	clear(p.hot)
	p.values.shape(rows, cols)
	p.heats.shape(rows, cols)
	p.age = math.Inf(1)
	p.Mark = Mark{}
	p.Port.Zoom = 0
	p.Port = p.Port.Of(rows, cols)
	p.touch(0, rows)
}

// take copies the rows that differ.
func (p *Picture) take(cells []byte) {
	cols := p.values.cols
	for r := range p.hot {
		old, now := p.cells[r*cols:(r+1)*cols], cells[r*cols:(r+1)*cols]
		if !bytes.Equal(old, now) {
			copy(old, now)
			p.values.spoil(r)
			p.touch(r, r+1)
		}
	}
}

// cool brings the light of earlier flips up to date. All light fades by the same law, so between
// two snapshots one factor serves all cells.
func (p *Picture) cool() {
	var faded [256]byte
	if !p.Style.Still {
		f := math.Exp(-p.age / Fade)
		for i := range faded {
			faded[i] = byte(float64(i) * f)
		}
	}
	cols := p.values.cols
	for r, hot := range p.hot {
		if !hot {
			continue
		}
		any := byte(0)
		row := p.heat[r*cols : (r+1)*cols]
		for i, v := range row {
			v = faded[v]
			row[i] = v
			any |= v
		}
		p.hot[r] = any != 0
		p.heats.spoil(r)
		p.touch(r, r+1)
	}
	p.age = 0
}

// light sets the cells that flipped aglow.
func (p *Picture) light(flips []byte) {
	row, end, cols := 0, p.values.cols, p.values.cols
	for k, bits := range flips {
		for i := 8 * k; bits != 0 && i < len(p.heat); i, bits = i+1, bits>>1 {
			if bits&1 == 0 {
				continue
			}
			for i >= end {
				row, end = row+1, end+cols
			}
			p.heat[i] = 255
			if !p.hot[row] {
				p.hot[row] = true
				p.touch(row, row+1)
			}
			p.heats.spoil(row)
		}
	}
}

// Tick lets milliseconds pass.
func (p *Picture) Tick(ms float64) { p.age += max(ms, 0) }

// Fading says that time alone will change the picture.
func (p *Picture) Fading() bool { return !p.Style.Still && p.level() > 0 }

// level is the strength of the light, from levels down to 0; 0 as well where nothing glows.
func (p *Picture) level() int {
	for _, hot := range p.hot {
		if !hot {
			continue
		}
		if p.Style.Still {
			return levels
		}
		return int(math.Round(levels * math.Exp(-p.age/Fade)))
	}
	return 0
}

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
