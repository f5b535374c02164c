package quadratic

import (
	"math"
	"testing"
)

// run are the hidden weights after each of so many steps.
func run(p *Problem, rule Rule, from []float64, steps int) Path {
	return NewLearner(rule, from).Follow(steps, p)
}

// A hidden weight whose optimum lies beyond ±1 drifts by rate*h*(|W*|-1) in every step and never switches.
func TestDrift(t *testing.T) {
	const rate, steps = 0.05, 300
	h, optimum := []float64{2, 0.75, 1.25}, []float64{1.5, -1.25, 3}
	path := run(diagonal(h, optimum), Rule{Rate: rate}, []float64{0.01, -0.02, 0}, steps)
	for i := range h {
		for k := 1; k <= steps; k++ {
			by := path.Hidden[k][i] - path.Hidden[k-1][i]
			near(t, "step", by, math.Copysign(rate*h[i]*(math.Abs(optimum[i])-1), optimum[i]), 1e-13)
		}
	}
	if len(path.Switches) != 0 {
		t.Errorf("settled weights switched: %v", path.Switches)
	}
}

// One whose optimum lies within swings about zero, at most a step away, and is +1 in (1+W*)/2 of the steps.
func TestOscillation(t *testing.T) {
	const rate, steps = 0.05, 4000
	h, optimum := []float64{2, 0.75, 1.25, 0.5}, []float64{0.5, -0.3, 0, 0.99}
	path := run(diagonal(h, optimum), Rule{Rate: rate}, []float64{0.01, -0.02, 0, 0}, steps)
	for i := range h {
		bound, up := rate*h[i]*(1+math.Abs(optimum[i])), 0
		for _, hidden := range path.Hidden[1:] {
			if math.Abs(hidden[i]) > bound+1e-12 {
				t.Fatalf("weight %d is at %g, bound %g", i, hidden[i], bound)
			}
			if sign(hidden[i]) > 0 {
				up++
			}
		}
		// The sum of all steps is bounded, so the share differs by at most that many steps' worth.
		near(t, "share at +1", float64(up)/steps, (1+optimum[i])/2, 3/float64(steps))
	}
	for _, s := range path.Switches {
		if before, after := path.Hidden[s.Step-1][s.Weight],
			path.Hidden[s.Step][s.Weight]; sign(before) == sign(after) {
			t.Fatalf("a switch at %+v from %g to %g", s, before, after)
		}
	}
	if n := len(path.Switches); n < steps {
		t.Errorf("%d switches in %d steps of four weights", n, steps)
	}
}

// With any curvature the means are those of the least loss over the cube, and the drift is the force that is left
// there.
func TestLimitIsReached(t *testing.T) {
	p := Random(5, 24, 8, 2)
	const rate, steps = 0.01, 40000
	path := run(p, Rule{Rate: rate}, make([]float64, 24), steps)
	mean, drift := p.Limit(), p.Drift(p.Limit())
	for i := range mean {
		sum := 0.0
		for _, hidden := range path.Hidden[:steps] {
			sum += sign(hidden[i])
		}
		near(t, "mean weight", sum/steps, mean[i], 0.003)
		near(t, "drift", path.Hidden[steps][i]/(rate*steps), drift[i], 0.003)
	}
}

// The carried gradient and the losses are those of the problem, also after a second one was taken up.
func TestFollow(t *testing.T) {
	a, b := Plane(3.3, 7, [2]float64{1.5, 0.5}), Plane(3.3, 7, [2]float64{-1.2, -1.2})
	l := NewLearner(Rule{Rate: 0.05}, []float64{0.01, 0.02})
	path := l.Follow(60, a, b)
	if len(path.Hidden) != 121 || len(path.Losses[0]) != 121 || len(path.Losses[1]) != 121 {
		t.Fatalf("%d points, losses %d and %d", len(path.Hidden), len(path.Losses[0]), len(path.Losses[1]))
	}
	for i, g := range b.Gradient(Binary(l.Hidden)) {
		near(t, "carried gradient", l.gradient[i], g, 1e-12)
	}
	for k, hidden := range path.Hidden {
		near(t, "loss of the first", path.Losses[0][k], a.Loss(Binary(hidden)), 0)
		near(t, "loss of the second", path.Losses[1][k], b.Loss(Binary(hidden)), 0)
	}
	if path.Losses[0][120] <= path.Losses[0][60] || path.Losses[1][120] >= path.Losses[1][60] {
		t.Errorf("no forgetting: losses %v and %v", path.Losses[0][60:], path.Losses[1][60:])
	}
}

// Metaplasticity slows the steps that shrink a hidden weight, by 1 - tanh², and no others.
func TestMetaplasticStep(t *testing.T) {
	r := Rule{Rate: 0.1, Meta: 1.35}
	slow := 1 / math.Pow(math.Cosh(1.35*0.8), 2)
	near(t, "shrinking from above", r.step(0.8, 2), -0.2*slow, 1e-15)
	near(t, "shrinking from below", r.step(-0.8, -2), 0.2*slow, 1e-15)
	near(t, "growing", r.step(0.8, -2), 0.2, 0)
	near(t, "growing below", r.step(-0.8, 2), -0.2, 0)
	near(t, "at zero", r.step(0, 2), -0.2, 0)
	near(t, "plain", Rule{Rate: 0.1}.step(0.8, 2), -0.2, 0)
}

// A weight is given up when the closed form says so, and metaplasticity puts that off exponentially.
func TestHolds(t *testing.T) {
	p := diagonal([]float64{1}, []float64{-1.5})
	for _, c := range []struct{ meta, size float64 }{{0, 1}, {0.001, 1}, {0.5, 1}, {1.35, 1}, {1.35, 2}, {3, 1}} {
		rule := Rule{Rate: 1e-4, Meta: c.meta}
		l := NewLearner(rule, []float64{c.size})
		l.Take(p)
		steps := 1
		for len(l.Step()) == 0 {
			steps++
		}
		want := rule.Holds(c.size, 2.5) // the gradient at +1 is 1 - W*
		near(t, "steps held", float64(steps)/want, 1, 0.002)
	}
	if plain, held := (Rule{Rate: 0.1}).Holds(2, 1), (Rule{Rate: 0.1, Meta: 2}).Holds(2, 1); plain != 20 ||
		held < 1000 {
		t.Errorf("held for %g steps without and %g with metaplasticity", plain, held)
	}
}

// The first hidden weights are not kept: they are the caller's.
func TestLearnerCopies(t *testing.T) {
	from := []float64{0.01, 0.02}
	run(Plane(2, 0, [2]float64{1.5, 0.5}), Rule{Rate: 0.1}, from, 10)
	if from[0] != 0.01 || from[1] != 0.02 {
		t.Errorf("the caller's weights became %v", from)
	}
}

// What goes in is checked: these are mistakes of the program.
func TestMistakesPanic(t *testing.T) {
	for name, f := range map[string]func(){
		"odd":    func() { Random(1, 3, 2, 4) },
		"ratio":  func() { Plane(0.5, 0, [2]float64{}) },
		"nan":    func() { Plane(math.NaN(), 0, [2]float64{}) },
		"length": func() { NewLearner(Rule{Rate: 1}, []float64{1}).Take(Plane(1, 0, [2]float64{})) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			f()
		}()
	}
}
