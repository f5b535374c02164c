package bnn

import "arraylab/sim/kernel"

// Trace is one image on its way through a network, neuron by neuron.
type Trace struct {
	Image []uint16         // 784 pixels, or the counts of their streams
	Input []uint64         // their signs, where the input is binary
	Sums  [][]int32        // by layer
	Bits  [][]uint64       // packed outputs by hidden layer; ternary ones as two planes
	Y     [Classes]float32 // outputs of the last layer
	P     [Classes]float64 // softmax of them
	Class int              // the winner
}

// Grey are the grey values of an image as Follow takes them.
func Grey(image []byte) []uint16 {
	grey := make([]uint16, len(image))
	for i, p := range image {
		grey[i] = uint16(p)
	}
	return grey
}

// Follow sends one image of 784 pixels, or of counts, through the folded network with the given weights.
func (m *Model) Follow(w []kernel.Signs, image []uint16) *Trace {
	t := &Trace{Image: append([]uint16{}, image...), Input: make([]uint64, kernel.Words(Pixels))}
	packPixels(t.Input, t.Image)
	s := m.Shape
	for l := range s.Layers() {
		sums := make([]int32, s.Out(l))
		for o := range sums {
			row := kernel.Signs{Words: w[l].Words[o*w[l].Stride:][:w[l].Stride], Stride: w[l].Stride}
			switch {
			case s.eightBit(l):
				sums[o] = s.pixelSum(row.Words, t.Image)
				s.streamed(sums[o:], 1, row, 1, Pixels, 1)
			case l == 0:
				sums[o] = s.matchSum(row, t.Input, l)
			default:
				sums[o] = s.matchSum(row, t.Bits[l-1], l)
			}
		}
		t.Sums = append(t.Sums, sums)
		if l == s.Layers()-1 {
			break
		}
		fold := m.Folded(l)
		packed := packedRows(1, len(sums), s.TernaryActivations)
		for plane := range planesOf(s.TernaryActivations) {
			bits := s.output(packed, 0, plane)
			for o, sum := range sums {
				if fold[plane*len(sums)+o].Fires(sum) {
					bits[o/64] |= 1 << (o % 64)
				}
			}
		}
		t.Bits = append(t.Bits, packed.Words)
	}
	last := s.Layers() - 1
	for c := range t.Y {
		t.Y[c] = m.Norms[last][c].Y(t.Sums[last][c])
	}
	t.Class = softmax(&t.Y, &t.P)
	return t
}

// pixelSum adds the pixels under +1 and subtracts those under -1.
func (s Shape) pixelSum(row []uint64, image []uint16) (sum int32) {
	for i, p := range image {
		sum += int32(p) * int32(Number(row, i, len(image), s.TernaryWeights))
	}
	return sum
}

// matchSum is the sum of the products of the weights and the inputs of a neuron of layer l.
func (s Shape) matchSum(w kernel.Signs, x []uint64, l int) int32 {
	var sum [1]int32
	t := kernel.Trits{W: s.TernaryWeights, X: s.ternaryInputs(l)}
	kernel.TernaryPopcount(sum[:], 1, w, kernel.Signs{Words: x, Stride: len(x)}, t, 0, 1, 1, s.In(l))
	return sum[0]
}

// Number is the i-th of n packed signs, or ternary numbers, of a row.
func Number(row []uint64, i, n int, ternary bool) int {
	p := int(row[i/64] >> (i % 64) & 1)
	if !ternary {
		return 2*p - 1
	}
	return p + int(row[kernel.Words(n)+i/64]>>(i%64)&1) - 1
}
