package biterr

import "arraylab/sim/rng"

// A row of ternary numbers is packed as two planes of bits side by side: first of those that are at least 0, then of
// those above 0. Both planes have the same number of words.

// Trit is the i-th number of a row.
func Trit(row []uint64, i int) int {
	second := row[len(row)/2:]
	return int(row[i/64]>>(i%64)&1) + int(second[i/64]>>(i%64)&1) - 1
}

// PutTrit sets the i-th number of a row.
func PutTrit(row []uint64, i, trit int) {
	for plane, words := range [2][]uint64{row[:len(row)/2], row[len(row)/2:]} {
		words[i/64] &^= 1 << (i % 64)
		if trit >= plane {
			words[i/64] |= 1 << (i % 64)
		}
	}
}

// Shift is the probability q with which the error model of ternary networks adds +1 or -1 to a weight: q = 2 BER /
// (1 + p0), with p0 the share of zeros, so that a share BER of all weights is wrong (the published code of
// arXiv:2007.14234's group, Quantized_VGG). It is at most 1.
func Shift(ber, zeros float64) float64 { return min(2*ber/(1+zeros), 1) }

// Trits draws errors of a packed row of n weights: with the probability q of Shift it adds +1 or -1 to a weight
// and makes it ternary again. So a 0 becomes +-1 with probability q, a +-1 becomes 0 with q/2, and +1 and -1 never turn
// into each other.
func Trits(dst, src []uint64, n int, q float64, s rng.Stream, number uint64) {
	copy(dst, src)
	if q == 0 {
		return
	}
	var words [2 * 64]uint32
	for i0 := 0; i0 < n; i0 += 64 {
		s.Fill(words[:], uint64(i0/2), number)
		for k := range min(64, n-i0) {
			if rng.Uniform(words[2*k]) < q {
				step := int(words[2*k+1]>>31)*2 - 1
				PutTrit(dst, i0+k, max(-1, min(1, Trit(src, i0+k)+step)))
			}
		}
	}
}
