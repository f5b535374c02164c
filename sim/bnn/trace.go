package bnn

import (
	"math/bits"

	"arraylab/sim/kernel"
)

// Trace is one image on its way through a network, neuron by neuron.
type Trace struct {
	Image []byte           // 784 pixels
	Input []uint64         // their signs, where the input is binary
	Sums  [][]int32        // by layer
	Bits  [][]uint64       // packed outputs by hidden layer
	Y     [Classes]float32 // outputs of the last layer
	P     [Classes]float64 // softmax of them
	Class int              // the winner
}

// Follow sends one image of 784 pixels through the folded network with the given weights.
func (m *Model) Follow(w []kernel.Signs, image []byte) *Trace {
	t := &Trace{Image: append([]byte{}, image...), Input: make([]uint64, kernel.Words(Pixels))}
	packPixels(t.Input, t.Image)
	s := m.Shape
	for l := range s.Layers() {
		sums := make([]int32, s.Out(l))
		for o := range sums {
			row := w[l].Words[o*w[l].Stride:][:w[l].Stride]
			switch {
			case s.eightBit(l):
				sums[o] = pixelSum(row, t.Image)
				s.streamed(sums[o:], 1, kernel.Signs{Words: row, Stride: len(row)}, 1, Pixels, 1)
			case l == 0:
				sums[o] = matchSum(row, t.Input, Pixels)
			default:
				sums[o] = matchSum(row, t.Bits[l-1], s.In(l))
			}
		}
		t.Sums = append(t.Sums, sums)
		if l == s.Layers()-1 {
			break
		}
		fold := m.Folded(l)
		packed := make([]uint64, kernel.Words(len(sums)))
		for o, sum := range sums {
			if fold[o].Fires(sum) {
				packed[o/64] |= 1 << (o % 64)
			}
		}
		t.Bits = append(t.Bits, packed)
	}
	last := s.Layers() - 1
	for c := range t.Y {
		t.Y[c] = m.Norms[last][c].Y(t.Sums[last][c])
	}
	t.Class = softmax(&t.Y, &t.P)
	return t
}

// pixelSum adds the pixels under +1 and subtracts those under -1.
func pixelSum(row []uint64, image []byte) (sum int32) {
	for i, p := range image {
		sum += int32(p) * (int32(row[i/64]>>(i%64)&1)*2 - 1)
	}
	return sum
}

// matchSum is the sum of the products of two sign vectors of n elements.
func matchSum(a, b []uint64, n int) int32 {
	differ := 0
	for i := range a {
		differ += bits.OnesCount64(a[i] ^ b[i])
	}
	return int32(n - 2*differ)
}
