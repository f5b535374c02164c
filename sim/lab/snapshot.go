package lab

import (
	"bytes"
	"math"
	"math/bits"

	"arraylab/devices"
	"arraylab/devices/knob"
	"arraylab/sim/bnn"
	"arraylab/sim/crew"
	"arraylab/sim/kernel"
	"arraylab/sim/num"
)

// spanLog is the ln(R_BL/R_BLb) that the ends of the colour scale stand for: the largest
// amplitude of telegraph noise.
const spanLog = 0.5

// Snapshot fills s with the picture of a layer's array. Flips are those since the last snapshot
// of that layer. What only the devices of a crew can tell is asked of all of it.
func (r *Run) Snapshot(layer int, view string, s *Snapshot) error {
	net := r.exp.net()
	if layer < 0 || layer >= len(net.Layers) {
		return &RangeError{"layer", layer, len(net.Layers)}
	}
	p, _ := r.pairs(layer)
	cells := r.cells(layer)
	switch {
	case view == ViewWeight, view == ViewError:
	case view == ViewHidden && r.trainer != nil && r.trained.Learn == LearnLatent:
	case view == ViewHidden:
		return knob.Refuse("view", view, ViewWeight+" or "+ViewError+" for a network without hidden weights in the memory of the engine")
	case view != ViewResistance && view != ViewPulses:
		return knob.Refuse("view", view, "weight, resistance, pulses or error")
	case p == nil && (cells == nil || view != ViewResistance):
		return knob.Refuse("view", view, ViewWeight+" or "+ViewError+" for a memory without such devices")
	}
	if (p != nil || cells != nil || view == ViewHidden) && view != ViewWeight {
		r.Rest()
	}
	in, out, levels := net.Layers[layer].FanIn(), net.Layers[layer].Out, net.Layers[layer].Weights
	if n := in * out; cap(s.Cells) < n {
		s.Cells = make([]byte, n)
	}
	s.Cells = s.Cells[:in*out]
	s.Ternary = false
	s.Layer, s.View, s.Rows, s.Cols, s.Step = layer, view, in, out, r.Step()
	if s.Width = net.Layers[layer].Window().W; s.Width == 1 {
		s.Width = 0 // what another dense layer gives has no lines
	}
	signs := r.signs(layer)
	switch {
	case view == ViewWeight:
		s.Lo, s.Mid, s.Hi, s.Unit = -1, 0, 1, ""
		spread(s.Cells, signs, in, out)
		if s.Ternary = levels.Kind == bnn.Ternary; s.Ternary {
			spreadZeros(s.Cells, signs, levels, in, out)
		}
	case view == ViewError && (p == nil || r.at > atProgramming):
		scaleOfErrors(s)
		spread(s.Cells, r.errorSigns(layer, signs), in, out)
	default:
		crew.Tell(r.crew, order(orderPicture, pictureOrder{layer, view}))
		r.devicePicture(layer, view, s)
	}
	r.takeFlips(layer, signs, s)
	return nil
}

// scaleOfErrors says what the bytes of ViewError stand for.
func scaleOfErrors(s *Snapshot) { s.Lo, s.Mid, s.Hi, s.Unit = 0, 0.5, 1, "" }

// errorSigns are set bits where a weight on the chip differs from the intended one.
func (r *Run) errorSigns(l int, signs kernel.Signs) kernel.Signs {
	e := kernel.Signs{Words: make([]uint64, len(signs.Words)), Stride: signs.Stride}
	if r.chip != nil && r.at > atProgramming {
		for i, w := range r.chip.Intended(l).Words {
			e.Words[i] = w ^ signs.Words[i]
		}
	}
	if r.exp.net().Layers[l].Weights.Kind == bnn.Ternary { // wrong where either plane is
		second := kernel.Second(e)
		for at := 0; at < len(e.Words); at += e.Stride {
			for j := range e.Stride / 2 {
				e.Words[at+j] |= second.Words[at+j]
			}
		}
	}
	return e
}

