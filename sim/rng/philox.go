// Package rng holds counter-based random numbers: every draw is a function of a seed, the name
// of a stream and an index, so it can be made anywhere, in any order, on any number of workers,
// and made again instead of being stored. Streams of different names are independent: what one
// part of a run draws never changes what another part does.
package rng

import "math/bits"

// Constants of Philox4x32 (J. K. Salmon et al., Parallel random numbers: as easy as 1, 2, 3,
// SC11, doi:10.1145/2063384.2063405).
const (
	mul0  = 0xD2511F53
	mul1  = 0xCD9E8D57
	weyl0 = 0x9E3779B9 // golden ratio
	weyl1 = 0xBB67AE85 // sqrt(3) - 1
)

// rounds is the number of rounds that the authors recommend.
const rounds = 10

// Philox is the Philox4x32-10 bijection: the four random words that counter ctr has under key.
func Philox(ctr [4]uint32, key [2]uint32) [4]uint32 {
	c0, c1, c2, c3 := ctr[0], ctr[1], ctr[2], ctr[3]
	k0, k1 := key[0], key[1]
	for range rounds {
		hi0, lo0 := bits.Mul32(mul0, c0)
		hi1, lo1 := bits.Mul32(mul1, c2)
		c0, c1, c2, c3 = hi1^c1^k0, lo1, hi0^c3^k1, lo0
		k0 += weyl0
		k1 += weyl1
	}
	return [4]uint32{c0, c1, c2, c3}
}
