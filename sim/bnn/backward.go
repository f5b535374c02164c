package bnn

import (
	"slices"

	"arraylab/sim/crew"
	"arraylab/sim/kernel"
)

// The way down has two customers: a step, which goes back through the statistics of the batch and moves the weights,
// and the anchors, which take every image by itself and add up squares.

// startDown fills the gradient of the scores. do turns the softmax of an image, in t.up.prob, into the gradient by the
// scores and returns by what it is to be divided.
func (t *Trainer) startDown(do func(label byte, winner int) (by float64)) {
	l, n := len(t.layers)-1, t.up.batch
	for b := range n {
		winner := t.up.answer(t.layers[l].norms, b)
		by := do(t.feed.labels[b], winner)
		dy := t.d(l, 0)
		for _, p := range t.up.prob {
			dy.data[b] = float32(p / by)
			dy.next()
		}
	}
	dy := t.d(l, 0)
	for range t.up.prob {
		clear(dy.padded(0)[n:])
		dy.next()
	}
}

// gradients is the memory of the gradients of layer l: on the way down nobody needs the sums of the way up any more. Of
// the last layer, where the way turns, the gradient of a score takes the place of the sum that it was made from.
func (t *Trainer) gradients(l int) []float32 {
	if l%t.turns > 0 {
		return t.turned
	}
	return kernel.InPlaceOf[float32](t.sums)
}

// Turns is in how many memories the gradients of the layers are, in turn: two where a product takes them as real numbers
// and gives those of the layer below; one where it takes them rounded, which stand elsewhere.
func (net Network) Turns(g Gradients, anchored bool) int {
	if g == Reals || anchored || slices.ContainsFunc(net.Layers[1:], func(y Layer) bool { return y.products().lists() }) {
		return 2
	}
	return 1
}

// dS are the gradients of the sums of layer l, or, before the way back through its normalizations, those of its outputs
// y.
func (t *Trainer) dS(l int) kernel.Matrix {
	return kernel.Matrix{Data: t.gradients(l), Stride: t.up.strides[l]}
}

// d are the rows of dS of neuron o of layer l, xhat those of its normalized sums.
func (t *Trainer) d(l, o int) rows[float32] {
	return rowsOf(&t.up.forms[l], o, t.gradients(l), t.up.strides[l], t.up.images(l))
}

func (t *Trainer) xhat(l, o int) rows[float32] {
	return rowsOf(&t.up.forms[l], o, t.layers[l].xhat, t.up.strides[l], t.up.images(l))
}

// xhatRow is one of them; those of a map are made again.
func (t *Trainer) xhatRow(l, o, p int) []float32 {
	if t.layers[l].mapped == nil {
		x := t.xhat(l, o)
		return x.padded(p)
	}
	at := (p*t.layers[l].Out + o) * t.up.strides[l]
	x := make([]float32, kernel.Pad(t.up.images(l)))
	for b := range t.up.images(l) {
		x[b] = t.layers[l].norms[o].XHat(t.layers[l].mapped.sums.at(at + b))
	}
	return x
}

// down are the stages of the way down: back through each layer's normalizations, which leaves dS as taken gives it,
// towards the layer below, and to the weights, which weigh moves.
func (t *Trainer) down(back func(l int) []Stage, taken func(l int) sumGradients,
	weigh func(l int) []Stage) (q []Stage) {
	for l := len(t.layers) - 1; l >= 0; l-- {
		q = append(q, back(l)...)
		if l > 0 {
			y := &t.layers[l]
			lo, hi := t.up.ownValues(l - 1)
			dS := func() sumGradients { return taken(l) }
			q = append(q, t.up.kinds[l].below(t.towards(l-1), dS, y.byInput, lo, hi, func() (from, n int) {
				return t.up.towards(l)
			})...)
			if t.layers[l-1].OutputMean.there() {
				q = append(q, t.spread(l-1))
			}
		}
		q = append(q, weigh(l)...)
	}
	return q
}

// backStage does something with the gradients of each tile of a layer's neurons on the way back through their
// normalizations: of this member's, or, for the few outputs of the last layer, of all; then completes that.
func (t *Trainer) backStage(l int, back func(l, lo, hi int), then func(l int)) Stage {
	lo, hi := t.up.neurons(l)
	return Stage{
		Blocks: func() int { return parts(hi-lo, kernel.Lanes) },
		Run: func(block int, _ *Worker) {
			o := lo + block*kernel.Lanes
			back(l, o, min(o+kernel.Lanes, hi))
		},
		Then: func() { then(l) },
	}
}

// weightStage does something for each tile of the weights of layer l that are this member's.
func (t *Trainer) weightStage(l int, weigh func(l, tile int, k *Worker)) Stage {
	y := &t.layers[l]
	return Stage{
		Blocks: func() int { return y.tile1 - y.tile0 },
		Run:    func(block int, k *Worker) { weigh(l, y.tile0+block, k) },
	}
}

// moves are the stages that move the weights of a layer. Where images are shared out, each member adds up first what
// its own give to all weights.
func (t *Trainer) moves(l int) []Stage {
	if !t.up.shared(l) {
		return []Stage{t.weightStage(l, t.move)}
	}
	y := &t.layers[l]
	tiles := parts(y.Out, kernel.Lanes)
	width := tiles * y.FanIn()
	return []Stage{{
		Blocks: func() int {
			t.partial = grown(t.partial, t.crew.Size()*width)
			return tiles
		},
		Run: func(tile int, k *Worker) {
			sums := t.up.kinds[l].wholes(k, tile, t.taken(l), &t.up.x[l], t.up.images(l))
			copy(t.partial[t.crew.Rank()*width+tile*y.FanIn():], sums)
		},
		Then: func() { crew.Rows(t.crew, t.partial, width, 1) },
	}, t.weightStage(l, t.move)}
}

// gathered makes dW of a tile of what all members have added up.
func (t *Trainer) gathered(l, tile int, k *Worker) {
	y := &t.layers[l]
	n := y.FanIn()
	k.longs = grown(k.longs, n)
	clear(k.longs)
	for r := range t.crew.Size() {
		part := t.partial[(r*parts(y.Out, kernel.Lanes)+tile)*n:][:n]
		for i := range part {
			for c, x := range &part[i] {
				k.longs[i][c] += x
			}
		}
	}
	t.up.kinds[l].scaled(k, k.longs, t.taken(l).scale)
}

// move computes dW of a tile and moves the hidden weights at once, so that no more than a tile of the gradient ever
// exists.
func (t *Trainer) move(l, tile int, k *Worker) {
	y := &t.layers[l]
	if t.up.shared(l) {
		t.gathered(l, tile, k)
	} else {
		t.up.kinds[l].gradient(k, tile, t.taken(l), &t.up.x[l], t.up.batch)
	}
	y.events[tile] = y.hidden.update(tile, k, y.byNeuron, t.update())
}
