package chart

import (
	"maps"
	"math"
	"slices"
	"strings"

	"arraylab/devices"
	"arraylab/sim/lab"
)

// Sweep is the accuracy over a knob: each chip a dot, the mean a line, one standard deviation from chip to chip a bar.
// Without a knob it is the accuracy over the chips' numbers.
type Sweep struct {
	Survey         // Survey has a point at least.
	Ideal  float64 // Ideal is the accuracy without imperfections; negative where it is not known.
	Beside []Line  // Beside are lines of other scenarios.
}

// Spec draws the sweep.
func (c Sweep) Spec() Spec {
	field, knob := lab.FieldOf(c.Sweep.Key)
	title := "Accuracy from chip to chip"
	if knob {
		title = "Accuracy over " + c.Word.Of(strings.ToLower(field.Label))
	}
	s := Spec{Title: title, Words: c.Words(), Plot: c.plot(percents("accuracy (%)", 5)), Keys: c.keys(),
		Columns: spreadColumns()}
	if c.Ideal >= 0 {
		s.Marks = append(s.Marks, level(100*c.Ideal))
	}
	dotFill := quietColour
	if !knob && c.Sweep.By != "" {
		dotFill = "series"
	}
	means := c.Spreads()
	s.Marks = append(s.Marks, Mark{"dot", c.dots(), placed(Options{"fill": dotFill, "r": 1.8})})
	if knob {
		bar := Options{"x": "x", "y1": "lo", "y2": "hi"}.with(stroke(c.stroke(), 1.2))
		mean := Options{"x": "x", "y": "mean"}.with(stroke(c.stroke(), 2))
		s.Marks = append(s.Marks, Mark{"ruleX", means, bar}, Mark{"lineY", means, mean})
	}
	for _, l := range c.Beside {
		s.Marks = append(s.Marks, l.marks("mean")...)
	}
	s.Marks = append(s.Marks, c.names(means, "mean")...)
	return s
}

// keys are the entries of the key: what a dot is, and a bar, and lines that have no name beside them.
func (c Sweep) keys() []Key {
	keys := []Key{{"one chip", devices.StyleDots, quietColour}}
	switch _, knob := lab.FieldOf(c.Sweep.Key); {
	case !knob && c.Sweep.By != "":
		keys = nil // each dot has the colour of its series
	case knob && c.Sweep.By != "":
		keys = append(keys, Key{"mean, ± one standard deviation", devices.StyleLine, inkColour})
	case knob:
		keys = append(keys, Key{"mean, ± one standard deviation", devices.StyleLine, testColour})
	}
	if c.Ideal >= 0 {
		keys = append(keys, Key{"ideal", devices.StyleClosed, quietColour})
	}
	for _, l := range c.Beside {
		keys = append(keys, l.Key())
	}
	return keys
}

// spreadColumns name the numbers of a spread in a table.
func spreadColumns() map[string]string {
	return map[string]string{"mean": "accuracy (%), mean", "lo": "mean less one standard deviation",
		"hi": "mean plus one standard deviation", "joules": "energy (J)", "ber": "mean bit error rate"}
}

// SweepEnergy is the energy over the knob, of programming the chip or of an image.
type SweepEnergy struct {
	Survey         // Survey knows energies.
	Loss   string  // Loss is the loss of accuracy that is granted, as typed.
	Ideal  float64 // Ideal is the accuracy that it is lost from; negative where it is not known.
}

// Spec draws the energies.
func (c SweepEnergy) Spec() Spec {
	title, label := "Energy of programming the chip once", "programming (J)"
	if c.perImage() {
		title, label = c.Word.Of("Energy of inferring an image"), c.Word.Of("an image (J)")
	}
	all := c.Spreads()
	line := Options{"x": "x", "y": "joules"}.with(stroke(c.stroke(), 2))
	return Spec{
		Title: title, Words: c.Saved(c.Loss, c.Ideal), Columns: spreadColumns(),
		Plot:  c.plot(upward(label, 4).with(Options{"type": "log", "tickFormat": "~s"})),
		Marks: append([]Mark{{"lineY", all, line}}, c.names(all, "joules")...),
	}
}

