package bnn

import (
	"math"

	"arraylab/sim/crew"
	"arraylab/sim/kernel"
)

// Margins tell how far the neurons of a layer are from their thresholds, over images: the nearer, the sooner a wrong
// weight turns an output over.
type Margins struct {
	// Lo is where the first bin begins, Width how wide each is. Distances are in units of the sum of inputs of size
	// one (a wrong weight of a binary input changes it by two), positive where the neuron fires; of ternary outputs
	// from the middle between both thresholds. Of the last layer it is the largest output less the second one. What
	// lies beyond the bins is in the outer ones.
	Lo     float64 `json:"lo"`
	Width  float64 `json:"width"`
	Counts []int64 `json:"counts"`
	RMS    float64 `json:"rms"` // root mean square of the distances
}

// marginBins is the number of bins, an even one: zero is an edge. They reach to marginReach times the root mean square.
const (
	marginBins  = 48
	marginReach = 3
)

// MarginImages is on how many images margins are taken, at most.
const MarginImages = 500

// Margins are those of all layers under the given weights, over the first MarginImages images, or as many as a forward
// batch has.
func (m *Model) Margins(w Holder, images Images) []Margins {
	n := min(images.N, MarginImages, m.Net.TestBatch())
	f, up, sums := newFeed(crew.Alone{}, images, m.Net.Input.Values()), newForward(crew.Alone{}, m.Net, n), []int32{}
	f.bring(n, place{}, 0)
	f.load(&up.x[0], 0, n, false)
	sums = make([]int32, up.need())
	up.begin(n)
	up.sums, up.weights = &sums, signs(w)
	distances := make([][]float32, len(m.Net.Layers))
	up.sink = func(l, o int, s rows[int32]) {
		if y := &m.Net.Layers[l]; y.Hidden() {
			if !y.Outputs.Eight() {
				distances[l] = appendDistances(distances[l], &m.Norms[l][o], s)
			}
			up.give(l, s, &m.Norms[l][o], y.Folds(&m.Norms[l][o]))
		}
	}
	k := &Worker{}
	for _, s := range up.layers() {
		s.run(k)
	}
	last := len(distances) - 1
	for b := range n {
		up.answer(m.Norms[last], b)
		distances[last] = append(distances[last], lead(up.scores))
	}
	all := make([]Margins, len(distances))
	for l, d := range distances {
		all[l] = marginsOf(d)
	}
	return all
}

// appendDistances adds those of one neuron from its threshold; none where it always gives the same.
func appendDistances(d []float32, n *kernel.Norm, sums rows[int32]) []float32 {
	slope := n.Inv * float32(math.Abs(float64(n.Gamma)))
	if slope == 0 {
		return d
	}
	for p := range sums.n {
		for _, s := range sums.row(p) {
			d = append(d, n.Y(s)/slope)
		}
	}
	return d
}

// lead is the largest score less the second one.
func lead(scores []float32) float32 {
	first, second := float32(math.Inf(-1)), float32(math.Inf(-1))
	for _, y := range scores {
		second = max(second, min(first, y))
		first = max(first, y)
	}
	return first - second
}

// marginsOf counts distances.
func marginsOf(d []float32) Margins {
	squares := 0.0
	for _, x := range d {
		squares += float64(float64(x) * float64(x))
	}
	m := Margins{Counts: make([]int64, marginBins), RMS: math.Sqrt(squares / float64(max(1, len(d)))), Width: 1}
	if m.RMS > 0 {
		m.Width = 2 * marginReach * m.RMS / marginBins
	}
	m.Lo = -m.Width * marginBins / 2
	for _, x := range d {
		bin := math.Floor((float64(x) - m.Lo) / m.Width)
		m.Counts[int(max(0, min(marginBins-1, bin)))]++
	}
	return m
}
