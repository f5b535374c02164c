//go:build goexperiment.simd && go1.27 && (amd64 || wasm)

package kernel

import simd "simd/archsimd"

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

func atLeast(row *[64]int32, at int32) uint64 {
	if !vectors {
		return atLeastTail(row[:], at)
	}
	return atLeast32((*[32]int32)(row[:32]), at) | atLeast32((*[32]int32)(row[32:]), at)<<32
}

func atLeast32(row *[32]int32, at int32) uint64 {
	if !vectors {
		return atLeastTail(row[:], at)
	}
	t, lane := simd.BroadcastInt32x4(at), simd.LoadInt32x4Array(&laneBits)
	fires := func(j int) simd.Int32x4 { return simd.LoadInt32x4(row[j : j+4]).GreaterEqual(t).ToInt32x4() }
	all := fires(0).And(lane).
		Or(fires(4).And(lane.ShiftAllLeft(4))).
		Or(fires(8).And(lane.ShiftAllLeft(8))).
		Or(fires(12).And(lane.ShiftAllLeft(12))).
		Or(fires(16).And(lane.ShiftAllLeft(16))).
		Or(fires(20).And(lane.ShiftAllLeft(20))).
		Or(fires(24).And(lane.ShiftAllLeft(24))).
		Or(fires(28).And(lane.ShiftAllLeft(28)))
	var lanes [4]int32
	all.StoreArray(&lanes)
	return uint64(uint32(lanes[0] | lanes[1] | lanes[2] | lanes[3]))
}
