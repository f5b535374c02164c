//go:build goexperiment.simd && go1.27 && (amd64 || wasm)

// Vector forms of the comparisons with limits.

package kernel

import (
	simd "simd/archsimd"
	"unsafe"
)

// more is bit in the lanes where x is more than limit.
func more(x simd.Uint16x8, limit simd.Int16x8, bit simd.Uint16x8) simd.Uint16x8 {
	return x.BitsToInt16().Greater(limit).ToInt16x8().ToBits().And(bit)
}

func signFires(fires *[2 * Lanes]uint16, counts *[Lanes][2][16]uint8, wide *[Lanes][4][8]uint16, limit *[Lanes]int16) {
	if !vectors {
		signFiresPlain(fires, counts, wide, limit)
		return
	}
	bit, low := simd.BroadcastUint16x8(1), simd.BroadcastUint16x8(0xff)
	e0 := bit.Sub(bit)
	o0, e1, o1 := e0, e0, e0
	for n := uintptr(0); n < Lanes; n++ {
		c, w := unsafe.Add(unsafe.Pointer(counts), 32*n), unsafe.Add(unsafe.Pointer(wide), 64*n)
		l := simd.BroadcastInt16x8(*(*int16)(unsafe.Add(unsafe.Pointer(limit), 2*n)))
		x, y := at16(c, 0), at16(c, 16)
		e0 = e0.Or(more(at16(w, 0).Add(x.And(low)), l, bit))
		o0 = o0.Or(more(at16(w, 16).Add(x.ShiftAllRight(8)), l, bit))
		e1 = e1.Or(more(at16(w, 32).Add(y.And(low)), l, bit))
		o1 = o1.Or(more(at16(w, 48).Add(y.ShiftAllRight(8)), l, bit))
		bit = bit.Add(bit)
	}
	f := unsafe.Pointer(fires)
	put16(f, 0, e0)
	put16(f, 16, o0)
	put16(f, 32, e1)
	put16(f, 48, o1)
}

func pixelFires(fires *[Lanes]uint16, acc *[Lanes][2][8]uint16, halves *[2][2][8]uint16, limit *[Lanes]int16,
	half *[Lanes]uint8) {
	if !vectors {
		pixelFiresPlain(fires, acc, halves, limit, half)
		return
	}
	bit := simd.BroadcastUint16x8(1)
	l, r := bit.Sub(bit), bit.Sub(bit)
	for n := uintptr(0); n < Lanes; n++ {
		a := unsafe.Add(unsafe.Pointer(acc), 32*n)
		h := unsafe.Add(unsafe.Pointer(halves), uintptr(*(*uint8)(unsafe.Add(unsafe.Pointer(half), n))))
		at := simd.BroadcastInt16x8(*(*int16)(unsafe.Add(unsafe.Pointer(limit), 2*n)))
		l = l.Or(more(at16(a, 0).Sub(at16(h, 0)), at, bit))
		r = r.Or(more(at16(a, 16).Sub(at16(h, 16)), at, bit))
		bit = bit.Add(bit)
	}
	put16(unsafe.Pointer(fires), 0, l)
	put16(unsafe.Pointer(fires), 16, r)
}

func shortFires(fires *[Lanes]uint16, rows *[Lanes][Lanes]int16, limit *[Lanes]int16) {
	if !vectors {
		shortFiresPlain(fires, rows, limit)
		return
	}
	bit := simd.BroadcastUint16x8(1)
	l, r := bit.Sub(bit), bit.Sub(bit)
	for n := uintptr(0); n < Lanes; n++ {
		row := unsafe.Add(unsafe.Pointer(rows), 2*Lanes*n)
		at := simd.BroadcastInt16x8(*(*int16)(unsafe.Add(unsafe.Pointer(limit), 2*n)))
		l = l.Or(more(at16(row, 0), at, bit))
		r = r.Or(more(at16(row, 16), at, bit))
		bit = bit.Add(bit)
	}
	put16(unsafe.Pointer(fires), 0, l)
	put16(unsafe.Pointer(fires), 16, r)
}

func widenGrey(x *[8][Lanes]int16, planes *[8][Lanes]uint8) {
	if !vectors {
		widenGreyPlain(x, planes)
		return
	}
	low := simd.BroadcastUint16x8(0xff)
	for k := range uintptr(8) {
		b := at16(unsafe.Pointer(planes), 16*k)
		put16(unsafe.Pointer(x), 32*k, b.And(low))
		put16(unsafe.Pointer(x), 32*k+16, b.ShiftAllRight(8))
	}
}

func atLeast16(row *[Lanes]int32, at int32) uint16 {
	if !vectors {
		return atLeast16Plain(row, at)
	}
	t, lane, r := simd.BroadcastInt32x4(at), simd.LoadInt32x4Array(&laneBits), unsafe.Pointer(row)
	all := at32(r, 0).GreaterEqual(t).ToInt32x4().And(lane).
		Or(at32(r, 16).GreaterEqual(t).ToInt32x4().And(lane.ShiftAllLeft(4))).
		Or(at32(r, 32).GreaterEqual(t).ToInt32x4().And(lane.ShiftAllLeft(8))).
		Or(at32(r, 48).GreaterEqual(t).ToInt32x4().And(lane.ShiftAllLeft(12)))
	var lanes [4]int32
	put32(unsafe.Pointer(&lanes), 0, all)
	return uint16(lanes[0] | lanes[1] | lanes[2] | lanes[3])
}
