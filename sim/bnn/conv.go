package bnn

import "arraylab/sim/kernel"

// conv are the products of a layer whose rows of weights take windows of a map. Of the sums of a pool it keeps which
// was the largest: that of which the gradient is.
type conv struct {
	*Layer
	windows kernel.Windows
	chosen  []uint8 // [P*O][stride]; nil where there is no pool, or no way down
}

// windows are where the layer's windows lie, for kernels.
func (y *Layer) windows() kernel.Windows {
	p := y.Places()
	return kernel.Windows{C: y.In.C, H: y.In.H, W: y.In.W, KH: y.Kernel.H, KW: y.Kernel.W, SH: y.Stride.H,
		SW: y.Stride.W,
		PH: y.Pad.H, PW: y.Pad.W, Rows: p.H, Columns: p.W, PoolH: y.Pool.H, PoolW: y.Pool.W}
}

// trits tells which factors are ternary.
func (c *conv) trits() kernel.Trits {
	return kernel.Trits{W: c.Weights.planes() > 1, X: c.Inputs.planes() > 1}
}

// rowsAtOnce is about how many sums of a neuron share the tables of its weights (see kernel.MapForward).
const rowsAtOnce = 4096

// imagesAtOnce is how many images a block takes: whole tiles, few where a map is large, and of a batch at most half.
func (c *conv) imagesAtOnce(batch int) int {
	tiles := max(1, min(rowsAtOnce/(c.Places().Area()*kernel.Lanes), parts(batch, kernel.Lanes)/2))
	return tiles * kernel.Lanes
}

func (c *conv) keep(stride int) {
	if c.Pool.Area() > 1 {
		c.chosen = make([]uint8, c.Sums()*stride)
	}
}

func (c *conv) sums(f *forward, l int) Stage {
	x := &f.x[l]
	run := func(b, n int, k *Worker) {
		out := kernel.Sums{Data: *f.sums, Stride: f.stride, O: c.Out, Chosen: c.chosen}
		kernel.MapForward(out, b, f.weights(l), x.byImage.From(b), c.trits(), n, &c.windows, &k.maps, &k.pixel)
	}
	size := func() int { return c.imagesAtOnce(f.batch) }
	if !c.Inputs.Packed() {
		size = func() int { return kernel.Lanes }
		run = func(b, _ int, k *Worker) {
			out := kernel.Sums{Data: *f.sums, Stride: f.stride, O: c.Out, Chosen: c.chosen}
			kernel.MapPixels(out, b, f.weights(l), c.trits().W, x.pixels[b:], x.stride,
				c.Inputs.Presentations, &c.windows,
				&k.maps)
		}
	}
	return Stage{
		Blocks: func() int { return parts(f.batch, size()) },
		Run:    func(block int, k *Worker) { run(block*size(), min(size(), f.batch-block*size()), k) },
	}
}

// limits: thresholds are compared with signed sums, for a window at an edge has fewer products.
func (c *conv) limits([][]Threshold) *kernel.Limits { return nil }

func (c *conv) fire(*forward, int) Stage { return Stage{Blocks: func() int { return 0 }} }

func (c *conv) dense() bool { return false }

func (c *conv) turned(int, int) (from, to int) { return 0, c.FanIn() }

// grads are whole gradients as the kernels of windows take them.
func (c *conv) grads(dS sumGradients) kernel.MapGrads {
	return kernel.MapGrads{Bytes: dS.whole, O: c.Out, Chosen: c.chosen}
}

func (c *conv) below(dx kernel.Matrix, dS func() sumGradients, byInput kernel.Signs, _, _ int, batch func() int) Stage {
	return Stage{
		Blocks: func() int { return parts(batch(), kernel.Lanes) },
		Run: func(block int, k *Worker) {
			d, b := dS(), block*kernel.Lanes
			if !d.eight {
				c.belowReal(dx, d.real, byInput, b, min(b+kernel.Lanes, batch()))
				return
			}
			kernel.MapBelow(dx, b, c.grads(d), byInput, c.trits().W, d.scale, &c.windows, &k.maps)
		},
	}
}

func (c *conv) gradient(k *Worker, tile int, dS sumGradients, x *values, batch int) {
	k.grad = grown(k.grad, c.FanIn()*kernel.Lanes)
	if !x.Packed() {
		k.longs = grown(k.longs, c.FanIn())
		kernel.MapGradPixels(k.longs, tile*kernel.Lanes, c.grads(dS), x.pixels, x.stride, c.Inputs.Presentations, batch,
			&c.windows, &k.maps)
		scaled(k.grad, k.longs, dS.scale)
		return
	}
	k.whole32 = grown(k.whole32, c.FanIn())
	kernel.MapGrad(k.whole32, tile*kernel.Lanes, c.grads(dS), x.byValue, c.trits().X, batch, &c.windows, &k.maps)
	scaled(k.grad, k.whole32, dS.scale/float32(x.planes()))
}

// scaled makes real numbers of sums, each rounded once.
func scaled[T int32 | int64](to []float32, sums [][kernel.Lanes]T, unit float32) {
	for i := range sums {
		row := (*[kernel.Lanes]float32)(to[i*kernel.Lanes:])
		for c, x := range &sums[i] {
			row[c] = float32(x) * unit
		}
	}
}
