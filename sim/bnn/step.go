package bnn

import (
	"arraylab/devices"
	"arraylab/sim/crew"
	"arraylab/sim/kernel"
)

// stepStages are the stages of one optimizer step.
func (t *Trainer) stepStages() []Stage {
	q := []Stage{once(func(*Worker) { t.loadBatch() })}
	last := len(t.net.Layers) - 1
	if t.rule.Errors != nil {
		q = append(q, t.errorStages()...)
	}
	for l := 0; l <= last; l++ {
		q = append(q, t.sumStage(l), t.normStage(l))
		if l < last {
			q = append(q, t.imagesStage(l))
		}
	}
	q = append(q, once(func(*Worker) { t.lossStage() }))
	for l := last; l >= 0; l-- {
		q = append(q, t.denormStage(l))
		if l > 0 {
			q = append(q, t.towardsInputs(l))
		}
		q = append(q, t.weightStage(l))
	}
	q = append(q, once(func(*Worker) { t.shareStep() }))
	for l := 1; l <= last && t.rule.Errors == nil; l++ {
		q = append(q, t.byInput(l))
	}
	return q
}

// rows is a stage that does something for each tile of neurons of layer l: of this member's,
// or, for the few outputs of the last layer, of all.
func (t *Trainer) rows(l int, do func(o0, o1 int, k *Worker), then func()) Stage {
	y := &t.layers[l]
	tile0, tile1 := y.tile0, y.tile1
	if l == len(t.net.Layers)-1 {
		tile0, tile1 = 0, parts(y.Out, kernel.Lanes)
	}
	return Stage{
		Blocks: func() int { return tile1 - tile0 },
		Run: func(block int, k *Worker) {
			o := (tile0 + block) * kernel.Lanes
			do(o, min(o+kernel.Lanes, y.Out), k)
		},
		Then: then,
	}
}

// shareStep completes what a step has changed, hidden weights apart.
func (t *Trainer) shareStep() {
	for l := range t.layers {
		y := &t.layers[l]
		y.shared[t.crew.Rank()] = y.last
		crew.Pack(t.bundle, y.byNeuron.Words, y.byNeuron.Stride, kernel.Lanes)
		crew.Pack(t.bundle, y.shared, 1, 1)
		if l < len(t.layers)-1 {
			crew.Pack(t.bundle, y.norms, 1, kernel.Lanes)
			crew.Pack(t.bundle, y.running, 1, kernel.Lanes)
		}
	}
	t.bundle.Share()
	for l := range t.layers {
		y := &t.layers[l]
		y.last = devices.Events{}
		for _, e := range y.shared {
			y.last.Add(e)
		}
		y.total.Add(y.last)
	}
}

func (t *Trainer) loadBatch() {
	p := t.place(t.step)
	if p.lesson != t.lesson {
		t.turnTo(p.lesson)
	}
	t.anchored = false
	t.setRates(p.epoch)
	t.feed.from = t.course[p.lesson].Images
	from := p.batch * t.batchOf(p.lesson)
	t.batch = min(t.batchOf(p.lesson), t.feed.from.N-from)
	t.feed.bring(t.batch, place{first: from, order: t.shuffled(p)}, t.round(p))
	t.feed.load(t.in, 0, t.batch, true)
	t.powers = t.powers.Next()
}

func (t *Trainer) sumStage(l int) Stage {
	y := &t.layers[l]
	var x func() kernel.Signs
	if l > 0 {
		x = func() kernel.Signs { return t.layers[l-1].images }
	}
	o0, o1 := t.neurons(l)
	if l == len(t.net.Layers)-1 {
		o0, o1 = 0, y.Out
	}
	return t.in.forward(&y.Layer, o0, o1, func() []int32 { return t.sums }, t.stride, func() kernel.Signs { return y.read }, x)
}

