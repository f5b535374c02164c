package rng

// Stream is a named stream of random blocks, two-dimensionally indexed. It is a value: copies
// are the same stream. The zero value is a valid stream of its own.
type Stream struct{ key [2]uint32 }

// New returns the stream of a name under a seed. The key of Philox is the seed and the FNV-1a
// hash of the name (32 bits: the names in use are tested not to collide).
func New(seed uint32, name string) Stream {
	return Stream{key: [2]uint32{seed, hash(name)}}
}

// hash is FNV-1a with 32 bits (Fowler, Noll and Vo), finished by the mixing of MurmurHash3.
func hash(name string) uint32 {
	h := uint32(2166136261)
	for i := range len(name) {
		h = (h ^ uint32(name[i])) * 16777619
	}
	h = (h ^ h>>16) * 0x85ebca6b
	h = (h ^ h>>13) * 0xc2b2ae35
	return h ^ h>>16
}

// Block returns the four random words at the index (i, j), for instance device i in step j.
func (s Stream) Block(i, j uint64) [4]uint32 {
	return Philox([4]uint32{uint32(i), uint32(i >> 32), uint32(j), uint32(j >> 32)}, s.key)
}

// Fill writes the blocks (i0, j), (i0+1, j), ... one after the other into dst, whose length
// must be a multiple of four.
func (s Stream) Fill(dst []uint32, i0, j uint64) {
	if len(dst)%4 != 0 {
		panic("rng: Fill needs whole blocks of four words")
	}
	fill(dst, s.key, i0, j)
}

// Gather writes the blocks at the given indices one after the other into dst, which holds
// 4*len(at) words.
func (s Stream) Gather(dst []uint32, at []Index) {
	if len(dst) != 4*len(at) {
		panic("rng: Gather needs four words an index")
	}
	gather(dst, s.key, at)
}

// Words writes the four words of the blocks (i0+at[n], j) into four planes: word w of block n goes to
// dst[w*len(at)+n]. dst holds 4*len(at) words, and at must ascend.
func (s Stream) Words(dst []uint32, i0 uint64, at []uint32, j uint64) {
	if len(dst) != 4*len(at) {
		panic("rng: Words needs four words an index")
	}
	words(dst, s.key, i0, at, j)
}

// Index is a two-dimensional index of a block.
type Index struct{ I, J uint64 }

// The conversions in the uniforms keep compilers from fusing their scaling into what follows.

// Uniform32 maps a random word to the middle of one of 2^23 equal parts of (0,1). Every result
// is exact in float32; 0 and 1 do not occur.
func Uniform32(u uint32) float32 { return float32(float32(u>>8|1) / (1 << 24)) }

// Uniform64 maps two random words to the middle of one of 2^52 equal parts of (0,1). Every
// result is exact; 0 and 1 do not occur, so that each is a fit argument of a quantile.
func Uniform64(hi, lo uint32) float64 {
	return float64((float64((uint64(hi)<<32|uint64(lo))>>12) + 0.5) / (1 << 52))
}

// Uniform maps one random word to the middle of one of 2^32 equal parts of (0,1), exactly.
func Uniform(u uint32) float64 { return float64((float64(u) + 0.5) / (1 << 32)) }
