//go:build goexperiment.simd && go1.27 && (amd64 || wasm)

package kernel

import (
	simd "simd/archsimd"
	"unsafe"
)

func transpose64(a *[64]uint64) {
	if !vectors {
		transpose64Plain(a)
		return
	}
	var half [64]uint64
	transposeThree(&half, a, 8, 0x00000000ffffffff, 0x0000ffff0000ffff, 0x00ff00ff00ff00ff)
	transposeThree(a, &half, 1, 0x0f0f0f0f0f0f0f0f, 0x3333333333333333, 0x5555555555555555)
}

// transposeThree exchanges the bits of words that are four times, twice and once eight words apart, by as many times by
// bits, two columns of words at a time, and puts the word of row r and column c, [8][8], at row c and column r: so the
// second time the words that were side by side are eight apart. One statement a line, without helpers: see the generator
// of the look-ups.
func transposeThree(to, from *[64]uint64, by, four, two, one uint64) {
	far, near, next := simd.BroadcastUint64x2(four), simd.BroadcastUint64x2(two), simd.BroadcastUint64x2(one)
	var t simd.Uint64x2
	for c := 0; c < 8; c += 2 {
		p, rows := unsafe.Pointer(&from[c]), (*[16]uint64)(to[8*c:])
		a0 := simd.LoadUint64x2Array((*[2]uint64)(p))
		a1 := simd.LoadUint64x2Array((*[2]uint64)(unsafe.Add(p, 64)))
		a2 := simd.LoadUint64x2Array((*[2]uint64)(unsafe.Add(p, 128)))
		a3 := simd.LoadUint64x2Array((*[2]uint64)(unsafe.Add(p, 192)))
		a4 := simd.LoadUint64x2Array((*[2]uint64)(unsafe.Add(p, 256)))
		a5 := simd.LoadUint64x2Array((*[2]uint64)(unsafe.Add(p, 320)))
		a6 := simd.LoadUint64x2Array((*[2]uint64)(unsafe.Add(p, 384)))
		a7 := simd.LoadUint64x2Array((*[2]uint64)(unsafe.Add(p, 448)))
		t = a0.ShiftAllRight(4 * by).Xor(a4).And(far)
		a0, a4 = a0.Xor(t.ShiftAllLeft(4*by)), a4.Xor(t)
		t = a1.ShiftAllRight(4 * by).Xor(a5).And(far)
		a1, a5 = a1.Xor(t.ShiftAllLeft(4*by)), a5.Xor(t)
		t = a2.ShiftAllRight(4 * by).Xor(a6).And(far)
		a2, a6 = a2.Xor(t.ShiftAllLeft(4*by)), a6.Xor(t)
		t = a3.ShiftAllRight(4 * by).Xor(a7).And(far)
		a3, a7 = a3.Xor(t.ShiftAllLeft(4*by)), a7.Xor(t)
		t = a0.ShiftAllRight(2 * by).Xor(a2).And(near)
		a0, a2 = a0.Xor(t.ShiftAllLeft(2*by)), a2.Xor(t)
		t = a1.ShiftAllRight(2 * by).Xor(a3).And(near)
		a1, a3 = a1.Xor(t.ShiftAllLeft(2*by)), a3.Xor(t)
		t = a4.ShiftAllRight(2 * by).Xor(a6).And(near)
		a4, a6 = a4.Xor(t.ShiftAllLeft(2*by)), a6.Xor(t)
		t = a5.ShiftAllRight(2 * by).Xor(a7).And(near)
		a5, a7 = a5.Xor(t.ShiftAllLeft(2*by)), a7.Xor(t)
		t = a0.ShiftAllRight(by).Xor(a1).And(next)
		a0, a1 = a0.Xor(t.ShiftAllLeft(by)), a1.Xor(t)
		t = a2.ShiftAllRight(by).Xor(a3).And(next)
		a2, a3 = a2.Xor(t.ShiftAllLeft(by)), a3.Xor(t)
		t = a4.ShiftAllRight(by).Xor(a5).And(next)
		a4, a5 = a4.Xor(t.ShiftAllLeft(by)), a5.Xor(t)
		t = a6.ShiftAllRight(by).Xor(a7).And(next)
		a6, a7 = a6.Xor(t.ShiftAllLeft(by)), a7.Xor(t)
		rows[0], rows[8] = a0.GetElem(0), a0.GetElem(1)
		rows[1], rows[9] = a1.GetElem(0), a1.GetElem(1)
		rows[2], rows[10] = a2.GetElem(0), a2.GetElem(1)
		rows[3], rows[11] = a3.GetElem(0), a3.GetElem(1)
		rows[4], rows[12] = a4.GetElem(0), a4.GetElem(1)
		rows[5], rows[13] = a5.GetElem(0), a5.GetElem(1)
		rows[6], rows[14] = a6.GetElem(0), a6.GetElem(1)
		rows[7], rows[15] = a7.GetElem(0), a7.GetElem(1)
	}
}
