package ledger

import "math"

// Layer counts what one layer of a network takes. All but the first three are zero where they do not happen.
type Layer struct {
	Inputs  int
	Neurons int
	Cycles  int  // presentations of an input: 1 for signs, 8 for pixels of 8 bits, T for T streams
	Weighed bool // presentation i counts 2^i: bit planes, not streams
	Random  bool // presentations are bits of random streams, each made for itself
	// Parallel: all bits of an input come at once. The weights are sensed in one cycle, and Cycles is the width of the
	// adders.
	Parallel bool
	// What an image takes, where it is not each weight once: the values that come in, the places at which a row of
	// weights is used, the products of a weight and a value, which are fewer where a window reaches over an edge, and
	// the sums that are compared with thresholds. 0 stands for Inputs, 1, Weights and Neurons.
	Values, Places, Products, Sums int64
	Compared                       int64 // comparisons of sums, of which the largest of a pool goes on
	// Of three levels instead of two.
	TernaryWeights, TernaryInputs, TernaryOutputs bool
	EightOutputs                                  bool // outputs of 8 bits, which a normalization makes, not a threshold
	// Digital: the weights have 8 bits and lie in digital memory, not in cells. Inputs come with all their bits at once
	// where they are Weighed.
	Digital bool

	// Programming of the trained network.
	Minus  int64 // weights written as -1
	Plus   int64 // weights written as +1
	Zeros  int64 // weights written as 0
	Pulses int64
	Sets   int64 // devices SET
	// Of verification, check bits of a code counting as bits of their own:
	Again0, Again1 int64 // bits of 0 and of 1 written again
	Checks         int64 // bits sensed after a write

	// Training in the devices.
	TrainPulses int64
	TrainSets   int64
	// Rewrites are the writes, while training with the memory in the loop, of weights that turned; the first writing of
	// all of them is the programming. Verified: they are verified, which nobody counts.
	Rewrites int64
	Verified bool
}

// Weights of the layer.
func (l Layer) Weights() int64 { return int64(l.Inputs) * int64(l.Neurons) }

// Reads is how many times at most an image has a weight sensed, and how many bits of input it meets: at each place that
// it is used at, once a presentation.
func (l Layer) Reads() int { return int(l.places()) * l.Cycles }

// What one presentation of an image takes of a layer: values that come in, products of a weight and one of them, sums
// that are compared with thresholds, at how many places a weight is used, all sums that are made, and the rows of
// weights that a cycle each senses, of which tiles of some side work at a time.
func (l Layer) values() float64   { return either(l.Values, int64(l.Inputs)) }
func (l Layer) products() float64 { return either(l.Products, l.Weights()) }
func (l Layer) sums() float64     { return either(l.Sums, int64(l.Neurons)) }
func (l Layer) places() float64   { return either(l.Places, 1) }
func (l Layer) made() float64     { return float64(float64(l.Neurons) * l.places()) }
func (l Layer) rows(tile float64) float64 {
	return float64(math.Min(tile, float64(l.Neurons)) * l.places())
}

// either is n, or what 0 stands for.
func either(n, otherwise int64) float64 {
	if n == 0 {
		return float64(otherwise)
	}
	return float64(n)
}

// columns are the weights that a cycle senses, in all tiles together: the sense amplifiers.
func (l Layer) columns(tile float64) float64 {
	return float64(float64(l.Inputs) * math.Ceil(float64(l.Neurons)/tile))
}

// Counts say what a network takes, from its training to one image.
type Counts struct {
	Layers []Layer
	Images int64 // passes of training images
	Steps  int64 // optimizer steps
	// InDevices: the devices learnt, so that no weights are programmed afterwards.
	InDevices bool
}

// Weights of the whole network.
func (c Counts) Weights() (n int64) {
	for _, l := range c.Layers {
		n += l.Weights()
	}
	return n
}
