package bnn

// columns is a layer as a matrix over an image, written out: [position][place of its pool][input of a row] is which of
// the image's values a weight meets there, -1 where that is outside of the map. It is how a convolution is explained,
// and nothing of the layer's own geometry is used.
type columns [][][]int

// There is one for each neuron; those of a depthwise layer take another channel each, or several in turn.
func columnsOf(y *Layer) (byNeuron []columns) {
	all := everyColumn(y)
	for o := range y.Out {
		of := all
		if y.Kind == Depthwise {
			of = all.channel(y.In.C, o*y.In.C/y.Out)
		}
		byNeuron = append(byNeuron, of)
	}
	return byNeuron
}

// channel leaves of windows of so many channels one.
func (c columns) channel(channels, of int) (all columns) {
	for _, pool := range c {
		var windows [][]int
		for _, window := range pool {
			var values []int
			for i := of; i < len(window); i += channels {
				values = append(values, window[i])
			}
			windows = append(windows, values)
		}
		all = append(all, windows)
	}
	return all
}

// everyColumn is what rows of weights take that meet all channels.
func everyColumn(y *Layer) columns {
	if y.Kind == Dense {
		all := make([]int, y.In.C*y.In.H*y.In.W)
		for i := range all {
			all[i] = i
		}
		return columns{{all}}
	}
	places := func(size, pad, kernel, stride int) (n int) {
		for first := -pad; first+kernel <= size+pad; first += stride {
			n++
		}
		return n
	}
	high := places(y.In.H, y.Pad.H, y.Kernel.H, y.Stride.H) / y.Pool.H
	wide := places(y.In.W, y.Pad.W, y.Kernel.W, y.Stride.W) / y.Pool.W
	var all columns
	for row := range high {
		for column := range wide {
			var pool [][]int
			for i := range y.Pool.H {
				for j := range y.Pool.W {
					top, left := (row*y.Pool.H+i)*y.Stride.H-y.Pad.H, (column*y.Pool.W+j)*y.Stride.W-y.Pad.W
					pool = append(pool, windowAt(y, top, left))
				}
			}
			all = append(all, pool)
		}
	}
	return all
}

// windowAt is the window whose first row and column are these.
func windowAt(y *Layer, top, left int) (values []int) {
	for r := top; r < top+y.Kernel.H; r++ {
		for c := left; c < left+y.Kernel.W; c++ {
			for channel := range y.In.C {
				if r < 0 || c < 0 || r >= y.In.H || c >= y.In.W {
					values = append(values, -1)
					continue
				}
				values = append(values, r*y.In.W*y.In.C+c*y.In.C+channel)
			}
		}
	}
	return values
}

// plainNumber is what the products of a layer are taken of: whole numbers, or, for derivatives, real ones.
type plainNumber interface{ int64 | float64 }

// sumAt is the sum of a row of weights over a window of an image.
func sumAt[T plainNumber](w []T, window []int, image []T) (sum T) {
	for i, v := range window {
		if v >= 0 {
			sum += w[i] * image[v]
		}
	}
	return sum
}

// largestSum is the largest sum of a pool, the first one of equals, and the place that has it.
func largestSum[T plainNumber](w []T, pool [][]int, image []T) (most T, place int) {
	for k, window := range pool {
		if sum := sumAt(w, window, image); k == 0 || sum > most {
			most, place = sum, k
		}
	}
	return most, place
}

// addBelow adds to the gradient of an image what the gradient d of a sum over a window is of it.
func addBelow[T plainNumber](dx []T, w []T, window []int, d T) {
	for i, v := range window {
		if v >= 0 {
			dx[v] += w[i] * d
		}
	}
}

// addGradient adds to the gradient of a row of weights what the gradient d of a sum over a window is of it.
func addGradient[T plainNumber](dw []T, image []T, window []int, d T) {
	for i, v := range window {
		if v >= 0 {
			dw[i] += image[v] * d
		}
	}
}
