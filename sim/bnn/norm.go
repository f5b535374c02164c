package bnn

import "arraylab/sim/kernel"

// Normalization says how the sums of a layer become its outputs y, and how the gradient comes back through that.
type Normalization int

const (
	// BatchNorm: y is normalized over the batch, with a learnt scale and shift for each neuron.
	BatchNorm Normalization = iota
	// LearntScale: y is the sum times one learnt scale, the same for all neurons of the layer.
	LearntScale
)

// startScale is the learnt scale of outputs at the start of training (Buschjaeger et al., published code).
const startScale = 1e-3

// gamma is what outputs are multiplied with at the start of training.
func (v Normalization) gamma() float32 {
	if v == LearntScale {
		return startScale
	}
	return 1
}

// set gives a neuron the mean and the variance of its sums. A layer with a learnt scale has none.
func (v Normalization) set(n *kernel.Norm, mean, variance float64) {
	if v == BatchNorm {
		n.SetMoments(mean, variance)
	}
}

// average moves running statistics, mean and variance, towards those of a batch of so many images; the variance is
// taken unbiased, as the frameworks do.
func (v Normalization) average(running *[2]float64, mean, variance float64, batch int) {
	if v == LearntScale {
		return
	}
	if batch > 1 {
		variance *= float64(batch) / float64(batch-1)
	}
	running[0] += float64(runningMomentum * (mean - running[0]))
	running[1] += float64(runningMomentum * (variance - running[1]))
}

// runningMomentum is the weight of a new batch in running statistics (the default of the
// frameworks in which the published codes are written).
const runningMomentum = 0.1

// back goes back through the normalizations of the neurons lo <= o < hi of layer l, from dy to dS in place, and moves
// their parameters.
func (t *Trainer) back(l, lo, hi int) {
	if t.layers[l].Norm == LearntScale {
		t.rescale(l, lo, hi)
		return
	}
	y, adam := &t.layers[l], t.powers.Adam(t.lr)
	dy, xhat := t.d(l, lo), t.xhat(l, lo)
	for o := lo; o < hi; o++ {
		n, m := &y.norms[o], &y.moments[o]
		dGamma, dBeta := kernel.Denormalize(matrix(&dy), matrix(&xhat), dy.n, n, dy.batch, y.Hidden())
		n.Gamma -= adam.One(&m[0].m, &m[0].v, dGamma)
		n.Beta -= adam.One(&m[1].m, &m[1].v, dBeta)
		dy.next()
		xhat.next()
	}
}

// rescale goes back through the learnt scale of a layer, y = scale*z, and moves it: its gradient is the sum of dy*z
// over outputs and batch. Such a layer has few neurons: they are one tile.
func (t *Trainer) rescale(l, lo, hi int) {
	y, adam := &t.layers[l], t.powers.Adam(t.lr)
	scale, gradient := y.norms[lo].Gamma, float32(0)
	for o := lo; o < hi; o++ {
		dy, z := t.d(l, o), t.xhat(l, o)
		var sums kernel.LaneSums
		for p := range dy.n {
			d, z := dy.padded(p), z.padded(p)
			for b := range d {
				sums[b%4] += float32(d[b] * z[b])
				d[b] = float32(d[b]*scale) * y.norms[o].Scale
			}
		}
		gradient += sums.Total()
	}
	m := &y.moments[lo][0]
	scale -= adam.One(&m.m, &m.v, gradient)
	for o := lo; o < hi; o++ {
		y.norms[o].Gamma = scale
	}
}

// moveBiases moves the biases of the neurons lo <= o < hi of layer l, where there are any, each by the sum of
// dz = dS/scale over its rows. Batch normalization makes that zero up to rounding, and Adam turns the rounding into
// full steps: so do the published codes.
func (t *Trainer) moveBiases(l, lo, hi int) {
	y, adam := &t.layers[l], t.powers.Adam(t.lr)
	if !y.Bias {
		return
	}
	for o := lo; o < hi; o++ {
		dS, n, m := t.d(l, o), &y.norms[o], &y.moments[o][2]
		n.Bias -= adam.One(&m.m, &m.v, total(&dS)/n.Scale)
	}
}

// apart goes back through batch normalization, every image by itself: the statistics of the batch are taken as given.
func (t *Trainer) apart(l, lo, hi int) {
	y := &t.layers[l]
	for o := lo; o < hi; o++ {
		dy := t.d(l, o)
		for p := range dy.n {
			alone(dy.padded(p), t.xhatRow(l, o, p), &y.norms[o], y.Hidden())
		}
	}
}

// alone does that for a row of a neuron.
func alone(dy, xhat []float32, n *kernel.Norm, clip bool) {
	scale := n.Gamma * n.Inv * n.Scale
	for b, x := range xhat {
		if out := float32(x*n.Gamma) + n.Beta; clip && !(out <= 1 && out >= -1) {
			dy[b] = 0
		}
		dy[b] *= scale
	}
}
