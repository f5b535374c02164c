package kernel

import (
	"math"
	"testing"
)

// TestPackWhole: multiples of units of all sizes come back, what lies between is rounded to even, vectors or not.
func TestPackWhole(t *testing.T) {
	n := noise(4)
	for e := -149; e < 100; e += 3 {
		unit := float32(math.Ldexp(1, e))
		row := make([]float32, 18*Lanes)
		want := n.wholes(len(row))
		for i, k := range want {
			row[i] = float32(k) * unit
			if i%3 == 0 && e > -149 && k < MaxWhole {
				row[i] = (float32(k) + 0.5) * unit
				want[i] = int8(math.RoundToEven(float64(k) + 0.5))
			}
		}
		whole, plain := n.wholes(len(row)+1), n.wholes(len(row))
		PackWhole(whole, row, unit)
		packWholePlain(plain, row, unit*wholePlace)
		for i, k := range want {
			if whole[i] != k || plain[i] != k {
				t.Fatalf("%v of unit %v is packed as %d, plainly as %d, want %d", row[i], unit, whole[i], plain[i], k)
			}
		}
	}
	whole := n.wholes(2 * Lanes)
	if PackWhole(whole, n.floats(2*Lanes), 0); [2 * Lanes]int8(whole) != [2 * Lanes]int8{} {
		t.Errorf("multiples of zero are packed as %v", whole)
	}
}

func TestWholeTile(t *testing.T) {
	const stride, batch = 48, 37
	for _, outputs := range []int{1, 4, 6, 9, 16, 23} {
		n := noise(outputs)
		src := Bytes{n.wholes(outputs * stride), stride}
		for o0 := 0; o0 < outputs; o0 += Lanes {
			tile := n.wholes(Pad(batch) * Lanes)
			WholeTile(tile, src, o0, outputs, batch)
			for i, k := range tile[:batch*Lanes] {
				want := int8(0)
				if b, o := i/Lanes, o0+i%Lanes; o < outputs {
					want = src.Data[o*stride+b]
				}
				if k != want {
					t.Fatalf("%d outputs from %d: image %d, column %d is %d, want %d", outputs, o0, i/Lanes,
						i%Lanes, k, want)
				}
			}
		}
	}
}
