package bnn

import (
	"arraylab/devices"
	"arraylab/sim/crew"
	"arraylab/sim/kernel"
	"arraylab/sim/rng"
)

// Rule is how a network is trained.
type Rule struct {
	Batch int     // images a step
	Join  bool    // a last image that is left over joins the batch before it: see Batches
	LR    float64 // Adam's step for latent weights, biases and batch normalization
	Gain  float64 // pulses for a normalized gradient of one; devices only
	Decay float64 // factor on LR and Gain every Every epochs
	Every int
	// Cosine: instead, LR and Gain fall from step to step as half a cosine, to nothing at the end of the lesson
	// (Loshchilov & Hutter 2017, arXiv:1608.03983, without restarts).
	Cosine bool
	Keep   bool // LR stays what it is: only Gain falls
	Seed   uint32

	// Devices, where the weights live in pairs, makes the pairs [k0, k1) of a layer; nil for latent
	// weights.
	Devices   func(layer, k0, k1 int) devices.Pulsed
	Reprogram bool // SET a pair whose sign flips

	// Errors are the probabilities that a forward pass of the training takes a latent weight of -1, and one of
	// +1, of a layer for its opposite, drawn anew at each step; nil for none. The gradients of the wrong
	// weights move the latent ones.
	Errors func(layer int) [2]float64
	// Written: they are errors of writing instead, into a memory whose weights are those that are trained, tested and
	// told. All are written at first, and one again when its latent weight turns; with the probability of what it turns
	// to it stays what it was, until that turns once more.
	Written bool
	// ActErrors is the probability that a hidden activation is wrong in a forward pass of the training.
	ActErrors float64

	Gradients Gradients // of the sums, as both products on the way down take them

	// Free: latent weights are not clipped, and move by the metaplastic Adam (arXiv:2003.03533).
	Free bool
	Meta float64 // m of metaplasticity
	L2   float64 // decay that is added to the gradient
	EWC  float64 // strength of elastic weight consolidation; 0 for none
	// Binarized: consolidation holds the weights as they are read, not the hidden ones (arXiv:2003.03533, published
	// code).
	Binarized bool

	Epochs int // of a training without a course; 0 for one that never ends
	// Course are the lessons, where there is more than one task or lesson. Mixed: they take turns, a step each.
	Course []Lesson
	Mixed  bool
}

// affine is a learnt parameter of a neuron with its moments.
type affine struct{ m, v float32 }

// trained is one layer in training.
type trained struct {
	Layer
	hidden   hidden
	affines  // of the task under way
	byTask   []affines
	byNeuron kernel.Signs // [O][FanIn] the weights
	read     kernel.Signs // [O][FanIn] as the forward pass takes them: byNeuron, but for errors
	written  kernel.Signs // [O][FanIn] what was last to be written, where that errs: read is what came of it
	byInput  kernel.Signs // [FanIn][O] those that are read, for the gradient towards the values below
	xhat     []float32    // [O][stride]
	mapped   *mapped      // in place of that, where the layer is over a map

	peaks []float32 // largest magnitude of dS, by tile, where it is to be rounded
	scale float32   // of dS, once it is rounded

	wrongWeights rng.Stream // errors of read
	actErrors    rng.Stream // of the outputs

	tile0  int // the tiles of sixteen neurons that are this member's: tile0 to tile1-1
	tile1  int
	events []devices.Events // of the last step, by tile
	total  devices.Events
	last   devices.Events   // of the last step
	shared []devices.Events // the same, by member
}

// Trainer trains a network by mini-batches. Make it with NewTrainer, then call Advance. In a
// crew every member has one; each computes its own tiles of neurons and completes the others'
// bits, gradients and parameters, so that all of a trainer but the hidden weights is the same
// with every member.
type Trainer struct {
	crew   crew.Crew
	bundle *crew.Bundle
	net    Network
	rule   Rule
	layers []trained
	up     *forward
	sums   []int32   // of up, and, in the same memory, dy and dS [O][stride] of the layer under way
	lent   []int32   // the same, lent
	turns  int       // in how many memories dy and dS are, layer by layer in turn
	turned []float32 // the second of two
	// by member, [tile][FanIn][16] what its images give to the weights of a layer over a map
	partial [][kernel.Lanes]int64
	// by layer, gradients of the averages that it passes on, where it does
	averages []kernel.Matrix
	feed     feed
	course   []Lesson
	lesson   int    // of the last step
	decks    []deck // one, or one a lesson where they take turns

	started   bool // the first weights are made
	step      int  // steps done
	powers    kernel.Powers
	anchoring *anchoring // under way before a lesson
	anchored  bool       // the next step begins a lesson, and the anchors are set
	lr        float64    // at this epoch
	gain      float64
	work      Work

	loss    float64 // of the last step, mean over its images
	correct int     // of the last step
}

