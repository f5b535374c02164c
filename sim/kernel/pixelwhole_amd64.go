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
	if !vectors {
		countsTimesPlain(sum, list, dS)
		return
	}
	var a0, h0 simd.Int16x16
	rows := unsafe.Pointer(unsafe.SliceData(dS))
	for ; len(list) >= 4; list = list[4:] {
		four := (*[4]InputCount)(list)
		p0 := simd.BroadcastInt16x16(int16(four[0].Count))
		s0 := unsafe.Add(rows, Lanes*uintptr(four[0].Image))
		x00 := p0.Mul(simd.LoadInt8x16Array((*[16]int8)(s0)).ExtendToInt16())
		a0 = a0.Add(x00)
		h0 = h0.Add(x00.ShiftAllRight(8))
		p1 := simd.BroadcastInt16x16(int16(four[1].Count))
		s1 := unsafe.Add(rows, Lanes*uintptr(four[1].Image))
		x10 := p1.Mul(simd.LoadInt8x16Array((*[16]int8)(s1)).ExtendToInt16())
		a0 = a0.Add(x10)
		h0 = h0.Add(x10.ShiftAllRight(8))
		p2 := simd.BroadcastInt16x16(int16(four[2].Count))
		s2 := unsafe.Add(rows, Lanes*uintptr(four[2].Image))
		x20 := p2.Mul(simd.LoadInt8x16Array((*[16]int8)(s2)).ExtendToInt16())
		a0 = a0.Add(x20)
		h0 = h0.Add(x20.ShiftAllRight(8))
		p3 := simd.BroadcastInt16x16(int16(four[3].Count))
		s3 := unsafe.Add(rows, Lanes*uintptr(four[3].Image))
		x30 := p3.Mul(simd.LoadInt8x16Array((*[16]int8)(s3)).ExtendToInt16())
		a0 = a0.Add(x30)
		h0 = h0.Add(x30.ShiftAllRight(8))
	}
	for j := range list {
		p0 := simd.BroadcastInt16x16(int16(list[j].Count))
		s0 := unsafe.Add(rows, Lanes*uintptr(list[j].Image))
		x00 := p0.Mul(simd.LoadInt8x16Array((*[16]int8)(s0)).ExtendToInt16())
		a0 = a0.Add(x00)
		h0 = h0.Add(x00.ShiftAllRight(8))
	}
	to := unsafe.Pointer(sum)
	wholeCounts(to, a0.GetLo(), h0.GetLo())
	wholeCounts(unsafe.Add(to, 32), a0.GetHi(), h0.GetHi())
	settle()
}
