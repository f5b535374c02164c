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
	// one (a wrong weight of a binary input changes it by two), positive where the neuron fires; of ternary outputs from the
	// middle between both thresholds. Of the last layer it is the largest output less the second one. What lies beyond the bins is in the outer ones.
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

// Margins are those of all layers under the given weights, over the first MarginImages images.
func (m *Model) Margins(w []kernel.Signs, images Images) []Margins {
	net, n := m.Net, min(images.N, MarginImages)
	f, in, k := newFeed(crew.Alone{}, images, net.Input.Values()), newInput(net.Input, n), Workers(1)[0]
	f.bring(n, place{}, 0)
	f.load(in, 0, n, false)
	stride := kernel.Stride(n)
	var sums []int32
	var distances []float32
	var below kernel.Signs // [N][I]
	all := make([]Margins, len(net.Layers))
	for l := range all {
		y := &net.Layers[l]
		var x func() kernel.Signs
		if l > 0 {
			x = func() kernel.Signs { return below }
		}
		sums = grown(sums, y.Out*stride)
		run(k, in.forward(y, 0, y.Out, func() []int32 { return sums }, stride, func() kernel.Signs { return w[l] }, x))
		if !y.Hidden() {
			all[l] = marginsOf(outputMargins(distances[:0], sums, stride, n, m.Norms[l]))
			break
		}
		distances = distances[:0]
		bits, rows := y.Outputs.NewRows(y.Out, n), y.Outputs.NewRows(n, y.Out)
		for o := range m.Norms[l] {
			row := sums[o*stride:][:n]
			distances = appendDistances(distances, &m.Norms[l][o], row)
			for plane, fold := range y.Folds(&m.Norms[l][o]) {
				thresholdBits(y.Outputs.plane(bits, o, plane), row, fold)
			}
		}
		run(k, transposeStage(y, rows, bits, func() int { return n }))
		all[l], below = marginsOf(distances), rows
	}
	return all
}

// run carries out a stage.
func run(k *Worker, s Stage) {
	for b := range s.Blocks() {
		s.Run(b, k)
	}
}

// appendDistances adds those of one neuron from its threshold; none where it always gives the same.
func appendDistances(d []float32, n *kernel.Norm, row []int32) []float32 {
	slope := n.Inv * float32(math.Abs(float64(n.Gamma)))
	if slope == 0 {
		return d
	}
	for _, s := range row {
		d = append(d, n.Y(s)/slope)
	}
	return d
}

// outputMargins adds, image by image, the largest output less the second one.
func outputMargins(d []float32, sums []int32, stride, n int, norms []kernel.Norm) []float32 {
	for b := range n {
		first, second := float32(math.Inf(-1)), float32(math.Inf(-1))
		for c := range norms {
			y := norms[c].Y(sums[c*stride+b])
			second = max(second, min(first, y))
			first = max(first, y)
		}
		d = append(d, first-second)
	}
	return d
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
