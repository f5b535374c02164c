//go:build goexperiment.simd && go1.27

package main

import simd "simd/archsimd"

// peakSize is how many operations peakFloats(1) does.
const peakSize = 192

// peakFloats multiplies and adds float32x8 in registers, twelve independent
// chains, enough to hide the latency of both. The result is returned so that nothing is left out.
func peakFloats(n int, x float32) float32 {
	f, g := simd.BroadcastFloat32x8(x), simd.BroadcastFloat32x8(1-x)
	a, b, c, d := g, g, g, g
	h, i, j, k := f, f, f, f
	p, q, r, s := g, f, g, f
	for range n {
		a, b, c, d = a.Mul(f).Add(g), b.Mul(f).Add(g), c.Mul(f).Add(g), d.Mul(f).Add(g)
		h, i, j, k = h.Mul(f).Add(g), i.Mul(f).Add(g), j.Mul(f).Add(g), k.Mul(f).Add(g)
		p, q, r, s = p.Mul(f).Add(g), q.Mul(f).Add(g), r.Mul(f).Add(g), s.Mul(f).Add(g)
	}
	sum := a.Add(b).Add(c.Add(d)).Add(h.Add(i).Add(j.Add(k))).Add(p.Add(q).Add(r.Add(s)))
	var out [8]float32
	sum.StoreArray(&out)
	simd.ClearAVXUpperBits() // else every mix with the compiler's old vector instructions is slow
	return out[0]
}

// lookUps is how many peakLookUps(1) does, of sixteen columns of 16 bits each.
const lookUps = 8

// peakLookUps adds rows of a table in the first-level cache to eight independent sums: a look-up without what finds its
// place.
func peakLookUps(n int, t *[64][16]int16) int16 {
	var a, b, c, d, e, f, g, h simd.Int16x16
	for k := range n {
		r := (*[8][16]int16)(t[8*(k&7):])
		a = a.Add(simd.LoadInt16x16Array(&r[0]))
		b = b.Add(simd.LoadInt16x16Array(&r[1]))
		c = c.Add(simd.LoadInt16x16Array(&r[2]))
		d = d.Add(simd.LoadInt16x16Array(&r[3]))
		e = e.Add(simd.LoadInt16x16Array(&r[4]))
		f = f.Add(simd.LoadInt16x16Array(&r[5]))
		g = g.Add(simd.LoadInt16x16Array(&r[6]))
		h = h.Add(simd.LoadInt16x16Array(&r[7]))
	}
	var out [16]int16
	a.Add(b).Add(c.Add(d)).Add(e.Add(f).Add(g.Add(h))).StoreArray(&out)
	simd.ClearAVXUpperBits()
	return out[0]
}
