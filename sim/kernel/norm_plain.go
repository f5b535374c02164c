//go:build !(goexperiment.simd && go1.27 && (amd64 || wasm))

// The twin of norm_simd.go for builds without vector instructions.

package kernel

func xhatRow(xhat []float32, sums []int32, n *Norm) { xhatRowPlain(xhat, sums, n) }

func sumSquares(row []int32) (sum, squares int64) { return sumSquaresPlain(row) }

func affineSigns(x *[Lanes]float32, gamma, beta float32) uint16 {
	return affineSignsPlain(x, gamma, beta)
}
