package bnn

import (
	"slices"

	"arraylab/sim/crew"
	"arraylab/sim/kernel"
)

// mostShort is the largest sum of 16 bits.
const mostShort = 1<<15 - 1

// mostOfTables is the largest sum over a map that tables make: of 16 bits, or half of that where weights and inputs are
// ternary, because the differences of four pairs of planes are counted in as many.
func (y *Layer) mostOfTables() int {
	if y.Weights.HasZero() && y.Inputs.HasZero() {
		return mostShort / 2
	}
	return mostShort
}

// Overlap returns the most windows that one place is in; 1 where there are none.
func (m Mean) Overlap() int {
	if !m.there() {
		return 1
	}
	return parts(m.Size.H, m.Stride.H) * parts(m.Size.W, m.Stride.W)
}

// MostBelow returns the largest gradient of a value that comes in, of 8-bit gradients of the sums of a layer, in units. It
// has to fit 32 bits.
func (y *Layer) MostBelow() int64 {
	g := y.windows()
	each := int64(parts(g.KH, g.SH)) * int64(parts(g.KW, g.SW)) * int64(y.Out)
	if y.Kind == Depthwise {
		each /= int64(y.In.C)
	}
	return each * kernel.MaxWhole * int64(y.Mean.Overlap()*y.Weights.Largest())
}

// long tells whether sums need more than 16 bits where they are kept, or more than 64 for their squares.
func (y *Layer) long() bool { return y.whole() && y.MaxSum() > mostShort }

// mapped is what a layer over a map keeps of a batch for the way back through its normalizations: the sums themselves,
// of which the normalized ones are made again; once it is through them, the rounded gradients stand there. Gradients of
// outputs are whole multiples of one scale (sumGradients), so that what is added up over a map is whole: exact, in any
// order.
type mapped struct {
	sums    keptSums           // [P*O][stride]
	passing []kernel.Passing   // by neuron
	totals  []kernel.MapTotals // by member and neuron
	parts   []kernel.MapTotals // the same, by block of places and neuron
	back    []kernel.MapBack
	peaks   []float32 // by member
	highest []float32 // the same, by block of places
	biases  []int64   // by member and neuron, what its whole gradients add up to
}

func newMapped(y, above *Layer, stride, members int) *mapped {
	return &mapped{
		sums: newKept(y, above, stride), passing: make([]kernel.Passing, y.Out),
		totals: make([]kernel.MapTotals, members*y.Out), parts: make([]kernel.MapTotals, mapBlocks*y.Out),
		back: make([]kernel.MapBack, y.Out), peaks: make([]float32, members), highest: make([]float32, mapBlocks),
		biases: make([]int64, members*y.Out),
	}
}

// rowsPacked is how many rows of sums are kept and then packed: as many as stay in the first-level cache.
const rowsPacked = 32

// fireMapped keeps the sums of a neuron and makes its outputs.
func (t *Trainer) fireMapped(l, o int, s *rows[int32]) {
	y, out := &t.layers[l], t.up.given(l)
	var fires [2]Threshold
	planes := fires[:y.Outputs.planes()]
	if y.Outputs.Eight() {
		planes = nil
	}
	for plane := range planes {
		planes[plane] = y.fold(&y.norms[o], plane)
	}
	y.mapped.passing[o] = y.norms[o].Passing()
	for from := 0; from < s.n; from += rowsPacked {
		some := s.some(from, min(rowsPacked, s.n-from))
		y.mapped.sums.keep(&some)
		for p := 0; y.Outputs.Eight() && p < some.n; p++ {
			out.fireEights(some.value(p), some.row(p), &y.norms[o])
		}
		for plane, at := range planes {
			t.up.packPlane(l, plane, some, at)
		}
	}
}

// keptSums are sums of 16 bits, or of 32 where those do not hold them.
type keptSums struct {
	short []int16
	long  []int32
}

// exactUnits are more units than gradients of rows of short sums have.
const exactUnits = 1 << 24

// newKept makes room for those of a layer, long ones also where its gradients are.
func newKept(y, above *Layer, stride int) keptSums {
	if y.long() || above.MostBelow()*int64(y.OutputMean.Overlap()) >= exactUnits {
		return keptSums{long: make([]int32, y.Sums()*stride)}
	}
	return keptSums{short: make([]int16, y.Sums()*stride)}
}

// keep takes over rows, which stand where they do among the sums of the layer.
func (k keptSums) keep(s *rows[int32]) {
	at, step, width := s.value(0)*s.stride, s.step*s.stride, kernel.Pad(s.batch)
	if k.long == nil {
		kernel.KeepSums(k.short[at:], s.data, step, s.n, width)
		return
	}
	for p := range s.n {
		copy(k.long[at+p*step:], s.data[p*step:][:width])
	}
}

// at is the sum at a place.
func (k keptSums) at(place int) int32 {
	if k.long != nil {
		return k.long[place]
	}
	return int32(k.short[place])
}

// mapBlocks is in how many blocks of places the way back over a map goes, mapNeurons how many neurons a block has where
// each goes over all places.
const (
	mapBlocks  = 16
	mapNeurons = 8
)

