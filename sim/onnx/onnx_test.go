package onnx

import (
	"testing"

	"arraylab/sim/bnn"
	"arraylab/sim/rng"
)

// randomModel has normalizations of both slopes and thresholds inside and outside of the sums.
func randomModel(net bnn.Network, draw *rng.Source) *bnn.Model {
	m := &bnn.Model{Net: net}
	for l := range net.Layers {
		y := &net.Layers[l]
		signs := y.NewWeights()
		for o := range y.Out {
			for i := range y.FanIn() {
				if y.Weights.Eight() {
					signs.Words[o*signs.Stride+i/8] |= uint64(byte(draw.Below(255)-127)) << (8 * (i % 8))
					continue
				}
				signs.Words[o*signs.Stride+i/64] |= uint64(draw.Below(2)) << (i % 64)
			}
		}
		norms := y.NewNorms()
		for o := range norms {
			n := &norms[o]
			real := func() float32 { return float32(draw.Below(2001))/1000 - 1 }
			spread := 1.0 // of a sum, in roots of the inputs
			if eights(y) {
				spread = max(1, float64(y.Weights.Largest()*y.Inputs.Largest())/4)
			}
			n.SetMoments(float64(3*real()), float64(y.FanIn())*float64(spread*spread)*(1.5+float64(real())))
			n.Bias, n.Gamma, n.Beta = real(), real(), real()/4 // of both slopes
		}
		norms[0].Gamma, norms[0].Beta = 0, -1 // never fires
		norms[1].Gamma, norms[1].Beta = 0, 0  // always does
		m.Signs, m.Norms = append(m.Signs, signs), append(m.Norms, norms)
	}
	return m
}

// depthwise takes each channel by itself.
func depthwise(out int, y bnn.Layer) bnn.Layer {
	y.Kind, y.Out = bnn.Depthwise, out
	return y
}

// mean averages the sums of a layer, or what it passes on.
func mean(y bnn.Layer, sums, outputs bnn.Mean) bnn.Layer {
	y.Mean, y.OutputMean = sums, outputs
	return y
}

// unpooled takes no pool.
func unpooled(y bnn.Layer) bnn.Layer {
	y.Pool = bnn.Span{}
	return y
}

// networks are of every kind of layer and input that can be exported.
func networks() map[string]bnn.Network {
	signs := bnn.Input{Grid: bnn.Grid{C: 1, H: 28, W: 28}}
	grey, stream, colours := signs, signs, bnn.Input{Grid: bnn.Grid{C: 3, H: 9, W: 10}}
	grey.Levels.Kind, colours.Levels.Kind = bnn.Grey, bnn.Grey
	stream.Levels = bnn.Levels{Kind: bnn.Streamed, Presentations: 255}
	window := func(out int, kernel, stride, pad, pool bnn.Span) bnn.Layer {
		return bnn.Layer{Kind: bnn.Convolution, Out: out, Kernel: kernel, Stride: stride, Pad: pad, Pool: pool}
	}
	maps := []bnn.Layer{ // steps, pools that leave something over, margins of one side alone
		window(9, bnn.Span{H: 3, W: 3}, bnn.Span{}, bnn.Span{H: 1, W: 1}, bnn.Span{}),
		window(20, bnn.Span{H: 3, W: 2}, bnn.Span{}, bnn.Span{H: 1}, bnn.Span{H: 2, W: 2}),
		window(17, bnn.Span{H: 2, W: 3}, bnn.Span{H: 1, W: 2}, bnn.Span{H: 2, W: 1}, bnn.Span{H: 2, W: 1}),
		{Out: 33, Bias: true}, {Out: 6}}
	e := bnn.Levels{Kind: bnn.Eight}
	of := func(y bnn.Layer, weights, outputs bnn.Levels) bnn.Layer {
		y.Weights, y.Outputs = weights, outputs
		return y
	}
	return map[string]bnn.Network{
		"dense, 8 bits": bnn.NewNetwork(grey, bnn.Loss{}, bnn.Layer{Out: 41, Weights: e, Outputs: e},
			bnn.Layer{Out: 70, Weights: e, Outputs: e, Bias: true}, bnn.Layer{Out: 10, Weights: e}),
		"8 bits, then the class": bnn.NewNetwork(stream, bnn.Loss{}, bnn.Layer{Out: 37, Weights: e, Outputs: e},
			bnn.Layer{Out: 10}),
		"8 bits beside others": bnn.NewNetwork(signs, bnn.Loss{}, bnn.Layer{Out: 40, Outputs: e},
			bnn.Layer{Out: 33}, bnn.Layer{Out: 30, Weights: e}, bnn.Layer{Out: 20}, bnn.Layer{Out: 10, Weights: e}),
		"maps, 8 bits": bnn.NewNetwork(colours, bnn.Loss{}, of(maps[0], e, e), of(depthwise(18, maps[1]), e, e),
			of(maps[2], e, bnn.Levels{}), maps[3], maps[4]),
		"maps, 8 bits, then the class": bnn.NewNetwork(grey, bnn.Loss{}, of(maps[0], e, bnn.Levels{}),
			of(maps[1], bnn.Levels{}, e), maps[2], of(maps[3], e, e), maps[4]),
		"dense, grey":       bnn.NewPerceptron(grey, bnn.Loss{}, bnn.Layer{}, 37, 10),
		"dense, grey, bias": bnn.NewPerceptron(grey, bnn.Loss{}, bnn.Layer{Bias: true}, 70, 65, 10),
		"dense, signs":      bnn.NewPerceptron(signs, bnn.Loss{}, bnn.Layer{}, 40, 10),
		"dense, stream":     bnn.NewPerceptron(stream, bnn.Loss{}, bnn.Layer{}, 40, 10),
		"maps, grey":        bnn.NewNetwork(grey, bnn.Loss{}, maps...),
		"maps, signs":       bnn.NewNetwork(signs, bnn.Loss{}, maps...),
		"maps, stream":      bnn.NewNetwork(stream, bnn.Loss{}, maps...),
		"maps, colours":     bnn.NewNetwork(colours, bnn.Loss{}, maps...),
		"maps, depthwise": bnn.NewNetwork(colours, bnn.Loss{}, maps[0], depthwise(18, maps[1]), maps[2], maps[3],
			maps[4]),
		"averages": bnn.NewNetwork(colours, bnn.Loss{}, mean(maps[0], bnn.Mean{}, bnn.Mean{Size: bnn.Span{H: 2, W: 3},
			Stride: bnn.Span{H: 1, W: 2}}), mean(unpooled(maps[1]), bnn.Mean{Size: bnn.Span{H: 3, W: 1},
			Stride: bnn.Span{H: 2, W: 1}}, bnn.Mean{}), maps[3], maps[4]),
		"averages, 8 bits": bnn.NewNetwork(grey, bnn.Loss{}, of(mean(maps[0], bnn.Mean{Size: bnn.Span{H: 3, W: 3},
			Stride: bnn.Span{H: 3, W: 3}}, bnn.Mean{Size: bnn.Span{H: 2, W: 2}, Stride: bnn.Span{H: 1, W: 1}}), e, e),
			of(mean(unpooled(maps[1]), bnn.Mean{Size: bnn.Span{H: 2, W: 2}, Stride: bnn.Span{H: 2, W: 2}}, bnn.Mean{}),
				e, bnn.Levels{}), of(maps[3], e, e), of(maps[4], e, bnn.Levels{})),
		"maps, then the class": bnn.NewNetwork(colours, bnn.Loss{}, maps[0], maps[4]),
	}
}

