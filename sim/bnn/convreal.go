package bnn

import "arraylab/sim/kernel"

// The way down of a layer over a map in real numbers, which the anchors take: plain loops, for they do it once a lesson.

// each calls do with each gradient of the sums of neurons o0 <= o < o1, in images b0 <= b < b1, and the place that it
// belongs to.
func (c *overMap) each(dS kernel.Matrix, o0, o1, b0, b1 int, do func(o, b int, place Span, d float32)) {
	for p := range c.Positions() {
		places := c.PlacesOf(p)
		for o := o0; o < o1; o++ {
			row := (p*c.Out + o) * dS.Stride
			for b := b0; b < b1; b++ {
				of := places
				if !c.Mean.there() {
					of = places[:1]
				}
				if c.chosen != nil {
					of = places[c.chosen[row+b]:][:1]
				}
				for _, place := range of {
					do(o, b, place, dS.Data[row+b])
				}
			}
		}
	}
}

// belowReal adds up what sixteen images from b0 on take from real gradients, of the values lo <= v < hi.
func (c *overMap) belowReal(dx, dS kernel.Matrix, byInput kernel.Signs, lo, hi, b0, b1 int) {
	for v := lo; v < hi; v++ {
		clear(dx.Data[v*dx.Stride+b0:][:kernel.Lanes])
	}
	c.each(dS, 0, c.Out, b0, b1, func(o, b int, place Span, d float32) {
		for i := range c.FanIn() {
			if v := c.Takes(o, place, i); v >= lo && v < hi {
				w := c.Weights.Number(byInput.Row(i), o, c.Out)
				dx.Data[v*dx.Stride+b] += float32(float32(float32(w)*c.Inputs.slope()) * d)
			}
		}
	})
}

// squares takes the gradient of each image by itself: weights meet many places of it.
func (c *overMap) squares(k *Worker, tile int, dS kernel.Matrix, x *values, first, images int, all float32) {
	n := c.FanIn() * kernel.Lanes
	k.grad, k.tile = grown(k.grad, n), grown(k.tile, n)
	clear(k.grad)
	o0 := tile * kernel.Lanes
	for b := first; b < first+images; b++ {
		clear(k.tile)
		c.each(dS, o0, min(o0+kernel.Lanes, c.Out), b, b+1, func(o, b int, place Span, d float32) {
			for i := range c.FanIn() {
				if v := c.Takes(o, place, i); v >= 0 {
					k.tile[i*kernel.Lanes+o-o0] += float32(float32(float32(x.number(v, b))/c.Weights.Unit()) * d)
				}
			}
		})
		for i, g := range k.tile {
			k.grad[i] += g * g / all
		}
	}
}
