//go:build goexperiment.simd && go1.27 && (amd64 || wasm)

// Vector forms of the first layer's kernels.

package kernel

import (
	simd "simd/archsimd"
	"unsafe"
)

func at16(p unsafe.Pointer, offset uintptr) simd.Uint16x8 {
	return simd.LoadUint16x8Array((*[8]uint16)(unsafe.Add(p, offset)))
}

func put16(p unsafe.Pointer, offset uintptr, x simd.Uint16x8) {
	x.StoreArray((*[8]uint16)(unsafe.Add(p, offset)))
}

func pixelTotals(sum *[Lanes]int16, x *[8]*[Lanes]int16) (any bool) {
	if !vectors {
		return pixelTotalsPlain(sum, x)
	}
	// Written out: in WebAssembly a loop over pointers costs three times as much.
	a, b, c, d := unsafe.Pointer(x[0]), unsafe.Pointer(x[1]), unsafe.Pointer(x[2]), unsafe.Pointer(x[3])
	e, f, g, h := unsafe.Pointer(x[4]), unsafe.Pointer(x[5]), unsafe.Pointer(x[6]), unsafe.Pointer(x[7])
	l := at16(a, 0).Add(at16(b, 0)).Add(at16(c, 0)).Add(at16(d, 0)).Add(at16(e, 0)).Add(at16(f, 0)).
		Add(at16(g, 0)).Add(at16(h, 0))
	r := at16(a, 16).Add(at16(b, 16)).Add(at16(c, 16)).Add(at16(d, 16)).Add(at16(e, 16)).Add(at16(f, 16)).
		Add(at16(g, 16)).Add(at16(h, 16))
	put16(unsafe.Pointer(sum), 0, l)
	put16(unsafe.Pointer(sum), 16, r)
	var both [2]uint64
	put16(unsafe.Pointer(&both), 0, l.Or(r))
	return both[0]|both[1] != 0
}

func pixelPatterns(t *[bytePatterns][2][8]uint16, x *[8]*[Lanes]int16) {
	if !vectors {
		pixelPatternsPlain(t, x)
		return
	}
	a, b, c, d := unsafe.Pointer(x[0]), unsafe.Pointer(x[1]), unsafe.Pointer(x[2]), unsafe.Pointer(x[3])
	e, f, g, i := unsafe.Pointer(x[4]), unsafe.Pointer(x[5]), unsafe.Pointer(x[6]), unsafe.Pointer(x[7])
	for h := uintptr(0); h < 32; h += 16 {
		p := unsafe.Add(unsafe.Pointer(t), h)
		put16(p, 0, simd.BroadcastUint16x8(0))
		fourPixels(p, 32, at16(a, h), at16(b, h), at16(c, h), at16(d, h))
		fourPixels(p, 16*32, at16(e, h), at16(f, h), at16(g, h), at16(i, h))
		spreadPixels(p, 1)
		spreadPixels(p, 8)
	}
}

// fourPixels fills the patterns of four neighbouring bits alone, which stand step bytes apart.
func fourPixels(t unsafe.Pointer, step uintptr, x1, x2, x4, x8 simd.Uint16x8) {
	x3, x5, x6 := x1.Add(x2), x1.Add(x4), x2.Add(x4)
	x7 := x3.Add(x4)
	put16(t, step, x1)
	put16(t, 2*step, x2)
	put16(t, 3*step, x3)
	put16(t, 4*step, x4)
	put16(t, 5*step, x5)
	put16(t, 6*step, x6)
	put16(t, 7*step, x7)
	put16(t, 8*step, x8)
	put16(t, 9*step, x1.Add(x8))
	put16(t, 10*step, x2.Add(x8))
	put16(t, 11*step, x3.Add(x8))
	put16(t, 12*step, x4.Add(x8))
	put16(t, 13*step, x5.Add(x8))
	put16(t, 14*step, x6.Add(x8))
	put16(t, 15*step, x7.Add(x8))
}

// spreadPixels fills the patterns whose lower four bits are low to low+7 from those of the
// lower four and of the upper four bits alone; t points to one half of pattern 0.
func spreadPixels(t unsafe.Pointer, low uintptr) {
	l := unsafe.Add(t, 32*low)
	d0, d1, d2, d3 := at16(l, 0), at16(l, 32), at16(l, 64), at16(l, 96)
	d4, d5, d6, d7 := at16(l, 128), at16(l, 160), at16(l, 192), at16(l, 224)
	for high := uintptr(16 * 32); high < tableBytes; high += 16 * 32 {
		up, e := at16(t, high), unsafe.Add(t, high+32*low)
		put16(e, 0, up.Add(d0))
		put16(e, 32, up.Add(d1))
		put16(e, 64, up.Add(d2))
		put16(e, 96, up.Add(d3))
		put16(e, 128, up.Add(d4))
		put16(e, 160, up.Add(d5))
		put16(e, 192, up.Add(d6))
		put16(e, 224, up.Add(d7))
	}
}

