package ui

import (
	"fmt"
	"math"

	"arraylab/devices"
	"arraylab/sim/quadratic"
	"arraylab/ui/spell"
)

// Colours of the two weights.
var toyColours = [...]string{"var(--s2)", "var(--s4)"}

// spot is a point with what is written at it.
type spot struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
	T string  `json:"t"`
}

// at gives a mark its places and whatever else it has.
func at(options map[string]any) map[string]any {
	options["x"], options["y"] = "x", "y"
	return options
}

// planeChart is the plane of the two hidden weights: each quadrant is a pair of binary weights.
func (t *toyShown) planeChart() Chart {
	reach := toyReach * 1.1
	for _, h := range t.path.Hidden {
		reach = max(reach, 1.08*math.Abs(h[0]), 1.08*math.Abs(h[1]))
	}
	axis := func(label, anchor string) map[string]any {
		return map[string]any{"label": label, "labelAnchor": anchor, "labelOffset": 32, "domain": []float64{-reach, reach}, "ticks": 5}
	}
	c := Chart{Title: "Plane of the hidden weights", Words: t.planeWords(), Plot: map[string]any{
		"height": 300, "marginLeft": 40, "marginRight": 8, "marginTop": 18, "marginBottom": 34, "x": axis("hidden weight 1", "right"), "y": axis("hidden weight 2", "top"),
	}}
	add := func(name string, data any, o map[string]any) { c.Marks = append(c.Marks, []any{name, data, at(o)}) }
	c.Marks = append(c.Marks, t.quadrants(reach)...)
	for _, corner := range corners {
		add("line", t.contour(t.tasks[0].Loss(corner[:])), map[string]any{"stroke": colQuiet, "strokeOpacity": 0.5, "strokeWidth": 0.8, "clip": true})
	}
	c.Marks = append(c.Marks, []any{"ruleX", []float64{0}, map[string]any{"stroke": colQuiet}}, []any{"ruleY", []float64{0}, map[string]any{"stroke": colQuiet}})
	n := t.path.Steps
	for k := range t.tasks {
		o := map[string]any{"stroke": colInk, "strokeWidth": 1.6}
		if k == 1 {
			o["strokeDasharray"] = "4,2"
		}
		add("line", t.trail(k*n, (k+1)*n), o)
	}
	for i, colour := range toyColours {
		at := []xy{} // no null for the chart
		for _, s := range t.path.Switches {
			if s.Weight == i {
				at = append(at, t.trail(s.Step, s.Step)...)
			}
		}
		add("dot", at, map[string]any{"stroke": colour, "strokeWidth": 1.5, "r": 3})
	}
	add("dot", t.trail(len(t.path.Hidden)-1, len(t.path.Hidden)-1), map[string]any{"fill": colInk, "r": 4.5})
	for k, p := range t.tasks {
		name := "W*"
		if len(t.tasks) > 1 {
			name = fmt.Sprintf("W* of task %d", k+1)
		}
		best := []spot{{p.Optimum[0], p.Optimum[1], name}}
		add("dot", best, map[string]any{"symbol": "times", "stroke": colTrain, "strokeWidth": 2.5, "r": 5})
		add("text", best, map[string]any{"text": "t", "dy": -12, "fill": colTrain, "fontWeight": 640, "stroke": "var(--raised)", "strokeWidth": 3})
	}
	return c
}

// corners are the pairs of binary weights.
var corners = [...][2]float64{{1, 1}, {-1, 1}, {-1, -1}, {1, -1}}

