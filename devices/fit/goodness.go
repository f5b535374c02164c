package fit

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"arraylab/sim/num"
)

// distance is the statistic of Kolmogorov and Smirnov: the largest difference between the empirical
// distribution of x and a continuous law.
func distance(x []float64, cdf func(float64) float64) float64 {
	x = slices.Sorted(slices.Values(x))
	n, d := float64(len(x)), 0.0
	for i, v := range x {
		p := cdf(v)
		d = math.Max(d, math.Max(p-float64(i)/n, float64(i+1)/n-p))
	}
	return d
}

// kolmogorov is the probability of a larger distance of n samples from a law that was known before
// (M. A. Stephens, J. Roy. Stat. Soc. B 32, 115, 1970).
func kolmogorov(d float64, n int) float64 {
	root := math.Sqrt(float64(n))
	l := (root + 0.12 + 0.11/root) * d
	if l < 0.2 {
		return 1
	}
	p, sign := 0.0, 2.0
	for k := 1; k <= 100; k++ {
		p += float64(sign * num.Exp(-2*float64(float64(k*k)*float64(l*l))))
		sign = -sign
	}
	return math.Min(math.Max(p, 0), 1)
}

// lillieforsLimit is the 1 % point of the modified distance of normal samples whose mean and deviation were taken
// from them, (sqrt(n) - 0.01 + 0.85/sqrt(n)) D (M. A. Stephens, J. Am. Stat. Assoc. 69, 730, 1974).
const lillieforsLimit = 1.035

// lilliefors is that modified distance.
func lilliefors(x []float64) float64 {
	mean, sd := stat.MeanStdDev(x, nil)
	root := math.Sqrt(float64(len(x)))
	return (root - 0.01 + 0.85/root) * distance(x,
		func(v float64) float64 { return num.NormCDF((v - mean) / math.Max(sd, 1e-12)) })
}

// chiSquared tests normal x in bins of equal probability, mean and deviation taken from it.
func chiSquared(x []float64) (chi2, p float64, bins int) {
	mean, sd := stat.MeanStdDev(x, nil)
	bins = min(max(len(x)/10, 5), 20)
	seen, want := make([]float64, bins), make([]float64, bins)
	for i := range want {
		want[i] = float64(len(x)) / float64(bins)
	}
	for _, v := range x {
		at := int(num.NormCDF((v-mean)/math.Max(sd, 1e-12)) * float64(bins))
		seen[min(max(at, 0), bins-1)]++
	}
	chi2 = stat.ChiSquare(seen, want)
	return chi2, distuv.ChiSquared{K: float64(bins - 3)}.Survival(chi2), bins
}

// straightness is R2 of the normal plot of x: 1 for perfectly normal numbers.
func straightness(x []float64) float64 {
	x = slices.Sorted(slices.Values(x))
	z := make([]float64, len(x))
	for i := range z {
		z[i] = num.InvNorm((float64(i) + 0.5) / float64(len(x)))
	}
	r := stat.Correlation(z, x, nil)
	if math.IsNaN(r) {
		return 1 // all alike
	}
	return r * r
}
