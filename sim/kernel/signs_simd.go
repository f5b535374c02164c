//go:build goexperiment.simd && go1.27 && (amd64 || wasm)

// Vector forms of the tables of differences between signs.

package kernel

import (
	simd "simd/archsimd"
	"unsafe"
)

type u16 = simd.Uint8x16

func loadU16(p *[16]uint8) u16 { return simd.LoadUint8x16Array(p) }

func differences(t *[bytePatterns][2][16]uint8, x *[2][16]uint8) {
	if !vectors {
		differencesPlain(t, x)
		return
	}
	for h := range x {
		p, inputs := unsafe.Pointer(&t[0][h]), loadU16(&x[h])
		d0, d1, d2, d3 := change(inputs, 1), change(inputs, 2), change(inputs, 4), change(inputs, 8)
		d4, d5, d6, d7 := change(inputs, 16), change(inputs, 32), change(inputs, 64), change(inputs, 128)
		// The changes of all bits are 8 - 2n where n of the input's are set.
		eight := simd.BroadcastUint8x16(8)
		put(p, 0, eight.Sub(d0.Add(d1).Add(d2.Add(d3)).Add(d4.Add(d5).Add(d6.Add(d7)))).Average(eight.Sub(eight)))
		fourDifferences(p, 32, d0, d1, d2, d3)
		fourDifferences(p, 16*32, d4, d5, d6, d7)
		spreadDifferences(p, 1)
		spreadDifferences(p, 8)
	}
}

// change is what setting a weight's bit adds to the differences: -1 where the input's is set, else 1.
func change(inputs u16, bit uint8) u16 {
	b := simd.BroadcastUint8x16(bit)
	return inputs.And(b).Equal(b).ToInt8x16().ToBits().Or(simd.BroadcastUint8x16(1))
}

// fourDifferences fills the patterns of four neighbouring bits alone, which stand step bytes apart.
func fourDifferences(t unsafe.Pointer, step uintptr, d0, d1, d2, d3 u16) {
	x0 := at(t, 0)
	x1, x2 := x0.Add(d0), x0.Add(d1)
	x3, x4, x5 := x1.Add(d1), x0.Add(d2), x1.Add(d2)
	x6, x7 := x2.Add(d2), x3.Add(d2)
	put(t, step, x1)
	put(t, 2*step, x2)
	put(t, 3*step, x3)
	put(t, 4*step, x4)
	put(t, 5*step, x5)
	put(t, 6*step, x6)
	put(t, 7*step, x7)
	put(t, 8*step, x0.Add(d3))
	put(t, 9*step, x1.Add(d3))
	put(t, 10*step, x2.Add(d3))
	put(t, 11*step, x3.Add(d3))
	put(t, 12*step, x4.Add(d3))
	put(t, 13*step, x5.Add(d3))
	put(t, 14*step, x6.Add(d3))
	put(t, 15*step, x7.Add(d3))
}

// spreadDifferences fills the patterns whose lower four bits are low to low+7 from those of the
// lower four and of the upper four bits alone; t points to one half of pattern 0.
func spreadDifferences(t unsafe.Pointer, low uintptr) {
	base, l := at(t, 0), unsafe.Add(t, 32*low)
	d0, d1, d2, d3 := at(l, 0).Sub(base), at(l, 32).Sub(base), at(l, 64).Sub(base), at(l, 96).Sub(base)
	d4, d5, d6, d7 := at(l, 128).Sub(base), at(l, 160).Sub(base), at(l, 192).Sub(base), at(l, 224).Sub(base)
	for high := uintptr(16 * 32); high < tableBytes; high += 16 * 32 {
		up, e := at(t, high), unsafe.Add(t, high+32*low)
		put(e, 0, up.Add(d0))
		put(e, 32, up.Add(d1))
		put(e, 64, up.Add(d2))
		put(e, 96, up.Add(d3))
		put(e, 128, up.Add(d4))
		put(e, 160, up.Add(d5))
		put(e, 192, up.Add(d6))
		put(e, 224, up.Add(d7))
	}
}

