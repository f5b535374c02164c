//go:build goexperiment.simd && go1.27

package rng

import simd "simd/archsimd"

// vectors: a WebAssembly engine without vectors refuses the whole program, so there is nothing
// to ask.
const vectors = true

// WebAssembly multiplies the lower and the upper two lanes of a vector into vectors of 64-bit
// products; bringing their upper halves back into one vector exchanges the two middle lanes. Words 1
// and 3 of the counters are kept in that other order, and take turns with words 0 and 2.

// swap exchanges the middle lanes.
func swap(x simd.Uint32x4, order simd.Int8x16) simd.Uint32x4 {
	return x.ReshapeToUint8s().BitsToInt8().LookupOrZero(order).ToBits().ReshapeToUint32s()
}

// run writes the words of the counters' blocks.
func (c *eights) run(key [2]uint32, r0, r1, r2, r3 *[8]uint32) {
	order := simd.LoadInt8x16Array(&[16]int8{0, 1, 2, 3, 8, 9, 10, 11, 4, 5, 6, 7, 12, 13, 14, 15})
	m0, m1 := simd.BroadcastUint32x4(mul0), simd.BroadcastUint32x4(mul1)
	w0, w1 := simd.BroadcastUint32x4(weyl0), simd.BroadcastUint32x4(weyl1)
	lower := simd.BroadcastUint64x2(0xffffffff)
	k0, k1 := simd.BroadcastUint32x4(key[0]), simd.BroadcastUint32x4(key[1])
	a0, a1 := simd.LoadUint32x4(c[0][:4]), swap(simd.LoadUint32x4(c[1][:4]), order)
	a2, a3 := simd.LoadUint32x4(c[2][:4]), swap(simd.LoadUint32x4(c[3][:4]), order)
	b0, b1 := simd.LoadUint32x4(c[0][4:]), swap(simd.LoadUint32x4(c[1][4:]), order)
	b2, b3 := simd.LoadUint32x4(c[2][4:]), swap(simd.LoadUint32x4(c[3][4:]), order)
	for range rounds {
		pa := a0.MulWidenLo(m0).ShiftAllRight(32).Or(a0.MulWidenHi(m0).AndNot(lower)).ReshapeToUint32s()
		ra := a2.MulWidenLo(m1).ShiftAllRight(32).Or(a2.MulWidenHi(m1).AndNot(lower)).ReshapeToUint32s()
		a0, a1, a2, a3 = ra.Xor(a1).Xor(k0), a2.Mul(m1), pa.Xor(a3).Xor(k1), a0.Mul(m0)
		pb := b0.MulWidenLo(m0).ShiftAllRight(32).Or(b0.MulWidenHi(m0).AndNot(lower)).ReshapeToUint32s()
		rb := b2.MulWidenLo(m1).ShiftAllRight(32).Or(b2.MulWidenHi(m1).AndNot(lower)).ReshapeToUint32s()
		b0, b1, b2, b3 = rb.Xor(b1).Xor(k0), b2.Mul(m1), pb.Xor(b3).Xor(k1), b0.Mul(m0)
		k0, k1 = k0.Add(w0), k1.Add(w1)
	}
	a0.Store(r0[:4])
	swap(a1, order).Store(r1[:4])
	a2.Store(r2[:4])
	swap(a3, order).Store(r3[:4])
	b0.Store(r0[4:])
	swap(b1, order).Store(r1[4:])
	b2.Store(r2[4:])
	swap(b3, order).Store(r3[4:])
}

// blocks writes the words block by block.
func (c *eights) blocks(dst []uint32) {
	dst = dst[:32]
	for l := range 8 {
		d := dst[4*l : 4*l+4 : 4*l+4]
		d[0], d[1], d[2], d[3] = c[0][l], c[1][l], c[2][l], c[3][l]
	}
}
