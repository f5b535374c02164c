package bnn

import "arraylab/sim/num"

// Loss is what the training makes small. The zero value is softmax and cross-entropy.
type Loss struct {
	// Margin is b of the modified hinge loss mean_c max(0, b - t_c y_c)/b, t_c = +1 for the true class, else -1
	// (Buschjaeger et al., DATE 2021). The scores then have one learnt scale in place of their batch normalization,
	// y = scale*S. 0: softmax and cross-entropy, with batch normalization.
	Margin float64
}

// norm is what makes the scores that the loss wants.
func (s Loss) norm() Normalization {
	if s.Margin > 0 {
		return LearntScale
	}
	return BatchNorm
}

// of returns the loss of the scores y of an image, of which p is the softmax: cross-entropy in nat, or the modified
// hinge loss.
func (s Loss) of(y []float32, p []float64, label byte) (sum float64) {
	if s.Margin == 0 {
		return crossEntropy(p, label)
	}
	for c, v := range y {
		sum += max(0, s.Margin-float64(target(c, label)*float64(v)))
	}
	return sum / (float64(len(y)) * s.Margin)
}

// gradient turns the softmax p into the gradient of the loss by the scores y.
func (s Loss) gradient(y []float32, p []float64, label byte) {
	if s.Margin == 0 {
		p[label]--
		return
	}
	for c, v := range y {
		t := target(c, label)
		p[c] = 0
		if float64(t*float64(v)) < s.Margin {
			p[c] = -t / (float64(len(y)) * s.Margin)
		}
	}
}

// softmax turns the scores y of the classes into probabilities p, in float64 and in the order of the
// classes, and returns the class with the largest score, the first one of equals.
func softmax(y []float32, p []float64) (winner int) {
	for c, v := range y {
		if v > y[winner] {
			winner = c
		}
	}
	sum := 0.0
	for c, v := range y {
		p[c] = num.Exp(float64(v) - float64(y[winner]))
		sum += p[c]
	}
	for c := range p {
		p[c] /= sum
	}
	return winner
}

// crossEntropy is -ln p of the true class, in nat.
func crossEntropy(p []float64, label byte) float64 {
	return -num.Log(max(p[label], 1e-300))
}

// target is what the score of class c should be: +1 for the true class, else -1.
func target(c int, label byte) float64 {
	if c == int(label) {
		return 1
	}
	return -1
}
