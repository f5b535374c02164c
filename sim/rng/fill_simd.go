//go:build goexperiment.simd && go1.27 && (amd64 || wasm)

package rng

// With vector instructions eight blocks are made at once. The bits are those of the plain loops.

// eights are words of eight blocks, word by word: their counters, or what run makes of these.
type eights [4][8]uint32

// set puts the counter of block l in its place.
func (c *eights) set(l int, i, j uint64) {
	c[0][l&7], c[1][l&7], c[2][l&7], c[3][l&7] = uint32(i), uint32(i>>32), uint32(j), uint32(j>>32)
}

// row sets all but the first words of the counters, where they are the same in all blocks.
func (c *eights) row(i, j uint64) {
	for l := range 8 {
		c.set(l, i, j)
	}
}

func fill(dst []uint32, key [2]uint32, i0, j uint64) {
	if !vectors {
		fillPlain(dst, key, i0, j)
		return
	}
	var c, r eights
	for len(dst) >= 32 {
		for l := range 8 {
			c.set(l, i0+uint64(l), j)
		}
		c.run(key, &r[0], &r[1], &r[2], &r[3])
		r.blocks(dst[:32:32])
		dst = dst[32:]
		i0 += 8
	}
	fillPlain(dst, key, i0, j)
}

func gather(dst []uint32, key [2]uint32, at []Index) {
	if !vectors {
		gatherPlain(dst, key, at)
		return
	}
	var c, r eights
	for len(at) >= 8 && len(dst) >= 32 {
		for l, x := range at[:8:8] {
			c.set(l, x.I, x.J)
		}
		c.run(key, &r[0], &r[1], &r[2], &r[3])
		r.blocks(dst[:32:32])
		dst, at = dst[32:], at[8:]
	}
	gatherPlain(dst, key, at)
}

func words(dst []uint32, key [2]uint32, i0 uint64, at []uint32, j uint64) {
	n := len(at)
	// All indices share their upper halves, unless at reaches over the end of the lower one.
	if !vectors || n%8 != 0 || n == 0 || uint32(i0) >= 1<<31 || at[n-1] >= 1<<31 {
		wordsPlain(dst, key, i0, at, j)
		return
	}
	var c eights
	c.row(i0, j)
	w0, w1, w2, w3 := dst[:n], dst[n:2*n], dst[2*n:3*n], dst[3*n:4*n]
	for len(at) >= 8 && len(w0) >= 8 && len(w1) >= 8 && len(w2) >= 8 && len(w3) >= 8 {
		for l, a := range at[:8:8] {
			c[0][l&7] = uint32(i0) + a
		}
		c.run(key, (*[8]uint32)(w0), (*[8]uint32)(w1), (*[8]uint32)(w2), (*[8]uint32)(w3))
		at, w0, w1, w2, w3 = at[8:], w0[8:], w1[8:], w2[8:], w3[8:]
	}
}
