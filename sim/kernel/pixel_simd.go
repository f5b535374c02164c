//go:build goexperiment.simd && go1.27 && (amd64 || wasm)

// Vector forms of the first layer's kernels.

package kernel

import simd "simd/archsimd"

type i8 = simd.Int16x8

func loadI8(p *[8]int16) i8 { return simd.LoadInt16x8Array(p) }

func pixelPatterns(t *[patterns][2][8]int16, a, b, c, d *[Lanes]int16) {
	if !vectors {
		pixelPatternsPlain(t, a, b, c, d)
		return
	}
	for h := range 2 {
		x := simd.LoadInt16x8(a[8*h : 8*h+8])
		y := simd.LoadInt16x8(b[8*h : 8*h+8])
		z := simd.LoadInt16x8(c[8*h : 8*h+8])
		u := simd.LoadInt16x8(d[8*h : 8*h+8])
		sum, diff := x.Add(y), x.Sub(y)
		zero := simd.BroadcastInt16x8(0)
		pairs := [4]i8{zero.Sub(sum), diff, zero.Sub(diff), sum}
		for p := range 4 {
			m, n := pairs[p].Sub(z), pairs[p].Add(z)
			m.Sub(u).StoreArray(&t[p][h])
			n.Sub(u).StoreArray(&t[p+4][h])
			m.Add(u).StoreArray(&t[p+8][h])
			n.Add(u).StoreArray(&t[p+12][h])
		}
	}
}

// widen splits eight 16-bit numbers into the even and the odd ones as 32-bit numbers.
func widen(x i8) (even, odd simd.Int32x4) {
	w := x.ToBits().ReshapeToUint32s().BitsToInt32()
	return w.ShiftAllLeft(16).ShiftAllRight(16), w.ShiftAllRight(16)
}
