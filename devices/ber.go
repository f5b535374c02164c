package devices

import (
	"math"

	"arraylab/sim/num"
	"arraylab/sim/rng"
)

// Flip copies nbits packed bits from src to dst (bit i is bit i mod 64 of word i/64; the two may be
// the same slice) and turns each one over independently with probability p, 0 <= p <= 1. It returns how many
// it turned over. The errors are a function of the stream and the number read: errors at programming
// have one number for all reads, errors at read a new one for each. Bits of the last word beyond nbits stay as
// they are in src.
//
// Instead of asking every bit it draws the gaps between errors, which are geometric: the
// work is that of the errors.
func Flip(dst, src []uint64, nbits int, p float64, s rng.Stream, read uint64) (flips int) {
	if !(p >= 0 && p <= 1) {
		panic("devices: Flip takes a probability from 0 to 1")
	}
	words := (nbits + 63) / 64
	copy(dst[:words], src[:words])
	if p == 0 {
		return 0
	}
	draw := s.Source(read)
	// The gap is floor(ln U / ln(1-p)).
	perLog := 1 / num.Log1p(-p)
	for at := 0; ; at++ {
		gap := math.Floor(num.Log(draw.Float64()) * perLog)
		if !(gap < float64(nbits-at)) {
			return flips
		}
		at += int(gap)
		dst[at>>6] ^= 1 << (at & 63)
		flips++
	}
}
