package chart

import (
	"fmt"
	"math"

	"arraylab/devices"
)

// Plot is a chart of a device's sheet.
type Plot struct {
	devices.Plot // Plot gives curves; their colours are chosen here.
}

// crowd is from how many curves of one name on they are drawn thin and grey.
const crowd = 4

// Keys are the entries of the key, one a kind of curve.
func (c Plot) Keys() []Key {
	keys, _ := c.coloured()
	return keys
}

// coloured gives the curves their colours. Bars and marks have their own; each other style counts for itself, lines
// after the closed forms.
func (c Plot) coloured() (keys []Key, colours []string) {
	count, closed := map[string]int{}, map[string]bool{}
	for _, l := range c.Lines {
		if count[l.Name]++; l.Style == devices.StyleClosed {
			closed[l.Name] = true
		}
	}
	next := map[string]int{devices.StyleLine: len(closed)}
	of := map[string]string{}
	for _, l := range c.Lines {
		id := l.Style + l.Name
		if of[id] == "" {
			switch {
			case l.Style == devices.StyleBars:
				of[id] = barColour
			case l.Style == devices.StyleMark:
				of[id] = inkColour
			case count[l.Name] >= crowd:
				of[id] = crowdColour
			default:
				of[id] = seriesColour(next[l.Style])
				next[l.Style]++
			}
			keys = append(keys, Key{l.Name, l.Style, of[id]})
		}
		colours = append(colours, of[id])
	}
	return keys, colours
}

// Spec draws the curves.
func (c Plot) Spec() Spec {
	x := measured(c.X, c.LogX, c.span(func(l devices.Curve) []float64 { return l.X }))
	y := measured(c.Y, c.LogY, c.span(func(l devices.Curve) []float64 { return l.Y }))
	keys, colours := c.coloured()
	s := Spec{Title: c.Title, Words: c.Words, Keys: keys,
		Plot: deviceFrame(190).plot(labelled(x), y.with(Options{"grid": true, "nice": !c.LogY}))}
	for i, l := range c.Lines {
		s.Marks = append(s.Marks, c.marks(l, colours[i])...)
	}
	return s
}

// deviceFrame is the frame of the charts of a sheet.
func deviceFrame(height int) frame { return frame{height, 44, 12, 18, 34} }

// span is the range of sizes of a coordinate over all curves, without zero.
func (c Plot) span(of func(devices.Curve) []float64) [2]float64 {
	s := [2]float64{math.Inf(1), 0}
	for _, l := range c.Lines {
		for _, x := range of(l) {
			if x = math.Abs(x); x > 0 {
				s[0], s[1] = min(s[0], x), max(s[1], x)
			}
		}
	}
	return s
}

// points are the points of a curve that the scales can show.
func (c Plot) points(l devices.Curve) []xy {
	all := make([]xy, 0, len(l.X))
	for i := range l.X {
		if (!c.LogX || l.X[i] > 0) && (!c.LogY || l.Y[i] > 0) {
			all = append(all, xy{l.X[i], l.Y[i]})
		}
	}
	return all
}

// marks draw one curve.
func (c Plot) marks(l devices.Curve, colour string) []Mark {
	data, clip := c.points(l), Options{"clip": true}
	line := func(width float64) Options { return placed(stroke(colour, width)).with(clip) }
	switch {
	case l.Style == devices.StyleBars:
		o := Options{"x1": "lo", "x2": "hi", "y": "y", "fill": colour, "inset": 0.3}.with(clip)
		return []Mark{{"rectY", bins(l, c.LogX), o}}
	case l.Style == devices.StyleDots:
		return []Mark{{"dot", data, placed(Options{"fill": colour, "r": dotSize(len(data))}).with(clip)}}
	case l.Style == devices.StyleMark:
		return []Mark{
			{"ruleX", data, Options{"x": "x", "stroke": colour, "strokeOpacity": 0.35}.with(clip)},
			{"dot", data, placed(stroke(colour, 1.5)).with(Options{"fill": panelColour, "r": 3.5})},
		}
	case l.Style == devices.StyleClosed:
		return []Mark{{"line", data, line(1.6).with(Options{"strokeDasharray": "5,3"})}}
	case colour == crowdColour:
		return []Mark{{"line", data, line(0.8)}}
	}
	return []Mark{{"line", data, line(1.4)}}
}

// dotSize is the radius of so many dots.
func dotSize(n int) float64 {
	if n > 200 {
		return 1.2
	}
	return 2
}

// bin is a bar of a histogram.
type bin struct {
	Lo float64 `json:"lo"`
	Hi float64 `json:"hi"`
	Y  float64 `json:"y"`
}

// bins are the bars of a curve that gives their middles: of equal bins, or of bins of an equal ratio.
func bins(l devices.Curve, log bool) []bin {
	half, ratio := 0.5, 1.0
	if len(l.X) > 1 && log {
		half, ratio = 0, math.Sqrt(l.X[1]/l.X[0])
	} else if len(l.X) > 1 {
		half = (l.X[1] - l.X[0]) / 2
	}
	all := make([]bin, len(l.X))
	for i, x := range l.X {
		all[i] = bin{x/ratio - half, x*ratio + half, l.Y[i]}
	}
	return all
}

// Sheet are the charts and maps of a sheet, in order; their elements are named after name. What has numbers that are
// none is left out.
func Sheet(name string, s devices.Sheet) (all []Drawing) {
	add := func(c Chart) {
		if d := DrawingOf(fmt.Sprintf("%s-chart-%d", name, len(all)), c.Spec()); d.JSON != "" {
			all = append(all, d)
		}
	}
	for _, p := range s.Charts {
		add(Plot{p})
	}
	for _, p := range s.Pictures {
		add(Map{p})
	}
	return all
}
