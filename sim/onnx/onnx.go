// Package onnx writes a trained network as a model of the Open Neural Network Exchange format
// (onnx.proto of github.com/onnx/onnx, operator set 13), so that other runtimes can infer with it.
package onnx

import (
	"arraylab/sim/bnn"
	"arraylab/sim/kernel"
)

// Encode returns the model as the bytes of an ONNX file. Its input is "pixels", float [N][V]
// grey values 0 to 255; its outputs are "scores", float [N][classes] before the softmax, and "class",
// int64 [N], the largest score, the first one of equals.
//
// Weights are +1 and -1 as floats, W [I][O]. A hidden layer is Sign(x W + c): the batch
// normalizations are folded into c, half a step beside the integer threshold, so that no sum is
// zero; a neuron that fires below its threshold has its weights negated. All sums are whole numbers
// or halves far below 2^23, exact in floats in any order, and the last layer's normalization does
// the engine's operations in the engine's order: the classes are the engine's for every image.
func Encode(m *bnn.Model) []byte {
	g := &graph{}
	x := "pixels"
	if m.Net.Input.Levels.Packed() {
		g.constant("middle", []int{1}, []float32{bnn.BinaryThreshold - 0.5})
		g.node("Sub", "centred", nil, x, "middle")
		g.node("Sign", "input", nil, "centred")
		x = "input"
	}
	thresholds := m.Thresholds()
	for l, t := range thresholds {
		x = g.hidden(m, l, t, x)
	}
	g.answers(m, len(thresholds), x)
	return g.model(m.Net.Input.Values(), m.Net.Classes)
}

// hidden adds a hidden layer of the given thresholds behind x and returns the name of its outputs.
func (g *graph) hidden(m *bnn.Model, l int, thresholds [][]bnn.Threshold, x string) string {
	flip, c := make([]bool, len(thresholds)), make([]float32, len(thresholds))
	for o, t := range thresholds {
		flip[o], c[o] = t[0].Flipped, 0.5-float32(t[0].At)
		if t[0].Flipped {
			c[o] = float32(t[0].At) + 0.5
		}
	}
	sums, bits := number("sums", l), number("bits", l)
	g.constant(number("c", l), []int{len(c)}, c)
	g.node("Gemm", sums, nil, x, g.weights(m, l, flip), number("c", l))
	g.node("Sign", bits, nil, sums)
	return bits
}

// answers adds the last layer: sums, normalization, the largest.
func (g *graph) answers(m *bnn.Model, l int, x string) {
	g.node("MatMul", "sums", nil, x, g.weights(m, l, make([]bool, m.Net.Classes)))
	at := "sums"
	for _, step := range []struct {
		op, name string
		of       func(n *kernel.Norm) float32
	}{
		{"Mul", "scale", func(n *kernel.Norm) float32 { return n.Scale }},
		{"Add", "bias", func(n *kernel.Norm) float32 { return n.Bias }},
		{"Sub", "mean", func(n *kernel.Norm) float32 { return n.Mean }},
		{"Mul", "inv", func(n *kernel.Norm) float32 { return n.Inv }},
		{"Mul", "gamma", func(n *kernel.Norm) float32 { return n.Gamma }},
		{"Add", "beta", func(n *kernel.Norm) float32 { return n.Beta }},
	} {
		values := make([]float32, m.Net.Classes)
		for o := range values {
			values[o] = step.of(&m.Norms[l][o])
		}
		g.constant(step.name, []int{len(values)}, values)
		to := "after " + step.name
		if step.name == "beta" {
			to = "scores"
		}
		g.node(step.op, to, nil, at, step.name)
		at = to
	}
	g.node("ArgMax", "class", []attribute{{"axis", 1}, {"keepdims", 0}}, "scores")
}

// weights adds the weights of layer l, those of a neuron negated where flip says so, and returns their name.
func (g *graph) weights(m *bnn.Model, l int, flip []bool) string {
	y, w := &m.Net.Layers[l], number("W", l)
	g.constant(w, []int{y.FanIn(), y.Out}, reals(m.Signs[l], y.FanIn(), y.Out, flip))
	return w
}

// reals returns the weights [I][O] of packed signs [O][I], negated where flip says so.
func reals(s kernel.Signs, inputs, outputs int, flip []bool) []float32 {
	w := make([]float32, inputs*outputs)
	for o := range outputs {
		row := s.Words[o*s.Stride:]
		for i := range inputs {
			w[i*outputs+o] = -1
			if (row[i/64]>>(i%64)&1 == 1) != flip[o] {
				w[i*outputs+o] = 1
			}
		}
	}
	return w
}
