package bnn

import "arraylab/sim/kernel"

// The gradient of weights whose inputs are counts, whole numbers from 0 on: grey values, or how many bits of a stream
// are +1.

// byCounts makes dW [FanIn][16] of a tile of neurons, in k, from its dS, [B][16], which stand as real numbers: most
// counts are 0, and for the few others, up to 8 bits long, sums of real numbers are as fast as those of whole ones.
func (d dense) byCounts(k *Worker, of sumGradients, x *values, batch int) {
	dS, scale, streamed := of.real.Data, of.scale, d.Inputs.Kind == Streamed
	if streamed {
		double(dS)
	}
	switch {
	case scale > 0 && d.long(batch):
		d.byHalves(k, of, x, batch)
		return
	case scale > 0 && streamed:
		sums := columnSums(dS)
		for c := range sums {
			sums[c] *= float32(d.Inputs.Presentations) / 2
		}
		kernel.PixelGrad(k.grad, x.ends, x.inputs, dS, d.FanIn(), batch)
		kernel.SubtractRow(k.grad, &sums)
		return
	}
	// Of real numbers the part of N is left out: it is the sum of dS over the batch, which batch normalization makes
	// zero up to rounding.
	kernel.PixelGrad(k.grad, x.ends, x.inputs, dS, d.FanIn(), batch)
}

// double makes the gradient by counts c half of that of streams, whose inputs are 2c-N.
func double(dS []float32) {
	for i := range dS {
		dS[i] *= 2
	}
}

// columnSums adds up the columns of a tile [B][16], image by image.
func columnSums(tile []float32) (sums [kernel.Lanes]float32) {
	for i, d := range tile {
		sums[i%kernel.Lanes] += d
	}
	return sums
}

// exactWhole is the magnitude below which all whole numbers are exact in 32 bits.
const exactWhole = 1 << 24

// long tells whether the sums over a batch of so many images of whole numbers may be too long to be exact: from 519
// grey images on, or 259 of the longest streams, which are doubled.
func (d dense) long(batch int) bool {
	most := kernel.MaxWhole * d.Inputs.Largest() * batch
	if d.Inputs.Kind == Streamed {
		most *= 2
	}
	return most >= exactWhole
}

// halfByte is what the upper four bits of a gradient of eight count.
const halfByte = 16

// byHalves makes the sums of a long batch: those of the upper and of the lower four bits of dS are exact for 8000
// images, and their sum is rounded once.
func (d dense) byHalves(k *Worker, of sumGradients, x *values, batch int) {
	low, scale := of.real.Data, of.scale
	sums, presentations := [kernel.Lanes]float32{}, 0.0
	if d.Inputs.Kind == Streamed {
		sums, presentations, scale = columnSums(low), float64(d.Inputs.Presentations)/2, 2*scale
	}
	k.high, k.lows = grown(k.high, len(low)), grown(k.lows, len(k.grad))
	copy(k.high, low)
	kernel.RoundRow(k.high, halfByte*scale)
	for i, h := range k.high {
		low[i] -= h
	}
	kernel.PixelGrad(k.grad, x.ends, x.inputs, k.high, d.FanIn(), batch)
	kernel.PixelGrad(k.lows, x.ends, x.inputs, low, d.FanIn(), batch)
	for i, g := range k.grad {
		whole := float64(g) + float64(k.lows[i])
		k.grad[i] = float32(whole - float64(presentations*float64(sums[i%kernel.Lanes])))
	}
}
