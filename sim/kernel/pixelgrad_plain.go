//go:build !(goexperiment.simd && go1.27 && (amd64 || wasm))

// The twin of pixelgrad_simd.go for builds without vector instructions.

package kernel

func pixelGradInput(dw *[Lanes]float32, pixels []InputGrey, dz []float32) {
	pixelGradInputPlain(dw, pixels, dz)
}
