package bnn

import (
	"testing"

	"arraylab/sim/rng"
)

// FuzzMaps trains and tests networks over maps of any geometry, against the one of whole numbers.
func FuzzMaps(f *testing.F) {
	for seed := range uint32(60) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint32) {
		c := randomMaps(rng.New(seed, "geometry of the test").Source(0))
		work := 0
		for l := range c.Layers {
			work += c.Layers[l].Products()
		}
		if work*c.images > 5e6 {
			t.Skip("too large")
		}
		defer func() {
			if t.Failed() {
				t.Logf("%+v, %d images a step", c.Network, c.Batch)
			}
		}()
		inWholes(t, c.Network, c.Rule, c.images, varyNorms)
		c.foldsAsItIs(t)
	})
}

// dice draws what a geometry consists of.
type dice struct{ *rng.Source }

// from draws a number lo <= n <= hi.
func (d dice) from(lo, hi int) int { return lo + int(d.Below(uint32(hi-lo+1))) }

// span draws an extent.
func (d dice) span(lo, hi Span) Span { return Span{d.from(lo.H, hi.H), d.from(lo.W, hi.W)} }

// levels draws binary ones, or ternary ones one time in four.
func (d dice) levels() Levels {
	if d.Below(4) > 0 {
		return Levels{}
	}
	return trits(0.01 * float32(d.from(1, 30)))
}

// randomMaps draws a network and its training.
func randomMaps(source *rng.Source) mapCase {
	d := dice{source}
	in := Input{Grid: Grid{C: d.from(1, 3), H: d.from(1, 10), W: d.from(1, 12)}}
	switch d.Below(4) {
	case 0:
		in.C = d.from(1, 70) // as many as several words have
	case 1:
		in.Levels = Levels{Kind: Streamed, Presentations: d.from(1, MaxStreams)}
	case 2, 3:
		in.Levels = Levels{Kind: Grey}
	}
	var layers []Layer
	at := in.Grid
	for range d.from(1, 3) {
		y := d.window(at)
		layers = append(layers, y)
		places := Span{(at.H+2*y.Pad.H-y.Kernel.H)/y.Stride.H + 1, (at.W+2*y.Pad.W-y.Kernel.W)/y.Stride.W + 1}
		at = Grid{y.Out, places.H / y.Pool.H, places.W / y.Pool.W}
	}
	for range d.Below(3) {
		layers = append(layers, Layer{Out: d.from(1, 40), Weights: d.levels(), Outputs: d.levels(), Bias: d.Below(2) > 0})
	}
	layers = append(layers, Layer{Out: d.from(2, 5), Weights: d.levels(), Bias: d.Below(2) > 0})
	loss := Loss{Margin: float64(d.Below(2)) * 3}
	c := mapCase{NewNetwork(in, loss, layers...),
		Rule{Batch: d.from(1, 40), LR: 0.01, Decay: 1, Every: 1, Seed: d.Below(100), Gradients: EightBits}, 0}
	if c.images = c.Batch + d.from(0, 40); d.Below(5) == 0 {
		c.Errors = func(int) [2]float64 { return [2]float64{0.1, 0.05} }
		c.ActErrors = 0.03
	}
	return c
}

// window draws a convolution of a map, one time in three a depthwise one, and a pool.
func (d dice) window(in Grid) Layer {
	y := Layer{Kind: Convolution, Out: d.from(1, 20), Weights: d.levels(), Outputs: d.levels(), Bias: d.Below(2) > 0}
	if d.Below(3) == 0 {
		y.Kind, y.Out = Depthwise, in.C*d.from(1, 2)
	}
	y.Pad = d.span(Span{}, Span{2, 3})
	if y.Kernel = d.span(Span{1, 1}, Span{5, 6}); d.Below(2) > 0 {
		y.Kernel = Span{3, 3}
	}
	y.Kernel = Span{min(y.Kernel.H, in.H+2*y.Pad.H), min(y.Kernel.W, in.W+2*y.Pad.W)}
	y.Stride = d.span(Span{1, 1}, Span{3, 4})
	places := Span{(in.H+2*y.Pad.H-y.Kernel.H)/y.Stride.H + 1, (in.W+2*y.Pad.W-y.Kernel.W)/y.Stride.W + 1}
	y.Pool = d.span(Span{1, 1}, Span{min(3, places.H), min(3, places.W)})
	return y
}
