package bnn

import (
	"encoding/binary"
	"fmt"
	"math"

	"arraylab/sim/kernel"
)

// What a file holds is checked before anything is made of it: its length against the network, then each number against
// what training can have come to. The bounds are loose, so that no training is refused, and tight enough that all sums
// stay finite.

// mostMove bounds what Adam moves a parameter by in a step, in learning rates. By Cauchy and Schwarz the first moment
// is at most 7.3 times the root of the second one, sqrt((1-b1)^2/((1-b2)(1-b1^2/b2))); the corrections of their
// beginnings make the step smaller.
const mostMove = 8

// mostMoments is that factor with room for rounding, and faintMoment a first moment whose square is too small for a
// second one: it moves nothing, for AdamEpsilon is far larger.
const (
	mostMoments = 10
	faintMoment = 1e-15
)

// MostBrought is the largest magnitude of a learnt real number that a file of another program brings: all that is made
// of it is finite.
const MostBrought = 1e6

// MostLearnt is the largest magnitude of a learnt real number after so many steps of a learning rate: none begins
// above 1, and decay never raises the rate.
func MostLearnt(rate float64, steps int) float64 {
	return 2 + float64(mostMove*rate*float64(steps))
}

// within tells whether a number is finite and at most most in magnitude.
func within[T float32 | float64](x T, most float64) bool { return math.Abs(float64(x)) <= most }

// adamMoments tells whether two moments can be those of any gradients.
func adamMoments(m, v float32) bool {
	return v >= 0 && v <= math.MaxFloat32 &&
		within(m, float64(mostMoments*math.Sqrt(float64(v)))+faintMoment)
}

// checkWeights tells what is wrong with packed weights as Weights.Bytes has them; nil for nothing. There must be
// WeightBytes of them.
func (y *Layer) checkWeights(b []byte) error {
	if y.Weights.Eight() {
		return y.checkEights(b)
	}
	planes, words := y.Weights.planes(), kernel.Words(y.FanIn())
	word := func(o, plane, j int) uint64 {
		return binary.LittleEndian.Uint64(b[8*((o*planes+plane)*words+j):])
	}
	for o := range y.Out {
		for j := range words {
			low := word(o, 0, j)
			high := word(o, planes-1, j)
			if high&^low != 0 {
				return fmt.Errorf("weights of neuron %d that are above 0 and below it at once", o)
			}
			if behind := y.FanIn() - 64*j; behind < 64 && low>>behind != 0 {
				return fmt.Errorf("weights of neuron %d behind its %d inputs", o, y.FanIn())
			}
		}
	}
	return nil
}

// checkEights is checkWeights of those of 8 bits.
func (y *Layer) checkEights(b []byte) error {
	row := 8 * y.Weights.rowWords(y.FanIn())
	for o := range y.Out {
		for i, x := range b[o*row:][:row] {
			if int8(x) < -mostEight {
				return fmt.Errorf("weights of neuron %d below -%d", o, mostEight)
			}
			if i >= y.FanIn() && x != 0 {
				return fmt.Errorf("weights of neuron %d behind its %d inputs", o, y.FanIn())
			}
		}
	}
	return nil
}

// checkNorm tells what is wrong with a normalization whose learnt numbers are at most most in magnitude; nil for
// nothing.
func (y *Layer) checkNorm(n *kernel.Norm, most float64) error {
	for _, x := range []struct {
		name string
		is   float32
		most float64
	}{{"bias", n.Bias, most}, {"gamma", n.Gamma, most}, {"beta", n.Beta, most},
		{"mean", n.Mean, most + float64(y.mostMean())}} {
		if !within(x.is, x.most) {
			return fmt.Errorf("the %s %g: its magnitude is at most %.4g", x.name, x.is, x.most)
		}
	}
	// A deviation is at least that of batch normalization's epsilon, which float32 may round.
	if mostInv := 1.001 / math.Sqrt(kernel.Epsilon); !(n.Inv > 0 && float64(n.Inv) <= mostInv) {
		return fmt.Errorf("1/sd %g: it is above 0 and at most %.4g", n.Inv, mostInv)
	}
	return nil
}

// mostMean is the largest magnitude of a sum whose inputs count as one at most, with room for rounding.
func (y *Layer) mostMean() float64 { return float64(1.001 * float64(y.FanIn())) }

// checkRunning tells what is wrong with running statistics of sums, mean and variance; nil for nothing. An unbiased
// variance is at most twice that of all sums at both ends.
func (y *Layer) checkRunning(mean, variance float64) error {
	most := float64(y.MaxSum())
	if square := 1 + float64(2*most*most); !within(mean, most) || !(variance >= 0 && variance <= square) {
		return fmt.Errorf("the running mean %g and variance %g: allowed are at most %g and 0 to %.4g", mean, variance,
			most, square)
	}
	return nil
}
