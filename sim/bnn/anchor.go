package bnn

import (
	"slices"

	"arraylab/sim/kernel"
)

// Elastic weight consolidation (arXiv:1612.00796): the weights of a task that was learnt are held where they are, each
// as strongly as the empirical Fisher information of the task says. The gradient of log p of the true class
// is squared image by image; the statistics of the batch are taken as given. An input of +-1 squares to one, so
// above the first layer all weights of a neuron have the same information.

// FisherImages is the number of images behind the Fisher information (arXiv:2003.03533, published code).
const FisherImages = 5000

// anchors hold the weights of a layer, in tiles [I][16].
type anchors struct {
	f, fw []float32 // Fisher information, summed over the tasks before, and that times their weights
	read  *Levels   // as what weights are held; nil for the hidden weights themselves
}

// pull adds the pull of the anchors, of some strength, to the gradients g of up to 64 rows of sixteen weights w that
// stand from lo on.
func (a *anchors) pull(g, w []float32, lo int, strength float32) {
	f, fw := a.f[lo:][:len(w)], a.fw[lo:][:len(w)]
	if a.read == nil {
		kernel.Pull(g, w, f, fw, strength)
		return
	}
	var read [64 * kernel.Lanes]float32
	w = read[:copy(read[:], w)]
	a.read.round(w)
	kernel.Pull(g, w, f, fw, strength)
}

// add adds to the information at the weights w, as they are, that stand from lo on.
func (a *anchors) add(fisher, w []float32, lo int) {
	f, fw := a.f[lo:][:len(w)], a.fw[lo:][:len(w)]
	if a.read != nil {
		w = slices.Clone(w)
		a.read.round(w)
	}
	for i, x := range fisher[:len(w)] {
		f[i] += x
		fw[i] += float32(x * w[i])
	}
}

// anchoring is the work between two lessons.
type anchoring struct {
	batch, batches int
	work           Work
}

// toAnchor tells whether the next step begins a lesson before which the weights are to be anchored.
func (t *Trainer) toAnchor() bool {
	if t.rule.EWC == 0 || t.rule.Mixed || t.anchored {
		return false
	}
	next := t.place(t.step).lesson
	return next != t.lesson && t.course[next].Fresh
}

// beginAnchoring prepares the pass over images of the lesson that ended. The running statistics stay what they are.
func (t *Trainer) beginAnchoring() {
	n := t.course[t.lesson].Images.N
	batch := t.batches(t.lesson).size()
	a := &anchoring{batches: max(1, min(FisherImages, n)/batch)}
	images := float32(a.batches * batch)
	q := []Stage{once(func(*Worker) { t.loadAnchors(a.batch) })}
	q = append(q, t.up.layers()...)
	q = append(q, once(func(*Worker) { t.likelihood() }))
	back := func(l int) []Stage { return []Stage{t.backStage(l, t.apart, t.shareReals)} }
	asTheyAre := func(l int) sumGradients { return sumGradients{real: t.dS(l)} }
	q = append(q, t.down(back, asTheyAre, func(l, tile int, k *Worker) { t.anchor(l, tile, k, images) })...)
	a.work.Stages = q
	t.anchoring = a
	t.up.sink = func(l, o int, s rows[int32]) { t.normalize(l, o, &s) }
}

// advanceAnchors does a short piece of it.
func (t *Trainer) advanceAnchors(workers []*Worker) {
	a := t.anchoring
	if a.work.Advance(workers) {
		return
	}
	if a.batch++; a.batch == a.batches {
		t.anchoring, t.anchored = nil, true
		t.up.sink = t.learn
	}
}

// loadAnchors takes images in the order of the set, and squares the pixels for the gradient.
func (t *Trainer) loadAnchors(batch int) {
	t.feed.from = t.course[t.lesson].Images
	n := t.batches(t.lesson).size()
	t.load(n, place{first: batch * n}, roundFrozen)
	t.up.x[0].square()
}

// likelihood starts with the gradient of each image by itself, p - onehot.
func (t *Trainer) likelihood() {
	t.startDown(func(label byte, _ int) float64 {
		t.up.prob[label]--
		return 1
	})
}

// anchor adds the squares of a batch to the information of a tile of weights, as a mean over so many images.
func (t *Trainer) anchor(l, tile int, k *Worker, images float32) {
	y := &t.layers[l]
	t.up.kinds[l].squares(k, tile, t.dS(l), &t.up.x[l], t.up.batch, images)
	y.hidden.(*latent).anchor(tile, k.grad)
}
