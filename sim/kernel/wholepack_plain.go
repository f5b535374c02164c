//go:build !(goexperiment.simd && go1.27 && (amd64 || wasm))

// The twin of wholepack_simd.go for builds without vector instructions.

package kernel

func packWhole(whole []int8, row []float32, place float32) { packWholePlain(whole, row, place) }
