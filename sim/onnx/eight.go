package onnx

import (
	"arraylab/sim/bnn"
	"arraylab/sim/kernel"
)

// Layers of which weights, inputs or outputs have 8 bits. Their sums are whole numbers that a float may not hold, and
// their outputs no thresholds: so they are normalized as they are, with the engine's operations in its order.

// Where a sum may go beyond the whole numbers that floats hold, weights fall into two parts, multiples of highest and
// what is left, at most half of it: both products are exact, and their sum is rounded once, as the engine rounds it.
const (
	highest   = 16
	exactSums = 1 << 24
)

// Exact tells whether the sums of a layer are the engine's when they are made of floats in any order.
func Exact(y *bnn.Layer) bool {
	return y.MaxSum()/y.Weights.Largest()*min(highest/2, y.Weights.Largest()) < exactSums
}

// inParts tells whether the weights of a layer are written in two parts.
func inParts(y *bnn.Layer) bool { return y.MaxSum() >= exactSums }

// eights tells whether a layer is written so.
func eights(y *bnn.Layer) bool { return y.Weights.Eight() || y.Inputs.Eight() || y.Outputs.Eight() }

// unfolded adds such a layer, hidden.
func (w *writer) unfolded(l int) {
	y := &w.m.Net.Layers[l]
	if y.Kind == bnn.Dense {
		w.sumsOf(l, "MatMul", number("sums", l), nil, []int{y.FanIn(), y.Out}, w.matrix(l, w.flatten(l), nil))
		w.normalize(l, []int{y.Out}, number("normalized", l))
	} else {
		w.spread(l)
		w.sumsOf(l, "Conv", number("sums", l), w.window(l), w.kernelDims(l), w.kernels(l))
		w.pool(l)
		w.normalize(l, []int{y.Out, 1, 1}, number("normalized", l))
	}
	if y.Outputs.Eight() {
		w.round(l)
		return
	}
	w.then("Sign", number("signs", l), nil) // which may be 0, where the engine fires
	w.constant(number("half", l), []int{1}, []float32{0.5})
	w.then("Add", number("fires", l), nil, number("half", l))
	w.then("Sign", number("bits", l), nil)
}

// sumsOf adds the operator that multiplies what there is by weights of some dimensions, and adds up the windows of an
// average.
func (w *writer) sumsOf(l int, operator, output string, attributes []attribute, dims []int, weights []float32) {
	y := &w.m.Net.Layers[l]
	total := func(part string) { w.total(part+number("windows", l), part+number("totals", l), y.Mean, y.Out) }
	if !inParts(y) {
		w.then(operator, output, attributes, w.weights(number("W", l), dims, weights))
		total("")
		return
	}
	high, low := make([]float32, len(weights)), make([]float32, len(weights))
	for i, x := range weights {
		high[i] = float32((int(x)+8*highest+highest/2)/highest*highest - 8*highest)
		low[i] = x - high[i]
	}
	from, rest := w.at, output+" of the rest"
	w.then(operator, rest, attributes, w.weights(number("low W", l), dims, low))
	total("low ")
	rest, w.at = w.at, from
	w.then(operator, output+" of the most", attributes, w.weights(number("W", l), dims, high))
	total("")
	w.then("Add", output, nil, rest)
}

// parts are the operators of a normalization in their order, each with its constant.
var parts = [...]struct {
	op, name string
	of       func(n *kernel.Norm) *float32
}{
	{"Mul", "scale", func(n *kernel.Norm) *float32 { return &n.Scale }},
	{"Add", "bias", func(n *kernel.Norm) *float32 { return &n.Bias }},
	{"Sub", "mean", func(n *kernel.Norm) *float32 { return &n.Mean }},
	{"Mul", "inv", func(n *kernel.Norm) *float32 { return &n.Inv }},
	{"Mul", "gamma", func(n *kernel.Norm) *float32 { return &n.Gamma }},
	{"Add", "beta", func(n *kernel.Norm) *float32 { return &n.Beta }},
}

// normalize adds the normalization of a layer's sums, the engine's operations in its order; constants have some
// dimensions.
func (w *writer) normalize(l int, dims []int, output string) {
	for i, step := range parts {
		name := step.name
		if w.m.Net.Layers[l].Hidden() {
			name = number(name, l)
		}
		values := make([]float32, len(w.m.Norms[l]))
		for o := range values {
			values[o] = *step.of(&w.m.Norms[l][o])
		}
		w.constant(name, dims, values)
		to := "after " + name
		if i == len(parts)-1 {
			to = output
		}
		w.then(step.op, to, nil, name)
	}
}

// round makes outputs of 8 bits, as whole numbers.
func (w *writer) round(l int) {
	for _, bound := range []struct {
		name string
		is   float32
	}{{"least", -1}, {"most", 1}, {"units", 128}, {"lowest", -127}, {"highest", 127}} {
		w.constant(number(bound.name, l), nil, []float32{bound.is})
	}
	w.then("Clip", number("within", l), nil, number("least", l), number("most", l))
	w.then("Mul", number("fine", l), nil, number("units", l))
	w.then("Round", number("whole", l), nil)
	w.then("Clip", number("outputs", l), nil, number("lowest", l), number("highest", l))
}
