package bnn

import (
	"testing"

	"arraylab/sim/crew"
)

// window is a convolution with so many maps and a kernel of h rows and w columns.
func window(out, h, w int) Layer { return Layer{Kind: Convolution, Out: out, Kernel: Span{h, w}} }

// deep is a depthwise layer with so many maps.
func deep(out, h, w int) Layer { return Layer{Kind: Depthwise, Out: out, Kernel: Span{h, w}} }

func (y Layer) by(h, w int) Layer     { y.Stride = Span{h, w}; return y }
func (y Layer) padded(h, w int) Layer { y.Pad = Span{h, w}; return y }
func (y Layer) pooled(h, w int) Layer { y.Pool = Span{h, w}; return y }
func (y Layer) averaged(h, w, high, wide int) Layer {
	y.Mean = Mean{Span{h, w}, Span{high, wide}}
	return y
}

func (y Layer) passing(h, w, high, wide int) Layer {
	y.OutputMean = Mean{Span{h, w}, Span{high, wide}}
	return y
}

func (y Layer) biased() Layer          { y.Bias = true; return y }
func (y Layer) of(w, out Levels) Layer { y.Weights, y.Outputs = w, out; return y }

// mapCase is a network over maps and how it is trained on the images that toyImages makes.
type mapCase struct {
	Network
	Rule
	images int
}

