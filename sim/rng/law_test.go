package rng_test

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/integrate/quad"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"arraylab/sim/rng"
)

type cdf interface{ CDF(float64) float64 }

// laws are one law of each family, whole and truncated, each with gonum's untruncated law.
var laws = []struct {
	name   string
	law    rng.Law
	whole  cdf
	lo, hi float64
}{
	{"uniform", rng.UniformLaw(2, 5), distuv.Uniform{Min: 2, Max: 5}, 2, 5},
	{"uniform cut", rng.UniformLaw(2, 5).Truncated(1, 3), distuv.Uniform{Min: 2, Max: 5}, 2, 3},
	{"exponential", rng.Exponential(0, 2), distuv.Exponential{Rate: 0.5}, 0, math.Inf(1)},
	{"exponential cut", rng.Exponential(0, 2).Truncated(0.1, 3), distuv.Exponential{Rate: 0.5}, 0.1, 3},
	{"normal", rng.Normal(1, 3), distuv.Normal{Mu: 1, Sigma: 3}, math.Inf(-1), math.Inf(1)},
	{"normal cut", rng.Normal(1, 3).Truncated(-1, 9), distuv.Normal{Mu: 1, Sigma: 3}, -1, 9},
	{"lognormal", rng.Lognormal(500, 0.8), distuv.LogNormal{Mu: math.Log(500), Sigma: 0.8}, 0, math.Inf(1)},
	{"lognormal cut", rng.Lognormal(500, 0.8).Truncated(41, 2000), distuv.LogNormal{Mu: math.Log(500), Sigma: 0.8}, 41,
		2000},
}

// inside is n probabilities spread evenly over (0,1).
func inside(n int) []float64 {
	u := make([]float64, n)
	for i := range u {
		u[i] = (float64(i) + 0.5) / float64(n)
	}
	return u
}

func TestLawsAgainstGonum(t *testing.T) {
	for _, c := range laws {
		mass := c.whole.CDF(c.hi) - c.whole.CDF(c.lo)
		for _, u := range inside(999) {
			x := c.law.Quantile(u)
			if x < c.lo || x > c.hi {
				t.Fatalf("%s: Quantile(%v) = %v lies outside [%v, %v]", c.name, u, x, c.lo, c.hi)
			}
			if want := (c.whole.CDF(x) - c.whole.CDF(c.lo)) / mass; math.Abs(want-u) > 1e-13 {
				t.Errorf("%s: the quantile of %v has probability %v", c.name, u, want)
			}
			if got := c.law.CDF(x); math.Abs(got-u) > 1e-13 {
				t.Errorf("%s: CDF(Quantile(%v)) = %v", c.name, u, got)
			}
		}
		if c.law.CDF(c.lo-1) != 0 || c.law.CDF(c.hi+1) != 1 {
			t.Errorf("%s: the CDF is not 0 below and 1 above", c.name)
		}
		if math.Abs(c.law.CDF(c.law.Median())-0.5) > 1e-14 {
			t.Errorf("%s: half of the law lies not below its median %v", c.name, c.law.Median())
		}
	}
}

// TestLawMeans integrates the quantile over (0,1).
func TestLawMeans(t *testing.T) {
	for _, c := range laws {
		// Substituting u = v^2(3-2v) calms the ends of the laws without bound.
		got := quad.Fixed(func(v float64) float64 {
			return c.law.Quantile(v*v*(3-2*v)) * 6 * v * (1 - v)
		}, 0, 1, 4000, nil, 0)
		if want := c.law.Mean(); math.Abs(got-want) > 1e-6*math.Abs(want) {
			t.Errorf("%s: mean %v: the quantile integrates to %v", c.name, want, got)
		}
	}
}

// TestLawSamples draws from the generator: the mean within 4 standard errors.
func TestLawSamples(t *testing.T) {
	const n = 100000
	for _, c := range laws {
		src := rng.New(5, c.name).Source(0)
		x := make([]float64, n)
		for i := range x {
			x[i] = c.law.Quantile(src.Float64())
		}
		mean, sd := stat.MeanStdDev(x, nil)
		if z := (mean - c.law.Mean()) / (sd / math.Sqrt(n)); math.Abs(z) > 4 {
			t.Errorf("%s: sample mean %v is %.1f standard errors from %v", c.name, mean, z, c.law.Mean())
		}
	}
}

func TestLawEdges(t *testing.T) {
	c := rng.Constant(7)
	if c.Median() != 7 || c.Mean() != 7 || c.Quantile(0.01) != 7 || c.CDF(6.9) != 0 || c.CDF(7) != 1 {
		t.Errorf("a constant law varies: median %v, mean %v, CDF %v", c.Median(), c.Mean(), c.CDF(7))
	}
	var zero rng.Law
	if zero.Quantile(0.3) != 0 || zero.Mean() != 0 {
		t.Error("the zero law is not the constant 0")
	}
	l := rng.Normal(0, 1).Truncated(-1, 2)
	if lo, hi := l.Bounds(); lo != -1 || hi != 2 || l.Quantile(0) != -1 || l.Quantile(1) != 2 {
		t.Errorf("the ends of the truncated law are %v, %v", l.Quantile(0), l.Quantile(1))
	}
}
