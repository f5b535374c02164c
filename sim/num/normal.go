package num

import "math"

// NormCDF returns Phi(x), the cumulative distribution function of the standard normal law.
// Its relative error is a few ulp in the middle and grows with x^2 in the lower tail, where the
// rounding of the argument counts (about 5e-15 at -8).
func NormCDF(x float64) float64 { return float64(0.5 * Erfc(-x/math.Sqrt2)) }

// InvNorm returns the x with Phi(x) = p, the quantile of the standard normal law: algorithm
// AS 241, PPND16 (M. J. Wichura, Applied Statistics 37, 477-484, 1988), with a relative error of
// about 1e-15. InvNorm(0) = -Inf, InvNorm(1) = +Inf, InvNorm outside [0,1] = NaN.
func InvNorm(p float64) float64 {
	switch {
	case math.IsNaN(p) || p < 0 || p > 1:
		return math.NaN()
	case p == 0:
		return math.Inf(-1)
	case p == 1:
		return math.Inf(1)
	}
	q := p - 0.5
	if math.Abs(q) <= 0.425 {
		return float64(q * invMiddle(0.180625-float64(q*q)))
	}
	tail := p
	if q > 0 {
		tail = 1 - p
	}
	return math.Copysign(invTail(math.Sqrt(-Log(tail))), q)
}

func invMiddle(r float64) float64 {
	n := mad(r, mad(r, mad(r, mad(r, mad(r, mad(r, mad(r, 2509.0809287301226727, 33430.575583588128105),
		67265.770927008700853), 45921.953931549871457), 13731.693765509461125), 1971.5909503065514427),
		133.14166789178437745), 3.387132872796366608)
	d := mad(r, mad(r, mad(r, mad(r, mad(r, mad(r, mad(r, 5226.495278852545925, 28729.085735721942674),
		39307.89580009271061), 21213.794301586595867), 5394.1960214247511077), 687.1870074920579083),
		42.313330701600911252), 1)
	return n / d
}

// invTail is the quantile of 1-p at r = sqrt(-log p).
func invTail(r float64) float64 {
	var n, d float64
	if r <= 5 {
		r -= 1.6
		n = mad(r, mad(r, mad(r, mad(r, mad(r, mad(r, mad(r, 7.7454501427834140764e-4, .0227238449892691845833),
			.24178072517745061177), 1.27045825245236838258), 3.64784832476320460504), 5.7694972214606914055),
			4.6303378461565452959), 1.42343711074968357734)
		d = mad(r, mad(r, mad(r, mad(r, mad(r, mad(r, mad(r, 1.05075007164441684324e-9, 5.475938084995344946e-4),
			.0151986665636164571966), .14810397642748007459), .68976733498510000455), 1.6763848301838038494),
			2.05319162663775882187), 1)
	} else {
		r -= 5
		n = mad(r, mad(r, mad(r, mad(r, mad(r, mad(r, mad(r, 2.01033439929228813265e-7, 2.71155556874348757815e-5),
			0.0012426609473880784386), .026532189526576123093), .29656057182850489123), 1.7848265399172913358),
			5.4637849111641143699), 6.6579046435011037772)
		d = mad(r, mad(r, mad(r, mad(r, mad(r, mad(r, mad(r, 2.04426310338993978564e-15, 1.4215117583164458887e-7),
			1.8463183175100546818e-5), 7.868691311456132591e-4), .0148753612908506148525), .13692988092273580531),
			.59983220655588793769), 1)
	}
	return n / d
}
