package kernel

import "math"

// The way back through the batch normalization of a neuron over a map, row by row. Gradients dy of its outputs are
// whole multiples of one power of two, as products of whole gradients are, and sums s are whole: so are the sums of dy
// and of dy*s, which are exact as 64-bit numbers, whatever the order and whoever adds up a part of them.

// passes tells whether the straight-through estimator of Hardtanh and sign lets the gradient through: |y| <= 1.
func passes(xhat float32, n *Norm) bool {
	y := float32(xhat*n.Gamma) + n.Beta
	return y <= 1 && y >= -1
}

// MapBackRow adds up the gradients of a row that pass, and their products with the sums.
func MapBackRow(dy []float32, s []int16, n *Norm) (sum, bySum float64) {
	for b, x := range s {
		if d := float64(dy[b]); passes(n.XHat(int32(x)), n) {
			sum += d
			bySum += float64(d * float64(x))
		}
	}
	return sum, bySum
}

// MapBack is what the way back needs of the totals over a batch.
type MapBack struct {
	DGamma, DBeta  float32 // the gradients of gamma and beta
	meanDy, meanDX float32
	scale          float32
}

// Back makes it of the totals of MapBackRow over so many sums.
func (n *Norm) Back(sum, bySum float64, count int) MapBack {
	offset := float64(n.Bias - n.Mean)
	byXHat := float64(float64(n.Scale)*bySum) + float64(offset*sum)
	m := MapBack{DGamma: float32(byXHat * float64(n.Inv)), DBeta: float32(sum), scale: n.Gamma * n.Inv * n.Scale}
	m.meanDy, m.meanDX = m.DBeta/float32(count), m.DGamma/float32(count)
	return m
}

// gradient is dS of one sum.
func (m *MapBack) gradient(dy float32, s int16, n *Norm) float32 {
	x := n.XHat(int32(s))
	if !passes(x, n) {
		dy = 0
	}
	d := dy - m.meanDy
	d -= float32(x * m.meanDX)
	return float32(d * m.scale)
}

// MapPeakRow is the largest magnitude of the gradients dS of a row; NaN where there is one.
func MapPeakRow(dy []float32, s []int16, n *Norm, m *MapBack) float32 {
	most := uint32(0)
	for b, x := range s {
		most = max(most, math.Float32bits(m.gradient(dy[b], x, n))&magnitude)
	}
	return math.Float32frombits(most)
}

// MapRoundRow rounds the gradients dS of a row to whole multiples of unit, and returns what these add up to. What is
// left of an image is carried, in left, to its next row: so a neuron keeps the sum of its gradients for each image (see
// DiffuseRows).
func MapRoundRow(whole []int8, left, dy []float32, s []int16, n *Norm, m *MapBack, unit float32) (sum int64) {
	if unit == 0 {
		clear(whole[:len(s)])
		return 0
	}
	place := float32(unit * wholePlace)
	for b, x := range s {
		d := m.gradient(dy[b], x, n) + left[b]
		up := float32(d + place)
		left[b] = d - float32(up-place)
		w := int8(math.Float32bits(up))
		whole[b] = w
		sum += int64(w)
	}
	return sum
}
