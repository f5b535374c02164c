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
	share("16-bit look-up, share of the limit %", "16-bit look-up Gop/s equivalent", limitOfLookUps)
	share("products over maps, share of the limit %", "products over maps Gop/s equivalent", limitOfLookUps)
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
	list = append(list, lookUpsOf16()...)
	return append(list, updates()...)
}

// limitOfLookUps is the rate of adding rows of tables, of six signs each, where finding them took no time.
const limitOfLookUps = "limit of 16-bit look-ups Gop/s"

// lookUpsOf16 are the products with gradients of 8 bits, in tables of 16-bit sums: of a dense layer, and the three of a
// layer over maps, 32 of 16x16, of as many, with the way up: short enough to be left alone by the rest of a machine.
func lookUpsOf16() []loop {
	const n, b, maps, side, taps = kernelNeurons, eightBatch, eightMaps, eightSide, 9 * eightMaps
	const values, group, reps = maps * side * side, 6, 10000
	var table [64][kernel.Lanes]int16
	out, whole := make([]float32, n*b), randomBytes(max(n, values)*b)
	w, scratch := randomSigns(n, n, "whole"), &kernel.WholeScratch{}
	g := kernel.Windows{C: maps, H: side, W: side, KH: 3, KW: 3, SH: 1, SW: 1, PH: 1, PW: 1, Rows: side, Columns: side,
		PoolH: 1, PoolW: 1}
	up, down := randomSigns(maps, taps, "up"), randomSigns(taps, maps, "down")
	byImage, byValue := randomSigns(b, values, "images"), randomSigns(values, b, "values")
	sums := kernel.Sums{Data: make([]int32, values*b), Stride: b, O: maps}
	d := kernel.MapGrads{Bytes: kernel.Bytes{Data: whole, Stride: b}, O: maps}
	dx, dw := kernel.Matrix{Data: make([]float32, values*b), Stride: b}, make([][kernel.Lanes]int32, taps)
	s, pixel := &kernel.MapScratch{}, &kernel.PixelScratch{}
	return []loop{
		{limitOfLookUps, func() { sink += float64(peakLookUps(reps, &table)) },
			2 * group * kernel.Lanes * lookUps * reps},
		{"16-bit look-up Gop/s equivalent", func() {
			for c := 0; c < b; c += kernel.Lanes {
				kernel.LookupWhole(kernel.Matrix{Data: out[c:], Stride: b}, w, false,
					kernel.Bytes{Data: whole[c:], Stride: b}, n, n, 1, scratch)
			}
		}, 2 * n * n * b},
		{"products over maps Gop/s equivalent", func() {
			for c := 0; c < b; c += kernel.Lanes {
				kernel.MapForward(sums, c, up, byImage.From(c), kernel.Trits{}, kernel.Lanes, &g, s, pixel)
				kernel.MapBelow(dx, c, d, down, false, 1, &g, s)
			}
			for o := 0; o < maps; o += kernel.Lanes {
				kernel.MapGrad(dw, o, d, byValue, false, b, &g, s)
			}
		}, 2 * 3 * float64(values) * taps * b},
	}
}

// randomBytes are whole numbers of 8 bits.
func randomBytes(n int) []int8 {
	draw := rng.New(1, "bench bytes").Source(0)
	all := make([]int8, n)
	for i := range all {
		all[i] = int8(int(draw.Below(255)) - 127)
	}
	return all
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
