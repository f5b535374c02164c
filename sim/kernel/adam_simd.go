//go:build goexperiment.simd && go1.27 && (amd64 || wasm)

// Vector forms of Adam. Tiles are padded, so there are no tails.

package kernel

import simd "simd/archsimd"

func (a Adam) latent(w, m, v, g []float32) {
	if !vectors {
		a.latentPlain(w, m, v, g)
		return
	}
	rate, eps := simd.BroadcastFloat32x4(a.Rate), simd.BroadcastFloat32x4(a.Eps)
	lo, hi := simd.BroadcastFloat32x4(-1), simd.BroadcastFloat32x4(1)
	for i := 0; i+4 <= len(w) && i+4 <= len(m) && i+4 <= len(v) && i+4 <= len(g); i += 4 {
		s := moments(m[i:i+4], v[i:i+4], simd.LoadFloat32x4(g[i:i+4]), rate, eps)
		simd.LoadFloat32x4(w[i : i+4]).Sub(s).Min(hi).Max(lo).Store(w[i : i+4])
	}
}

func (a Adam) steps(m, v, g []float32) {
	if !vectors {
		a.stepsPlain(m, v, g)
		return
	}
	rate, eps := simd.BroadcastFloat32x4(a.Rate), simd.BroadcastFloat32x4(a.Eps)
	for i := 0; i+4 <= len(g) && i+4 <= len(m) && i+4 <= len(v); i += 4 {
		moments(m[i:i+4], v[i:i+4], simd.LoadFloat32x4(g[i:i+4]), rate, eps).Neg().Store(g[i : i+4])
	}
}

// moments moves four pairs of moments and returns the four steps.
func moments(m, v []float32, g, rate, eps f4) f4 {
	b1, c1 := simd.BroadcastFloat32x4(Beta1), simd.BroadcastFloat32x4(1-Beta1)
	b2, c2 := simd.BroadcastFloat32x4(Beta2), simd.BroadcastFloat32x4(1-Beta2)
	vm := b1.Mul(simd.LoadFloat32x4(m)).Add(c1.Mul(g))
	vv := b2.Mul(simd.LoadFloat32x4(v)).Add(c2.Mul(g.Mul(g)))
	vm.Store(m)
	vv.Store(v)
	return rate.Mul(vm).Div(vv.Sqrt().Add(eps))
}
