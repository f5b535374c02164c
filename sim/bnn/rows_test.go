package bnn

import (
	"testing"

	"arraylab/sim/kernel"
)

// TestRowsOfANeuron: a neuron with several sums for an image has the statistics of all of them, and its outputs stand
// where the values of its map do.
func TestRowsOfANeuron(t *testing.T) {
	const images, positions, neurons, neuron = 70, 3, 4, 2
	stride := kernel.Stride(images)
	sums, xhat := make([]int32, positions*neurons*stride), make([]float32, positions*neurons*stride)
	s := rows[int32]{data: sums[neuron*stride:], stride: stride, batch: images, n: positions, step: neurons,
		neuron: neuron}
	x := rows[float32]{data: xhat[neuron*stride:], stride: stride, batch: images, n: positions, step: neurons,
		neuron: neuron}
	var all []int32
	for p := range positions {
		for b := range images {
			s.row(p)[b] = int32(7*p*p + 13*b*b%29 - 11)
		}
		all = append(all, s.row(p)...)
	}
	m := momentsOf(&s)
	mean, variance := kernel.LongMoments(m.sum, m.squares, positions*images)
	if m, v := kernel.Moments(all); mean != m || variance != v {
		t.Errorf("mean and variance are %v and %v, of one row %v and %v", mean, variance, m, v)
	}
	for _, levels := range []Levels{{}, {Kind: Ternary, Threshold: 0.3}} {
		v := newValues(levels, neurons*positions, images)
		n := kernel.Norm{Scale: 1, Gamma: 1, Beta: 0.1}
		n.SetMoments(mean, variance)
		v.fire(&x, &s, &n)
		for value := range v.size {
			row := v.byValue.Row(value)
			for b := range images {
				got, want := v.Number(row, b, images), -1 // as it was made
				if p := value / neurons; value%neurons == neuron {
					want = levelOf(n.Y(s.row(p)[b]), levels)
				}
				if got != want {
					t.Fatalf("%v: value %d of image %d is %d, want %d", levels, value, b, got, want)
				}
			}
		}
	}
	if a, b := (&Trainer{step: 5}).draw(3, 0), (&Trainer{step: 5}).draw(3, 1); a != 5<<16|3 || a == b {
		t.Errorf("errors of two sums are drawn by %d and %d", a, b)
	}
}

// levelOf is what an output y is made.
func levelOf(y float32, of Levels) int {
	switch {
	case y >= of.Threshold:
		return 1
	case y < -of.Threshold:
		return -1
	}
	return 0
}
