package bnn

import (
	"arraylab/sim/crew"
	"arraylab/sim/kernel"
)

// Freezer finds the statistics of a whole training set under the final weights, layer after
// layer: a layer's inputs are the bits that the layers below give with their own frozen
// statistics. Sums of integers make them exact, so neither batches nor order matter. In a crew
// every member has one and counts its own neurons, or images.
// A network that was trained with wrong weights has them here too, others in each forward batch: its thresholds are to
// fit what a memory with errors gives.
type Freezer struct {
	model  *Model
	weight Reader
	up     *forward
	feed   feed
	n      int

	layer, batch int
	from         int             // the layer whose inputs are kept; those of later ones are made again from these
	most         int             // bytes that may be kept of what a layer gives
	moments      []moments       // of each neuron
	folds        [][][]Threshold // of the layers below and, once they are known, of the layer
	below, above kernel.Signs    // [N][V]: what that layer takes, and what the layer gives, of the whole set
	sums         []int32
	work         Work
}

// keptBytes is the most that is kept of what a layer gives: what is more is made again for each layer above.
const keptBytes = 48 << 20

// NewFreezer prepares the freezing of m's statistics over all the given images. It uses m's
// weights, sets the statistics in m.Norms, and takes over sums as memory, which may be nil.
func NewFreezer(c crew.Crew, m *Model, images Images, sums []int32) *Freezer {
	f := &Freezer{model: m, weight: Fixed(m.Signs), feed: newFeed(c, images, m.Net.Input.Values()), n: images.N,
		most: keptBytes}
	if m.Errors != nil {
		f.weight = newMisread(c, m)
	}
	f.up = newForward(c, m.Net, min(f.size(), f.n))
	f.sums = grown(sums, f.up.need())
	f.up.sums, f.up.weights, f.up.sink = &f.sums, f.weight.Signs, f.take
	f.count()
	return f
}

// size is the number of images of a forward batch.
func (f *Freezer) size() int { return f.model.Net.TestBatch() }

// count begins with the statistics of a layer.
func (f *Freezer) count() {
	f.moments = make([]moments, f.y().Out)
	f.up.mute = f.layer + 1
	f.stages()
}

// emit begins with the bits that a layer gives.
func (f *Freezer) emit() {
	f.above = f.y().Outputs.NewRows(f.n, f.y().Map().Values())
	f.up.mute = 0
	f.stages()
}

// stages are those of a batch, from what is kept to the layer.
func (f *Freezer) stages() {
	f.work = Work{Stages: []Stage{once(func(*Worker) { f.load() })}}
	for l := f.from; l <= f.layer; l++ {
		f.work.Stages = append(f.work.Stages, once(func(*Worker) { f.weight.Read(l, f.batch, f.up.byImages(l)) }))
		f.work.Stages = append(f.work.Stages, f.up.layer(l)...)
	}
}

// y is the layer under way.
func (f *Freezer) y() *Layer { return &f.model.Net.Layers[f.layer] }

// muted tells whether the layer's statistics are being counted.
func (f *Freezer) muted() bool { return f.up.mute > 0 }

// load brings what the first layer of a batch takes, and says where the last one's bits go.
func (f *Freezer) load() {
	first := f.batch * f.size()
	f.up.begin(min(f.size(), f.n-first))
	if f.from == 0 {
		f.feed.bring(f.up.batch, place{first: first}, roundFrozen)
		f.up.load(&f.feed, false)
	} else {
		f.keep(f.from, f.below, first)
	}
	if !f.muted() {
		f.keep(f.layer+1, f.above, first)
	}
}

// keep makes what layer l takes of a batch stand among the bits of the whole set.
func (f *Freezer) keep(l int, all kernel.Signs, first int) {
	if f.up.shared(l) {
		first += f.up.lo
	}
	f.up.x[l].byImage = all.From(first)
}

// take is the sink: it counts a neuron's sums, or makes its bits.
func (f *Freezer) take(l, o int, s rows[int32]) {
	if l < f.layer || !f.muted() {
		f.up.give(l, s, &f.model.Norms[l][o], f.folds[l][o])
		return
	}
	f.moments[o].add(momentsOf(&s))
}

// Between tells whether no forward batch is under way.
func (f *Freezer) Between() bool { return f.work.Between() }

// Done tells how far the freezing is, 0..1.
func (f *Freezer) Done() float64 {
	batches := parts(f.n, f.size())
	rounds := 2*len(f.model.Net.Layers) - 1
	done := (2*f.layer)*batches + f.batch
	if !f.muted() {
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
	if f.batch++; f.batch < parts(f.n, f.size()) {
		return true
	}
	f.batch = 0
	if f.muted() {
		return f.known()
	}
	f.below, f.above = f.above, kernel.Signs{}
	f.from = f.layer + 1
	f.layer++
	f.count()
	return true
}

// known sets the statistics of a layer and tells whether there is another one.
func (f *Freezer) known() (more bool) {
	y := f.y()
	f.complete()
	for o, m := range f.moments {
		mean, variance := kernel.LongMoments(m.sum, m.squares, f.n*y.Positions())
		y.Norm.set(&f.model.Norms[f.layer][o], mean, variance)
	}
	if !y.Hidden() {
		f.layer++
		return false
	}
	f.folds = append(f.folds, y.thresholds(f.model.Norms[f.layer]))
	if f.n*y.Map().Values()/8 <= f.most && y.Passes().Packed() {
		f.emit()
		return true
	}
	f.layer++
	f.count()
	return true
}

// complete adds up what the members have counted: each its own neurons, or all neurons in its own images.
func (f *Freezer) complete() {
	if !f.up.shared(f.layer) {
		crew.Rows(f.up.crew, f.moments, 1, kernel.Lanes)
		return
	}
	out := len(f.moments)
	all := make([]moments, f.up.crew.Size()*out)
	copy(all[f.up.crew.Rank()*out:], f.moments)
	crew.Rows(f.up.crew, all, out, 1)
	clear(f.moments)
	for i, m := range all {
		f.moments[i%out].add(m)
	}
}