// normStage normalizes the rows of sums over the batch and takes their signs.
func (t *Trainer) normStage(l int) Stage {
	y := &t.layers[l]
	return t.rows(l, func(o0, o1 int, _ *Worker) {
		for o := o0; o < o1; o++ {
			row := t.sums[o*t.stride : o*t.stride+kernel.Pad(t.batch)]
			if y.Norm == BatchNorm {
				mean, variance := kernel.Moments(row[:t.batch])
				y.norms[o].SetMoments(mean, variance)
				if t.anchoring == nil {
					y.runAverage(o, mean, variance, t.batch)
				}
			}
			xhat := y.xhat[o*t.stride : o*t.stride+len(row)]
			if y.Outputs.planes() > 1 {
				t.normalizeTernary(&y.Layer, xhat, y.bits, o, row, &y.norms[o])
				if t.rule.ActErrors > 0 {
					trits := y.bits.Words[o*y.bits.Stride:][:y.bits.Stride]
					p := [2]float64{t.rule.ActErrors, t.rule.ActErrors}
					y.Outputs.misread(trits, trits, t.batch, p, y.actErrors, t.draw(o))
				}
				continue
			}
			var bits []uint64
			if y.bits.Words != nil {
				bits = y.bits.Words[o*y.bits.Stride:][:kernel.Words(t.batch)]
			}
			kernel.Normalize(xhat, bits, row, &y.norms[o], t.batch)
			if bits != nil && t.rule.ActErrors > 0 {
				devices.Flip(bits, bits, t.batch, t.rule.ActErrors, y.actErrors, t.draw(o))
			}
		}
	}, func() { crew.Rows(t.crew, y.bits.Words, y.bits.Stride, kernel.Lanes) })
}

// runAverage moves the running statistics of a neuron towards those of a batch; the variance
// is taken unbiased, as the frameworks do.
func (y *trained) runAverage(o int, mean, variance float64, batch int) {
	if batch > 1 {
		variance *= float64(batch) / float64(batch-1)
	}
	r := &y.running[o]
	r[0] += float64(runningMomentum * (mean - r[0]))
	r[1] += float64(runningMomentum * (variance - r[1]))
}

// imagesStage turns the bits of a layer's outputs from rows by neuron into rows by image.
func (t *Trainer) imagesStage(l int) Stage {
	y := &t.layers[l]
	return Stage{
		Blocks: func() int { return parts(t.batch, 64) },
		Run: func(block int, _ *Worker) {
			y.Outputs.transpose(y.images, y.bits, y.Out, t.batch, 64*block)
		},
	}
}

// lossStage takes the loss of the outputs and starts the backward pass with dL/dy: of softmax and
// cross-entropy (p - onehot)/B, of the hinge loss -t/(b*C*B) where the margin is short.
func (t *Trainer) lossStage() {
	l := len(t.net.Layers) - 1
	y := &t.layers[l]
	dy := t.grads[l%2]
	t.loss, t.correct = 0, 0
	out, p := t.scores, t.prob
	for b := range t.batch {
		for c := range out {
			n := &y.norms[c]
			out[c] = float32(y.xhat[c*t.stride+b]*n.Gamma) + n.Beta
		}
		label := t.feed.labels[b]
		if softmax(out, p) == int(label) {
			t.correct++
		}
		t.loss += t.net.Loss.of(out, p, label)
		t.net.Loss.gradient(out, p, label)
		for c := range p {
			dy[c*t.stride+b] = float32(p[c] / float64(t.batch))
		}
	}
	t.loss /= float64(t.batch)
	for c := range t.net.Classes {
		clear(dy[c*t.stride+t.batch : c*t.stride+kernel.Pad(t.batch)])
	}
}

// denormStage goes back through batch normalization, from dy to dS, and moves its parameters.
func (t *Trainer) denormStage(l int) Stage {
	y := &t.layers[l]
	if y.Norm == LearntScale {
		return t.scaleStage(l)
	}
	hidden := y.Hidden()
	return t.rows(l, func(o0, o1 int, _ *Worker) {
		adam := t.powers.Adam(t.lr)
		width := kernel.Pad(t.batch)
		for o := o0; o < o1; o++ {
			dy := t.grads[l%2][o*t.stride : o*t.stride+width]
			n := &y.norms[o]
			dGamma, dBeta := kernel.Denormalize(dy, y.xhat[o*t.stride:o*t.stride+width], n, t.batch, hidden)
			m := &y.moments[o]
			n.Gamma -= adam.One(&m[0].m, &m[0].v, dGamma)
			n.Beta -= adam.One(&m[1].m, &m[1].v, dBeta)
			if y.Bias {
				n.Bias -= adam.One(&m[2].m, &m[2].v, biasGradient(dy, n.Scale))
			}
		}
	}, func() {
		if hidden && l > 0 { // the layer below needs all of it
			crew.Rows(t.crew, t.grads[l%2][:y.Out*t.stride], t.stride, kernel.Lanes)
		}
	})
}

