package quadratic

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// diagonal is a problem of independent weights.
func diagonal(h, optimum []float64) *Problem {
	p := &Problem{Optimum: optimum}
	for i := range h {
		row := make([]float64, len(h))
		row[i] = h[i]
		p.H = append(p.H, row)
	}
	return p
}

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s is %.12g, want %.12g within %g", what, got, want, tolerance)
	}
}

// The curvatures of a made problem are those asked for, whatever rotated it, and its matrix is symmetric.
func TestCurvatures(t *testing.T) {
	for name, p := range map[string]*Problem{"plane": Plane(9, 25, [2]float64{}), "many": Random(1, 40, 9, 4)} {
		d := len(p.H)
		m := mat.NewSymDense(d, nil)
		for i, row := range p.H {
			for j, h := range row {
				if h != p.H[j][i] {
					t.Fatalf("%s: H[%d][%d] = %g, H[%d][%d] = %g", name, i, j, h, j, i, p.H[j][i])
				}
				m.SetSym(i, j, h)
			}
		}
		var e mat.EigenSym
		if !e.Factorize(m, false) {
			t.Fatal("no eigenvalues")
		}
		for k, v := range e.Values(nil) { // rising
			near(t, name+": curvature", v, 3*math.Pow(9, -float64(d-1-k)/float64(d-1)), 1e-12)
		}
	}
	p := Plane(9, 30, [2]float64{})
	near(t, "H11", p.H[0][0], 3*0.75+0.25/3, 1e-13) // cos(30°)² = 3/4
	near(t, "H12", p.H[0][1], (3-1./3)*math.Sqrt(3)/4, 1e-13)
	near(t, "H11 of equal curvatures", Plane(1, -40, [2]float64{}).H[0][0], 1, 1e-14)
}

// In many dimensions the axes are mixed, and the optimum is uniform.
func TestRandomMixes(t *testing.T) {
	p := Random(3, 500, 4, 4)
	outer, squares, spread := 0, 0.0, 0.0
	for i := range p.Optimum {
		if math.Abs(p.Optimum[i]) > 1 {
			outer++
		}
		squares += p.Optimum[i] * p.Optimum[i] / 500
		// the mean of curvatures from 2 to 1/2 with even ratios is 1.5/ln 4
		spread += math.Pow(p.H[i][i]-1.082, 2) / 500
		for j, h := range p.H[i] {
			if h == 0 {
				t.Fatalf("weights %d and %d do not meet", i, j)
			}
		}
	}
	if sd := math.Sqrt(spread); sd > 0.15 { // of the curvatures themselves: 0.43
		t.Errorf("the curvatures of single weights spread by %g", sd)
	}
	near(t, "share of optima beyond ±1", float64(outer)/500, 0.75, 4*math.Sqrt(0.75*0.25/500))
	near(t, "mean square of the optima", squares, 16./3, 4*16*math.Sqrt(4./45/500))
	if Random(4, 500, 4, 4).Optimum[0] == p.Optimum[0] || Random(3, 500, 4, 4).H[7][9] != p.H[7][9] {
		t.Error("the seed does not decide the problem")
	}
}

// The rise of the loss by a switch is that of the two losses; in a diagonal problem 2 h |W*| from the right side.
func TestRises(t *testing.T) {
	p := Random(1, 20, 5, 3)
	w := Binary(p.Optimum)
	before := p.Loss(w)
	for i, rise := range p.Rises(w) {
		w[i] = -w[i]
		near(t, "rise", rise, p.Loss(w)-before, 1e-11)
		w[i] = -w[i]
	}
	d := diagonal([]float64{2, 0.5, 1}, []float64{1.5, -0.5, 0.25})
	for i, rise := range d.Rises([]float64{1, -1, -1}) {
		near(t, "rise of a free weight", rise, []float64{2 * 2 * 1.5, 2 * 0.5 * 0.5, -2 * 0.25}[i], 1e-15)
	}
	near(t, "loss", d.Loss([]float64{1, -1, -1}), (2*0.25+0.5*0.25+1.25*1.25)/2, 1e-15)
}

// The limit meets the conditions of a minimum over the cube: no force within, outward forces on its surface.
func TestLimit(t *testing.T) {
	p := Random(2, 30, 6, 2)
	mean := p.Limit()
	inside := 0
	for i, g := range p.Gradient(mean) {
		switch {
		case mean[i] > -1 && mean[i] < 1:
			inside++
			near(t, "force within", g, 0, 1e-12)
		case mean[i]*g > 0:
			t.Errorf("weight %d settles at %g against its force %g", i, mean[i], -g)
		}
	}
	if inside == 0 || inside == 30 {
		t.Errorf("%d of 30 weights are within: the test says nothing", inside)
	}
	d := diagonal([]float64{2, 0.5}, []float64{1.5, -0.5})
	if m := d.Limit(); m[0] != 1 || m[1] != -0.5 {
		t.Errorf("free weights settle at %v", m)
	}
	if f := d.Drift(d.Limit()); f[0] != 1 || f[1] != 0 {
		t.Errorf("free weights drift by %v", f)
	}
}
