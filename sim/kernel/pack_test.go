package kernel

import (
	"slices"
	"testing"
)

func TestPackSigns(t *testing.T) {
	for _, rows := range []int{1, 16, 17, 63, 64} {
		n := noise(rows)
		w := n.floats(rows * Lanes) // an eighth of them +0, another -0
		words := [Lanes]uint64{7: ^uint64(0)}
		PackSigns(&words, w)
		for c := range Lanes {
			for r := range 64 {
				want := r < rows && w[min(r, rows-1)*Lanes+c] >= 0
				if got := words[c]>>r&1 == 1; got != want {
					t.Fatalf("%d rows: row %d column %d of %v packs to %v", rows, r, c, w[r*Lanes+c], got)
				}
			}
		}
	}
}

func TestRowSignsPlainTwin(t *testing.T) {
	n := noise(3)
	for range 100 {
		row := (*[Lanes]float32)(n.floats(Lanes))
		if a, b := rowSigns(row), rowSignsPlain(row); a != b {
			t.Fatalf("%v packs to %016b and %016b", row, a, b)
		}
	}
}

func BenchmarkPackSigns(b *testing.B) {
	n := noise(1)
	w := n.floats(64 * Lanes)
	var words [Lanes]uint64
	for b.Loop() {
		PackSigns(&words, w)
	}
	b.ReportMetric(64*Lanes*float64(b.N)/b.Elapsed().Seconds()/1e9, "Gweights/s")
}

func TestPackAtLeast(t *testing.T) {
	n := noise(4)
	for _, batch := range []int{1, 16, 17, 32, 33, 63, 64, 65, 96, 100, 112, 200} {
		const rows, step = 3, 2
		stride, words := Stride(batch), Words(batch)
		sums := make([]int32, rows*step*stride)
		for i := range sums {
			sums[i] = int32(n.next()%9) - 4
		}
		for _, at := range []int32{-5, -1, 0, 3, 5} {
			for _, invert := range []bool{false, true} {
				got := n.words(rows * step * words)
				kept := slices.Clone(got)
				PackAtLeast(got, step*words, sums, step*stride, rows, batch, at, invert)
				for i := range 64 * len(got) {
					row, b := i/(64*words), i%(64*words)
					want := b < batch && (sums[row*stride+min(b, stride-1)] >= at) != invert
					if row%step > 0 {
						want = kept[i/64]>>(i%64)&1 == 1
					}
					if got[i/64]>>(i%64)&1 == 1 != want {
						t.Fatalf("%d columns, at least %d, inverted %v: bit %d of row %d is %v", batch, at, invert, b, row, !want)
					}
				}
			}
		}
	}
}
