//go:build !(goexperiment.simd && go1.27 && (amd64 || wasm))

// The twin of pixelgrad_simd.go for builds without vector instructions.

package kernel

func pixelGradImage(dw []float32, pixels []GreyPixel, dz *[Lanes]float32) {
	pixelGradImagePlain(dw, pixels, dz)
}
