package ui

import (
	"encoding/json"
	"fmt"
	"math"

	"arraylab/devices"
	"arraylab/ui/spell"
)

// seriesColours are those of the series of a device's chart, in order: they differ in lightness as well as
// in hue. A closed form has the colour of the samples that it stands for, which come in the same order.
var seriesColours = [...]string{"var(--s1)", "var(--s2)", "var(--s3)", "var(--s4)", "var(--s5)"}

// crowd is from how many curves of one name on they are drawn thin and grey.
const crowd = 4

// Key is one entry of a chart's key.
type Key struct{ Name, Style, Colour string }

// plotted is a chart of a device's sheet, with its key.
type plotted struct {
	devices.Plot
	keys    []Key
	colours []string // of its curves
}

// plotOf gives the curves of a chart their colours. Bars and marks have their own; each other style counts for itself,
// lines after the closed forms.
func plotOf(p devices.Plot) plotted {
	c := plotted{Plot: p, colours: make([]string, len(p.Lines))}
	count, closed := map[string]int{}, map[string]bool{}
	for _, l := range p.Lines {
		if count[l.Name]++; l.Style == devices.StyleClosed {
			closed[l.Name] = true
		}
	}
	next := map[string]int{devices.StyleLine: len(closed)}
	of := map[string]string{}
	for i, l := range p.Lines {
		id := l.Style + l.Name
		if colour, ok := of[id]; ok {
			c.colours[i] = colour
			continue
		}
		switch {
		case l.Style == devices.StyleBars:
			c.colours[i] = "var(--bar)"
		case l.Style == devices.StyleMark:
			c.colours[i] = colInk
		case count[l.Name] >= crowd:
			c.colours[i] = "var(--crowd)"
		default:
			c.colours[i] = seriesColours[next[l.Style]%len(seriesColours)]
			next[l.Style]++
		}
		of[id] = c.colours[i]
		c.keys = append(c.keys, Key{l.Name, l.Style, c.colours[i]})
	}
	return c
}

// chart is the chart for the element that draws it.
func (p plotted) chart() Chart {
	c := Chart{Title: p.Title, Words: p.Words, Plot: map[string]any{
		"height": 190, "marginLeft": 44, "marginRight": 12, "marginTop": 18, "marginBottom": 34,
		"x": axis(p.X, p.LogX, p.span(func(l devices.Curve) []float64 { return l.X })),
		"y": axis(p.Y, p.LogY, p.span(func(l devices.Curve) []float64 { return l.Y })),
	}}
	c.Plot["x"].(map[string]any)["labelAnchor"], c.Plot["x"].(map[string]any)["labelOffset"] = "right", 32
	c.Plot["y"].(map[string]any)["grid"], c.Plot["y"].(map[string]any)["nice"] = true, !p.LogY
	for i, l := range p.Lines {
		c.Marks = append(c.Marks, p.marks(l, p.colours[i])...)
	}
	return c
}

// span is the range of sizes of a coordinate over all curves, without zero.
func (p plotted) span(of func(devices.Curve) []float64) [2]float64 {
	s := [2]float64{math.Inf(1), 0}
	for _, l := range p.Lines {
		for _, x := range of(l) {
			if x = math.Abs(x); x > 0 {
				s[0], s[1] = min(s[0], x), max(s[1], x)
			}
		}
	}
	return s
}

// axis are the options of a scale for numbers of such sizes: ticks are written as short as can be.
func axis(label string, log bool, span [2]float64) map[string]any {
	a := map[string]any{"label": label, "ticks": 5}
	switch most := span[1]; {
	case log:
		a["type"], a["ticks"], a["tickFormat"] = "log", 4, "~g"
		if span[0] < 1e-3 {
			a["tickFormat"] = "~e"
		} else if most >= 1e4 {
			a["tickFormat"] = "~s"
		}
	case most >= 1e4 || most < 0.05 && spell.EndsInUnit(label):
		a["tickFormat"] = "~s"
	case most > 0 && most < 0.05:
		a["tickFormat"] = "~e"
	}
	return a
}

// points are the points of a curve that the scales can show.
func (p plotted) points(l devices.Curve) []xy {
	all := make([]xy, 0, len(l.X))
	for i := range l.X {
		if (!p.LogX || l.X[i] > 0) && (!p.LogY || l.Y[i] > 0) {
			all = append(all, xy{l.X[i], l.Y[i]})
		}
	}
	return all
}

