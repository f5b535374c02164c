//go:build !(goexperiment.simd && go1.27 && (amd64 || wasm))

// The twin of pixel_simd.go for builds without vector instructions.

package kernel

func pixelTotals(sum *[Lanes]int16, x *[8]*[Lanes]int16) (any bool) { return pixelTotalsPlain(sum, x) }

func pixelPatterns(t *[bytePatterns][2][8]uint16, x *[8]*[Lanes]int16) { pixelPatternsPlain(t, x) }

func addPixels(acc [][2][8]uint16, t *pixelTable, p0, p1, p2 []byte) {
	addPixelsPlain(acc, t, p0, p1, p2)
}

func setTwice(row *[Lanes]int32, acc *[2][8]uint16, more *[Lanes]int32) {
	setTwicePlain(row, acc, more)
}

func addTotals(totals *[Lanes]uint16, sum *[Lanes]int16) (fit bool) {
	return addTotalsPlain(totals, sum)
}
