package bnn

import (
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
			if tr.setRates(epoch); tr.lr != lr || tr.gain != rule.Gain*factor {
				t.Errorf("kept %v, epoch %d: rate %g and gain %g, want %g and %g", keep, epoch, tr.lr, tr.gain, lr,
					rule.Gain*factor)
			}
		}
	}
}
