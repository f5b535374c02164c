package kernel

import "testing"

// TestPixelGradWholeEqualsOracle: lists of all lengths, with the largest values and products of both signs.
func TestPixelGradWholeEqualsOracle(t *testing.T) {
	const inputs = 9
	for _, c := range []struct{ batch, presentations int }{{1, 0}, {37, 0}, {256, 0}, {2000, 0}, {37, 9}, {2000, 255}} {
		batch := c.batch
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
		PixelGradWhole(dw, ends, list, dS, inputs, batch, c.presentations, unit)
		for i := range inputs {
			var sums, less [Lanes]int32
			double := uint64(min(1, c.presentations))
			wholeColumns(&less, dS, int32(c.presentations))
			countsTimesPlain(&sums, list[ends[i]:ends[i+1]], dS)
			unitsRowPlain((*[Lanes]float32)(plain[i*Lanes:]), &sums, &less, double, unit)
			for col := range Lanes {
				sum := int64(0)
				for b := range batch {
					sum -= int64(c.presentations) * int64(dS[b*Lanes+col])
				}
				for _, p := range list[ends[i]:ends[i+1]] {
					sum += int64(p.Count) << double * int64(dS[int(p.Image)*Lanes+col])
				}
				want[i*Lanes+col] = float32(sum) * unit // rounded once
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
	fastest(b, len(list)*Lanes, func() { PixelGradWhole(dw, ends, counts, dS, inputs, batch, 0, 0.125) })
}
