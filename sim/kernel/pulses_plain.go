//go:build !(goexperiment.simd && go1.27 && (amd64 || wasm))

// The twin of pulses_simd.go for builds without vector instructions.

package kernel

func pulsesOfFour(four *[Lanes]uint32, steps *[4 * Lanes]float32, most float32) {
	pulsesOfFourPlain(four, steps, most)
}
