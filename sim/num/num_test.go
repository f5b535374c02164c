package num_test

import (
	"math"
	"math/big"
	"testing"

	"arraylab/sim/num"
)

// grid is n numbers from lo to hi with no pattern in their last bits.
func grid(lo, hi float64, n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		t := math.Mod(float64(i)*0.6180339887498949, 1)
		x[i] = lo + float64(t*(hi-lo)) // unfused: TestBits is about these numbers
	}
	return x
}

// around is n numbers of both signs with magnitudes from 2^lo to 2^hi.
func around(lo, hi float64, n int) []float64 {
	x := grid(lo, hi, n)
	for i := range x {
		x[i] = math.Exp2(x[i])
		if i%2 == 1 {
			x[i] = -x[i]
		}
	}
	return x
}

func TestErrorInUlps(t *testing.T) {
	one := func(f func(*big.Float) *big.Float) func(float64) *big.Float {
		return func(x float64) *big.Float { return f(bigOf(x)) }
	}
	expm1 := func(x float64) *big.Float { return bigNew().Sub(bigExp(bigOf(x)), bigInt(1)) }
	tests := []struct {
		name  string
		f     func(float64) float64
		exact func(float64) *big.Float
		limit float64
		at    []float64
	}{
		{"Exp", num.Exp, one(bigExp), 1, append(grid(-700, 709, 1500), around(-40, 2, 500)...)},
		{"Exp subnormal", num.Exp, one(bigExp), 2, grid(-745, -708, 200)},
		{"Expm1", num.Expm1, expm1, 2, append(grid(-45, 100, 1000), around(-60, 2, 1000)...)},
		{"Log", num.Log, one(bigLog), 1, append(grid(0.4, 3, 200), 1e-310, 5e-324, 1e-300, 1e300, math.MaxFloat64)},
		{"Log1p", num.Log1p, func(x float64) *big.Float {
			return bigLog(bigNew().Add(bigInt(1), bigOf(x)))
		}, 2, append(grid(-0.999, 5, 200), around(-60, -1, 200)...)},
		{"Tanh", num.Tanh, func(x float64) *big.Float {
			e := bigExp(bigOf(2 * x))
			return bigNew().Quo(bigNew().Sub(e, bigInt(1)), bigNew().Add(e, bigInt(1)))
		}, 3, append(grid(-23, 23, 1000), around(-30, 1, 1000)...)},
		{"Erf", num.Erf, one(bigErf), 1, append(grid(-6, 6, 200), around(-30, 0, 200)...)},
		{"Erfc", num.Erfc, func(x float64) *big.Float {
			return bigNew().Sub(bigInt(1), bigErf(bigOf(x)))
		}, 3, append(grid(-6, 6, 300), grid(-2, 10, 200)...)},
		{"NormCDF", num.NormCDF, bigNormCDF, 4, grid(-1, 8, 300)},
		{"CosPi", num.CosPi, bigCosPi, 2, append(grid(-3, 3, 3000), around(-60, 20, 1000)...)},
	}
	for _, c := range tests {
		worst, where := 0.0, 0.0
		for _, x := range c.at {
			if e := ulps(c.f(x), c.exact(x)); !(e <= worst) {
				worst, where = e, x
			}
		}
		t.Logf("%-13s worst %.3f ulp at %g", c.name, worst, where)
		if !(worst <= c.limit) {
			t.Errorf("%s(%v) is off by %.3f ulp: allowed %g", c.name, where, worst, c.limit)
		}
	}
}

func TestNormCDFTail(t *testing.T) {
	for _, x := range grid(-9, 0, 200) {
		want, _ := bigNormCDF(x).Float64()
		if got := num.NormCDF(x); math.Abs(got-want) > 1e-14*want {
			t.Errorf("NormCDF(%v) = %v: want %v", x, got, want)
		}
	}
}

