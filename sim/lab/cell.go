package lab

import (
	"encoding/json"
	"fmt"

	"arraylab/sim/bnn"
	"arraylab/sim/crew"
)

// Cell tells about one cell of an array. The member of a crew that holds its devices answers
// for them.
func (r *Run) Cell(layer, row, col int) (Cell, error) {
	net := r.exp.net()
	if err := checkPlace("layer", layer, len(net.Layers)); err != nil {
		return Cell{}, err
	}
	y := &net.Layers[layer]
	if err := checkPlace("row", row, y.FanIn()); err != nil {
		return Cell{}, err
	}
	if err := checkPlace("column", col, y.Out); err != nil {
		return Cell{}, err
	}
	devices := r.devices(layer) != nil
	if devices {
		r.Rest()
	}
	weight := r.weights(layer).At(col, row)
	c := Cell{Layer: layer, Row: row, Col: col, Weight: weight, Intended: weight, Digital: y.Digital()}
	tap(&c, y)
	if meant, known := r.intended(layer); known {
		c.Intended = meant.At(col, row)
	}
	if devices {
		crew.Tell(r.crew, order(orderCell, cellOrder{c}))
		for _, answer := range crew.Collect(r.crew, r.cellDevices(c)) {
			if len(answer) > 0 && json.Unmarshal(answer, &c) != nil {
				panic("lab: a member of the crew told of a cell what cannot be read")
			}
		}
	}
	return c, nil
}

// cellDevices adds what devices tell to what is known of their cell, as JSON; nil where another member holds them.
func (r *Run) cellDevices(c Cell) []byte {
	if !r.devices(c.Layer).Cell(&c) {
		return nil
	}
	b, err := json.Marshal(c)
	if err != nil {
		panic("lab: a cell has no JSON")
	}
	return b
}

// tap tells of the cell of a layer over a map which input of the window its row is.
func tap(c *Cell, y *bnn.Layer) {
	if y.Kind == bnn.Dense {
		return
	}
	in := Grid(y.In)
	c.Channel, c.TapRow, c.TapCol = Grid(y.Window()).Place(c.Row)
	if y.Kind == bnn.Depthwise {
		c.Channel = c.Col / (y.Out / in.C)
	}
	switch {
	case c.Layer > 0:
		c.From = fmt.Sprintf("map %d", c.Channel)
	case in.C == 1:
		c.From = "pixel"
	default:
		c.From = in.Channel(c.Channel)
	}
}
