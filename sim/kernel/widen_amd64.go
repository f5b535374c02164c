//go:build goexperiment.simd && go1.27

// What archsimd spells differently for each processor: numbers made twice as wide, bytes in
// another order. No upper half of a register is used here (see settle).

package kernel

import simd "simd/archsimd"

// extend8 makes sixteen numbers of 8 bits ones of 16, in order.
func extend8(x simd.Int8x16) (low, high simd.Int16x8) {
	bits := x.ToBits().ReshapeToUint64s()
	return x.ExtendLo8ToInt16(), bits.InterleaveHi(bits).ReshapeToUint8s().BitsToInt8().ExtendLo8ToInt16()
}

// extend16 makes eight numbers of 16 bits ones of 32, in order.
func extend16(x simd.Int16x8) (low, high simd.Int32x4) {
	bits := x.ToBits().ReshapeToUint64s()
	return x.ExtendLo4ToInt32(), bits.InterleaveHi(bits).ReshapeToUint16s().BitsToInt16().ExtendLo4ToInt32()
}

// inOrder puts the bytes of four lanes, byte q of lane k, in the order of q.
func inOrder(x simd.Int8x16) simd.Int8x16 { return swizzle(x, &fours) }

// swizzle puts the bytes in an order.
func swizzle(x simd.Int8x16, order *[Lanes]int8) simd.Int8x16 {
	return x.PermuteOrZero(simd.LoadInt8x16Array(order))
}
