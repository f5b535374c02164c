//go:build !(goexperiment.simd && go1.27 && (amd64 || wasm))

// The twin of pack_simd.go for builds without vector instructions.

package kernel

func rowSigns(x *[Lanes]float32) uint16 { return rowSignsPlain(x) }

func packAtLeast(words []uint64, wordStep int, sums []int32, sumStep, n, batch int, at int32, flip uint64) {
	packAtLeastPlain(words, wordStep, sums, sumStep, n, batch, at, flip)
}