// TestInvNorm checks the quantile against the exact distribution function: the error of x is
// that of p divided by the density.
func TestInvNorm(t *testing.T) {
	ps := grid(1e-9, 1, 300)
	for _, e := range grid(-290, -1, 60) {
		ps = append(ps, math.Pow(10, e/10)) // tails down to 1e-29
	}
	worst := 0.0
	for _, p := range ps {
		x := num.InvNorm(p)
		excess, _ := bigNew().Sub(bigNormCDF(x), bigOf(p)).Float64()
		density := math.Exp(-x*x/2) / math.Sqrt(2*math.Pi)
		rel := math.Abs(excess / density / x)
		worst = math.Max(worst, rel)
		if rel > 1e-15 {
			t.Errorf("InvNorm(%v) = %v is off by %.2g of itself", p, x, rel)
		}
	}
	t.Logf("worst relative error %.2g", worst)
	for _, p := range grid(0.001, 0.5, 100) {
		q := 1 - p
		if a, b := num.InvNorm(1-q), num.InvNorm(q); a != -b {
			t.Errorf("InvNorm(%v) = %v and InvNorm(%v) = %v are not opposite", 1-q, a, q, b)
		}
	}
}

func TestEdges(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	tests := []struct {
		name    string
		f       func(float64) float64
		x, want float64
	}{
		{"Exp", num.Exp, inf, inf}, {"Exp", num.Exp, -inf, 0}, {"Exp", num.Exp, nan, nan}, {"Exp", num.Exp, 0, 1},
		{"Exp", num.Exp, 709.79, inf}, {"Exp", num.Exp, -746, 0}, {"Exp", num.Exp, 1e-300, 1},
		{"Expm1", num.Expm1, inf, inf}, {"Expm1", num.Expm1, -inf, -1}, {"Expm1", num.Expm1, nan, nan},
		{"Expm1", num.Expm1, 5e-324, 5e-324}, {"Expm1", num.Expm1, 800, inf},
		{"Log", num.Log, inf, inf}, {"Log", num.Log, 0, -inf}, {"Log", num.Log, -1, nan}, {"Log", num.Log, nan, nan},
		{"Log", num.Log, 1, 0},
		{"Log1p", num.Log1p, inf, inf}, {"Log1p", num.Log1p, -1, -inf}, {"Log1p", num.Log1p, -2, nan},
		{"Log1p", num.Log1p, nan, nan}, {"Log1p", num.Log1p, 1e-300, 1e-300},
		{"Tanh", num.Tanh, inf, 1}, {"Tanh", num.Tanh, -inf, -1}, {"Tanh", num.Tanh, nan, nan},
		{"Tanh", num.Tanh, 1e-300, 1e-300},
		{"Erf", num.Erf, inf, 1}, {"Erf", num.Erf, -inf, -1}, {"Erf", num.Erf, nan, nan}, {"Erf", num.Erf, 0, 0},
		{"Erfc", num.Erfc, inf, 0}, {"Erfc", num.Erfc, -inf, 2}, {"Erfc", num.Erfc, nan, nan}, {"Erfc", num.Erfc, 0, 1},
		{"NormCDF", num.NormCDF, inf, 1}, {"NormCDF", num.NormCDF, -inf, 0}, {"NormCDF", num.NormCDF, 0, 0.5},
		{"CosPi", num.CosPi, 0, 1}, {"CosPi", num.CosPi, 1, -1}, {"CosPi", num.CosPi, -7, -1},
		{"CosPi", num.CosPi, 0.5, 0}, {"CosPi", num.CosPi, -3.5, 0}, {"CosPi", num.CosPi, 1e300, 1},
		{"CosPi", num.CosPi, 1e-300, 1}, {"CosPi", num.CosPi, inf, nan}, {"CosPi", num.CosPi, nan, nan},
		{"InvNorm", num.InvNorm, 0, -inf}, {"InvNorm", num.InvNorm, 1, inf}, {"InvNorm", num.InvNorm, 0.5, 0},
		{"InvNorm", num.InvNorm, -0.1, nan}, {"InvNorm", num.InvNorm, 1.1, nan}, {"InvNorm", num.InvNorm, nan, nan},
	}
	for _, c := range tests {
		got := c.f(c.x)
		if got != c.want && !(math.IsNaN(got) && math.IsNaN(c.want)) {
			t.Errorf("%s(%v) = %v: want %v", c.name, c.x, got, c.want)
		}
	}
}

