package bnn

import (
	"slices"

	"arraylab/sim/crew"
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
	spoil := t.up.spoil
	t.up.spoil = nil
	q := []Stage{once(func(*Worker) { t.loadAnchors(a.batch) })}
	q = append(q, t.up.layers()...)
	q = append(q, once(func(*Worker) { t.likelihood() }))
	back := func(l int) []Stage { return []Stage{t.backStage(l, t.apart, t.shareReals)} }
	asTheyAre := func(l int) sumGradients { return sumGradients{real: t.dS(l)} }
	q = append(q, t.down(back, asTheyAre, func(l int) []Stage { return t.anchors(l, images) })...)
	a.work.Stages, t.up.spoil = q, spoil
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

// anchors are the stages that add the squares of a batch to the information of a layer's weights, as a mean over so
// many images. Of a map each tile of images is added up by itself, by whoever takes it, and then tile after tile.
func (t *Trainer) anchors(l int, images float32) []Stage {
	y := &t.layers[l]
	if t.up.kinds[l].dense() {
		return []Stage{t.weightStage(l, func(l, tile int, k *Worker) {
			t.up.kinds[l].squares(k, tile, t.dS(l), &t.up.x[l], 0, t.up.batch, images)
			y.hidden.(*latent).anchor(tile, k.grad)
		})}
	}
	tiles := parts(y.Out, kernel.Lanes)
	size := y.FanIn() * kernel.Lanes
	var partial []float32 // [tile of images][tile of neurons][FanIn][16]
	first := func() int { return t.up.lo / kernel.Lanes }
	return []Stage{{
		Blocks: func() int {
			partial = grown(partial, parts(t.up.batch, kernel.Lanes)*tiles*size)
			return parts(t.up.images(l), kernel.Lanes) * tiles
		},
		Run: func(block int, k *Worker) {
			b := block / tiles * kernel.Lanes
			n := min(kernel.Lanes, t.up.images(l)-b)
			t.up.kinds[l].squares(k, block%tiles, t.dS(l), &t.up.x[l], b, n, images)
			copy(partial[(first()*tiles+block)*size:], k.grad)
		},
		Then: func() { crew.Rows(t.crew, partial, tiles*size, 1) },
	}, t.weightStage(l, func(_, tile int, k *Worker) {
		k.grad = grown(k.grad, size)
		clear(k.grad)
		for b := range parts(t.up.batch, kernel.Lanes) {
			for i, x := range partial[(b*tiles+tile)*size:][:size] {
				k.grad[i] += x
			}
		}
		y.hidden.(*latent).anchor(tile, k.grad)
	})}
}
