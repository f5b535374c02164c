package devices

import (
	"fmt"
	"math"

	"arraylab/sim/num"
	"arraylab/sim/rng"
)

// The network whose weights the sheet counts, and the inputs of one of its first neurons.
const (
	standardWeights = 784*1024 + 1024*1024 + 1024*10
	standardRow     = 784
)

// bitErrorSheet says what a bit error rate means for a network, and draws it.
func bitErrorSheet(v *Values, ask Ask) (Sheet, error) {
	p := bitErrorRate.Of(v)
	rows := max(1, (ask.N+standardRow/2)/standardRow)
	counts, flips := flipCounts(p, ask.Seed, rows)
	s := Sheet{
		Numbers: []Number{
			{Key: "ber_drawn", Label: "Bits that were wrong", Value: float64(flips) / float64(rows*standardRow), Note: fmt.Sprintf("of %d bits drawn", rows*standardRow)},
			{Key: "flips", Label: "Wrong weights expected in a 784-1024-1024-10 network", Value: float64(p * standardWeights), Unit: "weights"},
			{Key: "flips_sd", Label: "Their standard deviation from chip to chip", Value: math.Sqrt(float64(p*(1-p)) * standardWeights), Unit: "weights"},
			{Key: "row_mean", Label: "Wrong weights expected in a row of 784", Value: float64(p * standardRow), Unit: "weights"},
			{Key: "row_clean", Label: "Rows of 784 without an error", Value: binomial(standardRow, 0, p)},
		},
		Notes: []string{"A rate is no device: energy, time and area are not known.", "A memory with a wrong half of its bits (0.5) holds nothing."},
	}
	if ask.Charts {
		if rows < 1000 {
			rows = 1000
			counts, _ = flipCounts(p, ask.Seed, rows)
		}
		s.Charts = []Plot{rowChart(p, counts, rows), cleanChart(p)}
	}
	return s, nil
}

// flipCounts programs rows of zeros and counts how many have how many errors.
func flipCounts(p float64, seed uint32, rows int) (counts []int, flips int) {
	counts = make([]int, standardRow+1)
	errors := rng.New(seed, rng.Layer(rng.Errors, 0))
	var want, hold [(standardRow + 63) / 64]uint64
	for row := range rows {
		n := FlipStuck(hold[:], want[:], standardRow, [2]float64{p, p}, errors, uint64(row))
		counts[n]++
		flips += n
	}
	return counts, flips
}

// rowChart is the distribution of errors in a row against the binomial law.
func rowChart(p float64, counts []int, rows int) Plot {
	mean, sd := float64(p*standardRow), math.Sqrt(float64(p*(1-p))*standardRow)
	lo, hi := max(0, int(math.Floor(mean-float64(4*sd)))-1), min(standardRow, int(math.Ceil(mean+float64(4*sd)))+3)
	drawn, law := againstBinomial(counts, rows, lo, hi, standardRow, p)
	drawn.Name, law.Name = fmt.Sprintf("%d rows programmed", rows), "binomial law"
	return Plot{Key: "row", Title: "Errors in a row of 784 weights", X: "wrong weights in the row", Y: "share of rows", Lines: []Curve{drawn, law},
		Words: fmt.Sprintf("A row has %.3g wrong weights on average, with a standard deviation of %.3g.", mean, sd)}
}

// cleanChart is the share of rows with at least one error over the rate.
func cleanChart(p float64) Plot {
	some := func(p float64) float64 { return -num.Expm1(float64(standardRow * num.Log1p(-p))) }
	c := Plot{Key: "touched", Title: "Rows of 784 with at least one error", X: "bit error rate", Y: "share of rows", LogX: true,
		Lines: []Curve{CurveOf("1 - (1 - p)^784", StyleClosed, GridLog(1e-6, 0.5, 80), some)},
		Words: fmt.Sprintf("At a bit error rate of %.3g a share of %.3g of the rows has at least one wrong weight.", p, some(p))}
	if p >= 1e-6 {
		c.Lines = append(c.Lines, markAt("this rate", p, some(p)))
	}
	return c
}

// againstBinomial are the shares of rows with lo to hi errors, by their counts, and the law of them: n bits that are wrong
// with probability p.
func againstBinomial(counts []int, rows, lo, hi, n int, p float64) (drawn, law Curve) {
	drawn.Style, law.Style = StyleBars, StyleClosed
	for k := lo; k <= hi; k++ {
		drawn.add(float64(k), float64(counts[k])/float64(rows))
		law.add(float64(k), binomial(n, k, p))
	}
	return drawn, law
}

// binomial is the probability of k among n.
func binomial(n, k int, p float64) float64 {
	if p == 0 || p == 1 {
		if k == 0 && p == 0 || k == n && p == 1 {
			return 1
		}
		return 0
	}
	log := float64(float64(k)*num.Log(p)) + float64(float64(n-k)*num.Log1p(-p))
	for i := 1; i <= k; i++ {
		log += num.Log(float64(n-k+i) / float64(i))
	}
	return num.Exp(log)
}
