package quadratic

import (
	"math"

	"arraylab/sim/num"
)

// Rule is how hidden weights move.
type Rule struct {
	Rate float64 // learning rate
	// Meta is the metaplasticity m: a step that would shrink a hidden weight h is multiplied by 1 - tanh(m|h|)^2
	// (arXiv:2003.03533). 0 is plain gradient descent.
	Meta float64
}

// step is how far a gradient moves a hidden weight.
func (r Rule) step(hidden, gradient float64) float64 {
	step := float64(-r.Rate * gradient)
	if r.Meta > 0 && sign(hidden)*step < 0 {
		t := num.Tanh(r.Meta * math.Abs(hidden))
		step = float64(step * (1 - float64(t*t)))
	}
	return step
}

// Holds is after how many steps a weight switches whose hidden weight has the given size and is pulled back by a
// constant gradient, in the limit of small steps: dh/dt = -rate*|gradient|*(1 - tanh(m h)^2) has the solution h/2 +
// sinh(2 m h)/(4 m) = constant - rate*|gradient|*t. Without metaplasticity that is the size over the step.
func (r Rule) Holds(size, gradient float64) float64 {
	way := size
	if x := float64(2 * r.Meta * size); r.Meta > 0 {
		sinh := (num.Exp(x) - num.Exp(-x)) / 2
		if x < 0.01 { // where the difference cancels
			sinh = x + float64(x*x*x)/6
		}
		way = (size + sinh/(2*r.Meta)) / 2
	}
	return way / (r.Rate * math.Abs(gradient))
}

// Learner holds hidden weights that learn a problem, and another one after it.
type Learner struct {
	Rule
	Hidden   []float64
	binary   []float64
	gradient []float64 // at the binary weights
	problem  *Problem
	switched []int
}

// NewLearner begins with the given hidden weights.
func NewLearner(rule Rule, hidden []float64) *Learner {
	return &Learner{Rule: rule, Hidden: append([]float64(nil), hidden...), binary: Binary(hidden)}
}

// Take turns to a problem of as many weights.
func (l *Learner) Take(p *Problem) {
	if len(p.Optimum) != len(l.Hidden) {
		panic("quadratic: the problem has another number of weights than the learner")
	}
	l.problem, l.gradient = p, p.Gradient(l.binary)
}

// Step takes one step of gradient descent and returns the weights that switched, until the next step.
func (l *Learner) Step() (switched []int) {
	l.switched = l.switched[:0]
	for i, h := range l.Hidden {
		l.Hidden[i] = h + l.step(h, l.gradient[i])
		if sign(l.Hidden[i]) != l.binary[i] {
			l.switched = append(l.switched, i)
		}
	}
	for _, i := range l.switched { // few of many: the rest of the gradient stays
		by := -2 * l.binary[i]
		l.binary[i] = -l.binary[i]
		for j, h := range l.problem.H[i] {
			l.gradient[j] += float64(h * by)
		}
	}
	return l.switched
}

// Binary are the binary weights as they are now; they change with the next step.
func (l *Learner) Binary() []float64 { return l.binary }

// A Switch is a change of sign of a hidden weight.
type Switch struct {
	Step   int // of all steps, from 1
	Weight int
}

// Path is what hidden weights did while they learnt one problem after the other.
type Path struct {
	Steps    int         // of each problem
	Hidden   [][]float64 // after so many steps, from 0: [steps of all problems + 1][D]
	Losses   [][]float64 // of each problem at the binary weights of that time: [problem][step]
	Switches []Switch
}

// Follow trains on each problem for so many steps.
func (l *Learner) Follow(steps int, problems ...*Problem) Path {
	path := Path{Steps: steps, Losses: make([][]float64, len(problems))}
	note := func() {
		path.Hidden = append(path.Hidden, append([]float64(nil), l.Hidden...))
		for k, p := range problems {
			path.Losses[k] = append(path.Losses[k], p.Loss(l.binary))
		}
	}
	note()
	for k, p := range problems {
		l.Take(p)
		for i := range steps {
			for _, w := range l.Step() {
				path.Switches = append(path.Switches, Switch{k*steps + i + 1, w})
			}
			note()
		}
	}
	return path
}
