package bnn

import "arraylab/sim/kernel"

// dense are the products of a layer whose rows of weights take all values.
type dense struct{ *Layer }

// From so many neurons on tables are faster than popcount: of signs with 1024 inputs 130 natively and 150 in
// WebAssembly (measured); of ternary numbers half of that (assumed, because popcount takes two counts a word).
const (
	manyNeurons = 144
	manyTernary = 72
)

// Blocks of a millisecond or less.
const (
	xnorNeurons   = 32
	ternaryImages = 64
)

// trits tells which factors are ternary.
func (d dense) trits() kernel.Trits {
	return kernel.Trits{W: d.Weights.planes() > 1, X: d.Inputs.planes() > 1}
}

func (d dense) lists() bool { return !d.Inputs.Packed() }

func (d dense) sums(f *forward, l int) []Stage { return []Stage{d.sumStage(f, l)} }

// sumStage is the stage of the sums: by tables, or by popcount where there are few neurons.
func (d dense) sumStage(f *forward, l int) Stage {
	lo, hi := f.neurons(l)
	n, x, inputs, t, stride := hi-lo, &f.x[l], d.FanIn(), d.trits(), f.strides[l]
	w := func() kernel.Signs { return f.weights(l).From(lo) }
	at := func(c int) []int32 { return (*f.sums)[lo*f.strides[l]+c:] }
	switch {
	case n == 0:
		return Stage{Blocks: func() int { return 0 }}
	case !d.Inputs.Packed():
		return f.columns(func(c, images int, k *Worker) { d.pixelSums(at(c), stride, w(), x, c, n, images, k) })
	case !t.W && !t.X && n >= manyNeurons:
		return f.columns(func(c, images int, k *Worker) {
			kernel.SignForward(at(c), stride, w(), x.byImage.From(c), n, images, inputs, &k.pixel)
		})
	case !t.W && !t.X:
		return Stage{
			Blocks: func() int { return parts(n, xnorNeurons) },
			Run: func(block int, _ *Worker) {
				o := block * xnorNeurons
				kernel.XnorForward(at(0), stride, w(), x.byImage, o, min(o+xnorNeurons, n), f.batch, inputs)
			},
		}
	case n >= manyTernary:
		return f.columns(func(c, images int, k *Worker) {
			kernel.TernaryForward(at(c), stride, w(), x.byImage.From(c), t, n, images, inputs, &k.pixel)
		})
	}
	return Stage{
		Blocks: func() int { return parts(f.batch, ternaryImages) },
		Run: func(block int, _ *Worker) {
			c := block * ternaryImages
			images := min(ternaryImages, f.batch-c)
			kernel.TernaryPopcount(at(c), stride, w(), x.byImage.From(c), t, 0, n, images, inputs)
		},
	}
}

// pixelSums are the sums of counts, of n neurons in images from c on.
func (d dense) pixelSums(sums []int32, stride int, w kernel.Signs, x *values, c, n, images int, k *Worker) {
	if d.Weights.planes() > 1 {
		kernel.TernaryPixels(sums, stride, w, x.pixels[c:], x.stride, n, d.FanIn(), images, &k.pixel)
	} else {
		kernel.PixelForward(sums, stride, w, x.pixels[c:], x.stride, n, d.FanIn(), images, &k.pixel)
	}
	d.streamed(sums, stride, w, n, images)
}

// streamed turns sums of counts c under weights +-1 into those of all bits +-1 of the streams, 2c-N each: what XNOR
// and popcount give over N presentations.
func (d dense) streamed(sums []int32, stride int, w kernel.Signs, n, images int) {
	if d.Inputs.Kind != Streamed {
		return
	}
	for o := range n {
		offset := int32(d.Inputs.Presentations) * d.Weights.rowSum(w.Row(o), d.FanIn())
		row := sums[o*stride:][:images]
		for b := range row {
			row[b] = 2*row[b] - offset
		}
	}
}

func (d dense) limits(thresholds [][]Threshold) *kernel.Limits {
	if d.Weights.planes()*d.Inputs.planes()*d.Outputs.planes() > 1 || d.Outputs.Eight() {
		return nil // more than one plane on any side
	}
	f := firings(thresholds)
	switch {
	case d.Inputs.Kind == Grey:
		return kernel.PixelLimits(f)
	case d.Inputs.Packed() && len(f) >= manyNeurons && d.FanIn() <= kernel.MaxSignInputs:
		return kernel.SignLimits(f, d.FanIn())
	}
	return nil // the offset of streams depends on the weights as they are read
}

// firings are thresholds, of outputs of one plane, as kernels take them.
func firings(thresholds [][]Threshold) []kernel.Firing {
	f := make([]kernel.Firing, len(thresholds))
	for o, t := range thresholds {
		f[o] = kernel.Firing{At: t[0].At}
		if t[0].Flipped {
			f[o] = kernel.Firing{At: t[0].At + 1, Flipped: true} // s <= At is not s >= At+1
		}
	}
	return f
}

