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
	size, step := y.Pool, y.Pool
	if y.Mean != (Mean{}) {
		size, step = y.Mean.Size, y.Mean.Stride
	}
	high := places(places(y.In.H, y.Pad.H, y.Kernel.H, y.Stride.H), 0, size.H, step.H)
	wide := places(places(y.In.W, y.Pad.W, y.Kernel.W, y.Stride.W), 0, size.W, step.W)
	var all columns
	for row := range high {
		for column := range wide {
			var pool [][]int
			for i := range size.H {
				for j := range size.W {
					top, left := (row*step.H+i)*y.Stride.H-y.Pad.H, (column*step.W+j)*y.Stride.W-y.Pad.W
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

// allPlaces stands for the places of an average, which all have its gradient.
const allPlaces = -1

// poolOf is the sum of a pool that goes on, and the place that has it, or that of an average.
func poolOf[T plainNumber](y *Layer, w []T, pool [][]int, image []T) (sum T, place int) {
	if y.Mean == (Mean{}) {
		return largestSum(w, pool, image)
	}
	for _, window := range pool {
		sum += sumAt(w, window, image)
	}
	return sum, allPlaces
}

// chosen are the windows of a pool that have the gradient.
func chosen(pool [][]int, place int) [][]int {
	if place == allPlaces {
		return pool
	}
	return pool[place : place+1]
}

// averages are what goes on of outputs [V] of a layer, each with the outputs that it is the sum of.
func averages(y *Layer) (of [][]int) {
	m := y.Map()
	size, step := y.OutputMean.Size, y.OutputMean.Stride
	for top := 0; top+size.H <= m.H; top += step.H {
		for left := 0; left+size.W <= m.W; left += step.W {
			for c := range m.C {
				var all []int
				for i := range size.H * size.W {
					all = append(all, ((top+i/size.W)*m.W+left+i%size.W)*m.C+c)
				}
				of = append(of, all)
			}
		}
	}
	return of
}

// averaged is what a layer passes on of the outputs of images, and spread what the gradients of that are of the outputs.
func averaged[T plainNumber](y *Layer, outputs [][]T) [][]T {
	if y.OutputMean == (Mean{}) {
		return outputs
	}
	all := make([][]T, len(outputs))
	for b := range outputs {
		for _, of := range averages(y) {
			sum := T(0)
			for _, v := range of {
				sum += outputs[b][v]
			}
			all[b] = append(all[b], sum)
		}
	}
	return all
}

func spread[T plainNumber](y *Layer, dx [][]T) [][]T {
	if y.OutputMean == (Mean{}) {
		return dx
	}
	all := make([][]T, len(dx))
	for b := range dx {
		all[b] = make([]T, y.Map().C*y.Map().H*y.Map().W)
		for n, of := range averages(y) {
			for _, v := range of {
				all[b][v] += dx[b][n]
			}
		}
	}
	return all
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
