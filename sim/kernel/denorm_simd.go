//go:build goexperiment.simd && go1.27 && (amd64 || wasm)

// Vector forms of the way back through batch normalization. Rows are padded, so there are no
// tails.

package kernel

import simd "simd/archsimd"

func gradSums(dy, xhat []float32, gamma, beta float32, clip bool) (g, b LaneSums) {
	if !vectors {
		return gradSumsPlain(dy, xhat, gamma, beta, clip)
	}
	var sg, sb f4
	one, minus := simd.BroadcastFloat32x4(1), simd.BroadcastFloat32x4(-1)
	vg, vb := simd.BroadcastFloat32x4(gamma), simd.BroadcastFloat32x4(beta)
	for i := 0; i+4 <= len(xhat) && i+4 <= len(dy); i += 4 {
		x, d := simd.LoadFloat32x4(xhat[i:i+4]), simd.LoadFloat32x4(dy[i:i+4])
		if clip {
			y := x.Mul(vg).Add(vb)
			d = d.Masked(y.LessEqual(one).And(y.GreaterEqual(minus)))
			d.Store(dy[i : i+4])
		}
		sg, sb = sg.Add(d.Mul(x)), sb.Add(d)
	}
	sg.StoreArray((*[4]float32)(&g))
	sb.StoreArray((*[4]float32)(&b))
	return g, b
}

func gradRow(dy, xhat []float32, scale, meanDy, meanDyX float32) {
	if !vectors {
		gradRowPlain(dy, xhat, scale, meanDy, meanDyX)
		return
	}
	vs, vm, vx := simd.BroadcastFloat32x4(scale), simd.BroadcastFloat32x4(meanDy), simd.BroadcastFloat32x4(meanDyX)
	for i := 0; i+4 <= len(xhat) && i+4 <= len(dy); i += 4 {
		x, d := simd.LoadFloat32x4(xhat[i:i+4]), simd.LoadFloat32x4(dy[i:i+4])
		d.Sub(vm).Sub(x.Mul(vx)).Mul(vs).Store(dy[i : i+4])
	}
}
