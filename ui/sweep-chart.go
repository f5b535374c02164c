package ui

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"arraylab/sim/lab"
)

// survey is the sweep whose points are shown.
func (s *Store) survey() survey { return survey{s.spec, s.swept} }

// sweepChart is accuracy over the knob: each chip a dot, the mean a line, one standard deviation
// from chip to chip a bar. Without a knob it is accuracy over the chips' numbers.
func (s *Store) sweepChart() Chart {
	field, knob := lab.FieldOf(s.spec.Key)
	label, title := "chip", "Accuracy from chip to chip"
	if knob {
		label, title = s.survey().axisLabel(field), "Accuracy over "+strings.ToLower(field.Label)
	}
	type dot struct {
		xy
		Series string `json:"series"`
	}
	dots := make([]dot, len(s.swept))
	for i, p := range s.swept {
		dots[i] = dot{xy{float64(p.Chip), 100 * p.Accuracy}, s.survey().seriesName(p.Series)}
		if knob {
			dots[i].X = s.survey().place(p.Value)
		}
	}
	first, last := dots[0].X, dots[0].X
	for _, d := range dots {
		first, last = min(first, d.X), max(last, d.X)
	}
	x := axis(label, knob && field.Log && first > 0, [2]float64{first, last})
	x["labelAnchor"], x["labelOffset"] = "right", 32
	means, dotFill := s.survey().spreads(), colQuiet
	if !knob && s.spec.By != "" {
		dotFill = "series"
	}
	stroke := colTest
	if s.spec.By != "" {
		stroke = "series"
	}
	c := Chart{Title: title, Words: s.sweepWords(), Plot: map[string]any{
		"height": 196, "marginLeft": 38, "marginRight": 10, "marginTop": 18, "marginBottom": 34, "x": x,
		"y": map[string]any{"label": "accuracy (%)", "grid": true, "ticks": 5, "nice": true},
	}}
	if ideal, ok := s.Ideal(); ok {
		c.Marks = append(c.Marks, []any{"ruleY", []float64{100 * ideal}, map[string]any{"stroke": colQuiet, "strokeDasharray": "3,3"}})
	}
	c.Marks = append(c.Marks, []any{"dot", dots, map[string]any{"x": "x", "y": "y", "fill": dotFill, "r": 1.8}})
	if knob {
		c.Marks = append(c.Marks, []any{"ruleX", means, map[string]any{"x": "x", "y1": "lo", "y2": "hi", "stroke": stroke, "strokeWidth": 1.2}},
			[]any{"lineY", means, map[string]any{"x": "x", "y": "mean", "stroke": stroke, "strokeWidth": 2}})
	}
	for _, l := range s.beside {
		c.Marks = append(c.Marks, l.mark("mean")...)
	}
	s.nameSeries(&c, means, "mean")
	return c
}

// nameSeries gives a chart of several series its colours, and each line its name where they are farthest apart.
func (s *Store) nameSeries(c *Chart, all []spread, y string) {
	if s.spec.By == "" {
		return
	}
	var names, colours []string
	for i, choice := range s.spec.Series() {
		names, colours = append(names, s.survey().seriesName(choice)), append(colours, seriesColours[i%len(seriesColours)])
	}
	c.Plot["color"] = map[string]any{"domain": names, "range": colours}
	value, left := farApart(all, y)
	o := map[string]any{"x": "x", "y": y, "textAnchor": "end", "dx": -6, "fontWeight": 600, "stroke": "var(--panel)", "strokeWidth": 3}
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
		c.Marks = append(c.Marks, []any{"text", []spread{p}, own})
	}
}

// height is where a point stands on the axis of the means, or of the energies, which is logarithmic.
func (p spread) height(y string) float64 {
	if y == "joules" {
		return math.Log(max(p.Joules, 1e-30))
	}
	return p.Mean
}

// ends are the highest and the lowest point at a value.
func ends(all []spread, y, value string) (high, low float64) {
	high, low = math.Inf(-1), math.Inf(1)
	for _, p := range all {
		if p.Value == value {
			high, low = max(high, p.height(y)), min(low, p.height(y))
		}
	}
	return high, low
}

// farApart is the value at which the lines of the series are farthest apart, the middle one of those that are equally far,
// and whether it is in the left half of the sweep.
func farApart(all []spread, y string) (value string, left bool) {
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

// sweepWords says what came of the sweep.
func (s *Store) sweepWords() string {
	all := s.survey().spreads()
	if len(all) == 0 {
		return ""
	}
	say := func(p spread) string {
		if p.N < 2 {
			return fmt.Sprintf("%.2f %%", p.Mean)
		}
		return fmt.Sprintf("%.2f ± %.2f %%", p.Mean, p.SD)
	}
	if s.spec.Key == "" {
		words := s.overWords() + ": " + say(all[0])
		for _, p := range all[1:] {
			words += ", " + p.Series + " " + say(p)
		}
		return words + "."
	}
	last := all[len(all)-1]
	if s.spec.By != "" {
		return fmt.Sprintf("%s at %s for %s to %s at %s for %s; mean and standard deviation over %s.",
			say(all[0]), all[0].Value, all[0].Series, say(last), last.Value, last.Series, s.overWords())
	}
	return fmt.Sprintf("%s at %s, %s at %s; mean and standard deviation over %s.",
		say(all[0]), s.spec.Values[0], say(last), s.swept[len(s.swept)-1].Value, s.overWords())
}

// overWords says what a value is repeated over.
func (s *Store) overWords() string {
	if s.spec.Seeds > 1 {
		return fmt.Sprintf("%d seeds, %d chips each", s.spec.Seeds, s.spec.Chips)
	}
	return fmt.Sprintf("%d chips", s.spec.Chips)
}
