package bnn

import (
	"arraylab/sim/crew"
	"arraylab/sim/kernel"
	"arraylab/sim/rng"
)

// draw numbers the errors of neuron o in the step under way: there are fewer than 2^16 neurons.
func (t *Trainer) draw(o int) uint64 { return uint64(t.step)<<16 | uint64(o) }

// errorStages make the weights that the forward pass of a step takes: the latent ones with errors of its own. Each
// member draws those of its own neurons. What goes back to the neurons below needs all of the layers above the first.
func (t *Trainer) errorStages() []Stage {
	var q []Stage
	for l := range t.layers {
		q = append(q, t.errorStage(l))
	}
	q = append(q, once(func(*Worker) { t.shareErrors() }))
	for l := 1; l < len(t.layers); l++ {
		q = append(q, t.byInput(l))
	}
	return q
}

func (t *Trainer) errorStage(l int) Stage {
	y := &t.layers[l]
	in, out := t.net.Layers[l].FanIn(), t.net.Layers[l].Out
	return Stage{
		Blocks: func() int { return y.tile1 - y.tile0 },
		Run: func(block int, _ *Worker) {
			o, p := (y.tile0+block)*kernel.Lanes, t.rule.Errors(l)
			for end := min(o+kernel.Lanes, out); o < end; o++ {
				row := y.read.Words[o*y.read.Stride:][:y.read.Stride]
				t.net.Layers[l].Weights.misread(row, y.byNeuron.Words[o*y.byNeuron.Stride:][:len(row)], in, p, y.wrongWeights, t.draw(o))
			}
		},
	}
}

func (t *Trainer) shareErrors() {
	for l := 1; l < len(t.layers); l++ {
		y := &t.layers[l]
		crew.Pack(t.bundle, y.read.Words, y.read.Stride, kernel.Lanes)
	}
	t.bundle.Share()
}

// misread is a Reader of weights with the errors of the training, drawn anew at each read. A member of a crew reads those of
// its own neurons.
type misread struct {
	crew   crew.Crew
	model  *Model
	read   []kernel.Signs
	errors []rng.Stream
}

// firstFrozen is the number of the first read: training counts its steps from 0.
const firstFrozen = 1 << 40

func newMisread(c crew.Crew, m *Model) *misread {
	r := &misread{crew: c, model: m}
	for l := range m.Signs {
		r.read = append(r.read, m.Net.Layers[l].NewWeights())
		r.errors = append(r.errors, rng.New(m.Seed, rng.Layer(rng.TrainErrors, l)))
	}
	return r
}

// Read implements Reader.
func (r *misread) Read(l, batch int, _ bool) {
	to, from := r.read[l], r.model.Signs[l]
	y, p := &r.model.Net.Layers[l], r.model.Errors(l)
	tile0, tile1 := crew.Part(r.crew, parts(y.Out, kernel.Lanes))
	for o := tile0 * kernel.Lanes; o < min(tile1*kernel.Lanes, y.Out); o++ {
		y.Weights.misread(to.Words[o*to.Stride:][:to.Stride], from.Words[o*from.Stride:][:to.Stride], y.FanIn(), p, r.errors[l],
			uint64(firstFrozen+batch)<<16|uint64(o))
	}
}

// Signs implements Reader.
func (r *misread) Signs(l int) kernel.Signs { return r.read[l] }
