package bnn

import "arraylab/sim/num"

// softmax turns the ten outputs y into probabilities p, in float64 and in the order of the
// classes, and returns the class with the largest output, the first one of equals.
func softmax(y *[Classes]float32, p *[Classes]float64) (winner int) {
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
func crossEntropy(p *[Classes]float64, label byte) float64 {
	return -num.Log(max(p[label], 1e-300))
}

// loss of the outputs y, of which p is the softmax: cross-entropy in nat, or the modified hinge loss.
func (s Shape) loss(y *[Classes]float32, p *[Classes]float64, label byte) (sum float64) {
	if s.Margin == 0 {
		return crossEntropy(p, label)
	}
	for c, v := range y {
		sum += max(0, s.Margin-float64(target(c, label)*float64(v)))
	}
	return sum / (Classes * s.Margin)
}

// lossGradient turns the softmax p into the gradient of the loss by the outputs y.
func (s Shape) lossGradient(y *[Classes]float32, p *[Classes]float64, label byte) {
	if s.Margin == 0 {
		p[label]--
		return
	}
	for c, v := range y {
		t := target(c, label)
		p[c] = 0
		if float64(t*float64(v)) < s.Margin {
			p[c] = -t / (Classes * s.Margin)
		}
	}
}

// target is what the output of class c should be: +1 for the true class, else -1.
func target(c int, label byte) float64 {
	if c == int(label) {
		return 1
	}
	return -1
}