// TestAnswersAreTheEngines: of each network each image has the class and, bit for bit, the scores of the engine.
func TestAnswersAreTheEngines(t *testing.T) {
	const images = 24
	for name, net := range networks() {
		draw := rng.New(3, "onnx").Source(0)
		m := randomModel(net, draw)
		values := net.Input.Values()
		pixels := newTensor(images, values)
		image := make([]byte, len(pixels.data))
		for k := range image {
			if (k/97+k/values*5)%4 == 0 { // patches that differ from image to image
				image[k] = byte(draw.Below(256))
			}
			pixels.data[k] = float64(image[k])
		}
		got, scores := interpret(t, Encode(m), pixels)
		if len(got) != images || len(scores.data) != images*net.Classes {
			t.Fatalf("%s: %d classes and %d scores for %d images", name, len(got), len(scores.data), images)
		}
		seen := map[int]bool{}
		for b := range images {
			want := m.Follow(m, bnn.Counts(image[b*values:(b+1)*values]))
			if seen[want.Class] = true; got[b] != want.Class {
				t.Errorf("%s: image %d is %d, the engine says %d", name, b, got[b], want.Class)
			}
			for c, y := range want.Y {
				if score := scores.data[b*net.Classes+c]; score != float64(y) {
					t.Fatalf("%s: image %d has the score %g for %d, the engine says %g", name, b, score, c, y)
				}
			}
		}
		if len(seen) < 2 {
			t.Errorf("%s: the images are of one class only", name)
		}
	}
}

// TestExact: sums of so many inputs can be made of floats.
func TestExact(t *testing.T) {
	e, grey := bnn.Levels{Kind: bnn.Eight}, bnn.Levels{Kind: bnn.Grey}
	for inputs, layer := range map[int]bnn.Layer{
		16513: {Inputs: e, Weights: e}, 8224: {Inputs: grey, Weights: e}, 65793: {Inputs: grey},
	} {
		for more, want := range []bool{true, false} {
			layer.In = bnn.Grid{C: inputs + more, H: 1, W: 1}
			if Exact(&layer) != want {
				t.Errorf("of %d inputs of %v and weights of %v the sums are exact: %v", inputs+more, layer.Inputs,
					layer.Weights, !want)
			}
		}
	}
}
