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
