//go:build goexperiment.simd && go1.27 && (amd64 || wasm)

package rng

// With vector instructions eight blocks are made at once. The bits are those of the plain loops.

// eights are the counters of eight blocks, word by word.
type eights [4][8]uint32

func fill(dst []uint32, key [2]uint32, i0, j uint64) {
	if !vectors {
		fillPlain(dst, key, i0, j)
		return
	}
	var c eights
	for len(dst) >= 32 {
		for l := range 8 {
			i := i0 + uint64(l)
			c.set(l, i, j)
		}
		c.eight(key, dst[:32:32])
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
		c.eight(key, dst[:32:32])
		dst, at = dst[32:], at[8:]
	}
	gatherPlain(dst, key, at)
}
