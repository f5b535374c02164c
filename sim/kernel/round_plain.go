//go:build !(goexperiment.simd && go1.27 && (amd64 || wasm))

// The twin of round_simd.go for builds without vector instructions.

package kernel

func peakRow(row []float32) float32 { return peakRowPlain(row) }

func diffuseFour(data []float32, stride, width int, place float32) {
	for r := range 4 {
		diffuseRow(data[r*stride:][:width], place)
	}
}

func subtractRow(tile []float32, row *[Lanes]float32) { subtractRowPlain(tile, row) }
