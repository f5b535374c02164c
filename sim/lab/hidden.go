package lab

import (
	"math"

	"arraylab/sim/crew"
)

// Histogram counts the hidden weights of a layer in bins of equal width from -Span to Span.
type Histogram struct {
	Layer  int     `json:"layer"`
	Span   float64 `json:"span"` // a power of two, so that it moves seldom
	Counts []int64 `json:"counts"`
}

// bins of a histogram: an odd number has one around zero.
const bins = 61

// Hidden are the histograms of the hidden weights by layer, where they move without bounds; nil else. All members of a
// crew make them together.
func (r *Run) Hidden() []Histogram {
	if r.trainer == nil || !r.trained.Free() {
		return nil
	}
	var all []Histogram
	for l := range r.exp.net().Layers {
		h := Histogram{Layer: l, Span: r.hiddenSpan(l)}
		counts := make([]int64, bins)
		r.trainer.Hidden(l, func(_ int, column []float32) {
			for _, w := range column {
				counts[min(bins-1, int((float64(w)/h.Span+1)/2*bins))]++
			}
		})
		h.Counts = make([]int64, bins)
		for _, part := range crew.Each(r.crew, [bins]int64(counts)) {
			for i, n := range part {
				h.Counts[i] += n
			}
		}
		all = append(all, h)
	}
	return all
}

// hiddenSpan is the least power of two that no hidden weight of a layer exceeds.
func (r *Run) hiddenSpan(l int) float64 {
	most := float32(0)
	r.trainer.Hidden(l, func(_ int, column []float32) {
		for _, w := range column {
			most = max(most, w, -w)
		}
	})
	for _, m := range crew.Each(r.crew, most) {
		most = max(most, m)
	}
	span := 1.0 / 1024
	for span < float64(most) {
		span *= 2
	}
	return span
}

// hiddenColumns are the sizes of the hidden weights of this member's neurons, neuron by neuron, in parts of the span.
func (r *Run) hiddenColumns(l int, s *Snapshot) []byte {
	span := r.hiddenSpan(l)
	s.Lo, s.Mid, s.Hi, s.Unit = 0, span/2, span, "|hidden weight|"
	var columns []byte
	r.trainer.Hidden(l, func(_ int, column []float32) {
		for _, w := range column {
			columns = append(columns, byte(math.Min(255, math.Abs(float64(w))/span*255)))
		}
	})
	return columns
}
