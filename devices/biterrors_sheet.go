package devices

import (
	"fmt"
	"math"

	"arraylab/sim/biterr"
	"arraylab/sim/num"
	"arraylab/sim/rng"
)

// bitErrorSheet says what a bit error rate means for a network, and draws it: rows like those of its first layer.
func bitErrorSheet(v *Values, ask Ask) (Sheet, error) {
	p, row := bitErrorRate.Of(v), ask.layers()[0].Inputs
	weights := float64(ask.weights())
	rows := max(1, (ask.N+row/2)/row)
	counts, flips := flipCounts(p, ask.Seed, row, rows)
	s := Sheet{
		Numbers: []Number{
			{Key: "ber_drawn", Label: "Bits that were wrong", Value: float64(flips) / float64(rows*row),
				Note: fmt.Sprintf("of %d bits drawn", rows*row)},
			{Key: "flips", Label: fmt.Sprintf("Wrong weights expected in a %s network", ask.network()),
				Value: float64(p * weights), Unit: "weights"},
			{Key: "flips_sd", Label: "Their standard deviation from chip to chip",
				Value: math.Sqrt(float64(p*(1-p)) * weights), Unit: "weights"},
			{Key: "row_mean", Label: fmt.Sprintf("Wrong weights expected in a row of %d", row),
				Value: float64(p * float64(row)), Unit: "weights"},
			{Key: "row_clean", Label: fmt.Sprintf("Rows of %d without an error", row), Value: binomial(row, 0, p)},
		},
		Notes: []string{
			"A rate is no device: energy, time and area are not known.",
			"A memory with a wrong half of its bits (0.5) holds nothing.",
		},
	}
	if ask.Charts {
		if rows < 1000 {
			rows = 1000
			counts, _ = flipCounts(p, ask.Seed, row, rows)
		}
		s.Charts = []Plot{rowChart(p, counts, row, rows), cleanChart(p, row)}
	}
	return s, nil
}

// flipCounts programs rows of so many zeros and counts how many have how many errors.
func flipCounts(p float64, seed uint32, row, rows int) (counts []int, flips int) {
	counts = make([]int, row+1)
	errors := rng.New(seed, rng.Layer(rng.Errors, 0))
	want, hold := make([]uint64, (row+63)/64), make([]uint64, (row+63)/64)
	for k := range rows {
		n := biterr.Stuck(hold, want, row, [2]float64{p, p}, errors, uint64(k))
		counts[n]++
		flips += n
	}
	return counts, flips
}

// rowChart is the distribution of errors in a row against the binomial law.
func rowChart(p float64, counts []int, row, rows int) Plot {
	n := float64(row)
	mean, sd := float64(p*n), math.Sqrt(float64(p*(1-p))*n)
	lo := max(0, int(math.Floor(mean-float64(4*sd)))-1)
	hi := min(row, int(math.Ceil(mean+float64(4*sd)))+3)
	drawn, law := againstBinomial(counts, rows, lo, hi, row, p)
	drawn.Name, law.Name = fmt.Sprintf("%d rows programmed", rows), "binomial law"
	return Plot{
		Key: "row", Title: fmt.Sprintf("Errors in a row of %d weights", row), X: "wrong weights in the row",
		Y: "share of rows", Lines: []Curve{drawn, law},
		Words: fmt.Sprintf("A row has %.3g wrong weights on average, with a standard deviation of %.3g.", mean, sd),
	}
}

// cleanChart is the share of rows with at least one error over the rate.
func cleanChart(p float64, row int) Plot {
	some := func(p float64) float64 { return -num.Expm1(float64(float64(row) * num.Log1p(-p))) }
	law := CurveOf(fmt.Sprintf("1 - (1 - p)^%d", row), StyleClosed, GridLog(1e-6, 0.5, 80), some)
	c := Plot{
		Key: "touched", Title: fmt.Sprintf("Rows of %d with at least one error", row), X: "bit error rate",
		Y: "share of rows", LogX: true, Lines: []Curve{law},
		Words: fmt.Sprintf("At a bit error rate of %.3g a share of %.3g of the rows has at least one wrong weight.",
			p, some(p)),
	}
	if p >= 1e-6 {
		c.Lines = append(c.Lines, markAt("this rate", p, some(p)))
	}
	return c
}

// againstBinomial are the shares of rows with lo to hi errors, by their counts, and the law of them: n bits that are
// wrong with probability p.
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
