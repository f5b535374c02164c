//go:build !(goexperiment.simd && go1.27 && (amd64 || wasm))

// The twin of lookup_simd.go for builds without vector instructions.

package kernel

func sumPatterns(t *[patterns][Lanes]float32, a, b, c, d *[Lanes]float32) {
	sumPatternsPlain(t, a, b, c, d)
}

func lookupWord(t *signTable, r []float32, rStride int, s []uint64, sStride, rows, groups int, first bool) {
	lookupWordPlain(t, r, rStride, s, sStride, rows, groups, first)
}
