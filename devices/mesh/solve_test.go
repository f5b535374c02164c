package mesh

import (
	"errors"
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"

	"arraylab/sim/rng"
)

func solve(t testing.TB, tile Tile, d Drive) *Solution {
	t.Helper()
	s, err := tile.Solve(d)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// spread are conductances of n cells, log-uniform between two resistances in ohm.
func spread(n int, low, high float64) []float64 {
	g, source := make([]float64, n), rng.New(1, "test").Source(0)
	for i := range g {
		g[i] = 1 / (low * math.Pow(high/low, source.Float64()))
	}
	return g
}

// dense solves the same equations, written down node by node and segment by segment, by Gauss elimination.
func dense(t *testing.T, tile Tile, d Drive) []float64 {
	size := tile.Rows * tile.Cols
	a, b := mat.NewDense(2*size, 2*size, nil), mat.NewVecDense(2*size, nil)
	join := func(i, j int, ohm float64) {
		for _, x := range [][3]float64{{float64(i), float64(i), 1}, {float64(j), float64(j), 1},
			{float64(i), float64(j), -1}, {float64(j), float64(i), -1}} {
			a.Set(int(x[0]), int(x[1]), a.At(int(x[0]), int(x[1]))+x[2]/ohm)
		}
	}
	feed := func(i int, ohm, volts float64) {
		a.Set(i, i, a.At(i, i)+1/ohm)
		b.SetVec(i, b.AtVec(i)+volts/ohm)
	}
	for row := range tile.Rows {
		for col := range tile.Cols {
			i := row*tile.Cols + col
			join(i, size+i, 1/d.Cells[i])
			if row == 0 {
				feed(i, tile.BitWire+tile.Sense, d.BitVolts[col])
			} else {
				join(i, i-tile.Cols, tile.BitWire)
			}
			out := tile.SourceWire + tile.Driver
			switch {
			case tile.Direction == AlongBitLines && row == 0:
				feed(size+i, out, d.SourceVolts[col])
			case tile.Direction == AlongBitLines:
				join(size+i, size+i-tile.Cols, tile.SourceWire)
			case col == 0:
				feed(size+i, out, d.SourceVolts[row])
			default:
				join(size+i, size+i-1, tile.SourceWire)
			}
		}
	}
	var x mat.VecDense
	if err := x.SolveVec(a, b); err != nil {
		t.Fatal(err)
	}
	return x.RawVector().Data
}

// TestDense compares small tiles of all shapes with a dense solve.
func TestDense(t *testing.T) {
	for _, direction := range []Direction{AlongBitLines, AlongWordLines} {
		for _, shape := range [][2]int{{1, 1}, {1, 7}, {7, 1}, {5, 8}, {9, 4}} {
			tile := Tile{Rows: shape[0], Cols: shape[1], Direction: direction, BitWire: 3, SourceWire: 7,
				Sense: 100, Driver: 0}
			d := Drive{Cells: spread(tile.Rows*tile.Cols, 50, 50e3), BitVolts: make([]float64, tile.Cols),
				SourceVolts: make([]float64, tile.Cols)}
			if direction == AlongWordLines {
				d.SourceVolts = make([]float64, tile.Rows)
			}
			for i := range d.BitVolts {
				d.BitVolts[i] = 0.2 + 0.01*float64(i)
			}
			d.SourceVolts[0] = -0.1
			s, want := solve(t, tile, d), dense(t, tile, d)
			for i, v := range append(append([]float64{}, s.Bit...), s.Source...) {
				if math.Abs(v-want[i]) > 1e-12 {
					t.Errorf("direction %d, %v: node %d has %g V, by a dense solve %g", direction, shape, i, v, want[i])
				}
			}
		}
	}
}

// TestKirchhoff adds up the currents of 64 x 64 cells: what flows in through the amplifiers flows through the cells.
func TestKirchhoff(t *testing.T) {
	tile := Tile{Rows: 64, Cols: 64, Direction: AlongWordLines, BitWire: 2, SourceWire: 2, Sense: 50, Driver: 50}
	d := Drive{Cells: spread(64*64, 1e3, 1e6), BitVolts: constant(64, 0.3), SourceVolts: make([]float64, 64)}
	s := solve(t, tile, d)
	for col := range 64 {
		through := 0.0
		for row := range 64 {
			through += s.Currents[row*64+col]
		}
		if in := (0.3 - s.Bit[col]) / (tile.Sense + tile.BitWire); math.Abs(in/through-1) > 1e-9 {
			t.Errorf("column %d: %g A in, %g A through the cells", col, in, through)
		}
	}
}

func constant(n int, x float64) []float64 {
	list := make([]float64, n)
	for i := range list {
		list[i] = x
	}
	return list
}

// readRow solves the read of one row, whose cells have resistances in ohm, and the others off.
func readRow(t testing.TB, tile Tile, row int, ohm []float64, off float64) *Solution {
	d := Drive{Cells: constant(tile.Rows*tile.Cols, 1/off), BitVolts: constant(tile.Cols, 0.2),
		SourceVolts: make([]float64, tile.Cols)}
	if tile.Direction == AlongWordLines {
		d.SourceVolts = make([]float64, tile.Rows)
	}
	for col, r := range ohm {
		d.Cells[row*tile.Cols+col] = 1 / r
	}
	return solve(t, tile, d)
}

// furthest is the largest relative difference between the closed form and the full solve of the current through a
// cell, and of the resistance beside the cell's own, over a row.
func furthest(t testing.TB, tile Tile, row int, ohm []float64, off float64) (current, series float64) {
	s := readRow(t, tile, row, ohm, off)
	for col, r := range ohm {
		i := s.Currents[row*tile.Cols+col]
		closed := tile.EffectiveResistance(row, col)
		current = max(current, math.Abs(0.2/(r+closed)/i-1))
		series = max(series, math.Abs(closed/(0.2/i-r)-1))
	}
	return current, series
}

// TestEffectiveResistance compares the closed form with the full solve of 64 x 64 cells, with the errors that its
// documentation states.
func TestEffectiveResistance(t *testing.T) {
	mixed := make([]float64, 64)
	for i, g := range spread(64, 5e3, 100e3) {
		mixed[i] = 1 / g
	}
	for _, x := range []struct {
		name            string
		direction       Direction
		wire            float64
		ohm             []float64
		off             float64
		current, series float64 // errors allowed
	}{
		{"own source line", AlongBitLines, 1, constant(64, 5e3), 5e8, 3e-5, 1e-3},
		{"own source line, leaking", AlongBitLines, 1, constant(64, 5e3), 5e6, 0.003, 0.07},
		{"own source line, mixed", AlongBitLines, 1, mixed, 5e8, 3e-5, 0.02},
		{"own source line, 20 ohm", AlongBitLines, 20, constant(64, 5e3), 5e8, 2e-4, 1e-3},
		{"shared source line, 0.1 ohm", AlongWordLines, 0.1, constant(64, 5e3), 5e8, 5e-4, 0.01},
		{"shared source line", AlongWordLines, 1, constant(64, 5e3), 5e8, 0.03, 0.16},
	} {
		tile := Tile{Rows: 64, Cols: 64, Direction: x.direction, BitWire: x.wire, SourceWire: x.wire, Sense: 100}
		for _, row := range []int{0, 31, 63} {
			current, series := furthest(t, tile, row, x.ohm, x.off)
			if current > x.current || series > x.series {
				t.Errorf("%s, row %d: current off by %.2g, series resistance by %.2g", x.name, row, current, series)
			}
		}
	}
}

func TestWrongValues(t *testing.T) {
	good := Tile{Rows: 2, Cols: 2, BitWire: 1, SourceWire: 1}
	drive := Drive{Cells: constant(4, 1e-4), BitVolts: constant(2, 0.2), SourceVolts: constant(2, 0)}
	solve(t, good, drive)
	for name, change := range map[string]func(*Tile, *Drive){
		"no rows":           func(t *Tile, _ *Drive) { t.Rows = 0 },
		"wire 0":            func(t *Tile, _ *Drive) { t.BitWire = 0 },
		"wire NaN":          func(t *Tile, _ *Drive) { t.SourceWire = math.NaN() },
		"negative driver":   func(t *Tile, _ *Drive) { t.Driver = -1 },
		"too few cells":     func(_ *Tile, d *Drive) { d.Cells = d.Cells[:3] },
		"negative cell":     func(_ *Tile, d *Drive) { d.Cells = constant(4, -1) },
		"too many volts":    func(_ *Tile, d *Drive) { d.BitVolts = constant(3, 1) },
		"infinite voltages": func(_ *Tile, d *Drive) { d.SourceVolts = constant(2, math.Inf(1)) },
	} {
		tile, d := good, drive
		change(&tile, &d)
		var e *ValueError
		if _, err := tile.Solve(d); !errors.As(err, &e) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func BenchmarkSolve64(b *testing.B) {
	tile := Tile{Rows: 64, Cols: 64, Direction: AlongWordLines, BitWire: 1, SourceWire: 1, Sense: 100, Driver: 100}
	d := Drive{Cells: spread(64*64, 5e3, 100e3), BitVolts: constant(64, 0.2), SourceVolts: make([]float64, 64)}
	for b.Loop() {
		solve(b, tile, d)
	}
}
