//go:build goexperiment.simd && go1.27 && (amd64 || wasm)

package kernel

import simd "simd/archsimd"

// rowSigns gathers the sign bits of four vectors without a bit mask instruction, which
// archsimd does not have for WebAssembly: each vector keeps one bit a lane at a place of its
// own, and the four lanes of their union are joined at the end.
func rowSigns(x *[Lanes]float32) uint16 {
	if !vectors {
		return rowSignsPlain(x)
	}
	row := unsafeRow(x[:])
	zero := simd.BroadcastFloat32x4(0)
	negative := func(q int) simd.Int32x4 { return load4(&row[q]).Add(zero).ToBits().BitsToInt32().ShiftAllRight(31) }
	lane := simd.LoadInt32x4Array(&laneBits)
	all := negative(0).And(lane).
		Or(negative(1).And(lane.ShiftAllLeft(4))).
		Or(negative(2).And(lane.ShiftAllLeft(8))).
		Or(negative(3).And(lane.ShiftAllLeft(12)))
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
	return uint64(atLeast32((*[32]int32)(row[:32]), at)) | uint64(atLeast32((*[32]int32)(row[32:]), at))<<32
}

func atLeast32(row *[32]int32, at int32) uint32 {
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
	return uint32(lanes[0] | lanes[1] | lanes[2] | lanes[3])
}
