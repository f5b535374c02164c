package chip

import (
	"math"
	"math/bits"

	"arraylab/devices"
	"arraylab/sim/bnn"
	"arraylab/sim/cellmap"
	"arraylab/sim/crew"
	"arraylab/sim/num"
)

// spanLog is the ln(R_BL/R_BLb) that the ends of the colour scale stand for: the largest amplitude of telegraph noise.
const spanLog = 0.5

// Devices are those of one layer, of this member's neurons, to be looked at. All members of a crew ask together.
type Devices interface {
	// Resistances draws ln(R_BL/R_BLb): a byte a cell, neuron by neuron, on the scale that is told to s.
	Resistances(s *cellmap.Snapshot) (columns []byte)
	// Cell adds to what is known of a cell what its devices tell; false where another member holds them.
	Cell(c *cellmap.Cell) bool
}

// Devices returns those of layer l once they are programmed, *Pairs where they move by pulses; nil where there are
// none, or none that tell their resistances.
func (c *Chip) Devices(l int) Devices {
	a := &c.arrays[l]
	if a.pairs != nil {
		return &Pairs{crew: c.crew, pairs: a.pairs, inputs: a.layer.FanIn(),
			step: devices.StoredStep(c.memory.Tech.MorePulses(&a.values), programStep)}
	}
	if cells, ok := a.cells.(devices.Resistive); ok {
		return &resistive{c.crew, a, cells}
	}
	return nil
}

// Pairs are devices that move by pulses.
type Pairs struct {
	crew   crew.Crew
	pairs  devices.Pulsed
	inputs int
	step   uint64 // whose telegraph noise they show
	learn  bool   // the pulses are those of the training, and say which weight is meant
}

// Learning returns the pairs of layer l in which a network learns, nil where its weights are latent.
func Learning(team crew.Crew, t *bnn.Trainer, l int) *Pairs {
	if p := t.Pairs(l); p != nil {
		return &Pairs{team, p, t.Weights(l).Inputs(), uint64(t.Step()), true}
	}
	return nil
}

// pulses are those of both devices of a pair.
func pulses(of devices.Pulsed, k int) int { bl, blb := of.Pulses(k); return bl + blb }

// wrong calls do for each pair whose weight differs from what ideal devices would hold after the same pulses: the i-th
// of this member's.
func (p *Pairs) wrong(do func(i int)) {
	pairs, first := p.pairs, p.pairs.First()
	for i := range pairs.Len() {
		if bl, blb := pairs.Pulses(first + i); bl != blb && (bl > blb) != (pairs.Weight(first+i) > 0) {
			do(i)
		}
	}
}

// Wrong counts the weights of the layer that differ from what ideal devices would hold after the same pulses.
func (p *Pairs) Wrong() int64 {
	n := int64(0)
	p.wrong(func(int) { n++ })
	return crew.Sum(p.crew, n)
}

// Errors draws the weights that Wrong counts.
func (p *Pairs) Errors() (columns []byte) {
	columns = make([]byte, p.pairs.Len())
	p.wrong(func(i int) { columns[i] = 255 })
	return columns
}

// Pulses draws the pulses of both devices together, on a scale that moves seldom.
func (p *Pairs) Pulses(s *cellmap.Snapshot) (columns []byte) {
	pairs, first := p.pairs, p.pairs.First()
	columns = make([]byte, pairs.Len())
	most, top := 0, 1
	for i := range columns {
		most = max(most, pulses(pairs, first+i))
	}
	for _, most := range crew.Each(p.crew, int64(most)) {
		top = max(top, int(most))
	}
	top = 1 << bits.Len(uint(top-1))
	s.Lo, s.Mid, s.Hi, s.Unit = 0, float64(top)/2, float64(top), "pulses"
	for i := range columns {
		columns[i] = byte(pulses(pairs, first+i) * 255 / top)
	}
	return columns
}

// Resistances implements Devices.
func (p *Pairs) Resistances(s *cellmap.Snapshot) (columns []byte) {
	s.Lo, s.Mid, s.Hi, s.Unit = -spanLog, 0, spanLog, "ln(R_BL/R_BLb)"
	columns = make([]byte, p.pairs.Len())
	ratios := make([]float32, p.inputs)
	for at := 0; at < len(columns); at += p.inputs {
		p.pairs.LogRatios(p.pairs.First()+at, p.step, ratios)
		for i, x := range ratios {
			columns[at+i] = byte(128 + max(-128, min(127, x*(127/spanLog))))
		}
	}
	return columns
}

// Cell implements Devices.
func (p *Pairs) Cell(c *cellmap.Cell) bool {
	k := c.Col*p.inputs + c.Row
	if k < p.pairs.First() || k >= p.pairs.First()+p.pairs.Len() {
		return false
	}
	c.Devices = true
	c.RBL, c.RBLb = p.pairs.Resistances(k, p.step)
	c.PulsesBL, c.PulsesBLb = p.pairs.Pulses(k)
	if p.learn && c.PulsesBL != c.PulsesBLb {
		c.Intended = 1
		if c.PulsesBL < c.PulsesBLb {
			c.Intended = -1
		}
	}
	bl, blb := p.pairs.Traps(k)
	c.State = "BL " + stateWords(c.PulsesBL, bl) + ", BLb " + stateWords(c.PulsesBLb, blb)
	return true
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

// resistive are cells that were programmed once and tell the resistances of their devices.
type resistive struct {
	crew  crew.Crew
	array *array
	cells devices.Resistive
}

// Resistances implements Devices, on a scale that reaches as far as any cell does.
func (r *resistive) Resistances(s *cellmap.Snapshot) (columns []byte) {
	a, in := r.array, r.array.layer.FanIn()
	ratios := make([]float64, (a.o1-a.o0)*in)
	bl, blb := make([]float32, in), make([]float32, in)
	most := 0.0
	for o := a.o0; o < a.o1; o++ {
		r.cells.Resistances(bl, blb, a.intended.Row(o), o)
		for i := range in {
			x := num.Log(float64(bl[i]) / float64(blb[i]))
			ratios[(o-a.o0)*in+i] = x
			most = max(most, math.Abs(x))
		}
	}
	span := spanLog
	for _, m := range crew.Each(r.crew, int64(math.Ceil(most*1000))) {
		for span < float64(m)/1000 {
			span *= 2
		}
	}
	s.Lo, s.Mid, s.Hi, s.Unit = -span, 0, span, "ln(R_BL/R_BLb)"
	columns = make([]byte, len(ratios))
	for i, x := range ratios {
		columns[i] = byte(128 + math.Max(-128, math.Min(127, x*(127/span))))
	}
	return columns
}

// Cell implements Devices.
func (r *resistive) Cell(c *cellmap.Cell) bool {
	a, in := r.array, r.array.layer.FanIn()
	if c.Col < a.o0 || c.Col >= a.o1 {
		return false
	}
	bl, blb := make([]float32, in), make([]float32, in)
	r.cells.Resistances(bl, blb, a.intended.Row(c.Col), c.Col)
	c.Devices, c.RBL, c.RBLb = true, float64(bl[c.Row]), float64(blb[c.Row])
	c.State = "BL " + levelWord(c.RBL > c.RBLb) + ", BLb " + levelWord(c.RBLb > c.RBL)
	return true
}

func levelWord(high bool) string {
	if high {
		return "higher"
	}
	return "lower"
}
