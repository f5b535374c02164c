package kernel

import (
	"math"
	"sort"
)

// The way back through the batch normalization of a neuron over a map, row by row. Gradients dy of its outputs are
// whole multiples of one power of two, as products of whole gradients are, and sums s are whole: so are the sums of dy
// and of dy*s, which are exact as 64-bit numbers, whatever the order and whoever adds up a part of them. Rows are
// padded; what stands behind the batch is of no use.

// Passing are the sums From <= s <= To whose gradients the straight-through estimator of Hardtanh and sign lets
// through: those whose output y is -1 to 1. As y is monotone in the sum, they are all that lie between two. There are
// none where From is larger.
type Passing struct{ From, To int16 }

// Passing returns the sums of 16 bits that pass.
func (n *Norm) Passing() Passing {
	// Both ends are the first ones for which something holds, which then holds for all that follow.
	first := func(holds func(y float32) bool) int {
		return math.MinInt16 + sort.Search(1<<16, func(i int) bool { return holds(n.Y(int32(math.MinInt16 + i))) })
	}
	from := first(func(y float32) bool { return y >= -1 })
	to := first(func(y float32) bool { return y > 1 }) - 1
	if n.Gamma < 0 {
		from = first(func(y float32) bool { return y <= 1 })
		to = first(func(y float32) bool { return y < -1 }) - 1
	}
	if from > to {
		return Passing{From: 1}
	}
	return Passing{int16(from), int16(to)}
}

// MapBackRow adds up the gradients of the first batch sums of a row that pass, and their products with the sums; both
// in units, of which the gradients are whole multiples of less than 2^24.
func MapBackRow(dy []float32, s []int16, batch int, p Passing, unit float32) (sum, bySum int64) {
	const atOnce = 512 // of which as many as 2^24 each fit 32 bits, and more than that in lanes
	for at := 0; at < batch && unit > 0; at += atOnce {
		a, b := mapBackRow(dy[at:], s[at:], min(atOnce, batch-at), p, 1/unit)
		sum, bySum = sum+a, bySum+b
	}
	return sum, bySum
}

func mapBackRowPlain(dy []float32, s []int16, batch int, p Passing, by float32) (sum, bySum int64) {
	for b, x := range s[:batch] {
		if p.From <= x && x <= p.To {
			d := int64(dy[b] * by)
			sum += d
			bySum += d * int64(x)
		}
	}
	return sum, bySum
}

// MapBack is what the way back of a neuron needs of the totals over a batch.
type MapBack struct {
	DGamma, DBeta  float32 // the gradients of gamma and beta
	meanDy, meanDX float32
	scale          float32
	passing        Passing
	norm           Norm
}

// Back makes it of the totals of MapBackRow over so many sums.
func (n *Norm) Back(sums, bySums int64, unit float32, count int) MapBack {
	sum, bySum := float64(sums)*float64(unit), float64(bySums)*float64(unit)
	offset := float64(n.Bias - n.Mean)
	byXHat := float64(float64(n.Scale)*bySum) + float64(offset*sum)
	m := MapBack{DGamma: float32(byXHat * float64(n.Inv)), DBeta: float32(sum), scale: n.Gamma * n.Inv * n.Scale,
		passing: n.Passing(), norm: *n}
	m.meanDy, m.meanDX = m.DBeta/float32(count), m.DGamma/float32(count)
	return m
}

// gradient is dS of one sum.
func (m *MapBack) gradient(dy float32, s int16) float32 {
	if s < m.passing.From || s > m.passing.To {
		dy = 0
	}
	d := dy - m.meanDy
	d -= float32(m.norm.XHat(int32(s)) * m.meanDX)
	return float32(d * m.scale)
}

// MapPeakRow is the largest magnitude of the gradients dS of the first batch sums of a row; NaN where there is one.
func MapPeakRow(dy []float32, s []int16, batch int, m *MapBack) float32 {
	return math.Float32frombits(mapPeakRow(dy, s, batch, m))
}

// mapPeakRowPlain returns its bits.
func mapPeakRowPlain(dy []float32, s []int16, batch int, m *MapBack) (most uint32) {
	for b, x := range s[:batch] {
		most = max(most, math.Float32bits(m.gradient(dy[b], x))&magnitude)
	}
	return most
}

// MapRoundRow rounds the gradients dS of the first batch sums of a row to whole multiples of unit, zero behind them,
// and returns what these add up to. What is left of an image is carried, in left, to its next row: so a neuron keeps
// the sum of its gradients for each image (see DiffuseRows).
func MapRoundRow(whole []int8, left, dy []float32, s []int16, batch int, m *MapBack, unit float32) (sum int64) {
	if unit == 0 {
		clear(whole)
		return 0
	}
	return mapRoundRow(whole, left, dy, s, batch, m, float32(unit*wholePlace))
}

func mapRoundRowPlain(whole []int8, left, dy []float32, s []int16, batch int, m *MapBack, place float32) (sum int64) {
	for b, x := range s[:batch] {
		d := m.gradient(dy[b], x) + left[b]
		up := float32(d + place)
		left[b] = d - float32(up-place)
		w := int8(math.Float32bits(up))
		whole[b] = w
		sum += int64(w)
	}
	clear(whole[batch:])
	return sum
}
