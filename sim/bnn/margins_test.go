package bnn

import (
	"math"
	"math/bits"
	"testing"

	"arraylab/sim/crew"
)

// TestMarginsAgainstSingleImages: the distances are those of the images followed one by one, and those on either side
// of zero are the neurons that fire and that do not.
func TestMarginsAgainstSingleImages(t *testing.T) {
	images, labels := toySet(130, 5)
	for name, c := range cases() {
		if c.Rule.Batch == 1 {
			continue
		}
		tr := NewTrainer(crew.Alone{}, c.Net, c.Rule, Of(images, labels))
		w := Workers(1)
		for tr.Step() < 4 {
			stepOnce(tr, w)
		}
		m := tr.Snapshot()
		for f := NewFreezer(crew.Alone{}, m, Of(images, labels), nil); f.Advance(w); {
		}
		m.Norms[0][3].Gamma = -m.Norms[0][3].Gamma
		got := m.Margins(m, Of(images, labels))
		squares, fire, most := make([]float64, len(got)), make([]int64, len(got)), 0.0
		last := len(got) - 1
		for k := range labels {
			trace := m.Follow(m, Counts(images[k*Pixels:][:Pixels]))
			for l, sums := range trace.Sums[:last] {
				for o, s := range sums {
					n := m.Norms[l][o]
					threshold := float64(n.Mean) - float64(n.Bias) - float64(n.Beta)/float64(n.Inv)/float64(n.Gamma)
					d := float64(s)*float64(n.Scale) - threshold
					squares[l] += d * d
					if m.Net.Layers[l].Outputs.Kind == Ternary && n.Y(s) >= 0 { // the middle of three levels
						fire[l]++
					}
				}
				for _, word := range trace.Bits[l].words {
					if m.Net.Layers[l].Outputs.Kind == Binary {
						fire[l] += int64(bits.OnesCount64(word))
					}
				}
			}
			first, second := math.Inf(-1), math.Inf(-1)
			for _, y := range trace.Y {
				if v := float64(y); v > first {
					first, second = v, first
				} else {
					second = max(second, v)
				}
			}
			squares[last] += (first - second) * (first - second)
			most = max(most, first-second)
		}
		for l, g := range got {
			n, positive := int64(0), int64(0)
			for i, count := range g.Counts {
				if n += count; i >= len(g.Counts)/2 {
					positive += count
				}
			}
			want := int64(len(labels))
			if l < last {
				want *= int64(c.Net.Layers[l].Out)
			} else {
				fire[l] = want
			}
			rms := math.Sqrt(squares[l] / float64(want))
			if n != want || positive != fire[l] || math.Abs(g.RMS-rms) > 1e-3*rms {
				t.Errorf("%s, layer %d: %d distances, %d not negative, root mean square %g; want %d, %d, %g", name, l,
					n, positive, g.RMS, want, fire[l], rms)
			}
		}
		if most <= 0 {
			t.Errorf("%s: no image has a winner", name)
		}
	}
}
