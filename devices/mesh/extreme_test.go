package mesh

import (
	"errors"
	"math"
	"testing"
)

// TestExtremes solves the corners of what is allowed: all numbers stay finite, no current is larger than the wires
// let in, and the solve gives up only where a cell conducts more than 1e10 times better than a wire.
func TestExtremes(t *testing.T) {
	for _, wire := range []float64{minOhm, 1, maxOhm} {
		for _, g := range []float64{0, 1e-12, 1, 1e6} {
			for _, volts := range []float64{0, 1e-9, 1e3} {
				tile := Tile{Rows: 9, Cols: 17, Direction: AlongWordLines, BitWire: wire, SourceWire: wire}
				s, err := tile.Solve(Drive{Cells: constant(9*17, g), BitVolts: constant(17, volts),
					SourceVolts: make([]float64, 9)})
				if errors.Is(err, ErrNotConverged) && wire*g > 1e10 {
					continue
				}
				if err != nil {
					t.Fatalf("wire %g, cells %g S, %g V: %v", wire, g, volts, err)
				}
				for i, current := range s.Currents {
					if !(math.Abs(current) <= volts*min(g, 1/wire)*17*1.000001) {
						t.Fatalf("wire %g, cells %g S, %g V: cell %d has %g A", wire, g, volts, i, current)
					}
				}
			}
		}
	}
}
