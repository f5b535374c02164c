package main

import (
	"math"
	"math/bits"

	"arraylab/devices"
	"arraylab/sim/data"
	"arraylab/sim/kernel"
	"arraylab/sim/rng"
)

// The kernels' shapes: a hidden layer of the standard network, and a batch of images.
const (
	kernelNeurons = 1024
	kernelBatch   = 192
)

// loop is a kernel in a loop: what it does once and how much that is.
type loop struct {
	name string // ends with the unit
	work func()
	size float64 // of one call, in 1e-6 of the unit times a second: so size/ms/1000 is the rate
}

// kernels measures each kernel's rate, and the peak of the same kind of instruction.
func kernels(train *data.Set, reps int) (a answer, err error) {
	a.Figures = map[string]float64{}
	for _, l := range loops(train) {
		best := math.Inf(1)
		for range 3 + reps {
			best = min(best, timed(l.work))
		}
		a.Figures[l.name] = l.size / best / 1e6
	}
	share := func(name, of, peak string) { a.Figures[name] = 100 * a.Figures[of] / a.Figures[peak] }
	share("XNOR and popcount, share of peak %", "XNOR and popcount Gop/s", "peak XNOR and popcount Gop/s")
	share("look-up, share of the float peak %", "look-up Gop/s equivalent", "peak multiply and add GFLOP/s")
	share("first layer's gradient, share of the float peak %", "first layer's gradient GFLOP/s",
		"peak multiply and add GFLOP/s")
	a.Figures["bytes a device"] = float64(devices.BytesPerPair)/2 + 2*4/2 // and two moments a pair
	return a, nil
}

// sink keeps results that nothing else uses.
var sink float64

func loops(train *data.Set) []loop {
	const n, b = kernelNeurons, kernelBatch
	stride := kernel.Stride(b)
	w, x := randomSigns(n, n, "w"), randomSigns(b, n, "x")
	sums, reals, out := make([]int32, n*stride), randomReals(n*stride), make([]float32, n*stride)
	look := &kernel.LookupScratch{}
	products := 2.0 * n * n * b
	list := []loop{
		{"peak multiply and add GFLOP/s", func() { sink += float64(peakFloats(100000, 0.5)) }, peakSize * 100000},
		{"peak XNOR and popcount Gop/s", func() { sink += float64(peakBits(100000)) }, 2 * 64 * 8 * 100000},
		{"XNOR and popcount Gop/s", func() {
			kernel.XnorForward(sums, stride, w, x, 0, n, b, n)
		}, products},
		{"look-up Gop/s equivalent", func() {
			for c := 0; c < b; c += kernel.Lanes {
				kernel.Lookup(kernel.Matrix{Data: out[c:], Stride: stride}, w,
					kernel.Matrix{Data: reals[c:], Stride: stride}, n, n, look)
			}
		}, products},
	}
	list = append(list, firstLayer(train, sums, stride)...)
	return append(list, updates()...)
}

// firstLayer are the kernels that take pixels.
func firstLayer(train *data.Set, sums []int32, stride int) []loop {
	const n, b = kernelNeurons, kernelBatch
	values := train.Grid.Values()
	w := randomSigns(n, values, "first")
	pixels := make([]int16, values*b)
	var grey []kernel.GreyPixel
	start := []int32{0}
	for k := range b {
		for i, p := range train.Image(k) {
			pixels[i*b+kernel.PixelColumn(k)] = int16(p)
			if p != 0 {
				grey = append(grey, kernel.GreyPixel{Input: uint32(i), Grey: float32(p)})
			}
		}
		start = append(start, int32(len(grey)))
	}
	byInput, ends := make([]kernel.InputGrey, len(grey)), make([]int32, values+1)
	kernel.ByInput(byInput, ends, grey, start, b)
	scratch := &kernel.PixelScratch{}
	dz, dw := randomReals(b*kernel.Lanes), make([]float32, values*kernel.Lanes)
	const tiles = 16
	return []loop{
		{"first layer Gop/s equivalent", func() {
			for c, step := 0, kernel.ColumnBlock(b); c < b; c += step {
				kernel.PixelForward(sums[c:], stride, w, pixels[c:], b, n, values, min(step, b-c), scratch)
			}
		}, float64(2 * n * values * b)},
		{"first layer's gradient GFLOP/s", func() {
			for range tiles {
				kernel.PixelGrad(dw, ends, byInput, dz, values, b)
			}
		}, float64(2 * tiles * kernel.Lanes * len(grey))},
	}
}

// updates are the kernels that move weights: their rates are weights a second.
func updates() []loop {
	const n = 1 << 16
	w, m, v, g := randomReals(n), make([]float32, n), make([]float32, n), randomReals(n)
	adam := kernel.Powers{}.Next().Adam(1e-6)
	const pairs = 1 << 16
	all := devices.Switches{Curve: true, RTN: true, Pink: true, D2D: true}
	p := devices.NewPairs(devices.HfOxWeakReset(), all, devices.NewStreams(1, 1, 0), 0, pairs)
	p.Init(0, pairs)
	pulses, signs := make([]int8, pairs), make([]int8, pairs)
	at := uint64(0)
	draw := rng.New(1, "bench pulses").Source(0)
	for k := range pulses {
		pulses[k] = int8(draw.Below(3)) - 1 // two thirds of the pairs get one pulse
	}
	return []loop{
		{"Adam, latent weights G/s", func() {
			var words [kernel.Lanes]uint64
			const rows = 64 * kernel.Lanes
			for k := 0; k < n; k += rows {
				adam.Latent(&words, w[k:k+rows], m[k:k+rows], v[k:k+rows], g[k:k+rows])
			}
		}, n},
		{"weak RESET, all imperfections, pairs G/s", func() {
			at++
			p.Apply(0, pairs, at, pulses, false, signs)
		}, pairs},
	}
}

// peakBits counts the bits of 8*n words that follow from registers alone.
func peakBits(n int) int {
	var c0, c1, c2, c3 int
	x := uint64(0x9e3779b97f4a7c15)
	for k := range n {
		u := x ^ uint64(k)
		c0 += bits.OnesCount64(u ^ 1)
		c1 += bits.OnesCount64(u ^ 2)
		c2 += bits.OnesCount64(u ^ 3)
		c3 += bits.OnesCount64(u ^ 4)
		c0 += bits.OnesCount64(u ^ 5)
		c1 += bits.OnesCount64(u ^ 6)
		c2 += bits.OnesCount64(u ^ 7)
		c3 += bits.OnesCount64(u ^ 8)
	}
	return c0 + c1 + c2 + c3
}

func randomSigns(rows, cols int, name string) kernel.Signs {
	s := kernel.Signs{Words: make([]uint64, rows*kernel.Words(cols)), Stride: kernel.Words(cols)}
	draw := rng.New(1, "bench "+name)
	for r := range rows {
		for k := range s.Stride {
			b := draw.Block(uint64(r), uint64(k))
			word := uint64(b[0]) | uint64(b[1])<<32
			if left := cols - 64*k; left < 64 {
				word &= 1<<left - 1
			}
			s.Words[r*s.Stride+k] = word
		}
	}
	return s
}

func randomReals(n int) []float32 {
	x := make([]float32, n)
	draw := rng.New(1, "bench reals")
	for i := range x {
		x[i] = float32(rng.Uniform(draw.Block(uint64(i), 0)[0])) - 0.5
	}
	return x
}
