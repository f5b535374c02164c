package bnn

import (
	"bytes"
	"testing"

	"arraylab/sim/crew"
)

// TestThresholdZeroIsTheBinaryNetwork: with it no activation is 0, and the training has the bits of the binary one.
func TestThresholdZeroIsTheBinaryNetwork(t *testing.T) {
	images, labels := toySet(100, 2)
	rule := Rule{Batch: 30, LR: 0.005, Decay: 0.5, Every: 1, Seed: 2}
	var states [2][]byte
	for i, outputs := range []Levels{{}, trits(0)} {
		tr := NewTrainer(crew.Alone{}, perceptron(Layer{Outputs: outputs}, 70, 33), rule, Of(images, labels))
		for w := Workers(1); tr.Step() < 6; {
			stepOnce(tr, w)
		}
		states[i] = tr.AppendState(nil)
	}
	if !bytes.Equal(states[0], states[1]) {
		t.Error("the states differ")
	}
}

// TestTernaryWeightsBeginAsTheCodeHasThem: N(0, 0.03) leaves 9.6 % of the weights beyond 0.05, at any higher threshold
// as well.
func TestTernaryWeightsBeginAsTheCodeHasThem(t *testing.T) {
	images, labels := toySet(20, 2)
	for _, threshold := range []float32{0.05, 0.2} {
		s := perceptron(Layer{Weights: trits(threshold)}, 200)
		tr := NewTrainer(crew.Alone{}, s, Rule{Batch: 20, LR: 0.005, Decay: 1, Every: 1, Seed: 4}, Of(images, labels))
		stepOnce(tr, Workers(1))
		counts := [3]int{}
		for o := range 200 {
			w := tr.Weights(0)
			for i := range Pixels {
				counts[w.At(o, i)+1]++
			}
		}
		// 2 Phi(-5/3) = 0.09558; five standard errors of 156,800 weights are 0.0037.
		const n = 200 * Pixels
		if share := float64(n-counts[1]) / n; share < 0.0919 || share > 0.0993 {
			t.Errorf("threshold %v: a share of %.4f is not 0, want 0.0956", threshold, share)
		}
		if d := counts[2] - counts[0]; d*d > 25*(n-counts[1]) {
			t.Errorf("threshold %v: %d of +1, %d of -1", threshold, counts[2], counts[0])
		}
	}
}
