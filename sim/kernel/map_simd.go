//go:build goexperiment.simd && go1.27 && (amd64 || wasm)

// Vector forms of the products of windows.

package kernel

import (
	simd "simd/archsimd"
	"slices"
	"unsafe"
)

func takeRows(to, d []int8, chosen []uint8, stride, n int, place uint8) (most int) {
	if !vectors {
		return takeRowsPlain(to, d, chosen, stride, n, place)
	}
	_, _ = to[n*Lanes-1], d[(n-1)*stride+Lanes-1]
	p, from, of := unsafe.Pointer(&to[0]), unsafe.Pointer(&d[0]), unsafe.Pointer(unsafe.SliceData(chosen))
	here, low := simd.BroadcastUint8x16(place), simd.BroadcastUint16x8(0xff)
	even := low.Sub(low)
	odd := even
	for range n {
		x := at(from, 0)
		if chosen != nil {
			x = x.And(at(of, 0).Equal(here).ToInt8x16().ToBits())
			of = unsafe.Add(of, stride)
		}
		put(p, 0, x)
		two := x.BitsToInt8().Abs().ToBits().ReshapeToUint16s()
		even, odd = even.AddSaturated(two.And(low)), odd.AddSaturated(two.ShiftAllRight(8))
		p, from = unsafe.Add(p, Lanes), unsafe.Add(from, stride)
	}
	var sums [8]uint16
	even.Max(odd).StoreArray(&sums)
	return int(slices.Max(sums[:]))
}

func countSums(t *[wholePatterns][Lanes]int16, x *[wholeGroup]*[Lanes]int16) {
	if !vectors {
		wholeSumsPlain(t, x)
		return
	}
	a, b, c := unsafe.Pointer(x[0]), unsafe.Pointer(x[1]), unsafe.Pointer(x[2])
	d, e, f := unsafe.Pointer(x[3]), unsafe.Pointer(x[4]), unsafe.Pointer(x[5])
	for at := uintptr(0); at < 2*Lanes; at += 4 * broad {
		sumsOfSix(unsafe.Add(unsafe.Pointer(t), at), loadPairs(unsafe.Add(a, at)), loadPairs(unsafe.Add(b, at)),
			loadPairs(unsafe.Add(c, at)), loadPairs(unsafe.Add(d, at)), loadPairs(unsafe.Add(e, at)),
			loadPairs(unsafe.Add(f, at)))
	}
	settle()
}

func columnSums(t *wholeTable, at int, x *[wholeGroup]*[Lanes]int16, n int) {
	if !vectors || n < 3 {
		columnSumsPlain(t, at, x, n)
		return
	}
	_ = t[(at+1<<n-1)/wholePatterns]
	for lane := uintptr(0); lane < entryBytes; lane += 4 * broad {
		partOfColumn(unsafe.Add(unsafe.Pointer(t), uintptr(at)*entryBytes+lane), x, n, lane)
	}
	settle()
}

// partOfColumn fills some lanes of the sums of three rows or more: those of the first three, without the others' signs,
// then with each further sign what there is without it, eight at a time.
func partOfColumn(t unsafe.Pointer, x *[wholeGroup]*[Lanes]int16, n int, lane uintptr) {
	a, b := loadPairs(unsafe.Add(unsafe.Pointer(x[0]), lane)), loadPairs(unsafe.Add(unsafe.Pointer(x[1]), lane))
	c := loadPairs(unsafe.Add(unsafe.Pointer(x[2]), lane))
	none := a.Sub(a)
	for _, row := range x[3:n] {
		none = none.Sub(loadPairs(unsafe.Add(unsafe.Pointer(row), lane)))
	}
	p, m := b.Add(c), c.Sub(b)
	s4, s5, s6, s7 := m.Sub(a), m.Add(a), p.Sub(a), p.Add(a)
	none.Sub(s7).StoreArray((*pairsOf)(t))
	none.Sub(s6).StoreArray((*pairsOf)(unsafe.Add(t, 32)))
	none.Sub(s5).StoreArray((*pairsOf)(unsafe.Add(t, 64)))
	none.Sub(s4).StoreArray((*pairsOf)(unsafe.Add(t, 96)))
	none.Add(s4).StoreArray((*pairsOf)(unsafe.Add(t, 128)))
	none.Add(s5).StoreArray((*pairsOf)(unsafe.Add(t, 160)))
	none.Add(s6).StoreArray((*pairsOf)(unsafe.Add(t, 192)))
	none.Add(s7).StoreArray((*pairsOf)(unsafe.Add(t, 224)))
	to := unsafe.Add(t, 256)
	for j, row := range x[3:n] {
		two := loadPairs(unsafe.Add(unsafe.Pointer(row), lane))
		two = two.Add(two)
		from := t
		for range 1 << j {
			two.Add(loadPairs(from)).StoreArray((*pairsOf)(to))
			two.Add(loadPairs(unsafe.Add(from, 32))).StoreArray((*pairsOf)(unsafe.Add(to, 32)))
			two.Add(loadPairs(unsafe.Add(from, 64))).StoreArray((*pairsOf)(unsafe.Add(to, 64)))
			two.Add(loadPairs(unsafe.Add(from, 96))).StoreArray((*pairsOf)(unsafe.Add(to, 96)))
			two.Add(loadPairs(unsafe.Add(from, 128))).StoreArray((*pairsOf)(unsafe.Add(to, 128)))
			two.Add(loadPairs(unsafe.Add(from, 160))).StoreArray((*pairsOf)(unsafe.Add(to, 160)))
			two.Add(loadPairs(unsafe.Add(from, 192))).StoreArray((*pairsOf)(unsafe.Add(to, 192)))
			two.Add(loadPairs(unsafe.Add(from, 224))).StoreArray((*pairsOf)(unsafe.Add(to, 224)))
			from, to = unsafe.Add(from, 256), unsafe.Add(to, 256)
		}
	}
}

