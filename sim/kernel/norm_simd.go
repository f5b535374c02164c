//go:build goexperiment.simd && go1.27 && (amd64 || wasm)

// Vector forms of batch normalization. Rows are padded, so there are no tails.

package kernel

import simd "simd/archsimd"

func xhatRow(xhat []float32, sums []int32, n *Norm) {
	if !vectors {
		xhatRowPlain(xhat, sums, n)
		return
	}
	scale, bias := simd.BroadcastFloat32x4(n.Scale), simd.BroadcastFloat32x4(n.Bias)
	mean, inv := simd.BroadcastFloat32x4(n.Mean), simd.BroadcastFloat32x4(n.Inv)
	for i := 0; i+4 <= len(sums) && i+4 <= len(xhat); i += 4 {
		z := simd.LoadInt32x4(sums[i : i+4]).ConvertToFloat32().Mul(scale).Add(bias)
		z.Sub(mean).Mul(inv).Store(xhat[i : i+4])
	}
}

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
