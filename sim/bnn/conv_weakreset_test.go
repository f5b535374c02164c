package bnn

import (
	"math"
	"testing"

	"arraylab/devices"
	"arraylab/sim/crew"
)

// TestTenStepsOfWeakResetOverMaps trains convolutions in devices: gradients are those of the network of whole numbers,
// so that all pulses agree, and weights are what the resistances of pairs say that are written out from the equations.
func TestTenStepsOfWeakResetOverMaps(t *testing.T) {
	for _, gain := range []float64{4, 100} {
		for _, name := range []string{"colours", "a signal", "wide margins, long steps"} {
			c := mapCases()[name]
			c.pulsed(t, name, gain)
		}
	}
}

func (c *mapCase) pulsed(t *testing.T, name string, gain float64) {
	// Kinks and traps so early that ten steps meet them often.
	law := &plainCase{gain: gain, kink: 20, kinkMin: 2, kinkMax: 70, lowToHigh: 8e-3, highToLow: 2e-2, imperfect: true}
	for l := range c.Layers {
		law.widths = append(law.widths, c.Layers[l].FanIn())
	}
	law.widths = append(law.widths, c.Classes) // of the other layers there are more inputs than neurons below
	rule := c.Rule
	rule.Gain = gain
	rule.Devices = func(l, k0, k1 int) devices.Pulsed {
		model, sw := law.model()
		return devices.NewPairs(model, sw, devices.NewStreams(5, 6, l), k0, k1)
	}
	pixels, labels := toyImages(c.images, 1, c.Input.Values(), c.Classes)
	images := Of(pixels, labels)
	tr, w := NewTrainer(crew.Alone{}, c.Network, rule, images), Workers(1)
	stepOnce(tr, w)
	ref, pairs := wholesOf(tr), newPlainPairs(law)
	signs := make([][]int64, len(c.Layers))
	for l := range signs {
		for k := range c.Layers[l].Size() {
			first := pairs.streams[l].Signs.Block(uint64(k)>>7, 0)
			signs[l] = append(signs[l], 1-2*int64(first[k>>5&3]>>(k&31)&1))
		}
	}
	ref.weights = func(l, o, i int) int64 { return signs[l][o*c.Layers[l].FanIn()+i] }
	ref.moves = func(l, o int, dW []float32) {
		pulses := ref.powers.Adam(gain)
		for i, g := range dW {
			k := o*len(dW) + i
			pairs.pulse(l, o, i, float64(pulses.One(&ref.m[l][k], &ref.v[l][k], g)))
		}
	}
	moved, settled := 0, 0
	for step := range 10 {
		pairs.step = uint64(step + 1)
		at := tr.place(step)
		first, behind := tr.batches(0).Of(at.batch)
		var x [][]int64
		var y []byte
		for _, k := range tr.shuffled(at)[first:behind] {
			x, y = append(x, c.Input.Levels.plainInput(images, int(k), 0)), append(y, labels[k])
		}
		stepOnce(tr, w)
		if loss, want := tr.loss, ref.train(x, y, rule.LR); loss != want {
			t.Fatalf("%s, gain %g, step %d: loss %v, want %v", name, gain, step, loss, want)
		}
		for l := range signs {
			m, s := pairs.agreeWhole(t, tr, l, signs[l])
			moved, settled = moved+m, settled+s
		}
		ref.same(t, tr, step)
	}
	if moved < 1000 || settled > moved/1000+1 {
		t.Errorf("%s, gain %g: %d pulses, and rounding decided %d weights", name, gain, moved, settled)
	}
}

// agreeWhole compares the pairs of a layer, takes over what rounding may decide, and counts pulses and such weights.
func (p *plainPairs) agreeWhole(t *testing.T, tr *Trainer, l int, signs []int64) (pulses, settled int) {
	t.Helper()
	for k := range signs {
		bl, blb := tr.Pairs(l).Pulses(k)
		if x, y := p.cells[l][2*k].pulses, p.cells[l][2*k+1].pulses; bl != x || blb != y {
			t.Fatalf("step %d, layer %d: pair %d has %d and %d pulses, want %d and %d", p.step, l, k, bl, blb, x, y)
		}
		pulses += bl + blb
		d := p.logR(l, 2*k) - p.logR(l, 2*k+1)
		if d != 0 {
			signs[k] = int64(sign(d))
		}
		if got := int64(tr.Pairs(l).Weight(k)); got != signs[k] {
			if math.Abs(d) > logTolerance {
				t.Fatalf("step %d, layer %d: weight %d is %d where ln(R_BL/R_BLb) = %v", p.step, l, k, got, d)
			}
			signs[k] = got
			settled++
		}
	}
	return pulses, settled
}
