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
// sign lets dy pass only where |y| <= 1 (arXiv:1602.02830). dy and xhat have a padded row for each
// sum of the neuron, zero behind the batch; so has the result. B counts the sums of all rows, whose
// totals are added one after the other.
func Denormalize(dy, xhat Matrix, rows int, n *Norm, batch int, clip bool) (dGamma, dBeta float32) {
	if vectors {
		settle()
	}
	width := Pad(batch)
	for r := range rows {
		g, b := gradSums(dy.Data[r*dy.Stride:][:width], xhat.Data[r*xhat.Stride:][:width], n.Gamma, n.Beta, clip)
		if r == 0 {
			dGamma, dBeta = g.Total(), b.Total()
		} else {
			dGamma, dBeta = dGamma+g.Total(), dBeta+b.Total()
		}
	}
	scale, count := n.Gamma*n.Inv*n.Scale, float32(rows*batch)
	for r := range rows {
		row := dy.Data[r*dy.Stride:][:width]
		gradRow(row, xhat.Data[r*xhat.Stride:][:width], scale, dBeta/count, dGamma/count)
		clear(row[batch:])
	}
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
