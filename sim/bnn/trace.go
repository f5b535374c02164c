package bnn

import (
	"arraylab/sim/crew"
)

// Trace is one image on its way through a network, neuron by neuron.
type Trace struct {
	Image []uint16  // Image is its values, or the counts of their streams.
	Input Numbers   // Input is their signs, where the input is binary.
	Sums  [][]int32 // Sums are by layer, neuron and position.
	Bits  []Numbers // Bits are the outputs by hidden layer.
	Y     []float32 // Y are the scores.
	P     []float64 // P is their softmax.
	Class int       // Class is the winner.
}

// Counts are the values of an image as Follow takes them.
func Counts(image []byte) []uint16 {
	counts := make([]uint16, len(image))
	for i, p := range image {
		counts[i] = uint16(p)
	}
	return counts
}

// Follow sends one image of V values, or of counts, through the folded network with the given weights.
func (m *Model) Follow(w Holder, image []uint16) *Trace {
	up, sums, folds := newForward(crew.Alone{}, m.Net, 1), []int32{}, m.Thresholds()
	t := &Trace{Image: append([]uint16{}, image...), Sums: make([][]int32, len(m.Net.Layers)), Y: up.scores, P: up.prob}
	up.x[0].loadOne(image)
	sums = make([]int32, up.need())
	up.begin(1)
	up.sums, up.weights = &sums, signs(w)
	up.sink = func(l, o int, s rows[int32]) {
		for p := range s.n {
			t.Sums[l] = append(t.Sums[l], s.row(p)...)
		}
		if l < len(folds) {
			up.give(l, s, &m.Norms[l][o], folds[l][o])
		}
	}
	k := &Worker{}
	for _, s := range up.layers() {
		s.run(k)
	}
	t.Input = up.x[0].image(0)
	for l := range up.x[1:] {
		t.Bits = append(t.Bits, up.given(l).image(0))
	}
	t.Class = up.answer(m.Norms[len(folds)], 0)
	return t
}