// mapCases are networks of all kinds of windows, margins, steps, pools, levels and inputs, with dense layers behind.
func mapCases() map[string]mapCase {
	rule := Rule{Batch: 23, LR: 0.005, Decay: 1, Every: 1, Seed: 3, Gradients: EightBits}
	wrong, single, words, joined := rule, rule, rule, rule
	wrong.Errors, wrong.ActErrors = func(l int) [2]float64 { return [2]float64{0.1, 0.03 * float64(l)} }, 0.05
	single.Batch = 1
	words.Batch = 130
	joined.Batch, joined.Join = 33, true
	e := Levels{Kind: Eight}
	colour, streams := Levels{Kind: Grey}, Levels{Kind: Streamed, Presentations: 7}
	t := trits(0.01)
	net := func(in Grid, levels Levels, layers ...Layer) Network {
		return NewNetwork(Input{in, levels}, Loss{}, layers...)
	}
	hinge := func(in Grid, levels Levels, layers ...Layer) Network {
		return NewNetwork(Input{in, levels}, Loss{Margin: 2}, layers...)
	}
	return map[string]mapCase{
		// Pools leave out what is over: nine rows are four of two.
		"colours": {net(Grid{3, 9, 8}, colour, window(5, 3, 3).padded(1, 1).pooled(2, 2).biased(),
			window(18, 3, 3).padded(1, 1), Layer{Out: 11}, Layer{Out: 4}), rule, 70},
		"signs, steps": {net(Grid{1, 10, 7}, Levels{}, window(20, 3, 2).by(2, 1).padded(1, 2), window(6, 1, 1).biased(),
			Layer{Out: 3, Bias: true}), rule, 70},
		"a signal": {net(Grid{2, 1, 40}, colour, window(8, 1, 13).by(1, 3).padded(0, 6).pooled(1, 2),
			window(5, 1, 3).pooled(1, 2), Layer{Out: 4}), joined, 67},
		"a signal of streams": {net(Grid{1, 1, 30}, streams, window(6, 1, 5).by(1, 2).pooled(1, 3).of(t, t),
			Layer{Out: 9, Outputs: t}, Layer{Out: 3}), rule, 50},
		"streams": {net(Grid{1, 8, 8}, streams, window(6, 3, 3).pooled(3, 3), window(7, 2, 2).padded(1, 1), Layer{Out: 3}),
			rule, 50},
		"ternary": {net(Grid{3, 8, 8}, colour, window(17, 3, 3).padded(1, 1).pooled(2, 1).of(t, trits(0.4)),
			window(9, 3, 3).by(1, 2).padded(0, 1).pooled(2, 2).of(t, trits(0.2)).biased(), Layer{Out: 8, Weights: t},
			Layer{Out: 4, Weights: t}), rule, 60},
		"ternary, errors": {net(Grid{2, 7, 7}, Levels{}, window(9, 3, 3).padded(1, 1).of(t, trits(0.4)),
			window(10, 3, 3).padded(1, 1).pooled(2, 2).of(t, t), Layer{Out: 4, Weights: t}), wrong, 60},
		"errors": {net(Grid{3, 8, 8}, colour, window(5, 3, 3).padded(1, 1).pooled(2, 2), window(6, 3, 3).padded(1, 1),
			Layer{Out: 7}, Layer{Out: 4}), wrong, 60},
		"hinge": {hinge(Grid{1, 8, 8}, colour, window(6, 3, 3).padded(1, 1).pooled(2, 2), window(7, 3, 3),
			Layer{Out: 4, Bias: true}), rule, 60},
		// Windows that lie outside as a whole, and values that none takes.
		"wide margins, long steps": {net(Grid{2, 9, 9}, Levels{}, window(7, 2, 2).padded(3, 4).by(2, 3),
			window(8, 1, 2).by(3, 3).padded(1, 2), Layer{Out: 4}), rule, 50},
		"all of a map": {net(Grid{3, 5, 6}, colour, window(9, 5, 6).padded(2, 0).pooled(5, 1), window(6, 1, 1),
			Layer{Out: 3}), rule, 50},
		"many channels": {net(Grid{70, 4, 4}, Levels{}, window(33, 3, 3).padded(1, 1), window(65, 2, 2).pooled(3, 3),
			Layer{Out: 130}, Layer{Out: 3}), rule, 40},
		"batches of several words": {net(Grid{1, 6, 6}, colour, window(4, 3, 3).pooled(2, 2), window(5, 2, 2),
			Layer{Out: 3}), words, 200},
		"one image a step": {hinge(Grid{2, 6, 6}, colour, window(4, 3, 3).pooled(2, 2), window(5, 2, 2), Layer{Out: 3}),
			single, 20},
		// Of a depthwise layer each map takes one of those that come in, whatever they are.
		"depthwise": {net(Grid{3, 9, 8}, colour, deep(6, 3, 3).padded(1, 1).pooled(2, 2).biased(),
			window(18, 3, 3).padded(1, 1), deep(18, 3, 2).by(1, 2).padded(1, 0), Layer{Out: 11}, Layer{Out: 4}), rule, 70},
		"depthwise, ternary, errors": {net(Grid{5, 7, 6}, Levels{}, deep(5, 3, 3).padded(1, 1).of(t, trits(0.4)),
			deep(20, 3, 3).padded(1, 1).pooled(2, 1).of(Levels{}, t), window(9, 1, 1).of(t, Levels{}),
			deep(9, 2, 2).of(t, t), Layer{Out: 4, Weights: t}), wrong, 60},
		"depthwise, streams": {net(Grid{2, 1, 30}, streams, deep(34, 1, 5).by(1, 2).pooled(1, 3), deep(34, 1, 1).biased(),
			Layer{Out: 3}), rule, 50},
		// Of averages, of sums and of outputs, windows overlap, lie side by side, or leave something between them.
		"averages": {net(Grid{3, 9, 8}, colour, window(5, 3, 3).padded(1, 1).averaged(3, 2, 2, 1).biased(),
			window(18, 2, 2).passing(2, 2, 1, 1), window(7, 2, 1).averaged(1, 1, 1, 2), Layer{Out: 11}, Layer{Out: 4}),
			rule, 70},
		"averages, ternary, errors": {net(Grid{2, 9, 9}, Levels{}, window(9, 3, 3).of(t, trits(0.4)).passing(2, 3, 2, 1),
			deep(9, 2, 2).of(t, t).averaged(2, 2, 1, 1), window(6, 1, 1).padded(1, 1).pooled(2, 2).of(Levels{}, t).
				passing(1, 2, 1, 1), Layer{Out: 4, Weights: t}), wrong, 60},
		"averages of a signal": {net(Grid{2, 1, 60}, streams, window(8, 1, 7).averaged(1, 9, 1, 3), deep(8, 1, 3).
			passing(1, 4, 1, 2), Layer{Out: 3}), joined, 67},
		// Sums of more than 16 bits.
		"averages of colours": {hinge(Grid{3, 12, 12}, colour, window(4, 3, 3).padded(1, 1).averaged(5, 5, 4, 4),
			window(4, 1, 1), Layer{Out: 3}), rule, 50},
		"a large window of colours": {net(Grid{3, 9, 9}, colour, window(5, 7, 7).padded(3, 3).pooled(2, 2).biased(),
			window(4, 1, 1), Layer{Out: 3}), rule, 50},
		// Of 8 bits are weights, outputs, or both, in every place.
		"eight bits": {net(Grid{3, 9, 8}, colour, window(5, 3, 3).padded(1, 1).pooled(2, 2).of(e, e).biased(),
			window(18, 3, 3).padded(1, 1).of(e, e), Layer{Out: 11, Weights: e, Outputs: e}, Layer{Out: 4, Weights: e}), rule, 70},
		"eight bits, binary": {net(Grid{3, 9, 8}, colour, window(5, 3, 3).of(e, e), deep(10, 3, 3).of(e, e).padded(1, 1),
			window(7, 1, 1).of(e, Levels{}), Layer{Out: 33, Bias: true}, Layer{Out: 4}), wrong, 70},
		"binary, eight bits": {net(Grid{2, 7, 9}, Levels{}, window(9, 3, 3).of(Levels{}, e).pooled(2, 2), window(20, 2, 2).
			of(t, e), Layer{Out: 17, Outputs: e}, Layer{Out: 20, Weights: e}, Layer{Out: 3}), wrong, 50},
		"eight bits, averages": {net(Grid{2, 1, 60}, streams, window(8, 1, 7).of(e, e).passing(1, 4, 1, 2).averaged(1, 3, 1, 2),
			deep(16, 1, 3).of(e, e).passing(1, 2, 1, 2), Layer{Out: 3, Weights: e}), joined, 67},
		"dense, eight bits": {net(Grid{1, 6, 6}, colour, Layer{Out: 19, Weights: e, Outputs: e, Bias: true}, Layer{Out: 40,
			Outputs: e}, Layer{Out: 150}, Layer{Out: 3, Weights: e}), rule, 60},
		// Over one image nothing is left of the gradients of scores.
		"no gradients": {net(Grid{2, 6, 6}, colour, window(4, 3, 3).biased(), Layer{Out: 3}), single, 20},
	}
}

