package kernel

// LaneSums is the order in which a row is summed: four running sums, of the columns with equal
// remainder by four, added as (l0+l1)+(l2+l3). Vector code gets the same bits.
type LaneSums [4]float32

// Total adds the four running sums.
func (l LaneSums) Total() float32 { return (l[0] + l[1]) + (l[2] + l[3]) }

// Denormalize is the backward pass of one neuron: from dy = dL/dy to dL/dS, in place, with
// gamma's and beta's gradients
//
//	dGamma = sum dy*xhat    dBeta = sum dy    (order: LaneSums)
//	dS = Gamma*Inv*Scale * (dy - dBeta/B - xhat*dGamma/B)
//
// Where clip is set the neuron feeds a sign: the straight-through estimator of Hardtanh and
// sign lets dy pass only where |y| <= 1 (arXiv:1602.02830). dy and xhat are padded rows, zero
// behind the batch; so is the result.
func Denormalize(dy, xhat []float32, n *Norm, batch int, clip bool) (dGamma, dBeta float32) {
	if vectors {
		settle()
	}
	g, b := gradSums(dy, xhat, n.Gamma, n.Beta, clip)
	dGamma, dBeta = g.Total(), b.Total()
	count := float32(batch)
	gradRow(dy, xhat, n.Gamma*n.Inv*n.Scale, dBeta/count, dGamma/count)
	clear(dy[batch:])
	return dGamma, dBeta
}

func gradSumsPlain(dy, xhat []float32, gamma, beta float32, clip bool) (g, b LaneSums) {
	for i, x := range xhat {
		if clip {
			if y := float32(x*gamma) + beta; !(y <= 1 && y >= -1) {
				dy[i] = 0
			}
		}
		g[i%4] += float32(dy[i] * x)
		b[i%4] += dy[i]
	}
	return g, b
}

func gradRowPlain(dy, xhat []float32, scale, meanDy, meanDyX float32) {
	for i, x := range xhat {
		d := dy[i] - meanDy
		d -= float32(x * meanDyX)
		dy[i] = d * scale
	}
}
