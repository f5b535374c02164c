package lab

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"arraylab/devices/knob"
	"arraylab/sim/bnn"
	"arraylab/sim/topology"
)

// net is the network of the experiment, as it is trained.
func (e Experiment) net() bnn.Network {
	input := bnn.Input{Grid: bnn.Grid(e.Data().Grid), Levels: e.inputLevels()}
	loss := bnn.Loss{}
	if e.Loss == LossHinge {
		loss.Margin = e.HingeB
	}
	n := e.topology()
	var layers []bnn.Layer
	for _, y := range append(n.Layers, topology.Layer{Out: e.Data().Classes, Weights: n.Last}) {
		if y.Kind == topology.Average {
			layers[len(layers)-1].OutputMean = mean(y.Kernel, y.Stride)
			continue
		}
		layers = append(layers, e.layer(y))
	}
	return bnn.NewNetwork(input, loss, layers...)
}

// layer is one of its layers.
func (e Experiment) layer(y topology.Layer) bnn.Layer {
	of := bnn.Layer{Out: y.Out, Weights: e.levels(y.Weights), Outputs: e.levels(y.Outputs), Bias: e.Bias}
	if y.Kind != topology.Dense {
		of.Kind = bnn.Convolution
		if y.Kind == topology.Depthwise {
			of.Kind = bnn.Depthwise
		}
		of.Kernel, of.Stride, of.Pad, of.Pool = bnn.Span(y.Kernel), bnn.Span(y.Stride), bnn.Span(y.Pad), bnn.Span(y.Pool)
		of.Mean = mean(y.Mean, y.MeanStride)
	}
	return of
}

// mean are windows of an average.
func mean(size, stride topology.Span) bnn.Mean {
	return bnn.Mean{Size: bnn.Span(size), Stride: bnn.Span(stride)}
}

// levels are those that a layer has.
func (e Experiment) levels(of topology.Level) bnn.Levels {
	switch of {
	case topology.Ternary:
		return bnn.Levels{Kind: bnn.Ternary, Threshold: float32(e.Ternary)}
	case topology.Eight:
		return bnn.Levels{Kind: bnn.Eight}
	}
	return bnn.Levels{}
}

// inputLevels are those in which images are learnt.
func (e Experiment) inputLevels() bnn.Levels {
	switch {
	case e.Input == InputBinary:
		return bnn.Levels{}
	case e.Input == InputStream && e.Adapt:
		return bnn.Levels{Kind: bnn.Streamed, Presentations: e.Streams}
	case e.Input == InputStream: // of so many bits each pixel is the exact count
		return bnn.Levels{Kind: bnn.Streamed, Presentations: white}
	}
	return bnn.Levels{Kind: bnn.Grey}
}

// topology is the network as its text says it, apart from the images.
func (e Experiment) topology() topology.Network {
	n, err := topology.Parse(e.Net, e.context())
	if err != nil {
		panic("lab: the network's text was checked when it was set")
	}
	return n
}

// context is where the network stands.
func (e Experiment) context() topology.Context {
	level := map[string]topology.Level{LevelsBinary: topology.Binary, LevelsTernary: topology.Ternary}
	t := e.Data()
	return topology.Context{Grid: bnn.Grid(t.Grid), Largest: e.inputLevels().Largest(), Classes: t.Classes,
		Weights: level[e.Weights], Outputs: level[e.Outputs]}
}

// HiddenText spells the hidden layers as the link does: "1024-1024".
func (e Experiment) HiddenText() string { return e.Net }

// WidthsText spells the network from the values of an image, or its map, to the classes: "784-1024-1024-10",
// "3x32x32-32c-32cp-256-10".
func (e Experiment) WidthsText() string {
	if !e.dense() {
		return fmt.Sprintf("%s-%s-%d", e.Data().Grid, e.Net, e.Data().Classes)
	}
	return fmt.Sprintf("%d-%s-%d", e.Data().Grid.Values(), e.Net, e.Data().Classes)
}

// checkNetwork tells whether the network fits the images, and the engine has what it is made of.
func (e Experiment) checkNetwork() error {
	if e.dense() {
		return nil
	}
	n := e.topology()
	_, err := n.Shapes(e.context())
	if wrong := (*topology.Error)(nil); errors.As(err, &wrong) {
		return knob.Refuse("net", e.Net, "networks that fit "+e.Data().Title+"; "+wrong.Words())
	}
	if err := e.checkEngine(); err != nil {
		return err
	}
	return e.checkDigital()
}

// checkDigital tells whether what is said of memories and of errors has a layer to act on: weights and outputs of 8 bits
// lie in digital memory, which neither errs nor learns by pulses.
func (e Experiment) checkDigital() error {
	layers := e.net().Layers
	if e.ActErr > 0 && !slices.ContainsFunc(layers, func(y bnn.Layer) bool { return y.Outputs.Packed() }) {
		return knob.Refuse("acterr", fmt.Sprint(e.ActErr),
			"0 where all outputs of net have 8 bits: they lie in digital memory, without errors")
	}
	if slices.ContainsFunc(layers, func(y bnn.Layer) bool { return !y.Digital() }) {
		return nil
	}
	const digital = " where all weights of net have 8 bits: they lie in digital memory, without cells or errors"
	for _, f := range []struct{ key, is, allowed string }{
		{"learn", e.Learn, LearnLatent}, {"memory", e.Memory, MemoryIdeal}, {"trainerr", e.TrainErr, TrainErrNone},
	} {
		if f.is != f.allowed {
			return knob.Refuse(f.key, f.is, f.allowed+digital)
		}
	}
	return nil
}

// checkEngine tells whether the engine can train the network.
func (e Experiment) checkEngine() error {
	for i, y := range e.net().Layers {
		if overlap := y.Mean.Overlap(); overlap > mostOverlap || y.MostBelow() > math.MaxInt32 {
			return knob.Refuse("net", e.Net, fmt.Sprintf("averages whose windows overlap at most %d times, and fewer maps "+
				"behind those of its layer %d", mostOverlap, i+1))
		}
	}
	return nil
}

// mostOverlap is in how many windows of an average a sum may be: its gradient is a number of 16 bits.
const mostOverlap = 256

// has tells whether some layer has such weights, some hidden one such outputs.
func (e *Experiment) has(level topology.Level) (weights, outputs bool) {
	n := e.topology()
	weights = n.Last == level
	for i := range n.Layers {
		weights = weights || n.Layers[i].Weights == level
		outputs = outputs || n.Layers[i].Outputs == level
	}
	return weights, outputs
}