// TestMonotone walks neighbouring numbers through places where the formula changes.
func TestMonotone(t *testing.T) {
	tests := []struct {
		name string
		f    func(float64) float64
		at   []float64
	}{
		{"Exp", num.Exp, []float64{-700, -0.5 * math.Ln2, 0.5 * math.Ln2, 1.5 * math.Ln2, 10}},
		{"Log", num.Log, []float64{0.5, math.Sqrt2 / 2, 1, math.Sqrt2, 4}},
		{"Tanh", num.Tanh, []float64{0.5, 1, 22}},
		{"Erf", num.Erf, []float64{0.84375, 1.25, 1 / 0.35, 6}},
		{"InvNorm", num.InvNorm, []float64{math.Exp(-25), 0.075, 0.5, 0.925}},
	}
	for _, c := range tests {
		for _, at := range c.at {
			x := at * (1 - 1e-13)
			for range 2000 {
				next := x
				for range 3 {
					next = math.Nextafter(next, math.Inf(1))
				}
				if lo, hi := c.f(x), c.f(next); lo > hi && ulpsApart(lo, hi) > 1 {
					t.Fatalf("%s falls from %v to %v between %v and %v", c.name, lo, hi, x, next)
				}
				x = next
			}
		}
		for xs, i := grid(c.at[0], c.at[len(c.at)-1], 1000), 1; i < len(xs); i++ {
			if (xs[i]-xs[i-1])*(c.f(xs[i])-c.f(xs[i-1])) < 0 {
				t.Fatalf("%s is not monotone between %v and %v", c.name, xs[i-1], xs[i])
			}
		}
	}
}

// TestCosPi: it is the cosine of package math, as far as that one takes pi times its argument; it falls from 0 to 1.
func TestCosPi(t *testing.T) {
	for _, x := range grid(-2, 2, 2000) {
		if got, want := num.CosPi(x), math.Cos(math.Pi*x); math.Abs(got-want) > 1e-15 {
			t.Errorf("CosPi(%v) = %v: math.Cos says %v", x, got, want)
		}
	}
	for i, last := 1, 1.0; i <= 1<<16; i++ {
		now := num.CosPi(float64(i) / (1 << 16))
		if now >= last {
			t.Fatalf("CosPi(%v) = %v is not below %v", float64(i)/(1<<16), now, last)
		}
		last = now
	}
}

func ulpsApart(a, b float64) int64 {
	d := int64(math.Float64bits(a)) - int64(math.Float64bits(b))
	return max(d, -d)
}

// TestBits pins results: they are the same on every machine, or this test fails there.
func TestBits(t *testing.T) {
	functions := []struct {
		name string
		f    func(float64) float64
		want uint64
	}{
		{"Exp", num.Exp, 0xaf0c97de4c9f049b}, {"Expm1", num.Expm1, 0x517955bb97da8d48},
		{"Log", num.Log, 0x195dfdf2166493c3}, {"Log1p", num.Log1p, 0x971995c67b8e92f5},
		{"Tanh", num.Tanh, 0xe057fc8d136bc185}, {"Erf", num.Erf, 0xa947f29896eeda9d},
		{"Erfc", num.Erfc, 0xfe7bd97fdfb20518}, {"NormCDF", num.NormCDF, 0x41dc405f58da1bcb},
		{"InvNorm", num.InvNorm, 0x7094586d805fb534}, {"CosPi", num.CosPi, 0x526c11f488809ce0},
	}
	for _, c := range functions {
		h := uint64(14695981039346656037) // FNV-1a over the bits of all results
		for _, x := range append(grid(-30, 30, 5000), grid(0, 1, 5000)...) {
			y := c.f(x)
			if math.IsNaN(y) {
				continue // the bits of a NaN are not part of the promise
			}
			h = (h ^ math.Float64bits(y)) * 1099511628211
		}
		if h != c.want {
			t.Errorf("%s: the bits of its results hash to %#x: want %#x", c.name, h, c.want)
		}
	}
}
