package bnn

import (
	"testing"

	"arraylab/sim/crew"
)

// TestStepsAllocateNothing: a step takes no memory once the first one has taken its own; neither does
// a forward batch of a test.
func TestStepsAllocateNothing(t *testing.T) {
	images, labels := toySet(200, 3)
	w := Workers(1)
	for name, c := range cases() {
		tr := NewTrainer(crew.Alone{}, c.Net, c.Rule, Of(images, labels))
		for range 2 * tr.Steps() {
			stepOnce(tr, w)
		}
		// The list of grey pixels may still grow a little, as batches differ.
		if n := testing.AllocsPerRun(20, func() { stepOnce(tr, w) }); n > 1 {
			t.Errorf("%s: a step allocates %v times", name, n)
		}
	}
	for name, c := range mapCases() {
		images, labels := toyImages(c.images, 1, c.Input.Values(), c.Classes)
		tr := NewTrainer(crew.Alone{}, c.Network, c.Rule, Images{N: len(labels), Pixels: images, Labels: labels})
		for range 3 * tr.Steps() {
			stepOnce(tr, w)
		}
		if n := testing.AllocsPerRun(20, func() { stepOnce(tr, w) }); n > 1 {
			t.Errorf("%s: a step allocates %v times", name, n)
		}
	}
	for name, rule := range courses(images, labels) {
		tr := NewTrainer(crew.Alone{}, courseShape, rule, Images{})
		for tr.Step() < tr.Length()-3 {
			stepOnce(tr, w)
		}
		if n := testing.AllocsPerRun(1, func() { stepOnce(tr, w) }); n > 1 {
			t.Errorf("%s: a step allocates %v times", name, n)
		}
	}
	shape := perceptron(Layer{}, 150, 20)
	tr := NewTrainer(crew.Alone{}, shape, Rule{Batch: 50, LR: 0.005, Decay: 1, Every: 1}, Of(images, labels))
	stepOnce(tr, w)
	m := tr.Snapshot()
	many, of := make([]byte, 0, 30*TestBatch*Pixels), make([]byte, 0, 30*TestBatch)
	for len(of) < 30*TestBatch {
		many, of = append(many, images...), append(of, labels...)
	}
	for _, batchStatistics := range []bool{false, true} {
		p := NewPass(crew.Alone{}, shape, Fixed(m.Signs), m.Norms, batchStatistics, Of(many, of))
		one := func() {
			for next := p.Done() + TestBatch; p.Done() < next; {
				p.Advance(w)
			}
		}
		one()
		if n := testing.AllocsPerRun(20, one); n > 1 {
			t.Errorf("a forward batch allocates %v times (batch statistics: %v)", n, batchStatistics)
		}
	}
}
