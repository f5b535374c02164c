package bnn

import (
	"arraylab/devices"
	"arraylab/sim/kernel"
)

// rowsPerBlock is how many neurons' rows a block of row work takes.
const rowsPerBlock = 32

// stepStages are the stages of one optimizer step.
func (t *Trainer) stepStages() []Stage {
	q := []Stage{once(func(*Worker) { t.loadBatch() })}
	last := t.shape.Layers() - 1
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
		q = append(q, t.weightStage(l), t.byInput(l))
	}
	return q
}

func (t *Trainer) loadBatch() {
	from := t.step % t.Steps() * t.rule.Batch
	t.batch = min(t.rule.Batch, t.n-from)
	t.in.load(t.images, t.batch, func(b int) int { return int(t.order[from+b]) }, true)
	t.powers = t.powers.Next()
}

func (t *Trainer) sumStage(l int) Stage {
	y := &t.layers[l]
	return t.in.forward(t.shape, l, &t.sums, t.stride, func() kernel.Signs { return y.byNeuron }, func() kernel.Signs { return t.layers[l-1].images })
}

// normStage normalizes the rows of sums over the batch and takes their signs.
func (t *Trainer) normStage(l int) Stage {
	y := &t.layers[l]
	outputs := t.shape.Out(l)
	return Stage{
		Blocks: func() int { return parts(outputs, rowsPerBlock) },
		Run: func(block int, _ *Worker) {
			for o := block * rowsPerBlock; o < min((block+1)*rowsPerBlock, outputs); o++ {
				row := t.sums[o*t.stride : o*t.stride+kernel.Pad(t.batch)]
				mean, variance := kernel.Moments(row[:t.batch])
				y.norms[o].SetMoments(mean, variance)
				y.runAverage(o, mean, variance, t.batch)
				var bits []uint64
				if y.bits.Words != nil {
					bits = y.bits.Words[o*y.bits.Stride:][:kernel.Words(t.batch)]
				}
				kernel.Normalize(y.xhat[o*t.stride:o*t.stride+len(row)], bits, row, &y.norms[o], t.batch)
			}
		},
	}
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
			kernel.TransposeBits(y.images, y.bits, t.shape.Out(l), t.batch, 64*block)
		},
	}
}

// lossStage takes softmax and cross-entropy of the outputs and starts the backward pass with
// dL/dy = (p - onehot)/B.
func (t *Trainer) lossStage() {
	l := t.shape.Layers() - 1
	y := &t.layers[l]
	dy := t.grads[l%2]
	t.loss, t.correct = 0, 0
	from := t.step % t.Steps() * t.rule.Batch
	var out [Classes]float32
	var p [Classes]float64
	for b := range t.batch {
		for c := range out {
			n := &y.norms[c]
			out[c] = float32(y.xhat[c*t.stride+b]*n.Gamma) + n.Beta
		}
		label := t.labels[t.order[from+b]]
		if softmax(&out, &p) == int(label) {
			t.correct++
		}
		t.loss += crossEntropy(&p, label)
		p[label]--
		for c := range p {
			dy[c*t.stride+b] = float32(p[c] / float64(t.batch))
		}
	}
	t.loss /= float64(t.batch)
	for c := range Classes {
		clear(dy[c*t.stride+t.batch : c*t.stride+kernel.Pad(t.batch)])
	}
}

// denormStage goes back through batch normalization, from dy to dS, and moves its parameters.
func (t *Trainer) denormStage(l int) Stage {
	y := &t.layers[l]
	outputs, hidden := t.shape.Out(l), l < t.shape.Layers()-1
	return Stage{
		Blocks: func() int { return parts(outputs, rowsPerBlock) },
		Run: func(block int, _ *Worker) {
			adam := t.powers.Adam(t.lr)
			width := kernel.Pad(t.batch)
			for o := block * rowsPerBlock; o < min((block+1)*rowsPerBlock, outputs); o++ {
				dy := t.grads[l%2][o*t.stride : o*t.stride+width]
				n := &y.norms[o]
				dGamma, dBeta := kernel.Denormalize(dy, y.xhat[o*t.stride:o*t.stride+width], n, t.batch, hidden)
				m := &y.moments[o]
				n.Gamma -= adam.One(&m[0].m, &m[0].v, dGamma)
				n.Beta -= adam.One(&m[1].m, &m[1].v, dBeta)
				if t.shape.Bias {
					n.Bias -= adam.One(&m[2].m, &m[2].v, biasGradient(dy, n.Scale))
				}
			}
		},
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

// towardsInputs computes dy of the layer below from dS of layer l.
func (t *Trainer) towardsInputs(l int) Stage {
	y := &t.layers[l]
	return Stage{
		Blocks: func() int { return parts(t.batch, kernel.Lanes) },
		Run: func(block int, k *Worker) {
			c := block * kernel.Lanes
			kernel.Lookup(kernel.Matrix{Data: t.grads[(l-1)%2][c:], Stride: t.stride}, y.byInput,
				kernel.Matrix{Data: t.grads[l%2][c:], Stride: t.stride}, t.shape.In(l), t.shape.Out(l), &k.lookup)
		},
	}
}

// weightStage computes dW tile by tile and moves the hidden weights at once, so that no more
// than a tile of the gradient ever exists.
func (t *Trainer) weightStage(l int) Stage {
	y := &t.layers[l]
	inputs, outputs := t.shape.In(l), t.shape.Out(l)
	return Stage{
		Blocks: func() int { return parts(outputs, kernel.Lanes) },
		Run: func(tile int, k *Worker) {
			k.tile, k.grad = grown(k.tile, t.rule.Batch*kernel.Lanes), grown(k.grad, inputs*kernel.Lanes)
			kernel.ToTiles(k.tile, kernel.Matrix{Data: t.grads[l%2], Stride: t.stride}, tile*kernel.Lanes, outputs, t.batch)
			if t.shape.eightBit(l) {
				kernel.PixelGrad(k.grad, t.in.ends, t.in.inputs, k.tile, inputs, t.batch)
			} else {
				x := t.in.byInput
				if l > 0 {
					x = t.layers[l-1].bits
				}
				kernel.Lookup(kernel.Matrix{Data: k.grad, Stride: kernel.Lanes}, x,
					kernel.Matrix{Data: k.tile, Stride: kernel.Lanes}, inputs, t.batch, &k.lookup)
			}
			y.events[tile] = y.hidden.update(tile, k, y.byNeuron, update{
				step: uint64(t.step + 1), latent: t.powers.Adam(t.lr), pulses: t.powers.Adam(t.gain),
			})
		},
		Then: func() {
			y.last = devices.Events{}
			for _, e := range y.events {
				y.last.Add(e)
			}
			y.total.Add(y.last)
		},
	}
}
