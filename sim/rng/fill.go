package rng

// The bulk forms work on several blocks at once: the rounds of one block wait for each other's
// products, those of different blocks do not.

// lanes is how many blocks one turn of the plain loops makes.
const lanes = 2

// two is Philox on two counters at once.
func two(a0, a1, a2, a3, b0, b1, b2, b3, k0, k1 uint32) (w, x, y, z, p, q, r, s uint32) {
	for range rounds {
		pa, ra := uint64(a0)*mul0, uint64(a2)*mul1
		pb, rb := uint64(b0)*mul0, uint64(b2)*mul1
		a0, a1, a2, a3 = uint32(ra>>32)^a1^k0, uint32(ra), uint32(pa>>32)^a3^k1, uint32(pa)
		b0, b1, b2, b3 = uint32(rb>>32)^b1^k0, uint32(rb), uint32(pb>>32)^b3^k1, uint32(pb)
		k0 += weyl0
		k1 += weyl1
	}
	return a0, a1, a2, a3, b0, b1, b2, b3
}

func fillPlain(dst []uint32, key [2]uint32, i0, j uint64) {
	for len(dst) >= 4*lanes {
		d := dst[: 4*lanes : 4*lanes]
		i1 := i0 + 1
		d[0], d[1], d[2], d[3], d[4], d[5], d[6], d[7] = two(
			uint32(i0), uint32(i0>>32), uint32(j), uint32(j>>32),
			uint32(i1), uint32(i1>>32), uint32(j), uint32(j>>32), key[0], key[1])
		dst = dst[4*lanes:]
		i0 += lanes
	}
	if len(dst) >= 4 {
		b := Stream{key}.Block(i0, j)
		copy(dst, b[:])
	}
}

func gatherPlain(dst []uint32, key [2]uint32, at []Index) {
	for len(at) >= lanes && len(dst) >= 4*lanes {
		d := dst[: 4*lanes : 4*lanes]
		a, b := at[0], at[1]
		d[0], d[1], d[2], d[3], d[4], d[5], d[6], d[7] = two(
			uint32(a.I), uint32(a.I>>32), uint32(a.J), uint32(a.J>>32),
			uint32(b.I), uint32(b.I>>32), uint32(b.J), uint32(b.J>>32), key[0], key[1])
		dst, at = dst[4*lanes:], at[lanes:]
	}
	if len(at) > 0 {
		b := Stream{key}.Block(at[0].I, at[0].J)
		copy(dst, b[:])
	}
}

func wordsPlain(dst []uint32, key [2]uint32, i0 uint64, at []uint32, j uint64) {
	n := len(at)
	for i, a := range at {
		b := Stream{key}.Block(i0+uint64(a), j)
		dst[i], dst[n+i], dst[2*n+i], dst[3*n+i] = b[0], b[1], b[2], b[3]
	}
}
