package devices

import (
	"math"
	"testing"

	"arraylab/devices/mesh"
)

func TestTilesCount(t *testing.T) {
	for _, x := range []struct {
		size, cols, rows, across, down int
		utilisation                    float64
	}{
		{64, 64, 64, 1, 1, 1},
		{64, 65, 64, 2, 1, 65.0 / 128},
		{1024, 784, 1024, 1, 1, 784.0 / 1024},
		{256, 784, 1024, 4, 4, 784.0 / 1024},
		{512, 1024, 10, 2, 1, 10.0 / 512},
	} {
		l := NewTiles(x.size, 0, x.cols, x.rows)
		if l.Across() != x.across || l.Down() != x.down || l.Count() != x.across*x.down ||
			l.Utilisation() != x.utilisation {
			t.Errorf("%+v: %d across, %d down, %d tiles, utilisation %g", x, l.Across(), l.Down(), l.Count(),
				l.Utilisation())
		}
	}
	if got := Utilisation(NewTiles(64, 0, 64, 64), NewTiles(64, 0, 32, 64)); got != 0.75 {
		t.Errorf("two layers: utilisation %g", got)
	}
	if got := Utilisation(); got != 0 {
		t.Errorf("no layers: utilisation %g", got)
	}
}

// TestTilesSpots gives each cell of a layer a spot of its own, within the tiles.
func TestTilesSpots(t *testing.T) {
	l := NewTiles(64, 0, 200, 130)
	seen := map[Spot]bool{}
	for neuron := range l.Rows {
		for input := range l.Cols {
			s := l.Spot(input, neuron)
			if seen[s] || s.Tile < 0 || s.Tile >= l.Count() || s.Row < 0 || s.Row >= 64 || s.Col < 0 || s.Col >= 64 {
				t.Fatalf("input %d, neuron %d at %+v", input, neuron, s)
			}
			seen[s] = true
		}
	}
	if got := l.Spot(70, 129); got != (Spot{9, 1, 6}) {
		t.Errorf("input 70, neuron 129 at %+v", got)
	}
}

// TestTilesWires compares the resistance of the wires with a solve of the whole tile, read row by row, and
// knows that it starts again in each tile.
func TestTilesWires(t *testing.T) {
	const wire, cell, volts = 2, 10e3, 0.2
	l := NewTiles(64, wire, 64, 200)
	tile := mesh.Tile{Rows: 64, Cols: 64, BitWire: wire / 2, SourceWire: wire / 2}
	for _, neuron := range []int{0, 63, 64, 100, 199} {
		d := mesh.Drive{Cells: make([]float64, 64*64), BitVolts: make([]float64, 64), SourceVolts: make([]float64, 64)}
		for col := range 64 {
			d.Cells[neuron%64*64+col], d.BitVolts[col] = 1/float64(cell), volts
		}
		s, err := tile.Solve(d)
		if err != nil {
			t.Fatal(err)
		}
		for input := range 64 {
			want := volts/s.Currents[neuron%64*64+input] - cell
			if got := l.SeriesResistance(input, neuron); math.Abs(got/want-1) > 1e-6 {
				t.Errorf("input %d, neuron %d: %g ohm, solved %g", input, neuron, got, want)
			}
		}
	}
	if got := NewTiles(64, 0, 64, 200).SeriesResistance(5, 150); got != 0 {
		t.Errorf("ideal wires: %g ohm", got)
	}
}
