package bnn

import (
	"math"
	"testing"

	"arraylab/devices"
	"arraylab/sim/crew"
	"arraylab/sim/rng"
)

// plainPairs are weak-RESET pairs written out from the equations of arXiv:2107.06064 and its
// published code, one device at a time in float64. They share with package devices the documented
// random words alone.
type plainPairs struct {
	*plainCase
	step    uint64
	streams []devices.Streams
	cells   [][]plainDevice // by layer: device 2k is BL, 2k+1 BLb of pair k = o*I+i
}

// The trainer works in float32. Where a step is this near to x.5 pulses, or ln R_BL this near to ln R_BLb,
// the network takes over what the trainer decided; such cases are counted.
const (
	halfTolerance = 1e-3 // pulses
	logTolerance  = 1e-5
)

type plainDevice struct {
	r0, c1, m1, m2, tStar, amp float64
	pulses                     int
	high                       bool // the trap
	halved                     bool // the last step was so near to x.5 pulses that rounding may go either way
}

// plainLaw is a quantile of a law truncated to [lo, hi], of which cdf and quantile are the untruncated
// law's.
func plainLaw(u, lo, hi float64, cdf, quantile func(float64) float64) float64 {
	return quantile(cdf(lo) + u*(cdf(hi)-cdf(lo)))
}

func plainExponential(u, loc, scale, lo, hi float64) float64 {
	return plainLaw(u, lo, hi, func(x float64) float64 { return 1 - math.Exp(-(x-loc)/scale) },
		func(p float64) float64 { return loc - scale*math.Log(1-p) })
}

func plainNormal(u, mean, sd, lo, hi float64) float64 {
	return plainLaw(u, lo, hi, func(x float64) float64 { return math.Erfc((mean-x)/sd/math.Sqrt2) / 2 },
		func(p float64) float64 { return mean - sd*math.Sqrt2*math.Erfcinv(2*p) })
}

// deviceOf is the device of six uniform numbers. The kink alone differs between the tests.
func (c *plainCase) deviceOf(u [6]float64) plainDevice {
	kink := math.Log(c.kink)
	return plainDevice{
		m1:    plainExponential(u[0], 3.7415768e-5, 6.564678e-4, 3.74e-5, 0.0076),
		tStar: math.Exp(plainNormal(u[1], kink, 0.80338177, math.Log(c.kinkMin), math.Log(c.kinkMax))),
		c1:    plainNormal(u[2], 0.00529314, 0.05320804, -0.15, 0.15),
		m2:    plainExponential(u[3], 0, 2.88905170e-5, 0, 1.3e-4),
		r0:    plainNormal(u[4], 6988, 381.7, 6252, 7897),
		amp:   0.5 * u[5],
	}
}

// plainCase is what a network learns with.
type plainCase struct {
	widths                 []int
	gain                   float64
	kink, kinkMin, kinkMax float64 // median and limits of the law, in pulses
	lowToHigh, highToLow   float64 // chances of the trap, per pulse
	imperfect              bool    // with noise and device-to-device variability; else the curve alone
}

func newPlainPairs(c *plainCase) *plainPairs {
	p := &plainPairs{plainCase: c}
	for l := range len(c.widths) - 1 {
		streams := devices.NewStreams(5, 6, l)
		cells := make([]plainDevice, 2*c.widths[l]*c.widths[l+1])
		for i := range cells {
			u := [6]float64{0.5, 0.5, 0.5, 0.5, 0.5, 0.5}
			for j := range u {
				if word := streams.D2D.Block(uint64(i), uint64(j/4))[j%4]; c.imperfect {
					u[j] = (float64(word) + 0.5) / (1 << 32)
				}
			}
			cells[i] = c.deviceOf(u)
		}
		p.streams, p.cells = append(p.streams, streams), append(p.cells, cells)
	}
	return p
}

