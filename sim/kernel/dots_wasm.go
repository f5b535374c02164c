//go:build goexperiment.simd && go1.27

package kernel

import (
	simd "simd/archsimd"
	"unsafe"
)

// products: see dots_amd64.go.
func products(sums *productSums, row, grads unsafe.Pointer, bytes uintptr) {
	productsOfFour(sums, row, grads, bytes)
}

// sumsOfRows: see dots_amd64.go.
func sumsOfRows(t *[wholePatterns][Lanes]int16, x *[wholeGroup]*[Lanes]int8) {
	var wide [wholeGroup][Lanes]int16
	for j, row := range x {
		to, bytes := unsafe.Pointer(&wide[j]), simd.LoadInt8x16Array(row)
		low, high := extend8(bytes)
		putWhole(to, 0, low)
		putWhole(to, 16, high)
	}
	from := unsafe.Pointer(&wide)
	for at := uintptr(0); at < 2*Lanes; at += 4 * broad {
		row := unsafe.Add(from, at)
		wholePart(unsafe.Add(unsafe.Pointer(t), at), loadPairs(row), loadPairs(unsafe.Add(row, 32)),
			loadPairs(unsafe.Add(row, 64)), loadPairs(unsafe.Add(row, 96)), loadPairs(unsafe.Add(row, 128)),
			loadPairs(unsafe.Add(row, 160)))
	}
}
