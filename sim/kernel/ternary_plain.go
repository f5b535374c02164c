//go:build !(goexperiment.simd && go1.27 && (amd64 || wasm))

// The twin of ternary_simd.go for builds without vector instructions.

package kernel

func distances(t *[bytePatterns][2][16]uint8, x, y *[2][16]uint8) { distancesPlain(t, x, y) }
