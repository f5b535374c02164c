package bnn

import (
	"arraylab/sim/kernel"
	"arraylab/sim/num"
	"arraylab/sim/rng"
)

// Ternary networks (arXiv:2005.01973, arXiv:2007.14234). Weights and hidden activations are packed as two
// planes of signs (see package kernel), whose mean is the number. A latent weight, or an output y,
// of x stands for the signs of x+threshold and x-threshold: -1 below -threshold, +1 from threshold on, else
// 0. With the threshold 0 both planes agree, and the network is the binary one. Gradients go straight
// through, as through signs.

func planesOf(ternary bool) int {
	if ternary {
		return 2
	}
	return 1
}

// packedRows makes rows of packed signs or ternary numbers.
func packedRows(rows, n int, ternary bool) kernel.Signs {
	stride := planesOf(ternary) * kernel.Words(n)
	return kernel.Signs{Words: make([]uint64, rows*stride), Stride: stride}
}

// NewWeights makes the packed weights of a layer, [O][I].
func (s Shape) NewWeights(l int) kernel.Signs {
	return packedRows(s.Out(l), s.In(l), s.TernaryWeights)
}

// Count tells how many weights of a layer are +1 and how many are 0.
func (s Shape) Count(w kernel.Signs) (plus, zeros int64) {
	if !s.TernaryWeights {
		for _, word := range w.Words {
			plus += int64(onesCount(word))
		}
		return plus, 0
	}
	half := w.Stride / 2
	for at := 0; at < len(w.Words); at += w.Stride {
		for j := range half {
			plus += int64(onesCount(w.Words[at+half+j]))
			zeros += int64(onesCount(w.Words[at+j] ^ w.Words[at+half+j]))
		}
	}
	return plus, zeros
}

// ternaryInputs tells whether the inputs of layer l are ternary.
func (s Shape) ternaryInputs(l int) bool { return l > 0 && s.TernaryActivations }

// transposeBits is kernel.TransposeBits of all planes.
func transposeBits(dst, src kernel.Signs, rows, cols, c0 int, ternary bool) {
	kernel.TransposeBits(dst, src, rows, cols, c0)
	if ternary {
		kernel.TransposeBits(kernel.Second(dst), kernel.Second(src), rows, cols, c0)
	}
}

// output is a plane of neuron o's outputs.
func (s Shape) output(bits kernel.Signs, o, plane int) []uint64 {
	n := bits.Stride / planesOf(s.TernaryActivations)
	return bits.Words[o*bits.Stride+plane*n:][:n]
}

// shifted is the normalization whose sign is a plane of the outputs.
func (s Shape) shifted(n *kernel.Norm, plane int) kernel.Norm {
	m := *n
	if s.TernaryActivations {
		m.Beta = s.shift(m.Beta, plane)
	}
	return m
}

func (s Shape) shift(x float32, plane int) float32 {
	if plane == 0 {
		return x + s.Threshold
	}
	return x - s.Threshold
}

// normalizeTernary normalizes a neuron's sums and packs both planes of its outputs.
func (t *Trainer) normalizeTernary(xhat []float32, bits kernel.Signs, o int, sums []int32, n *kernel.Norm) {
	row, words := bits.Words[o*bits.Stride:][:bits.Stride], kernel.Words(t.batch)
	m := t.shape.shifted(n, 0)
	kernel.Normalize(xhat, row[:words], sums, &m, t.batch)
	kernel.AffineSigns(row[bits.Stride/2:][:words], xhat, n.Gamma, t.shape.shift(n.Beta, 1), t.batch)
}

// product is kernel.Lookup of signs or of ternary numbers, whose planes stand in turn as rows of signs: half
// the sum of the products of both.
func (k *Worker) product(r kernel.Matrix, s kernel.Signs, d kernel.Matrix, rows, terms int, ternary bool) {
	if !ternary {
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
func (in *input) forwardTernary(s Shape, l, o0, o1 int, sums func() []int32, stride int, w, x func() kernel.Signs) Stage {
	inputs, t := s.In(l), kernel.Trits{W: s.TernaryWeights, X: s.ternaryInputs(l)}
	if o0 == o1 {
		return Stage{Blocks: func() int { return 0 }}
	}
	if s.eightBit(l) {
		return in.columns(func(c, n int, k *Worker) {
			at := sums()[o0*stride+c:]
			kernel.TernaryPixels(at, stride, w(), in.pixels[c:], in.stride, o1-o0, inputs, n, &k.pixel)
			s.streamed(at, stride, w(), o1-o0, inputs, n)
		})
	}
	if l == 0 {
		x = func() kernel.Signs { return in.bits }
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
func (s Shape) newLatent(held tiles, r rng.Stream, anchors bool) *latent {
	h := newLatent(held, r, anchors)
	h.ternary, h.threshold = s.TernaryWeights, s.Threshold
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
		flips += int64(onesCount((*x ^ p[c]) | (*y ^ q[c])))
		*x, *y = p[c], q[c]
	}
	return flips
}
