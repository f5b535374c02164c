//go:build goexperiment.simd && go1.27

// Vector forms of the products of whole numbers.

package kernel

import (
	simd "simd/archsimd"
	"unsafe"
)

// addPairs multiplies numbers of one row at a time, for there is no instruction for pairs: so a tile has one row behind
// the other. One statement a line, without helpers: see the generator of the look-ups.
func addPairs(rows [][Lanes]int32, w []int32, wStride int, x []pairTile) {
	n := 2 * len(x)
	if len(rows) == 0 || n == 0 {
		return
	}
	_ = w[(len(rows)-1)*wStride+len(x)-1]
	from, step := unsafe.Pointer(&x[0]), 4*uintptr(wStride)
	weights := unsafe.Pointer(&w[0])
	for ; len(rows) >= 2; rows = rows[2:] {
		two := (*[2][Lanes]int32)(rows)
		to := unsafe.Pointer(two)
		a0, a1, a2, a3 := at32(to, 0), at32(to, 16), at32(to, 32), at32(to, 48)
		b0, b1, b2, b3 := at32(to, 64), at32(to, 80), at32(to, 96), at32(to, 112)
		at, u := from, weights
		for range n {
			x0 := simd.LoadInt16x8Array((*[8]int16)(at))
			x1 := simd.LoadInt16x8Array((*[8]int16)(unsafe.Add(at, 16)))
			p := simd.BroadcastInt16x8(*(*int16)(u))
			a0 = a0.Add(x0.MulWidenLo(p))
			a1 = a1.Add(x0.MulWidenHi(p))
			a2 = a2.Add(x1.MulWidenLo(p))
			a3 = a3.Add(x1.MulWidenHi(p))
			q := simd.BroadcastInt16x8(*(*int16)(unsafe.Add(u, step)))
			b0 = b0.Add(x0.MulWidenLo(q))
			b1 = b1.Add(x0.MulWidenHi(q))
			b2 = b2.Add(x1.MulWidenLo(q))
			b3 = b3.Add(x1.MulWidenHi(q))
			at, u = unsafe.Add(at, 32), unsafe.Add(u, 2)
		}
		put32(to, 0, a0)
		put32(to, 16, a1)
		put32(to, 32, a2)
		put32(to, 48, a3)
		put32(to, 64, b0)
		put32(to, 80, b1)
		put32(to, 96, b2)
		put32(to, 112, b3)
		weights = unsafe.Add(weights, 2*step)
	}
	for i := range rows {
		to := unsafe.Pointer(&rows[i])
		a0, a1, a2, a3 := at32(to, 0), at32(to, 16), at32(to, 32), at32(to, 48)
		at, u := from, weights
		for range n {
			x0 := simd.LoadInt16x8Array((*[8]int16)(at))
			x1 := simd.LoadInt16x8Array((*[8]int16)(unsafe.Add(at, 16)))
			p := simd.BroadcastInt16x8(*(*int16)(u))
			a0 = a0.Add(x0.MulWidenLo(p))
			a1 = a1.Add(x0.MulWidenHi(p))
			a2 = a2.Add(x1.MulWidenLo(p))
			a3 = a3.Add(x1.MulWidenHi(p))
			at, u = unsafe.Add(at, 32), unsafe.Add(u, 2)
		}
		put32(to, 0, a0)
		put32(to, 16, a1)
		put32(to, 32, a2)
		put32(to, 48, a3)
	}
}

// plainOrder are the bytes of eight numbers of 16 bits, which stand as PixelColumn says, in plain order. They are never
// written.
var plainOrder = [Lanes]int8{0, 1, 4, 5, 8, 9, 12, 13, 2, 3, 6, 7, 10, 11, 14, 15}

func fillPair(to *pairTile, low, high *[Lanes]int16) {
	p, a, b := unsafe.Pointer(to), unsafe.Pointer(low), unsafe.Pointer(high)
	for h := uintptr(0); h < 32; h += 16 {
		put(p, h, swizzle(at(a, h).BitsToInt8(), &plainOrder).ToBits())
		put(p, 32+h, swizzle(at(b, h).BitsToInt8(), &plainOrder).ToBits())
	}
}
