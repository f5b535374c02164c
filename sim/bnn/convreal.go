package bnn

import "arraylab/sim/kernel"

// The way down of a convolution in real numbers, which the anchors take: plain loops, for they do it once a lesson.

// each calls do with each gradient of the sums of neurons o0 <= o < o1, in images b0 <= b < b1, and the place that it
// belongs to.
func (c *conv) each(dS kernel.Matrix, o0, o1, b0, b1 int, do func(o, b int, place Span, d float32)) {
	m := c.Map()
	for p := range m.H * m.W {
		for o := o0; o < o1; o++ {
			row := (p*c.Out + o) * dS.Stride
			for b := b0; b < b1; b++ {
				k := 0
				if c.chosen != nil {
					k = int(c.chosen[row+b])
				}
				place := Span{p/m.W*c.Pool.H + k/c.Pool.W, p%m.W*c.Pool.W + k%c.Pool.W}
				do(o, b, place, dS.Data[row+b])
			}
		}
	}
}

// belowReal adds up what sixteen images from b0 on take from real gradients.
func (c *conv) belowReal(dx, dS kernel.Matrix, byInput kernel.Signs, b0, b1 int) {
	for v := range c.In.Values() {
		clear(dx.Data[v*dx.Stride+b0:][:kernel.Lanes])
	}
	c.each(dS, 0, c.Out, b0, b1, func(o, b int, place Span, d float32) {
		for i := range c.FanIn() {
			if v := c.Takes(place, i); v >= 0 {
				w := c.Weights.Number(byInput.Row(i), o, c.Out)
				dx.Data[v*dx.Stride+b] += float32(float32(w) * d)
			}
		}
	})
}

// squares takes the gradient of each image by itself: weights meet many places of it.
func (c *conv) squares(k *Worker, tile int, dS kernel.Matrix, x *values, first, images int, all float32) {
	n := c.FanIn() * kernel.Lanes
	k.grad, k.tile = grown(k.grad, n), grown(k.tile, n)
	clear(k.grad)
	o0 := tile * kernel.Lanes
	for b := first; b < first+images; b++ {
		clear(k.tile)
		c.each(dS, o0, min(o0+kernel.Lanes, c.Out), b, b+1, func(o, b int, place Span, d float32) {
			for i := range c.FanIn() {
				if v := c.Takes(place, i); v >= 0 {
					k.tile[i*kernel.Lanes+o-o0] += float32(float32(x.number(v, b)) * d)
				}
			}
		})
		for i, g := range k.tile {
			k.grad[i] += g * g / all
		}
	}
}
