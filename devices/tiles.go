package devices

import (
	"arraylab/devices/knob"
	"arraylab/devices/mesh"
)

// Tiles is a layer laid out on square tiles of cells: a word line a neuron, a column an input. A tile has its own
// sense amplifiers, next to its first row, and holds cells of one layer only; the last ones of a layer are not full.
type Tiles struct {
	Size   int // rows, and columns, of a tile
	Rows   int // of the layer: neurons
	Cols   int // of the layer: cells of a neuron, the check bits of a code included
	series []float64
}

// NewTiles lays a layer out. Wire is the resistance that each row further from the amplifiers adds to the way through a
// cell, in ohm: that of a bit line and of a source line together from one row to the next. Sizes are from 1 up.
func NewTiles(size int, wire float64, cols, rows int) Tiles {
	if size < 1 || cols < 1 || rows < 1 || !(wire >= 0) {
		panic("devices: tiles take sizes from 1 up and a resistance from 0 up")
	}
	t := Tiles{Size: size, Rows: rows, Cols: cols, series: make([]float64, min(size, rows))}
	wiring := mesh.Tile{Rows: size, Cols: size, Direction: mesh.AlongBitLines, BitWire: wire / 2, SourceWire: wire / 2}
	for row := range t.series {
		t.series[row] = wiring.EffectiveResistance(row, 0)
	}
	return t
}

// tilesOf is the layout that the values ask for.
func tilesOf(v *Values, cols, rows int) Tiles {
	return NewTiles(rowsOfTile(v), wirePerCell.Of(v), cols, rows)
}

// Across is the number of tiles side by side, which share neurons.
func (t Tiles) Across() int { return (t.Cols + t.Size - 1) / t.Size }

// Down is the number of tiles that share inputs.
func (t Tiles) Down() int { return (t.Rows + t.Size - 1) / t.Size }

// Count is the number of tiles.
func (t Tiles) Count() int { return t.Across() * t.Down() }

// Utilisation is the share of the tiles' cells that is in use.
func (t Tiles) Utilisation() float64 { return Utilisation(t) }

// Utilisation is the share of the cells in use over all tiles of some layers.
func Utilisation(layers ...Tiles) float64 {
	used, there := 0, 0
	for _, t := range layers {
		used += t.Rows * t.Cols
		there += t.Count() * t.Size * t.Size
	}
	if there == 0 {
		return 0
	}
	return float64(used) / float64(there)
}

// Spot is the place of a cell: in which tile of the layer, counted from left to right and then down, and where in it.
type Spot struct{ Tile, Row, Col int }

// Spot is where the cell of an input and a neuron lies.
func (t Tiles) Spot(input, neuron int) Spot {
	return Spot{neuron/t.Size*t.Across() + input/t.Size, neuron % t.Size, input % t.Size}
}

// SeriesResistance is that of the wires to a cell, in ohm, when its row is read and the others are off: the same for
// all inputs. Package mesh says how far it is from a solve of the whole tile.
func (t Tiles) SeriesResistance(input, neuron int) float64 { return t.series[neuron%t.Size] }

var wirePerCell = &Param{Knob: knob.Knob{
	Key: "wire", Label: "Wire resistance per cell", Unit: "Ω", Kind: knob.Real, Min: 0, Max: 100, Log: true,
	Help: "Resistance of bit line and source line together from one row of a tile to the next: row i of a tile " +
		"is read through i times as much, counted from its amplifiers. 0 is an ideal wire.",
	Source: "assumed",
}}