func (d dense) fire(f *forward, l int) []Stage {
	at, x, out := &f.firing[l], &f.x[l], f.given(l)
	cut := once(func(*Worker) { at.planes.Cut(f.weights(l), d.Out, d.FanIn()) })
	return []Stage{cut, f.columns(func(c, images int, k *Worker) {
		dst := out.byImage.From(c)
		if x.Packed() {
			kernel.SignBits(dst, &at.planes, at.limits, x.byImage.From(c), images, d.FanIn(), &k.pixel)
			return
		}
		kernel.PixelBits(dst, &at.planes, at.limits, x.shown[c*x.size:], images, d.FanIn(), &k.pixel)
	})}
}

func (d dense) keep(int) {}

func (d dense) dense() bool { return true }

func (d dense) turned(lo, hi int) (from, to int) { return lo, hi }

func (d dense) below(dx kernel.Matrix, dS func() sumGradients, byInput kernel.Signs, lo, hi int,
	images func() (from, n int)) []Stage {
	return []Stage{{
		Blocks: func() int {
			if lo == hi {
				return 0
			}
			_, n := images()
			return parts(n, kernel.Lanes)
		},
		Run: func(block int, k *Worker) {
			from, _ := images()
			c := block * kernel.Lanes
			to := kernel.Matrix{Data: dx.Data[lo*dx.Stride+c:], Stride: dx.Stride}
			k.product(to, byInput.From(lo), dS().from(from+c), hi-lo, d.Out, d.Weights)
		},
	}}
}

func (d dense) gradient(k *Worker, tile int, dS sumGradients, x *values, batch int) {
	k.grad = grown(k.grad, d.FanIn()*kernel.Lanes)
	of := dS.tile(k, tile*kernel.Lanes, d.Out, batch)
	if !x.Packed() {
		d.byCounts(k, of, x, batch)
		return
	}
	k.product(kernel.Matrix{Data: k.grad, Stride: kernel.Lanes}, x.byValue, of, d.FanIn(), batch, x.Levels)
}

// Neurons are shared out, not images.
func (d dense) wholes(*Worker, int, sumGradients, *values, int) [][kernel.Lanes]int64 { return nil }
func (d dense) scaled(*Worker, [][kernel.Lanes]int64, float32)                        {}

func (d dense) squares(k *Worker, tile int, dS kernel.Matrix, x *values, _, batch int, images float32) {
	k.grad = grown(k.grad, d.FanIn()*kernel.Lanes)
	squares := sumGradients{real: dS}.tile(k, tile*kernel.Lanes, d.Out, batch).real.Data
	for i, s := range squares {
		squares[i] = s * s / images
	}
	if x.Packed() {
		alike(k.grad, squares)
		return
	}
	kernel.PixelGrad(k.grad, x.ends, x.inputs, squares, d.FanIn(), batch)
}

// alike gives all inputs of a neuron, [I][16], the sum of its column of squares, [B][16].
func alike(grad, squares []float32) {
	sum := columnSums(squares)
	for i := range grad {
		grad[i] = sum[i%kernel.Lanes]
	}
}

// product is kernel.LookupWhole, or kernel.Lookup of signs or of ternary numbers.
func (k *Worker) product(r kernel.Matrix, s kernel.Signs, dS sumGradients, rows, terms int, of Levels) {
	switch d := dS.real; {
	case dS.eight:
		kernel.LookupWhole(r, s, of.planes() > 1, dS.whole, rows, terms, dS.scale, &k.whole)
	case of.planes() == 1:
		kernel.Lookup(r, s, d, rows, terms, &k.lookup)
	default:
		k.ternary(r, s, d, rows, terms)
	}
}

// ternary is kernel.Lookup of ternary numbers, whose planes stand in turn as rows of signs: half the sum of the
// products of both.
func (k *Worker) ternary(r kernel.Matrix, s kernel.Signs, d kernel.Matrix, rows, terms int) {
	k.halves = grown(k.halves, 2*rows*kernel.Lanes)
	both := kernel.Signs{Words: s.Words, Stride: s.Stride / 2}
	kernel.Lookup(kernel.Matrix{Data: k.halves, Stride: kernel.Lanes}, both, d, 2*rows, terms, &k.lookup)
	for n := range rows {
		p := (*[kernel.Lanes]float32)(k.halves[2*n*kernel.Lanes:])
		q := (*[kernel.Lanes]float32)(k.halves[(2*n+1)*kernel.Lanes:])
		row := (*[kernel.Lanes]float32)(r.Data[n*r.Stride:])
		for c := range row {
			row[c] = (p[c] + q[c]) * 0.5
		}
	}
}
