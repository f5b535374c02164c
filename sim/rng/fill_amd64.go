//go:build goexperiment.simd && go1.27

package rng

import simd "simd/archsimd"

// vectors tells whether this processor has the 256-bit integer instructions.
var vectors = simd.X86.AVX2()

// run writes the words of the counters' blocks. The instruction for products reads the even
// lanes: a holds those blocks, b the odd ones. The odd lanes of both hold what does not matter.
func (c *eights) run(key [2]uint32, r0, r1, r2, r3 *[8]uint32) {
	a0, a1 := simd.LoadUint32x8Array(&c[0]), simd.LoadUint32x8Array(&c[1])
	a2, a3 := simd.LoadUint32x8Array(&c[2]), simd.LoadUint32x8Array(&c[3])
	b0, b1 := a0.ReshapeToUint64s().ShiftAllRight(32).ReshapeToUint32s(),
		a1.ReshapeToUint64s().ShiftAllRight(32).ReshapeToUint32s()
	b2, b3 := a2.ReshapeToUint64s().ShiftAllRight(32).ReshapeToUint32s(),
		a3.ReshapeToUint64s().ShiftAllRight(32).ReshapeToUint32s()
	m0, m1 := simd.BroadcastUint32x8(mul0), simd.BroadcastUint32x8(mul1)
	k0, k1 := simd.BroadcastUint32x8(key[0]), simd.BroadcastUint32x8(key[1])
	w0, w1 := simd.BroadcastUint32x8(weyl0), simd.BroadcastUint32x8(weyl1)
	for range rounds {
		pa, ra := a0.MulWidenEven(m0), a2.MulWidenEven(m1)
		pb, rb := b0.MulWidenEven(m0), b2.MulWidenEven(m1)
		a0 = ra.ShiftAllRight(32).ReshapeToUint32s().Xor(a1).Xor(k0)
		b0 = rb.ShiftAllRight(32).ReshapeToUint32s().Xor(b1).Xor(k0)
		a2 = pa.ShiftAllRight(32).ReshapeToUint32s().Xor(a3).Xor(k1)
		b2 = pb.ShiftAllRight(32).ReshapeToUint32s().Xor(b3).Xor(k1)
		a1, a3, b1, b3 = ra.ReshapeToUint32s(), pa.ReshapeToUint32s(), rb.ReshapeToUint32s(), pb.ReshapeToUint32s()
		k0, k1 = k0.Add(w0), k1.Add(w1)
	}
	upper := simd.BroadcastUint64x4(0xffffffff << 32).ReshapeToUint32s()
	a0.AndNot(upper).Or(b0.ReshapeToUint64s().ShiftAllLeft(32).ReshapeToUint32s()).StoreArray(r0)
	a1.AndNot(upper).Or(b1.ReshapeToUint64s().ShiftAllLeft(32).ReshapeToUint32s()).StoreArray(r1)
	a2.AndNot(upper).Or(b2.ReshapeToUint64s().ShiftAllLeft(32).ReshapeToUint32s()).StoreArray(r2)
	a3.AndNot(upper).Or(b3.ReshapeToUint64s().ShiftAllLeft(32).ReshapeToUint32s()).StoreArray(r3)
	// Registers left half in use would slow down all that follows on older instructions.
	simd.ClearAVXUpperBits()
}

// blocks writes the words block by block.
func (c *eights) blocks(dst []uint32) {
	c0, c1 := simd.LoadUint32x8Array(&c[0]), simd.LoadUint32x8Array(&c[1])
	c2, c3 := simd.LoadUint32x8Array(&c[2]), simd.LoadUint32x8Array(&c[3])
	a, b := c0.InterleaveLoGrouped(c1).ReshapeToUint64s(), c2.InterleaveLoGrouped(c3).ReshapeToUint64s()
	x, y := c0.InterleaveHiGrouped(c1).ReshapeToUint64s(), c2.InterleaveHiGrouped(c3).ReshapeToUint64s()
	dst = dst[:32]
	for l, v := range [4]simd.Uint32x8{
		a.InterleaveLoGrouped(b).ReshapeToUint32s(), a.InterleaveHiGrouped(b).ReshapeToUint32s(),
		x.InterleaveLoGrouped(y).ReshapeToUint32s(), x.InterleaveHiGrouped(y).ReshapeToUint32s(),
	} {
		v.GetLo().Store(dst[4*l : 4*l+4])
		v.GetHi().Store(dst[4*l+16 : 4*l+20])
	}
	simd.ClearAVXUpperBits()
}
