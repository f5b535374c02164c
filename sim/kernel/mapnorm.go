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

// MapTotals are what the gradients of the outputs of a neuron add up to, by themselves and times its sums; both in
// units, of which the gradients are whole multiples.
type MapTotals struct {
	Sum, BySum int64
	Long       Int128 // what of BySum may not fit 64 bits
}

// Add adds those of other sums.
func (t *MapTotals) Add(of MapTotals) {
	t.Sum, t.BySum, t.Long = t.Sum+of.Sum, t.BySum+of.BySum, t.Long.Plus(of.Long)
}

// MapBackRows adds to the totals of neurons the gradients that pass, of a row each of dy [neuron][stride], and their
// products with the sums s. The gradients are less than 2^24 units.
func MapBackRows(totals []MapTotals, dy []float32, s []int16, stride, batch int, p []Passing, unit float32) {
	if unit == 0 || batch == 0 {
		return
	}
	mapBackRows(totals, dy, s, stride, batch, p, 1/unit)
}

func mapBackRowsPlain(totals []MapTotals, dy []float32, s []int16, stride, batch int, p []Passing, by float32) {
	for o := range totals {
		dy, s := dy[o*stride:], s[o*stride:]
		for b, x := range s[:batch] {
			if p[o].From <= x && x <= p[o].To {
				d := int64(dy[b] * by)
				totals[o].Sum += d
				totals[o].BySum += d * int64(x)
			}
		}
	}
}

// MapBack is what the way back of a neuron needs of the totals over a batch.
type MapBack struct {
	DGamma, DBeta  float32 // the gradients of gamma and beta
	meanDy, meanDX float32
	scale          float32
	passing        Passing
	norm           Norm
}

// Back makes it of the totals over so many sums.
func (n *Norm) Back(t MapTotals, unit float32, count int) MapBack {
	sum, bySum := float64(t.Sum)*float64(unit), t.Long.Plus(Int128Of(t.BySum)).Float()*float64(unit)
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

// MapPeakRows makes the gradients dS of sums of the rows of dy, in place, and returns the largest magnitude; NaN where
// there is one.
func MapPeakRows(dy []float32, s []int16, stride, batch int, m []MapBack) float32 {
	if batch == 0 {
		return 0
	}
	return math.Float32frombits(mapPeakRows(dy, s, stride, batch, m))
}

// mapPeakRowsPlain returns its bits.
func mapPeakRowsPlain(dy []float32, s []int16, stride, batch int, m []MapBack) (most uint32) {
	for o := range m {
		row := dy[o*stride:][:batch]
		for b, x := range s[o*stride:][:batch] {
			row[b] = m[o].gradient(row[b], x)
			most = max(most, math.Float32bits(row[b])&magnitude)
		}
	}
	return most
}

// MapRoundRows rounds rows of gradients dS, a neuron each, to whole multiples of unit, zero behind the batch, and adds
// to sums what these add up to. What is left of an image is carried, in left, rows of Pad(batch), to the next row of
// the neuron: so it keeps the sum of its gradients for each image (see DiffuseRows).
func MapRoundRows(whole []int8, sums []int64, left, dS []float32, stride, batch int, unit float32) {
	if batch == 0 {
		return
	}
	if unit == 0 {
		for o := range sums {
			clear(whole[o*stride:][:Pad(batch)])
		}
		return
	}
	mapRoundRows(whole, sums, left, dS, stride, batch, float32(unit*wholePlace))
}

func mapRoundRowsPlain(whole []int8, sums []int64, left, dS []float32, stride, batch int, place float32) {
	for o := range sums {
		left, whole := left[o*Pad(batch):], whole[o*stride:][:Pad(batch)]
		for b, d := range dS[o*stride:][:batch] {
			d += left[b]
			up := float32(d + place)
			left[b] = d - float32(up-place)
			w := int8(math.Float32bits(up))
			whole[b] = w
			sums[o] += int64(w)
		}
		clear(whole[batch:])
	}
}
