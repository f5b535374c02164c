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
	f := &Freezer{crew: c, model: m, weight: Fixed(m.Signs), feed: newFeed(c, images, m.Net.Input.Values()), n: images.N}
	if m.Errors != nil {
		f.weight = newMisread(c, m)
	}
	b := min(TestBatch, f.n)
	f.in, f.stride = newInput(m.Net.Input, b), kernel.Stride(b)
	f.sums = grown(sums, m.Net.widest()*f.stride)
	f.begin()
	return f
}

// now is the layer under way.
func (f *Freezer) now() *Layer { return &f.model.Net.Layers[f.layer] }

// begin starts on a layer.
func (f *Freezer) begin() {
	y, l := f.now(), f.layer
	tile0, tile1 := crew.Part(f.crew, parts(y.Out, kernel.Lanes))
	f.o0, f.o1 = min(tile0*kernel.Lanes, y.Out), min(tile1*kernel.Lanes, y.Out)
	f.moments = make([][2]int64, y.Out)
	f.byNeuron = y.Outputs.NewRows(y.Out, min(TestBatch, f.n))
	var x func() kernel.Signs
	if l > 0 {
		x = func() kernel.Signs {
			return kernel.Signs{Words: f.below.Words[f.batch*TestBatch*f.below.Stride:], Stride: f.below.Stride}
		}
	}
	sum := f.in.forward(y, f.o0, f.o1, func() []int32 { return f.sums }, f.stride,
		func() kernel.Signs { return f.weight.Signs(l) }, x)
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
			y.Outputs.transpose(above, f.byNeuron, y.Out, f.in.batch, 64*block)
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
		y := f.now()
		for plane := range y.Outputs.planes() {
			thresholdBits(y.Outputs.plane(f.byNeuron, o, plane), row, f.fold[plane*y.Out+o])
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
	rounds := 2*len(f.model.Net.Layers) - 1
	done := (2*f.layer)*batches + f.batch
	if f.emit {
		done += batches
	}
	return float64(done) / float64(rounds*batches)
}

// Advance does a short piece of work and reports whether all statistics are frozen.
func (f *Freezer) Advance(workers []*Worker) (done bool) {
	if f.layer == len(f.model.Net.Layers) {
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
		for o := 0; o < len(f.moments) && f.now().Norm == BatchNorm; o++ {
			f.model.Norms[f.layer][o].SetMoments(kernel.ExactMoments(f.moments[o][0], f.moments[o][1], f.n))
		}
		if !f.now().Hidden() {
			f.layer++
			return true
		}
		f.emit = true
		f.fold = f.model.Folded(f.layer)
		f.above = f.now().Outputs.NewRows(f.n, f.now().Out)
		return false
	}
	f.emit = false
	f.below, f.above = f.above, kernel.Signs{}
	f.layer++
	f.begin()
	return false
}
