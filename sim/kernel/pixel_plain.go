//go:build !(goexperiment.simd && go1.27 && (amd64 || wasm))

// The twin of pixel_simd.go for builds without vector instructions.

package kernel

func pixelPatterns(t *[patterns][2][8]int16, a, b, c, d *[Lanes]int16) {
	pixelPatternsPlain(t, a, b, c, d)
}

func pixelWord(t *pixelTable, sums []int32, sStride int, w []uint64, wStride, rows int, first bool) {
	pixelWordPlain(t, sums, sStride, w, wStride, rows, first)
}