// devicePicture fills the cells with what the devices tell. Each member makes the columns of
// its own neurons, and the leader puts them together.
func (r *Run) devicePicture(l int, view string, s *Snapshot) {
	p, step := r.pairs(l)
	in, out := r.exp.net().Layers[l].FanIn(), r.exp.net().Layers[l].Out
	var columns []byte // [own neurons][inputs]
	if p != nil {
		columns = make([]byte, p.Len())
	}
	switch {
	case view == ViewHidden:
		columns = r.hiddenColumns(l, s)
	case p == nil:
		columns = r.cellColumns(l, s)
	case view == ViewError:
		scaleOfErrors(s)
		errorColumns(columns, p)
	case view == ViewPulses:
		top := 1
		for _, most := range crew.Each(r.crew, int64(mostPulses(p))) {
			top = max(top, int(most))
		}
		top = 1 << bits.Len(uint(top-1)) // a scale that moves seldom
		s.Lo, s.Mid, s.Hi, s.Unit = 0, float64(top)/2, float64(top), "pulses"
		for i := range columns {
			columns[i] = byte(pulsesOfPair(p, p.First()+i) * 255 / top)
		}
	default:
		s.Lo, s.Mid, s.Hi, s.Unit = -spanLog, 0, spanLog, "ln(R_BL/R_BLb)"
		resistanceColumns(columns, p, step, in)
	}
	all := bytes.Join(crew.Collect(r.crew, columns), nil)
	for i := range all {
		s.Cells[i%in*out+i/in] = all[i]
	}
}

func pulsesOfPair(p devices.Pulsed, k int) int { bl, blb := p.Pulses(k); return bl + blb }

func mostPulses(p devices.Pulsed) (most int) {
	for k := p.First(); k < p.First()+p.Len(); k++ {
		most = max(most, pulsesOfPair(p, k))
	}
	return most
}

// errorColumns marks the weights that differ from what ideal devices would hold.
func errorColumns(columns []byte, p devices.Pulsed) {
	for i := range columns {
		k := p.First() + i
		if bl, blb := p.Pulses(k); bl != blb && (bl > blb) != (p.Weight(k) > 0) {
			columns[i] = 255
		}
	}
}

func resistanceColumns(columns []byte, p devices.Pulsed, step uint64, in int) {
	ratios := make([]float32, in)
	for at := 0; at < len(columns); at += in {
		p.LogRatios(p.First()+at, step, ratios)
		for i, x := range ratios {
			columns[at+i] = byte(128 + max(-128, min(127, x*(127/spanLog))))
		}
	}
}

// cellColumns are the log-ratios of the resistances in the cells of this member's neurons, on a scale
// that reaches as far as any of them does.
func (r *Run) cellColumns(l int, s *Snapshot) []byte {
	cells, want, in := r.cells(l), r.chip.Intended(l), r.exp.net().Layers[l].FanIn()
	o0, o1 := r.chip.Own(l)
	ratios := make([]float64, (o1-o0)*in)
	bl, blb := make([]float32, in), make([]float32, in)
	most := 0.0
	for o := o0; o < o1; o++ {
		cells.Resistances(bl, blb, want.Words[o*want.Stride:][:want.Stride], o)
		for i := range in {
			x := num.Log(float64(bl[i]) / float64(blb[i]))
			ratios[(o-o0)*in+i] = x
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
	columns := make([]byte, len(ratios))
	for i, x := range ratios {
		columns[i] = byte(128 + math.Max(-128, math.Min(127, x*(127/span))))
	}
	return columns
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

// spreadZeros writes 128 where both planes of ternary weights differ.
func spreadZeros(cells []byte, s kernel.Signs, levels bnn.Levels, in, out int) {
	for o := range out {
		row := s.Words[o*s.Stride:][:s.Stride]
		for i := range in {
			if levels.Number(row, i, in) == 0 {
				cells[i*out+o] = 128
			}
		}
	}
}

// takeFlips moves the flips of a layer into the snapshot.
func (r *Run) takeFlips(l int, signs kernel.Signs, s *Snapshot) {
	s.Flips = s.Flips[:0]
	words := kernel.Words(s.Rows)
	if r.shown[l] == nil {
		r.shown[l] = append([]uint64{}, signs.Words...)
		r.flipped[l] = make([]uint64, len(signs.Words))
		return
	}
	for i, w := range signs.Words {
		f := r.flipped[l][i] | (r.shown[l][i] ^ w) // of ternary weights in either plane
		r.flipped[l][i], r.shown[l][i] = 0, w
		for ; f != 0; f &= f - 1 {
			if len(s.Flips) == 0 {
				s.Flips = make([]byte, (s.Rows*s.Cols+7)/8)
			}
			row, col := i%signs.Stride%words*64+bits.TrailingZeros64(f), i/signs.Stride
			at := row*s.Cols + col
			s.Flips[at/8] |= 1 << (at % 8)
		}
	}
}
