package kernel

import (
	"math"
	"testing"
)

func TestPixelGradEqualsOracle(t *testing.T) {
	n := noise(3)
	const batch, inputs = 37, 11
	dz := n.floats(batch * Lanes)
	var dense [batch][inputs]float32
	list, start := greyLists(&n, batch, inputs, func(b, i int, p float32) { dense[b][i] = p })
	dw := n.floats(inputs * Lanes)
	byInput, ends := make([]InputGrey, len(list)), make([]int32, inputs+1)
	ByInput(byInput, ends, list, start, batch)
	PixelGrad(dw, ends, byInput, dz, inputs, batch)
	for i := range inputs {
		for c := range Lanes {
			want := float32(0)
			for b := range batch {
				if dense[b][i] != 0 {
					want += float32(dense[b][i] * dz[b*Lanes+c])
				}
			}
			if got := dw[i*Lanes+c]; math.Float32bits(got) != math.Float32bits(want) {
				t.Fatalf("dw[%d][%d] = %v, want %v", i, c, got, want)
			}
		}
	}
}

// greyLists makes images with about 19 % of pixels that are not black, as MNIST has.
func greyLists(n *noise, batch, inputs int, each func(b, i int, p float32)) ([]GreyPixel, []int32) {
	var list []GreyPixel
	start := []int32{0}
	for b := range batch {
		for i := range inputs {
			if n.next()%100 < 19 {
				p := float32(1 + n.next()%255)
				list = append(list, GreyPixel{uint32(i), p})
				each(b, i, p)
			}
		}
		start = append(start, int32(len(list)))
	}
	return list, start
}

func BenchmarkPixelGrad(b *testing.B) {
	n := noise(1)
	const batch, inputs = 100, 784
	dz, dw := n.floats(batch*Lanes), make([]float32, inputs*Lanes)
	list, start := greyLists(&n, batch, inputs, func(int, int, float32) {})
	byInput, ends := make([]InputGrey, len(list)), make([]int32, inputs+1)
	ByInput(byInput, ends, list, start, batch)
	fastest(b, len(list)*Lanes, func() { PixelGrad(dw, ends, byInput, dz, inputs, batch) })
}
