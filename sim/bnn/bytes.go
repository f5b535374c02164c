package bnn

import "arraylab/sim/kernel"

// What a network takes of memory, for whoever tells it before a run.

// SumBytes is the memory of the layer's sums, or of their gradients, of so many images.
func (y *Layer) SumBytes(images int) int { return 4 * y.Sums() * kernel.Stride(images) }

// StepBytes is the memory of what training keeps of a layer from the way up to the way down of so many images: what it
// takes, packed by image and by value or as numbers, and its sums, normalized; those of a map are kept as they are, in
// 16 bits where these hold them, with the place of the largest of each pool.
func (y *Layer) StepBytes(images int) int {
	sums := y.SumBytes(images)
	if y.Kind != Dense {
		if !y.long() {
			sums /= 2
		}
		if y.OutputMean.there() { // gradients of averages, and the outputs themselves
			sums += (4*y.Gives().Values() + y.Map().Values()/4*y.Outputs.planes()) * kernel.Stride(images)
		}
		if y.Pool.Area() > 1 {
			sums += y.SumBytes(images) / 4
		}
	}
	if y.Kind == Dense && !y.Inputs.Packed() {
		return sums + 16*y.In.Values()*kernel.Pad(images) // with lists of those that are not black, by image and by input
	}
	return sums + y.TakenBytes(images)
}

// TakenBytes is the memory of what a layer takes of so many images, packed by image and by value or as numbers, as a
// test has it beside a training. Pixels that a dense layer takes are not in it: lists of them are short.
func (y *Layer) TakenBytes(images int) (bytes int) {
	values := y.In.Values() * kernel.Pad(images)
	if y.whole() && !y.Inputs.plain() {
		bytes = 2 * values // the same as numbers
	}
	switch {
	case y.Inputs.Packed():
		return bytes + values/8*2*y.Inputs.planes()
	case y.Kind == Dense:
		return bytes
	}
	return bytes + 2*values
}

// entryBytes is what a word of a map takes where it is cut into where it selects (kernel.MapGrad), with the word itself.
const entryBytes = 12*2 + 8

// ScratchBytes is the most memory that a worker has for a layer at work: for its gradient, a tile at a time, as real and
// as whole numbers, and for the cut map below it.
func (y *Layer) ScratchBytes(images int) int {
	tile := kernel.Lanes * y.FanIn()
	if y.Kind == Dense || y.whole() || !y.Inputs.Packed() {
		return (4 + 2 + 2) * tile
	}
	return (4+4+8)*tile + y.In.Values()*y.Inputs.planes()*kernel.Words(images)*entryBytes
}

// Share is how many of the images of a batch a member of a crew of so many takes through the layer: of a map a part.
func (y *Layer) Share(images, members int) int {
	if y.Kind == Dense {
		return images
	}
	return min(images, parts(parts(images, kernel.Lanes), members)*kernel.Lanes)
}

// FrozenBytes is the most that a member keeps of so many images while statistics are frozen over them: what two layers
// give, one above the other.
func (net Network) FrozenBytes(images int) (most int) {
	last := 0
	for l := range net.Layers {
		bytes := images * net.Layers[l].Map().Values() / 8
		if bytes > keptBytes || !net.Layers[l].Passes().Packed() {
			bytes = 0 // it is made again
		}
		most, last = max(most, last+bytes), bytes
	}
	return most
}