// sweepDot is a chip at a value.
type sweepDot struct {
	xy
	Series string `json:"series"`
}

// dots are the points, at their values or, without a knob, at the numbers of their chips.
func (v Survey) dots() []sweepDot {
	_, knob := lab.FieldOf(v.Sweep.Key)
	by := v.by()
	dots := make([]sweepDot, len(v.Points))
	for i, p := range v.Points {
		dots[i] = sweepDot{xy{float64(p.Chip), 100 * p.Accuracy}, choiceLabel(by, p.Series)}
		if knob {
			dots[i].X = v.place(p.Value)
		}
	}
	return dots
}

// plot are the options of a chart over the knob.
func (v Survey) plot(y Options) Options {
	field, knob := lab.FieldOf(v.Sweep.Key)
	label := "chip"
	if knob {
		label = v.axisLabel(field)
	}
	dots := v.dots()
	span := [2]float64{dots[0].X, dots[0].X}
	for _, d := range dots {
		span = [2]float64{min(span[0], d.X), max(span[1], d.X)}
	}
	plot := frame{196, 38, 10, 18, 34}.plot(labelled(measured(label, knob && field.Log && span[0] > 0, span)), y)
	if names, colours := v.series(); len(names) > 0 {
		plot["color"] = Options{"domain": names, "range": colours}
	}
	return plot
}

// stroke is the colour of the lines: each series has its own.
func (v Survey) stroke() string {
	if v.Sweep.By != "" {
		return "series"
	}
	return testColour
}

// series are the names of the series and their colours; none where there is one line.
func (v Survey) series() (names, colours []string) {
	if v.Sweep.By == "" {
		return nil, nil
	}
	for i, choice := range v.Sweep.Series() {
		names, colours = append(names, choiceLabel(v.by(), choice)), append(colours, seriesColour(i))
	}
	return names, colours
}

// names write the name of each series at its line, where the lines are farthest apart.
func (v Survey) names(all []Spread, y string) (marks []Mark) {
	names, colours := v.series()
	if len(names) == 0 {
		return nil
	}
	value, left := farApart(all, y)
	o := stroke(panelColour, 3).with(Options{"x": "x", "y": y, "textAnchor": "end", "dx": -6, "fontWeight": 600})
	if left {
		o["textAnchor"], o["dx"] = "start", 6
	}
	high, low := ends(all, y, value)
	for _, p := range all {
		if p.Value != value {
			continue
		}
		own := maps.Clone(o)
		own["text"], own["fill"], own["dy"] = []string{p.Series}, colours[slices.Index(names, p.Series)], -6
		if high != low && p.height(y) == low {
			own["dy"] = 9
		}
		marks = append(marks, Mark{"text", []Spread{p}, own})
	}
	return marks
}

// height is where a point stands on the axis of the means, or of the energies, which is logarithmic.
func (p Spread) height(y string) float64 {
	if y == "joules" {
		return math.Log(max(p.Joules, 1e-30))
	}
	return p.Mean
}

// ends are the highest and the lowest point at a value.
func ends(all []Spread, y, value string) (high, low float64) {
	high, low = math.Inf(-1), math.Inf(1)
	for _, p := range all {
		if p.Value == value {
			high, low = max(high, p.height(y)), min(low, p.height(y))
		}
	}
	return high, low
}

// farApart is the value at which the lines of the series are farthest apart, the middle one of those that are equally
// far, and whether it is in the left half of the sweep.
func farApart(all []Spread, y string) (value string, left bool) {
	var values, best []string
	for _, p := range all {
		if !slices.Contains(values, p.Value) {
			values = append(values, p.Value)
		}
	}
	most := 0.0
	for _, v := range values {
		high, low := ends(all, y, v)
		switch d := high - low; {
		case d > most+1e-6:
			most, best = d, []string{v}
		case d > most-1e-6:
			best = append(best, v)
		}
	}
	value = best[len(best)/2]
	return value, 2*slices.Index(values, value) < len(values)
}
