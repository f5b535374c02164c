package bnn

import (
	"math"
	"testing"

	"arraylab/devices"
	"arraylab/sim/crew"
)

// plainPairs are weak-RESET pairs written out from the equations of arXiv:2107.06064 and its
// published code, one device at a time in float64. They share with package devices the documented
// random words alone.
type plainPairs struct {
	gain    float64
	step    uint64
	streams []devices.Streams
	cells   [][]plainDevice // by layer: device 2k is BL, 2k+1 BLb of pair k = o*I+i
}

type plainDevice struct {
	r0, c1, m1, m2, tStar, amp float64
	pulses                     int
	high                       bool // the trap
}

func newPlainPairs(s Shape, gain float64) *plainPairs {
	p := &plainPairs{gain: gain}
	for l := range s.Layers() {
		streams := devices.NewStreams(5, 6, l) // those of weakReset
		cells := make([]plainDevice, 2*s.Weights(l))
		for i := range cells {
			d := devices.HfOxWeakReset().Sample(streams.D2D, uint64(i))
			cells[i] = plainDevice{r0: d.R0, c1: d.C1, m1: d.M1, m2: d.M2, tStar: d.TStar, amp: d.Amp}
		}
		p.streams, p.cells = append(p.streams, streams), append(p.cells, cells)
	}
	return p
}

// pulse turns Adam's step into weak-RESET pulses and moves the trap of the device that gets them.
func (p *plainPairs) pulse(l, o, i int, step float64) {
	n := int(math.RoundToEven(math.Max(-14, math.Min(14, -step))))
	k := o*len(p.cells[l])/2/p.out(l) + i
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
		up = up*(1-2e-3) + (1-up)*8e-4
	}
	word := p.streams[l].Trap.Block(uint64(k), p.step)[0]
	d.high = float64(word)+0.5 < up*(1<<32)
}

func (p *plainPairs) out(l int) int {
	if l == len(p.cells)-1 {
		return Classes
	}
	return len(p.cells[l+1]) / 2 / Classes // of the layers tested, at most one is hidden
}

// logR is ln R of device i of a layer with the noise of the step.
func (p *plainPairs) logR(l, i int) float64 {
	d := &p.cells[l][i]
	t := float64(d.pulses)
	w := d.m1*t + d.c1
	if t >= d.tStar {
		w = d.m2*t + d.tStar*(d.m1-d.m2) + d.c1
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

// TestTenStepsOfWeakResetAgainstAnIndependentNetwork trains networks of one and of two layers in devices
// with every imperfection: losses, pulses and weights agree.
func TestTenStepsOfWeakResetAgainstAnIndependentNetwork(t *testing.T) {
	for _, widths := range [][]int{{Pixels, Classes}, {Pixels, 7, Classes}} {
		for _, gain := range []float64{4, 100} {
			shape := Shape{Widths: widths}
			const n, batch, lr = 100, 25, 0.008
			images, labels := toySet(n, 1)
			for i := range images { // a pixel that is black in a whole batch has a gradient of rounding alone
				images[i] = max(images[i], byte(1+(i*37+i/Pixels*11)%23))
			}
			workers := Workers(1)
			tr := NewTrainer(crew.Alone{}, shape, Rule{Batch: batch, LR: lr, Gain: gain, Decay: 1, Every: 1, Seed: 3, Devices: weakReset}, Of(images, labels))
			stepOnce(tr, workers)
			ref := &plain{shape: shape, moments: map[string][2]float64{}, devices: newPlainPairs(shape, gain)}
			for l := range shape.Layers() {
				w, gamma := make([][]float64, shape.Out(l)), make([]float64, shape.Out(l))
				for o := range w {
					gamma[o] = 1
					for i := range shape.In(l) {
						first := ref.devices.streams[l].Signs.Block(uint64(o*shape.In(l)+i)>>7, 0)
						k := o*shape.In(l) + i
						w[o] = append(w[o], 1-2*float64(first[k>>5&3]>>(k&31)&1))
					}
				}
				ref.w, ref.gamma, ref.beta = append(ref.w, w), append(ref.gamma, gamma), append(ref.beta, make([]float64, shape.Out(l)))
			}
			for step := range 10 {
				ref.devices.step = uint64(step + 1)
				from := step % tr.Steps() * batch
				var x [][]float64
				var y []byte
				for _, k := range tr.order[from : from+batch] {
					row := make([]float64, Pixels)
					for i := range row {
						row[i] = float64(images[int(k)*Pixels+i]) / 255
					}
					x, y = append(x, row), append(y, labels[k])
				}
				want := ref.train(x, y, lr)
				stepOnce(tr, workers)
				// A step of x.5 pulses may round either way and a weight whose resistances all but agree may
				// fall either way, and each moves the loss a little.
				if loss, _, _ := tr.Last(); math.Abs(loss-want) > 2e-3*want {
					t.Errorf("%v, gain %v, step %d: loss %v, want %v", widths, gain, step, loss, want)
				}
				ref.agrees(t, tr, step)
			}
		}
	}
}

// agrees compares pulses and weights with those of a trainer.
func (p *plain) agrees(t *testing.T, tr *Trainer, step int) {
	t.Helper()
	pulses, signs, all := 0, 0, 0
	for l := range p.w {
		in, pairs := p.shape.In(l), tr.Pairs(l)
		for o := range p.w[l] {
			for i, want := range p.w[l][o] {
				k := o*in + i
				all++
				bl, blb := pairs.Pulses(k)
				if bl != p.devices.cells[l][2*k].pulses || blb != p.devices.cells[l][2*k+1].pulses {
					pulses++
					continue
				}
				if got := float64(pairs.Weight(k)); got != want {
					if d := p.devices.logR(l, 2*k) - p.devices.logR(l, 2*k+1); math.Abs(d) > 1e-5 {
						t.Errorf("step %d, layer %d: weight %d is %v where ln(R_BL/R_BLb) = %v", step, l, k, got, d)
					}
					signs++
				}
			}
		}
	}
	if pulses > all/200 || signs > all/1000 {
		t.Errorf("step %d: of %d pairs %d have other pulses, %d another weight", step, all, pulses, signs)
	}
}
