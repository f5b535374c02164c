package devices

import (
	"math"

	"arraylab/sim/num"
)

// PinkTaps is the length of the filter that makes pink noise (arXiv:2107.06064, published code).
const PinkTaps = 15

// PinkWeights returns the coefficients b_k of the filter wPink = sum of b_k u_(j-k) over the
// uniform numbers of the last pulses: b_0 = 1, b_k = b_(k-1) (k - 1/2)/k, the impulse response of
// 1/sqrt(1 - z), whose power falls as 1/f (N. J. Kasdin, Proc. IEEE 83, 802, 1995).
func PinkWeights() [PinkTaps]float64 {
	var b [PinkTaps]float64
	b[0] = 1
	for k := 1; k < PinkTaps; k++ {
		b[k] = b[k-1] * (float64(k) - 0.5) / float64(k)
	}
	return b
}

// TrapStationary returns the probability of a high trap after very many pulses.
func (p WeakReset) TrapStationary() float64 {
	if p.LowToHigh == 0 {
		return 0
	}
	return p.LowToHigh / (p.LowToHigh + p.HighToLow)
}

// TrapHigh returns the probability that a trap is high n pulses after it was high or low: the
// n-th power of the two-state transition matrix, whose second eigenvalue is
// 1 - LowToHigh - HighToLow.
func (p WeakReset) TrapHigh(high bool, n int) float64 {
	stay := power(1-p.LowToHigh-p.HighToLow, n)
	s := p.TrapStationary()
	if high {
		return s + float64((1-s)*stay)
	}
	return s - float64(s*stay)
}

// trapHigh is the probability of a high trap n pulses after a SET, under the switches.
func (p WeakReset) trapHigh(sw Switches, n int) float64 {
	switch {
	case !sw.RTN:
		return 0
	case sw.Stationary:
		return p.TrapStationary()
	}
	return p.TrapHigh(false, n)
}

// pinkCentre is the mean of the pink noise of a full filter, in ln R: 0.054 in the published fit.
func (p WeakReset) pinkCentre() float64 {
	sum := 0.0
	for _, b := range PinkWeights() {
		sum += b
	}
	return float64(0.5 * sum * p.PinkScale)
}

// power is x^n for 0 <= x <= 1 by repeated squaring, n >= 0.
func power(x float64, n int) float64 {
	y := 1.0
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			y *= x
		}
		x *= x
	}
	return y
}

// threshold turns a probability into the number of random words, out of 2^32, below which an
// event happens.
func threshold(p float64) uint32 {
	return uint32(math.Min(math.Floor(float64(p*(1<<32))+0.5), 1<<32-1))
}

// trapThresholds are the thresholds of a high trap after n pulses, of one that was low and of one
// that was high.
type trapThresholds [2]uint32

// move draws the trap in a state word with the word u.
func (t *trapThresholds) move(state, u uint32) uint32 {
	below := uint32((uint64(u) - uint64(t[state>>31])) >> 63)
	return state&^trapBit | below<<31
}

func (p WeakReset) trapThresholds(n int) trapThresholds {
	return trapThresholds{threshold(p.TrapHigh(false, n)), threshold(p.TrapHigh(true, n))}
}

// logRatio is ln(a/b).
func logRatio(a, b float64) float64 { return num.Log(a / b) }
