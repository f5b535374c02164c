//go:build goexperiment.simd && go1.27 && (amd64 || wasm)

// Vector forms of the look-up product: 128-bit vectors, which WebAssembly and every amd64
// with AVX have.

package kernel

import simd "simd/archsimd"

type f4 = simd.Float32x4

func load4(p *[4]float32) f4 { return simd.LoadFloat32x4Array(p) }

func sumPatterns(t *[patterns][4][4]float32, a, b, c, d *[Lanes]float32) {
	if !vectors {
		sumPatternsPlain(t, a, b, c, d)
		return
	}
	for q := range 4 {
		x := simd.LoadFloat32x4(a[4*q : 4*q+4])
		y := simd.LoadFloat32x4(b[4*q : 4*q+4])
		z := simd.LoadFloat32x4(c[4*q : 4*q+4])
		u := simd.LoadFloat32x4(d[4*q : 4*q+4])
		nx := x.Neg()
		pairs := [4]f4{nx.Sub(y), x.Sub(y), nx.Add(y), x.Add(y)}
		for p := range 4 {
			m := pairs[p].Sub(z)
			n := pairs[p].Add(z)
			m.Sub(u).StoreArray(&t[p][q])
			n.Sub(u).StoreArray(&t[p+4][q])
			m.Add(u).StoreArray(&t[p+8][q])
			n.Add(u).StoreArray(&t[p+12][q])
		}
	}
}

func lookupTail(t *signTable, r []float32, rStride int, s []uint64, sStride, rows, groups int, first bool) {
	if !vectors {
		lookupTailPlain(t, r, rStride, s, sStride, rows, groups, first)
		return
	}
	for n := range rows {
		word := s[n*sStride]
		row := unsafeRow(r[n*rStride : n*rStride+Lanes])
		var a, b, c, d f4
		if !first {
			a, b, c, d = load4(&row[0]), load4(&row[1]), load4(&row[2]), load4(&row[3])
		}
		for g := range groups {
			e := &t[g&15][word&15]
			word >>= group
			a, b, c, d = a.Add(load4(&e[0])), b.Add(load4(&e[1])), c.Add(load4(&e[2])), d.Add(load4(&e[3]))
		}
		a.StoreArray(&row[0])
		b.StoreArray(&row[1])
		c.StoreArray(&row[2])
		d.StoreArray(&row[3])
	}
}
