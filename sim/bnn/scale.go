package bnn

import "arraylab/sim/kernel"

// scaleStage goes back through the learnt scale of the outputs, y = scale*z, from dy to dS, and moves it: its gradient
// is the sum of dy*z over outputs and batch.
func (t *Trainer) scaleStage(l int) Stage {
	y := &t.layers[l]
	return t.rows(l, func(o0, o1 int, _ *Worker) { // the few outputs are one tile
		adam, width := t.powers.Adam(t.lr), kernel.Pad(t.batch)
		scale, gradient := y.norms[o0].Gamma, float32(0)
		for o := o0; o < o1; o++ {
			dy, z := t.grads[l%2][o*t.stride:][:width], y.xhat[o*t.stride:][:width]
			n, m := &y.norms[o], &y.moments[o]
			var sums kernel.LaneSums
			for b, d := range dy {
				sums[b%4] += float32(d * z[b])
				dy[b] = float32(d*scale) * n.Scale
			}
			gradient += sums.Total()
			if t.net.Layers[l].Bias {
				n.Bias -= adam.One(&m[2].m, &m[2].v, biasGradient(dy, n.Scale))
			}
		}
		m := &y.moments[o0][0]
		scale -= adam.One(&m.m, &m.v, gradient)
		for o := o0; o < o1; o++ {
			y.norms[o].Gamma = scale
		}
	}, nil)
}
