package lab

import (
	"encoding/json"

	"arraylab/devices"
	"arraylab/sim/crew"
	"arraylab/sim/kernel"
)

// Cell tells about one cell of an array. The member of a crew that holds its devices answers
// for them.
func (r *Run) Cell(layer, row, col int) (Cell, error) {
	net := r.exp.net()
	switch {
	case layer < 0 || layer >= len(net.Layers):
		return Cell{}, &RangeError{"layer", layer, len(net.Layers)}
	case row < 0 || row >= net.Layers[layer].FanIn():
		return Cell{}, &RangeError{"row", row, net.Layers[layer].FanIn()}
	case col < 0 || col >= net.Layers[layer].Out:
		return Cell{}, &RangeError{"column", col, net.Layers[layer].Out}
	}
	p, _ := r.pairs(layer)
	devices := p != nil || r.cells(layer) != nil
	if devices {
		r.Rest()
	}
	y, signs := &net.Layers[layer], r.signs(layer)
	at := func(s kernel.Signs) int {
		return y.Weights.Number(s.Words[col*s.Stride:][:s.Stride], row, y.FanIn())
	}
	c := Cell{Layer: layer, Row: row, Col: col, Weight: at(signs), Intended: at(signs)}
	if r.chip != nil && r.at > atProgramming {
		c.Intended = at(r.chip.Intended(layer))
	}
	if devices {
		ask := cellOrder{col*y.FanIn() + row, c}
		crew.Tell(r.crew, order(orderCell, ask))
		for _, answer := range crew.Collect(r.crew, r.cellDevices(ask)) {
			if len(answer) > 0 && json.Unmarshal(answer, &c) != nil {
				panic("lab: a member of the crew told of a cell what cannot be read")
			}
		}
	}
	return c, nil
}

// cellDevices adds what the devices of a pair tell to what is known of their cell, as JSON; nil
// where another member holds them.
func (r *Run) cellDevices(ask cellOrder) []byte {
	c := ask.Cell
	p, step := r.pairs(c.Layer)
	if p == nil {
		return r.cellResistances(c)
	}
	if ask.Pair < p.First() || ask.Pair >= p.First()+p.Len() {
		return nil
	}
	c.Devices = true
	c.RBL, c.RBLb = p.Resistances(ask.Pair, step)
	c.PulsesBL, c.PulsesBLb = p.Pulses(ask.Pair)
	if r.at <= atProgramming && c.PulsesBL != c.PulsesBLb {
		c.Intended = 1
		if c.PulsesBL < c.PulsesBLb {
			c.Intended = -1
		}
	}
	bl, blb := p.Traps(ask.Pair)
	c.State = "BL " + stateWords(c.PulsesBL, bl) + ", BLb " + stateWords(c.PulsesBLb, blb)
	return cellJSON(c)
}

// cellJSON spells what a member of the crew knows of a cell.
func cellJSON(c Cell) []byte {
	b, err := json.Marshal(c)
	if err != nil {
		panic("lab: a cell has no JSON")
	}
	return b
}

// cellResistances adds the resistances of a cell without pulses; nil where another member answers.
func (r *Run) cellResistances(c Cell) []byte {
	cells := r.cells(c.Layer)
	if o0, o1 := r.chip.Own(c.Layer); cells == nil || c.Col < o0 || c.Col >= o1 {
		return nil
	}
	in, want := r.exp.net().Layers[c.Layer].FanIn(), r.chip.Intended(c.Layer)
	bl, blb := make([]float32, in), make([]float32, in)
	cells.Resistances(bl, blb, want.Words[c.Col*want.Stride:][:want.Stride], c.Col)
	c.Devices, c.RBL, c.RBLb = true, float64(bl[c.Row]), float64(blb[c.Row])
	c.State = "BL " + levelWord(c.RBL > c.RBLb) + ", BLb " + levelWord(c.RBLb > c.RBL)
	return cellJSON(c)
}

func levelWord(high bool) string {
	if high {
		return "higher"
	}
	return "lower"
}

// stateWords says how a device is.
func stateWords(pulses int, trap bool) string {
	s := "partially RESET"
	switch {
	case pulses == 0:
		s = "LRS"
	case pulses > devices.HfOxWeakReset().Measured:
		s = "RESET beyond the measured range"
	}
	if trap {
		s += " with trap high"
	}
	return s
}
