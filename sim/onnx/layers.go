package onnx

import (
	"strconv"

	"arraylab/sim/bnn"
)

// number names the part of a layer.
func number(name string, layer int) string { return name + strconv.Itoa(layer+1) }

// dense adds a hidden dense layer with the given thresholds.
func (w *writer) dense(l int, thresholds [][]bnn.Threshold) {
	flips, c := folded(thresholds)
	values := w.flatten(l)
	w.constant(number("c", l), []int{len(c)}, c)
	y := &w.m.Net.Layers[l]
	matrix := w.weights(number("W", l), []int{y.FanIn(), y.Out}, w.matrix(l, values, flips))
	w.then("Gemm", number("sums", l), nil, matrix, number("c", l))
	w.then("Sign", number("bits", l), nil)
}

// convolution adds a hidden convolution, of each channel by itself maybe, with the given thresholds.
func (w *writer) convolution(l int, thresholds [][]bnn.Threshold) {
	y := &w.m.Net.Layers[l]
	flips, c := folded(thresholds)
	f := make([]float32, len(flips))
	for o, flipped := range flips {
		f[o] = sign(!flipped)
	}
	w.spread(l)
	w.sumsOf(l, "Conv", number("sums", l), w.window(l), w.kernelDims(l), w.kernels(l))
	w.pool(l)
	each := []int{y.Out, 1, 1} // a number a map
	w.constant(number("f", l), each, f)
	w.constant(number("c", l), each, c)
	w.then("Mul", number("turned", l), nil, number("f", l))
	w.then("Add", number("compared", l), nil, number("c", l))
	w.then("Sign", number("bits", l), nil)
}

// window tells how a convolution moves its kernels.
func (w *writer) window(l int) []attribute {
	y := &w.m.Net.Layers[l]
	return []attribute{
		{"group", []int{y.In.C / y.Window().C}},
		{"kernel_shape", []int{y.Kernel.H, y.Kernel.W}}, {"strides", []int{y.Stride.H, y.Stride.W}},
		{"pads", []int{y.Pad.H, y.Pad.W, y.Pad.H, y.Pad.W}}, // above, on the left, below, on the right
	}
}

// pool adds the pool of a convolution, where there is one.
func (w *writer) pool(l int) {
	if p := w.m.Net.Layers[l].Pool; p.Area() > 1 {
		pool := []int{p.H, p.W}
		w.then("MaxPool", number("largest", l), []attribute{{"kernel_shape", pool}, {"strides", pool}})
	}
}

// total adds up windows of maps, channel by channel, as the convolution with weights of one that this is: an average
// would round.
func (w *writer) total(name, output string, of bnn.Mean, channels int) {
	if of == (bnn.Mean{}) {
		return
	}
	ones := make([]float32, channels*of.Size.Area())
	for i := range ones {
		ones[i] = 1
	}
	w.constant(name, []int{channels, 1, of.Size.H, of.Size.W}, ones)
	w.then("Conv", output, []attribute{{"group", []int{channels}}, {"kernel_shape", []int{of.Size.H, of.Size.W}},
		{"strides", []int{of.Stride.H, of.Stride.W}}, {"pads", make([]int, 4)}}, name)
}

// folded tells which neurons fire below their thresholds, so that their sums are to be negated, and what is added to a
// sum then: the sign is that of the distance from half a step beside the threshold.
func folded(thresholds [][]bnn.Threshold) (flips []bool, c []float32) {
	for _, t := range thresholds {
		add := 0.5 - float32(t[0].At)
		if t[0].Flipped {
			add = float32(t[0].At) + 0.5
		}
		flips, c = append(flips, t[0].Flipped), append(c, add)
	}
	return flips, c
}

// spread makes maps of what layer l takes.
func (w *writer) spread(l int) {
	if w.maps {
		return
	}
	in := w.m.Net.Layers[l].In
	w.shape(number("form", l), -1, in.H, in.W, in.C)
	w.then("Reshape", number("places", l), nil, number("form", l))
	w.then("Transpose", number("maps", l), []attribute{{"perm", []int{0, 3, 1, 2}}})
	w.maps = true
}

// flatten makes rows of numbers of what layer l takes, and returns which of the engine's values each is: of maps
// they stand channel by channel.
func (w *writer) flatten(l int) (values []int) {
	values = order(w.m.Net.Layers[l].In, w.maps)
	if w.maps {
		w.then("Flatten", number("flat", l), []attribute{{"axis", []int{1}}})
		w.maps = false
	}
	return values
}

// matrix are the weights [I][O] of a dense layer that takes the engine's values in some order, as whole numbers; those
// of a neuron are negated where flips, nil for none, says so.
func (w *writer) matrix(l int, values []int, flips []bool) (all []float32) {
	weights := w.m.Weights(l)
	for _, v := range values {
		for o := range w.m.Net.Layers[l].Out {
			x := float32(weights.At(o, v))
			if flips != nil && flips[o] {
				x = -x
			}
			all = append(all, x)
		}
	}
	return all
}

// kernels are the weights [O][C][KH][KW] of a convolution, as whole numbers.
func (w *writer) kernels(l int) (all []float32) {
	y := &w.m.Net.Layers[l]
	window, weights := y.Window(), w.m.Weights(l)
	for o := range y.Out {
		for c := range window.C {
			for tap := range window.H * window.W {
				all = append(all, float32(weights.At(o, tap*window.C+c)))
			}
		}
	}
	return all
}

// kernelDims are their dimensions.
func (w *writer) kernelDims(l int) []int {
	y := &w.m.Net.Layers[l]
	window := y.Window()
	return []int{y.Out, window.C, window.H, window.W}
}

// weights adds weights and returns their name.
func (w *writer) weights(name string, dims []int, values []float32) string {
	w.constant(name, dims, values)
	return name
}

// sign is +1 where plus says so, else -1.
func sign(plus bool) float32 {
	if plus {
		return 1
	}
	return -1
}
