package bnn

import "arraylab/sim/kernel"

// Pixels is the number of inputs of the first layer, Classes that of outputs of the last.
const (
	Pixels  = 784
	Classes = 10
)

// BinaryThreshold is the grey value from which on a binary input is +1 (assumed: the middle).
const BinaryThreshold = 128

// Shape is what fixes a network apart from its parameters.
type Shape struct {
	Widths []int // from the inputs to the classes: 784, hidden widths, 10
	Binary bool  // the input is thresholded to +-1 instead of taken as 8-bit pixels
	Bias   bool  // layers have a bias
	// Streams is the number of presentations of a stochastic input, at most MaxStreams: each pixel is the
	// count of ones among so many random bits, and the first layer adds bits +-1 over all of them. 0 for another input.
	Streams int
	// Margin is b of the modified hinge loss mean_c max(0, b - t_c y_c)/b, t_c = +1 for the true class, else -1
	// (Buschjaeger et al., DATE 2021). The last layer then has one learnt scale in place of its batch
	// normalization, y = scale*S. 0: softmax and cross-entropy, with batch normalization.
	Margin float64

	TernaryWeights     bool    // weights are -1, 0 or +1
	TernaryActivations bool    // so are hidden activations
	Threshold          float32 // magnitude from which on a latent weight, or an output y, counts as other than 0
}

// startScale is the learnt scale of outputs at the start of training (Buschjaeger et al., published code).
const startScale = 1e-3

// MaxStreams is the longest stochastic stream (assumed: eight bits of grey are worth no more).
const MaxStreams = 256

// Layers returns the number of layers of weights.
func (s Shape) Layers() int { return len(s.Widths) - 1 }

// In and Out are the sizes of a layer.
func (s Shape) In(l int) int { return s.Widths[l] }

// Out is the number of neurons of layer l.
func (s Shape) Out(l int) int { return s.Widths[l+1] }

// Weights returns the number of weights of a layer.
func (s Shape) Weights(l int) int { return s.In(l) * s.Out(l) }

// eightBit tells whether layer l takes pixels, or counts in their place.
func (s Shape) eightBit(l int) bool { return l == 0 && !s.Binary }

// scale turns the sum of layer l into z.
func (s Shape) scale(l int) float32 {
	if l == 0 && s.Streams > 0 {
		return 1 / float32(s.Streams)
	}
	if s.eightBit(l) {
		return 1.0 / 255
	}
	return 1
}

// normalized tells whether layer l has batch normalization.
func (s Shape) normalized(l int) bool { return s.Margin == 0 || l < s.Layers()-1 }

// MaxSum is the largest absolute sum that layer l can have.
func (s Shape) MaxSum(l int) int {
	if l == 0 && s.Streams > 0 {
		return s.Streams * s.In(l)
	}
	if s.eightBit(l) {
		return 255 * s.In(l)
	}
	return s.In(l)
}

// newSigns makes rows of packed signs.
func newSigns(rows, bits int) kernel.Signs {
	return kernel.Signs{Words: make([]uint64, rows*kernel.Words(bits)), Stride: kernel.Words(bits)}
}

// NewNorms makes the batch normalizations of a layer at their start: gamma 1, beta 0, and, where
// there is a bias, bias 0. A layer with a learnt scale has mean 0, no deviation, and the scale as the gamma of all its neurons.
func (s Shape) NewNorms(l int) []kernel.Norm {
	n := make([]kernel.Norm, s.Out(l))
	for o := range n {
		n[o] = kernel.Norm{Scale: s.scale(l), Gamma: 1, Inv: 1}
		if !s.normalized(l) {
			n[o].Gamma = startScale
		}
	}
	return n
}
