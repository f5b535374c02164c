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

func lookupWord(t *signTable, r []float32, rStride int, s []uint64, sStride, rows int, first bool) {
	if !vectors {
		lookupTailPlain(t, r, rStride, s, sStride, rows, groupsPerWord, first)
		return
	}
	for n := range rows {
		word := s[n*sStride]
		row := unsafeRow(r[n*rStride : n*rStride+Lanes])
		var a, b, c, d f4
		if !first {
			a, b, c, d = load4(&row[0]), load4(&row[1]), load4(&row[2]), load4(&row[3])
		}
		e0 := &t[0][word&15]
		a, b, c, d = a.Add(load4(&e0[0])), b.Add(load4(&e0[1])), c.Add(load4(&e0[2])), d.Add(load4(&e0[3]))
		e1 := &t[1][word>>4&15]
		a, b, c, d = a.Add(load4(&e1[0])), b.Add(load4(&e1[1])), c.Add(load4(&e1[2])), d.Add(load4(&e1[3]))
		e2 := &t[2][word>>8&15]
		a, b, c, d = a.Add(load4(&e2[0])), b.Add(load4(&e2[1])), c.Add(load4(&e2[2])), d.Add(load4(&e2[3]))
		e3 := &t[3][word>>12&15]
		a, b, c, d = a.Add(load4(&e3[0])), b.Add(load4(&e3[1])), c.Add(load4(&e3[2])), d.Add(load4(&e3[3]))
		e4 := &t[4][word>>16&15]
		a, b, c, d = a.Add(load4(&e4[0])), b.Add(load4(&e4[1])), c.Add(load4(&e4[2])), d.Add(load4(&e4[3]))
		e5 := &t[5][word>>20&15]
		a, b, c, d = a.Add(load4(&e5[0])), b.Add(load4(&e5[1])), c.Add(load4(&e5[2])), d.Add(load4(&e5[3]))
		e6 := &t[6][word>>24&15]
		a, b, c, d = a.Add(load4(&e6[0])), b.Add(load4(&e6[1])), c.Add(load4(&e6[2])), d.Add(load4(&e6[3]))
		e7 := &t[7][word>>28&15]
		a, b, c, d = a.Add(load4(&e7[0])), b.Add(load4(&e7[1])), c.Add(load4(&e7[2])), d.Add(load4(&e7[3]))
		e8 := &t[8][word>>32&15]
		a, b, c, d = a.Add(load4(&e8[0])), b.Add(load4(&e8[1])), c.Add(load4(&e8[2])), d.Add(load4(&e8[3]))
		e9 := &t[9][word>>36&15]
		a, b, c, d = a.Add(load4(&e9[0])), b.Add(load4(&e9[1])), c.Add(load4(&e9[2])), d.Add(load4(&e9[3]))
		e10 := &t[10][word>>40&15]
		a, b, c, d = a.Add(load4(&e10[0])), b.Add(load4(&e10[1])), c.Add(load4(&e10[2])), d.Add(load4(&e10[3]))
		e11 := &t[11][word>>44&15]
		a, b, c, d = a.Add(load4(&e11[0])), b.Add(load4(&e11[1])), c.Add(load4(&e11[2])), d.Add(load4(&e11[3]))
		e12 := &t[12][word>>48&15]
		a, b, c, d = a.Add(load4(&e12[0])), b.Add(load4(&e12[1])), c.Add(load4(&e12[2])), d.Add(load4(&e12[3]))
		e13 := &t[13][word>>52&15]
		a, b, c, d = a.Add(load4(&e13[0])), b.Add(load4(&e13[1])), c.Add(load4(&e13[2])), d.Add(load4(&e13[3]))
		e14 := &t[14][word>>56&15]
		a, b, c, d = a.Add(load4(&e14[0])), b.Add(load4(&e14[1])), c.Add(load4(&e14[2])), d.Add(load4(&e14[3]))
		e15 := &t[15][word>>60]
		a, b, c, d = a.Add(load4(&e15[0])), b.Add(load4(&e15[1])), c.Add(load4(&e15[2])), d.Add(load4(&e15[3]))
		a.StoreArray(&row[0])
		b.StoreArray(&row[1])
		c.StoreArray(&row[2])
		d.StoreArray(&row[3])
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
