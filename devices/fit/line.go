package fit

import (
	"math"

	"gonum.org/v1/gonum/optimize"
	"gonum.org/v1/gonum/stat"

	"arraylab/devices"
	"arraylab/sim/num"
)

// line is the kinked line of one device: ln R = a + m1 min(t,k) + m2 max(t-k,0), the weak RESET of
// arXiv:2107.06064 with R0 and the offset c1 in one.
type line struct {
	a, m1, m2, k float64
	rss          float64 // sum of squared residuals of ln R
}

// at is ln R after t pulses.
func (l *line) at(t float64) float64 {
	return l.a + float64(l.m1*math.Min(t, l.k)) + float64(l.m2*math.Max(t-l.k, 0))
}

// minimize is the Nelder-Mead minimum of f from x on, with so many evaluations at most; x itself where there is
// none better.
func minimize(f func([]float64) float64, x []float64, evaluations int) []float64 {
	bounded := func(x []float64) float64 {
		if y := f(x); y < 1e300 {
			return y
		}
		return 1e300 // of NaN, too
	}
	r, err := optimize.Minimize(optimize.Problem{Func: bounded}, x,
		&optimize.Settings{FuncEvaluations: evaluations}, &optimize.NelderMead{SimplexSize: 0.1})
	if err != nil || r == nil || !(r.F <= bounded(x)) {
		return x
	}
	return r.X
}

// fitLine finds the kink by a scan over the readings and Nelder-Mead, and for each kink the rest by linear
// least squares. At least two readings lie on each side of a kink; slopes are not negative.
func fitLine(s *series) line {
	n := len(s.t)
	best := line{rss: math.Inf(1)}
	try := func(k float64) float64 {
		l := lineAt(s, k)
		if l.rss < best.rss {
			best = l
		}
		return l.rss
	}
	every := max(1, (n-3)/60)
	for j := 1; j < n-1; j += every {
		try(s.t[j])
	}
	lo, hi := s.t[1], s.t[n-2]
	minimize(func(x []float64) float64 {
		k := num.Exp(x[0])
		if !(k >= lo && k <= hi) {
			return math.Inf(1)
		}
		return try(k)
	}, []float64{num.Log(max(best.k, 0.5))}, 60)
	return best
}

// lineAt is the least-squares line with a kink at k.
func lineAt(s *series, k float64) line {
	scale := s.t[len(s.t)-1]
	l := solveLine(s, k, scale, true)
	if l.m2 < 0 {
		l = solveLine(s, k, scale, false)
	}
	if l.m1 < 0 {
		l.a, l.m1, l.m2 = stat.Mean(s.ln, nil), 0, 0
	}
	l.rss = 0
	for i, t := range s.t {
		d := s.ln[i] - l.at(t)
		l.rss += float64(d * d)
	}
	return l
}

// solveLine solves the normal equations in t/scale, with a second slope or without.
func solveLine(s *series, k, scale float64, second bool) line {
	my := stat.Mean(s.ln, nil)
	n := float64(len(s.t))
	var x, z, xx, xz, zz, xy, zy float64
	for i, t := range s.t {
		u, v, y := math.Min(t, k)/scale, math.Max(t-k, 0)/scale, s.ln[i]-my
		x, z = x+u, z+v
		xx, xz, zz = xx+float64(u*u), xz+float64(u*v), zz+float64(v*v)
		xy, zy = xy+float64(u*y), zy+float64(v*y)
	}
	xx, xz, zz = xx-float64(x*x/n), xz-float64(x*z/n), zz-float64(z*z/n)
	l := line{k: k}
	if det := float64(xx*zz) - float64(xz*xz); second && det > 1e-12*float64(xx*zz) {
		l.m1, l.m2 = (float64(xy*zz)-float64(zy*xz))/det, (float64(zy*xx)-float64(xy*xz))/det
	} else if xx > 0 {
		l.m1 = xy / xx
	}
	l.a = my - (float64(l.m1*x)+float64(l.m2*z))/n
	l.m1, l.m2 = l.m1/scale, l.m2/scale
	return l
}

// clear tells whether the kink stands out of the noise: a straight line leaves this many more variances of
// noise over.
const clear = 25

