package bnn

// What an image takes of a layer that differs from what its weights tell, for whoever books it.

// Sensed returns the products of an image that there are: where a window reaches over an edge of the map, the weights
// outside of it meet nothing. All Products, where no window does.
func (y *Layer) Sensed() int {
	if y.Kind == Dense {
		return y.Products()
	}
	places := y.Places()
	rows := inside(y.In.H, y.Kernel.H, y.Stride.H, y.Pad.H, places.H)
	columns := inside(y.In.W, y.Kernel.W, y.Stride.W, y.Pad.W, places.W)
	return y.Size() / y.Kernel.Area() * rows * columns
}

// inside counts, over all places of a window along a line of so many values, the taps that lie on it.
func inside(size, kernel, stride, pad, places int) (n int) {
	for first := -pad; first < places*stride-pad; first += stride {
		n += max(0, min(first+kernel, size)-max(first, 0))
	}
	return n
}

// Compared returns the comparisons of sums that an image takes, to find the largest of each pool, or the additions to
// average them, or its outputs.
func (y *Layer) Compared() int {
	if y.Kind == Dense {
		return 0
	}
	all := y.Sums() * (len(y.PlacesOf(0)) - 1)
	if y.OutputMean.there() {
		all += y.Gives().Values() * (y.OutputMean.Size.Area() - 1)
	}
	return all
}
