package lab

import (
	"fmt"
	"math/bits"
	"sort"

	"arraylab/devices"
	"arraylab/sim/bnn"
	"arraylab/sim/kernel"
)

// RangeError says that a place does not exist.
type RangeError struct {
	What  string
	Value int
	Count int
}

func (e *RangeError) Error() string {
	return fmt.Sprintf("lab: there is no %s %d: allowed are 0 to %d", e.What, e.Value, e.Count-1)
}

// signs are the weights of a layer as the run holds them now.
func (r *Run) signs(l int) kernel.Signs {
	switch {
	case r.chip != nil && r.at >= atProgramming:
		return r.chip.Signs(l)
	case r.trainer != nil:
		return r.trainer.Weights(l)
	}
	return r.model.Signs[l]
}

// pairs are the devices of a layer and the step whose noise they show; nil where there are none.
func (r *Run) pairs(l int) (p *devices.Pairs, step uint64) {
	if r.trainer != nil {
		if p := r.trainer.Pairs(l); p != nil {
			return p, uint64(r.trainer.Step())
		}
	}
	if r.chip != nil && r.at > atProgramming {
		return r.chip.Pairs(l), r.chip.Step()
	}
	return nil, 0
}

// Classify sends an image of 784 pixels through the network as it is now: with frozen
// statistics once it is trained, with running ones before. label is the true class, -1 where
// there is none.
func (r *Run) Classify(pixels []byte, label int) Scores {
	m := r.model
	if m == nil || r.at == atTraining {
		m = r.trainer.Snapshot()
		m.Norms = m.Running
	}
	signs := make([]kernel.Signs, m.Shape.Layers())
	for l := range signs {
		signs[l] = r.signs(l)
	}
	t := m.Follow(signs, pixels)
	r.trace = t
	s := Scores{Class: t.Class, Scores: t.P, Label: label, Pixels: t.Image}
	y := append([]float32{}, t.Y[:]...)
	sort.Slice(y, func(i, j int) bool { return y[i] > y[j] })
	s.Margin = float64(y[0]) - float64(y[1])
	for l, packed := range t.Bits {
		s.Bits = append(s.Bits, unpack(packed, m.Shape.Out(l)))
	}
	return s
}

// unpack turns packed bits into bytes 0|1.
func unpack(words []uint64, n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(words[i/64] >> (i % 64) & 1)
	}
	return b
}

// Neuron shows a neuron at work on the image that was classified last.
func (r *Run) Neuron(layer, index int) (Neuron, error) {
	t, s := r.trace, r.exp.shape()
	if t == nil {
		return Neuron{}, &NeedError{"an image to be classified first"}
	}
	if layer < 0 || layer >= s.Layers() {
		return Neuron{}, &RangeError{"layer", layer, s.Layers()}
	}
	if index < 0 || index >= s.Out(layer) {
		return Neuron{}, &RangeError{"neuron", index, s.Out(layer)}
	}
	w := r.signs(layer)
	n := Neuron{Layer: layer, Index: index, Final: layer == s.Layers()-1,
		Weights: unpack(w.Words[index*w.Stride:][:w.Stride], s.In(layer)), Sum: int(t.Sums[layer][index])}
	switch {
	case layer > 0:
		n.Inputs = unpack(t.Bits[layer-1], s.In(layer))
	case s.Binary:
		n.Inputs = unpack(t.Input, bnn.Pixels)
	default:
		n.Inputs = t.Image
	}
	n.Popcount = popcount(n.Inputs, n.Weights, layer == 0 && !s.Binary)
	norm := r.norms(layer)[index]
	n.Score = float64(norm.Y(t.Sums[layer][index]))
	if n.Final {
		for _, y := range t.Y {
			if float64(y) > n.Score {
				n.Output++
			}
		}
		return n, nil
	}
	fold := bnn.Fold(&norm, s.MaxSum(layer))
	n.Threshold, n.Flipped = int(fold.At), fold.Flipped
	if fold.Fires(t.Sums[layer][index]) {
		n.Output = 1
	}
	return n, nil
}

// norms are the normalizations that Classify uses.
func (r *Run) norms(l int) []kernel.Norm {
	if r.model == nil || r.at == atTraining {
		return r.trainer.Norms(l)
	}
	return r.model.Norms[l]
}

// popcount counts the inputs that agree with their weights, or adds the pixels under +1.
func popcount(inputs, weights []byte, grey bool) (n int) {
	for i, x := range inputs {
		switch {
		case grey && weights[i] == 1:
			n += int(x)
		case !grey && weights[i] == x:
			n++
		}
	}
	return n
}

// collectFlips notes which weights differ from those that the last snapshot showed.
func (r *Run) collectFlips() {
	for l, shown := range r.shown {
		if shown == nil {
			continue
		}
		for i, w := range r.signs(l).Words {
			r.flipped[l][i] |= shown[i] ^ w
		}
	}
}

// spanLog is the ln(R_BL/R_BLb) that the ends of the colour scale stand for: the largest
// amplitude of telegraph noise.
const spanLog = 0.5

