package bnn

import (
	"arraylab/sim/crew"
	"arraylab/sim/kernel"
)

// Elastic weight consolidation (arXiv:1612.00796): the weights of a task that was learnt are held where they are, each
// as strongly as the empirical Fisher information of the task says. The gradient of log p of the true class
// is squared image by image; the statistics of the batch are taken as given. An input of +-1 squares to one, so
// above the first layer all weights of a neuron have the same information.

// FisherImages is the number of images behind the Fisher information (arXiv:2003.03533, published code).
const FisherImages = 5000

// anchoring is the work between two lessons.
type anchoring struct {
	batch, batches int
	work           Work
}

// due tells whether the next step begins a lesson before which the weights are to be anchored.
func (t *Trainer) due() bool {
	if t.rule.EWC == 0 || t.rule.Mixed || t.anchored {
		return false
	}
	next := t.place(t.step).lesson
	return next != t.lesson && t.course[next].Fresh
}

// beginAnchoring prepares the pass over images of the lesson that ended.
func (t *Trainer) beginAnchoring() {
	n := t.course[t.lesson].Images.N
	a := &anchoring{batches: max(1, min(FisherImages, n)/t.batchOf(t.lesson))}
	q := []Stage{once(func(*Worker) { t.loadAnchors(a.batch) })}
	last := len(t.net.Layers) - 1
	for l := 0; l <= last; l++ {
		q = append(q, t.sumStage(l), t.normStage(l))
		if l < last {
			q = append(q, t.imagesStage(l))
		}
	}
	q = append(q, once(func(*Worker) { t.likelihood() }))
	for l := last; l >= 0; l-- {
		q = append(q, t.apartStage(l))
		if l > 0 {
			q = append(q, t.towardsInputs(l))
		}
		q = append(q, t.anchorStage(l, float32(a.batches*t.batchOf(t.lesson))))
	}
	a.work.Stages = q
	t.anchoring = a
}

// advanceAnchors does a short piece of it.
func (t *Trainer) advanceAnchors(workers []*Worker) {
	a := t.anchoring
	if a.work.Advance(workers) {
		if a.batch++; a.batch == a.batches {
			t.anchoring, t.anchored = nil, true
		}
	}
}

// loadAnchors takes images in the order of the set, and squares the pixels for the gradient.
func (t *Trainer) loadAnchors(batch int) {
	t.batch = t.batchOf(t.lesson)
	t.feed.from = t.course[t.lesson].Images
	t.feed.bring(t.batch, place{first: batch * t.batch}, roundFrozen)
	t.feed.load(t.in, 0, t.batch, true)
	for i := range t.in.inputs {
		g := &t.in.inputs[i].Grey
		*g *= *g
	}
}

// likelihood starts with the gradient of each image by itself, p - onehot.
func (t *Trainer) likelihood() {
	l := len(t.net.Layers) - 1
	y := &t.layers[l]
	dy := t.grads[l%2]
	out, p := t.scores, t.prob
	for b := range t.batch {
		for c := range out {
			n := &y.norms[c]
			out[c] = float32(y.xhat[c*t.stride+b]*n.Gamma) + n.Beta
		}
		softmax(out, p)
		p[t.feed.labels[b]]--
		for c := range p {
			dy[c*t.stride+b] = float32(p[c])
		}
	}
	for c := range t.net.Classes {
		clear(dy[c*t.stride+t.batch : c*t.stride+kernel.Pad(t.batch)])
	}
}

// apartStage goes back through batch normalization, every image by itself.
func (t *Trainer) apartStage(l int) Stage {
	y := &t.layers[l]
	hidden := y.Hidden()
	return t.rows(l, func(o0, o1 int, _ *Worker) {
		width := kernel.Pad(t.batch)
		for o := o0; o < o1; o++ {
			n := &y.norms[o]
			scale := n.Gamma * n.Inv * n.Scale
			dy, xhat := t.grads[l%2][o*t.stride:][:width], y.xhat[o*t.stride:][:width]
			for b, x := range xhat {
				if out := float32(x*n.Gamma) + n.Beta; hidden && !(out <= 1 && out >= -1) {
					dy[b] = 0
				}
				dy[b] *= scale
			}
		}
	}, func() {
		if hidden && l > 0 {
			crew.Rows(t.crew, t.grads[l%2][:y.Out*t.stride], t.stride, kernel.Lanes)
		}
	})
}

// anchorStage adds the squares of a batch to the information of a layer's weights, as a mean over so many images.
func (t *Trainer) anchorStage(l int, images float32) Stage {
	y := &t.layers[l]
	inputs, outputs := y.FanIn(), y.Out
	return Stage{
		Blocks: func() int { return y.tile1 - y.tile0 },
		Run: func(block int, k *Worker) {
			tile := y.tile0 + block
			k.tile, k.grad = grown(k.tile, t.rule.Batch*kernel.Lanes), grown(k.grad, inputs*kernel.Lanes)
			kernel.ToTiles(k.tile, kernel.Matrix{Data: t.grads[l%2], Stride: t.stride}, tile*kernel.Lanes, outputs, t.batch)
			squares := k.tile[:t.batch*kernel.Lanes]
			for i, d := range squares {
				squares[i] = d * d / images
			}
			if !y.Inputs.Packed() {
				kernel.PixelGrad(k.grad, t.in.ends, t.in.inputs, k.tile, inputs, t.batch)
			} else {
				alike(k.grad, squares)
			}
			y.hidden.(*latent).anchor(tile, k.grad)
		},
	}
}

// alike gives all inputs of a neuron, [I][16], the sum of its column of squares, [B][16].
func alike(grad, squares []float32) {
	var sum [kernel.Lanes]float32
	for i, d := range squares {
		sum[i%kernel.Lanes] += d
	}
	for i := range grad {
		grad[i] = sum[i%kernel.Lanes]
	}
}
