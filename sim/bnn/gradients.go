package bnn

import (
	"arraylab/sim/crew"
	"arraylab/sim/kernel"
)

// Gradients says which numbers the gradients of the sums of a layer, dS, are, of which both products on the way down
// are made.
type Gradients int

const (
	// Reals: they are taken as they are, and sums of their products have one order, as in trainings of numerics 1. Of today's
	// only the Fisher information of elastic consolidation is made of them (likelihood): gradients of single images, squared,
	// in a pass between two tasks that takes no time to speak of.
	Reals Gradients = iota
	// EightBits: they are rounded to whole multiples, -127 to 127, of one power of two for the whole layer
	// (kernel.GradScale), so that both products, and the gradient of a bias, are sums of whole numbers: exact, whatever
	// the order, and rounded once where they have more than 24 bits. What feeds the normalizations themselves is not
	// rounded. What rounding leaves of one image is carried to the next ones (kernel.DiffuseRows): rounded each by
	// itself, most gradients become zero late in training, the sums of a neuron drift, and a standard network is right
	// 87.7 % of the time with a tenth of its weights wrong where real numbers give 95.4 % and this 96.4 % (20 epochs).
	EightBits
)

// sumGradients are the gradients dS of the sums of a layer, [O][stride], or, of a tile of neurons, [B][16].
type sumGradients struct {
	Gradients
	real  kernel.Matrix // as real numbers, rounded ones where they are of 8 bits; or,
	eight bool          // where the other factors of the products are packed,
	whole kernel.Bytes  // as whole multiples of the scale
	scale float32       // of those of 8 bits; 0 where all are zero
}

// taken are those of layer l as a step takes them.
func (t *Trainer) taken(l int) sumGradients {
	y := &t.layers[l]
	d := sumGradients{Gradients: t.rule.Gradients, real: t.dS(l), scale: y.scale}
	if d.eight = d.Gradients == EightBits && !t.up.kinds[l].lists(); d.eight {
		d.whole = kernel.Bytes{Data: y.rounded(), Stride: t.up.strides[l]}
	}
	return d
}

// rounded is the memory of the gradients of the sums, once they are rounded: that of what the way back through the
// normalizations takes, which it has taken then.
func (y *trained) rounded() []int8 {
	switch {
	case y.mapped == nil:
		return kernel.InPlaceOf[int8](y.xhat)
	case y.mapped.sums.long != nil:
		return kernel.InPlaceOf[int8](y.mapped.sums.long)
	}
	return kernel.InPlaceOf[int8](y.mapped.sums.short)
}

// from returns those of the images from c on.
func (d sumGradients) from(c int) sumGradients {
	if d.eight {
		d.whole.Data = d.whole.Data[c:]
	} else {
		d.real.Data = d.real.Data[c:]
	}
	return d
}

// tile cuts those of sixteen neurons of so many from o on, into k.
func (d sumGradients) tile(k *Worker, o, outputs, batch int) sumGradients {
	if d.eight {
		k.bytes = grown(k.bytes, kernel.Pad(batch)*kernel.Lanes)
		kernel.WholeTile(k.bytes, d.whole, o, outputs, batch)
		d.whole = kernel.Bytes{Data: k.bytes, Stride: kernel.Lanes}
		return d
	}
	k.tile = grown(k.tile, batch*kernel.Lanes)
	kernel.ToTiles(k.tile, d.real, o, outputs, batch)
	d.real = kernel.Matrix{Data: k.tile, Stride: kernel.Lanes}
	return d
}

// backStages go back through the normalizations of a layer, as a step does: what follows takes dS.
func (t *Trainer) backStages(l int) []Stage {
	if t.layers[l].mapped != nil {
		return t.backMapped(l)
	}
	if t.rule.Gradients == Reals {
		return []Stage{t.backStage(l, t.backBiased, t.shareReals)}
	}
	return []Stage{t.backStage(l, t.backPeak, t.scaleGradients), t.backStage(l, t.roundTile, t.shareWholes)}
}

// backBiased is the way back of a tile whose gradients stay what they are.
func (t *Trainer) backBiased(l, lo, hi int) {
	t.back(l, lo, hi)
	t.moveBiases(l, lo, hi)
}

// backPeak is the way back of a tile whose gradients are to be rounded: it finds the largest one.
func (t *Trainer) backPeak(l, lo, hi int) {
	t.back(l, lo, hi)
	peak, tile := float32(0), lo/kernel.Lanes
	for dS := t.d(l, lo); lo < hi; lo++ {
		for p := range dS.n {
			peak = max(peak, kernel.Peak(dS.padded(p)))
		}
		dS.next()
	}
	t.layers[l].peaks[tile] = peak
}

// scaleGradients finds the scale of a layer's gradients from the largest of each tile.
func (t *Trainer) scaleGradients(l int) {
	y := &t.layers[l]
	if y.Hidden() { // of the few outputs every member has all
		crew.Rows(t.crew, y.peaks, 1, 1)
	}
	peak := float32(0)
	for _, p := range y.peaks {
		peak = max(peak, p)
	}
	y.scale = kernel.GradScale(peak)
}

// roundTile rounds the gradients of the neurons lo <= o < hi of layer l.
func (t *Trainer) roundTile(l, lo, hi int) {
	to, all := t.taken(l), t.d(l, lo)
	width := kernel.Pad(all.batch)
	kernel.DiffuseRows(kernel.Matrix{Data: all.data, Stride: all.stride}, hi-lo, width, to.scale)
	if to.eight {
		dS := all
		for range hi - lo {
			for p := range dS.n {
				kernel.PackWhole(to.whole.Data[dS.value(p)*to.whole.Stride:][:width], dS.padded(p), to.scale)
			}
			dS.next()
		}
	}
	t.moveBiases(l, lo, hi)
}

// shareReals completes what the layer below needs all of.
func (t *Trainer) shareReals(l int) {
	if y := &t.layers[l]; y.Hidden() && l > 0 && y.mapped == nil {
		dS := t.dS(l)
		crew.Rows(t.crew, dS.Data[:y.Sums()*dS.Stride], dS.Stride, kernel.Lanes)
	}
}

// shareWholes does the same with gradients of 8 bits: a quarter of the bytes.
func (t *Trainer) shareWholes(l int) {
	if y := &t.layers[l]; y.Hidden() && l > 0 {
		whole := t.taken(l).whole
		crew.Rows(t.crew, whole.Data[:y.Sums()*whole.Stride], whole.Stride, kernel.Lanes)
	}
}
