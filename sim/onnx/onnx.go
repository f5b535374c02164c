// Package onnx writes a trained network, and reads what it wrote, as a model of the Open Neural Network Exchange format
// (onnx.proto of github.com/onnx/onnx, operator set 13), so that other runtimes can infer with it.
//
// # Form
//
// The model takes an image as the engine does, place by place with the channels of a place side by side: of rows and
// columns of places the value (y*W+x)*C + c. Where a convolution comes first it is turned once, into the maps
// [N][C][H][W] that ONNX knows, and they stay so: the weights of a convolution are written [O][C][KH][KW], and those of
// a dense layer behind maps by channel, then place. A depthwise layer is a convolution of as many groups as channels.
//
// # Numbers
//
// Weights are +1 and -1 as floats, those of 8 bits -127 to 127. All sums are whole numbers or halves far below 2^23,
// exact in floats in any order, or sums of two that are, and the normalizations of the last layer, and of layers of 8
// bits, do the engine's operations in the engine's order: the classes are the engine's for every image.
package onnx

import "arraylab/sim/bnn"

// Encode returns the model as the bytes of an ONNX file. Its input is "pixels", float [N][V], the values of an image
// in the engine's order: grey values 0 to 255, or, of a network with a stochastic input, how many of the random bits of
// each are 1. Its outputs are "scores", float [N][classes] before the softmax, and "class", int64 [N], the largest
// score, the first one of equals. Weights, inputs and outputs must not be ternary, which would be written wrong, and all
// layers Exact.
//
// The batch normalization of a hidden layer is folded into a constant c, half a step beside the integer threshold, so
// that the sign is never that of zero. A dense layer is Sign(x W + c), W [I][O]; a neuron that fires below its
// threshold has its weights negated. Of a convolution the largest sums of a pool go on as they are, so it is only
// behind the pool that those of such a neuron are negated: Sign(MaxPool(Conv(x))*f + c). What a window has outside of
// the map is zero, which leaves it out of the sum. Averages are sums of windows, exact: convolutions with weights of
// one, channel by channel, of sums before their normalization or of what a layer passes on. Where a layer's weights,
// inputs or outputs have 8 bits nothing is folded: Clip(Round(128 y)), or the sign, of the normalized sums y.
func Encode(m *bnn.Model) []byte {
	w := &writer{m: m, at: "pixels"}
	w.input()
	thresholds := m.Thresholds()
	for l, t := range thresholds {
		switch y := &m.Net.Layers[l]; {
		case eights(y):
			w.unfolded(l)
		case y.Kind == bnn.Dense:
			w.dense(l, t)
		default:
			w.convolution(l, t)
		}
		y := &m.Net.Layers[l]
		w.total(number("neighbours", l), number("passed", l), y.OutputMean, y.Map().C)
	}
	w.answers(len(thresholds))
	return w.model(m.Net.Input.Values(), m.Net.Classes)
}

// writer writes a network down, layer by layer.
type writer struct {
	graph
	m    *bnn.Model
	at   string // what the layers so far give
	maps bool   // as maps [N][C][H][W], not as [N][V]
}

// then adds an operator on what there is, and goes on with what it gives.
func (w *writer) then(operator, output string, attributes []attribute, constants ...string) {
	w.node(operator, output, attributes, append([]string{w.at}, constants...)...)
	w.at = output
}

// input makes of the values of an image what the first layer takes.
func (w *writer) input() {
	levels := w.m.Net.Input.Levels
	switch {
	case levels.Packed():
		w.constant("middle", []int{1}, []float32{bnn.BinaryThreshold - 0.5})
		w.then("Sub", "centred", nil, "middle")
		w.then("Sign", "input", nil)
	case levels.Kind == bnn.Streamed: // bits are +1 and -1
		w.constant("two", []int{1}, []float32{2})
		w.constant("presentations", []int{1}, []float32{float32(levels.Presentations)})
		w.then("Mul", "twice", nil, "two")
		w.then("Sub", "input", nil, "presentations")
	}
}

// answers adds the last layer: sums, normalization, the largest.
func (w *writer) answers(l int) {
	y, values := &w.m.Net.Layers[l], w.flatten(l)
	w.sumsOf(l, "MatMul", "sums", nil, []int{y.FanIn(), y.Out}, w.matrix(l, values, nil))
	w.normalize(l, []int{y.Out}, "scores")
	w.then("ArgMax", "class", []attribute{{"axis", []int{1}}, {"keepdims", []int{0}}})
}
