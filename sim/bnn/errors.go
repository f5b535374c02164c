package bnn

import (
	"math/bits"

	"arraylab/sim/crew"
	"arraylab/sim/kernel"
	"arraylab/sim/rng"
)

// draw numbers the errors of neuron o, or of its sum p, or of image o of a map, in the step under way: there are fewer
// than 2^16 neurons, sums of one and images, and 2^32 steps.
func (t *Trainer) draw(o, p int) uint64 { return uint64(p)<<48 | uint64(t.step)<<16 | uint64(o) }

// misreadings make the weights that the forward pass of a step takes where the rule wants errors: the latent ones
// with errors of its own. Each member draws those of its own neurons. What goes back to the neurons below needs all
// of the layers above the first.
func (t *Trainer) misreadings() (q []Stage) {
	if t.rule.Errors == nil || t.rule.Written {
		return nil
	}
	for l := range t.layers {
		q = append(q, t.misreadStage(l))
	}
	return append(append(q, once(func(*Worker) { t.shareErrors() })), t.byInputs()...)
}

// readings make, at the end of a step, what the next one takes of the weights: without errors the weights as they are.
func (t *Trainer) readings() []Stage {
	switch {
	case t.rule.Written:
		return t.writings(false)
	case t.rule.Errors != nil:
		return nil
	}
	return t.byInputs()
}

// writings bring the weights into a memory where writing errs: all of them at first, then those that have turned. Each
// member writes its own neurons'.
func (t *Trainer) writings(first bool) (q []Stage) {
	for l := range t.layers {
		y := &t.layers[l]
		q = append(q, t.weightStage(l, func(_, tile int, _ *Worker) {
			p := t.rule.Errors(l)
			for o := tile * kernel.Lanes; o < min((tile+1)*kernel.Lanes, y.Out); o++ {
				holds, last, now := y.read.Row(o), y.written.Row(o), y.byNeuron.Row(o)
				if first {
					y.Weights.misread(holds, now, y.FanIn(), p, y.wrongWeights, t.draw(o, 0))
				} else { // the numbers of the first writing are those of step 0
					y.Weights.write(holds, last, now, y.FanIn(), p, y.wrongWeights, t.draw(o, 0)+1<<16)
				}
				copy(last, now)
			}
		}))
	}
	return append(append(q, once(func(*Worker) { t.shareErrors() })), t.byInputs()...)
}

// Astray is the share of a layer's weights that stand in a memory otherwise than they were to; 0 where writing does not
// err.
func (t *Trainer) Astray(l int) float64 {
	y, n := &t.layers[l], 0
	if y.written.Words == nil || y.Weights.Eight() {
		return 0
	}
	for o := range y.Out {
		holds, meant := y.read.Row(o), y.byNeuron.Row(o)
		for k := range len(meant) / y.Weights.planes() {
			n += bits.OnesCount64(y.Weights.differ(holds, meant, k))
		}
	}
	return float64(n) / float64(y.Size())
}

// Meant are the weights of a layer as they were last to be written into a memory in the loop; they go on being trained.
func (t *Trainer) Meant(l int) Weights { return t.layers[l].Packed(t.layers[l].byNeuron) }

// standing are the weights as they are tested and told.
func (y *trained) standing() kernel.Signs {
	if y.written.Words != nil {
		return y.read
	}
	return y.byNeuron
}

// forReading is the memory of a layer's weights as the forward pass takes them.
func (t *Trainer) forReading(y *trained) kernel.Signs {
	if t.rule.Errors != nil {
		return y.NewWeights()
	}
	return y.byNeuron
}

func (t *Trainer) misreadStage(l int) Stage {
	y := &t.layers[l]
	return t.weightStage(l, func(_, tile int, _ *Worker) {
		p := t.rule.Errors(l)
		for o := tile * kernel.Lanes; o < min((tile+1)*kernel.Lanes, y.Out); o++ {
			row := y.read.Row(o)
			y.Weights.misread(row, y.byNeuron.Row(o), y.FanIn(), p, y.wrongWeights, t.draw(o, 0))
		}
	})
}

func (t *Trainer) shareErrors() {
	for l := range t.layers {
		y := &t.layers[l]
		if l == 0 && t.up.kinds[l].dense() && !t.rule.Written {
			continue // whose neurons are each member's own, up and down
		}
		crew.Pack(t.bundle, y.read.Words, y.read.Stride, kernel.Lanes)
	}
	t.bundle.Share()
}

// spoil makes some outputs of a neuron of a dense layer wrong in the batch, where the rule wants that.
func (t *Trainer) spoil(l, o int, s rows[int32]) {
	out, wrong := t.up.given(l), t.rule.ActErrors
	if out == nil || wrong == 0 || t.layers[l].mapped != nil || out.Eight() {
		return
	}
	for p := range s.n {
		row := out.byValue.Row(s.value(p))
		out.misread(row, row, s.batch, [2]float64{wrong, wrong}, t.layers[l].actErrors, t.draw(o, p))
	}
}

// spoilImage makes some outputs of a map wrong, in image b of those that are taken here.
func (t *Trainer) spoilImage(l, b int) {
	out, wrong, number := t.up.given(l), t.rule.ActErrors, b
	if t.up.shared(l) {
		number += t.up.lo
	}
	row := out.byImage.Row(b)
	out.misread(row, row, out.size, [2]float64{wrong, wrong}, t.layers[l].actErrors, t.draw(number, 0))
}

// misread is a Reader of weights with the errors of the training, drawn anew at each read. A member of a crew reads
// those of its own neurons.
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
func (r *misread) Read(l, batch int, all bool) {
	to, from := r.read[l], r.model.Signs[l]
	y, p := &r.model.Net.Layers[l], r.model.Errors(l)
	tile0, tile1 := crew.Part(r.crew, parts(y.Out, kernel.Lanes))
	for o := tile0 * kernel.Lanes; o < min(tile1*kernel.Lanes, y.Out); o++ {
		y.Weights.misread(to.Row(o), from.Row(o), y.FanIn(), p, r.errors[l],
			uint64(firstFrozen+batch)<<16|uint64(o))
	}
	if all {
		crew.Rows(r.crew, to.Words, to.Stride, kernel.Lanes)
	}
}

// Alike implements Reader.
func (r *misread) Alike() bool { return false }

// Signs implements Reader.
func (r *misread) Signs(l int) kernel.Signs { return r.read[l] }
