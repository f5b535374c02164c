package chart

import (
	"slices"
	"strings"

	"arraylab/devices"
	"arraylab/sim/gallery"
)

// Line is a series of a sweep, or the level of a single run, where a chart shows several scenarios.
type Line struct {
	Name   string   // Name is that of the series or of the scenario.
	Colour string   // Colour is a CSS colour.
	Beside bool     // Beside: it belongs to another scenario than the chart's own.
	At     []Spread // At are the points of the series; nil for a level.
	Level  float64  // Level is the accuracy in percent where there is no sweep.
}

// LinesOf are the lines of a scenario's stored sweep, of those that it names beside it and of others, each once.
func LinesOf(x gallery.Scenario, others ...string) []Line {
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
		all[i].Colour = seriesColour(i)
	}
	return all
}

// LinesBeside are those of LinesOf that belong to other scenarios.
func LinesBeside(x gallery.Scenario) (lines []Line) {
	for _, l := range LinesOf(x) {
		if l.Beside {
			lines = append(lines, l)
		}
	}
	return lines
}

// ownLines are the series of a scenario, or the one that is asked for; a level where it has no sweep.
func ownLines(x gallery.Scenario, only string) (all []Line) {
	switch {
	case x.Stored == nil:
		return nil
	case x.Sweep == nil:
		return []Line{{Name: x.Title, Level: 100 * x.Stored.Accuracy}}
	}
	series := x.Sweep.Series()
	if x.Sweep.By == "" {
		series = []string{""}
	}
	for _, choice := range series {
		if only != "" && choice != only {
			continue
		}
		v := Survey{Sweep: *x.Sweep}
		for _, p := range x.Stored.Points {
			if p.Series == choice {
				v.Points = append(v.Points, p)
			}
		}
		name := x.Title
		if choice != "" {
			name = v.longName(choice)
		}
		all = append(all, Line{Name: name, At: v.Spreads()})
	}
	return all
}

// Key is the entry of a line in the key of its chart.
func (l Line) Key() Key {
	style := devices.StyleLine
	if l.Beside {
		style = devices.StyleClosed
	}
	return Key{l.Name, style, l.Colour}
}

// KeyOfSweep is the entry of a sweep's own line where it is a single one.
func KeyOfSweep(title string) Key { return Key{title, devices.StyleLine, testColour} }

// stroke is the line's, dashed where it belongs to another scenario.
func (l Line) stroke() Options {
	dashes := ""
	if l.Beside {
		dashes = "5,3"
	}
	return stroke(l.Colour, 1.8).with(Options{"strokeDasharray": dashes})
}

// over draws points with lines of a kind between them, over two of the spread's numbers by name.
func (l Line) over(kind string, at []Spread, x, y string) []Mark {
	return []Mark{
		{kind, at, l.stroke().with(Options{"x": x, "y": y})},
		{"dot", at, Options{"x": x, "y": y, "fill": l.Colour, "r": 1.8}},
	}
}

// marks draw a line over the knob, by one of the names of a spread's numbers; a level can be drawn of the accuracy
// alone.
func (l Line) marks(y string) []Mark {
	if l.At == nil {
		if y != "mean" {
			return nil
		}
		return []Mark{{"ruleY", []float64{l.Level}, l.stroke()}}
	}
	at := l.At
	if y == "ber" { // on a logarithmic axis
		at = slices.DeleteFunc(slices.Clone(at), func(p Spread) bool { return p.BER <= 0 })
	}
	return l.over("lineY", at, "x", y)
}

// bars are the spreads of a line over chips and seeds.
func (l Line) bars() []Mark {
	if len(l.At) == 0 || l.At[0].N < 2 {
		return nil
	}
	return []Mark{{"ruleX", l.At, Options{"x": "x", "y1": "lo", "y2": "hi", "stroke": l.Colour, "strokeOpacity": 0.6}}}
}
