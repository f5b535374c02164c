//go:build !(goexperiment.simd && go1.27 && (amd64 || wasm))

// The twin of bits_simd.go for builds without vector instructions.

package kernel

func transpose64(a *[64]uint64) { transpose64Plain(a) }
