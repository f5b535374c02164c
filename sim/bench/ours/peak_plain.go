//go:build !(goexperiment.simd && go1.27 && (amd64 || wasm))

package main

// peakSize is how many operations peakFloats(1) does.
const peakSize = 64

// peakFloats multiplies and adds floats in eight independent chains.
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

// lookUps is how many peakLookUps(1) does, of sixteen columns of 16 bits each.
const lookUps = 1

// peakLookUps adds rows of a table.
func peakLookUps(n int, t *[64][16]int16) (sum int16) {
	for k := range n {
		for _, x := range &t[k&63] {
			sum += x
		}
	}
	return sum
}
