//go:build goexperiment.simd && go1.27

package kernel

import (
	simd "simd/archsimd"
	"unsafe"
)

func turnShorts(turned *[channels][Lanes]int16, rows *[Lanes][channels]int16) {
	if !vectors {
		turnShortsPlain(turned, rows)
		return
	}
	for b := uintptr(0); b < Lanes; b += 8 {
		for c := uintptr(0); c < channels; c += Lanes {
			turnEight(unsafe.Pointer(&turned[c][b]), unsafe.Pointer(&rows[b][c]))
		}
	}
}

// turnEight turns eight rows of sixteen: in both halves of a vector numbers are put side by side, then pairs of them,
// then fours.
func turnEight(to, from unsafe.Pointer) {
	row := func(i uintptr) simd.Int16x16 { return loadPairs(unsafe.Add(from, 2*channels*i)) }
	a0, a1 := besides(row(0), row(1))
	a2, a3 := besides(row(2), row(3))
	a4, a5 := besides(row(4), row(5))
	a6, a7 := besides(row(6), row(7))
	b0, b1 := a0.InterleaveLoGrouped(a2).ReshapeToUint64s(), a0.InterleaveHiGrouped(a2).ReshapeToUint64s()
	b2, b3 := a1.InterleaveLoGrouped(a3).ReshapeToUint64s(), a1.InterleaveHiGrouped(a3).ReshapeToUint64s()
	b4, b5 := a4.InterleaveLoGrouped(a6).ReshapeToUint64s(), a4.InterleaveHiGrouped(a6).ReshapeToUint64s()
	b6, b7 := a5.InterleaveLoGrouped(a7).ReshapeToUint64s(), a5.InterleaveHiGrouped(a7).ReshapeToUint64s()
	putHalves(unsafe.Add(to, 0), b0.InterleaveLoGrouped(b4))
	putHalves(unsafe.Add(to, 2*Lanes), b0.InterleaveHiGrouped(b4))
	putHalves(unsafe.Add(to, 4*Lanes), b1.InterleaveLoGrouped(b5))
	putHalves(unsafe.Add(to, 6*Lanes), b1.InterleaveHiGrouped(b5))
	putHalves(unsafe.Add(to, 8*Lanes), b2.InterleaveLoGrouped(b6))
	putHalves(unsafe.Add(to, 10*Lanes), b2.InterleaveHiGrouped(b6))
	putHalves(unsafe.Add(to, 12*Lanes), b3.InterleaveLoGrouped(b7))
	putHalves(unsafe.Add(to, 14*Lanes), b3.InterleaveHiGrouped(b7))
}

// besides puts the numbers of two vectors side by side, those of the lower four of each half, and those of the upper.
func besides(x, y simd.Int16x16) (low, high simd.Uint32x8) {
	return x.InterleaveLoGrouped(y).ToBits().ReshapeToUint32s(), x.InterleaveHiGrouped(y).ToBits().ReshapeToUint32s()
}

// putHalves stores eight numbers of a row, and eight of the eighth row behind it.
func putHalves(to unsafe.Pointer, x simd.Uint64x4) {
	x.GetLo().StoreArray((*[2]uint64)(to))
	x.GetHi().StoreArray((*[2]uint64)(unsafe.Add(to, 8*2*Lanes)))
}
