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
	cells := 0.0
	if t := e.Technology(); t != nil {
		cells = t.Costs(&e.Device).Cells
	}
	passes := e.Epochs * e.passes()
	c := Cost{Steps: e.steps(), Draws: e.draws(passes)}
	// In parts, or by every engine: what a step takes, or, once no other follows, the freezing of statistics.
	shared, each := int64(0), max(e.batchBytes(net, engines), e.freezeBytes(net, engines))
	for l := range net.Layers {
		y := &net.Layers[l]
		weights := int64(y.Size())
		if !y.Digital() {
			c.Devices += int64(math.Ceil(cells * float64(weights)))
		}
		products := int64(3) // forward, towards the inputs, weight gradient
		if l == 0 {
			products = 2
		}
		images := int64(e.Train) * int64(passes)
		c.MACs, c.Work = c.MACs+int64(y.Products())*products*images, c.Work+int64(y.Work())*products*images
		shared += weights * e.weightBytes(y)
		packed := weights / 8
		switch {
		case y.Weights.HasZero():
			packed *= 2
		case y.Digital():
			packed = weights
		}
		each += 4 * packed
		if e.learnsWithErrors() {
			each += packed
			if e.inLoop() {
				each += packed
			}
		}
	}
	values := int64(e.Data().Grid.Values()) // of an image
	tests := e.Data().Count("test")
	if e.Data().Own() {
		tests = e.Test // how many there are is not known before the file is here
	}
	images := int64(e.Train+tests) * values * int64(len(e.DataSets()))
	c.Engine = shared/int64(engines) + each + images // the leader's
	c.Bytes = shared + int64(engines)*each + images
	return c
}

// weightBytes are those that stand for a weight of a layer in training.
func (e Experiment) weightBytes(y *bnn.Layer) int64 {
	bytes := int64(3 * 4) // latent weight and two moments
	t := e.Technology()
	switch pairs := t != nil && t.Pulsed(&e.Device) && !y.Digital(); {
	case pairs && e.Learn == LearnDevice:
		bytes = 2*4 + devices.BytesPerPair
	case pairs:
		bytes += devices.BytesPerPair
	}
	if onlyAnchors(&e) == PhaseTrain && e.EWC > 0 {
		bytes += 2 * 4
	}
	return bytes
}

// batchBytes are those that each of so many engines has for a batch under way.
func (e Experiment) batchBytes(net bnn.Network, engines int) int64 {
	batch := e.batches(e.Train).Largest()
	turns := net.Turns(Numerics(NumericVersion).gradients(), onlyAnchors(&e) == PhaseTrain && e.EWC > 0)
	kept, sums, tested, turned, scratch := 0, 0, 0, 0, 0
	for l := range net.Layers {
		y := &net.Layers[l]
		images, test := y.Share(batch, engines), y.Share(net.TestBatch(), engines)
		if kept += y.StepBytes(images); test != images { // else tests between two steps borrow that
			kept += y.TakenBytes(test)
		}
		sums, tested = max(sums, y.SumBytes(images)), max(tested, y.SumBytes(test))
		scratch = max(scratch, y.ScratchBytes(images))
		if l%turns > 0 {
			turned = max(turned, y.SumBytes(images))
		}
	}
	all := kept + max(sums, tested) + turned + scratch
	values := e.Data().Grid.Values()
	if engines > 1 {
		all += (batch + net.TestBatch()) * values // images on their way
	}
	if e.Augment != AugmentNone {
		all += batch * values
	}
	return int64(all)
}

// freezeBytes are those that each of so many engines has while statistics are frozen.
func (e Experiment) freezeBytes(net bnn.Network, engines int) int64 {
	batch, sums, taken := net.TestBatch(), 0, 0
	step := e.batches(e.Train).Largest() // whose memory for sums is borrowed
	for l := range net.Layers {
		y := &net.Layers[l]
		images := y.Share(batch, engines)
		sums, taken = max(sums, y.SumBytes(images), y.SumBytes(y.Share(step, engines))), taken+y.TakenBytes(images)
	}
	return int64(net.FrozenBytes(e.Train) + sums + taken)
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
