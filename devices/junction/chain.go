package junction

import (
	"math"

	"arraylab/sim/num"
)

// Telegraph is a two-state process in time: it leaves P at the rate 1/TauP and AP at the rate 1/TauAP.
type Telegraph struct {
	TauP, TauAP float64 // s
}

// PAP is the share of time in AP, a/(a+b) with a = 1/TauP, b = 1/TauAP.
func (t Telegraph) PAP() float64 { return 1 / (1 + t.TauP/t.TauAP) }

// Correlation is that of two looks dt apart, exp(-(a+b) dt).
func (t Telegraph) Correlation(dt float64) float64 {
	return num.Exp(-float64(dt/t.TauP) - float64(dt/t.TauAP))
}

// Chain is the law of the bits that a sense amplifier reads at equal intervals: a two-state Markov chain.
type Chain struct {
	Rise float64 // probability that a 1 follows a 0
	Fall float64 // probability that a 0 follows a 1
}

// Sampled returns the chain of reads dt apart. disturb is the probability that a read turns a junction that is in P
// over to AP, where its current pushes it: just after the amplifier has decided.
func (t Telegraph) Sampled(dt, disturb float64) Chain {
	moved := 1 - t.Correlation(dt)
	up, down := float64(moved*t.PAP()), float64(moved*(1-t.PAP()))
	return Chain{Rise: float64((1-disturb)*up) + float64(disturb*(1-down)), Fall: down}
}

// P is the share of ones; of a chain that never moves it is 1/2.
func (c Chain) P() float64 {
	if c.Rise+c.Fall == 0 {
		return 0.5
	}
	return c.Rise / (c.Rise + c.Fall)
}

// Correlation is that of neighbouring bits.
func (c Chain) Correlation() float64 { return 1 - c.Rise - c.Fall }

// Whitened are the share of ones and the correlation of neighbours after XOR of independent chains. For k
// equal chains with P = 1/2 + eps that share is 1/2 + (-1)^(k+1) 2^(k-1) eps^k: as numbers +1 and -1 for the
// bits 0 and 1, means and products of neighbours multiply.
func Whitened(chains []Chain) (p, correlation float64) {
	mean, square, product := 1.0, 1.0, 1.0
	for _, c := range chains {
		m := 1 - float64(2*c.P())
		mm := float64(m * m)
		mean, square = float64(mean*m), float64(square*mm)
		product = float64(product * (mm + float64((1-mm)*c.Correlation())))
	}
	if square == 1 { // all chains are stuck
		return (1 - mean) / 2, 0
	}
	return (1 - mean) / 2, (product - square) / (1 - square)
}

// threshold is a probability in steps of 2^-32.
func threshold(p float64) uint64 {
	return uint64(math.Floor(float64(math.Min(math.Max(p, 0), 1)*(1<<32)) + 0.5))
}
