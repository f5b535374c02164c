package chart

import (
	"fmt"
	"math"

	"arraylab/devices"
)

// toyPlane is the plane of the two hidden weights: each quadrant is a pair of binary weights.
type toyPlane struct{ *Toy }

// corners are the pairs of binary weights.
var corners = [...][2]float64{{1, 1}, {-1, 1}, {-1, -1}, {1, -1}}

// Spec draws the quadrants, lines of equal loss, the way of the hidden weights, their switches and the optima.
func (t toyPlane) Spec() Spec {
	reach := ToyReach * 1.1
	for _, h := range t.Path.Hidden {
		reach = max(reach, 1.08*math.Abs(h[0]), 1.08*math.Abs(h[1]))
	}
	axis := func(label, anchor string) Options {
		return across(label, 5).with(Options{"labelAnchor": anchor, "domain": []float64{-reach, reach}})
	}
	s := Spec{Title: "Plane of the hidden weights", Words: t.planeWords(), Keys: t.planeKeys(),
		Plot: frame{300, 40, 8, 18, 34}.plot(axis("hidden weight 1", "right"), axis("hidden weight 2", "top"))}
	s.Marks = append(s.Marks, t.quadrants(reach)...)
	s.Marks = append(s.Marks, t.contours()...)
	s.Marks = append(s.Marks, zero(quietColour), Mark{"ruleY", []float64{0}, Options{"stroke": quietColour}})
	s.Marks = append(s.Marks, t.way()...)
	s.Marks = append(s.Marks, t.optima()...)
	return s
}

// quadrants colours each by the loss of its pair, the deeper the less, and says which it is.
func (t toyPlane) quadrants(reach float64) (marks []Mark) {
	losses, most := [len(corners)]float64{}, 0.0
	for i, w := range corners {
		losses[i] = t.tasks[0].Loss(w[:])
		most = max(most, losses[i])
	}
	for i, w := range corners {
		text := fmt.Sprintf("W = %s\nloss %s", point(w[:], binaryWord), twoDigits(losses[i]))
		if t.Two == 1 {
			text += ", then " + twoDigits(t.tasks[1].Loss(w[:]))
		}
		anchor, line := "end", "top"
		if w[0] < 0 {
			anchor = "start"
		}
		if w[1] < 0 {
			line = "bottom"
		}
		right, up := w[0]*reach, w[1]*reach
		marks = append(marks,
			Mark{"rect", []xy{{w[0], w[1]}}, Options{
				"x1": min(0, right), "x2": max(0, right), "y1": min(0, up), "y2": max(0, up),
				"fill": toyColour(0), "fillOpacity": 0.03 + 0.3*math.Pow(1-losses[i]/most, 2)}},
			Mark{"text", []spot{{right * 0.97, up * 0.97, text}}, placed(Options{
				"text": "t", "textAnchor": anchor, "lineAnchor": line, "fill": inkColour})},
			Mark{"dot", []xy{{w[0], w[1]}}, placed(Options{
				"symbol": "square", "stroke": quietColour, "fill": raisedPaper, "r": 3})})
	}
	return marks
}

// contours are the lines of the losses of the pairs in the first task.
func (t toyPlane) contours() (marks []Mark) {
	for _, corner := range corners {
		o := placed(stroke(quietColour, 0.8)).with(Options{"strokeOpacity": 0.5, "clip": true})
		marks = append(marks, Mark{"line", t.contour(t.tasks[0].Loss(corner[:])), o})
	}
	return marks
}

// contour is the line of a loss of the first task around its optimum.
func (t toyPlane) contour(loss float64) (line []xy) {
	const parts = 72
	sin, cos := math.Sincos(t.Turn * math.Pi / 180)
	a, b := math.Sqrt(2*loss/math.Sqrt(t.Ratio)), math.Sqrt(2*loss*math.Sqrt(t.Ratio)) // half axes
	for i := range parts + 1 {
		s, c := math.Sincos(2 * math.Pi * float64(i) / parts)
		line = append(line, xy{t.First[0] + a*c*cos - b*s*sin, t.First[1] + a*c*sin + b*s*cos})
	}
	return line
}

// way is that of the hidden weights, each task by itself, with their switches and their end.
func (t toyPlane) way() (marks []Mark) {
	n := t.Path.Steps
	for k := range t.tasks {
		o := placed(stroke(inkColour, 1.6))
		if k == 1 {
			o["strokeDasharray"] = "4,2"
		}
		marks = append(marks, Mark{"line", t.trail(k*n, (k+1)*n), o})
	}
	for weight := range toyStart {
		at := []xy{} // no null for the chart
		for _, step := range t.switches(weight) {
			at = append(at, t.trail(step, step)...)
		}
		marks = append(marks, Mark{"dot", at, placed(stroke(toyColour(weight), 1.5)).with(Options{"r": 3})})
	}
	end := len(t.Path.Hidden) - 1
	return append(marks, Mark{"dot", t.trail(end, end), placed(Options{"fill": inkColour, "r": 4.5})})
}

// trail is the way of the hidden weights from one step to another.
func (t toyPlane) trail(from, to int) (line []xy) {
	for _, h := range t.Path.Hidden[from : to+1] {
		line = append(line, xy{h[0], h[1]})
	}
	return line
}

// optima are those of the tasks.
func (t toyPlane) optima() (marks []Mark) {
	for k, p := range t.tasks {
		name := "W*"
		if len(t.tasks) > 1 {
			name = fmt.Sprintf("W* of task %d", k+1)
		}
		best := []spot{{p.Optimum[0], p.Optimum[1], name}}
		marks = append(marks,
			Mark{"dot", best, placed(stroke(trainColour, 2.5)).with(Options{"symbol": "times", "r": 5})},
			Mark{"text", best, placed(stroke(raisedPaper, 3)).with(Options{
				"text": "t", "dy": -12, "fill": trainColour, "fontWeight": 640})})
	}
	return marks
}

// planeKeys are the entries of the plane's key.
func (t *Toy) planeKeys() []Key {
	keys := []Key{{"hidden weights, step by step", devices.StyleLine, inkColour}}
	if t.Two == 1 {
		keys = append(keys, Key{"in task 2", devices.StyleClosed, inkColour})
	}
	return append(keys,
		Key{"weight 1 switches", devices.StyleMark, toyColour(0)},
		Key{"weight 2 switches", devices.StyleMark, toyColour(1)},
		Key{"equal loss", devices.StyleLine, quietColour})
}
