package devices

import (
	"fmt"
	"math"
	"slices"

	"arraylab/sim/num"
)

// What the sheets of several technologies need.

// Quantile is the value in a sorted sample that a share q of it does not exceed, between neighbours by
// interpolation.
func Quantile(sorted []float64, q float64) float64 {
	at := float64(q * float64(len(sorted)-1))
	i := min(int(at), len(sorted)-2)
	if i < 0 {
		return sorted[0]
	}
	return sorted[i] + float64((at-float64(i))*(sorted[i+1]-sorted[i]))
}

// MeanSD returns the mean and the standard deviation (unbiased; 0 for one number) of a sample.
func MeanSD(x []float64) (mean, sd float64) {
	for _, v := range x {
		mean += v / float64(len(x))
	}
	for _, v := range x {
		sd += float64((v - mean) * (v - mean))
	}
	return mean, math.Sqrt(sd / float64(max(1, len(x)-1)))
}

// Summary are the numbers p5, p50, p95, mean and sd of a sample, which it sorts. What is the quantity: "R".
func Summary(x []float64, what, unit string) []Number {
	slices.Sort(x)
	mean, sd := MeanSD(x)
	return []Number{
		{Key: "p5", Label: "5 % quantile of " + what, Value: Quantile(x, 0.05), Unit: unit},
		{Key: "p50", Label: "Median of " + what, Value: Quantile(x, 0.5), Unit: unit},
		{Key: "p95", Label: "95 % quantile of " + what, Value: Quantile(x, 0.95), Unit: unit},
		{Key: "mean", Label: "Mean of " + what, Value: mean, Unit: unit},
		{Key: "sd", Label: "Standard deviation of " + what, Value: sd, Unit: unit},
	}
}

// Bars are the shares of a sample in equal bins from lo to hi; what is outside is in none.
func Bars(name string, sample []float64, lo, hi float64, bins int) Curve {
	width := (hi - lo) / float64(bins)
	c := Curve{Name: name, Style: StyleBars, X: make([]float64, bins), Y: make([]float64, bins)}
	for i := range c.X {
		c.X[i] = lo + float64((float64(i)+0.5)*width)
	}
	for _, v := range sample {
		if i := int(math.Floor((v - lo) / width)); i >= 0 && i < bins {
			c.Y[i] += 1 / float64(len(sample))
		}
	}
	return c
}

// Histogram counts a sorted sample in equal bins over its range without the outermost thousandths, as
// a density: the bars' area is the share of the sample that they hold.
func Histogram(name string, sorted []float64, bins int) Curve {
	lo, hi := Quantile(sorted, 0.001), Quantile(sorted, 0.999)
	if !(hi > lo) { // all alike
		half := float64(0.05*math.Abs(lo)) + 1e-9
		lo, hi = lo-half, hi+half
	}
	c := Bars(name, sorted, lo, hi, bins)
	for i := range c.Y {
		c.Y[i] /= (hi - lo) / float64(bins)
	}
	return c
}

// OfLogs puts a curve over logarithms on a logarithmic axis of the numbers themselves.
func (c Curve) OfLogs() Curve {
	for i, x := range c.X {
		c.X[i] = num.Exp(x)
	}
	return c
}

// logsOf are the natural logarithms of numbers above 0.
func logsOf(x []float64) []float64 {
	logs := make([]float64, len(x))
	for i, v := range x {
		logs[i] = num.Log(v)
	}
	return logs
}

// Grid are n numbers from lo to hi, evenly spaced; GridLog are evenly spaced in their logarithm.
func Grid(lo, hi float64, n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = lo + float64(float64((hi-lo)*float64(i))/float64(max(1, n-1)))
	}
	return x
}

// GridLog is Grid with equal ratios; lo is above 0.
func GridLog(lo, hi float64, n int) []float64 {
	x := Grid(num.Log(lo), num.Log(hi), n)
	for i := range x {
		x[i] = num.Exp(x[i])
	}
	x[0], x[n-1] = lo, hi
	return x
}

// CurveOf is a curve of a function.
func CurveOf(name, style string, x []float64, f func(float64) float64) Curve {
	c := Curve{Name: name, Style: style, X: x, Y: make([]float64, len(x))}
	for i, v := range x {
		c.Y[i] = f(v)
	}
	return c
}

// leastRate is where charts of error rates end.
const leastRate = 1e-12

// add appends a point, addRate one of a logarithmic axis of error rates, which leaves out what is below its end.
func (c *Curve) add(x, y float64) { c.X, c.Y = append(c.X, x), append(c.Y, y) }

func (c *Curve) addRate(x, rate float64) {
	if rate >= leastRate {
		c.add(x, rate)
	}
}

// thinned is about a number of the curve's points, evenly chosen, or all where there are no more.
func (c Curve) thinned(most int) Curve {
	every := len(c.X)/most + 1
	n := len(c.X) / every
	x, y := make([]float64, n), make([]float64, n)
	for k := range n {
		x[k], y[k] = c.X[k*every], c.Y[k*every]
	}
	c.X, c.Y = x, y
	return c
}

// markAt is where the values stand now.
func markAt(name string, x, y float64) Curve {
	return Curve{Name: name, Style: StyleMark, X: []float64{x}, Y: []float64{y}}
}

// nonEmpty are the curves that have points.
func nonEmpty(lines ...Curve) []Curve {
	return slices.DeleteFunc(lines, func(c Curve) bool { return len(c.X) == 0 })
}

// standardError is that of a share p among n independent draws.
func standardError(p float64, n int) float64 {
	return math.Sqrt(math.Max(float64(p*(1-p)), 0) / float64(n))
}

// closedAndDrawn are a rate in closed form, and as a Monte Carlo of n bits or the like found it.
func closedAndDrawn(key, label string, closed, drawn float64, n int, of string) []Number {
	return []Number{
		{Key: key, Label: label, Value: closed, Note: "closed form"},
		{Key: key + "_mc", Label: label + ", drawn", Value: drawn,
			Note: fmt.Sprintf("Monte Carlo of %d %s, standard error %.2g", n, of, standardError(closed, n))},
	}
}
