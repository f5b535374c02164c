//go:build goexperiment.simd && go1.27 && (amd64 || wasm)

// Vector forms of the look-up product.

package kernel

import simd "simd/archsimd"

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
	n := 0
	for ; n+1 < rows; n += 2 {
		p := (*[Lanes]float32)(r[n*rStride:])
		q := (*[Lanes]float32)(r[(n+1)*rStride:])
		lookupPair(t, p, q, s[n*sStride], s[(n+1)*sStride], groups, first)
	}
	if n < rows {
		var spare [Lanes]float32
		lookupPair(t, (*[Lanes]float32)(r[n*rStride:]), &spare, s[n*sStride], 0, groups, first)
	}
}
