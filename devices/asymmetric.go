package devices

import (
	"fmt"
	"math"
	"math/bits"

	"arraylab/sim/rng"
)

// asymmetric are errors at programming whose probability depends on the bit: of a 0, which becomes a 1, and of a 1.
// A 1 is a weight of +1.
type asymmetric struct {
	p01, p10 float64
	tries    int // more writes at most of what reads wrong
}

// array is the memory that makes these errors.
func (a asymmetric) array(site Site) Array { return a.flips(site) }

func (a asymmetric) flips(site Site) flips {
	return flips{inputs: site.Inputs, write: [2]float64{a.p01, a.p10},
		errors: rng.New(site.Chip, rng.Layer(rng.Errors, site.Layer)), tries: a.tries}
}

// left are the errors that verification leaves; writes that err are independent.
func (a asymmetric) left() asymmetric {
	return asymmetric{p01: power(a.p01, a.tries+1), p10: power(a.p10, a.tries+1)}
}

// settled is what verification comes to, by the bit.
func (a asymmetric) settled() [2]settled {
	return [2]settled{settledBy(a.p01, a.tries), settledBy(a.p10, a.tries)}
}

// mean is the error rate where both bits are equally frequent.
func (a asymmetric) mean() float64 { return (a.p01 + a.p10) / 2 }

// asymRow is how many cells a row of the sheet's population has, every other one a 1.
const asymRow = 1024

// asymDrawn are the errors of a population of rows.
type asymDrawn struct {
	rows, wrong0, wrong1 int
	count0, count1       []int // rows by their number of wrong 0s, and of wrong 1s
	// of a row's first 64, 128, ... 1024 weights: sums over the rows of their change, and of its square
	shift, square [5]float64
}

// draw programs a population of a million cells, or of more where they are asked for.
func (a asymmetric) draw(ask Ask) (d asymDrawn) {
	d.rows = max(1000, min((ask.N+asymRow-1)/asymRow, 10000))
	d.count0, d.count1 = make([]int, asymRow/2+1), make([]int, asymRow/2+1)
	var want, hold [asymRow / 64]uint64
	const ones = 0xaaaaaaaaaaaaaaaa
	for w := range want {
		want[w] = ones
	}
	cells := a.array(Site{Chip: ask.Seed, Inputs: asymRow, Row1: d.rows})
	for row := range d.rows {
		cells.Program(hold[:], want[:], row)
		wrong0, wrong1, next := 0, 0, 0
		for w, h := range hold {
			wrong0 += bits.OnesCount64((h ^ ones) &^ ones)
			wrong1 += bits.OnesCount64((h ^ ones) & ones)
			if w+1 == 1<<next {
				change := float64(2 * (wrong0 - wrong1))
				d.shift[next] += change
				d.square[next] += float64(change * change)
				next++
			}
		}
		d.wrong0 += wrong0
		d.wrong1 += wrong1
		d.count0[wrong0]++
		d.count1[wrong1]++
	}
	return d
}

// numbers are the figures that all such memories have.
func (a asymmetric) numbers(d asymDrawn) []Number {
	half := float64(d.rows * asymRow / 2)
	figure := func(key, label string, p float64, wrong int) Number {
		se := standardError(p, d.rows*asymRow/2)
		return Number{key, label, float64(wrong) / half, "", fmt.Sprintf("± %.2g, of %.0f cells", se, half)}
	}
	return []Number{
		{"p01", "P(0 → 1)", a.p01, "", ""},
		{"p10", "P(1 → 0)", a.p10, "", ""},
		{"ber", "Bit error rate", a.mean(), "", "of as many 0s as 1s"},
		figure("p01_drawn", "P(0 → 1), drawn", a.p01, d.wrong0),
		figure("p10_drawn", "P(1 → 0), drawn", a.p10, d.wrong1),
		{"shift", "Change of the sum of 1024 weights", a.shift(1024), "", "mean, of as many +1s as -1s"},
		{"shift_sd", "Standard deviation of that change", a.shiftSD(1024), "", ""},
	}
}

// shift is the mean change of the sum of n weights, half of them +1.
func (a asymmetric) shift(n float64) float64 { return float64(n * (a.p01 - a.p10)) }

// shiftSD is its standard deviation.
func (a asymmetric) shiftSD(n float64) float64 {
	return math.Sqrt(2 * n * (float64(a.p01*(1-a.p01)) + float64(a.p10*(1-a.p10))))
}

// rowsChart is the population: wrong cells in a row against the binomial law.
func (a asymmetric) rowsChart(d asymDrawn) Plot {
	const n = asymRow / 2
	p := math.Max(a.p01, a.p10)
	last := min(n, int(float64(p*n)+float64(5*math.Sqrt(float64(p*(1-p))*n))+3))
	var lines []Curve
	for _, of := range []struct {
		name   string
		p      float64
		counts []int
	}{{"0 → 1", a.p01, d.count0}, {"1 → 0", a.p10, d.count1}} {
		drawn, law := againstBinomial(of.counts, d.rows, 0, last, n, of.p)
		drawn.Name, law.Name = of.name+", drawn", of.name+", binomial law"
		lines = append(lines, drawn, law)
	}
	lines[2].Style = StyleDots // two histograms would hide each other
	return Plot{Key: "rows", Title: "Wrong cells in a row", X: "wrong cells of 512 that hold the same bit",
		Y: "share of rows", Lines: lines,
		Words: fmt.Sprintf("In %d rows of 1024 cells, on average %.3g of 512 zeros and %.3g of 512 ones are wrong.",
			d.rows, a.p01*n, a.p10*n)}
}

// shiftChart is the change of a neuron's sum over its inputs.
func (a asymmetric) shiftChart(d asymDrawn) Plot {
	mean, sd := Curve{Name: "mean, n (p01 - p10)", Style: StyleClosed},
		Curve{Name: "standard deviation, closed form", Style: StyleClosed}
	for n := 16.0; n <= 1024; n += 16 {
		mean.add(n, a.shift(n))
		sd.add(n, a.shiftSD(n))
	}
	drawnMean, drawnSD := Curve{Name: "mean, drawn", Style: StyleDots},
		Curve{Name: "standard deviation, drawn", Style: StyleDots}
	rows := float64(d.rows)
	for k := range d.shift {
		n, m := float64(int(64)<<k), d.shift[k]/rows
		drawnMean.add(n, m)
		drawnSD.add(n, math.Sqrt(math.Max(0, d.square[k]/rows-float64(m*m))))
	}
	return Plot{Key: "shift", Title: "Change of a neuron's sum", X: "weights n, half of them +1",
		Y:     "change of the sum of the weights",
		Lines: []Curve{mean, drawnMean, sd, drawnSD},
		Words: "Errors of both kinds in equal number only spread a sum. Where one kind prevails they also shift it, " +
			"in proportion to the number of weights."}
}

// shareChart is the error rate over the share of +1 weights.
func (a asymmetric) shareChart() Plot {
	return Plot{Key: "share", Title: "Error rate over the share of +1 weights", X: "share of +1 weights f",
		Y: "bit error rate",
		Lines: []Curve{
			{"p01 (1 - f) + p10 f", StyleClosed, []float64{0, 1}, []float64{a.p01, a.p10}},
			markAt("half of each", 0.5, a.mean()),
		},
		Words: "Weights of the more robust kind lower the error rate of a layer."}
}
