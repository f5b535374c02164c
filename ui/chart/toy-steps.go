package chart

import "arraylab/devices"

// toySteps is each hidden weight over the steps, with the drift of the closed form in the first task.
type toySteps struct{ *Toy }

// Spec draws a line a weight, its switches, and the drift.
func (t toySteps) Spec() Spec {
	n := len(t.Path.Hidden)
	x := across("step", 5).with(Options{"domain": []int{0, n - 1}})
	s := Spec{
		Title: "Hidden weights over the steps", Words: t.stepWords(), Keys: t.stepKeys(),
		Plot:  toyFrame().plot(x, upward("hidden weight", 5)),
		Marks: []Mark{{"ruleY", []float64{0}, Options{"stroke": quietColour}}},
	}
	if t.Two == 1 {
		s.Marks = append(s.Marks, t.border()...)
	}
	for weight := range toyStart {
		s.Marks = append(s.Marks, t.marks(weight)...)
	}
	return s
}

// border is where the second task begins.
func (t toySteps) border() []Mark {
	return []Mark{
		{"ruleX", []int{t.Path.Steps}, Options{"stroke": quietColour, "strokeDasharray": "2,2"}},
		{"text", []xy{{float64(t.Path.Steps), 0}}, Options{
			"x": "x", "frameAnchor": "bottom", "text": []string{"task 2"}, "textAnchor": "start", "dx": 4, "dy": -3,
			"fill": quietColour}},
	}
}

// marks draw a weight.
func (t toySteps) marks(weight int) []Mark {
	line, turns := []xy{}, []xy{} // no null for the chart
	for _, k := range thinned(len(t.Path.Hidden)) {
		line = append(line, xy{float64(k), t.Path.Hidden[k][weight]})
	}
	for _, step := range t.switches(weight) {
		turns = append(turns, xy{float64(step), t.Path.Hidden[step][weight]})
	}
	marks := []Mark{
		{"line", line, placed(stroke(toyColour(weight), 1.8))},
		{"dot", turns, placed(stroke(toyColour(weight), 1.2)).with(Options{"r": 2.4})},
	}
	if t.drift[weight] == 0 {
		return marks
	}
	end, start := float64(t.Path.Steps), toyStart[weight]
	return append(marks, Mark{"line", []xy{{0, start}, {end, start + t.Rate*t.drift[weight]*end}},
		placed(stroke(inkColour, 1.2)).with(Options{"strokeDasharray": "5,3"})})
}

// stepKeys are the entries of the steps' key.
func (t *Toy) stepKeys() []Key {
	keys := []Key{{"weight 1", devices.StyleLine, toyColour(0)}, {"weight 2", devices.StyleLine, toyColour(1)}}
	if t.drift[0] != 0 || t.drift[1] != 0 {
		keys = append(keys, Key{"drift in task 1, closed form", devices.StyleClosed, inkColour})
	}
	return keys
}