// marks draw one curve.
func (p plotted) marks(l devices.Curve, colour string) [][]any {
	data := p.points(l)
	o := map[string]any{"x": "x", "y": "y", "stroke": colour, "clip": true}
	switch l.Style {
	case devices.StyleBars:
		return [][]any{{"rectY", bins(l, p.LogX), map[string]any{"x1": "lo", "x2": "hi", "y": "y", "fill": colour, "inset": 0.3, "clip": true}}}
	case devices.StyleDots:
		return [][]any{{"dot", data, map[string]any{"x": "x", "y": "y", "fill": colour, "r": dotSize(len(data)), "clip": true}}}
	case devices.StyleMark:
		return [][]any{{"ruleX", data, map[string]any{"x": "x", "stroke": colour, "strokeOpacity": 0.35, "clip": true}},
			{"dot", data, map[string]any{"x": "x", "y": "y", "stroke": colour, "strokeWidth": 1.5, "fill": "var(--panel)", "r": 3.5}}}
	case devices.StyleClosed:
		o["strokeDasharray"], o["strokeWidth"] = "5,3", 1.6
	default:
		o["strokeWidth"] = 1.4
		if colour == "var(--crowd)" {
			o["strokeWidth"] = 0.8
		}
	}
	return [][]any{{"line", data, o}}
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

// classColours are those of the classes of a map: cividis, dark to light.
var classColours = [...]string{"#00224e", "#fee838", "#5d6c76", "#a59c74", "#2c4a7c", "#d8c25c", "#7f837a", "#123570"}

// pictureChart is a map over a plane. Its cells are drawn as rectangles, which logarithmic scales put right.
func pictureChart(p devices.Picture) Chart {
	c := Chart{Title: p.Title, Words: p.Words, Plot: map[string]any{
		"height": 230, "marginLeft": 44, "marginRight": 12, "marginTop": 18, "marginBottom": 34,
		"x": axis(p.X, p.LogX, p.XRange),
		"y": axis(p.Y, p.LogY, p.YRange),
	}}
	c.Plot["x"].(map[string]any)["labelAnchor"], c.Plot["x"].(map[string]any)["labelOffset"] = "right", 32
	for class, all := range patches(p) {
		if len(all) > 0 {
			c.Marks = append(c.Marks, []any{"rect", all, map[string]any{"x1": "x1", "x2": "x2", "y1": "y1", "y2": "y2",
				"fill": classColours[class%len(classColours)], "shapeRendering": "crispEdges"}})
		}
	}
	return c
}

// patch is a rectangle of cells of one class.
type patch struct {
	X1 float64 `json:"x1"`
	X2 float64 `json:"x2"`
	Y1 float64 `json:"y1"`
	Y2 float64 `json:"y2"`
}

// patches joins the cells of a map, by class: runs in a row, then equal runs of rows that follow one another.
func patches(p devices.Picture) [][]patch {
	all := make([][]patch, len(p.Classes))
	open := map[[3]int]int{} // class, from and to of the runs of the row before: their place in all
	for y := range p.H {
		row, next := p.Cells[y*p.W:(y+1)*p.W], map[[3]int]int{}
		top := along(p.YRange, p.LogY, float64(y+1)/float64(p.H))
		for from := 0; from < p.W; {
			to := from + 1
			for to < p.W && row[to] == row[from] {
				to++
			}
			class := int(row[from])
			key := [3]int{class, from, to}
			at, grows := open[key]
			if grows {
				all[class][at].Y2 = top
			} else {
				at = len(all[class])
				all[class] = append(all[class], patch{along(p.XRange, p.LogX, float64(from)/float64(p.W)), along(p.XRange, p.LogX, float64(to)/float64(p.W)),
					along(p.YRange, p.LogY, float64(y)/float64(p.H)), top})
			}
			next[key], from = at, to
		}
		open = next
	}
	return all
}

// along is the number at a share of the way through a range.
func along(r [2]float64, log bool, share float64) float64 {
	if log {
		return r[0] * math.Pow(r[1]/r[0], share)
	}
	return r[0] + (r[1]-r[0])*share
}

// drawing is a chart or a map of the sheet on the page.
type drawing struct {
	ID, Title, Words string
	Keys             []Key
	Height           int    // that its element is kept before it is drawn, in pixels; 0 for none
	spec             string // of its chart, for the element
}

// drawingOf is a chart with its key, for the element of that id.
func drawingOf(id string, keys []Key, c Chart) drawing {
	spec, err := json.Marshal(c)
	if err != nil {
		return drawing{ID: id, Title: c.Title, Words: spell.Sentence(err)} // a number that is none: the others are shown
	}
	return drawing{ID: id, Title: c.Title, Words: c.Words, Keys: keys, spec: string(spec)}
}

// drawingsOf are the charts and maps of a sheet, in order; their elements are named after it.
func drawingsOf(name string, s devices.Sheet) (all []drawing) {
	add := func(keys []Key, c Chart) {
		if d := drawingOf(fmt.Sprintf("%s-chart-%d", name, len(all)), keys, c); d.spec != "" {
			all = append(all, d)
		}
	}
	for _, p := range s.Charts {
		c := plotOf(p)
		add(c.keys, c.chart())
	}
	for _, p := range s.Pictures {
		var keys []Key
		for i, name := range p.Classes {
			keys = append(keys, Key{name, "class", classColours[i%len(classColours)]})
		}
		add(keys, pictureChart(p))
	}
	return all
}

// spelled is a chart, or a picture, in JSON; "" for one that has numbers that are none.
func spelled(drawn any) string {
	b, err := json.Marshal(drawn)
	if err != nil {
		return ""
	}
	return string(b)
}
