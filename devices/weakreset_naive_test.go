package devices_test

import (
	"math"

	"arraylab/devices"
	"arraylab/sim/rng"
)

// naive is an independent array of pairs: the equations of arXiv:2107.06064 written down once
// more, in float64, with package math, one device after the other, nothing cached.
type naive struct {
	model   devices.WeakReset
	sw      devices.Switches
	streams devices.Streams
	dev     []naiveDevice // BL and BLb in turn
	weight  []int8
	r       []float64 // ohm, as last evaluated
	flips   int
	sets    int
}

type naiveDevice struct {
	m1, tStar, c1, m2, r0, amp float64
	t, sets                    int
	high                       bool
}

func newNaive(model devices.WeakReset, sw devices.Switches, streams devices.Streams, n int) *naive {
	a := &naive{model: model, sw: sw, streams: streams, dev: make([]naiveDevice, 2*n), weight: make([]int8, n),
		r: make([]float64, 2*n)}
	laws := []rng.Law{model.M1, model.TStar, model.C1, model.M2, model.R0, model.Amp}
	for i := range a.dev {
		x := [6]float64{}
		words := append(block(streams.D2D, i, 0), block(streams.D2D, i, 1)...)
		for j, law := range laws {
			x[j] = law.Quantile(0.5)
			if sw.D2D {
				x[j] = law.Quantile((float64(words[j]) + 0.5) / (1 << 32))
			}
		}
		a.dev[i] = naiveDevice{m1: x[0], tStar: x[1], c1: x[2], m2: x[3], r0: x[4], amp: x[5]}
		a.r[i] = x[4]
		a.fresh(i)
	}
	for k := range a.weight {
		a.weight[k] = 1 - 2*int8(block(streams.Signs, k/128, 0)[k/32%4]>>(k%32)&1)
	}
	return a
}

func block(s rng.Stream, i int, j uint64) []uint32 {
	b := s.Block(uint64(i), j)
	return b[:]
}

// apply is one optimizer step.
func (a *naive) apply(step uint64, n []int8, reprogram bool) {
	for k, v := range n {
		a.pulse(2*k, max(int(v), 0), block(a.streams.Trap, k, step)[0])
		a.pulse(2*k+1, max(-int(v), 0), block(a.streams.Trap, k, step)[0])
		before := a.weight[k]
		a.evaluate(k, step)
		if a.weight[k] != before && reprogram && v != 0 {
			for i := 2 * k; i < 2*k+2; i++ {
				a.dev[i].t = 0
				a.dev[i].sets++
				a.sets++
				a.fresh(i)
			}
			side := 2 * k
			if v < 0 {
				side++
			}
			a.pulse(side, 1, block(a.streams.Trap, k, step)[3])
			a.evaluate(k, step)
		}
		if a.weight[k] != before {
			a.flips++
		}
	}
}

// fresh draws the trap of a device without pulses.
func (a *naive) fresh(i int) {
	d := &a.dev[i]
	d.high = false
	if a.sw.Stationary && a.sw.RTN {
		u := block(a.streams.Fresh, i, uint64(d.sets))[0]
		d.high = (float64(u)+0.5)/(1<<32) < a.model.LowToHigh/(a.model.LowToHigh+a.model.HighToLow)
	}
}

func (a *naive) pulse(i, n int, u uint32) {
	d := &a.dev[i]
	if n == 0 {
		return
	}
	d.t += n
	if !a.sw.RTN {
		return
	}
	q := 0.0 // probability of a high trap
	if d.high {
		q = 1
	}
	for range n {
		q = q*(1-a.model.HighToLow) + (1-q)*a.model.LowToHigh
	}
	d.high = (float64(u)+0.5)/(1<<32) < q
}

func (a *naive) evaluate(k int, step uint64) {
	for side := range 2 {
		a.r[2*k+side] = a.resistance(2*k+side, block(a.streams.Trap, k, step)[1+side])
	}
	if a.r[2*k] > a.r[2*k+1] {
		a.weight[k] = 1
	} else if a.r[2*k] < a.r[2*k+1] {
		a.weight[k] = -1
	}
}

func (a *naive) resistance(i int, u uint32) float64 {
	d := a.dev[i]
	t := float64(d.t)
	w := d.m1*t + d.c1
	if a.sw.Curve && t >= d.tStar {
		w = d.m2*t + d.tStar*(d.m1-d.m2) + d.c1
	}
	if a.sw.RTN && d.high {
		w += (float64(u>>16) + 0.5) / 65536 * (float64(u&0xffff) + 0.5) / 65536 * d.amp
	}
	if a.sw.Pink {
		b := 1.0
		for k := range 15 {
			if k > 0 {
				b *= (float64(k) - 0.5) / float64(k)
			}
			j := d.t - k
			if a.sw.Stationary { // 15 numbers before those of the pulses, and the mean is taken off
				j += 15
				w -= 0.025 * b * 0.5
			}
			if j >= 1 {
				words := block(a.streams.Pink, i, uint64(d.sets)<<32|uint64(j/8))
				half := words[j%8/2] >> (j % 2 * 16) & 0xffff
				w += 0.025 * b * (float64(half) + 0.5) / 65536
			}
		}
	}
	return d.r0 * math.Exp(w)
}
