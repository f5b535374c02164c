package ledger

import "math"

// Layer counts what one layer of a network takes. All but the first four are zero where they do not happen.
type Layer struct {
	Inputs  int
	Neurons int
	Cycles  int  // presentations of an input: 1 for signs, 8 for pixels of 8 bits, T for T streams
	Weighed bool // presentation i counts 2^i: bit planes, not streams
	Random  bool // presentations are bits of random streams, each made for itself
	// Parallel: all bits of an input come at once. The weights are sensed in one cycle, and Cycles is the width of the adders.
	Parallel bool
	// Of three levels instead of two.
	TernaryWeights, TernaryInputs, TernaryOutputs bool

	// Programming of the trained network.
	Minus  int64 // weights written as -1
	Plus   int64 // weights written as +1
	Zeros  int64 // weights written as 0
	Pulses int64
	Sets   int64 // devices SET

	// Training in the devices.
	TrainPulses int64
	TrainSets   int64
}

// Weights of the layer.
func (l Layer) Weights() int64 { return int64(l.Inputs) * int64(l.Neurons) }

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
