//go:build !(goexperiment.simd && go1.27 && (amd64 || wasm))

// The twin of pack_simd.go for builds without vector instructions.

package kernel

func rowSigns(x *[Lanes]float32) uint16 { return rowSignsPlain(x) }

func atLeast(row *[64]int32, at int32) uint64 { return atLeastTail(row[:], at) }

func atLeast32(row *[32]int32, at int32) uint64 { return atLeastTail(row[:], at) }
