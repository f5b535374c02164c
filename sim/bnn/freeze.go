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
	model  *Model
	weight Reader
	up     *forward // mute until the layer's statistics are known; then its bits are made
	feed   feed
	n      int

	layer, batch int
	moments      [][2]int64    // sum and sum of squares of each neuron
	folds        [][]Threshold // of the layer
	below, above kernel.Signs  // [N][V]: what the layer takes and gives, of the whole set
	sums         []int32
	work         Work
}

// NewFreezer prepares the freezing of m's statistics over all the given images. It uses m's
// weights, sets the statistics in m.Norms, and takes over sums as memory, which may be nil.
func NewFreezer(c crew.Crew, m *Model, images Images, sums []int32) *Freezer {
	f := &Freezer{model: m, weight: Fixed(m.Signs), feed: newFeed(c, images, m.Net.Input.Values()), n: images.N}
	if m.Errors != nil {
		f.weight = newMisread(c, m)
	}
	f.up = newForward(c, m.Net, min(TestBatch, f.n))
	f.sums = grown(sums, f.up.need())
	f.up.sums, f.up.weights = &f.sums, f.weight.Signs
	f.count()
	return f
}

// count begins with the statistics of a layer.
func (f *Freezer) count() {
	f.moments = make([][2]int64, f.y().Out)
	f.up.mute, f.up.sink = true, f.add
	f.work = Work{Stages: append([]Stage{once(func(*Worker) { f.load() })}, f.up.layer(f.layer)...)}
}

// emit begins with the bits that a layer gives.
func (f *Freezer) emit() {
	f.folds = f.y().thresholds(f.model.Norms[f.layer])
	f.above = f.y().Outputs.NewRows(f.n, f.y().Map().Values())
	f.up.mute, f.up.sink = false, func(l, o int, s rows[int32]) { f.up.pack(l, s, f.folds[o]) }
}

// y is the layer under way.
func (f *Freezer) y() *Layer { return &f.model.Net.Layers[f.layer] }

// load brings what the layer takes of a batch.
func (f *Freezer) load() {
	from := f.batch * TestBatch
	f.up.batch = min(TestBatch, f.n-from)
	f.weight.Read(f.layer, f.batch, false)
	if f.layer == 0 {
		f.feed.bring(f.up.batch, place{first: from}, roundFrozen)
		f.feed.load(&f.up.x[0], 0, f.up.batch, false)
	} else {
		f.up.x[f.layer].byImage = f.below.From(from)
	}
	if !f.up.mute {
		f.up.out(f.layer).byImage = f.above.From(from)
	}
}

// add is the sink that counts a neuron's sums.
func (f *Freezer) add(_, o int, s rows[int32]) {
	sum, squares := squares(&s)
	f.moments[o][0] += sum
	f.moments[o][1] += squares
}

// Between tells whether no forward batch is under way.
func (f *Freezer) Between() bool { return f.work.Between() }

// Done tells how far the freezing is, 0..1.
func (f *Freezer) Done() float64 {
	batches := parts(f.n, TestBatch)
	rounds := 2*len(f.model.Net.Layers) - 1
	done := (2*f.layer)*batches + f.batch
	if !f.up.mute {
		done += batches
	}
	return float64(done) / float64(rounds*batches)
}

// Advance does a short piece of work and reports whether there is more to do.
func (f *Freezer) Advance(workers []*Worker) (more bool) {
	if f.layer == len(f.model.Net.Layers) {
		return false
	}
	if f.work.Advance(workers) {
		return true
	}
	if f.batch++; f.batch < parts(f.n, TestBatch) {
		return true
	}
	f.batch = 0
	if f.up.mute {
		return f.known()
	}
	f.below, f.above = f.above, kernel.Signs{}
	f.layer++
	f.count()
	return true
}

// known sets the statistics of a layer and tells whether it is to give its bits to another one.
func (f *Freezer) known() (more bool) {
	y := f.y()
	crew.Rows(f.up.crew, f.moments, 1, kernel.Lanes)
	for o, m := range f.moments {
		mean, variance := kernel.ExactMoments(m[0], m[1], f.n*y.Positions())
		y.Norm.set(&f.model.Norms[f.layer][o], mean, variance)
	}
	if !y.Hidden() {
		f.layer++
		return false
	}
	f.emit()
	return true
}
