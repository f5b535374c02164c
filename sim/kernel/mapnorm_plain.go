//go:build !(goexperiment.simd && go1.27 && (amd64 || wasm))

// The twin of mapnorm_simd.go for builds without vector instructions.

package kernel

func mapBackRows(totals []MapTotals, dy []float32, s []int16, stride, batch int, p []Passing, by float32) {
	mapBackRowsPlain(totals, dy, s, stride, batch, p, by)
}

func mapPeakRows(dy []float32, s []int16, stride, batch int, m []MapBack) uint32 {
	return mapPeakRowsPlain(dy, s, stride, batch, m)
}

func mapRoundRows(whole []int8, sums []int64, left, dS []float32, stride, batch int, place float32) {
	mapRoundRowsPlain(whole, sums, left, dS, stride, batch, place)
}
