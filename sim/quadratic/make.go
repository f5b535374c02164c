package quadratic

import (
	"math"

	"arraylab/sim/num"
	"arraylab/sim/rng"
)

// Plane is a problem of two weights: the curvatures sqrt(ratio) and 1/sqrt(ratio), along axes that are turned by so
// many degrees from those of the weights. The ratio is at least 1.
func Plane(ratio float64, degrees int, optimum [2]float64) *Problem {
	p := &Problem{curvatures(2, ratio), []float64{optimum[0], optimum[1]}}
	cos, sin := direction(degrees)
	p.turn(0, 1, cos, sin)
	return p
}

// rounds of random rotations after which every curvature has a part in every weight: 2^rounds is at least the number of
// weights that Random is asked for.
const rounds = 10

// Random is a problem of d weights, d even: curvatures from sqrt(ratio) to 1/sqrt(ratio) with even ratios, along axes
// that random rotations mix, and an optimum whose components are uniform in [-reach, reach]. These laws are assumed;
// the reach of the published notebook is 4.
func Random(seed uint32, d int, ratio, reach float64) *Problem {
	p := &Problem{curvatures(d, ratio), make([]float64, d)}
	draws := rng.New(seed, rng.Quadratic).Source(0)
	for i := range p.Optimum {
		p.Optimum[i] = float64(reach * (2*draws.Float64() - 1))
	}
	order := make([]int32, d)
	for range rounds {
		draws.Perm(order)
		for k := 0; k+1 < d; k += 2 {
			x, y := num.InvNorm(draws.Float64()), num.InvNorm(draws.Float64())
			r := math.Sqrt(float64(x*x) + float64(y*y))
			p.turn(int(order[k]), int(order[k+1]), x/r, y/r)
		}
	}
	return p
}

// curvatures is the diagonal matrix of d of them, geometric mean 1.
func curvatures(d int, ratio float64) [][]float64 {
	if d < 2 || d%2 != 0 || !(ratio >= 1) {
		panic("quadratic: a problem needs an even number of weights and a ratio of curvatures of at least 1")
	}
	h := make([][]float64, d)
	for i := range h {
		h[i] = make([]float64, d)
		h[i][i] = num.Exp((0.5 - float64(i)/float64(d-1)) * num.Log(ratio))
	}
	return h
}

// turn rotates the axes of the curvature in the plane of two weights.
func (p *Problem) turn(i, j int, cos, sin float64) {
	a, b := p.H[i], p.H[j]
	for k := range a {
		a[k], b[k] = float64(cos*a[k])-float64(sin*b[k]), float64(sin*a[k])+float64(cos*b[k])
	}
	ii, ij, ji, jj := a[i], a[j], b[i], b[j]
	for k := range a { // the columns are the rows: H is symmetric
		p.H[k][i], p.H[k][j] = a[k], b[k]
	}
	off := float64(sin*ii) + float64(cos*ij)
	a[i], a[j] = float64(cos*ii)-float64(sin*ij), off
	b[i], b[j] = off, float64(sin*ji)+float64(cos*jj)
}

// direction is the unit vector at so many degrees, by rotations of one degree: package math's sine differs between
// machines.
func direction(degrees int) (cos, sin float64) {
	const c, s = 0.99984769515639123916, 0.01745240643728351282 // of one degree
	cos, sin = 1, 0
	by := s
	if degrees < 0 {
		degrees, by = -degrees, -s
	}
	for range degrees {
		cos, sin = float64(c*cos)-float64(by*sin), float64(by*cos)+float64(c*sin)
	}
	return cos, sin
}
