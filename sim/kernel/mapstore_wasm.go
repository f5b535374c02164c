//go:build goexperiment.simd && go1.27

package kernel

import (
	simd "simd/archsimd"
	"unsafe"
)

func turnShorts(turned *[channels][Lanes]int16, rows *[Lanes][channels]int16) {
	for b := uintptr(0); b < Lanes; b += 4 {
		for c := uintptr(0); c < channels; c += 8 {
			turnFour(unsafe.Pointer(&turned[c][b]), unsafe.Pointer(&rows[b][c]))
		}
	}
}

// turnFour turns four rows of eight. archsimd has no shuffles for WebAssembly: numbers and pairs of them are put side
// by side by shifts within longer ones.
func turnFour(to, from unsafe.Pointer) {
	r0, r1 := at16(from, 0).ReshapeToUint32s(), at16(from, 2*channels).ReshapeToUint32s()
	r2, r3 := at16(from, 4*channels).ReshapeToUint32s(), at16(from, 6*channels).ReshapeToUint32s()
	low := simd.BroadcastUint32x4(0xffff)
	a := r0.And(low).Or(r1.ShiftAllLeft(16)).ReshapeToUint64s()
	b := r2.And(low).Or(r3.ShiftAllLeft(16)).ReshapeToUint64s()
	c := r0.ShiftAllRight(16).Or(r1.AndNot(low)).ReshapeToUint64s()
	d := r2.ShiftAllRight(16).Or(r3.AndNot(low)).ReshapeToUint64s()
	half := simd.BroadcastUint64x2(0xffffffff)
	putFours(to, 0, a.And(half).Or(b.ShiftAllLeft(32)))
	putFours(to, 2*Lanes, c.And(half).Or(d.ShiftAllLeft(32)))
	putFours(to, 4*Lanes, a.ShiftAllRight(32).Or(b.AndNot(half)))
	putFours(to, 6*Lanes, c.ShiftAllRight(32).Or(d.AndNot(half)))
}

// putFours stores four numbers of a row, and four of the fourth row behind it.
func putFours(to unsafe.Pointer, offset uintptr, x simd.Uint64x2) {
	*(*uint64)(unsafe.Add(to, offset)) = x.GetElem(0)
	*(*uint64)(unsafe.Add(to, offset+4*2*Lanes)) = x.GetElem(1)
}
