package lab

import (
	"fmt"

	"arraylab/sim/bnn"
)

// net is the network of the experiment, as it is trained.
func (e Experiment) net() bnn.Network {
	input := bnn.Input{Grid: bnn.Grid(e.Data().Grid), Levels: e.inputLevels()}
	loss := bnn.Loss{}
	if e.Loss == LossHinge {
		loss.Margin = e.HingeB
	}
	alike := bnn.Layer{Weights: e.levels(e.Weights), Outputs: e.levels(e.Outputs), Bias: e.Bias}
	return bnn.NewPerceptron(input, loss, alike, append(e.HiddenWidths(), e.Data().Classes)...)
}

// levels are those of weights or of outputs, as the experiment names them.
func (e Experiment) levels(name string) bnn.Levels {
	if name == LevelsTernary {
		return bnn.Levels{Kind: bnn.Ternary, Threshold: float32(e.Ternary)}
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

// HiddenWidths returns the widths of the hidden layers, input side first.
func (e Experiment) HiddenWidths() []int {
	all, _ := hiddenLayers.ParseList(e.Hidden)
	var widths []int
	for _, x := range all {
		widths = append(widths, int(x))
	}
	return widths
}

// HiddenText spells the hidden layers as the link does: "1024-1024".
func (e Experiment) HiddenText() string { return e.Hidden }

// WidthsText spells the network from the values of an image to the classes: "784-1024-1024-10".
func (e Experiment) WidthsText() string {
	return fmt.Sprintf("%d-%s-%d", e.Data().Grid.Values(), e.HiddenText(), e.Data().Classes)
}
