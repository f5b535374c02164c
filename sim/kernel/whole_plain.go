//go:build !(goexperiment.simd && go1.27 && (amd64 || wasm))

// The twin of whole_simd.go for builds without vector instructions.

package kernel

func wholeSums(t *[wholePatterns][Lanes]int16, x *[wholeGroup]*[Lanes]int8) { wholeSumsPlain(t, x) }

func lookupWholeWord(scratch *WholeScratch, s []uint64, sStride, rows, groups int, first bool) {
	lookupWholeWordPlain(scratch, s, sStride, rows, groups, first)
}

func wholeToReal(r Matrix, sums [][Lanes]int16, unit float32, first bool) {
	wholeToRealPlain(r, sums, unit, first)
}
