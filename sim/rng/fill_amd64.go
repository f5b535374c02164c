//go:build goexperiment.simd && go1.27

package rng

import simd "simd/archsimd"

// vectors tells whether this processor has the 256-bit integer instructions.
var vectors = simd.X86.AVX2()

// set puts the counter of block l in its place.
func (c *eights) set(l int, i, j uint64) {
	c[0][l&7], c[1][l&7], c[2][l&7], c[3][l&7] = uint32(i), uint32(i>>32), uint32(j), uint32(j>>32)
}

// eight writes the eight blocks of the counters into dst.
func (c *eights) eight(key [2]uint32, dst []uint32) {
	c0, c1 := simd.LoadUint32x8Array(&c[0]), simd.LoadUint32x8Array(&c[1])
	c2, c3 := simd.LoadUint32x8Array(&c[2]), simd.LoadUint32x8Array(&c[3])
	m0, m1 := simd.BroadcastUint32x8(mul0), simd.BroadcastUint32x8(mul1)
	k0, k1 := simd.BroadcastUint32x8(key[0]), simd.BroadcastUint32x8(key[1])
	w0, w1 := simd.BroadcastUint32x8(weyl0), simd.BroadcastUint32x8(weyl1)
	upper := simd.BroadcastUint64x4(0xffffffff << 32)
	for range rounds {
		// Products of the even and of the odd lanes; then their upper halves lane by lane.
		even0, odd0 := c0.MulWidenEven(m0), c0.ReshapeToUint64s().ShiftAllRight(32).ReshapeToUint32s().MulWidenEven(m0)
		even1, odd1 := c2.MulWidenEven(m1), c2.ReshapeToUint64s().ShiftAllRight(32).ReshapeToUint32s().MulWidenEven(m1)
		hi0 := even0.ShiftAllRight(32).Or(odd0.And(upper)).ReshapeToUint32s()
		hi1 := even1.ShiftAllRight(32).Or(odd1.And(upper)).ReshapeToUint32s()
		lo0 := even0.AndNot(upper).Or(odd0.ShiftAllLeft(32)).ReshapeToUint32s()
		lo1 := even1.AndNot(upper).Or(odd1.ShiftAllLeft(32)).ReshapeToUint32s()
		c0, c1, c2, c3 = hi1.Xor(c1).Xor(k0), lo1, hi0.Xor(c3).Xor(k1), lo0
		k0, k1 = k0.Add(w0), k1.Add(w1)
	}
	// Four words a block: transpose.
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
	// Registers left half in use would slow down all that follows on older instructions.
	simd.ClearAVXUpperBits()
}
