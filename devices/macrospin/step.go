package macrospin

// Coefficients of Alexander's L-stable method of order 3 with three equal implicit stages.
const (
	gamma = 0.43586652150845899942
	c2    = (1 - gamma) / 2 // of the first slope in the second stage
	b1    = -(6*gamma*gamma - 16*gamma + 1) / 4
	b2    = (6*gamma*gamma - 20*gamma + 5) / 4
)

// stepper advances the density by steps of one length: I - gamma dt A is factored once.
type stepper struct {
	m                 *mesh
	lower, diag, tail []float64 // elimination factors: x[k] -= lower[k] x[k-1]; y[k] = x[k] diag[k] - tail[k] y[k+1]
	first, second     []float64 // stages
}

func newStepper(m *mesh) *stepper {
	n := len(m.h)
	v := make([]float64, 5*n)
	return &stepper{m, v[:n], v[n : 2*n], v[2*n : 3*n], v[3*n : 4*n], v[4*n:]}
}

// length sets the step.
func (s *stepper) length(dt float64) {
	m, g := s.m, float64(gamma*dt)
	last := len(m.h) - 1
	above := 0.0 // -tail of the row before
	for k := 0; k <= last; k++ {
		w := g / m.h[k]
		d, low := 1.0, 0.0
		if k > 0 {
			d += float64(w * m.in[k-1])
			low = -float64(w * m.out[k-1])
		}
		up := 0.0
		if k < last {
			d += float64(w * m.out[k])
			up = -float64(w * m.in[k])
		}
		d -= float64(low * above)
		s.diag[k] = 1 / d
		s.tail[k] = up / d
		above = s.tail[k]
		if k > 0 {
			s.lower[k] = float64(low * s.diag[k-1])
		}
	}
}

// step advances rho by the set length.
func (s *stepper) step(rho []float64) {
	const a, b, c = c2 / gamma, b1/gamma - b2/gamma*c2/gamma, b2 / gamma
	n := len(rho)
	one, two := s.first[:n], s.second[:n]
	copy(one, rho)
	s.solve(one)
	for k, y := range rho {
		two[k] = y + float64(a*(one[k]-y))
	}
	s.solve(two)
	// gamma dt times the slopes of the stages are one - y and two - y - a (one - y).
	for k, y := range rho {
		rho[k] = y + float64(b*(one[k]-y)) + float64(c*(two[k]-y))
	}
	s.solve(rho)
}

// solve replaces x by (I - gamma dt A)^-1 x.
func (s *stepper) solve(x []float64) {
	n := len(x)
	lower, diag, tail := s.lower[:n], s.diag[:n], s.tail[:n]
	prev := 0.0
	for k := range x {
		prev = x[k] - float64(lower[k]*prev)
		x[k] = prev
	}
	next := 0.0
	for k := n - 1; k >= 0; k-- {
		next = float64(x[k]*diag[k]) - float64(tail[k]*next)
		x[k] = next
	}
}
