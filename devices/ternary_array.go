package devices

import (
	"arraylab/sim/num"
	"arraylab/sim/rng"
)

// Rows of ternary weights are packed as two planes of bits side by side: first of the weights that are at least 0, then
// of those above 0. Both planes have the same number of words.

// tritAt is the i-th number of a row.
func tritAt(row []uint64, i int) int {
	second := row[len(row)/2:]
	return int(row[i/64]>>(i%64)&1) + int(second[i/64]>>(i%64)&1) - 1
}

// putTrit sets the i-th number of a row.
func putTrit(row []uint64, i, trit int) {
	for plane, words := range [2][]uint64{row[:len(row)/2], row[len(row)/2:]} {
		words[i/64] &^= 1 << (i % 64)
		if trit >= plane {
			words[i/64] |= 1 << (i % 64)
		}
	}
}

// TernaryShift is the probability q with which the error model of ternary networks adds +1 or -1 to a weight: q = 2 BER /
// (1 + p0), with p0 the share of zeros, so that a share BER of all weights is wrong (the published code of
// arXiv:2007.14234's group, Quantized_VGG). It is at most 1.
func TernaryShift(ber, zeros float64) float64 { return min(2*ber/(1+zeros), 1) }

// FlipTrits draws errors of a packed row of n weights: with the probability q of TernaryShift it adds +1 or -1 to a weight
// and makes it ternary again. So a 0 becomes +-1 with probability q, a +-1 becomes 0 with q/2, and +1 and -1 never turn
// into each other.
func FlipTrits(dst, src []uint64, n int, q float64, s rng.Stream, number uint64) {
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
				putTrit(dst, i0+k, max(-1, min(1, tritAt(src, i0+k)+step)))
			}
		}
	}
}

// tritFlips is flips for ternary weights.
type tritFlips struct {
	inputs      int
	write, read float64 // probabilities of TernaryShift
	errors      rng.Stream
}

// newTritFlips has an error rate at programming or at each read.
func newTritFlips(write, read float64, site Site) tritFlips {
	return tritFlips{site.Inputs, TernaryShift(write, site.Zeros), TernaryShift(read, site.Zeros), rng.New(site.Chip, rng.Layer(rng.Errors, site.Layer))}
}

func (a tritFlips) Program(hold, want []uint64, row int) Tally {
	FlipTrits(hold, want, a.inputs, a.write, a.errors, uint64(row))
	return Tally{}
}

func (a tritFlips) Noisy() bool { return a.read > 0 }

func (a tritFlips) Read(dst, hold []uint64, row int, n uint64) Tally {
	FlipTrits(dst, hold, a.inputs, a.read, a.errors, n<<16|uint64(row))
	return Tally{}
}

// tritCells are cells that store ternary weights; their draws are those of the same cells storing binary ones.
type tritCells struct{ *cells }

// pairLogs are the ln R of the branches of weight k of the words that should hold a trit.
func (c tritCells) pairLogs(w *words, k, trit int) (bl, blb float64) {
	states := tritStates[trit+1]
	return w.behindWires(c.logR(w, 2*k, states[0])), w.behindWires(c.logR(w, 2*k+1, states[1]))
}

// Program implements Array.
func (c tritCells) Program(hold, want []uint64, row int) Tally {
	var w words
	offsets := c.offsetsOf(row)
	copy(hold, want)
	for i0 := 0; i0 < c.inputs; i0 += 64 {
		n := min(64, c.inputs-i0)
		c.load(&w, i0, n, row)
		for k := range n {
			o, trit := 0.0, tritAt(want, i0+k)
			if offsets != nil {
				o = offsets[i0+k]
			}
			if c.safeTrit(&w, k, trit, o) {
				continue
			}
			bl, blb := c.pairLogs(&w, k, trit)
			if read := c.readTrit(bl, blb, o, i0+k, row); read != trit {
				putTrit(hold, i0+k, read)
			}
		}
	}
	return Tally{}
}

// safeTrit tells whether a trit is surely read as stored, by bounds on its random numbers.
func (c tritCells) safeTrit(w *words, k, trit int, o float64) bool {
	if trit == 0 {
		return !c.isStuck(w, 2*k) && !c.isStuck(w, 2*k+1) &&
			min(w.behindWires(c.leastHRS(w, 2*k)), w.behindWires(c.leastHRS(w, 2*k+1))) > c.timeout+boundSlack
	}
	margin, inTime := c.pairMargin(w, k, (trit+1)/2)
	return inTime && margin+float64(float64(trit)*o) > c.dead+boundSlack
}

// Read implements Array.
func (c tritCells) Read(dst, hold []uint64, _ int, _ uint64) Tally {
	copy(dst, hold)
	return Tally{}
}

// Resistances implements Resistive.
func (c tritCells) Resistances(bl, blb []float32, want []uint64, row int) {
	var w words
	for i0 := 0; i0 < c.inputs; i0 += 64 {
		n := min(64, c.inputs-i0)
		c.load(&w, i0, n, row)
		for k := range n {
			x, y := c.pairLogs(&w, k, tritAt(want, i0+k))
			bl[i0+k], blb[i0+k] = float32(num.Exp(x)), float32(num.Exp(y))
		}
	}
}
