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
		inputs := loadU16(&x[h]).BitsToInt8()
		one := simd.BroadcastInt8x16(1)
		zero := one.Sub(one)
		sum := zero
		var d [8]simd.Int8x16 // what setting a weight's bit adds: -1 where the input's is set
		for k := range 8 {
			bit := simd.BroadcastInt8x16(int8(uint8(1) << k))
			clear := inputs.And(bit).Equal(zero).ToInt8x16() // -1 or 0
			sum = sum.Add(clear).Add(one)
			d[k] = zero.Sub(clear).Sub(clear).Sub(one)
		}
		sum.ToBits().StoreArray(&t[0][h])
		for k := range 4 {
			for p := range 1 << k {
				loadU16(&t[p][h]).Add(d[k].ToBits()).StoreArray(&t[p+1<<k][h])
			}
		}
		for k := range 4 {
			for p := range 1 << k {
				loadU16(&t[16*p][h]).Add(d[4+k].ToBits()).StoreArray(&t[(16*(p+1<<k))&255][h])
			}
		}
		spreadDifferences(unsafe.Pointer(&t[0][h]), 1)
		spreadDifferences(unsafe.Pointer(&t[0][h]), 8)
	}
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
	addRows(unsafe.Pointer(&counts[0]), unsafe.Pointer(t), unsafe.Pointer(&p0[0]), unsafe.Pointer(&p1[0]), unsafe.Pointer(&p2[0]), uintptr(n))
}

// addRows adds what three bytes of a row's signs select to the two vectors of each row.
func addRows(c, t, a, b, d unsafe.Pointer, rows uintptr) {
	for i := uintptr(0); i < rows; i += 2 {
		r := unsafe.Add(c, 32*i)
		e, f, g := slot(t, a, i), slot(t, b, i), slot(t, d, i)
		put(r, 0, at(r, 0).Add(at(e, 0)).Add(at(f, tableBytes)).Add(at(g, 2*tableBytes)))
		put(r, 16, at(r, 16).Add(at(e, 16)).Add(at(f, tableBytes+16)).Add(at(g, 2*tableBytes+16)))
		e, f, g = slot(t, a, i+1), slot(t, b, i+1), slot(t, d, i+1)
		put(r, 32, at(r, 32).Add(at(e, 0)).Add(at(f, tableBytes)).Add(at(g, 2*tableBytes)))
		put(r, 48, at(r, 48).Add(at(e, 16)).Add(at(f, tableBytes+16)).Add(at(g, 2*tableBytes+16)))
	}
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
	wide = wide[:len(counts)]
	zero := simd.BroadcastUint8x16(0)
	for n := range counts {
		for h := range 2 {
			x := loadU16(&counts[n][h]).ReshapeToUint16s()
			e, o := &wide[n][2*h], &wide[n][2*h+1]
			simd.LoadUint16x8Array(e).Add(x.ShiftAllLeft(8).ShiftAllRight(8)).StoreArray(e)
			simd.LoadUint16x8Array(o).Add(x.ShiftAllRight(8)).StoreArray(o)
			zero.StoreArray(&counts[n][h])
		}
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
