//go:build goexperiment.simd && go1.27

package main

import simd "simd/archsimd"

// peakSize is how many operations peakFloats(1) does.
const peakSize = 96

// peakFloats multiplies and adds float32x4 in registers, twelve independent
// chains, enough to hide the latency of both. The result is returned so that nothing is left out.
func peakFloats(n int, x float32) float32 {
	f, g := simd.BroadcastFloat32x4(x), simd.BroadcastFloat32x4(1-x)
	a, b, c, d := g, g, g, g
	h, i, j, k := f, f, f, f
	p, q, r, s := g, f, g, f
	for range n {
		a, b, c, d = a.Mul(f).Add(g), b.Mul(f).Add(g), c.Mul(f).Add(g), d.Mul(f).Add(g)
		h, i, j, k = h.Mul(f).Add(g), i.Mul(f).Add(g), j.Mul(f).Add(g), k.Mul(f).Add(g)
		p, q, r, s = p.Mul(f).Add(g), q.Mul(f).Add(g), r.Mul(f).Add(g), s.Mul(f).Add(g)
	}
	sum := a.Add(b).Add(c.Add(d)).Add(h.Add(i).Add(j.Add(k))).Add(p.Add(q).Add(r.Add(s)))
	var out [4]float32
	sum.StoreArray(&out)
	return out[0]
}
