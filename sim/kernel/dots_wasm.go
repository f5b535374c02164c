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
	a0, a1 := extend8(simd.LoadInt8x16Array(x[0]))
	b0, b1 := extend8(simd.LoadInt8x16Array(x[1]))
	c0, c1 := extend8(simd.LoadInt8x16Array(x[2]))
	d0, d1 := extend8(simd.LoadInt8x16Array(x[3]))
	e0, e1 := extend8(simd.LoadInt8x16Array(x[4]))
	f0, f1 := extend8(simd.LoadInt8x16Array(x[5]))
	sumsOfSix(unsafe.Pointer(t), a0, b0, c0, d0, e0, f0)
	sumsOfSix(unsafe.Add(unsafe.Pointer(t), Lanes), a1, b1, c1, d1, e1, f1)
}
