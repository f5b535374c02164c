//go:build goexperiment.simd && go1.27 && (amd64 || wasm)

// Vector forms of batch normalization. Rows are padded, so there are no tails.

package kernel

import simd "simd/archsimd"

func affineSigns(x *[Lanes]float32, gamma, beta float32) uint16 {
	if !vectors {
		return affineSignsPlain(x, gamma, beta)
	}
	row, g, b := unsafeRow(x[:]), simd.BroadcastFloat32x4(gamma), simd.BroadcastFloat32x4(beta)
	y := func(q int) f4 { return load4(&row[q]).Mul(g).Add(b) }
	return signBits(y(0), y(1), y(2), y(3))
}

func sumSquares(row []int32) (sum, squares int64) {
	if !vectors {
		return sumSquaresPlain(row)
	}
	var s0, s1 simd.Int32x4
	var q0, q1 simd.Int64x2
	n := len(row) &^ 7
	for i := 0; i+8 <= len(row); i += 8 {
		a, b := simd.LoadInt32x4(row[i:i+4]), simd.LoadInt32x4(row[i+4:i+8])
		s0, s1 = s0.Add(a), s1.Add(b)
		q0, q1 = q0.Add(pairSquares(a)), q1.Add(pairSquares(b))
	}
	var s [4]int32
	var q [2]int64
	s0.Add(s1).StoreArray(&s)
	q0.Add(q1).StoreArray(&q)
	sum, squares = sumSquaresPlain(row[n:])
	return sum + int64(s[0]) + int64(s[1]) + int64(s[2]) + int64(s[3]), squares + q[0] + q[1]
}

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
