package quadratic

import (
	"math"
	"slices"
)

// Importance sets the size of each hidden weight beside what its weight is worth.
type Importance struct {
	Size []float64 // |Wh|, by weight
	Rise []float64 // of the loss if that weight alone were switched
	// Rank is Spearman's rank correlation of both: 1 where the order of the sizes is that of the rises.
	Rank float64
}

// ImportanceOf trains the weights of a problem for so many steps from hidden weights of zero, and measures.
func ImportanceOf(p *Problem, rule Rule, steps int) Importance {
	l := NewLearner(rule, make([]float64, len(p.Optimum)))
	l.Take(p)
	for range steps {
		l.Step()
	}
	m := Importance{Size: l.Hidden, Rise: p.Rises(l.Binary())}
	for i, h := range m.Size {
		m.Size[i] = math.Abs(h)
	}
	m.Rank = correlation(ranks(m.Size), ranks(m.Rise))
	return m
}

// Law is the rise of the loss that belongs to a size of a hidden weight that drifted from the first of so many steps
// on, without metaplasticity: for the mean curvature of a weight (see the package's comment).
func (p *Problem) Law(size float64, rule Rule, steps int) float64 {
	mean := 0.0
	for i := range p.H {
		mean += p.H[i][i] / float64(len(p.H))
	}
	return 2 * (mean + size/(rule.Rate*float64(steps)))
}

// ranks are the places of numbers in their order, from 0; equal numbers share the mean of their places.
func ranks(x []float64) []float64 {
	order := make([]int, len(x))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case x[a] < x[b]:
			return -1
		case x[a] > x[b]:
			return 1
		}
		return 0
	})
	r := make([]float64, len(x))
	for from := 0; from < len(order); {
		to := from + 1
		for to < len(order) && x[order[to]] == x[order[from]] {
			to++
		}
		for _, i := range order[from:to] {
			r[i] = float64(from+to-1) / 2
		}
		from = to
	}
	return r
}

// correlation is Pearson's; 0 where one side does not vary.
func correlation(x, y []float64) float64 {
	mx, my := mean(x), mean(y)
	var xx, yy, xy float64
	for i := range x {
		dx, dy := x[i]-mx, y[i]-my
		xx += float64(dx * dx)
		yy += float64(dy * dy)
		xy += float64(dx * dy)
	}
	if xx == 0 || yy == 0 {
		return 0
	}
	return xy / (math.Sqrt(xx) * math.Sqrt(yy))
}

func mean(x []float64) (m float64) {
	for _, v := range x {
		m += v
	}
	return m / float64(len(x))
}