// addTotals adds the sums to the totals of all columns, unless one would be more than maxTotal.
func addTotals(totals *[Lanes]uint16, sum *[Lanes]int16) (fit bool) {
	if !vectors {
		return addTotalsPlain(totals, sum)
	}
	t, x, most := unsafe.Pointer(totals), unsafe.Pointer(sum), simd.BroadcastUint16x8(maxTotal)
	l, r := at16(t, 0).AddSaturated(at16(x, 0)), at16(t, 16).AddSaturated(at16(x, 16))
	var over [2]uint64
	put16(unsafe.Pointer(&over), 0, l.Max(r).Max(most).Sub(most))
	if over[0]|over[1] != 0 {
		return false
	}
	put16(t, 0, l)
	put16(t, 16, r)
	return true
}

// addPixels is addDifferences for 16-bit sums.
func addPixels(acc [][2][8]uint16, t *pixelTable, p0, p1, p2 []byte) {
	if !vectors {
		addPixelsPlain(acc, t, p0, p1, p2)
		return
	}
	n := len(acc) &^ 3
	if n == 0 {
		return
	}
	_, _, _ = p0[n-1], p1[n-1], p2[n-1]
	addPixelRows(unsafe.Pointer(&acc[0]), unsafe.Pointer(t), unsafe.Pointer(&p0[0]), unsafe.Pointer(&p1[0]),
		unsafe.Pointer(&p2[0]), uintptr(n))
}

// addPixelRows is addRows for 16-bit sums.
func addPixelRows(c, t, a, b, d unsafe.Pointer, rows uintptr) {
	for i := uintptr(0); i < rows; i += 2 {
		r, x, y, z := unsafe.Add(c, 32*i), unsafe.Add(a, i), unsafe.Add(b, i), unsafe.Add(d, i)
		e, f, g := slot(t, x, 0), slot(t, y, 0), slot(t, z, 0)
		put16(r, 0, at16(r, 0).Add(at16(e, 0)).Add(at16(f, tableBytes)).Add(at16(g, 2*tableBytes)))
		put16(r, 16, at16(r, 16).Add(at16(e, 16)).Add(at16(f, tableBytes+16)).Add(at16(g, 2*tableBytes+16)))
		e, f, g = slot(t, x, 1), slot(t, y, 1), slot(t, z, 1)
		put16(r, 32, at16(r, 32).Add(at16(e, 0)).Add(at16(f, tableBytes)).Add(at16(g, 2*tableBytes)))
		put16(r, 48, at16(r, 48).Add(at16(e, 16)).Add(at16(f, tableBytes+16)).Add(at16(g, 2*tableBytes+16)))
	}
}

func setTwice(row *[Lanes]int32, acc *[2][8]uint16, more *[Lanes]int32) {
	if !vectors {
		setTwicePlain(row, acc, more)
		return
	}
	r, m := unsafe.Pointer(row), unsafe.Pointer(more)
	x, y := at16(unsafe.Pointer(acc), 0).ReshapeToUint32s(), at16(unsafe.Pointer(acc), 16).ReshapeToUint32s()
	put32(r, 0, at32(m, 0).Add(x.ShiftAllLeft(16).ShiftAllRight(15).BitsToInt32()))
	put32(r, 16, at32(m, 16).Add(x.ShiftAllRight(16).ShiftAllLeft(1).BitsToInt32()))
	put32(r, 32, at32(m, 32).Add(y.ShiftAllLeft(16).ShiftAllRight(15).BitsToInt32()))
	put32(r, 48, at32(m, 48).Add(y.ShiftAllRight(16).ShiftAllLeft(1).BitsToInt32()))
}

func put32(p unsafe.Pointer, offset uintptr, x simd.Int32x4) {
	x.StoreArray((*[4]int32)(unsafe.Add(p, offset)))
}

func at32(p unsafe.Pointer, offset uintptr) simd.Int32x4 {
	return simd.LoadInt32x4Array((*[4]int32)(unsafe.Add(p, offset)))
}
