package chip

import (
	"math/bits"

	"arraylab/sim/bnn"
	"arraylab/sim/crew"
	"arraylab/sim/kernel"
	"arraylab/sim/rng"
)

// ratesCells is on how many cells, or some more, the error rates of a layer are counted, ratesPairs on how many pairs
// that move by pulses, which take longer (assumed: what takes some 30 ms).
const (
	ratesCells = 1 << 17
	ratesPairs = 1 << 14
)

// Rates are the probabilities that a weight of -1, and one of +1, of layer number l reads wrong: counted on cells of
// other chips of the same memory that hold random weights. They follow from the seed of the run, not from the chip.
// Of ternary weights, a third of which are 0 here (assumed), both are the share of all that read wrong. Digital memory
// has none.
func (m Memory) Rates(y bnn.Layer, l int) (p [2]float64) {
	if m.Tech == nil || y.Digital() {
		return p
	}
	m.Values, m.Factors = m.Of(l), nil
	in, cells := y.FanIn(), ratesCells
	if m.Tech.PulsedPairs != nil {
		cells = ratesPairs
	}
	part := y
	part.Out = max(1, min(y.Out, cells/in))
	ternary := y.Weights.HasZero()
	draw, workers := rng.New(m.Seed, rng.Layer(rng.Calibration, l)).Source(0), bnn.Workers(1)
	var wrong, all [2]int
	for all[0]+all[1] < cells {
		m.Chip = draw.Uint32()
		want := anyWeights(&part, draw)
		c := New(crew.Alone{}, m, []bnn.Layer{part}, []kernel.Signs{want}, nil)
		for c.Advance(workers) {
		}
		c.Read(0, 0, true)
		if ternary {
			all[0] += part.Size()
			wrong[0] += wrongTrits(want, c.Signs(0), m.Numerics)
			continue
		}
		for i, w := range want.Words {
			ones, got := bits.OnesCount64(w), c.Signs(0).Words[i]
			all[1] += ones
			all[0] += min(64, in-i%want.Stride*64) - ones
			wrong[1] += bits.OnesCount64(w &^ got)
			wrong[0] += bits.OnesCount64(got &^ w)
		}
	}
	for b := range p {
		p[b] = float64(wrong[b]) / float64(max(1, all[b]))
	}
	if ternary {
		p[1] = p[0]
	}
	return p
}

// anyWeights are rows of weights, each level as often as another in the mean.
func anyWeights(y *bnn.Layer, draw *rng.Source) kernel.Signs {
	s, in := y.NewWeights(), y.FanIn()
	if !y.Weights.HasZero() {
		for i := range s.Words {
			s.Words[i] = draw.Uint64() >> (64 - min(64, in-i%s.Stride*64))
		}
		return s
	}
	for at := 0; at < len(s.Words); at += s.Stride {
		for i := range in {
			level := draw.Below(3)
			for plane := range uint32(2) {
				if level > plane {
					s.Words[at+int(plane)*s.Stride/2+i/64] |= 1 << (i % 64)
				}
			}
		}
	}
	return s
}

// rightTrits are the numerics from on which wrongTrits counts right.
const rightTrits = 2

// wrongTrits counts the ternary weights that differ in either plane. Before rightTrits it leaves out a -1 that reads +1
// (^ and | bind alike, and the second plane of what was read was compared last): networks that were trained with the
// errors of a ternary memory keep their bits.
func wrongTrits(want, got kernel.Signs, numerics int) (n int) {
	half := want.Stride / 2
	for at := 0; at < len(want.Words); at += want.Stride {
		for i := at; i < at+half; i++ {
			first, second := want.Words[i]^got.Words[i], want.Words[i+half]^got.Words[i+half]
			if numerics < rightTrits {
				first, second = (first|want.Words[i+half])^got.Words[i+half], 0
			}
			n += bits.OnesCount64(first | second)
		}
	}
	return n
}
