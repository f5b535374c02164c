package bnn

import "arraylab/sim/kernel"

// Trace is one image on its way through a network, neuron by neuron.
type Trace struct {
	Image []uint16   // V pixels, or the counts of their streams
	Input []uint64   // their signs, where the input is binary
	Sums  [][]int32  // by layer
	Bits  [][]uint64 // packed outputs by hidden layer; ternary ones as two planes
	Y     []float32  // scores of the last layer
	P     []float64  // softmax of them
	Class int        // the winner
}

// Counts are the values of an image as Follow takes them.
func Counts(image []byte) []uint16 {
	grey := make([]uint16, len(image))
	for i, p := range image {
		grey[i] = uint16(p)
	}
	return grey
}

// Follow sends one image of V values, or of counts, through the folded network with the given weights.
func (m *Model) Follow(w []kernel.Signs, image []uint16) *Trace {
	t := &Trace{Image: append([]uint16{}, image...), Input: make([]uint64, kernel.Words(len(image)))}
	packPixels(t.Input, t.Image)
	net := m.Net
	for l := range net.Layers {
		y := &net.Layers[l]
		sums := make([]int32, y.Out)
		for o := range sums {
			row := kernel.Signs{Words: w[l].Words[o*w[l].Stride:][:w[l].Stride], Stride: w[l].Stride}
			switch {
			case !y.Inputs.Packed():
				sums[o] = y.Weights.pixelSum(row.Words, t.Image)
				y.streamed(sums[o:], 1, row, 1, len(image), 1)
			case l == 0:
				sums[o] = y.matchSum(row, t.Input)
			default:
				sums[o] = y.matchSum(row, t.Bits[l-1])
			}
		}
		t.Sums = append(t.Sums, sums)
		if !y.Hidden() {
			break
		}
		fold := m.Folded(l)
		packed := y.Outputs.NewRows(1, len(sums))
		for plane := range y.Outputs.planes() {
			bits := y.Outputs.plane(packed, 0, plane)
			for o, sum := range sums {
				if fold[plane*len(sums)+o].Fires(sum) {
					bits[o/64] |= 1 << (o % 64)
				}
			}
		}
		t.Bits = append(t.Bits, packed.Words)
	}
	last := len(net.Layers) - 1
	t.Y, t.P = make([]float32, net.Classes), make([]float64, net.Classes)
	for c := range t.Y {
		t.Y[c] = m.Norms[last][c].Y(t.Sums[last][c])
	}
	t.Class = softmax(t.Y, t.P)
	return t
}

// pixelSum adds the pixels under +1 and subtracts those under -1.
func (v Levels) pixelSum(row []uint64, image []uint16) (sum int32) {
	for i, p := range image {
		sum += int32(p) * int32(v.Number(row, i, len(image)))
	}
	return sum
}

// matchSum is the sum of the products of the weights and the inputs of a neuron.
func (y *Layer) matchSum(w kernel.Signs, x []uint64) int32 {
	var sum [1]int32
	t := kernel.Trits{W: y.Weights.Kind == Ternary, X: y.Inputs.Kind == Ternary}
	kernel.TernaryPopcount(sum[:], 1, w, kernel.Signs{Words: x, Stride: len(x)}, t, 0, 1, 1, y.FanIn())
	return sum[0]
}
