//go:build goexperiment.simd && go1.27 && (amd64 || wasm)

// Vector forms of Adam. Tiles are padded, so there are no tails.

package kernel

import (
	simd "simd/archsimd"
	"unsafe"
)

func (a Adam) latent(words *[Lanes]uint64, w, m, v, g []float32) {
	if !vectors {
		a.latentPlain(words, w, m, v, g)
		return
	}
	var negative [2][Lanes]int32 // of rows 0 to 31 and 32 to 63
	for half := range negative {
		lo, hi := min(32*half*Lanes, len(w)), min(32*(half+1)*Lanes, len(w))
		if lo == hi {
			break
		}
		pw, pm, pv, pg := &w[lo:hi][0], &m[lo:hi][0], &v[lo:hi][0], &g[lo:hi][0]
		warm(unsafe.Pointer(pw), unsafe.Pointer(pm), unsafe.Pointer(pv), 4*(hi-lo))
		for c := uintptr(0); c < Lanes; c += adamLanes {
			adamColumns(unsafe.Add(unsafe.Pointer(pw), 4*c), unsafe.Add(unsafe.Pointer(pm), 4*c),
				unsafe.Add(unsafe.Pointer(pv), 4*c),
				unsafe.Add(unsafe.Pointer(pg), 4*c), (hi-lo)/Lanes,
				a).StoreArray((*[adamLanes]int32)(negative[half][c:]))
			settle()
		}
	}
	rows := ^uint64(0) >> (64 - len(w)/Lanes)
	for c := range words {
		words[c] = ^(uint64(uint32(negative[0][c])) | uint64(uint32(negative[1][c]))<<32) & rows
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
