//go:build !(goexperiment.simd && go1.27 && (amd64 || wasm))

// The twin of map_simd.go for builds without vector instructions.

package kernel

func countSums(t *[wholePatterns][Lanes]int16, x *[wholeGroup]*[Lanes]int16) { wholeSumsPlain(t, x) }

func columnSums(t *wholeTable, at int, x *[wholeGroup]*[Lanes]int16, n int) {
	columnSumsPlain(t, at, x, n)
}

func addEntries(t *wholeTable, rows [][Lanes]int16, from []uint16, step, groups int) {
	addEntriesPlain(t, rows, from, step, groups)
}

func keepLargest(row *[Lanes]int32, chosen *[Lanes]uint8, sums *[Lanes]int32, place uint8) {
	keepLargestPlain(row, chosen, sums, place)
}

func pixelRows(sums []int32, stride int, rows [][Lanes]int16) { pixelRowsPlain(sums, stride, rows) }

func widenRows(long [][Lanes]int32, rows [][Lanes]int16) { widenRowsPlain(long, rows) }

func shortRow(row []int16, d []int8, chosen []uint8, place uint8) bool {
	return shortRowPlain(row, d, chosen, place)
}

func addProducts(sums *productSums, x, grads []int16) { addProductsPlain(sums, x, grads) }

func takeRows(to, d []int8, chosen []uint8, stride, n int, place uint8) int {
	return takeRowsPlain(to, d, chosen, stride, n, place)
}

func keepSums(kept []int16, sums []int32, step, n, width int) {
	keepSumsPlain(kept, sums, step, n, width)
}
