package devices

import (
	"fmt"

	"arraylab/devices/ecc"
)

// wireShown is the resistance of wires, in ohm a cell, that the chart of tile sizes shows while they are ideal; assumed.
const wireShown = 1

// tilePlot shows what the wires of larger tiles cost, as a mean over the rows of a tile.
func tilePlot(v *Values, code *ecc.Code, ask Ask) Plot {
	w := *v
	if wirePerCell.Of(v) == 0 {
		wirePerCell.Put(&w, wireShown)
	}
	wire := wirePerCell.Of(&w)
	closed, drawn := newTrio(StyleClosed, ""), newTrio(StyleDots, ", drawn")
	for _, rows := range geometric(16, 1024, 25) {
		closed.add(rows, tileBER(&w, code, wire, rows))
	}
	for i := 0; i < len(tileRows.Options); i += 2 {
		tileRows.Put(&w, float64(i))
		drawn.add(float64(rowsOfTile(&w)), drawnBER(&w, code, dotCells, ask.Seed))
	}
	lines := append(closed[:], drawn[:]...)
	if wirePerCell.On(v) {
		lines = append(lines, closed.now(float64(rowsOfTile(v)), closedBER(v, code)))
	}
	small, large := tileBER(&w, code, wire, 64), tileBER(&w, code, wire, 1024)
	return Plot{
		Key: "tiles", Title: fmt.Sprintf("Bit error rate over the size of tiles, wires of %g ohm a cell", wire), X: "rows of a tile", Y: "bit error rate", LogX: true, LogY: true, Lines: lines,
		Words: fmt.Sprintf("With wires of %g ohm a cell, from 64 to 1024 rows: 1T1R from %.2g to %.2g, with the %v code from %.2g to %.2g, 2T2R from %.2g to %.2g. "+
			"Wires move single devices towards the reference; both devices of a pair have the same wires, so that only the offset of the amplifier counts for more.",
			wire, small.one, large.one, code, small.coded, large.coded, small.two, large.two),
	}
}
