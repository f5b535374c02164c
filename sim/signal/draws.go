package signal

import (
	"math"

	"arraylab/sim/num"
	"arraylab/sim/rng"
)

// draws are the random numbers of one person, or of one record, in the order in which they are asked for.
type draws struct{ *rng.Source }

func (d draws) normal() float64 { return num.InvNorm(rng.Uniform(d.Uint32())) }

// between is uniform.
func (d draws) between(lo, hi float64) float64 { return lo + float64((hi-lo)*rng.Uniform(d.Uint32())) }

// about is 1, give or take so much: a normal number that is kept within its factor of three, and positive.
func (d draws) about(sd float64) float64 {
	return min(max(1+float64(sd*d.normal()), 1.0/3), 3)
}

// lognormal has the median 1 and so much spread of its logarithm.
func (d draws) lognormal(sd float64) float64 { return num.Exp(float64(sd * d.normal())) }

// direction is a point on the sphere, everywhere as likely.
func (d draws) direction() (v [axes]float64) {
	length := 0.0
	for i := range v {
		v[i] = d.normal()
		length += float64(v[i] * v[i])
	}
	for i := range v {
		v[i] /= math.Sqrt(max(length, 1e-12))
	}
	return v
}

// sine of so many full turns.
func sine(turns float64) float64 { return num.CosPi(float64(2*turns) - 0.5) }

// level is a value of so many steps as 8 bits, 128 for zero.
func level(steps float64) byte { return byte(min(max(math.Round(steps)+128, 0), 255)) }
