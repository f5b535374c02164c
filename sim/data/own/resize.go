package own

import (
	"math"

	"arraylab/sim/data"
)

// fit makes samples as small as is taken: images have at most 64 rows and columns, signals as many values as a sample
// may have. What is a table is left as it is.
func (s *samples) fit() {
	to := s.grid
	switch {
	case s.tabular || to.C < 1:
		return
	case to.H > 1 && (to.H > mostSide || to.W > mostSide):
		long := max(to.H, to.W)
		to.H, to.W = max(1, to.H*mostSide/long), max(1, to.W*mostSide/long)
	case to.H == 1 && to.Values() > MaxValues && to.C <= MaxValues:
		to.W = MaxValues / to.C
	}
	if to == s.grid {
		return
	}
	if s.reals != nil {
		s.reals = resized(s.reals, s.n, s.grid, to, func(x float64) float32 { return float32(x) })
	} else {
		s.bytes = resized(s.bytes, s.n, s.grid, to, func(x float64) byte { return byte(math.Round(x)) })
	}
	s.grid = to
}

// resized makes samples of another size.
func resized[T byte | float32](values []T, n int, from, to data.Grid, as func(float64) T) []T {
	out := make([]T, 0, n*to.Values())
	h, w := newSpans(from.H, to.H), newSpans(from.W, to.W)
	for i := range n {
		one := values[i*from.Values():]
		for _, y := range h {
			for _, x := range w {
				for c := range from.C {
					sum := 0.0
					for j, v := range y.weights {
						for k, u := range x.weights {
							value := float64(one[((y.first+j)*from.W+x.first+k)*from.C+c])
							sum += float64(float64(v*u) * value)
						}
					}
					out = append(out, as(sum))
				}
			}
		}
	}
	return out
}

// span is what a place of the smaller side covers of the larger one, with weights whose sum is 1.
type span struct {
	first   int
	weights []float64
}

// newSpans are those of all places. A larger side repeats places of the smaller one.
func newSpans(from, to int) []span {
	all := make([]span, to)
	for i := range all {
		lo, hi := i*from, (i+1)*from // in parts of 1/to
		s := span{first: lo / to}
		for j := s.first; j*to < hi; j++ {
			covered := min(hi, (j+1)*to) - max(lo, j*to)
			s.weights = append(s.weights, float64(covered)/float64(from))
		}
		all[i] = s
	}
	return all
}
