//go:build goexperiment.simd && go1.27

package rng

import simd "simd/archsimd"

// vectors: a WebAssembly engine without vectors refuses the whole program, so there is nothing
// to ask.
const vectors = true

// swapped exchanges the two middle lanes of each vector of four. WebAssembly multiplies the lower
// and the upper two lanes of a vector into vectors of 64-bit products; to bring their upper halves back into
// one vector without a shuffle exchanges the middle lanes. Words 1 and 3 of the counter are kept in
// that other order, and take turns with words 0 and 2.
var swapped = [8]uint8{0, 2, 1, 3, 4, 6, 5, 7}

// set puts the counter of block l in its place.
func (c *eights) set(l int, i, j uint64) {
	s := swapped[l&7]
	c[0][l&7], c[1][s&7], c[2][l&7], c[3][s&7] = uint32(i), uint32(i>>32), uint32(j), uint32(j>>32)
}

// eight writes the eight blocks of the counters into dst.
func (c *eights) eight(key [2]uint32, dst []uint32) {
	m0, m1 := simd.BroadcastUint32x4(mul0), simd.BroadcastUint32x4(mul1)
	w0, w1 := simd.BroadcastUint32x4(weyl0), simd.BroadcastUint32x4(weyl1)
	lower := simd.BroadcastUint64x2(0xffffffff)
	k0, k1 := simd.BroadcastUint32x4(key[0]), simd.BroadcastUint32x4(key[1])
	a0, a1 := simd.LoadUint32x4(c[0][:4]), simd.LoadUint32x4(c[1][:4])
	a2, a3 := simd.LoadUint32x4(c[2][:4]), simd.LoadUint32x4(c[3][:4])
	b0, b1 := simd.LoadUint32x4(c[0][4:]), simd.LoadUint32x4(c[1][4:])
	b2, b3 := simd.LoadUint32x4(c[2][4:]), simd.LoadUint32x4(c[3][4:])
	for range rounds {
		pa := a0.MulWidenLo(m0).ShiftAllRight(32).Or(a0.MulWidenHi(m0).AndNot(lower)).ReshapeToUint32s()
		ra := a2.MulWidenLo(m1).ShiftAllRight(32).Or(a2.MulWidenHi(m1).AndNot(lower)).ReshapeToUint32s()
		a0, a1, a2, a3 = ra.Xor(a1).Xor(k0), a2.Mul(m1), pa.Xor(a3).Xor(k1), a0.Mul(m0)
		pb := b0.MulWidenLo(m0).ShiftAllRight(32).Or(b0.MulWidenHi(m0).AndNot(lower)).ReshapeToUint32s()
		rb := b2.MulWidenLo(m1).ShiftAllRight(32).Or(b2.MulWidenHi(m1).AndNot(lower)).ReshapeToUint32s()
		b0, b1, b2, b3 = rb.Xor(b1).Xor(k0), b2.Mul(m1), pb.Xor(b3).Xor(k1), b0.Mul(m0)
		k0, k1 = k0.Add(w0), k1.Add(w1)
	}
	var r eights
	a0.Store(r[0][:4])
	a1.Store(r[1][:4])
	a2.Store(r[2][:4])
	a3.Store(r[3][:4])
	b0.Store(r[0][4:])
	b1.Store(r[1][4:])
	b2.Store(r[2][4:])
	b3.Store(r[3][4:])
	dst = dst[:32]
	for l := range 8 {
		s := swapped[l]
		d := dst[4*l : 4*l+4 : 4*l+4]
		d[0], d[1], d[2], d[3] = r[0][l], r[1][s&7], r[2][l], r[3][s&7]
	}
}