// NewTrainer prepares the training of a network on images. The weights are not there until the
// first Advance calls have made them.
func NewTrainer(c crew.Crew, net Network, r Rule, images Images) *Trainer {
	t := &Trainer{crew: c, bundle: crew.NewBundle(c), net: net, rule: r,
		feed: newFeed(c, images, net.Input.Values()), course: r.course(images), decks: make([]deck, 1)}
	most := 0
	for i := range t.course {
		most = max(most, t.batches(i).Largest())
	}
	if r.Mixed {
		t.decks = make([]deck, len(t.course))
	}
	t.up = newForward(c, net, most)
	t.sums = make([]int32, max(t.up.need(), net.mostSums(net.TestBatch(), c.Size())))
	t.up.sums, t.up.sink = &t.sums, t.learn
	if r.ActErrors > 0 {
		t.up.spoil = t.spoilImage
	}
	t.up.weights = func(l int) kernel.Signs { return t.layers[l].read }
	rows := 0
	t.turns = net.Turns(r.Gradients, r.EWC > 0)
	for l := range net.Layers {
		t.layers = append(t.layers, t.newTrained(l))
		if l%t.turns > 0 {
			rows = max(rows, net.Layers[l].Sums()*t.up.strides[l])
		}
	}
	t.turned = make([]float32, rows)
	for l := range t.layers {
		n := 0
		if t.layers[l].OutputMean.there() {
			n = t.layers[l].Gives().Values() * t.up.strides[l]
		}
		t.averages = append(t.averages, kernel.Matrix{Data: make([]float32, n), Stride: t.up.strides[l]})
	}
	t.work.Stages = t.startStages()
	return t
}

// newTrained makes layer l without its first weights.
func (t *Trainer) newTrained(l int) trained {
	r, layer := t.rule, t.net.Layers[l]
	stream := func(name string) rng.Stream { return rng.New(r.Seed, rng.Layer(name, l)) }
	out := parts(layer.Out, kernel.Lanes)
	y := trained{
		Layer: layer, byNeuron: layer.NewWeights(), events: make([]devices.Events, out), peaks: make([]float32, out),
		shared:       make([]devices.Events, t.crew.Size()),
		wrongWeights: stream(rng.TrainErrors), actErrors: stream(rng.Activations),
	}
	if t.up.kinds[l].keep(t.up.strides[l]); t.up.kinds[l].dense() {
		y.xhat = make([]float32, layer.Sums()*t.up.strides[l])
	} else {
		y.mapped = newMapped(&layer, &t.net.Layers[l+1], t.up.strides[l], t.crew.Size())
	}
	y.read = t.forReading(&y)
	if r.Written {
		y.written = layer.NewWeights()
	}
	y.tile0, y.tile1 = crew.Part(t.crew, out)
	if l > 0 {
		y.byInput = y.Weights.NewRows(y.FanIn(), y.Out)
	}
	for range tasks(t.course) {
		a := y.newAffines()
		if y.Bias {
			startBias(a.norms, y.FanIn(), stream(rng.Bias))
		}
		y.byTask = append(y.byTask, a)
	}
	y.affines = y.byTask[0]
	y.hidden = r.hidden(&layer, l, y.tile0, y.tile1)
	return y
}

// hidden makes what holds the hidden weights of some tiles of layer l.
func (r Rule) hidden(y *Layer, l, tile0, tile1 int) hidden {
	held := tiles{in: y.FanIn(), out: y.Out, tile0: tile0, tile1: tile1}
	if r.Devices != nil && !y.Weights.Eight() {
		return newPaired(held, r.Devices(l, held.pair(tile0), held.pair(tile1)), r.Reprogram)
	}
	return newLatent(held, y.Weights, rng.New(r.Seed, rng.Layer(rng.Weights, l)), r.EWC > 0, r.Binarized)
}

// startBias draws biases uniformly within 1/sqrt(inputs), the frameworks' default.
func startBias(norms []kernel.Norm, in int, s rng.Stream) {
	bound := 1 / sqrt(float64(in))
	for o := range norms {
		u := rng.Uniform(s.Block(uint64(o), 0)[0])
		norms[o].Bias = float32((float64(2*u) - 1) * bound)
	}
}

// startStages make the first weights; then the stages of a step take their place.
func (t *Trainer) startStages() []Stage {
	var q []Stage
	for l := range t.layers {
		y := &t.layers[l]
		start := t.weightStage(l, func(_, tile int, k *Worker) { y.hidden.start(tile, k, y.byNeuron) })
		start.Then = func() { crew.Rows(t.crew, y.byNeuron.Words, y.byNeuron.Stride, kernel.Lanes) }
		q = append(q, start)
	}
	if t.rule.Written {
		return append(q, t.writings(true)...)
	}
	return append(q, t.byInputs()...)
}

