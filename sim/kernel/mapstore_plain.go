//go:build !(goexperiment.simd && go1.27 && (amd64 || wasm))

// The twin of mapstore_simd.go for builds without vector instructions.

package kernel

func addShorts(to, x *[channels]int16) { addShortsPlain(to, x) }

func largestSums(best *[Lanes][channels]int16, counted *[Lanes][4][8]uint16, agree *[channels]int16, shift int,
	first bool) {
	largestSumsPlain(best, counted, agree, shift, first)
}

func turnShorts(turned *[channels][Lanes]int16, rows *[Lanes][channels]int16) {
	turnShortsPlain(turned, rows)
}

func unmarked(places []uint8, stride int, rows [][Lanes]int16, marks int) {
	unmarkedPlain(places, stride, rows, marks)
}

func sumsOfMarked(sums []int32, stride int, rows [][Lanes]int16, marks int) {
	sumsOfMarkedPlain(sums, stride, rows, marks)
}
