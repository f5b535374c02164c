//go:build !(goexperiment.simd && go1.27 && (amd64 || wasm))

// The twin of pack_simd.go for builds without vector instructions.

package kernel

func rowSigns(x *[Lanes]float32) uint16 { return rowSignsPlain(x) }