// begin leaves the making of the first weights behind.
func (t *Trainer) begin() {
	t.started = true
	t.work = Work{Stages: t.stepStages()}
}

// byInputs are the stages that pack the weights by input, as the forward pass takes them, of all layers that have one
// below: for the gradient towards the values of the neurons there that are this member's.
func (t *Trainer) byInputs() (q []Stage) {
	for l := 1; l < len(t.layers); l++ {
		y := &t.layers[l]
		lo, hi := t.up.kinds[l].turned(t.up.ownValues(l - 1))
		q = append(q, Stage{
			Blocks: func() int { return parts(hi, 64) - lo/64 },
			Run: func(block int, _ *Worker) {
				y.Weights.transpose(y.byInput, y.read, y.Out, y.FanIn(), (lo/64+block)*64)
			},
		})
	}
	return q
}

// Steps returns the number of steps that an epoch of the lesson under way has; the last one may be shorter.
func (t *Trainer) Steps() int { return t.stepsOf(t.lesson) }

// Step returns the number of steps done.
func (t *Trainer) Step() int { return t.step }

// Started tells whether the first weights are made.
func (t *Trainer) Started() bool { return t.started }

// Between tells whether no step is under way: the weights and the state are whole.
func (t *Trainer) Between() bool { return t.work.Between() && t.anchoring == nil && !t.anchored }

// Last returns mean loss (cross-entropy in nat, or hinge loss), correct answers and images of the last step.
func (t *Trainer) Last() (loss float64, correct, images int) { return t.loss, t.correct, t.up.batch }

// Events returns what happened to the weights of a layer so far, and in the last step.
func (t *Trainer) Events(l int) (total, last devices.Events) {
	return t.layers[l].total, t.layers[l].last
}

// Weights implements Holder: they go on being trained.
func (t *Trainer) Weights(l int) Weights { return t.layers[l].Packed(t.layers[l].standing()) }

// Pairs returns the devices of a layer that this member holds, nil where the weights are latent.
func (t *Trainer) Pairs(l int) devices.Pulsed {
	if h, ok := t.layers[l].hidden.(*paired); ok {
		return h.pairs
	}
	return nil
}

// Hidden calls do with the hidden weights of each neuron of a layer that this member holds, one an input; it does
// nothing where the weights live in devices. The slice is good until do returns.
func (t *Trainer) Hidden(l int, do func(neuron int, column []float32)) {
	h, ok := t.layers[l].hidden.(*latent)
	if !ok {
		return
	}
	column := make([]float32, h.in)
	lo, hi := t.up.own(l)
	for o := lo; o < hi; o++ {
		at, _ := h.part(o / kernel.Lanes)
		for i := range column {
			column[i] = h.w[at+i*kernel.Lanes+o%kernel.Lanes]
		}
		do(o, column)
	}
}

// running are copies of a layer's batch normalizations of a task, with the running statistics.
func (t *Trainer) running(task, l int) []kernel.Norm {
	a := &t.layers[l].byTask[task]
	n := append([]kernel.Norm{}, a.norms...)
	for o := range n {
		t.layers[l].Norm.set(&n[o], a.running[o][0], a.running[o][1])
	}
	return n
}

// Sums is memory that the trainer needs only within a step: between two steps others may borrow it. It is as much as a
// test takes.
func (t *Trainer) Sums() *[]int32 {
	t.lent = t.sums
	return &t.lent
}

// Finish gives back what only steps need: no other may follow. Hidden weights, normalizations and events stay.
func (t *Trainer) Finish() {
	t.turned, t.partial, t.averages, t.work = nil, nil, nil, Work{}
	t.up.x, t.up.raw, t.up.edge, t.up.tiles = nil, nil, values{}, nil
	t.up.kinds = nil
	for l := range t.layers {
		y := &t.layers[l]
		y.xhat, y.mapped, y.byInput = nil, nil, kernel.Signs{}
		if !t.rule.Written {
			y.read = kernel.Signs{}
		}
	}
}

// Advance does a short piece of a step (or of the making of the first weights, which counts as step 0) and reports
// whether there is more of it to do.
func (t *Trainer) Advance(workers []*Worker) (more bool) {
	if t.started && t.anchoring == nil && t.work.Between() && t.toAnchor() {
		t.beginAnchoring()
	}
	if t.anchoring != nil {
		t.advanceAnchors(workers)
		return true
	}
	if t.work.Advance(workers) {
		return true
	}
	if !t.started {
		t.begin()
		return false
	}
	t.step++
	return false
}
