//go:build goexperiment.simd && go1.27

package kernel

import (
	simd "simd/archsimd"
	"unsafe"
)

// dotting tells whether this processor multiplies pairs of numbers of 16 bits and adds them to sums by one instruction,
// in vectors of 512 bits (AVX-512 VNNI). Go's vectors do not have that instruction, so what uses it is written in
// assembly; so is, beside it, how such a processor fills tables. All of it settles.
var dotting = vectors && simd.X86.AVX512() && simd.X86.AVX512VNNI()

// dotPairs adds to so many rows of sums the products of n pairs of numbers and those of weights, whose rows stand step
// bytes apart: see addPairs.
//
//go:noescape
func dotPairs(rows, weights unsafe.Pointer, step uintptr, x unsafe.Pointer, n, count int)

// dotProducts adds the products of a row of so many bytes, whole vectors of 256 bits, and of each of sixteen such rows:
// see addProducts.
//
//go:noescape
func dotProducts(sums *productSums, x, grads unsafe.Pointer, bytes uintptr)

// products adds the products of a row of so many bytes, of sixteen numbers or a multiple, and of each of sixteen rows of
// gradients.
func products(sums *productSums, row, grads unsafe.Pointer, bytes uintptr) {
	if dotting {
		dotProducts(sums, row, grads, bytes)
		return
	}
	productsOfFour(sums, row, grads, bytes)
}

// sumsAtOnce fills the table of a group, two neighbouring sums at a time: see wholeSumsPlain.
//
//go:noescape
func sumsAtOnce(t *[wholePatterns][Lanes]int16, x *[wholeGroup]*[Lanes]int8)

// sumsOfRows fills the table of a group: see wholeSumsPlain.
func sumsOfRows(t *[wholePatterns][Lanes]int16, x *[wholeGroup]*[Lanes]int8) {
	if dotting {
		sumsAtOnce(t, x)
		return
	}
	a, b := simd.LoadInt8x16Array(x[0]).ExtendToInt16(), simd.LoadInt8x16Array(x[1]).ExtendToInt16()
	c, d := simd.LoadInt8x16Array(x[2]).ExtendToInt16(), simd.LoadInt8x16Array(x[3]).ExtendToInt16()
	e, f := simd.LoadInt8x16Array(x[4]).ExtendToInt16(), simd.LoadInt8x16Array(x[5]).ExtendToInt16()
	sumsOfSix(unsafe.Pointer(t), a, b, c, d, e, f)
}