// TestTenStepsOverMapsInWholeNumbers: every bit of ten steps of convolutions is that of a network that makes a matrix
// of each image's windows and multiplies number by number; also of neurons that fall, and of those that are always the
// same.
func TestTenStepsOverMapsInWholeNumbers(t *testing.T) {
	for name, c := range mapCases() {
		t.Run(name, func(t *testing.T) {
			inWholes(t, c.Network, c.Rule, c.images, func(*Trainer) {})
			inWholes(t, c.Network, c.Rule, c.images, varyNorms)
		})
	}
}

// TestTenStepsOfEightMaps: so is every bit of ten steps of a network as CIFAR-10 has them, N = 8, with vectors, without,
// and in WebAssembly.
func TestTenStepsOfEightMaps(t *testing.T) {
	rule := Rule{Batch: 4, LR: 0.005, Decay: 1, Every: 1, Seed: 3, Gradients: EightBits}
	inWholes(t, convolutional(8), rule, 8, func(*Trainer) {})
}

// varyNorms makes every third neuron of the hidden layers fall, and one in seven be always the same.
func varyNorms(t *Trainer) {
	for l := range t.layers[:len(t.layers)-1] {
		for o := range t.layers[l].norms {
			n := &t.layers[l].norms[o]
			if n.Gamma, n.Beta = 1.2-0.1*float32(o%5), 0.3*float32(o%4)-0.4; o%3 == 1 {
				n.Gamma = -n.Gamma
			}
			if o%7 == 5 { // on the edge of where gradients pass
				n.Gamma, n.Beta = 0, 1
			}
		}
	}
}

// TestLargestSumsOverMaps: sums of all inputs are right up to the largest that tables hold, and beyond, whatever the
// levels.
func TestLargestSumsOverMaps(t *testing.T) {
	for _, weights := range []Levels{{}, trits(0.1)} {
		for _, inputs := range []Levels{{}, trits(0.1)} {
			y := Layer{Kind: Convolution, Out: 1, Kernel: Span{1, 1}, Weights: weights, Inputs: inputs}
			for _, n := range []int{y.mostOfTables(), y.mostOfTables() + 1, 2 * mostShort} {
				net := NewNetwork(Input{Grid{n, 1, 1}, inputs}, Loss{}, y, Layer{Out: 2})
				for want, agree := range map[int32]bool{int32(-n): false, int32(n): true} {
					if got := sumOfAll(net, agree); got != want {
						t.Errorf("weights %v, inputs %v: sum %d, want %d", weights, inputs, got, want)
					}
				}
			}
		}
	}
}

// sumOfAll is the sum of the first neuron of a layer whose weights are +1, of inputs that are all +1 or all -1.
func sumOfAll(net Network, plus bool) int32 {
	y := &net.Layers[0]
	w, up, k := y.NewWeights(), newForward(crew.Alone{}, net, 1), &Worker{}
	for i := range y.FanIn() {
		for plane := range y.Weights.planes() {
			y.Weights.plane(w, 0, plane)[i/64] |= 1 << (i % 64)
		}
		for plane := 0; plus && plane < y.Inputs.planes(); plane++ {
			y.Inputs.plane(up.x[0].byImage, 0, plane)[i/64] |= 1 << (i % 64)
		}
	}
	sums := make([]int32, up.need())
	up.begin(1)
	up.sums, up.weights = &sums, Fixed{w}.Signs
	for _, s := range up.kinds[0].sums(up, 0) {
		s.run(k)
	}
	return sums[0]
}