func keepLargest(row *[Lanes]int32, chosen *[Lanes]uint8, sums *[Lanes]int32, place uint8) {
	if !vectors {
		keepLargestPlain(row, chosen, sums, place)
		return
	}
	r, s := unsafe.Pointer(row), unsafe.Pointer(sums)
	a, b := largest(r, s, 0), largest(r, s, 16)
	c, d := largest(r, s, 32), largest(r, s, 48)
	// Byte q of lane k is that of sum 4q+k.
	low := simd.BroadcastInt32x4(0xff)
	all := a.And(low).Or(b.And(low.ShiftAllLeft(8))).Or(c.And(low.ShiftAllLeft(16))).Or(d.ShiftAllLeft(24))
	more := inOrder(all.ToBits().ReshapeToUint8s().BitsToInt8()).ToBits()
	of := unsafe.Pointer(chosen)
	put(of, 0, at(of, 0).And(more.Not()).Or(simd.BroadcastUint8x16(place).And(more)))
}

// largest keeps the larger of four sums, and is all ones where that is a new one.
func largest(row, sums unsafe.Pointer, offset uintptr) simd.Int32x4 {
	x, y := at32(row, offset), at32(sums, offset)
	put32(row, offset, x.Max(y))
	return y.Greater(x).ToInt32x4()
}

func pixelRows(sums []int32, stride int, rows [][Lanes]int16) {
	if !vectors {
		pixelRowsPlain(sums, stride, rows)
		return
	}
	n := len(rows)
	_ = sums[(n-1)*stride+Lanes-1]
	to, from := unsafe.Pointer(&sums[0]), unsafe.Pointer(&rows[0])
	for range n {
		x, y := at32(from, 0), at32(from, 16)
		put32(to, 0, x.ShiftAllLeft(16).ShiftAllRight(16))
		put32(to, 16, x.ShiftAllRight(16))
		put32(to, 32, y.ShiftAllLeft(16).ShiftAllRight(16))
		put32(to, 48, y.ShiftAllRight(16))
		to, from = unsafe.Add(to, 4*stride), unsafe.Add(from, 2*Lanes)
	}
}

func widenRows(long [][Lanes]int32, rows [][Lanes]int16) {
	if !vectors {
		widenRowsPlain(long, rows)
		return
	}
	n := len(rows)
	if n == 0 {
		return
	}
	to, from := unsafe.Pointer(&long[:n][0]), unsafe.Pointer(&rows[0])
	for range n {
		a, b := extend16(atWhole(from, 0))
		c, d := extend16(atWhole(from, 16))
		put32(to, 0, at32(to, 0).Add(a))
		put32(to, 16, at32(to, 16).Add(b))
		put32(to, 32, at32(to, 32).Add(c))
		put32(to, 48, at32(to, 48).Add(d))
		to, from = unsafe.Add(to, 4*Lanes), unsafe.Add(from, 2*Lanes)
	}
}

func addEntries(t *wholeTable, rows [][Lanes]int16, from []uint16, step, groups int) {
	if !vectors {
		addEntriesPlain(t, rows, from, step, groups)
		return
	}
	n := len(rows)
	// The pairs are read and written unchecked from here on.
	_ = from[(n-1)*step+groups-1]
	lookupWholeEntries(t, unsafe.Pointer(&rows[0]), unsafe.Pointer(&from[0]), 2*uintptr(step), n/2, groups)
	settle()
	if n%2 > 0 { // the last row has no other
		addEntriesPlain(t, rows[n-1:], from[(n-1)*step:], step, groups)
	}
}

