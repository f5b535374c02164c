//go:build goexperiment.simd && go1.27 && (amd64 || wasm)

// Vector forms of the look-up product.

package kernel

import (
	simd "simd/archsimd"
	"unsafe"
)

type f4 = simd.Float32x4

func load4(p *[4]float32) f4 { return simd.LoadFloat32x4Array(p) }

func sumPatterns(t *[patterns][Lanes]float32, a, b, c, d *[Lanes]float32) {
	if !vectors {
		sumPatternsPlain(t, a, b, c, d)
		return
	}
	for q := 0; q < Lanes; q += 4 {
		x := simd.LoadFloat32x4(a[q : q+4])
		y := simd.LoadFloat32x4(b[q : q+4])
		z := simd.LoadFloat32x4(c[q : q+4])
		u := simd.LoadFloat32x4(d[q : q+4])
		nx := x.Neg()
		sumEight(t, q, 0, nx.Sub(y), z, u)
		sumEight(t, q, 1, x.Sub(y), z, u)
		sumEight(t, q, 2, nx.Add(y), z, u)
		sumEight(t, q, 3, x.Add(y), z, u)
	}
}

// sumEight stores xy +-z +-u as the patterns p, p+4, p+8 and p+12.
func sumEight(t *[patterns][Lanes]float32, q, p int, xy, z, u f4) {
	m := xy.Sub(z)
	n := xy.Add(z)
	m.Sub(u).Store(t[p][q : q+4])
	n.Sub(u).Store(t[p+4][q : q+4])
	m.Add(u).Store(t[p+8][q : q+4])
	n.Add(u).Store(t[p+12][q : q+4])
}

// lookupWord adds the sums that the first groups of one word of signs a row select to sixteen
// columns of each row. Groups behind the terms select zeros, which change no sum.
func lookupWord(t *signTable, r []float32, rStride int, s []uint64, sStride, rows, groups int, first bool) {
	if !vectors {
		lookupWordPlain(t, r, rStride, s, sStride, rows, groups, first)
		return
	}
	// The pairs are read and written unchecked from here on.
	_, _ = r[(rows-1)*rStride+Lanes-1], s[(rows-1)*sStride]
	lookupPairs(t, unsafe.Pointer(&r[0]), 4*uintptr(rStride), unsafe.Pointer(&s[0]), 8*uintptr(sStride),
		rows/2, groups, first)
	settle()
	if rows%2 == 1 {
		n := rows - 1
		row := [2][Lanes]float32{[Lanes]float32(r[n*rStride:])}
		word := [2]uint64{s[n*sStride]}
		lookupPairs(t, unsafe.Pointer(&row), 4*Lanes, unsafe.Pointer(&word), 8, 1, groups, first)
		settle()
		copy(r[n*rStride:], row[0][:])
	}
}
