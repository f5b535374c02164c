package bnn

import (
	"math/bits"

	"arraylab/sim/kernel"
	"arraylab/sim/num"
	"arraylab/sim/rng"
)

// normalizeTernary normalizes a neuron's sums and packs both planes of its outputs.
func (t *Trainer) normalizeTernary(y *Layer, xhat []float32, bits kernel.Signs, o int, sums []int32, n *kernel.Norm) {
	row, words := bits.Words[o*bits.Stride:][:bits.Stride], kernel.Words(t.batch)
	m := y.Outputs.shifted(n, 0)
	kernel.Normalize(xhat, row[:words], sums, &m, t.batch)
	kernel.AffineSigns(row[bits.Stride/2:][:words], xhat, n.Gamma, y.Outputs.shift(n.Beta, 1), t.batch)
}

// product is kernel.Lookup of signs or of ternary numbers, whose planes stand in turn as rows of signs: half
// the sum of the products of both.
func (k *Worker) product(r kernel.Matrix, s kernel.Signs, d kernel.Matrix, rows, terms int, planes int) {
	if planes == 1 {
		kernel.Lookup(r, s, d, rows, terms, &k.lookup)
		return
	}
	k.halves = grown(k.halves, 2*rows*kernel.Lanes)
	kernel.Lookup(kernel.Matrix{Data: k.halves, Stride: kernel.Lanes}, kernel.Signs{Words: s.Words, Stride: s.Stride / 2}, d, 2*rows, terms, &k.lookup)
	for n := range rows {
		p, q := (*[kernel.Lanes]float32)(k.halves[2*n*kernel.Lanes:]), (*[kernel.Lanes]float32)(k.halves[(2*n+1)*kernel.Lanes:])
		row := (*[kernel.Lanes]float32)(r.Data[n*r.Stride:])
		for c := range row {
			row[c] = (p[c] + q[c]) * 0.5
		}
	}
}

// forwardTernary is forward where weights, inputs or both are ternary.
func (in *input) forwardTernary(y *Layer, o0, o1 int, sums func() []int32, stride int, w, x func() kernel.Signs) Stage {
	inputs, t := y.FanIn(), kernel.Trits{W: y.Weights.Kind == Ternary, X: y.Inputs.Kind == Ternary}
	if o0 == o1 {
		return Stage{Blocks: func() int { return 0 }}
	}
	if !y.Inputs.Packed() {
		return in.columns(func(c, n int, k *Worker) {
			at := sums()[o0*stride+c:]
			kernel.TernaryPixels(at, stride, w(), in.pixels[c:], in.stride, o1-o0, inputs, n, &k.pixel)
			y.streamed(at, stride, w(), o1-o0, inputs, n)
		})
	}
	if o1-o0 >= fewNeurons {
		return in.columns(func(c, n int, k *Worker) {
			kernel.TernaryForward(sums()[o0*stride+c:], stride, w(), rowsFrom(x(), c), t, o1-o0, n, inputs, &k.pixel)
		})
	}
	const images = 64
	return Stage{
		Blocks: func() int { return parts(in.batch, images) },
		Run: func(block int, _ *Worker) {
			c := block * images
			kernel.TernaryPopcount(sums()[o0*stride+c:], stride, w(), rowsFrom(x(), c), t, 0, o1-o0, min(images, in.batch-c), inputs)
		},
	}
}

// fewNeurons is from how many neurons on tables are faster than popcount of ternary numbers (assumed: half
// of manyNeurons, because popcount takes two counts a word).
const fewNeurons = 72

// ternarySpread is the standard deviation of the first latent weights of a ternary network for thresholds up
// to usualThreshold, where a tenth of them are other than 0 (published code of arXiv:2007.14234's group). It grows
// with higher ones, so that as many are (assumed).
const (
	ternarySpread  = 0.03
	usualThreshold = 0.05
)

// newLatent makes the latent weights of a layer. Those of ternary networks are clipped as those of binary ones, though
// the published code does without, so that the networks differ in their levels alone; Rule.Free does without, too.
func (y *Layer) newLatent(held tiles, r rng.Stream, anchors bool) *latent {
	h := newLatent(held, r, anchors)
	h.ternary, h.threshold = y.Weights.Kind == Ternary, y.Weights.Threshold
	return h
}

// startTernary draws the first weights of a tile.
func (h *latent) startTernary(w []float32, tile int, k *Worker, rows kernel.Signs) {
	spread := ternarySpread * max(1, float64(h.threshold)/usualThreshold)
	k.words = grown(k.words, (h.in+3)/4*4)
	for c := range min(h.out-tile*kernel.Lanes, kernel.Lanes) {
		h.stream.Fill(k.words, 0, uint64(tile*kernel.Lanes+c)) // as those of binary weights
		for i, word := range k.words[:h.in] {
			w[i*kernel.Lanes+c] = float32(spread * num.InvNorm(rng.Uniform(word)))
		}
	}
	for i0 := 0; i0 < h.in; i0 += 64 {
		h.putTernary(rows, w[i0*kernel.Lanes:min(i0+64, h.in)*kernel.Lanes], tile, i0)
	}
}

// putTernary is put for the ternary values of weights.
func (h *latent) putTernary(rows kernel.Signs, w []float32, tile, i0 int) (flips int64) {
	var p, q [kernel.Lanes]uint64
	kernel.PackTernary(&p, &q, w, h.threshold)
	for c := range min(h.out-tile*kernel.Lanes, kernel.Lanes) {
		row := rows.Words[(tile*kernel.Lanes+c)*rows.Stride:][:rows.Stride]
		x, y := &row[i0/64], &row[rows.Stride/2+i0/64]
		flips += int64(bits.OnesCount64((*x ^ p[c]) | (*y ^ q[c])))
		*x, *y = p[c], q[c]
	}
	return flips
}
