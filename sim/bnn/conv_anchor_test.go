package bnn

import (
	"math"
	"testing"

	"arraylab/sim/crew"
	"arraylab/sim/kernel"
)

// TestAnchorsOverMaps: the Fisher information of weights over maps is the mean of the squares of each image's gradient,
// over all places that a weight meets, with the statistics of the batch taken as given.
func TestAnchorsOverMaps(t *testing.T) {
	for name, c := range mapCases() {
		if c.Errors != nil || c.Batch == 1 || c.Loss.Margin > 0 {
			continue
		}
		for _, binarized := range []bool{false, true} {
			t.Run(name, func(t *testing.T) { c.anchors(t, binarized) })
		}
	}
}

func (c *mapCase) anchors(t *testing.T, binarized bool) {
	pixels, labels := toyImages(c.images, 1, c.Input.Values(), c.Classes)
	images := c.Input.Levels.toyStreams(Of(pixels, labels))
	rule := c.Rule
	rule.EWC, rule.Binarized = 1, binarized
	rule.Course = []Lesson{{Images: images, Epochs: 2, Fresh: true}, {Images: images, Epochs: 1, Task: 1, Fresh: true}}
	tr, w := NewTrainer(crew.Alone{}, c.Network, rule, Images{}), Workers(1)
	stepOnce(tr, w)
	varyNorms(tr)
	for tr.Step() < 2*tr.Steps() {
		stepOnce(tr, w)
	}
	ref := wholesOf(tr)
	batch := tr.batches(0).size()
	fisher := make([][]float64, len(c.Layers))
	for l := range fisher {
		fisher[l] = make([]float64, c.Layers[l].Size())
	}
	x := c.inputs(images, roundFrozen)
	all := c.images / batch * batch
	for from := 0; from < all; from += batch {
		ref.show(x[from : from+batch])
		ref.squares(fisher, labels[from:], float64(all))
	}
	stepOnce(tr, w) // the anchors come first
	for l := range fisher {
		if y := &c.Layers[l]; y.Kind == Dense && y.Inputs.HasZero() {
			continue // where 0 counts as one
		}
		requireAnchors(t, tr, ref, l, fisher[l], binarized)
	}
}

// requireAnchors compares what is kept of a layer with the information, and with that times the weights.
func requireAnchors(t *testing.T, tr *Trainer, ref *wholes, l int, fisher []float64, binarized bool) {
	t.Helper()
	y, kept := &tr.net.Layers[l], tr.layers[l].hidden.(*latent).anchors
	most := 0.0
	for _, f := range fisher {
		most = max(most, f)
	}
	if most == 0 {
		t.Errorf("layer %d has no information", l)
	}
	for i, want := range fisher {
		o, input := i/y.FanIn(), i%y.FanIn()
		at := (o/kernel.Lanes*y.FanIn()+input)*kernel.Lanes + o%kernel.Lanes
		w := float64(ref.w[l][i])
		if binarized {
			w = level(w, y.Weights) / perReal(y.Weights)
		}
		if f, fw := float64(kept.f[at]), float64(kept.fw[at]); math.Abs(f-want) > 1e-5*most ||
			math.Abs(fw-want*w) > 1e-5*most {
			t.Fatalf("layer %d, neuron %d, input %d: %g and %g times the weight %g, want %g", l, o, input, f, fw, w, want)
		}
	}
}

// squares adds the squares of the gradients of log p of the images that were shown, each by itself, in real numbers.
func (p *wholes) squares(fisher [][]float64, labels []byte, images float64) {
	for b := range p.in[0] {
		prob := make([]float64, p.net.Classes)
		softmax(p.scores(b), prob)
		prob[labels[b]]--
		dy := prob
		for l := len(p.net.Layers) - 1; l >= 0; l-- {
			if dy = p.squaresOf(fisher[l], l, b, dy, images); l > 0 {
				dy = spread(&p.net.Layers[l-1], [][]float64{dy})[0]
			}
		}
	}
}

// squaresOf goes back through a layer, from dy [P*O] of image b to what it is of the values below, [V].
func (p *wholes) squaresOf(fisher []float64, l, b int, dy []float64, images float64) (dx []float64) {
	y, in := &p.net.Layers[l], reals64(p.in[l][b])
	dx = make([]float64, len(in))
	for o := range y.Out {
		n, w, dW := &p.norms[l][o], reals64(p.row(l, o)), make([]float64, y.FanIn())
		for at, pool := range p.columns[l][o] {
			i := at*len(p.in[l]) + b
			if out := float32(p.xhat[l][o][i]*n.Gamma) + n.Beta; y.Hidden() && !(out <= 1 && out >= -1) {
				continue
			}
			d := dy[at*y.Out+o] * float64(n.Gamma) * float64(n.Inv) * float64(n.Scale)
			for _, window := range chosen(pool, p.chose[l][o][i]) {
				addBelow(dx, w, window, d*perReal(y.Inputs))
				addGradient(dW, in, window, d*perReal(y.Weights))
			}
		}
		for i, d := range dW {
			fisher[o*len(dW)+i] += d * d / images
		}
	}
	return dx
}

// reals64 are whole numbers as real ones.
func reals64(whole []int64) (all []float64) {
	for _, x := range whole {
		all = append(all, float64(x))
	}
	return all
}
