package bnn

import (
	"arraylab/sim/crew"
	"arraylab/sim/kernel"
)

// Freezer finds the statistics of a whole training set under the final weights, layer after
// layer: a layer's inputs are the bits that the layers below give with their own frozen
// statistics. Sums of integers make them exact, so neither batches nor order matter. In a crew
// every member has one and counts its own neurons.
// A network that was trained with wrong weights has them here too, others in each forward batch: its thresholds are to
// fit what a memory with errors gives.
type Freezer struct {
	crew   crew.Crew
	model  *Model
	weight Reader
	feed   feed
	n      int
	o0, o1 int // this member's neurons of the layer

	layer, batch int
	emit         bool // the layer's statistics are known: its bits are being made
	in           *input
	stride       int
	sums         []int32
	moments      [][2]int64 // sum and sum of squares of each neuron
	fold         []Threshold
	byNeuron     kernel.Signs // [O][B]
	below, above kernel.Signs // [N][I] and [N][O]: bits of the whole set
	work         Work
}

// NewFreezer prepares the freezing of m's statistics over all the given images. It uses m's
// weights, sets the statistics in m.Norms, and takes over sums as memory, which may be nil.
func NewFreezer(c crew.Crew, m *Model, images Images, sums []int32) *Freezer {
	f := &Freezer{crew: c, model: m, weight: Fixed(m.Signs), feed: feed{crew: c, from: images}, n: images.N}
	if m.Errors != nil {
		f.weight = newMisread(c, m)
	}
	b := min(TestBatch, f.n)
	f.in, f.stride = newInput(m.Shape, b), kernel.Stride(b)
	widest := 0
	for l := range m.Shape.Layers() {
		widest = max(widest, m.Shape.Out(l))
	}
	f.sums = grown(sums, widest*f.stride)
	f.begin()
	return f
}

// begin starts on a layer.
func (f *Freezer) begin() {
	s, l := f.model.Shape, f.layer
	tile0, tile1 := crew.Part(f.crew, parts(s.Out(l), kernel.Lanes))
	f.o0, f.o1 = min(tile0*kernel.Lanes, s.Out(l)), min(tile1*kernel.Lanes, s.Out(l))
	f.moments = make([][2]int64, s.Out(l))
	f.byNeuron = packedRows(s.Out(l), min(TestBatch, f.n), s.TernaryActivations)
	sum := f.in.forward(s, l, f.o0, f.o1, func() []int32 { return f.sums }, f.stride,
		func() kernel.Signs { return f.weight.Signs(l) },
		func() kernel.Signs {
			return kernel.Signs{Words: f.below.Words[f.batch*TestBatch*f.below.Stride:], Stride: f.below.Stride}
		})
	f.work = Work{Stages: []Stage{once(func(*Worker) { f.load() }), sum, {
		Blocks: func() int { return parts(f.o1-f.o0, rowsPerBlock) },
		Run: func(block int, _ *Worker) {
			from := f.o0 + block*rowsPerBlock
			for o := from; o < min(from+rowsPerBlock, f.o1); o++ {
				f.row(o, f.sums[o*f.stride:o*f.stride+f.in.batch])
			}
		},
		Then: func() {
			if f.emit {
				crew.Rows(f.crew, f.byNeuron.Words, f.byNeuron.Stride, kernel.Lanes)
			}
		},
	}, {
		Blocks: func() int { return f.transposes() },
		Run: func(block int, _ *Worker) {
			above := kernel.Signs{Words: f.above.Words[f.batch*TestBatch*f.above.Stride:], Stride: f.above.Stride}
			transposeBits(above, f.byNeuron, s.Out(l), f.in.batch, 64*block, s.TernaryActivations)
		},
	}}}
}

func (f *Freezer) transposes() int {
	if !f.emit {
		return 0
	}
	return parts(f.in.batch, 64)
}

func (f *Freezer) load() {
	from := f.batch * TestBatch
	f.in.batch = min(TestBatch, f.n-from)
	f.weight.Read(f.layer, f.batch, false)
	if f.layer == 0 {
		f.feed.bring(f.in.batch, place{first: from}, roundFrozen)
		f.feed.load(f.in, 0, f.in.batch, false)
	}
}

// row counts a neuron's sums, or turns them into bits.
func (f *Freezer) row(o int, row []int32) {
	if f.emit {
		s := f.model.Shape
		for plane := range planesOf(s.TernaryActivations) {
			thresholdBits(s.output(f.byNeuron, o, plane), row, f.fold[plane*s.Out(f.layer)+o])
		}
		return
	}
	sum, squares := kernel.Squares(row)
	f.moments[o][0] += sum
	f.moments[o][1] += squares
}

// Between tells whether no forward batch is under way.
func (f *Freezer) Between() bool { return f.work.Fresh() }

// Done tells how far the freezing is, 0..1.
func (f *Freezer) Done() float64 {
	batches := parts(f.n, TestBatch)
	rounds := 2*f.model.Shape.Layers() - 1
	done := (2*f.layer)*batches + f.batch
	if f.emit {
		done += batches
	}
	return float64(done) / float64(rounds*batches)
}

// Advance does a short piece of work and reports whether all statistics are frozen.
func (f *Freezer) Advance(workers []*Worker) (done bool) {
	s := f.model.Shape
	if f.layer == s.Layers() {
		return true
	}
	if !f.work.Advance(workers) {
		return false
	}
	if f.batch++; f.batch < parts(f.n, TestBatch) {
		return false
	}
	f.batch = 0
	if !f.emit {
		crew.Rows(f.crew, f.moments, 1, kernel.Lanes)
		for o := 0; o < len(f.moments) && s.normalized(f.layer); o++ {
			f.model.Norms[f.layer][o].SetMoments(kernel.ExactMoments(f.moments[o][0], f.moments[o][1], f.n))
		}
		if f.layer == s.Layers()-1 {
			f.layer++
			return true
		}
		f.emit = true
		f.fold = f.model.Folded(f.layer)
		f.above = packedRows(f.n, s.Out(f.layer), s.TernaryActivations)
		return false
	}
	f.emit = false
	f.below, f.above = f.above, kernel.Signs{}
	f.layer++
	f.begin()
	return false
}
