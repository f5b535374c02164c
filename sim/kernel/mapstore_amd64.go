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
	settle()
}

// turnEight turns eight rows of sixteen: in both halves of a vector numbers are put side by side, then pairs of them,
// then fours. First those of the lower four of each half, then the upper ones: all at once want more registers than
// there are, and what is kept on the stack meanwhile goes there by an old instruction (see settle).
func turnEight(to, from unsafe.Pointer) {
	row := func(i uintptr) simd.Int16x16 { return loadPairs(unsafe.Add(from, 2*channels*i)) }
	turnFour(to, row(0).InterleaveLoGrouped(row(1)), row(2).InterleaveLoGrouped(row(3)),
		row(4).InterleaveLoGrouped(row(5)), row(6).InterleaveLoGrouped(row(7)))
	turnFour(unsafe.Add(to, 8*Lanes), row(0).InterleaveHiGrouped(row(1)), row(2).InterleaveHiGrouped(row(3)),
		row(4).InterleaveHiGrouped(row(5)), row(6).InterleaveHiGrouped(row(7)))
}

// turnFour goes on with what two rows each have side by side, a quarter of them all.
func turnFour(to unsafe.Pointer, a, b, c, d simd.Int16x16) {
	e, f := a.ToBits().ReshapeToUint32s(), b.ToBits().ReshapeToUint32s()
	g, h := c.ToBits().ReshapeToUint32s(), d.ToBits().ReshapeToUint32s()
	p, q := e.InterleaveLoGrouped(f).ReshapeToUint64s(), e.InterleaveHiGrouped(f).ReshapeToUint64s()
	r, s := g.InterleaveLoGrouped(h).ReshapeToUint64s(), g.InterleaveHiGrouped(h).ReshapeToUint64s()
	putHalves(unsafe.Add(to, 0), p.InterleaveLoGrouped(r))
	putHalves(unsafe.Add(to, 2*Lanes), p.InterleaveHiGrouped(r))
	putHalves(unsafe.Add(to, 4*Lanes), q.InterleaveLoGrouped(s))
	putHalves(unsafe.Add(to, 6*Lanes), q.InterleaveHiGrouped(s))
}

// putHalves stores eight numbers of a row, and eight of the eighth row behind it.
func putHalves(to unsafe.Pointer, x simd.Uint64x4) {
	x.GetLo().StoreArray((*[2]uint64)(to))
	x.GetHi().StoreArray((*[2]uint64)(unsafe.Add(to, 8*2*Lanes)))
}