// double makes the gradient by counts c that of streams, whose inputs are 2c-N. The part of N is the sum of dS
// over the batch, which batch normalization makes zero up to rounding.
func (y *Layer) double(dS []float32) {
	if y.Inputs.Kind != Streamed {
		return
	}
	for i := range dS {
		dS[i] *= 2
	}
}

// biasGradient is the sum of dz = dS/scale over a row. Batch normalization makes it zero up to
// rounding, and Adam turns that rounding into full steps: so do the published codes.
func biasGradient(dS []float32, scale float32) float32 {
	var sums kernel.LaneSums
	for i, d := range dS {
		sums[i%4] += d
	}
	return sums.Total() / scale
}

// towardsInputs computes dy of this member's neurons of the layer below from dS of layer l.
func (t *Trainer) towardsInputs(l int) Stage {
	y := &t.layers[l]
	i0, i1 := t.neurons(l - 1)
	return Stage{
		Blocks: func() int { return parts(t.batch, kernel.Lanes) },
		Run: func(block int, k *Worker) {
			if i0 == i1 {
				return
			}
			c := block * kernel.Lanes
			signs := kernel.Signs{Words: y.byInput.Words[i0*y.byInput.Stride:], Stride: y.byInput.Stride}
			k.product(kernel.Matrix{Data: t.grads[(l-1)%2][i0*t.stride+c:], Stride: t.stride}, signs,
				kernel.Matrix{Data: t.grads[l%2][c:], Stride: t.stride}, i1-i0, y.Out, y.Weights.planes())
		},
	}
}

// weightStage computes dW tile by tile and moves the hidden weights at once, so that no more
// than a tile of the gradient ever exists.
func (t *Trainer) weightStage(l int) Stage {
	y := &t.layers[l]
	inputs, outputs := y.FanIn(), y.Out
	return Stage{
		Blocks: func() int { return y.tile1 - y.tile0 },
		Run: func(block int, k *Worker) {
			tile := y.tile0 + block
			k.tile, k.grad = grown(k.tile, t.rule.Batch*kernel.Lanes), grown(k.grad, inputs*kernel.Lanes)
			kernel.ToTiles(k.tile, kernel.Matrix{Data: t.grads[l%2], Stride: t.stride}, tile*kernel.Lanes, outputs, t.batch)
			if !y.Inputs.Packed() {
				y.double(k.tile)
				kernel.PixelGrad(k.grad, t.in.ends, t.in.inputs, k.tile, inputs, t.batch)
			} else {
				x := t.in.byInput
				if l > 0 {
					x = t.layers[l-1].bits
				}
				d := kernel.Matrix{Data: k.tile, Stride: kernel.Lanes}
				k.product(kernel.Matrix{Data: k.grad, Stride: kernel.Lanes}, x, d, inputs, t.batch, y.Inputs.planes())
			}
			y.events[tile] = y.hidden.update(tile, k, y.byNeuron, t.update())
		},
		Then: func() {
			y.last = devices.Events{}
			for _, e := range y.events[y.tile0:y.tile1] {
				y.last.Add(e)
			}
		},
	}
}

// update is that of the step under way.
func (t *Trainer) update() update {
	u := update{step: uint64(t.step + 1), latent: t.powers.Adam(t.lr), pulses: t.powers.Adam(t.gain), free: t.rule.Free}
	if u.free {
		u.meta = u.latent.Meta(t.rule.Meta, t.rule.L2)
	}
	if t.lesson > 0 {
		u.pull = float32(t.rule.EWC)
	}
	return u
}
