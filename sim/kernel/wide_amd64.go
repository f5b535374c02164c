//go:build goexperiment.simd && go1.27

// Vector forms of the products of whole numbers.

package kernel

import (
	simd "simd/archsimd"
	"unsafe"
)

// addPairs takes three rows together, so that a pair of numbers is loaded once for all of them; a fourth would not leave
// enough registers, and what went to the stack and back cost more than half of the time. One statement a line, without
// helpers: see the generator of the look-ups.
func addPairs(rows [][Lanes]int32, w []int32, wStride int, x []pairTile) {
	if !vectors {
		addPairsPlain(rows, w, wStride, x)
		return
	}
	n := len(x)
	if len(rows) == 0 || n == 0 {
		return
	}
	_ = w[(len(rows)-1)*wStride+n-1]
	from, step := unsafe.Pointer(&x[0]), 4*uintptr(wStride)
	weights := unsafe.Pointer(&w[0])
	if dotting {
		dotPairs(unsafe.Pointer(&rows[0]), weights, step, from, n, len(rows))
		return
	}
	for ; len(rows) >= 3; rows = rows[3:] {
		three := (*[3][Lanes]int32)(rows)
		a0, a1 := loadInts(unsafe.Pointer(&three[0][0])), loadInts(unsafe.Pointer(&three[0][8]))
		b0, b1 := loadInts(unsafe.Pointer(&three[1][0])), loadInts(unsafe.Pointer(&three[1][8]))
		c0, c1 := loadInts(unsafe.Pointer(&three[2][0])), loadInts(unsafe.Pointer(&three[2][8]))
		at, u := from, weights
		for range n {
			x0 := simd.LoadInt16x16Array((*[16]int16)(at))
			x1 := simd.LoadInt16x16Array((*[16]int16)(unsafe.Add(at, 32)))
			p := simd.BroadcastInt32x8(*(*int32)(u)).ToBits().ReshapeToUint16s().BitsToInt16()
			a0 = a0.Add(x0.DotProductPairs(p))
			a1 = a1.Add(x1.DotProductPairs(p))
			q := simd.BroadcastInt32x8(*(*int32)(unsafe.Add(u, step))).ToBits().ReshapeToUint16s().BitsToInt16()
			b0 = b0.Add(x0.DotProductPairs(q))
			b1 = b1.Add(x1.DotProductPairs(q))
			r := simd.BroadcastInt32x8(*(*int32)(unsafe.Add(u, 2*step))).ToBits().ReshapeToUint16s().BitsToInt16()
			c0 = c0.Add(x0.DotProductPairs(r))
			c1 = c1.Add(x1.DotProductPairs(r))
			at, u = unsafe.Add(at, 64), unsafe.Add(u, 4)
		}
		a0.StoreArray((*intsOf)(unsafe.Pointer(&three[0][0])))
		a1.StoreArray((*intsOf)(unsafe.Pointer(&three[0][8])))
		b0.StoreArray((*intsOf)(unsafe.Pointer(&three[1][0])))
		b1.StoreArray((*intsOf)(unsafe.Pointer(&three[1][8])))
		c0.StoreArray((*intsOf)(unsafe.Pointer(&three[2][0])))
		c1.StoreArray((*intsOf)(unsafe.Pointer(&three[2][8])))
		weights = unsafe.Add(weights, 3*step)
	}
	for i := range rows {
		a0, a1 := loadInts(unsafe.Pointer(&rows[i][0])), loadInts(unsafe.Pointer(&rows[i][8]))
		at, u := from, weights
		for range n {
			p := simd.BroadcastInt32x8(*(*int32)(u)).ToBits().ReshapeToUint16s().BitsToInt16()
			a0 = a0.Add(simd.LoadInt16x16Array((*[16]int16)(at)).DotProductPairs(p))
			a1 = a1.Add(simd.LoadInt16x16Array((*[16]int16)(unsafe.Add(at, 32))).DotProductPairs(p))
			at, u = unsafe.Add(at, 64), unsafe.Add(u, 4)
		}
		a0.StoreArray((*intsOf)(unsafe.Pointer(&rows[i][0])))
		a1.StoreArray((*intsOf)(unsafe.Pointer(&rows[i][8])))
		weights = unsafe.Add(weights, step)
	}
	settle()
}

// fillPair: the even places of a row have the first four images of eight, the odd ones the others.
func fillPair(to *pairTile, low, high *[Lanes]int16) {
	if !vectors {
		fillPairPlain(to, low, high)
		return
	}
	p, a, b := unsafe.Pointer(to), unsafe.Pointer(low), unsafe.Pointer(high)
	first, second := simd.BroadcastInt32x4(0xffff), simd.BroadcastInt32x4(-1<<16)
	for h := uintptr(0); h < 32; h += 16 {
		x, y := at32(a, h), at32(b, h)
		put32(p, 2*h, x.And(first).Or(y.ShiftAllLeft(16)))
		put32(p, 2*h+16, x.ToBits().ShiftAllRight(16).BitsToInt32().Or(y.And(second)))
	}
}
