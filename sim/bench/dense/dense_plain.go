//go:build !(goexperiment.simd && go1.27 && (amd64 || wasm))

// The twin of the vector forms for builds without vector instructions.

package dense

func multiplyPanel(r *[panel * columns]float32, s, d []float32, terms int) {
	multiplyPanelPlain(r, s, d, terms)
}
