package macrospin

import (
	"math"

	"arraylab/sim/num"
)

// mesh is the discretized equation: cells of width h in u = 1-z, the first half of them at z > 0, and the flux
// from cell k to k+1, J = out[k] rho[k] - in[k] rho[k+1].
type mesh struct {
	half    int
	mid     []float64 // middles of the cells
	h       []float64
	out, in []float64 // one fewer than cells
}

// Behind z = 0, where details of the flow no longer matter and the well at z = -1 wants fitting, fluxes go over
// from central to fitted: gradually, for a sudden change would send waves from cell to cell back.
const goOver, goneOver = 1.0, 1.8

// newMesh lays half cells on each side of z = 0.
func newMesh(delta, i float64, half int) *mesh {
	faces := make([]float64, 2*half+1)
	// The wells are about 1/(2 Delta (1-i)) and 1/(2 Delta (1+i)) wide; the start is always 1/(2 Delta).
	crowd(faces[:half+1], 0.5/(2*delta))
	crowd(faces[half:], 0.5/(2*delta*(1+i)))
	for l, r := half, 2*half; l < r; l, r = l+1, r-1 {
		faces[l], faces[r] = faces[r], faces[l]
	}
	for k := half; k <= 2*half; k++ {
		faces[k] = 2 - faces[k]
	}
	n := 2 * half
	m := &mesh{half: half, mid: make([]float64, n), h: make([]float64, n), out: make([]float64, n-1),
		in: make([]float64, n-1)}
	for k := range n {
		m.h[k] = faces[k+1] - faces[k]
		m.mid[k] = faces[k] + float64(0.5*m.h[k])
	}
	for k := range n - 1 {
		m.out[k], m.in[k] = m.flux(delta, i, faces[k+1], k)
	}
	return m
}

// crowd spreads faces over [0,1] with widths that grow with the distance from 0 plus a.
func crowd(faces []float64, a float64) {
	n := len(faces) - 1
	span := num.Log1p(1 / a)
	for k := range faces {
		faces[k] = float64(a * num.Expm1(float64(span*float64(k))/float64(n)))
	}
	faces[n] = 1
}

// flux is the flux through the face at u between the cells k and k+1.
func (m *mesh) flux(delta, i, u float64, k int) (out, in float64) {
	d := m.mid[k+1] - m.mid[k]
	conduct := float64(u*(2-u)) / float64(2*delta*d)
	// The density of the equilibrium grows by exp(peclet) from one middle to the next.
	peclet := float64(2*delta*d) * (i - 1 + float64(0.5*(m.mid[k]+m.mid[k+1])))
	out, in = fitted(peclet, float64(2*delta*d*d))
	if smooth := float64((goneOver - u) / (goneOver - goOver)); peclet > 0 && i >= 1 && smooth > 0 {
		smooth = min(smooth, 1)
		right := (u - m.mid[k]) / d // share of cell k+1 in the density at the face
		out += float64(smooth * (1 + float64(peclet*(1-right)) - out))
		in += float64(smooth * (1 - float64(peclet*right) - in))
	}
	return float64(conduct * out), float64(conduct * in)
}

// fitted are the factors of Scharfetter and Gummel. They take the potential as straight between the middles; it
// bends, by bend over the distance, which lowers the flux over a barrier by its mean bow, weighted with
// exp(peclet x).
func fitted(peclet, bend float64) (out, in float64) {
	out, in = bernoulli(-peclet), bernoulli(peclet)
	bow := 1.0 / 12
	if math.Abs(peclet) > 1e-3 {
		bow = (float64(0.5*(out+in)) - 1) / float64(peclet*peclet)
	}
	less := 1 / (1 + float64(bend*bow))
	return float64(out * less), float64(in * less)
}

// bernoulli is x/(e^x - 1).
func bernoulli(x float64) float64 {
	switch {
	case math.Abs(x) < 1e-10:
		return 1 - float64(0.5*x)
	case x > 700:
		return 0
	}
	return x / num.Expm1(x)
}

// start is the density before the pulse: Boltzmann's on the initial side, of unit mass.
func (m *mesh) start(delta float64) []float64 {
	rho := make([]float64, len(m.h))
	mass := 0.0
	for k := range m.half {
		u := m.mid[k]
		rho[k] = num.Exp(-float64(delta * float64(u*(2-u))))
		mass += float64(rho[k] * m.h[k])
	}
	for k := range m.half {
		rho[k] /= mass
	}
	return rho
}

// floor is the share of the initial side in equilibrium under the current, 0 where that is nothing.
func (m *mesh) floor() float64 {
	const big = 1e200
	here, all, rho := 0.0, 0.0, 1.0
	for k, h := range m.h {
		all += float64(rho * h)
		if k < m.half {
			here = all
		}
		if k == len(m.in) {
			break
		}
		if m.in[k] <= 0 { // so much downhill that nothing comes back
			return 0
		}
		if rho *= m.out[k] / m.in[k]; rho > big {
			rho, all, here = rho/big, all/big, here/big
		}
	}
	return here / all
}

// sides are the probabilities at z > 0 and z < 0.
func (m *mesh) sides(rho []float64) (left, switched float64) {
	for k := range m.half {
		left += float64(rho[k] * m.h[k])
	}
	for k := len(rho) - 1; k >= m.half; k-- {
		switched += float64(rho[k] * m.h[k])
	}
	return left, switched
}

// across is the flux through z = 0.
func (m *mesh) across(rho []float64) float64 {
	k := m.half - 1
	return float64(m.out[k]*rho[k]) - float64(m.in[k]*rho[k+1])
}