// pulse turns Adam's step into weak-RESET pulses and moves the trap of the device that gets them.
func (p *plainPairs) pulse(l, o, i int, step float64) {
	n := int(math.RoundToEven(math.Max(-14, math.Min(14, -step))))
	k := o*p.widths[l] + i
	size := math.Abs(step)
	p.cells[l][2*k].halved = size < 14 && math.Abs(size-math.Floor(size)-0.5) < halfTolerance
	d := &p.cells[l][2*k]
	if n < 0 {
		d, n = &p.cells[l][2*k+1], -n
	}
	if n == 0 {
		return
	}
	d.pulses += n
	// Two states, a step of the chain a pulse.
	up := 0.0
	if d.high {
		up = 1
	}
	for range n {
		up = up*(1-p.highToLow) + (1-up)*p.lowToHigh
	}
	word := p.streams[l].Trap.Block(uint64(k), p.step)[0]
	d.high = float64(word)+0.5 < up*(1<<32)
}

// logR is ln R of device i of a layer with the noise of the step.
func (p *plainPairs) logR(l, i int) float64 {
	d := &p.cells[l][i]
	t := float64(d.pulses)
	w := d.m1*t + d.c1
	if t >= d.tStar {
		w = d.m2*t + d.tStar*(d.m1-d.m2) + d.c1
	}
	if !p.imperfect {
		return math.Log(d.r0) + w
	}
	if d.high {
		u := p.streams[l].Trap.Block(uint64(i/2), p.step)[1+i%2]
		w += (float64(u>>16) + 0.5) / 65536 * (float64(u&0xffff) + 0.5) / 65536 * d.amp
	}
	b := 1.0
	for k := 0; k < 15 && d.pulses-k >= 1; k++ {
		if k > 0 {
			b *= (float64(k) - 0.5) / float64(k)
		}
		j := d.pulses - k
		u := p.streams[l].Pink.Block(uint64(i), uint64(j/8))[j%8/2] >> (16 * (j % 2)) & 0xffff
		w += 0.025 * b * (float64(u) + 0.5) / 65536
	}
	return math.Log(d.r0) + w
}

// compare makes the weights of a layer what the resistances say; equal ones keep them.
func (p *plainPairs) compare(n *plain, l int) {
	for o := range n.w[l] {
		for i := range n.w[l][o] {
			k := o*len(n.w[l][o]) + i
			bl, blb := p.logR(l, 2*k), p.logR(l, 2*k+1)
			if bl != blb {
				n.w[l][o][i] = sign(bl - blb)
			}
		}
	}
}

// TestTenStepsOfWeakResetAgainstAnIndependentNetwork trains networks of one and of two layers in devices:
// after each step losses, pulses and weights agree.
func TestTenStepsOfWeakResetAgainstAnIndependentNetwork(t *testing.T) {
	for _, widths := range [][]int{{Pixels, Classes}, {Pixels, 7, Classes}} {
		tenSteps(t, &plainCase{widths, 4, 542.538522, 41, 2000, 8e-4, 2e-3, true})
		tenSteps(t, &plainCase{widths, 100, 542.538522, 41, 2000, 8e-4, 2e-3, true})
		// Kinks and traps so early that ten steps meet them often.
		tenSteps(t, &plainCase{widths, 100, 20, 2, 70, 8e-3, 2e-2, true})
		tenSteps(t, &plainCase{widths, 100, 20, 2, 70, 8e-3, 2e-2, false})
	}
}

// model is the same for package devices.
func (c *plainCase) model() (m devices.WeakReset, sw devices.Switches) {
	m = devices.HfOxWeakReset()
	m.TStar = rng.Lognormal(c.kink, 0.80338177).Truncated(c.kinkMin, c.kinkMax)
	m.LowToHigh, m.HighToLow = c.lowToHigh, c.highToLow
	return m, devices.Switches{Curve: true, RTN: c.imperfect, Pink: c.imperfect, D2D: c.imperfect}
}

