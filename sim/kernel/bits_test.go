package kernel

import "testing"

func TestTranspose64(t *testing.T) {
	n := noise(9)
	var a, b [64]uint64
	for range 10 {
		copy(a[:], n.words(64))
		b = a
		Transpose64(&b)
		for r := range 64 {
			for c := range 64 {
				if b[c]>>r&1 != a[r]>>c&1 {
					t.Fatalf("bit %d of word %d is not bit %d of word %d", r, c, c, r)
				}
			}
		}
	}
}
