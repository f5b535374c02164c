package ui

import (
	"math"

	"arraylab/devices/knob"
	"arraylab/sim/lab"
	"arraylab/sim/quadratic"
	"arraylab/ui/chart"
)

// toy is the figure of the quadratic task: two hidden weights that can be watched, and many that can be counted. It
// takes a few milliseconds, so the page computes it itself.
type toy struct {
	chart.ToySettings
	drafts  map[string]draft // texts that a knob does not allow
	shown   memo[chart.ToySettings, *chart.Toy]
	problem memo[float64, *quadratic.Problem] // of many weights, by its ratio of curvatures
	many    memo[manyKey, quadratic.Importance]
}

type manyKey struct{ ratio, rate, steps, meta float64 }

// toyDefaults are optimum, first hidden weights and curvature of the published notebook, the curvature scaled to a
// geometric mean of 1 (its ratio 3.26 at 7.4 degrees); the second task, the rate and the number of steps are assumed.
var toyDefaults = chart.ToySettings{
	First: [2]float64{1.5, 0.5}, Second: [2]float64{-1.2, -1.2}, Ratio: 3.3, Turn: 7, Rate: 0.05, Steps: 40,
}

// toyMeta is the metaplasticity of the act that shows it.
const toyMeta = 1.35

const toySource = "arXiv:2003.03533"

// toyKnobs are the knobs in the order of the figure.
var toyKnobs = dials[chart.ToySettings]{
	{Knob: knob.Knob{
		Key: "w1", Label: "Optimum W*₁", Kind: knob.Real, Min: -chart.ToyReach, Max: chart.ToyReach,
		Help: "First component of the real weights of the least loss. Beyond ±1 no binary weight reaches it. A " +
			"click into the plane sets both components.",
		Source: toySource + ", published notebook: 1.5",
	}, of: func(t *chart.ToySettings) *float64 { return &t.First[0] }},
	{Knob: knob.Knob{
		Key: "w2", Label: "Optimum W*₂", Kind: knob.Real, Min: -chart.ToyReach, Max: chart.ToyReach,
		Help:   "Second component of them.",
		Source: toySource + ", published notebook: 0.5",
	}, of: func(t *chart.ToySettings) *float64 { return &t.First[1] }},
	{Knob: knob.Knob{
		Key: "two", Label: "Then a second task", Kind: knob.Switch, Max: 1,
		Help:   "After the first task the same weights learn a second one of the same curvature, for as many steps.",
		Source: "assumed",
	}, of: func(t *chart.ToySettings) *float64 { return &t.Two }},
	{Knob: knob.Knob{
		Key: "v1", Label: "Its optimum, 1st", Kind: knob.Real, Min: -chart.ToyReach, Max: chart.ToyReach,
		Help:   "First component of the optimum of the second task.",
		Source: "assumed",
	}, of: func(t *chart.ToySettings) *float64 { return &t.Second[0] }},
	{Knob: knob.Knob{
		Key: "v2", Label: "Its optimum, 2nd", Kind: knob.Real, Min: -chart.ToyReach, Max: chart.ToyReach,
		Help:   "Second component of it.",
		Source: "assumed",
	}, of: func(t *chart.ToySettings) *float64 { return &t.Second[1] }},
	{Knob: knob.Knob{
		Key: "meta", Label: "Metaplasticity m", Kind: knob.Real, Min: 0, Max: 3,
		Help: "A step that would shrink a hidden weight w is multiplied by 1 - tanh(m|w|)². 0: plain gradient " +
			"descent.",
		Source: toySource,
	}, of: func(t *chart.ToySettings) *float64 { return &t.Meta }},
	{Knob: knob.Knob{
		Key: "ratio", Label: "Curvature ratio", Kind: knob.Real, Min: 1, Max: 20, Log: true,
		Help:   "Largest over smallest curvature of the loss, for the two weights and for the many.",
		Source: toySource + ", published notebook: 3.26; its geometric mean is 1 here",
	}, of: func(t *chart.ToySettings) *float64 { return &t.Ratio }},
	{Knob: knob.Knob{
		Key: "turn", Label: "Rotation", Unit: "°", Kind: knob.Whole, Min: -90, Max: 90,
		Help: "Angle of the axis of the largest curvature. At 0 and 90 degrees the two weights do not feel each " +
			"other.",
		Source: toySource + ", published notebook: 7.4",
	}, of: func(t *chart.ToySettings) *float64 { return &t.Turn }},
	{Knob: knob.Knob{
		Key: "rate", Label: "Learning rate", Kind: knob.Real, Min: 0.005, Max: 0.5, Log: true,
		Help:   "The gradient at the binary weights, times this, is taken off the hidden weights in each step.",
		Source: "assumed",
	}, of: func(t *chart.ToySettings) *float64 { return &t.Rate }},
	{Knob: knob.Knob{
		Key: "steps", Label: "Steps of a task", Kind: knob.Whole, Min: 10, Max: 400, Log: true,
		Help:   "How many steps of gradient descent a task is learnt for.",
		Source: "assumed; the published notebook: 500",
	}, of: func(t *chart.ToySettings) *float64 { return &t.Steps }},
}

