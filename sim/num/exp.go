package num

import "math"

// Largest and smallest arguments of Exp with a finite result other than zero.
const (
	expOverflow  = 7.09782712893383973096e+02
	expUnderflow = -7.45133219101941108420e+02
)

// Exp returns e^x within 1 ulp (2 where the result is subnormal). Exp(+Inf) = +Inf,
// Exp(-Inf) = 0, Exp(NaN) = NaN.
func Exp(x float64) float64 {
	switch {
	case math.IsNaN(x):
		return x
	case x > expOverflow:
		return math.Inf(1)
	case x < expUnderflow:
		return 0
	case math.Abs(x) < 1.0/(1<<28):
		return 1 + x
	}
	k := nearest(float64(log2e * x))
	hi := x - float64(float64(k)*ln2Hi)
	lo := float64(float64(k) * ln2Lo)
	r := hi - lo
	c := r - expRational(float64(r*r))
	y := 1 - ((lo - float64(r*c)/(2-c)) - hi)
	return scale(y, k)
}

// expRational is r coth(r/2) - 2 as a polynomial of t = r^2, |r| <= ln(2)/2: what is left of r
// without it is the c in e^r = 1 + r + r*c/(2-c).
func expRational(t float64) float64 {
	return float64(t * mad(t, mad(t, mad(t, mad(t,
		4.13813679705723846039e-08, -1.65339022054652515390e-06), 6.61375632143793436117e-05),
		-2.77777777770155933842e-03), 1.66666666666666657415e-01))
}

// nearest rounds to a whole number, halves away from zero.
func nearest(x float64) int {
	if x < 0 {
		return int(x - 0.5)
	}
	return int(x + 0.5)
}

// Expm1 returns e^x - 1 within 2 ulp, also near zero. Expm1(+Inf) = +Inf, Expm1(-Inf) = -1,
// Expm1(NaN) = NaN.
func Expm1(x float64) float64 {
	if math.IsNaN(x) || math.Abs(x) < 1.0/(1<<54) {
		return x
	}
	if x > 40 || x < -40 {
		return Exp(x) - 1
	}
	k := nearest(float64(log2e * x))
	hi := x - float64(float64(k)*ln2Hi)
	lo := float64(float64(k) * ln2Lo)
	r := hi - lo
	tail := (hi - r) - lo // what r misses of x - k ln 2
	c := r - expRational(float64(r*r))
	// e^r - 1 = r + q, the sum kept in two parts.
	q := float64(r*c)/(2-c) + tail
	if k == 0 {
		return r + q
	}
	p := scale(1, k)
	// 2^k (1 + r + q) - 1 = (2^k - 1) + 2^k r + 2^k q: the first difference is exact.
	head, rest := twoSum(p-1, float64(p*r))
	return head + (rest + float64(p*q))
}

// twoSum returns a + b and its rounding error.
func twoSum(a, b float64) (sum, err float64) {
	sum = a + b
	bb := sum - a
	return sum, (a - (sum - bb)) + (b - bb)
}

// Tanh returns the hyperbolic tangent of x within 3 ulp. Tanh(+-Inf) = +-1.
func Tanh(x float64) float64 {
	z := math.Abs(x)
	switch {
	case math.IsNaN(x) || z < 1.0/(1<<28):
		return x
	case z > 22:
		z = 1
	case z >= 1:
		z = 1 - 2/(Expm1(2*z)+2)
	default:
		t := Expm1(-2 * z)
		z = -t / (t + 2)
	}
	return math.Copysign(z, x)
}
