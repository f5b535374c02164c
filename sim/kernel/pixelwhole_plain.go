//go:build !(goexperiment.simd && go1.27 && (amd64 || wasm))

// The twin of pixelwhole_simd.go and its tiles for builds without vector instructions.

package kernel

func countsTimes(sum *[Lanes]int32, list []InputCount, dS []int8) { countsTimesPlain(sum, list, dS) }

func unitsRow(row *[Lanes]float32, sum, less *[Lanes]int32, double uint64, unit float32) {
	unitsRowPlain(row, sum, less, double, unit)
}
