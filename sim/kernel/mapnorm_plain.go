//go:build !(goexperiment.simd && go1.27 && (amd64 || wasm))

// The twin of mapnorm_amd64.go and mapnorm_wasm.go for builds without vector instructions.

package kernel

func mapBackRow(dy []float32, s []int16, batch int, p Passing, by float32) (sum, bySum int64) {
	return mapBackRowPlain(dy, s, batch, p, by)
}

func mapPeakRow(dy []float32, s []int16, batch int, m *MapBack) uint32 {
	return mapPeakRowPlain(dy, s, batch, m)
}

func mapRoundRow(whole []int8, left, dy []float32, s []int16, batch int, m *MapBack, place float32) int64 {
	return mapRoundRowPlain(whole, left, dy, s, batch, m, place)
}
