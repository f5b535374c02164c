package num

import "math"

// Log returns the natural logarithm of x within 1 ulp. Log(+Inf) = +Inf, Log(0) = -Inf,
// Log(x < 0) = Log(NaN) = NaN.
func Log(x float64) float64 { return logPlus(x, 0) }

// Log1p returns log(1+x) within 2 ulp, also near zero. Log1p(-1) = -Inf, Log1p(x < -1) = NaN.
func Log1p(x float64) float64 {
	if math.Abs(x) < 1.0/(1<<54) {
		return x
	}
	u := 1 + x
	if u <= 0 || math.IsInf(u, 1) || math.IsNaN(u) {
		return Log(u)
	}
	missing := x - (u - 1) // what rounding took from 1+x
	if x > 1 {
		missing = 1 - (u - x)
	}
	return logPlus(u, missing/u)
}

// logPlus returns log(x) + c for a c below the last place of x's significand: with x = 2^k
// (1+f), s = f/(2+f) and the odd series of log(1+f) = 2 artanh(s) as a polynomial.
func logPlus(x, c float64) float64 {
	switch {
	case math.IsNaN(x) || math.IsInf(x, 1):
		return x
	case x < 0:
		return math.NaN()
	case x == 0:
		return math.Inf(-1)
	}
	m, e := frexp(x)
	if m < math.Sqrt2/2 {
		m *= 2
		e--
	}
	f := m - 1
	k := float64(e)
	s := f / (2 + f)
	s2 := float64(s * s)
	s4 := float64(s2 * s2)
	t1 := float64(s2 * mad(s4, mad(s4, mad(s4,
		1.479819860511658591e-01, 1.818357216161805012e-01), 2.857142874366239149e-01), 6.666666666666735130e-01))
	t2 := float64(s4 * mad(s4, mad(s4, 1.531383769920937332e-01, 2.222219843214978396e-01), 3.999999999940941908e-01))
	half := float64(0.5 * f * f)
	low := float64(k*ln2Lo) + c
	return float64(k*ln2Hi) - ((half - (float64(s*(half+(t1+t2))) + low)) - f)
}

// frexp is math.Frexp for positive finite numbers, without the detour for subnormal ones.
func frexp(x float64) (m float64, e int) {
	b := math.Float64bits(x)
	if b>>52 == 0 {
		return math.Frexp(x)
	}
	return math.Float64frombits(b&(1<<52-1) | 1022<<52), int(b>>52) - 1022
}
