package bnn

import "arraylab/sim/kernel"

// The gradient of weights whose inputs are counts, whole numbers from 0 on: grey values, or how many bits of a stream
// are +1.

// byCounts makes dW [FanIn][16] of a tile of neurons, in k, from its dS, [B][16], which stand as real numbers: most
// counts are 0, and where the few others of a batch are not too many, sums of real numbers are exact and faster than
// those of whole ones.
func (d dense) byCounts(k *Worker, of sumGradients, x *values, batch int) {
	dS, scale, streamed := of.real.Data, of.scale, d.Inputs.Kind == Streamed
	if scale > 0 && x.long(batch) {
		k.bytes = grown(k.bytes, len(dS))
		kernel.PackWhole(k.bytes, dS, scale)
		kernel.PixelGradWhole(k.grad, x.ends, x.wholes, k.bytes, d.FanIn(), batch, d.Inputs.Presentations, scale)
		return
	}
	if streamed {
		double(dS)
	}
	if scale > 0 && streamed {
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

// long tells whether the sums over a batch of so many images of whole numbers may be too long to be exact as real ones:
// from 519 grey images on, or 259 of the longest streams, which are doubled.
func (v Levels) long(batch int) bool {
	most := kernel.MaxWhole * v.Largest() * batch
	if v.Kind == Streamed {
		most *= 2
	}
	return most >= exactWhole
}

// countWhole makes what the gradients of a long batch need.
func (v *values) countWhole() {
	v.wholes = grown(v.wholes, cap(v.inputs))[:len(v.inputs)]
	for i, p := range v.inputs {
		v.wholes[i] = kernel.InputCount{Image: uint16(p.Image), Count: uint16(p.Grey)}
	}
}
