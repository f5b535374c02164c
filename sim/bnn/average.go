package bnn

import (
	"math/bits"

	"arraylab/sim/crew"
	"arraylab/sim/kernel"
)

// Averages of outputs stand between two layers: what the first gives is packed, what the second takes are sums over
// windows of it. A layer without them passes on what it gives.

// given are the outputs of layer l, of this member's images where it is over a map; nil of the last one.
func (f *forward) given(l int) *values {
	if f.net.Layers[l].OutputMean.there() {
		return &f.raw[l]
	}
	return f.out(l)
}

// average is the stage that adds up the outputs of layer l, value by value.
func (f *forward) average(l int) Stage {
	y, from, to := &f.net.Layers[l], f.given(l), f.out(l)
	m := y.Map()
	return Stage{
		Blocks: func() int {
			if f.muted(l) {
				return 0
			}
			to.pixels = grown(to.pixels, to.size*to.stride)
			return parts(to.size, kernel.Lanes)
		},
		Run: func(block int, _ *Worker) {
			for v := block * kernel.Lanes; v < min((block+1)*kernel.Lanes, to.size); v++ {
				row := to.pixels[v*to.stride:][:kernel.Pad(f.images(l))]
				clear(row)
				y.OutputMean.each(v/m.C, m.W, func(place Span) {
					from.addTo(row, (place.H*m.W+place.W)*m.C+v%m.C, f.images(l))
				})
			}
		},
	}
}

// addTo adds a value of so many images to a row, images as kernel.PixelColumn says.
func (v *values) addTo(row []int16, value, images int) {
	if !v.Packed() {
		for b, x := range v.pixels[value*v.stride:][:len(row)] {
			row[b] += x
		}
		return
	}
	for plane := range v.planes() {
		for w, word := range v.plane(v.byValue, value, plane)[:kernel.Words(images)] {
			for ; word != 0; word &= word - 1 {
				row[kernel.PixelColumn(64*w+bits.TrailingZeros64(word))] += int16(2 / v.planes())
			}
		}
	}
	for b := range row {
		row[b]--
	}
}

// spread is the stage that gives the gradients of averages to the outputs of layer l that they are of: to one that is in
// several windows what these add up to, rounded once.
func (t *Trainer) spread(l int) Stage {
	y, dx := &t.layers[l], t.dS(l)
	m, given := y.Map(), y.Gives()
	return Stage{
		Blocks: func() int { return m.C },
		Run: func(c int, k *Worker) {
			width := kernel.Pad(t.up.images(l))
			k.sums = grown(k.sums, m.H*m.W*width)
			clear(k.sums)
			for n := range given.H * given.W {
				row := t.averages[l].Data[(n*m.C+c)*dx.Stride:][:width]
				y.OutputMean.each(n, m.W, func(place Span) {
					sum := k.sums[(place.H*m.W+place.W)*width:][:width]
					for b, d := range row {
						sum[b] += float64(d)
					}
				})
			}
			for p := range m.H * m.W {
				row := dx.Data[(p*m.C+c)*dx.Stride:][:width]
				for b := range row {
					row[b] = float32(k.sums[p*width+b])
				}
			}
		},
	}
}

// towards is where the gradient of what layer l passes on goes.
func (t *Trainer) towards(l int) kernel.Matrix {
	if t.layers[l].OutputMean.there() {
		return t.averages[l]
	}
	return t.dS(l)
}

// joinNumbers is the stage that brings together what the members' images gave, as numbers, for the first dense layer.
func (f *forward) joinNumbers(l int) Stage {
	to := &f.x[l+1]
	return once(func(*Worker) {
		if f.muted(l) {
			return
		}
		to.pixels = grown(to.pixels, to.size*to.stride)
		tile := to.size * kernel.Lanes
		f.tiles = grown(f.tiles, parts(f.batch, kernel.Lanes)*tile)
		each := func(lo, hi int, do func(tile, stands []int16, v, b int)) {
			for b := lo; b < hi; b += kernel.Lanes {
				for v := range to.size {
					do(f.tiles[b/kernel.Lanes*tile+v*kernel.Lanes:][:kernel.Lanes], to.pixels[v*to.stride+b:], v, b-lo)
				}
			}
		}
		each(f.lo, f.hi, func(tile, _ []int16, v, b int) { copy(tile, f.edge.pixels[v*f.edge.stride+b:]) })
		crew.Rows(f.crew, f.tiles, tile, 1)
		each(0, f.batch, func(tile, stands []int16, _, _ int) { copy(stands, tile) })
	})
}
