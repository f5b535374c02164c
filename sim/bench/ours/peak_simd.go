//go:build goexperiment.simd && go1.27 && (amd64 || wasm)

package main

import simd "simd/archsimd"

// peakFloats multiplies and adds float32x4 in registers, eight independent chains: 64*n
// operations on floats. The result is returned so that nothing is left out.
func peakFloats(n int, x float32) float32 {
	f, g := simd.BroadcastFloat32x4(x), simd.BroadcastFloat32x4(1-x)
	a, b, c, d := g, g, g, g
	h, i, j, k := f, f, f, f
	for range n {
		a, b, c, d = a.Mul(f).Add(g), b.Mul(f).Add(g), c.Mul(f).Add(g), d.Mul(f).Add(g)
		h, i, j, k = h.Mul(f).Add(g), i.Mul(f).Add(g), j.Mul(f).Add(g), k.Mul(f).Add(g)
	}
	s := a.Add(b).Add(c.Add(d)).Add(h.Add(i).Add(j.Add(k)))
	var out [4]float32
	s.StoreArray(&out)
	return out[0]
}
