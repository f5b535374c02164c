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
	q = append(q, t.down(t.backStages, t.taken, t.moves)...)
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
	t.setRates(p)
	t.feed.from = t.course[p.lesson].Images
	lo, hi := t.batches(p.lesson).Of(p.batch)
	t.load(hi-lo, place{first: lo, order: t.shuffled(p)}, t.round(p))
	if x := &t.up.x[0]; t.rule.Gradients == EightBits && x.listed && x.long(t.up.batch) {
		x.countWhole()
	}
	t.powers = t.powers.Next()
}

// load brings a batch of n images.
func (t *Trainer) load(n int, p place, round int) {
	t.up.begin(n)
	t.feed.bring(n, p, round)
	t.up.load(&t.feed, true)
}

// learn is the sink of a step: it normalizes the sums of a neuron over the batch, follows its running statistics, and
// makes its outputs, with errors where the rule wants them.
func (t *Trainer) learn(l, o int, s rows[int32]) {
	y := &t.layers[l]
	mean, variance := t.normalize(l, o, &s)
	y.Norm.average(&y.running[o], mean, variance, s.n*t.up.batch)
	t.spoil(l, o, s)
}

// normalize normalizes the sums of a neuron over the batch and makes its outputs.
func (t *Trainer) normalize(l, o int, s *rows[int32]) (mean, variance float64) {
	y := &t.layers[l]
	n := &y.norms[o]
	mean, variance = t.up.moments(l, o, s)
	y.Norm.set(n, mean, variance)
	if y.mapped != nil {
		t.fireMapped(l, o, s)
		return mean, variance
	}
	xhat := t.xhat(l, o)
	if out := t.up.given(l); out != nil {
		out.fire(&xhat, s, n)
	} else {
		kernel.Normalize(xhat.padded(0), nil, s.padded(0), n, s.batch)
	}
	return mean, variance
}

// takeLoss takes the loss of the scores and starts the way down with dL/dy, of the mean over the batch.
func (t *Trainer) takeLoss() {
	t.loss, t.correct = 0, 0
	t.startDown(func(label byte, winner int) float64 {
		if winner == int(label) {
			t.correct++
		}
		t.loss += t.net.Loss.of(t.up.scores, t.up.prob, label)
		t.net.Loss.gradient(t.up.scores, t.up.prob, label)
		return float64(t.up.batch)
	})
	t.loss /= float64(t.up.batch)
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
