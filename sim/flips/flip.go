package devices

import (
	"math"
	"math/bits"

	"arraylab/sim/num"
	"arraylab/sim/rng"
)

// Flip, FlipEither and FlipStuck copy nbits packed bits from src to dst (bit i is bit i mod 64 of word i/64; the
// two may be the same slice), turn each one over independently with probability p, and return
// how many they turned over. Bits of the last word beyond nbits stay as they are in src. The errors
// are a function of the stream and of a number, which tells reads, rows or both apart.

// Flip draws the errors of a read. Instead of asking every bit it draws the gaps between errors,
// which are geometric: its work is that of the errors. Probabilities are from 0 to 1.
func Flip(dst, src []uint64, nbits int, p float64, s rng.Stream, number uint64) (flips int) {
	begin(dst, src, nbits, p)
	if p == 0 {
		return 0
	}
	draw := s.Source(number)
	perLog := 1 / num.Log1p(-p)
	for at := 0; ; at++ {
		// The number of bits without error before the next one is floor(ln U / ln(1-p)).
		gap := math.Floor(num.Log(draw.Float64()) * perLog)
		if !(gap < float64(nbits-at)) {
			return flips
		}
		at += int(gap)
		dst[at>>6] ^= 1 << (at & 63)
		flips++
	}
}

// FlipEither is Flip with probabilities p of a 0 and of a 1. Gaps are drawn for the larger one; where the bit is of the
// other kind, the error is kept with the ratio of the two.
func FlipEither(dst, src []uint64, nbits int, p [2]float64, s rng.Stream, number uint64) (flips int) {
	if p[0] == p[1] {
		return Flip(dst, src, nbits, p[0], s, number)
	}
	begin(dst, src, nbits, p[0], p[1])
	most := max(p[0], p[1])
	draw := s.Source(number)
	perLog := 1 / num.Log1p(-most)
	for at := 0; ; at++ {
		gap := math.Floor(num.Log(draw.Float64()) * perLog)
		if !(gap < float64(nbits-at)) {
			return flips
		}
		at += int(gap)
		w, b := &dst[at>>6], uint64(at&63)
		if float64(draw.Float64()*most) < p[*w>>b&1] {
			*w ^= 1 << b
			flips++
		}
	}
}

// FlipStuck draws the errors of programming, p of a 0 and of a 1. Each bit has a uniform number of its
// own, a property of its place, and is wrong where that is below p: with a higher p the old errors stay
// and new ones come. Probabilities are from 0 to 1, in steps of 2^-32.
func FlipStuck(dst, src []uint64, nbits int, p [2]float64, s rng.Stream, number uint64) (flips int) {
	begin(dst, src, nbits, p[0], p[1])
	var limits [2]uint64
	for b, p := range p {
		limits[b] = uint64(math.Floor(float64(p*(1<<32)) + 0.5))
	}
	if limits == [2]uint64{} {
		return 0
	}
	var words [64 * 4]uint32
	for at := 0; at < nbits; at += len(words) {
		some := words[:min(len(words), nbits-at)]
		s.Fill(words[:(len(some)+3)/4*4], uint64(at/4), number)
		for i, u := range some {
			w, b := &dst[(at+i)>>6], uint64(i&63)
			if uint64(u) < limits[*w>>b&1] {
				*w ^= 1 << b
				flips++
			}
		}
	}
	return flips
}

// begin copies the bits and checks the probabilities.
func begin(dst, src []uint64, nbits int, p ...float64) {
	for _, p := range p {
		if !(p >= 0 && p <= 1) {
			panic("devices: bit errors take a probability from 0 to 1")
		}
	}
	words := (nbits + 63) / 64
	copy(dst[:words], src[:words])
}

// differ counts the bits in which packed rows differ.
func differ(a, b []uint64) (n int) {
	for i := range a {
		n += bits.OnesCount64(a[i] ^ b[i])
	}
	return n
}
