package lab

import (
	"fmt"
	"math/bits"
	"strconv"

	"arraylab/devices"
	"arraylab/sim/bnn"
	"arraylab/sim/ledger"
)

// Ledger books the energy, time and area of the run behind a result. A *NeedError says what an older result
// does not tell; other errors are those of its link.
func Ledger(r Result) (ledger.Ledger, error) {
	link, err := ParseLink("#" + r.Link)
	if err != nil {
		return ledger.Ledger{}, err
	}
	return link.Experiment.book(r)
}

// book books a result of the experiment.
func (e Experiment) book(r Result) (ledger.Ledger, error) {
	counts, err := e.counts(r)
	if err != nil {
		return ledger.Ledger{}, err
	}
	return ledger.Compute(counts, e.costs(), e.tiled(ledger.DefaultRates())), nil
}

// costs are those of the memory, by layer; zero where they are not known, and of layers in digital memory.
func (e Experiment) costs() []devices.Costs {
	layers := e.net().Layers
	all := make([]devices.Costs, len(layers))
	m := e.memory()
	if m.Tech == nil || m.Tech.Costs == nil {
		return all
	}
	for l := range all {
		if v := m.Of(l); !layers[l].Digital() {
			all[l] = m.Tech.Costs(&v)
		}
	}
	return all
}

// tiled are the rates with the memory's own size of tiles, where it has one.
func (e Experiment) tiled(r ledger.Rates) ledger.Rates {
	if t := e.Technology(); t != nil {
		if p := t.ParamOf("tile"); p != nil {
			if side, err := strconv.ParseFloat(p.Spell(p.Of(&e.Device)), 64); err == nil {
				r[ledger.Tile] = side
			}
		}
	}
	return r
}

// wholeBits is the depth of a real input, and of weights and outputs of 8 bits.
const wholeBits = 8

// network is the part of the counts that the experiment alone decides.
func (e Experiment) network() ledger.Counts {
	layers := e.net().Layers
	c := ledger.Counts{InDevices: e.Learn == LearnDevice}
	for _, y := range layers {
		bits := inputBits(y.Inputs)
		c.Layers = append(c.Layers, ledger.Layer{Inputs: y.FanIn(), Neurons: y.Out, Cycles: bits, Weighed: bits > 1,
			Values: int64(y.In.Values()), Places: int64(y.Places().Area()), Products: int64(y.Sensed()),
			Sums: int64(y.Sums()), Compared: int64(y.Compared()),
			TernaryWeights: y.Weights.HasZero(), TernaryInputs: y.Inputs.HasZero(),
			TernaryOutputs: y.Outputs.HasZero(), EightOutputs: y.Outputs.Eight(), Digital: y.Digital()})
	}
	if e.Input == InputStream {
		c.Layers[0].Cycles, c.Layers[0].Random = e.Streams, true // at test, however it was trained
	}
	return c
}

// inputBits are those in which an input comes, one after the other: of pixels and of outputs of 8 bits all of these, of
// sums of outputs as many as their range takes, else one.
func inputBits(v bnn.Levels) int {
	switch {
	case v.Kind == bnn.Grey || v.Eight():
		return wholeBits
	case v.OfEight:
		return bits.Len(uint(2 * v.Largest()))
	case v.Kind == bnn.Summed:
		return bits.Len(uint(v.Largest())) // how many of the outputs are +1
	}
	return 1
}

// pulsed tells whether a weight is written in pulses, which are counted. In the loop they are not.
func (e Experiment) pulsed() bool {
	t := e.Technology()
	return t != nil && t.Pulsed(&e.Device) && !e.inLoop()
}

// counts are the events of a run.
func (e Experiment) counts(r Result) (ledger.Counts, error) {
	c := e.network()
	epoch := e.batches(e.Train)
	whole := epoch.Steps()
	c.Steps = int64(r.Step)
	c.Images = int64(r.Step/whole) * int64(e.Train) // in a sequence at most
	if rest := r.Step % whole; rest > 0 {
		_, hi := epoch.Of(rest - 1)
		c.Images += int64(hi)
	}
	n := len(c.Layers)
	pulsed := e.pulsed()
	if e.inLoop() && len(r.Flips) != n {
		return c, &NeedError{fmt.Sprintf("the counts of %d layers to book energy", n)}
	}
	if (pulsed && (len(r.Pulses) != n || len(r.Sets) != n)) || (!pulsed && len(r.Ones) != n) {
		return c, &NeedError{fmt.Sprintf("the counts of %d layers to book energy", n)}
	}
	for i := range c.Layers {
		l := &c.Layers[i]
		switch {
		case l.Digital:
		case c.InDevices:
			l.TrainPulses, l.TrainSets = r.Pulses[i], r.Sets[i]
		case pulsed:
			l.Pulses, l.Sets = r.Pulses[i], r.Sets[i]
		default:
			l.Plus = r.Ones[i]
			if len(r.Zeros) == n {
				l.Zeros = r.Zeros[i]
			}
			l.Minus = l.Weights() - l.Plus - l.Zeros
		}
		if e.inLoop() && !l.Digital {
			l.Rewrites, l.Verified = r.Flips[i], e.Technology().Verifies(&e.Device)
		}
		if len(r.Tallies) == n {
			t := r.Tallies[i]
			l.Again0, l.Again1, l.Checks = t.Again0, t.Again1, t.Checks
		}
	}
	return c, nil
}
