package bnn

import (
	"arraylab/devices"
	"arraylab/sim/crew"
	"arraylab/sim/kernel"
)

// stepStages are the stages of one optimizer step.
func (t *Trainer) stepStages() []Stage {
	q := []Stage{once(func(*Worker) { t.loadBatch() })}
	q = append(q, t.misreadings()...)
	q = append(q, t.up.layers()...)
	q = append(q, once(func(*Worker) { t.takeLoss() }))
	q = append(q, t.down(t.back, t.move)...)
	q = append(q, once(func(*Worker) { t.shareStep() }))
	return append(q, t.readings()...)
}

// loadBatch begins a step: the images, the rates.
func (t *Trainer) loadBatch() {
	p := t.place(t.step)
	if p.lesson != t.lesson {
		t.turnTo(p.lesson)
	}
	t.anchored = false
	t.setRates(p.epoch)
	t.feed.from = t.course[p.lesson].Images
	from := p.batch * t.batchOf(p.lesson)
	n := min(t.batchOf(p.lesson), t.feed.from.N-from)
	t.load(n, place{first: from, order: t.shuffled(p)}, t.round(p))
	t.powers = t.powers.Next()
}

// load brings a batch of n images.
func (t *Trainer) load(n int, p place, round int) {
	t.up.batch = n
	t.feed.bring(n, p, round)
	t.feed.load(&t.up.x[0], 0, n, true)
}

// learn is the sink of a step: it normalizes the sums of a neuron over the batch, follows its running statistics, and
// makes its outputs, with errors where the rule wants them.
func (t *Trainer) learn(l, o int, row []int32) {
	y := &t.layers[l]
	mean, variance := t.normalize(l, o, row)
	y.Norm.average(&y.running[o], mean, variance, len(row))
	t.spoil(l, o)
}

// normalize normalizes the sums of a neuron over the batch and makes its outputs.
func (t *Trainer) normalize(l, o int, row []int32) (mean, variance float64) {
	y, batch := &t.layers[l], len(row)
	n, padded := &y.norms[o], row[:kernel.Pad(batch)]
	mean, variance = kernel.Moments(row)
	y.Norm.set(n, mean, variance)
	xhat := y.xhat[o*t.up.stride:][:len(padded)]
	if out := t.up.out(l); out != nil {
		out.fire(o, xhat, padded, n, batch)
	} else {
		kernel.Normalize(xhat, nil, padded, n, batch)
	}
	return mean, variance
}

// takeLoss takes the loss of the scores and starts the way down with dL/dy, of the mean over the batch.
func (t *Trainer) takeLoss() {
	t.loss, t.correct = 0, 0
	t.startDown(func(b int, label byte, winner int) float64 {
		if winner == int(label) {
			t.correct++
		}
		t.loss += t.net.Loss.of(t.up.scores, t.up.prob, label)
		t.net.Loss.gradient(t.up.scores, t.up.prob, label)
		return float64(t.up.batch)
	})
	t.loss /= float64(t.up.batch)
}

// startDown fills the gradient of the scores. do turns the softmax of image b, in t.up.prob, into the gradient by the
// scores and returns by what it is to be divided.
func (t *Trainer) startDown(do func(b int, label byte, winner int) (by float64)) {
	l := len(t.layers) - 1
	dy, n := t.dS(l), t.up.batch
	for b := range n {
		winner := t.up.answer(t.layers[l].norms, b)
		by := do(b, t.feed.labels[b], winner)
		for c, p := range t.up.prob {
			dy.Data[c*dy.Stride+b] = float32(p / by)
		}
	}
	for c := range t.up.prob {
		clear(dy.Data[c*dy.Stride:][n:kernel.Pad(n)])
	}
}

// dS are the gradients of the sums of layer l, [O][stride], or, before the way back through its normalizations, those
// of its outputs y. Layers use the memory in turn.
func (t *Trainer) dS(l int) kernel.Matrix {
	return kernel.Matrix{Data: t.grads[l%len(t.grads)], Stride: t.up.stride}
}

// down are the stages of the way down: through each layer's normalizations, towards the layer below, and to the
// weights, of which weigh takes a tile.
func (t *Trainer) down(back func(l, lo, hi int), weigh func(l, tile int, k *Worker)) (q []Stage) {
	for l := len(t.layers) - 1; l >= 0; l-- {
		q = append(q, t.backStage(l, back))
		if l > 0 {
			y, batch := &t.layers[l], func() int { return t.up.batch }
			lo, hi := t.up.own(l - 1)
			q = append(q, y.products().below(t.dS(l-1), t.dS(l), y.byInput, lo, hi, batch))
		}
		q = append(q, t.weightStage(l, weigh))
	}
	return q
}

// backStage goes back through the normalizations of a layer, tile by tile: of this member's, or, for the few outputs of
// the last layer, of all.
func (t *Trainer) backStage(l int, back func(l, lo, hi int)) Stage {
	y := &t.layers[l]
	lo, hi := t.up.neurons(l)
	return Stage{
		Blocks: func() int { return parts(hi-lo, kernel.Lanes) },
		Run: func(block int, _ *Worker) {
			o := lo + block*kernel.Lanes
			back(l, o, min(o+kernel.Lanes, hi))
		},
		Then: func() {
			if y.Hidden() && l > 0 { // the layer below needs all of it
				dS := t.dS(l)
				crew.Rows(t.crew, dS.Data[:y.rows()*dS.Stride], dS.Stride, kernel.Lanes)
			}
		},
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

// move computes dW of a tile and moves the hidden weights at once, so that no more than a tile of the gradient ever
// exists.
func (t *Trainer) move(l, tile int, k *Worker) {
	y := &t.layers[l]
	y.products().gradient(k, tile, t.dS(l), &t.up.x[l], t.up.batch)
	y.events[tile] = y.hidden.update(tile, k, y.byNeuron, t.update())
}

// shareStep completes what a step has changed, hidden weights apart.
func (t *Trainer) shareStep() {
	for l := range t.layers {
		y := &t.layers[l]
		y.shared[t.crew.Rank()] = sumOf(y.events[y.tile0:y.tile1])
		crew.Pack(t.bundle, y.byNeuron.Words, y.byNeuron.Stride, kernel.Lanes)
		crew.Pack(t.bundle, y.shared, 1, 1)
		if y.Hidden() {
			crew.Pack(t.bundle, y.norms, 1, kernel.Lanes)
			crew.Pack(t.bundle, y.running, 1, kernel.Lanes)
		}
	}
	t.bundle.Share()
	for l := range t.layers {
		y := &t.layers[l]
		y.last = sumOf(y.shared)
		y.total.Add(y.last)
	}
}

// sumOf adds events.
func sumOf(events []devices.Events) (sum devices.Events) {
	for _, e := range events {
		sum.Add(e)
	}
	return sum
}