// pixelOrder are the images that stand one after another as PixelColumn says. They are never written.
var pixelOrder = [Lanes]int8{0, 4, 1, 5, 2, 6, 3, 7, 8, 12, 9, 13, 10, 14, 11, 15}

func shortRow(row []int16, d []int8, chosen []uint8, place uint8) bool {
	if !vectors {
		return shortRowPlain(row, d, chosen, place)
	}
	n := uintptr(len(d))
	_ = row[n-1]
	to, from, of := unsafe.Pointer(&row[0]), unsafe.Pointer(&d[0]), unsafe.Pointer(unsafe.SliceData(chosen))
	all, here := simd.BroadcastUint8x16(0), simd.BroadcastUint8x16(place)
	for i := uintptr(0); i < n; i += Lanes {
		x := at(from, i)
		if chosen != nil {
			x = x.And(at(of, i).Equal(here).ToInt8x16().ToBits())
		}
		all = all.Or(x)
		low, high := extend8(swizzle(x.BitsToInt8(), &pixelOrder))
		putWhole(to, 2*i, low)
		putWhole(to, 2*i+16, high)
	}
	var both [2]uint64
	put(unsafe.Pointer(&both), 0, all)
	return both[0]|both[1] != 0
}

func addProducts(sums *productSums, x, grads []int16) {
	if !vectors {
		addProductsPlain(sums, x, grads)
		return
	}
	n := uintptr(len(x))
	_, _ = grads[Lanes*n-1], x[n-1]
	products(sums, unsafe.Pointer(&x[0]), unsafe.Pointer(&grads[0]), 2*n)
}

// productsOfFour takes four rows of gradients together: see products.
func productsOfFour(sums *productSums, row, d unsafe.Pointer, bytes uintptr) {
	to := unsafe.Pointer(sums)
	for range Lanes / 4 {
		e, f, g := unsafe.Add(d, bytes), unsafe.Add(d, 2*bytes), unsafe.Add(d, 3*bytes)
		a0, a1 := loadInts(to), loadInts(unsafe.Add(to, 32))
		a2, a3 := loadInts(unsafe.Add(to, 64)), loadInts(unsafe.Add(to, 96))
		for i := uintptr(0); i < bytes; i += 2 * Lanes {
			k := unsafe.Add(row, i)
			a0 = a0.Add(dots(k, unsafe.Add(d, i)))
			a1 = a1.Add(dots(k, unsafe.Add(e, i)))
			a2 = a2.Add(dots(k, unsafe.Add(f, i)))
			a3 = a3.Add(dots(k, unsafe.Add(g, i)))
		}
		a0.StoreArray((*intsOf)(to))
		a1.StoreArray((*intsOf)(unsafe.Add(to, 32)))
		a2.StoreArray((*intsOf)(unsafe.Add(to, 64)))
		a3.StoreArray((*intsOf)(unsafe.Add(to, 96)))
		to, d = unsafe.Add(to, 128), unsafe.Add(d, 4*bytes)
	}
	settle()
}

func keepSums(kept []int16, sums []int32, step, n, width int) {
	if !vectors {
		keepSumsPlain(kept, sums, step, n, width)
		return
	}
	_, _ = kept[(n-1)*step+width-1], sums[(n-1)*step+width-1]
	low := simd.BroadcastInt32x4(0xffff)
	for r := range n {
		to, from := unsafe.Pointer(&kept[r*step]), unsafe.Pointer(&sums[r*step])
		for i := uintptr(0); i < uintptr(width); i += Lanes {
			row, of := unsafe.Add(to, 2*i), unsafe.Add(from, 4*i)
			put(row, 0, inHalves(at32(of, 0).And(low).Or(at32(of, 16).ShiftAllLeft(16))))
			put(row, 16, inHalves(at32(of, 32).And(low).Or(at32(of, 48).ShiftAllLeft(16))))
		}
	}
}

// halves are the lower halves of four lanes, then the upper ones. They are never written.
var halves = [Lanes]int8{0, 1, 4, 5, 8, 9, 12, 13, 2, 3, 6, 7, 10, 11, 14, 15}

// inHalves puts the lower halves of four lanes before the upper ones.
func inHalves(x simd.Int32x4) u16 {
	return swizzle(x.ToBits().ReshapeToUint8s().BitsToInt8(), &halves).ToBits()
}