// backMapped are the stages of the way back through the normalizations over a map.
func (t *Trainer) backMapped(l int) []Stage {
	return []Stage{
		t.placesStage(l, t.totalMapped, t.backTotals),
		t.placesStage(l, t.peakMapped, t.scaleMapped),
		t.roundStage(l),
	}
}

// placesStage does something with the rows of all neurons of layer l, in blocks of places.
func (t *Trainer) placesStage(l int, do func(l, block int), then func(l int)) Stage {
	return Stage{
		Blocks: func() int { return mapBlocks },
		Run:    func(block int, _ *Worker) { do(l, block) },
		Then:   func() { then(l) },
	}
}

// inBlock calls do with where the rows of each of a block of places of layer l begin, in the order in which they stand:
// those of its neurons side by side.
func (t *Trainer) inBlock(l, block int, do func(at int)) {
	y := &t.layers[l]
	n := parts(y.Positions(), mapBlocks)
	for p := block * n; p < min((block+1)*n, y.Positions()); p++ {
		do(p * y.Out * t.up.strides[l])
	}
}

// mapUnit is what the gradients of the outputs of layer l are whole multiples of: the scale of those that they are
// sums of, of ternary weights half of it.
func (t *Trainer) mapUnit(l int) float32 {
	above := &t.layers[l+1]
	return above.scale / float32(above.Weights.planes()) * above.Inputs.slope()
}

// totalMapped adds up the gradients of the outputs of a block of places.
func (t *Trainer) totalMapped(l, block int) {
	y, unit := &t.layers[l], t.mapUnit(l)
	totals := y.mapped.parts[block*y.Out:][:y.Out]
	clear(totals)
	dy, s, stride, images := t.dS(l).Data, y.mapped.sums, t.up.strides[l], t.up.images(l)
	t.inBlock(l, block, func(at int) {
		if s.long != nil {
			kernel.LongBackRows(totals, dy[at:], s.long[at:], stride, images, y.norms, unit)
			return
		}
		kernel.MapBackRows(totals, dy[at:], s.short[at:], stride, images, y.mapped.passing, unit)
	})
}

// mine is the place of neuron o of layer l in a list by member and neuron.
func (t *Trainer) mine(l, o int) int { return t.crew.Rank()*t.layers[l].Out + o }

// backTotals adds up what the blocks and the members have of all neurons.
func (t *Trainer) backTotals(l int) {
	y, unit := &t.layers[l], t.mapUnit(l)
	addUp := func(all []kernel.MapTotals, o int) (sum kernel.MapTotals) {
		for ; o < len(all); o += y.Out {
			sum.Add(all[o])
		}
		return sum
	}
	for o := range y.norms {
		y.mapped.totals[t.mine(l, o)] = addUp(y.mapped.parts, o)
	}
	crew.Rows(t.crew, y.mapped.totals, y.Out, 1)
	for o := range y.norms {
		y.mapped.back[o] = y.norms[o].Back(addUp(y.mapped.totals, o), unit, y.Positions()*t.up.batch)
	}
}

// peakMapped makes the gradients of the sums of a block of places, and finds the largest.
func (t *Trainer) peakMapped(l, block int) {
	y, peak := &t.layers[l], float32(0)
	dy, s, stride, images := t.dS(l).Data, y.mapped.sums, t.up.strides[l], t.up.images(l)
	t.inBlock(l, block, func(at int) {
		if s.long != nil {
			peak = max(peak, kernel.LongPeakRows(dy[at:], s.long[at:], stride, images, y.mapped.back))
			return
		}
		peak = max(peak, kernel.MapPeakRows(dy[at:], s.short[at:], stride, images, y.mapped.back))
	})
	y.mapped.highest[block] = peak
}

// scaleMapped finds the scale of a layer's gradients.
func (t *Trainer) scaleMapped(l int) {
	y := &t.layers[l]
	y.mapped.peaks[t.crew.Rank()] = slices.Max(y.mapped.highest)
	crew.Rows(t.crew, y.mapped.peaks, 1, 1)
	y.scale = kernel.GradScale(slices.Max(y.mapped.peaks))
}

// roundStage rounds the gradients of the sums of all neurons, in blocks of neurons: what is left of a place is carried
// to the next.
func (t *Trainer) roundStage(l int) Stage {
	out := t.layers[l].Out
	return Stage{
		Blocks: func() int { return parts(out, mapNeurons) },
		Run: func(block int, k *Worker) {
			t.roundMapped(l, block*mapNeurons, min((block+1)*mapNeurons, out), k)
		},
		Then: func() { t.moveMapped(l) },
	}
}

// roundMapped rounds the gradients of the sums of some neurons.
func (t *Trainer) roundMapped(l, lo, hi int, k *Worker) {
	y, to, stride, images := &t.layers[l], t.taken(l), t.up.strides[l], t.up.images(l)
	k.left = grown(k.left, mapNeurons*kernel.Pad(images))
	clear(k.left)
	biases := y.mapped.biases[t.mine(l, lo):t.mine(l, hi)]
	clear(biases)
	for p := range y.Positions() {
		at := (p*y.Out + lo) * stride
		kernel.MapRoundRows(to.whole.Data[at:], biases, k.left, to.real.Data[at:], stride, images, to.scale)
	}
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
