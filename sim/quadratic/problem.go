// Package quadratic trains binary weights on a quadratic loss: the smallest problem with hidden weights, small enough
// to say beforehand what they do, and why their size tells how much a weight matters (Laborieux et al., Nat. Commun.
// 2021, arXiv:2003.03533, "quadratic binary task").
//
//	L(W)  = 1/2 (W - W*)ᵀ H (W - W*)       W = sign(Wh), each weight +1 or -1
//	Wh   <- Wh - rate H (W - W*)           the gradient at the binary weights moves the hidden ones
//
// # What follows from it
//
// The sum of all steps is rate*t*H*(W* - mean of W), so where a hidden weight stays bounded that component of H(W* -
// mean) vanishes, and where it drifts to one side its weight is constant. These are the conditions of the minimum of L
// over the cube [-1, 1]^D, whose corners are the binary weights (Problem.Limit): inside the cube a mean weight is
// reached by switching to and fro, on its surface the hidden weight drifts at rate*|H(W* - mean)|.
//
// Switching weight i alone changes the loss by 2 H_ii - 2 W_i (H(W - W*))_i: for a drifting weight, whose |Wh| grows by
// rate*|H(W* - W)| a step, that is 2 H_ii + 2 |Wh|/(rate t). So the larger |Wh|, the dearer the switch.
//
// A diagonal H makes the weights independent. With |W*_i| > 1 the hidden weight drifts by rate*h_i*(|W*_i| - 1) a step
// and a switch costs 2 h_i |W*_i|; with |W*_i| < 1 it stays within rate*h_i*(1 + |W*_i|) of zero and is +1 in (1 +
// W*_i)/2 of the steps.
package quadratic

// A Problem is one quadratic task.
type Problem struct {
	H       [][]float64 // curvature, [D][D]: symmetric and positive definite
	Optimum []float64   // W*, [D]: the real weights of the least loss
}

// sign is the binary weight of a hidden one; sign(0) = +1.
func sign(h float64) float64 {
	if h < 0 {
		return -1
	}
	return 1
}

// Binary are the weights that hidden weights stand for.
func Binary(hidden []float64) []float64 {
	w := make([]float64, len(hidden))
	for i, h := range hidden {
		w[i] = sign(h)
	}
	return w
}

// Gradient of the loss at weights w: H (w - W*).
func (p *Problem) Gradient(w []float64) []float64 {
	g := make([]float64, len(w))
	for i, row := range p.H {
		for j, h := range row {
			g[i] += float64(h * (w[j] - p.Optimum[j]))
		}
	}
	return g
}

// Loss at weights w.
func (p *Problem) Loss(w []float64) float64 {
	sum := 0.0
	for i, g := range p.Gradient(w) {
		sum += float64((w[i] - p.Optimum[i]) * g)
	}
	return sum / 2
}

// Rises are the changes of the loss when one binary weight of w is switched and the others stay, by weight. Where the
// loss would fall, for the weight stands on the wrong side at the moment, they are negative.
func (p *Problem) Rises(w []float64) []float64 {
	rises := p.Gradient(w)
	for i, g := range rises {
		rises[i] = 2 * (p.H[i][i] - float64(w[i]*g))
	}
	return rises
}

// sweeps are more than enough for Limit: each takes a constant share off the distance to the minimum.
const sweeps = 400

// Limit are the mean weights of a long training without metaplasticity: the minimum of the loss over the cube [-1,
// 1]^D, found one coordinate after the other. A mean weight within the cube belongs to a weight that keeps switching,
// one of -1 or +1 to a weight that has settled.
func (p *Problem) Limit() []float64 {
	mean := make([]float64, len(p.Optimum))
	gradient := p.Gradient(mean)
	for range sweeps {
		for i := range mean {
			to := min(max(mean[i]-gradient[i]/p.H[i][i], -1), 1)
			by := to - mean[i]
			for j, h := range p.H[i] {
				gradient[j] += float64(h * by)
			}
			mean[i] = to
		}
	}
	return mean
}

// Drift is the mean motion of the hidden weights in a step of a long training at learning rate 1, given its mean
// weights.
func (p *Problem) Drift(mean []float64) []float64 {
	drift := p.Gradient(mean)
	for i, w := range mean {
		if drift[i] = -drift[i]; w > -1 && w < 1 {
			drift[i] = 0 // but for rounding
		}
	}
	return drift
}
