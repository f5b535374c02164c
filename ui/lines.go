package ui

import (
	"slices"
	"strings"

	"arraylab/sim/gallery"
)

// line is a series of a sweep, or the level of a single run, where a chart shows several scenarios.
type line struct {
	Name   string
	Colour string
	Beside bool // it belongs to another scenario than the chart's own
	At     []spread
	Level  float64 // accuracy in percent where there is no sweep
}

// linesOf are the lines of a scenario's stored sweep, of those that it names beside it and of others, each once.
func linesOf(x gallery.Scenario, others ...string) []line {
	all := ownLines(x, "")
	done := []string{x.Name}
	for _, name := range slices.Concat(x.Beside, others) {
		name, series, _ := strings.Cut(name, ":")
		y, ok := gallery.ScenarioOf(name)
		if !ok || slices.Contains(done, name) || y.Sweep != nil && x.Sweep != nil && y.Sweep.Key != x.Sweep.Key {
			continue
		}
		done = append(done, name)
		for _, l := range ownLines(y, series) {
			l.Beside = true
			all = append(all, l)
		}
	}
	for i := range all {
		all[i].Colour = seriesColours[i%len(seriesColours)]
	}
	return all
}

// ownLines are the series of a scenario, or the one that is asked for; a level where it has no sweep.
func ownLines(x gallery.Scenario, only string) (all []line) {
	switch {
	case x.Stored == nil:
		return nil
	case x.Sweep == nil:
		return []line{{Name: x.Title, Level: 100 * x.Stored.Accuracy}}
	}
	series := x.Sweep.Series()
	if x.Sweep.By == "" {
		series = []string{""}
	}
	for _, choice := range series {
		if only != "" && choice != only {
			continue
		}
		v := survey{spec: *x.Sweep}
		for _, p := range x.Stored.Points {
			if p.Series == choice {
				v.points = append(v.points, p)
			}
		}
		name := x.Title
		if choice != "" {
			name = v.longName(choice)
		}
		all = append(all, line{Name: name, At: v.spreads()})
	}
	return all
}

// key is the entry of a line in the key of its chart.
func (l line) key() Key {
	style := "line"
	if l.Beside {
		style = "closed"
	}
	return Key{l.Name, style, l.Colour}
}

// dashes are those of a line of another scenario.
func (l line) dashes() string {
	if l.Beside {
		return "5,3"
	}
	return ""
}

// mark draws a line over the knob, by one of the names of a spread's numbers; a level can be drawn of the accuracy alone.
func (l line) mark(y string) [][]any {
	o := map[string]any{"stroke": l.Colour, "strokeWidth": 1.8, "strokeDasharray": l.dashes()}
	if l.At == nil {
		if y != "mean" {
			return nil
		}
		return [][]any{{"ruleY", []float64{l.Level}, o}}
	}
	at := l.At
	if y == "ber" { // on a logarithmic axis
		at = slices.DeleteFunc(slices.Clone(at), func(p spread) bool { return p.BER <= 0 })
	}
	o["x"], o["y"] = "x", y
	return [][]any{{"lineY", at, o}, {"dot", at, map[string]any{"x": "x", "y": y, "fill": l.Colour, "r": 1.8}}}
}

// bars are the spreads of a line over chips and seeds.
func (l line) bars() [][]any {
	if len(l.At) == 0 || l.At[0].N < 2 {
		return nil
	}
	return [][]any{{"ruleX", l.At, map[string]any{"x": "x", "y1": "lo", "y2": "hi", "stroke": l.Colour, "strokeOpacity": 0.6}}}
}
