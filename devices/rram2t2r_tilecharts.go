package devices

import (
	"fmt"
	"math"

	"arraylab/devices/ecc"
	"arraylab/devices/mesh"
	"arraylab/sim/num"
)

// wireShown is the resistance of wires, in ohm a cell, that charts show while they are ideal or nearly so; assumed.
const (
	wireShown   = 1.0
	leastToShow = 1e-3
)

// shownWire is the resistance of the wires of charts.
func shownWire(v *Values) float64 {
	if wire := wirePerCell.Of(v); wire >= leastToShow {
		return wire
	}
	return wireShown
}

// tilePlot shows what the wires of larger tiles cost, as a mean over the rows of a tile.
func tilePlot(v *Values, code *ecc.Code, ask Ask) Plot {
	w := *v
	wire := shownWire(v)
	wirePerCell.Put(&w, wire)
	closed, drawn := newTrio(StyleClosed, ""), newTrio(StyleDots, ", drawn")
	for _, rows := range GridLog(16, 1024, 25) {
		closed.add(rows, tileBER(&w, code, wire, rows))
	}
	for i := 0; i < len(tileRows.Choices); i += 2 {
		tileRows.Put(&w, float64(i))
		drawn.add(float64(rowsOfTile(&w)), drawnBER(&w, code, dotCells, ask.Seed))
	}
	lines := append(closed[:], drawn[:]...)
	if wire == wirePerCell.Of(v) {
		lines = append(lines, closed.now(float64(rowsOfTile(v)), closedBER(v, code)))
	}
	small, large := tileBER(&w, code, wire, 64), tileBER(&w, code, wire, 1024)
	return Plot{
		Key: "tiles", Title: fmt.Sprintf("Bit error rate over the size of tiles, wires of %g ohm a cell", wire),
		X: "rows of a tile", Y: "bit error rate", LogX: true, LogY: true, Lines: lines,
		Words: fmt.Sprintf("With wires of %g ohm a cell, from 64 to 1024 rows: 1T1R from %.2g to %.2g, with the %v "+
			"code from %.2g to %.2g, 2T2R from %.2g to %.2g. Wires move single devices towards the reference; both "+
			"devices of a pair have the same wires, so that only the offset of the amplifier counts for more.",
			wire, small.one, large.one, code, small.coded, large.coded, small.two, large.two),
	}
}

// What the chart of wires solves: a tile of 64 x 64 cells, of which one row is on. All assumed.
const (
	solvedRows = 64
	offOhm     = 1e9 // of a cell that is not selected
	readVolts  = 0.2
)

// wirePlot compares the wires in series with a cell with a solve of the whole tile.
func wirePlot(v *Values) (Plot, error) {
	wire := shownWire(v)
	p, _ := differential(v)
	cell := num.Exp(p.mean[lrs])
	tiles := NewTiles(solvedRows, wire, solvedRows, solvedRows)
	closed := Curve{Name: "closed form", Style: StyleClosed, X: Grid(1, solvedRows, solvedRows)}
	for row := range solvedRows {
		closed.Y = append(closed.Y, tiles.SeriesResistance(0, row))
	}
	solved := Curve{Name: "all 8192 nodes solved", Style: StyleDots}
	apart := 0.0
	for row := 7; row < solvedRows; row += 14 {
		ohm, err := solvedSeries(wire, cell, row)
		if err != nil {
			return Plot{}, err
		}
		solved.add(float64(row+1), ohm)
		apart = math.Max(apart, math.Abs(closed.Y[row]/ohm-1))
	}
	return Plot{
		Key: "wires", Title: fmt.Sprintf("Wires of %g ohm a cell in a tile of 64 x 64 cells", wire),
		X: "row, counted from the amplifiers", Y: "resistance in series with a cell (ohm)",
		Lines: []Curve{closed, solved},
		Words: fmt.Sprintf("The way to a cell has %g ohm more with each row. A solve of the whole tile, with a row "+
			"of %.3g ohm read and %.0g ohm where cells are off, is within %.2g %% of that.", wire, cell,
			offOhm, 100*apart),
	}, nil
}

// solvedSeries is the resistance beside its own that a cell in the middle of a row sees, by a solve of the tile.
func solvedSeries(wire, cell float64, row int) (float64, error) {
	t := mesh.Tile{Rows: solvedRows, Cols: solvedRows, BitWire: wire / 2, SourceWire: wire / 2}
	d := mesh.Drive{Cells: make([]float64, solvedRows*solvedRows), BitVolts: make([]float64, solvedRows),
		SourceVolts: make([]float64, solvedRows)}
	for i := range d.Cells {
		d.Cells[i] = 1 / offOhm
		if i/solvedRows == row {
			d.Cells[i] = 1 / cell
		}
	}
	for i := range d.BitVolts {
		d.BitVolts[i] = readVolts
	}
	s, err := t.Solve(d)
	if err != nil {
		return 0, err
	}
	return readVolts/s.Currents[row*solvedRows+solvedRows/2] - cell, nil
}