// quadrants colours each by the loss of its pair, the deeper the less, and says which it is.
func (t *toyShown) quadrants(reach float64) (marks [][]any) {
	losses, most := [len(corners)]float64{}, 0.0
	for i, w := range corners {
		losses[i] = t.tasks[0].Loss(w[:])
		most = max(most, losses[i])
	}
	for i, w := range corners {
		text := fmt.Sprintf("W = %s\nloss %s", point(w[:], binaryWord), twoDigits(losses[i]))
		if t.two == 1 {
			text += ", then " + twoDigits(t.tasks[1].Loss(w[:]))
		}
		anchor, line := "end", "top"
		if w[0] < 0 {
			anchor = "start"
		}
		if w[1] < 0 {
			line = "bottom"
		}
		marks = append(marks, []any{"rect", []xy{{w[0], w[1]}}, map[string]any{"x1": min(0, w[0]*reach), "x2": max(0, w[0]*reach), "y1": min(0, w[1]*reach), "y2": max(0, w[1]*reach),
			"fill": toyColours[0], "fillOpacity": 0.03 + 0.3*math.Pow(1-losses[i]/most, 2)}},
			[]any{"text", []spot{{w[0] * reach * 0.97, w[1] * reach * 0.97, text}}, at(map[string]any{"text": "t", "textAnchor": anchor, "lineAnchor": line, "fill": colInk})},
			[]any{"dot", []xy{{w[0], w[1]}}, at(map[string]any{"symbol": "square", "stroke": colQuiet, "fill": "var(--raised)", "r": 3})})
	}
	return marks
}

// contour is the line of a loss of the first task around its optimum.
func (t *toyShown) contour(loss float64) (line []xy) {
	const parts = 72
	sin, cos := math.Sincos(t.turn * math.Pi / 180)
	a, b := math.Sqrt(2*loss/math.Sqrt(t.ratio)), math.Sqrt(2*loss*math.Sqrt(t.ratio)) // half axes
	for i := range parts + 1 {
		s, c := math.Sincos(2 * math.Pi * float64(i) / parts)
		line = append(line, xy{t.first[0] + a*c*cos - b*s*sin, t.first[1] + a*c*sin + b*s*cos})
	}
	return line
}

// trail is the way of the hidden weights from one step to another.
func (t *toyShown) trail(from, to int) (line []xy) {
	for _, h := range t.path.Hidden[from : to+1] {
		line = append(line, xy{h[0], h[1]})
	}
	return line
}

func (t *toyShown) planeKeys() []Key {
	keys := []Key{{"hidden weights, step by step", devices.StyleLine, colInk}}
	if t.two == 1 {
		keys = append(keys, Key{"in task 2", devices.StyleClosed, colInk})
	}
	return append(keys, Key{"weight 1 switches", devices.StyleMark, toyColours[0]}, Key{"weight 2 switches", devices.StyleMark, toyColours[1]},
		Key{"equal loss", devices.StyleLine, colQuiet})
}

func (t *toyShown) planeWords() string {
	count := [2]int{}
	for _, s := range t.path.Switches {
		count[s.Weight]++
	}
	h := t.last()
	w := quadratic.Binary(h)
	return fmt.Sprintf("After %s the hidden weights are %s, the binary weights %s. Weight 1: %s, weight 2: %s. Each quadrant means a pair of binary weights; the fuller its colour, the smaller their loss.",
		inSteps(len(t.path.Hidden)-1), point(h, twoDigits), point(w, binaryWord), switched(count[0]), switched(count[1]))
}

