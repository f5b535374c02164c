// Package mesh solves the resistive network of a memory tile: cells between bit lines and source lines whose
// metal has a resistance, too, every segment between two neighbours for itself.
//
// A Tile has a bit line a column. Row 0 is next to the sense amplifiers, which hold their end of the bit lines at
// a voltage; the source lines end there, too, where they run along the bit lines, or next to column 0, where they
// run along the word lines. Word lines carry no current. The transistor of a cell that is not selected is a
// small conductance, or none.
//
// Solve solves Kirchhoff's equations of all 2 Rows Cols nodes. EffectiveResistance is the closed form for the read of
// one row; its documentation says how far the two are apart.
package mesh

import "fmt"

// Direction says which way the source lines run.
type Direction int

// The directions.
const (
	AlongBitLines  Direction = iota // a source line a column: each cell read has a return of its own
	AlongWordLines                  // a source line a row: all cells of the row that is read return through it
)

// Tile is the wiring of an array of cells. Resistances are in ohm.
type Tile struct {
	Rows, Cols int
	Direction  Direction
	BitWire    float64 // of a bit line from cell to cell, and from the first cell to the amplifier
	SourceWire float64 // of a source line likewise
	Sense      float64 // of a sense amplifier's input
	Driver     float64 // of a source line's driver
}

// ValueError says which value of a tile or of its drive is not allowed.
type ValueError struct {
	What    string
	Value   float64
	Allowed string
}

func (e *ValueError) Error() string {
	return fmt.Sprintf("mesh: %s=%g is not allowed: it takes %s", e.What, e.Value, e.Allowed)
}

// maxSide is the largest number of rows or columns.
const maxSide = 1024

// check returns nil or a *ValueError.
func (t *Tile) check() error {
	for what, x := range map[string]int{"rows": t.Rows, "columns": t.Cols} {
		if x < 1 || x > maxSide {
			return &ValueError{what, float64(x), fmt.Sprintf("a whole number from 1 to %d", maxSide)}
		}
	}
	for what, x := range map[string]float64{"bit wire": t.BitWire, "source wire": t.SourceWire} {
		if !(x >= minOhm && x <= maxOhm) {
			return &ValueError{what, x, fmt.Sprintf("a number from %g to %g ohm", minOhm, maxOhm)}
		}
	}
	for what, x := range map[string]float64{"sense": t.Sense, "driver": t.Driver} {
		if !(x >= 0 && x <= maxOhm) {
			return &ValueError{what, x, fmt.Sprintf("a number from 0 to %g ohm", maxOhm)}
		}
	}
	return nil
}

// Limits of the resistances in a solve, wide enough for all wires, narrow enough for float64.
const (
	minOhm = 1e-6
	maxOhm = 1e9
)

// EffectiveResistance is the resistance of wires, driver and amplifier in series with a cell, in ohm, as if it were
// alone, where one row is read and the other rows are off: its bit line is that of its column alone, with
// row+1 segments.
//
// With source lines along the bit lines it is exact but for what leaks through the other rows: in 64 x 64
// cells with wires of 1 ohm a segment and cells of 5 kohm it is within 1e-3 of the full solve, and the current
// within 3e-5, where cells that are off have 500 Mohm. Where they have 5 Mohm it is within 7 %, and
// the current within 0.3 %.
//
// With source lines along the word lines the currents of all columns add up: with equal currents I, column c is
// lifted by
//
//	SourceWire I ((c+1) Cols - c(c+1)/2) + Driver I Cols
//
// which as a resistance is that voltage by I. It is too high, as cells far from the driver draw less: by up
// to 1 % with those 64 x 64 cells and 0.1 ohm a segment, by up to 16 % with 1 ohm, where the current is within 3 %. The
// voltage is nearly the same for both cells of a differential pair and hardly changes the ratio of their currents.
func (t *Tile) EffectiveResistance(row, col int) float64 {
	bit := t.Sense + float64(float64(row+1)*t.BitWire)
	if t.Direction == AlongBitLines {
		return bit + (t.Driver + float64(float64(row+1)*t.SourceWire))
	}
	shares := (col+1)*t.Cols - col*(col+1)/2
	return bit + (float64(float64(t.Cols)*t.Driver) + float64(float64(shares)*t.SourceWire))
}
