package rng

import (
	"math"

	"arraylab/sim/num"
)

// family is the shape of a law before truncation.
type family uint8

const (
	uniform family = iota
	exponential
	normal
	lognormal
)

// Law is a continuous law, possibly truncated to [lo, hi]. It is sampled by its inverse
// cumulative distribution function: one uniform number a draw, Quantile(u), so a truncated law
// needs no rejection. It is comparable and immutable; the zero value is the constant 0.
type Law struct {
	shape    family
	loc      float64 // uniform: lower end; exponential: lower end; normal: mean; lognormal: mean of ln x
	scale    float64 // uniform: width; exponential: mean above loc; normal, lognormal: sd (of ln x)
	lo, hi   float64 // truncation
	flo, fhi float64 // untruncated CDF there
}

// Constant is the law of a number that does not vary.
func Constant(x float64) Law { return Law{loc: x, lo: x, hi: x, fhi: 1} }

// UniformLaw is uniform between lo and hi.
func UniformLaw(lo, hi float64) Law {
	return Law{shape: uniform, loc: lo, scale: hi - lo, lo: lo, hi: hi, fhi: 1}
}

// Exponential law of loc + x, x > 0 with the given mean.
func Exponential(loc, mean float64) Law {
	return Law{shape: exponential, loc: loc, scale: mean, lo: loc, hi: math.Inf(1), fhi: 1}
}

// Normal law of a mean and a standard deviation.
func Normal(mean, sd float64) Law {
	return Law{shape: normal, loc: mean, scale: sd, lo: math.Inf(-1), hi: math.Inf(1), fhi: 1}
}

// Lognormal law of x whose ln x is normal with standard deviation sd around ln median.
func Lognormal(median, sd float64) Law {
	return Law{shape: lognormal, loc: num.Log(median), scale: sd, hi: math.Inf(1), fhi: 1}
}

// Truncated returns the law under the condition lo <= x <= hi.
func (l Law) Truncated(lo, hi float64) Law {
	l.flo, l.fhi = l.base(lo), l.base(hi)
	l.lo, l.hi = math.Max(lo, l.lo), math.Min(hi, l.hi)
	return l
}

// Bounds returns the smallest and the largest value.
func (l Law) Bounds() (lo, hi float64) { return l.lo, l.hi }

// base is the CDF of the law without truncation.
func (l Law) base(x float64) float64 {
	switch l.shape {
	case exponential:
		return -num.Expm1(-math.Max(x-l.loc, 0) / l.scale)
	case normal:
		return num.NormCDF((x - l.loc) / l.scale)
	case lognormal:
		if x <= 0 {
			return 0
		}
		return num.NormCDF((num.Log(x) - l.loc) / l.scale)
	}
	if l.scale == 0 {
		if x < l.loc {
			return 0
		}
		return 1
	}
	return math.Min(math.Max((x-l.loc)/l.scale, 0), 1)
}

// CDF returns the probability of a value of at most x.
func (l Law) CDF(x float64) float64 {
	switch {
	case x < l.lo:
		return 0
	case x >= l.hi:
		return 1
	}
	return (l.base(x) - l.flo) / (l.fhi - l.flo)
}

// Quantile returns the value that is not exceeded with probability u in [0,1].
func (l Law) Quantile(u float64) float64 {
	p := l.flo + float64(u*(l.fhi-l.flo))
	var x float64
	switch l.shape {
	case exponential:
		x = l.loc - float64(l.scale*num.Log1p(-p))
	case normal:
		x = l.loc + float64(l.scale*num.InvNorm(p))
	case lognormal:
		x = num.Exp(l.loc + float64(l.scale*num.InvNorm(p)))
	default:
		x = l.loc + float64(l.scale*p)
	}
	// Not math.Min and Max, whose care for NaN takes longer than all else here.
	if x < l.lo {
		return l.lo
	}
	if x > l.hi {
		return l.hi
	}
	return x
}

// Median returns the value that is exceeded with probability one half.
func (l Law) Median() float64 { return l.Quantile(0.5) }

// Mean returns the expected value, by the closed form.
func (l Law) Mean() float64 {
	mass := l.fhi - l.flo
	switch l.shape {
	case exponential:
		// E = loc + scale + (a e^-a - b e^-b)/mass with a and b the ends in units of scale.
		return l.loc + float64(l.scale*(1+(expTail((l.lo-l.loc)/l.scale)-expTail((l.hi-l.loc)/l.scale))/mass))
	case normal:
		return l.loc + float64(l.scale*((density((l.lo-l.loc)/l.scale)-density((l.hi-l.loc)/l.scale))/mass))
	case lognormal:
		a, b := (num.Log(l.lo)-l.loc)/l.scale, (num.Log(l.hi)-l.loc)/l.scale
		whole := num.Exp(l.loc + float64(0.5*float64(l.scale*l.scale)))
		return whole * (num.NormCDF(b-l.scale) - num.NormCDF(a-l.scale)) / mass
	}
	return 0.5 * (l.lo + l.hi)
}

// expTail is z e^-z, zero at infinity.
func expTail(z float64) float64 {
	if math.IsInf(z, 1) {
		return 0
	}
	return z * num.Exp(-z)
}

// density is that of the standard normal law.
func density(z float64) float64 {
	return num.Exp(-0.5*float64(z*z)) / math.Sqrt(2*math.Pi)
}