// settle finds the devices whose kink is clear. The kinks of the others say nothing, and their slopes are
// fitted anew to the median kink of the clear ones. Where hardly any is clear, all are taken as they are.
func settle(t *table, all []line, noise float64) (kinks []float64, settled []line) {
	settled = append(settled, all...)
	var unclear []int
	for i := range all {
		d := &t.devices[i]
		straight := lineAt(d, d.t[len(d.t)-1])
		if straight.rss-all[i].rss < clear*noise*noise {
			unclear = append(unclear, i)
			continue
		}
		kinks = append(kinks, all[i].k)
	}
	if len(kinks) < few {
		kinks = kinks[:0]
		for _, l := range all {
			kinks = append(kinks, l.k)
		}
		return kinks, settled
	}
	k := medianOf(append([]float64(nil), kinks...))
	for _, i := range unclear {
		settled[i] = lineAt(&t.devices[i], k)
	}
	return kinks, settled
}

// lines are the kinked lines of all devices.
func lines(t *table) []line {
	all := make([]line, len(t.devices))
	for i := range t.devices {
		all[i] = fitLine(&t.devices[i])
	}
	return all
}

// few is how many devices make a spread and no law.
const few = 8

// slopeLaw finds the law of slopes: exponential from least on, or log-normal, whichever is nearer by
// Kolmogorov and Smirnov.
func slopeLaw(m []float64, least float64) (law string, median, sd float64) {
	mean := stat.Mean(m, nil) - least
	ln, positive := logs(m)
	if positive {
		median, sd = num.Exp(stat.Mean(ln, nil)), deviation(ln)
		if len(m) < few || mean <= 0 {
			return devices.LawLognormal, median, sd
		}
		exponential := distance(m, func(x float64) float64 { return -num.Expm1(-math.Max(x-least, 0) / mean) })
		lognormal := distance(m,
			func(x float64) float64 { return num.NormCDF((num.Log(x) - num.Log(median)) / max(sd, 1e-9)) })
		if lognormal < exponential {
			return devices.LawLognormal, median, sd
		}
	}
	return devices.LawExponential, least + float64(mean*math.Ln2), 0
}

// leastOf is the lower end of an exponential law, which the smallest of n numbers overestimates by the
// n-th part of what the mean lies above it.
func leastOf(m []float64) float64 {
	least := minOf(m)
	if len(m) > 1 {
		least -= (stat.Mean(m, nil) - least) / float64(len(m)-1)
	}
	return math.Max(least, 0)
}

// logs are the natural logarithms, where all are positive.
func logs(x []float64) (ln []float64, positive bool) {
	for _, v := range x {
		if !(v > 0) {
			return nil, false
		}
		ln = append(ln, num.Log(v))
	}
	return ln, true
}

// deviation is the sample standard deviation, 0 of a single number.
func deviation(x []float64) float64 {
	if len(x) < 2 {
		return 0
	}
	return stat.StdDev(x, nil)
}

// kinkLaw fits a log-normal law cut to [first, last] by maximum likelihood.
func kinkLaw(k []float64, last float64) (median, sd, first float64) {
	ln, _ := logs(k)
	first = math.Min(minOf(k), 0.9*last)
	mu, s := stat.Mean(ln, nil), deviation(ln)
	if len(k) < few || s == 0 {
		return num.Exp(mu), s, first * num.Exp(-2*s)
	}
	// A median far outside and a spread to match are no better than one at the ends.
	a, b := num.Log(first), num.Log(last)
	best := minimize(func(x []float64) float64 {
		m, s := x[0], num.Exp(x[1])
		if m < a-1 || m > b+1 || s > 3 || s < 1e-4 {
			return math.Inf(1)
		}
		mass := num.NormCDF((b-m)/s) - num.NormCDF((a-m)/s)
		sum := 0.0
		for _, l := range ln {
			z := (l - m) / s
			sum += 0.5*float64(z*z) + x[1] + num.Log(mass)
		}
		return sum / float64(len(ln))
	}, []float64{mu, num.Log(s)}, 400)
	return num.Exp(best[0]), num.Exp(best[1]), first
}

func minOf(x []float64) float64 {
	m := x[0]
	for _, v := range x {
		m = math.Min(m, v)
	}
	return m
}
