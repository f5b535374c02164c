//go:build goexperiment.simd && go1.27 && (amd64 || wasm)

// Vector forms of the tables of distances between signs and ternary numbers.

package kernel

import (
	simd "simd/archsimd"
	"unsafe"
)

func distances(t *[bytePatterns][2][16]uint8, x, y *[2][16]uint8) {
	if !vectors {
		distancesPlain(t, x, y)
		return
	}
	for h := range x {
		p, a, b := unsafe.Pointer(&t[0][h]), loadU16(&x[h]), loadU16(&y[h])
		d0, d1, d2, d3 := changes(a, b, 1), changes(a, b, 2), changes(a, b, 4), changes(a, b, 8)
		d4, d5, d6, d7 := changes(a, b, 16), changes(a, b, 32), changes(a, b, 64), changes(a, b, 128)
		// The changes of all bits are 16 - 2n where n is the distance of no bit set.
		most := simd.BroadcastUint8x16(16)
		put(p, 0, most.Sub(d0.Add(d1).Add(d2.Add(d3)).Add(d4.Add(d5).Add(d6.Add(d7)))).Average(most.Sub(most)))
		fourDifferences(p, 32, d0, d1, d2, d3)
		fourDifferences(p, 16*32, d4, d5, d6, d7)
		spreadDifferences(p, 1)
		spreadDifferences(p, 8)
	}
}

// changes is what setting a weight's bit adds to the distance from both planes of the inputs.
func changes(a, b u16, bit uint8) u16 { return change(a, bit).Add(change(b, bit)) }