// stepChart is each hidden weight over the steps, with the drift of the closed form in the first task.
func (t *toyShown) stepChart() Chart {
	n := len(t.path.Hidden)
	c := Chart{Title: "Hidden weights over the steps", Words: t.stepWords(), Plot: map[string]any{
		"height": 150, "marginLeft": 40, "marginRight": 12, "marginTop": 18, "marginBottom": 34,
		"x": map[string]any{"label": "step", "labelAnchor": "right", "labelOffset": 32, "ticks": 5, "domain": []int{0, n - 1}},
		"y": map[string]any{"label": "hidden weight", "grid": true, "ticks": 5},
	}, Marks: [][]any{{"ruleY", []float64{0}, map[string]any{"stroke": colQuiet}}}}
	if t.two == 1 {
		c.Marks = append(c.Marks, []any{"ruleX", []int{t.path.Steps}, map[string]any{"stroke": colQuiet, "strokeDasharray": "2,2"}},
			[]any{"text", []xy{{float64(t.path.Steps), 0}}, map[string]any{"x": "x", "frameAnchor": "bottom", "text": []string{"task 2"}, "textAnchor": "start", "dx": 4, "dy": -3, "fill": colQuiet}})
	}
	for i, colour := range toyColours {
		line, turns := []xy{}, []xy{} // no null for the chart
		for _, k := range thinned(n) {
			line = append(line, xy{float64(k), t.path.Hidden[k][i]})
		}
		for _, s := range t.path.Switches {
			if s.Weight == i {
				turns = append(turns, xy{float64(s.Step), t.path.Hidden[s.Step][i]})
			}
		}
		c.Marks = append(c.Marks, []any{"line", line, at(map[string]any{"stroke": colour, "strokeWidth": 1.8})},
			[]any{"dot", turns, at(map[string]any{"stroke": colour, "strokeWidth": 1.2, "r": 2.4})})
		if end := float64(t.path.Steps); t.drift[i] != 0 {
			c.Marks = append(c.Marks, []any{"line", []xy{{0, toyStart[i]}, {end, toyStart[i] + t.rate*t.drift[i]*end}},
				at(map[string]any{"stroke": colInk, "strokeDasharray": "5,3", "strokeWidth": 1.2})})
		}
	}
	return c
}

// thinned are the places of so many points of which at most mostPoints are drawn.
func thinned(n int) []int {
	m := min(n, mostPoints)
	at := make([]int, m)
	for i := range at {
		at[i] = i * (n - 1) / (m - 1)
	}
	return at
}

func (t *toyShown) stepKeys() []Key {
	keys := []Key{{"weight 1", devices.StyleLine, toyColours[0]}, {"weight 2", devices.StyleLine, toyColours[1]}}
	if t.drift[0] != 0 || t.drift[1] != 0 {
		keys = append(keys, Key{"drift in task 1, closed form", devices.StyleClosed, colInk})
	}
	return keys
}

func (t *toyShown) stepWords() string {
	h := t.learnt()
	text := fmt.Sprintf("After task 1: weight 1 at %s, weight 2 at %s.", twoDigits(h[0]), twoDigits(h[1]))
	if t.two == 1 {
		h = t.last()
		text += fmt.Sprintf(" After task 2: %s and %s.", twoDigits(h[0]), twoDigits(h[1]))
	}
	return text
}

var manyKeys = []Key{{"one weight of the many", devices.StyleDots, colInk}, {"2 H̄ + 2|Wh|/(rate · steps)", devices.StyleClosed, toyColours[1]}}

// manyChart is the rise of the loss by a switch over the size of the hidden weight, for many weights after one task.
func (t *toyShown) manyChart() Chart {
	var dots []xy
	for i, size := range t.many.Size {
		dots = append(dots, xy{spell.Rounded(size, 4), spell.Rounded(t.many.Rise[i], 4)})
	}
	return Chart{Title: "What a switch costs, in many dimensions", Words: t.manyWords(), Plot: map[string]any{
		"height": 150, "marginLeft": 40, "marginRight": 12, "marginTop": 18, "marginBottom": 34,
		"x": map[string]any{"label": "size of the hidden weight, |Wh|", "labelAnchor": "right", "labelOffset": 32, "ticks": 5},
		"y": map[string]any{"label": "rise of the loss", "grid": true, "ticks": 5},
	}, Marks: [][]any{
		{"dot", dots, at(map[string]any{"fill": colInk, "r": 1.4, "fillOpacity": 0.7})},
		{"line", t.law[:], at(map[string]any{"stroke": toyColours[1], "strokeDasharray": "5,3", "strokeWidth": 1.8})},
	}}
}

func (t *toyShown) manyWords() string {
	return fmt.Sprintf("%d weights after %s of one task: sizes and rises stand in %s (rank correlation %.2f). A large hidden weight tells that its weight is worth keeping, and nobody had to compute that.",
		manyWeights, inSteps(t.path.Steps), order(t.many.Rank), t.many.Rank)
}
