package kernel

import "math"

// The way back through the batch normalization of a neuron over a map (see MapBackRows) whose sums have 32 bits.

// passes tells whether the gradient of a sum's output passes.
func (n *Norm) passes(s int32) bool {
	y := n.Y(s)
	return y <= 1 && y >= -1
}

// LongBackRows is MapBackRows of sums of 32 bits, and of gradients of any number of units; n are the neurons.
func LongBackRows(totals []MapTotals, dy []float32, s []int32, stride, batch int, n []Norm, unit float32) {
	if unit == 0 {
		return
	}
	for o := range totals {
		row, t := dy[o*stride:], &totals[o]
		low, high, by := int64(0), int64(0), 1/unit // of sums, 16 bits each: batches are shorter than 2^16
		for b, x := range s[o*stride:][:batch] {
			if n[o].passes(x) {
				d := int64(row[b] * by)
				t.Sum += d
				low += d * int64(x&(1<<16-1))
				high += d * int64(x>>16)
			}
		}
		t.Long = t.Long.Plus(Int128Of(low)).PlusProduct(high, 1<<16)
	}
}

// LongPeakRows is MapPeakRows of sums of 32 bits.
func LongPeakRows(dy []float32, s []int32, stride, batch int, m []MapBack) float32 {
	most := uint32(0)
	for o := range m {
		row := dy[o*stride:][:batch]
		for b, x := range s[o*stride:][:batch] {
			if !m[o].norm.passes(x) {
				row[b] = 0
			}
			d := row[b] - m[o].meanDy
			d -= float32(m[o].norm.XHat(x) * m[o].meanDX)
			row[b] = float32(d * m[o].scale)
			most = max(most, math.Float32bits(row[b])&magnitude)
		}
	}
	return math.Float32frombits(most)
}
