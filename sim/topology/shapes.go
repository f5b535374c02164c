package topology

import (
	"fmt"

	"arraylab/sim/bnn"
)

// Shape is what a token comes to among the images of a context.
type Shape struct {
	In  bnn.Grid // What comes in.
	Map bnn.Grid // What comes out, after a pool or an average.

	FanIn     int   // Inputs of a sum, where none of them is outside of the map; 0 of an average that is a token.
	Weights   int   // Each map or neuron has FanIn of them.
	Positions int   // Sums of a neuron or map for an image.
	Products  int64 // Of an image: each weight has one at each position.
	Largest   int   // The largest magnitude of what comes out, before any level is made of it.
}

// Shapes are those of the tokens, and of the output layer last. The *Error of a network that does not fit names the
// token.
func (n Network) Shapes(c Context) ([]Shape, error) {
	grid, largest, all := c.Grid, c.Largest, 0
	layers := append(n.Layers[:len(n.Layers):len(n.Layers)], Layer{Out: c.Classes, Weights: n.Last})
	shapes := make([]Shape, len(layers))
	for i := range layers {
		y := &layers[i]
		s, err := y.shape(grid, largest)
		if c.signal() && y.rows() != 1 {
			err = fmt.Sprintf("a signal has 1 row, and so have its kernels, windows and strides, not %d", y.rows())
		}
		if all += s.Weights; err == "" && all > MaxWeights {
			err = fmt.Sprintf("with it the network has %d weights: %d at most", all, MaxWeights)
		}
		if err != "" {
			token := "y" // the output layer goes without saying
			if i < len(n.Layers) {
				token = y.spell(c)
			}
			return nil, &Error{Token: token, Place: i + 1, Allowed: err}
		}
		shapes[i] = s
		if grid, largest = s.Map, y.Outputs.largest(); y.Kind == Average {
			largest = s.Largest
		}
	}
	return shapes, nil
}

// rows are the most rows of a window or a stride.
func (y *Layer) rows() int { return max(1, y.Kernel.H, y.Stride.H, y.Pool.H, y.Mean.H, y.MeanStride.H) }

// Total adds up weights and products of an image.
func Total(shapes []Shape) (weights int, products int64) {
	for i := range shapes {
		weights += shapes[i].Weights
		products += shapes[i].Products
	}
	return weights, products
}

// largest is the largest magnitude of such a number.
func (v Level) largest() int {
	if v == Eight {
		return 1 << 7
	}
	return 1
}

// shape is that of a layer; wrong says what does not fit, "" where all does.
func (y *Layer) shape(in bnn.Grid, largest int) (s Shape, wrong string) {
	s = Shape{In: in, Map: bnn.Grid{C: y.Out, H: 1, W: 1}, FanIn: in.Values()}
	switch y.Kind {
	case Average:
		s.Map, wrong = windows(in, y.Kernel, y.Stride, Span{}, "window")
		s.FanIn, s.Largest = 0, y.Kernel.H*y.Kernel.W*largest
	case Conv, Depthwise:
		s.FanIn = y.Kernel.H * y.Kernel.W * in.C
		if y.Kind == Depthwise {
			s.FanIn /= in.C
		}
		s.Map, wrong = y.sums(in)
	}
	if wrong != "" {
		return s, wrong
	}
	if values := s.Map.Values(); values > MaxValues {
		return s, fmt.Sprintf("it makes %d sums for an image: %d at most", values, MaxValues)
	}
	if y.Kind == Average {
		return s, s.fits()
	}
	s.Positions = s.Map.H * s.Map.W
	s.Weights = s.FanIn * y.Out
	s.Products = int64(s.Weights) * int64(s.Positions)
	s.Largest = s.FanIn * largest * y.Weights.largest()
	if s.FanIn > MaxFanIn {
		return s, fmt.Sprintf("its sums are over %d inputs: %d at most", s.FanIn, MaxFanIn)
	}
	return y.pooled(s)
}

// pooled is the shape after the pool or the average of the sums.
func (y *Layer) pooled(s Shape) (Shape, string) {
	wrong := ""
	switch {
	case y.Pool != Span{}:
		s.Map, wrong = windows(s.Map, y.Pool, y.Pool, Span{}, "pool")
	case y.Mean != Span{}:
		s.Map, wrong = windows(s.Map, y.Mean, y.MeanStride, Span{}, "window")
		s.Largest *= y.Mean.H * y.Mean.W
	}
	if wrong != "" {
		return s, wrong
	}
	return s, s.fits()
}

// fits tells whether the sums fit.
func (s *Shape) fits() string {
	if s.Largest > MaxSum {
		return fmt.Sprintf("its sums reach %d: %d at most", s.Largest, MaxSum)
	}
	return ""
}

// sums is the map of a convolution before any pool.
func (y *Layer) sums(in bnn.Grid) (bnn.Grid, string) {
	if y.Kind == Depthwise && y.Out%in.C != 0 {
		return in, fmt.Sprintf("a depthwise layer has a multiple of the %d maps that come in, not %d", in.C, y.Out)
	}
	if y.Pad.H >= y.Kernel.H || y.Pad.W >= y.Kernel.W {
		return in, fmt.Sprintf("paddings are smaller than the kernel, %s, not %s", y.Kernel, y.Pad)
	}
	out, wrong := windows(in, y.Kernel, y.Stride, y.Pad, "kernel")
	out.C = y.Out
	return out, wrong
}

// String spells rows and columns.
func (k Span) String() string { return fmt.Sprintf("%dx%d", k.H, k.W) }

// windows is the grid of the windows that fit into the padded grid.
func windows(in bnn.Grid, size, stride, pad Span, what string) (bnn.Grid, string) {
	padded := Span{in.H + 2*pad.H, in.W + 2*pad.W}
	if size.H > padded.H || size.W > padded.W {
		return in, fmt.Sprintf("its %s of %s is larger than the map, %s with its padding", what, size, padded)
	}
	return bnn.Grid{C: in.C, H: (padded.H-size.H)/stride.H + 1, W: (padded.W-size.W)/stride.W + 1}, ""
}
