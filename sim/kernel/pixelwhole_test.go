package kernel

import "testing"

// TestPixelGradWholeEqualsOracle: lists of all lengths, with the largest values and products of both signs.
func TestPixelGradWholeEqualsOracle(t *testing.T) {
	const inputs = 9
	for _, batch := range []int{1, 37, 256, 2000} {
		n := noise(batch)
		list, ends := []InputCount{}, []int32{0}
		for i := range inputs {
			for b := range batch {
				if k := n.next(); i > 0 && int(k%(inputs-1)) < i {
					list = append(list, InputCount{uint16(b), uint16(1 + k>>32%MaxCount)})
				}
				if i >= inputs-2 {
					list[len(list)-1].Count = MaxCount
				}
			}
			ends = append(ends, int32(len(list)))
		}
		dS := n.wholes(batch * Lanes)
		for i := range dS {
			if i%Lanes < 2 {
				dS[i] = int8(2*MaxWhole*(i%Lanes) - MaxWhole)
			}
		}
		dw, plain, want := n.floats(inputs*Lanes), n.floats(inputs*Lanes), make([]float32, inputs*Lanes)
		const unit = 1.0 / 1024
		PixelGradWhole(dw, ends, list, dS, inputs, batch, unit)
		for i := range inputs {
			var sums [Lanes]int32
			countsTimesPlain(&sums, list[ends[i]:ends[i+1]], dS)
			unitsRowPlain((*[Lanes]float32)(plain[i*Lanes:]), &sums, unit)
			for c := range Lanes {
				sum := int64(0)
				for _, p := range list[ends[i]:ends[i+1]] {
					sum += int64(p.Count) * int64(dS[int(p.Image)*Lanes+c])
				}
				want[i*Lanes+c] = float32(sum) * unit // rounded once
			}
		}
		sameBits(t, "dw", dw, want)
		sameBits(t, "plain dw", plain, want)
	}
}

func BenchmarkPixelGradWhole(b *testing.B) {
	n := noise(1)
	const batch, inputs = 100, 784
	dS, dw := n.wholes(batch*Lanes), make([]float32, inputs*Lanes)
	list, start := greyLists(&n, batch, inputs, func(int, int, float32) {})
	byInput, ends := make([]InputGrey, len(list)), make([]int32, inputs+1)
	ByInput(byInput, ends, list, start, batch)
	counts := make([]InputCount, len(list))
	for i, p := range byInput {
		counts[i] = InputCount{uint16(p.Image), uint16(p.Grey)}
	}
	fastest(b, len(list)*Lanes, func() { PixelGradWhole(dw, ends, counts, dS, inputs, batch, 0.125) })
}
