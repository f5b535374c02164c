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
