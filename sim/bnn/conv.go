package bnn

import "arraylab/sim/kernel"

// conv are the products of a layer whose rows of weights take windows of a map. Of the sums of a pool it keeps which
// was the largest: that of which the gradient is.
type conv struct {
	overMap
	windows kernel.Windows
}

// overMap is what all layers over maps have.
type overMap struct {
	*Layer
	chosen []uint8 // [P*O][stride]; nil where there is no pool, or no way down
}

// windows are where the layer's windows lie, for kernels: a dense layer has a single one.
func (y *Layer) windows() kernel.Windows {
	if y.Kind == Dense {
		return kernel.Windows{C: y.In.Values(), H: 1, W: 1, KH: 1, KW: 1, SH: 1, SW: 1, Rows: 1, Columns: 1, PoolH: 1,
			PoolW: 1}
	}
	p := y.Places()
	return kernel.Windows{C: y.In.C, H: y.In.H, W: y.In.W, KH: y.Kernel.H, KW: y.Kernel.W, SH: y.Stride.H,
		SW: y.Stride.W, PH: y.Pad.H, PW: y.Pad.W, Rows: p.H, Columns: p.W, PoolH: y.Pool.H, PoolW: y.Pool.W}
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

func (c *overMap) lists() bool { return false }

func (c *overMap) limits([][]Threshold) *kernel.Limits { return nil }

func (c *overMap) fire(*forward, int) []Stage { return nil }

func (c *overMap) keep(stride int) {
	if c.Pool.Area() > 1 {
		c.chosen = make([]uint8, c.Sums()*stride)
	}
}

func (c *conv) sums(f *forward, l int) []Stage {
	x := &f.x[l]
	return []Stage{c.blocks(f, l, func(b, n int, k *Worker) {
		if c.Inputs.Packed() {
			kernel.MapForward(c.into(f, l), b, f.weights(l), x.byImage.From(b), c.trits(), n, &c.windows, &k.maps, &k.pixel)
			return
		}
		kernel.MapPixels(c.into(f, l), b, f.weights(l), c.trits().W, x.pixels[b:], x.stride, c.Inputs.Presentations,
			&c.windows, &k.maps)
	})}
}

// blocks is a stage by blocks of n images from b on, each for all of the neurons.
func (c *conv) blocks(f *forward, l int, run func(b, n int, k *Worker)) Stage {
	size := func() int {
		if !c.Inputs.Packed() {
			return kernel.Lanes
		}
		return c.imagesAtOnce(f.images(l))
	}
	return Stage{
		Blocks: func() int { return parts(f.images(l), size()) },
		Run:    func(block int, k *Worker) { run(block*size(), min(size(), f.images(l)-block*size()), k) },
	}
}

// limits: thresholds are compared with signed sums, for a window at an edge has fewer products.
func (c *conv) limits(thresholds [][]Threshold) *kernel.Limits {
	switch {
	case c.Outputs.planes() > 1 || c.Outputs.Eight() || c.OutputMean.there():
		return nil
	case c.Inputs.Packed():
		return kernel.WindowLimits(firings(thresholds), &c.windows)
	case c.Inputs.Kind == Grey && c.Weights.planes() == 1:
		return kernel.PixelWindowLimits(firings(thresholds), &c.windows)
	}
	return nil
}

func (c *conv) fire(f *forward, l int) []Stage {
	at, x, out := f.firing[l].limits, &f.x[l], f.given(l)
	return []Stage{c.blocks(f, l, func(b, n int, k *Worker) {
		if c.Inputs.Packed() {
			kernel.MapBits(out.byImage.From(b), at, f.weights(l), x.byImage.From(b), c.trits(), n, &c.windows, &k.maps,
				&k.pixel)
			return
		}
		kernel.MapPixelBits(out.byImage.From(b), at, f.weights(l), x.pixels[b:], x.stride, n, &c.windows, &k.maps)
	})}
}

func (c *conv) dense() bool { return false }

func (c *conv) turned(int, int) (from, to int) { return 0, c.FanIn() }

// into is where the sums of the layer, number l, go.
func (c *overMap) into(f *forward, l int) kernel.Sums {
	return kernel.Sums{Data: *f.sums, Stride: f.strides[l], O: c.Out, Chosen: c.chosen}
}

// grads are whole gradients as the kernels of windows take them.
func (c *overMap) grads(dS sumGradients) kernel.MapGrads {
	return kernel.MapGrads{Bytes: dS.whole, O: c.Out, Chosen: c.chosen}
}

func (c *conv) below(dx kernel.Matrix, dS func() sumGradients, byInput kernel.Signs, _, _ int,
	images func() (from, n int)) []Stage {
	return []Stage{{
		Blocks: func() int {
			_, n := images()
			return parts(n, kernel.Lanes)
		},
		Run: func(block int, k *Worker) {
			d, b := dS(), block*kernel.Lanes
			if _, n := images(); !d.eight {
				c.belowReal(dx, d.real, byInput, 0, c.In.Values(), b, min(b+kernel.Lanes, n))
				return
			}
			kernel.MapBelow(dx, b, c.grads(d), byInput, c.trits().W, d.scale, &c.windows, &k.maps)
		},
	}}
}

func (c *conv) gradient(k *Worker, tile int, dS sumGradients, x *values, batch int) {
	c.scaled(k, c.wholes(k, tile, dS, x, batch), dS.scale)
}

func (c *conv) wholes(k *Worker, tile int, dS sumGradients, x *values, images int) [][kernel.Lanes]int64 {
	k.longs = grown(k.longs, c.FanIn())
	o := tile * kernel.Lanes
	if !x.Packed() {
		kernel.MapGradPixels(k.longs, o, c.grads(dS), x.pixels, x.stride, c.Inputs.Presentations, images,
			&c.windows, &k.maps)
		return k.longs
	}
	k.whole32 = grown(k.whole32, c.FanIn())
	kernel.MapGrad(k.whole32, o, c.grads(dS), x.byValue, c.trits().X, images, &c.windows, &k.maps)
	for i := range k.whole32 {
		for n, x := range &k.whole32[i] {
			k.longs[i][n] = int64(x)
		}
	}
	return k.longs
}

func (c *conv) scaled(k *Worker, sums [][kernel.Lanes]int64, scale float32) {
	k.inUnits(sums, scale/float32(c.Inputs.planes()))
}

// inUnits makes the gradient of weights of sums in units, a power of two, each rounded once.
func (k *Worker) inUnits(sums [][kernel.Lanes]int64, unit float32) {
	k.grad = grown(k.grad, len(sums)*kernel.Lanes)
	for i := range sums {
		row := (*[kernel.Lanes]float32)(k.grad[i*kernel.Lanes:])
		for n, x := range &sums[i] {
			row[n] = float32(x) * unit
		}
	}
}
