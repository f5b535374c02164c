package num_test

import (
	"math"
	"math/big"
)

// The oracles are power series summed with 400 bits: slow, and plain.
const oracleBits = 400

func bigOf(x float64) *big.Float { return new(big.Float).SetPrec(oracleBits).SetFloat64(x) }

func bigInt(n int64) *big.Float { return new(big.Float).SetPrec(oracleBits).SetInt64(n) }

func bigNew() *big.Float { return new(big.Float).SetPrec(oracleBits) }

// tiny tells that a term no longer counts beside the sum.
func tiny(term, sum *big.Float) bool {
	return term.Sign() == 0 || (sum.Sign() != 0 && term.MantExp(nil) < sum.MantExp(nil)-oracleBits+20)
}

// bigExp is the exponential: the Taylor series of x/2^k, squared k times.
func bigExp(x *big.Float) *big.Float {
	k := max(0, x.MantExp(nil)+8)
	y := bigNew().SetMantExp(x, -k)
	sum, term := bigInt(1), bigInt(1)
	for n := int64(1); !tiny(term, sum); n++ {
		term.Mul(term, y)
		term.Quo(term, bigInt(n))
		sum.Add(sum, term)
	}
	for range k {
		sum.Mul(sum, sum)
	}
	return sum
}

// bigLog is the logarithm by Newton's method on bigExp.
func bigLog(x *big.Float) *big.Float {
	y := bigInt(int64(x.MantExp(nil)))
	y.Mul(y, bigOf(math.Ln2))
	for range 12 {
		// y += 2 (x - e^y)/(x + e^y): cubic convergence.
		e := bigExp(y)
		step := bigNew().Sub(x, e)
		step.Quo(step, bigNew().Add(x, e))
		step.Add(step, step)
		y.Add(y, step)
	}
	return y
}

// bigErf is 2/sqrt(pi) * sum of (-1)^n x^(2n+1) / (n! (2n+1)).
func bigErf(x *big.Float) *big.Float {
	square := bigNew().Mul(x, x)
	sum, power := bigNew().Set(x), bigNew().Set(x)
	for n := int64(1); n < 4000; n++ {
		power.Mul(power, square)
		power.Quo(power, bigInt(-n))
		term := bigNew().Quo(power, bigInt(2*n+1))
		sum.Add(sum, term)
		if tiny(term, bigInt(1)) {
			break
		}
	}
	scale := bigNew().Quo(bigInt(2), bigNew().Sqrt(bigPi()))
	return sum.Mul(sum, scale)
}

func bigPi() *big.Float {
	pi, _ := bigNew().SetString("3.14159265358979323846264338327950288419716939937510582097494459230781640628620899" +
		"862803482534211706798214808651328230664709384")
	return pi
}

// bigCosPi is the sum of (-1)^n (pi x)^(2n) / (2n)!, after whole turns are taken away.
func bigCosPi(x float64) *big.Float {
	square := bigNew().Mul(bigPi(), bigOf(math.Mod(x, 2)))
	square.Mul(square, square)
	sum, term := bigInt(1), bigInt(1)
	for n := int64(1); n < 200; n++ {
		term.Mul(term, square)
		term.Quo(term, bigInt(-(2*n-1)*2*n))
		sum.Add(sum, term)
	}
	return sum
}

// bigNormCDF is (1 + erf(x/sqrt 2))/2.
func bigNormCDF(x float64) *big.Float {
	e := bigErf(bigNew().Quo(bigOf(x), bigNew().Sqrt(bigInt(2))))
	e.Add(e, bigInt(1))
	return e.Quo(e, bigInt(2))
}

// ulps is |got - want| in units in the last place of want.
func ulps(got float64, want *big.Float) float64 {
	w, _ := want.Float64()
	if math.IsInf(got, 0) || math.IsNaN(got) {
		if got == w {
			return 0
		}
		return math.Inf(1)
	}
	unit := math.Nextafter(math.Abs(w), math.Inf(1)) - math.Abs(w)
	d := bigNew().Sub(bigOf(got), want)
	d.Quo(d, bigOf(unit))
	f, _ := d.Float64()
	return math.Abs(f)
}
