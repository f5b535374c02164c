package num

import (
	"math"
	"testing"
)

func TestFrexp(t *testing.T) {
	for x := math.SmallestNonzeroFloat64; !math.IsInf(x, 1); x *= 1.37 {
		m, e := frexp(x)
		if wantM, wantE := math.Frexp(x); m != wantM || e != wantE {
			t.Fatalf("%v = %v * 2^%d: want %v, %d", x, m, e, wantM, wantE)
		}
		if x < 1e-300 {
			x *= 2 // 1.37 times the smallest ones is themselves
		}
	}
}
