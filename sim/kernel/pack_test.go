package kernel

import "testing"

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
	for _, length := range []int{1, 63, 64, 100, 200} {
		row := make([]int32, length)
		for i := range row {
			row[i] = int32(n.next()%9) - 4
		}
		for _, at := range []int32{-5, -1, 0, 3, 5} {
			for _, invert := range []bool{false, true} {
				words := n.words(Words(length))
				PackAtLeast(words, row, at, invert)
				for b := range 64 * len(words) {
					want := b < length && (row[b] >= at) != invert
					if got := words[b/64]>>(b%64)&1 == 1; got != want {
						t.Fatalf("length %d, at least %d, inverted %v: bit %d is %v", length, at, invert, b, got)
					}
				}
			}
		}
	}
}
