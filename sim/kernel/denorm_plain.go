//go:build !(goexperiment.simd && go1.27 && (amd64 || wasm))

// The twin of denorm_simd.go for builds without vector instructions.

package kernel

func gradSums(dy, xhat []float32, gamma, beta float32, clip bool) (g, b LaneSums) {
	return gradSumsPlain(dy, xhat, gamma, beta, clip)
}

func gradRow(dy, xhat []float32, scale, meanDy, meanDyX float32) {
	gradRowPlain(dy, xhat, scale, meanDy, meanDyX)
}
