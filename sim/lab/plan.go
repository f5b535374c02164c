package lab

import (
	"math"

	"arraylab/devices"
	"arraylab/sim/bnn"
)

// Plan tells what a run takes before it starts, carried out by so many engines. Bytes count the
// engines' own arrays: images, weights with their optimizer or devices, activations.
func Plan(e Experiment, engines int) Cost {
	net := e.net()
	layers := net.Layers
	pulsed, cells := false, 0.0
	if t := e.Technology(); t != nil {
		pulsed, cells = t.Pulsed(&e.Device), t.Costs(&e.Device).Cells
	}
	batch := e.batches(e.Train).Largest()
	passes := e.Epochs * e.passes()
	values := int64(e.Data().Grid.Values()) // of an image
	c := Cost{Steps: e.steps()}
	widest, sums, shared, each := int64(0), int64(0), int64(0), int64(0) // in parts, or by every engine
	for l := range layers {
		y := &layers[l]
		weights, bytes := int64(y.Size()), int64(y.SumBytes(batch))
		widest, sums = max(widest, int64(y.Sums())), max(sums, bytes+int64(y.SumBytes(net.TestBatch())))
		perWeight := int64(3 * 4) // latent weight and two moments
		if e.Learn == LearnDevice {
			perWeight = 2*4 + devices.BytesPerPair
		} else if pulsed {
			perWeight += devices.BytesPerPair
		}
		if onlyAnchors(&e) == PhaseTrain && e.EWC > 0 {
			perWeight += 2 * 4
		}
		shared += weights * perWeight
		each += weights/2 + bytes
		if e.trainErrors() != nil {
			each += weights / 8
		}
		if y.Weights.HasZero() {
			each += weights / 2 // the other planes
		}
		c.Devices += int64(math.Ceil(cells * float64(weights)))
		products := int64(3) // forward, towards the inputs, weight gradient
		if l == 0 {
			products = 2
		}
		c.MACs += int64(y.Products()) * products * int64(e.Train) * int64(passes)
	}
	for i := range 2 { // gradients of even and of odd layers
		most := int64(0)
		for l := i; l < len(layers); l += 2 {
			most = max(most, int64(layers[l].SumBytes(batch)))
		}
		if each += most; Numerics(NumericVersion).gradients() == bnn.EightBits {
			each += most / 4 // the same as bytes
		}
	}
	each += sums                            // in training and in tests
	each += int64(e.Train) * widest / 8 * 2 // bits of the whole training set, while statistics are frozen
	images := int64(e.Train+e.Data().Count("test")) * values * int64(len(e.DataSets()))
	each += int64(batch) * values * 16 // lists of pixels by image and by input, if none is black
	if engines > 1 {
		each += int64(batch+net.TestBatch()) * values // images on their way
	}
	c.Draws = e.draws(passes)
	c.Engine = shared/int64(engines) + each + images // the leader's
	c.Bytes = shared + int64(engines)*each + images
	return c
}

// draws are the random bytes of a stochastic input in training, and in a test of all images after each epoch.
func (e Experiment) draws(passes int) int64 {
	if e.Input != InputStream {
		return 0
	}
	images := int64(e.Test)
	if e.Adapt {
		images += int64(e.Train)
	}
	return images * int64(passes) * e.Data().Grey * int64(e.Streams)
}

// steps are the optimizer steps of a training; with classes in groups, of which only the images tell the sizes, at
// most.
func (e Experiment) steps() int {
	whole := e.batches(e.Train).Steps() * e.Epochs * e.passes()
	switch e.Sequence {
	case SequenceSplit:
		return whole + (e.Tasks-1)*e.Epochs
	case SequenceStream:
		whole = 0
		for i := range e.Tasks {
			n := e.Train*(i+1)/e.Tasks - e.Train*i/e.Tasks
			whole += e.batches(n).Steps() * e.Epochs
		}
	}
	return whole
}
