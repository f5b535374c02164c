//go:build !(goexperiment.simd && go1.27 && (amd64 || wasm))

package main

// peakFloats does 64*n operations on floats in eight independent chains.
func peakFloats(n int, x float32) float32 {
	var s [8]float32
	for range 4 * n {
		for i := range s {
			s[i] = s[i]*x + (1 - x)
		}
	}
	t := float32(0)
	for _, v := range s {
		t += v
	}
	return t
}
