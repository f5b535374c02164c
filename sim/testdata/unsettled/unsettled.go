//go:build goexperiment.simd && go1.27 && amd64

// Package unsettled is what TestUpperHalvesAreSettled must find fault with.
package unsettled

import simd "simd/archsimd"

// Left leaves the upper halves of vector registers in use, by way of another function.
func Left(x *[8]int32) {
	for range 2 {
		double(x)
	}
}

//go:noinline
func double(x *[8]int32) {
	y := simd.LoadInt32x8Array(x)
	y.Add(y).StoreArray(x)
}

// Between shifts by a number while they are in use.
func Between(x *[8]int32, by uint64) {
	simd.LoadInt32x8Array(x).ShiftAllLeft(by).StoreArray(x)
	simd.ClearAVXUpperBits()
}
