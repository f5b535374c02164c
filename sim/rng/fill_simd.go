//go:build goexperiment.simd && go1.27 && (amd64 || wasm)

package rng

// With vector instructions eight blocks are made at once. The bits are those of the plain loops.

// eights are the counters of eight blocks, word by word; run makes random words of them.
type eights [4][8]uint32

// set puts the counter of block l in its place.
func (c *eights) set(l int, i, j uint64) {
	c[0][l&7], c[1][l&7], c[2][l&7], c[3][l&7] = uint32(i), uint32(i>>32), uint32(j), uint32(j>>32)
}

func fill(dst []uint32, key [2]uint32, i0, j uint64) {
	if !vectors {
		fillPlain(dst, key, i0, j)
		return
	}
	var c eights
	for len(dst) >= 32 {
		for l := range 8 {
			c.set(l, i0+uint64(l), j)
		}
		c.run(key)
		c.blocks(dst[:32:32])
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
	var c eights
	for len(at) >= 8 && len(dst) >= 32 {
		for l, x := range at[:8:8] {
			c.set(l, x.I, x.J)
		}
		c.run(key)
		c.blocks(dst[:32:32])
		dst, at = dst[32:], at[8:]
	}
	gatherPlain(dst, key, at)
}

func words(dst []uint32, key [2]uint32, i0 uint64, at []uint32, j uint64) {
	n := len(at)
	if !vectors || n%8 != 0 {
		wordsPlain(dst, key, i0, at, j)
		return
	}
	var c eights
	for from := 0; from < n; from += 8 {
		for l, a := range at[from : from+8 : from+8] {
			c.set(l, i0+uint64(a), j)
		}
		c.run(key)
		for w := range c {
			*(*[8]uint32)(dst[w*n+from:]) = c[w]
		}
	}
}
