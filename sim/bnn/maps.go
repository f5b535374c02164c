package bnn

import (
	"arraylab/sim/crew"
	"arraylab/sim/kernel"
)

// MaxMapSum is the largest sum of a layer over a map: sums are kept in 16 bits.
const MaxMapSum = 1<<15 - 1

// mapped is what a layer over a map keeps of a batch for the way back through its normalizations: the sums themselves,
// of which the normalized ones are made again. Gradients of outputs are whole multiples of one scale (sumGradients), so
// that what is added up over a map is whole: exact, in any order.
type mapped struct {
	sums   []int16      // [P*O][stride]
	totals [][2]float64 // by member and neuron, what its gradients add up to, by themselves and times the sums
	back   []kernel.MapBack
	peaks  []float32 // by member and neuron
	biases []int64   // by member and neuron, what its whole gradients add up to
}

func newMapped(y *Layer, stride, members int) *mapped {
	return &mapped{sums: make([]int16, y.Sums()*stride), totals: make([][2]float64, members*y.Out),
		back: make([]kernel.MapBack, y.Out), peaks: make([]float32, members*y.Out),
		biases: make([]int64, members*y.Out)}
}

// fireMapped keeps the sums of a neuron and makes its outputs.
func (t *Trainer) fireMapped(l, o int, s *rows[int32]) {
	y := &t.layers[l]
	kept := t.kept(l, o)
	for p := range s.n {
		to := kept.padded(p)
		for b, x := range s.padded(p) {
			to[b] = int16(x)
		}
	}
	t.up.pack(l, *s, y.Folds(&y.norms[o]))
}

// kept are the sums of neuron o of layer l.
func (t *Trainer) kept(l, o int) rows[int16] {
	return rowsOf(&t.layers[l].Layer, o, t.layers[l].mapped.sums, t.up.strides[l], t.up.images(l))
}

// mapNeurons is how many neurons a block of the way back over a map has.
const mapNeurons = 8

// backMapped are the stages of the way back through the normalizations over a map.
func (t *Trainer) backMapped(l int) []Stage {
	return []Stage{
		t.mapStage(l, t.totalMapped, t.backTotals),
		t.mapStage(l, t.peakMapped, t.scaleMapped),
		t.mapStage(l, t.roundMapped, t.moveMapped),
	}
}

// mapStage does something for each neuron of layer l, in blocks.
func (t *Trainer) mapStage(l int, do func(l, o int), then func(l int)) Stage {
	out := t.layers[l].Out
	return Stage{
		Blocks: func() int { return parts(out, mapNeurons) },
		Run: func(block int, _ *Worker) {
			for o := block * mapNeurons; o < min((block+1)*mapNeurons, out); o++ {
				do(l, o)
			}
		},
		Then: func() { then(l) },
	}
}

// totalMapped adds up the gradients of a neuron's outputs.
func (t *Trainer) totalMapped(l, o int) {
	y, dy, s := &t.layers[l], t.d(l, o), t.kept(l, o)
	sum, bySum := 0.0, 0.0
	for p := range dy.n {
		a, b := kernel.MapBackRow(dy.row(p), s.row(p), &y.norms[o])
		sum, bySum = sum+a, bySum+b
	}
	y.mapped.totals[t.mine(l, o)] = [2]float64{sum, bySum}
}

// mine is the place of neuron o of layer l in a list by member and neuron.
func (t *Trainer) mine(l, o int) int { return t.crew.Rank()*t.layers[l].Out + o }

// backTotals adds up what the members have of all neurons.
func (t *Trainer) backTotals(l int) {
	y := &t.layers[l]
	crew.Rows(t.crew, y.mapped.totals, y.Out, 1)
	for o := range y.norms {
		sum, bySum := 0.0, 0.0
		for r := range t.crew.Size() {
			part := y.mapped.totals[r*y.Out+o]
			sum, bySum = sum+part[0], bySum+part[1]
		}
		y.mapped.back[o] = y.norms[o].Back(sum, bySum, y.Positions()*t.up.batch)
	}
}

// peakMapped finds the largest gradient of a neuron's sums.
func (t *Trainer) peakMapped(l, o int) {
	y, dy, s := &t.layers[l], t.d(l, o), t.kept(l, o)
	peak := float32(0)
	for p := range dy.n {
		peak = max(peak, kernel.MapPeakRow(dy.row(p), s.row(p), &y.norms[o], &y.mapped.back[o]))
	}
	y.mapped.peaks[t.mine(l, o)] = peak
}

// scaleMapped finds the scale of a layer's gradients.
func (t *Trainer) scaleMapped(l int) {
	y, peak := &t.layers[l], float32(0)
	crew.Rows(t.crew, y.mapped.peaks, y.Out, 1)
	for _, p := range y.mapped.peaks {
		peak = max(peak, p)
	}
	y.scale = kernel.GradScale(peak)
}

// roundMapped rounds the gradients of a neuron's sums.
func (t *Trainer) roundMapped(l, o int) {
	y, dy, s, to := &t.layers[l], t.d(l, o), t.kept(l, o), t.taken(l)
	left := make([]float32, dy.batch)
	sum := int64(0)
	for p := range dy.n {
		whole := to.whole.Data[dy.value(p)*to.whole.Stride:][:kernel.Pad(dy.batch)]
		clear(whole[dy.batch:])
		sum += kernel.MapRoundRow(whole, left, dy.row(p), s.row(p), &y.norms[o], &y.mapped.back[o], to.scale)
	}
	y.mapped.biases[t.mine(l, o)] = sum
}

// moveMapped moves the parameters of all neurons of a layer.
func (t *Trainer) moveMapped(l int) {
	y, adam := &t.layers[l], t.powers.Adam(t.lr)
	if y.Bias {
		crew.Rows(t.crew, y.mapped.biases, y.Out, 1)
	}
	for o := range y.norms {
		n, m, back := &y.norms[o], &y.moments[o], &y.mapped.back[o]
		n.Gamma -= adam.One(&m[0].m, &m[0].v, back.DGamma)
		n.Beta -= adam.One(&m[1].m, &m[1].v, back.DBeta)
		if y.Bias {
			sum := int64(0)
			for r := range t.crew.Size() {
				sum += y.mapped.biases[r*y.Out+o]
			}
			n.Bias -= adam.One(&m[2].m, &m[2].v, float32(float32(sum)*y.scale)/n.Scale)
		}
	}
}
