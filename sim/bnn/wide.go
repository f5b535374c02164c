package bnn

import "arraylab/sim/kernel"

// wide are the products of a layer as those of whole numbers, a pair of them at a time: of any levels and any windows,
// where tables of signs do not serve.
type wide struct {
	overMap
	of     kernel.Wide
	rows   []int16 // [V][stride] what came in, where it does not stand so already
	stride int
	up     []int32 // pairs of weights [O], those of the neurons that are computed here
	down   []int32 // the same by input [FanIn]
}

// wholeWork is how many products of signs by tables take the time of one of whole numbers (measured on one core:
// BenchmarkEightBits 17 GMAC/s, BenchmarkConvolutionStep 78 and 117).
const wholeWork = 6

// Work returns the products of an image, by the time that they take: one by table is one.
func (y *Layer) Work() int {
	if y.whole() {
		return wholeWork * y.Products()
	}
	return y.Products()
}

// newWide makes them.
func newWide(y *Layer) *wide {
	w := &wide{overMap: overMap{Layer: y}, of: kernel.Wide{Windows: y.windows(), O: y.Out, Groups: 1}}
	if y.Kind == Depthwise {
		w.of.Groups = y.In.C
	}
	if m := y.Mean; m.there() {
		w.of.MeanH, w.of.MeanW, w.of.MeanSH, w.of.MeanSW = m.Size.H, m.Size.W, m.Stride.H, m.Stride.W
	}
	return w
}

func (w *wide) sums(f *forward, l int) []Stage {
	lo, hi := f.neurons(l)
	size := w.of.UpSize()
	return []Stage{{
		Blocks: func() int {
			w.up = grown(w.up, (hi-lo)*size)
			w.makeRows(f.images(l))
			return parts(hi-lo, kernel.Lanes)
		},
		Run: func(block int, k *Worker) {
			for o := lo + block*kernel.Lanes; o < min(lo+(block+1)*kernel.Lanes, hi); o++ {
				w.of.PairUp(w.up[(o-lo)*size:], k.unpacked(w.Weights, f.weights(l).Row(o), w.FanIn()))
			}
		},
	}, {
		Blocks: func() int {
			if lo == hi {
				return 0
			}
			return parts(f.images(l), kernel.Lanes)
		},
		Run: func(block int, k *Worker) {
			b := block * kernel.Lanes
			w.take(&f.x[l], b, min(kernel.Lanes, f.images(l)-b))
			x, stride := w.numbers(&f.x[l])
			kernel.WideForward(w.into(f, l), b, w.up, lo, hi, x[b:], stride, &w.of, &k.maps)
		},
	}}
}

// plain tells whether what comes in stands as the numbers that they are.
func (v Levels) plain() bool { return !v.Packed() && v.Kind != Streamed }

// makeRows makes room for the numbers of so many images.
func (w *wide) makeRows(images int) {
	if !w.Inputs.plain() {
		w.stride = kernel.Pad(images)
		w.rows = grown(w.rows, w.In.Values()*w.stride)
	}
}

// numbers are what came in, rows [V][stride], images as kernel.PixelColumn says.
func (w *wide) numbers(x *values) (rows []int16, stride int) {
	if w.Inputs.plain() {
		return x.pixels, x.stride
	}
	return w.rows, w.stride
}

// take makes numbers of what up to sixteen images from b on give.
func (w *wide) take(x *values, b, images int) {
	if w.Inputs.plain() {
		return
	}
	for i := b; i < b+images; i++ {
		column := kernel.PixelColumn(i)
		if x.Packed() {
			row := x.byImage.Row(i)
			for v := range x.size {
				w.rows[v*w.stride+column] = int16(x.Number(row, v, x.size))
			}
			continue
		}
		for v := range x.size {
			w.rows[v*w.stride+column] = int16(x.number(v, i))
		}
	}
}

func (w *wide) dense() bool { return w.Kind == Dense }

func (w *wide) turned(lo, hi int) (from, to int) {
	if w.dense() {
		return lo, hi
	}
	return 0, w.FanIn()
}

func (w *wide) below(dx kernel.Matrix, dS func() sumGradients, byInput kernel.Signs, lo, hi int,
	images func() (from, n int)) []Stage {
	first, last := w.turned(lo, hi)
	size := w.of.DownSize()
	return []Stage{{
		Blocks: func() int {
			w.down = grown(w.down, (last-first)*size)
			return parts(last-first, kernel.Lanes)
		},
		Run: func(block int, k *Worker) {
			for i := first + block*kernel.Lanes; i < min(first+(block+1)*kernel.Lanes, last); i++ {
				w.of.PairDown(w.down[(i-first)*size:], k.unpacked(w.Weights, byInput.Row(i), w.Out))
			}
		},
	}, {
		Blocks: func() int {
			if lo == hi {
				return 0
			}
			_, n := images()
			return parts(n, kernel.Lanes)
		},
		Run: func(block int, k *Worker) {
			from, n := images()
			d, b := dS().from(from), block*kernel.Lanes
			if !d.eight {
				w.belowReal(dx, d.real, byInput, lo, hi, b, min(b+kernel.Lanes, n))
				return
			}
			kernel.WideBelow(dx, b, w.grads(d), w.down, lo, hi, d.scale*w.Inputs.slope(), &w.of, &k.maps)
		},
	}}
}

func (w *wide) gradient(k *Worker, tile int, dS sumGradients, x *values, batch int) {
	w.scaled(k, w.wholes(k, tile, dS, x, batch), dS.scale)
}

func (w *wide) wholes(k *Worker, tile int, dS sumGradients, x *values, images int) [][kernel.Lanes]int64 {
	k.longs = grown(k.longs, w.FanIn())
	rows, stride := w.numbers(x)
	kernel.WideGrad(k.longs, tile*kernel.Lanes, w.grads(dS), rows, stride, w.Inputs.Largest(), images, &w.of, &k.maps)
	return k.longs
}

func (w *wide) scaled(k *Worker, sums [][kernel.Lanes]int64, scale float32) {
	k.inUnits(sums, scale/w.Weights.Unit())
}