// Snapshot fills s with the picture of a layer's array. Flips are those since the last snapshot
// of that layer.
func (r *Run) Snapshot(layer int, view string, s *Snapshot) error {
	shape := r.exp.shape()
	if layer < 0 || layer >= shape.Layers() {
		return &RangeError{"layer", layer, shape.Layers()}
	}
	in, out := shape.In(layer), shape.Out(layer)
	if n := in * out; cap(s.Cells) < n {
		s.Cells = make([]byte, n)
	}
	s.Cells = s.Cells[:in*out]
	s.Layer, s.View, s.Rows, s.Cols, s.Step = layer, view, in, out, r.Step()
	signs := r.signs(layer)
	switch view {
	case ViewWeight:
		s.Lo, s.Mid, s.Hi, s.Unit = -1, 0, 1, ""
		spread(s.Cells, signs, in, out)
	case ViewError:
		s.Lo, s.Mid, s.Hi, s.Unit = 0, 0.5, 1, ""
		spread(s.Cells, r.errorSigns(layer, signs), in, out)
	case ViewResistance, ViewPulses:
		p, step := r.pairs(layer)
		if p == nil {
			return &ValueError{"view", view, ViewWeight + " or " + ViewError + " for a memory without devices"}
		}
		if view == ViewPulses {
			pulsePicture(s, p, in, out)
		} else {
			resistancePicture(s, p, step, in, out)
		}
	default:
		return &ValueError{"view", view, "weight, resistance, pulses or error"}
	}
	r.takeFlips(layer, signs, s)
	return nil
}

// takeFlips moves the flips of a layer into the snapshot.
func (r *Run) takeFlips(l int, signs kernel.Signs, s *Snapshot) {
	s.Flips = s.Flips[:0]
	if r.shown[l] == nil {
		r.shown[l] = append([]uint64{}, signs.Words...)
		r.flipped[l] = make([]uint64, len(signs.Words))
		return
	}
	for i, w := range signs.Words {
		f := r.flipped[l][i] | r.shown[l][i] ^ w
		r.flipped[l][i], r.shown[l][i] = 0, w
		for ; f != 0; f &= f - 1 {
			if len(s.Flips) == 0 {
				s.Flips = make([]byte, (s.Rows*s.Cols+7)/8)
			}
			row, col := i%signs.Stride*64+bits.TrailingZeros64(f), i/signs.Stride
			at := row*s.Cols + col
			s.Flips[at/8] |= 1 << (at % 8)
		}
	}
}

// errorSigns are set bits where a weight differs from the intended one.
func (r *Run) errorSigns(l int, signs kernel.Signs) kernel.Signs {
	e := kernel.Signs{Words: make([]uint64, len(signs.Words)), Stride: signs.Stride}
	if r.chip != nil && r.at > atProgramming {
		for i, w := range r.chip.Intended(l).Words {
			e.Words[i] = w ^ signs.Words[i]
		}
		return e
	}
	if p, _ := r.pairs(l); p != nil {
		shape := r.exp.shape()
		in := shape.In(l)
		for o := range shape.Out(l) {
			for i := range in {
				if bl, blb := p.Pulses(o*in + i); bl != blb && (bl > blb) != (p.Weight(o*in+i) > 0) {
					e.Words[o*e.Stride+i/64] |= 1 << (i % 64)
				}
			}
		}
	}
	return e
}

// spread writes 255 for each set bit and 0 else, transposed from [O][I] to rows of inputs.
func spread(cells []byte, s kernel.Signs, in, out int) {
	for o := range out {
		row := s.Words[o*s.Stride:][:s.Stride]
		for i := range in {
			cells[i*out+o] = -byte(row[i/64] >> (i % 64) & 1)
		}
	}
}

func pulsePicture(s *Snapshot, p *devices.Pairs, in, out int) {
	top := 1
	sum := func(k int) int { bl, blb := p.Pulses(k); return bl + blb }
	for k := range in * out {
		top = max(top, sum(k))
	}
	top = 1 << bits.Len(uint(top-1)) // a scale that moves seldom
	s.Lo, s.Mid, s.Hi, s.Unit = 0, float64(top)/2, float64(top), "pulses"
	for o := range out {
		for i := range in {
			s.Cells[i*out+o] = byte(sum(o*in+i) * 255 / top)
		}
	}
}

func resistancePicture(s *Snapshot, p *devices.Pairs, step uint64, in, out int) {
	s.Lo, s.Mid, s.Hi, s.Unit = -spanLog, 0, spanLog, "ln(R_BL/R_BLb)"
	column := make([]float32, in)
	for o := range out {
		p.LogRatios(o*in, step, column)
		for i, x := range column {
			s.Cells[i*out+o] = byte(128 + max(-128, min(127, x*(127/spanLog))))
		}
	}
}

// Cell tells about one cell of an array.
func (r *Run) Cell(layer, row, col int) (Cell, error) {
	shape := r.exp.shape()
	switch {
	case layer < 0 || layer >= shape.Layers():
		return Cell{}, &RangeError{"layer", layer, shape.Layers()}
	case row < 0 || row >= shape.In(layer):
		return Cell{}, &RangeError{"row", row, shape.In(layer)}
	case col < 0 || col >= shape.Out(layer):
		return Cell{}, &RangeError{"column", col, shape.Out(layer)}
	}
	signs := r.signs(layer)
	at := func(s kernel.Signs) int { return int(s.Words[col*s.Stride+row/64]>>(row%64)&1)*2 - 1 }
	c := Cell{Layer: layer, Row: row, Col: col, Weight: at(signs), Intended: at(signs)}
	if r.chip != nil && r.at > atProgramming {
		c.Intended = at(r.chip.Intended(layer))
	}
	p, step := r.pairs(layer)
	if p == nil {
		return c, nil
	}
	k := col*shape.In(layer) + row
	c.Devices = true
	c.RBL, c.RBLb = p.Resistances(k, step)
	c.PulsesBL, c.PulsesBLb = p.Pulses(k)
	if r.at <= atProgramming && c.PulsesBL != c.PulsesBLb {
		c.Intended = 1
		if c.PulsesBL < c.PulsesBLb {
			c.Intended = -1
		}
	}
	bl, blb := p.Traps(k)
	c.State = "BL " + stateWords(c.PulsesBL, bl) + ", BLb " + stateWords(c.PulsesBLb, blb)
	return c, nil
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
