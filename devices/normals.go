package devices

import (
	"arraylab/sim/num"
	"arraylab/sim/rng"
)

// Most cells are decided without their exact random numbers: the upper bits of a word bound the
// standard normal number that it stands for, and bounds are enough where a cell is far from being read
// wrongly. What is stored is the same as if every number had been drawn.

// normal is the standard normal number of a random word.
func normal(u uint32) float64 { return num.InvNorm(rng.Uniform(u)) }

const (
	boundBits = 10
	// boundSlack is wider than all rounding of sums of a few such numbers times spreads of ln R.
	boundSlack = 1e-9
)

// normalEdges are the quantiles between the classes of words with the same upper bits: the normal of a
// word u lies between those of u>>(32-boundBits) and of the class after it.
var normalEdges = makeNormalEdges()

func makeNormalEdges() (edges [1<<boundBits + 1]float64) {
	for i := range edges {
		first := uint64(i) << (32 - boundBits) // the first word of the class
		edges[i] = normal(uint32(min(first, 1<<32-1)))
	}
	return edges
}

// above bounds the normal of a word from above, below from below.
func above(u uint32) float64 { return normalEdges[u>>(32-boundBits)+1] }
func below(u uint32) float64 { return normalEdges[u>>(32-boundBits)] }

// normalBelow is the probability that a normal number of a mean and a spread of 0 or more is below x; where it is x,
// half counts.
func normalBelow(x, mean, sd float64) float64 {
	switch {
	case sd > 0:
		return num.NormCDF((x - mean) / sd)
	case x > mean:
		return 1
	case x < mean:
		return 0
	}
	return 0.5
}

// density is that of a normal law with a spread above 0.
func density(x, mean, sd float64) float64 {
	z := (x - mean) / sd
	return num.Exp(float64(-0.5*float64(z*z))) / float64(sd*2.5066282746310002) // sqrt(2 pi)
}