// now is what the figure shows now. The many weights are trained anew only where their own settings changed.
func (t *toy) now() *chart.Toy {
	set := t.ToySettings
	return t.shown.of(set, func() *chart.Toy {
		p := t.problem.of(set.Ratio, func() *quadratic.Problem { return chart.ManyOf(set.Ratio) })
		many := t.many.of(manyKey{set.Ratio, set.Rate, set.Steps, set.Meta}, func() quadratic.Importance {
			return quadratic.ImportanceOf(p, set.Rule(), int(set.Steps))
		})
		return chart.ToyOf(set, p, many)
	})
}

// ShowToy opens the figure.
func (s *Store) ShowToy() { s.Show("toy") }

// HideToy closes it; a link that opened it is then the experiment's own.
func (s *Store) HideToy() {
	s.Show("")
	if s.link.View == lab.ViewMetaplasticity {
		s.leaveView()
	}
}

// controls are the knobs that play a part.
func (t *toy) controls() []Control {
	plays := func(key string) bool { return t.Two == 1 || key != "v1" && key != "v2" }
	return toyKnobs.controls(t.ToySettings, toyDefaults, t.drafts, plays)
}

// set sets one. A text that is not allowed stays in its control, with what is allowed beside it.
func (t *toy) set(key, text string) { toyKnobs.set(&t.ToySettings, &t.drafts, key, text) }

// defaults takes every knob back to its default.
func (t *toy) defaults() { t.ToySettings, t.drafts = toyDefaults, nil }

// toyActs are the three acts in which the figure is told.
var toyActs = [...][2]string{{"one", "1 · One task"}, {"two", "2 · Two tasks"}, {"meta", "3 · Metaplastic"}}

// play sets the knobs to an act, the others stay.
func (t *toy) play(name string) {
	if t.Two = 1; name == "one" {
		t.Two = 0
	}
	if name != "meta" {
		t.Meta = 0
	} else if t.Meta == 0 {
		t.Meta = toyMeta
	}
	delete(t.drafts, "meta")
}

// act is the act that the knobs are at.
func (t *toy) act() string {
	switch {
	case t.Two == 0:
		return "one"
	case t.Meta == 0:
		return "two"
	}
	return "meta"
}

// pick sets the optimum of the task whose own lies nearer to a point of the plane.
func (t *toy) pick(x, y float64) {
	if math.IsNaN(x) || math.IsNaN(y) {
		return
	}
	w, keys := &t.First, []string{"w1", "w2"}
	if t.Two == 1 && math.Hypot(x-t.Second[0], y-t.Second[1]) < math.Hypot(x-t.First[0], y-t.First[1]) {
		w, keys = &t.Second, []string{"v1", "v2"}
	}
	for i, v := range []float64{x, y} {
		w[i] = min(max(math.Round(v*20)/20, -chart.ToyReach), chart.ToyReach) // twentieths
		delete(t.drafts, keys[i])
	}
}
