package chart

import (
	"arraylab/sim/quadratic"
)

// ToySettings are what the knobs of the figure of the quadratic task set.
type ToySettings struct {
	First, Second [2]float64 // First and Second are the optima W* of the tasks.
	Two           float64    // Two is 1 where the second task is learnt after the first.
	Ratio, Turn   float64    // Ratio is that of the curvatures, Turn the angle of their axes in degrees.
	Rate, Steps   float64    // Rate is that of learning, Steps are those of a task.
	Meta          float64    // Meta is the metaplasticity.
}

// ToyReach is how far an optimum lies from zero at most.
const ToyReach = 2

// ManyWeights are those of the problem of many dimensions, as in the paper's figure; their optima lie within
// ±manyReach, as in the published notebook.
const (
	ManyWeights = 500
	manyReach   = 4
)

// toyStart are the first hidden weights, those of the published notebook.
var toyStart = [...]float64{0.01, 0.02}

// Rule is the learning rule that is set.
func (t ToySettings) Rule() quadratic.Rule { return quadratic.Rule{Rate: t.Rate, Meta: t.Meta} }

// ManyOf is the problem of many weights with a ratio of curvatures: it does not hang on the optimum in the plane.
func ManyOf(ratio float64) *quadratic.Problem {
	return quadratic.Random(1, ManyWeights, ratio, manyReach)
}

// Toy is what the figure shows at some settings: two hidden weights that can be watched, and many that can be counted.
type Toy struct {
	ToySettings
	Path   quadratic.Path // Path is the way of the two hidden weights.
	Lines  []string       // Lines say in plain sentences what is to be seen.
	Charts []Drawing      // Charts are the plane, the steps, and the many weights.

	tasks []*quadratic.Problem
	mean  []float64 // of the binary weights in a long training on the first task
	drift []float64
	rises []float64 // of the first task's loss by a switch, at its end
	many  quadratic.Importance
	law   [2]xy // rise over size of the many, from the smallest to the largest
}

// ToyOf trains the two weights. The problem of many weights is that of the settings' ratio, and many is what their
// rule made of it in as many steps.
func ToyOf(set ToySettings, problem *quadratic.Problem, many quadratic.Importance) *Toy {
	t := &Toy{ToySettings: set, many: many}
	t.follow()
	most := 0.0
	for _, size := range many.Size {
		most = max(most, size)
	}
	t.law = [2]xy{{0, problem.Law(0, t.Rule(), int(t.Steps))}, {most, problem.Law(most, t.Rule(), int(t.Steps))}}
	t.Lines = t.tell()
	t.Charts = []Drawing{
		DrawingOf("toy-plane", toyPlane{t}.Spec()),
		DrawingOf("toy-steps", toySteps{t}.Spec()),
		DrawingOf("toy-many", toyMany{t}.Spec()),
	}
	return t
}

// follow trains the two weights.
func (t *Toy) follow() {
	t.tasks = []*quadratic.Problem{quadratic.Plane(t.Ratio, int(t.Turn), t.First)}
	if t.Two == 1 {
		t.tasks = append(t.tasks, quadratic.Plane(t.Ratio, int(t.Turn), t.Second))
	}
	t.Path = quadratic.NewLearner(t.Rule(), toyStart[:]).Follow(int(t.Steps), t.tasks...)
	t.mean = t.tasks[0].Limit()
	t.drift = t.tasks[0].Drift(t.mean)
	t.rises = t.tasks[0].Rises(quadratic.Binary(t.learnt()))
}

// plain is the way without metaplasticity.
func (t *Toy) plain() quadratic.Path {
	return quadratic.NewLearner(quadratic.Rule{Rate: t.Rate}, toyStart[:]).Follow(int(t.Steps), t.tasks...)
}

// learnt are the hidden weights at the end of the first task.
func (t *Toy) learnt() []float64 { return t.Path.Hidden[t.Path.Steps] }

// last are those at the end.
func (t *Toy) last() []float64 { return t.Path.Hidden[len(t.Path.Hidden)-1] }

// switches are the steps at which a weight switches.
func (t *Toy) switches(weight int) (steps []int) {
	for _, s := range t.Path.Switches {
		if s.Weight == weight {
			steps = append(steps, s.Step)
		}
	}
	return steps
}

// toyColour is that of one of the two weights.
func toyColour(weight int) string { return seriesColours[1+2*weight] }

// spot is a point with what is written at it.
type spot struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
	T string  `json:"t"`
}
