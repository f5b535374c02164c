//go:build goexperiment.simd && go1.27

package kernel

import (
	simd "simd/archsimd"
	"unsafe"
)

// countsTimes adds up to countsAtOnce products, four at a time: their low 16 bits in a, their upper bytes in h. One
// statement a line, without helpers: see the generator of the look-ups. The images of the list are within dS: to check
// each would cost a third of the time.
func countsTimes(sum *[Lanes]int32, list []InputCount, dS []int8) {
	var a0, h0, a1, h1 simd.Int16x8
	rows := unsafe.Pointer(unsafe.SliceData(dS))
	for ; len(list) >= 4; list = list[4:] {
		four := (*[4]InputCount)(list)
		p0 := simd.BroadcastInt16x8(int16(four[0].Count))
		k0 := simd.LoadInt8x16Array((*[16]int8)(unsafe.Add(rows, Lanes*uintptr(four[0].Image))))
		x00 := p0.Mul(k0.ExtendLo8ToInt16())
		a0 = a0.Add(x00)
		h0 = h0.Add(x00.ShiftAllRight(8))
		x01 := p0.Mul(k0.ExtendHi8ToInt16())
		a1 = a1.Add(x01)
		h1 = h1.Add(x01.ShiftAllRight(8))
		p1 := simd.BroadcastInt16x8(int16(four[1].Count))
		k1 := simd.LoadInt8x16Array((*[16]int8)(unsafe.Add(rows, Lanes*uintptr(four[1].Image))))
		x10 := p1.Mul(k1.ExtendLo8ToInt16())
		a0 = a0.Add(x10)
		h0 = h0.Add(x10.ShiftAllRight(8))
		x11 := p1.Mul(k1.ExtendHi8ToInt16())
		a1 = a1.Add(x11)
		h1 = h1.Add(x11.ShiftAllRight(8))
		p2 := simd.BroadcastInt16x8(int16(four[2].Count))
		k2 := simd.LoadInt8x16Array((*[16]int8)(unsafe.Add(rows, Lanes*uintptr(four[2].Image))))
		x20 := p2.Mul(k2.ExtendLo8ToInt16())
		a0 = a0.Add(x20)
		h0 = h0.Add(x20.ShiftAllRight(8))
		x21 := p2.Mul(k2.ExtendHi8ToInt16())
		a1 = a1.Add(x21)
		h1 = h1.Add(x21.ShiftAllRight(8))
		p3 := simd.BroadcastInt16x8(int16(four[3].Count))
		k3 := simd.LoadInt8x16Array((*[16]int8)(unsafe.Add(rows, Lanes*uintptr(four[3].Image))))
		x30 := p3.Mul(k3.ExtendLo8ToInt16())
		a0 = a0.Add(x30)
		h0 = h0.Add(x30.ShiftAllRight(8))
		x31 := p3.Mul(k3.ExtendHi8ToInt16())
		a1 = a1.Add(x31)
		h1 = h1.Add(x31.ShiftAllRight(8))
	}
	for j := range list {
		p0 := simd.BroadcastInt16x8(int16(list[j].Count))
		k0 := simd.LoadInt8x16Array((*[16]int8)(unsafe.Add(rows, Lanes*uintptr(list[j].Image))))
		x00 := p0.Mul(k0.ExtendLo8ToInt16())
		a0 = a0.Add(x00)
		h0 = h0.Add(x00.ShiftAllRight(8))
		x01 := p0.Mul(k0.ExtendHi8ToInt16())
		a1 = a1.Add(x01)
		h1 = h1.Add(x01.ShiftAllRight(8))
	}
	to := unsafe.Pointer(sum)
	wholeCounts(to, a0, h0)
	wholeCounts(unsafe.Add(to, 32), a1, h1)
}