func tenSteps(t *testing.T, c *plainCase) {
	t.Helper()
	shape, gain := perceptron(Layer{}, c.widths[1:len(c.widths)-1]...), c.gain
	const n, batch, lr = 100, 25, 0.008
	images, labels := toySet(n, 1)
	for i := range images { // a pixel that is black in a whole batch has a gradient of rounding alone
		images[i] = max(images[i], byte(1+(i*37+i/Pixels*11)%23))
	}
	pairs := func(l, k0, k1 int) devices.Pulsed {
		model, sw := c.model()
		return devices.NewPairs(model, sw, devices.NewStreams(5, 6, l), k0, k1)
	}
	rule := Rule{Batch: batch, LR: lr, Gain: gain, Decay: 1, Every: 1, Seed: 3, Devices: pairs}
	tr, workers := NewTrainer(crew.Alone{}, shape, rule, Of(images, labels)), Workers(1)
	stepOnce(tr, workers)
	ref := plainOfPairs(shape, newPlainPairs(c))
	settled := 0
	for step := range 10 {
		ref.devices.step = uint64(step + 1)
		from := step % tr.Steps() * batch
		var x [][]float64
		var y []byte
		for _, k := range tr.shuffled(tr.place(step))[from : from+batch] {
			row := make([]float64, Pixels)
			for i := range row {
				row[i] = float64(images[int(k)*Pixels+i]) / 255
			}
			x, y = append(x, row), append(y, labels[k])
		}
		want := ref.train(x, y, lr)
		stepOnce(tr, workers)
		if loss, _, _ := tr.Last(); math.Abs(loss-want) > 2e-6*want {
			t.Errorf("%+v, step %d: loss %v, want %v", *c, step, loss, want)
		}
		settled += ref.agree(t, tr, step)
	}
	if all := shape.Layers[0].Size(); settled > all/1000 {
		t.Errorf("%+v: of %d pairs rounding decided %d", *c, all, settled)
	}
}

// plainOfPairs makes the network whose weights are the first random signs of pairs.
func plainOfPairs(s Network, pairs *plainPairs) *plain {
	p := &plain{net: s, moments: map[string][2]float64{}, devices: pairs}
	for l := range s.Layers {
		w, gamma := make([][]float64, s.Layers[l].Out), make([]float64, s.Layers[l].Out)
		for o := range w {
			gamma[o] = 1
			for i := range s.Layers[l].FanIn() {
				k := o*s.Layers[l].FanIn() + i
				first := pairs.streams[l].Signs.Block(uint64(k)>>7, 0)
				w[o] = append(w[o], 1-2*float64(first[k>>5&3]>>(k&31)&1))
			}
		}
		p.w, p.gamma, p.beta = append(p.w, w), append(p.gamma, gamma), append(p.beta, make([]float64, s.Layers[l].Out))
	}
	return p
}

// agree compares every pair with that of a trainer, takes over what rounding may decide and returns how
// often that was.
func (p *plain) agree(t *testing.T, tr *Trainer, step int) (settled int) {
	t.Helper()
	for l := range p.w {
		in, pairs := p.net.Layers[l].FanIn(), tr.Pairs(l)
		for o := range p.w[l] {
			for i := range p.w[l][o] {
				k := o*in + i
				x, y := &p.devices.cells[l][2*k], &p.devices.cells[l][2*k+1]
				want := p.w[l][o][i]
				bl, blb := pairs.Pulses(k)
				if bl != x.pulses || blb != y.pulses {
					if off := bl - x.pulses + y.pulses - blb; !x.halved || off*off != 1 {
						t.Errorf("step %d, layer %d: pair %d has %d and %d pulses, want %d and %d", step, l, k, bl, blb,
							x.pulses, y.pulses)
					}
					x.pulses, y.pulses = bl, blb
					settled++
					want = sign(p.devices.logR(l, 2*k) - p.devices.logR(l, 2*k+1))
				}
				if got := float64(pairs.Weight(k)); got != want {
					if d := p.devices.logR(l, 2*k) - p.devices.logR(l, 2*k+1); math.Abs(d) > logTolerance {
						t.Errorf("step %d, layer %d: weight %d is %v where ln(R_BL/R_BLb) = %v", step, l, k, got, d)
					}
					settled++
					want = got
				}
				p.w[l][o][i] = want
			}
		}
	}
	return settled
}
