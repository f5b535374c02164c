package bnn

import (
	"math"
	"testing"

	"arraylab/sim/crew"
)

// TestKeptRate: where the rate is kept, decay is on the pulse gain alone.
func TestKeptRate(t *testing.T) {
	images, labels := toySet(60, 3)
	for _, keep := range []bool{false, true} {
		rule := Rule{Batch: 20, LR: 0.008, Gain: 4, Decay: 0.5, Every: 7, Keep: keep, Seed: 1, Devices: weakReset}
		tr := NewTrainer(crew.Alone{}, perceptron(Layer{}, 8), rule, Of(images, labels))
		for epoch, factor := range map[int]float64{0: 1, 6: 1, 7: 0.5, 20: 0.25} {
			lr := rule.LR * factor
			if keep {
				lr = rule.LR
			}
			if tr.setRates(position{epoch: epoch}); tr.lr != lr || tr.gain != rule.Gain*factor {
				t.Errorf("kept %v, epoch %d: rate %g and gain %g, want %g and %g", keep, epoch, tr.lr, tr.gain, lr,
					rule.Gain*factor)
			}
		}
	}
}

// TestCosine: the rates fall from the first step of a lesson to its last as half a cosine, in each lesson anew.
func TestCosine(t *testing.T) {
	images, labels := toySet(60, 3)
	lesson := Lesson{Images: Of(images, labels), Epochs: 4}
	for _, rule := range []Rule{
		{Epochs: 4}, {Epochs: 4, Keep: true}, {Course: []Lesson{lesson, lesson}},
		{Course: []Lesson{lesson, lesson}, Mixed: true},
	} {
		rule.Batch, rule.LR, rule.Gain, rule.Cosine, rule.Seed = 20, 0.008, 4, true, 1
		tr := NewTrainer(crew.Alone{}, perceptron(Layer{}, 8), rule, lesson.Images)
		for step := range tr.Length() {
			n := step % 12 // of so many in a lesson
			if rule.Mixed {
				n = step / 2
			}
			factor := (1 + math.Cos(math.Pi*float64(n)/12)) / 2
			lr := 0.008 * factor
			if rule.Keep {
				lr = 0.008
			}
			tr.setRates(tr.place(step))
			if math.Abs(tr.lr-lr) > 1e-15 || math.Abs(tr.gain-4*factor) > 1e-14 {
				t.Errorf("step %d: rate %g and gain %g, want %g and %g", step, tr.lr, tr.gain, lr, 4*factor)
			}
		}
	}
}
