package biterr

import "arraylab/sim/rng"

// flipTernary is Trits written out weight by weight: it copies the weights -1, 0 and +1 from src to dst with errors,
// and returns how many: with the probability Shift it adds +1 or -1 to a weight and makes it ternary again. So a 0
// becomes +-1 with probability q, a +-1 becomes 0 with q/2, and +1 and -1 never turn into each other. The share of
// zeros is that of src. Weight i takes words 2(i mod 2) and the next of block (i/2, number); the error rate is from 0
// to 1.
func flipTernary(dst, src []int8, ber float64, s rng.Stream, number uint64) (wrong int) {
	if !(ber >= 0 && ber <= 1) {
		panic("biterr: bit errors take a probability from 0 to 1")
	}
	copy(dst, src)
	zeros := 0
	for _, w := range src {
		if w == 0 {
			zeros++
		}
	}
	if ber == 0 || len(src) == 0 {
		return 0
	}
	q := Shift(ber, float64(zeros)/float64(len(src)))
	for i, w := range src {
		b := s.Block(uint64(i/2), number)
		if rng.Uniform(b[i&1*2]) >= q {
			continue
		}
		step := int8(b[i&1*2+1]>>31)*2 - 1
		if dst[i] = max(-1, min(1, w+step)); dst[i] != w {
			wrong++
		}
	}
	return wrong
}
