//go:build goexperiment.simd && go1.27 && (amd64 || wasm)

package kernel

import (
	simd "simd/archsimd"
	"unsafe"
)

func rowSigns(x *[Lanes]float32) uint16 {
	if !vectors {
		return rowSignsPlain(x)
	}
	row := unsafeRow(x[:])
	return signBits(load4(&row[0]), load4(&row[1]), load4(&row[2]), load4(&row[3]))
}

// signBits packs which lanes of four vectors are at least zero, without a bit mask instruction, which
// archsimd does not have for WebAssembly: each vector keeps one bit a lane at a place of its
// own, and the four lanes of their union are joined at the end.
func signBits(a, b, c, d f4) uint16 {
	zero := simd.BroadcastFloat32x4(0)
	negative := func(x f4) simd.Int32x4 { return x.Add(zero).ToBits().BitsToInt32().ShiftAllRight(31) }
	lane := simd.LoadInt32x4Array(&laneBits)
	all := negative(a).And(lane).
		Or(negative(b).And(lane.ShiftAllLeft(4))).
		Or(negative(c).And(lane.ShiftAllLeft(8))).
		Or(negative(d).And(lane.ShiftAllLeft(12)))
	var lanes [4]int32
	all.StoreArray(&lanes)
	return ^uint16(lanes[0] | lanes[1] | lanes[2] | lanes[3])
}

// laneBits are the places of four lanes. They are never written.
var laneBits = [4]int32{1, 2, 4, 8}

// packAtLeast takes 32 sums at a time, and the last sixteen by themselves: of each vector that fires, every lane keeps a
// bit at a place of its own, as in signBits. One statement a line, without helpers: see the generator of the look-ups.
func packAtLeast(words []uint64, wordStep int, sums []int32, sumStep, n, batch int, at int32, flip uint64) {
	if !vectors {
		packAtLeastPlain(words, wordStep, sums, sumStep, n, batch, at, flip)
		return
	}
	count, padded := Words(batch), Pad(batch)
	_, _ = words[(n-1)*wordStep+count-1], sums[(n-1)*sumStep+padded-1]
	last := ^uint64(0) >> (64*count - batch)
	t, l0 := simd.BroadcastInt32x4(at), simd.LoadInt32x4Array(&laneBits)
	l1, l2, l3 := l0.ShiftAllLeft(4), l0.ShiftAllLeft(8), l0.ShiftAllLeft(12)
	l4, l5, l6, l7 := l0.ShiftAllLeft(16), l0.ShiftAllLeft(20), l0.ShiftAllLeft(24), l0.ShiftAllLeft(28)
	for r := range n {
		row, to := unsafe.Pointer(&sums[r*sumStep]), unsafe.Pointer(&words[r*wordStep])
		for c := 0; c < padded; c += 32 {
			from := unsafe.Add(row, 4*c)
			all := at32(from, 0).GreaterEqual(t).ToInt32x4().And(l0)
			all = all.Or(at32(from, 16).GreaterEqual(t).ToInt32x4().And(l1))
			all = all.Or(at32(from, 32).GreaterEqual(t).ToInt32x4().And(l2))
			all = all.Or(at32(from, 48).GreaterEqual(t).ToInt32x4().And(l3))
			if c+32 <= padded {
				all = all.Or(at32(from, 64).GreaterEqual(t).ToInt32x4().And(l4))
				all = all.Or(at32(from, 80).GreaterEqual(t).ToInt32x4().And(l5))
				all = all.Or(at32(from, 96).GreaterEqual(t).ToInt32x4().And(l6))
				all = all.Or(at32(from, 112).GreaterEqual(t).ToInt32x4().And(l7))
			}
			bits := uint32(all.GetElem(0) | all.GetElem(1) | all.GetElem(2) | all.GetElem(3))
			*(*uint32)(unsafe.Add(to, c/8)) = bits ^ uint32(flip)
		}
		if padded%64 != 0 && padded%64 <= 32 {
			*(*uint32)(unsafe.Add(to, 8*count-4)) = 0
		}
		*(*uint64)(unsafe.Add(to, 8*count-8)) &= last
	}
}