func put(p unsafe.Pointer, offset uintptr, x u16) { x.StoreArray((*[16]uint8)(unsafe.Add(p, offset))) }

func addDifferences(counts [][2][16]uint8, t *byteTable, p0, p1, p2 []byte) {
	if !vectors {
		addDifferencesPlain(counts, t, p0, p1, p2)
		return
	}
	// WebAssembly's Go pays for each check and each turn of a loop: two rows a turn, and pointers
	// whose bounds are checked here once.
	n := len(counts) &^ 3
	if n == 0 {
		return
	}
	_, _, _ = p0[n-1], p1[n-1], p2[n-1]
	addRows(unsafe.Pointer(&counts[0]), unsafe.Pointer(t), unsafe.Pointer(&p0[0]), unsafe.Pointer(&p1[0]),
		unsafe.Pointer(&p2[0]), uintptr(n))
}

// slot is the entry of a table that byte i of a plane selects.
func slot(t, plane unsafe.Pointer, i uintptr) unsafe.Pointer {
	return unsafe.Add(t, uintptr(*(*uint8)(unsafe.Add(plane, i)))<<5)
}

// tableBytes is the size of the table of one slice.
const tableBytes = bytePatterns * 2 * 16

func at(p unsafe.Pointer, offset uintptr) u16 {
	return simd.LoadUint8x16Array((*[16]uint8)(unsafe.Add(p, offset)))
}

func widenCounts(wide [][4][8]uint16, counts [][2][16]uint8) {
	if !vectors {
		widenCountsPlain(wide, counts)
		return
	}
	n := len(counts) &^ 1
	if n == 0 {
		return
	}
	_ = wide[n-1]
	zero, low := simd.BroadcastUint16x8(0), simd.BroadcastUint16x8(0xff)
	w, from := unsafe.Pointer(&wide[0]), unsafe.Pointer(&counts[0])
	for i := uintptr(0); i < uintptr(n); i += 2 {
		e, r := unsafe.Add(w, 64*i), unsafe.Add(from, 32*i)
		a, b, c, d := at16(r, 0), at16(r, 16), at16(r, 32), at16(r, 48)
		put16(e, 0, at16(e, 0).Add(a.And(low)))
		put16(e, 16, at16(e, 16).Add(a.ShiftAllRight(8)))
		put16(e, 32, at16(e, 32).Add(b.And(low)))
		put16(e, 48, at16(e, 48).Add(b.ShiftAllRight(8)))
		put16(e, 64, at16(e, 64).Add(c.And(low)))
		put16(e, 80, at16(e, 80).Add(c.ShiftAllRight(8)))
		put16(e, 96, at16(e, 96).Add(d.And(low)))
		put16(e, 112, at16(e, 112).Add(d.ShiftAllRight(8)))
		put16(r, 0, zero)
		put16(r, 16, zero)
		put16(r, 32, zero)
		put16(r, 48, zero)
	}
}

func differencesToSums(row *[Lanes]int32, even, odd *[8]uint16, inputs int32) {
	if !vectors {
		differencesToSumsPlain(row, even, odd, inputs)
		return
	}
	n, r := simd.BroadcastInt32x4(inputs), unsafe.Pointer(row)
	e := at16(unsafe.Pointer(even), 0).ReshapeToUint32s()
	o := at16(unsafe.Pointer(odd), 0).ReshapeToUint32s()
	put32(r, 0, n.Sub(e.ShiftAllLeft(16).ShiftAllRight(15).BitsToInt32()))
	put32(r, 16, n.Sub(e.ShiftAllRight(16).ShiftAllLeft(1).BitsToInt32()))
	put32(r, 32, n.Sub(o.ShiftAllLeft(16).ShiftAllRight(15).BitsToInt32()))
	put32(r, 48, n.Sub(o.ShiftAllRight(16).ShiftAllLeft(1).BitsToInt32()))
}
