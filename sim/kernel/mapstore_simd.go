//go:build goexperiment.simd && go1.27 && (amd64 || wasm)

// Vector forms of what turns counted differences into sums.

package kernel

import (
	simd "simd/archsimd"
	"unsafe"
)

func addShorts(to, x *[channels]int16) {
	if !vectors {
		addShortsPlain(to, x)
		return
	}
	for i := uintptr(0); i < 2*channels; i += 16 {
		p := unsafe.Pointer(to)
		putWhole(p, i, atWhole(p, i).Add(atWhole(unsafe.Pointer(x), i)))
	}
}

func largestSums(best *[Lanes][channels]int16, counted *[Lanes][4][8]uint16, agree *[channels]int16, shift int,
	first bool) {
	if !vectors {
		largestSumsPlain(best, counted, agree, shift, first)
		return
	}
	by, halve := allPairs(1<<max(0, shift)), shift < 0
	for i := uintptr(0); i < 2*channels; i += 4 * broad {
		all := loadPairs(unsafe.Add(unsafe.Pointer(agree), i))
		to, from := unsafe.Add(unsafe.Pointer(best), i), unsafe.Add(unsafe.Pointer(counted), i)
		for b := uintptr(0); b < 2*channels*Lanes; b += 4 * channels {
			p, q := unsafe.Add(to, b), unsafe.Add(to, b+2*channels)
			x := all.Sub(doubled(loadPairs(unsafe.Add(from, b)), by, halve))
			y := all.Sub(doubled(loadPairs(unsafe.Add(from, b+2*channels)), by, halve))
			if !first {
				x, y = x.Max(loadPairs(p)), y.Max(loadPairs(q))
			}
			x.StoreArray((*pairsOf)(p))
			y.StoreArray((*pairsOf)(q))
		}
	}
	settle()
}

// doubled multiplies by a power of two, or halves. It shifts by no number that is not constant: that one would reach
// its register by an old instruction (see settle).
func doubled(x, by pairs, halve bool) pairs {
	if halve {
		return x.ToBits().ShiftAllRight(1).BitsToInt16()
	}
	return x.Mul(by)
}

func unmarked(places []uint8, stride int, rows [][Lanes]int16, marks int) {
	if !vectors {
		unmarkedPlain(places, stride, rows, marks)
		return
	}
	n, all := len(rows), simd.BroadcastUint16x8(1<<marks-1)
	_ = places[(n-1)*stride+Lanes-1]
	to, p := unsafe.Pointer(&places[0]), unsafe.Pointer(&rows[0])
	for range n {
		x, y := all.AndNot(at16(p, 0)), all.AndNot(at16(p, 16))
		both := x.Or(y.ShiftAllLeft(8)).ReshapeToUint8s().BitsToInt8()
		put(to, 0, swizzle(both, &evenBytes).ToBits())
		to, p = unsafe.Add(to, stride), unsafe.Add(p, 2*Lanes)
	}
}

// evenBytes are the even bytes, then the odd ones. They are never written.
var evenBytes = [Lanes]int8{0, 2, 4, 6, 8, 10, 12, 14, 1, 3, 5, 7, 9, 11, 13, 15}

func sumsOfMarked(sums []int32, stride int, rows [][Lanes]int16, marks int) {
	if !vectors {
		sumsOfMarkedPlain(sums, stride, rows, marks)
		return
	}
	n, shift := len(rows), uint64(marks)
	_ = sums[(n-1)*stride+Lanes-1]
	to, p := unsafe.Pointer(&sums[0]), unsafe.Pointer(&rows[0])
	for range n {
		a, b := extend16(atWhole(p, 0).ShiftAllRight(shift))
		c, d := extend16(atWhole(p, 16).ShiftAllRight(shift))
		put32(to, 0, a)
		put32(to, 16, b)
		put32(to, 32, c)
		put32(to, 48, d)
		to, p = unsafe.Add(to, 4*stride), unsafe.Add(p, 2*Lanes)
	}
}
