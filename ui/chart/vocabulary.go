package chart

import (
	"fmt"
	"math"

	"arraylab/ui/spell"
)

// Colours, from the page's style sheet: those of series differ in lightness as well as in hue.
const (
	trainColour = "var(--train)"
	testColour  = "var(--test)"
	quietColour = "var(--quiet)"
	inkColour   = "var(--ink)"
	barColour   = "var(--bar)"
	crowdColour = "var(--crowd)"
	panelColour = "var(--panel)"  // the ground of a panel
	raisedPaper = "var(--raised)" // the ground of a dialog
)

// seriesColours are those of the series of a chart, in order. A closed form has the colour of the samples that it
// stands for, which come in the same order.
var seriesColours = [...]string{"var(--s1)", "var(--s2)", "var(--s3)", "var(--s4)", "var(--s5)"}

// seriesColour is that of the i-th series: after the last the first comes again.
func seriesColour(i int) string { return seriesColours[i%len(seriesColours)] }

// xy is a point.
type xy struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
}

// placed gives a mark the places of its points, and whatever else it has.
func placed(o Options) Options {
	o["x"], o["y"] = "x", "y"
	return o
}

// frame is the height of a chart and its margins, in pixels.
type frame struct{ height, left, right, top, bottom int }

// plot are the options of a chart of two scales.
func (f frame) plot(x, y Options) Options {
	return Options{
		"height": f.height, "marginLeft": f.left, "marginRight": f.right, "marginTop": f.top, "marginBottom": f.bottom,
		"x": x, "y": y,
	}
}

// across is a scale from left to right, its label below its right end.
func across(label string, ticks int) Options {
	return labelled(Options{"label": label, "ticks": ticks})
}

// labelled sets the label of a scale from left to right below its right end.
func labelled(x Options) Options {
	x["labelAnchor"], x["labelOffset"] = "right", 32
	return x
}

// upward is a scale from below with lines across the chart.
func upward(label string, ticks int) Options {
	return Options{"label": label, "grid": true, "ticks": ticks}
}

// percents is a scale from below for accuracies.
func percents(label string, ticks int) Options {
	return upward(label, ticks).with(Options{"nice": true})
}

// epochs is the scale of a learning curve.
func epochs() Options { return across("epoch", 5) }

// named is a scale of names, which stand without ticks.
func named() Options { return Options{"label": nil, "tickSize": 0} }

// measured is a scale for numbers whose sizes span lo to hi: its ticks are written as short as can be.
func measured(label string, log bool, span [2]float64) Options {
	a := Options{"label": label, "ticks": 5}
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

// stroke is a line of a colour and a width.
func stroke(colour string, width float64) Options {
	return Options{"stroke": colour, "strokeWidth": width}
}

// zero is the line where the scale from left to right is zero.
func zero(colour string) Mark { return Mark{"ruleX", []float64{0}, Options{"stroke": colour}} }

// level is a dashed line across the chart at an accuracy in percent.
func level(y float64) Mark {
	return Mark{"ruleY", []float64{y}, Options{"stroke": quietColour, "strokeDasharray": "3,3"}}
}

// rows are bars from the left, a row a name: names and lengths by the names of these fields of the data.
func rows(data any, name, length, fill string, inset int) Mark {
	return Mark{"barX", data, Options{"y": name, "x": length, "fill": fill, "insetTop": inset, "insetBottom": inset}}
}

// beside writes at the ends of rows.
func beside(data any, name, length string) Mark {
	return Mark{"text", data, Options{
		"y": name, "x": length, "text": "t", "textAnchor": "start", "dx": 5, "fill": inkColour}}
}

// layerName names a layer by its number from 0.
func layerName(i int) string { return fmt.Sprintf("layer %d", i+1) }

// mostPoints is how many points of a curve are drawn: more than a chart has pixels for.
const mostPoints = 240

// thinned are the places of so many points of which at most mostPoints are drawn, evenly and with both ends.
func thinned(n int) []int {
	m := min(n, mostPoints)
	at := make([]int, m)
	for i := range at {
		at[i] = i
		if n > m {
			at[i] = i * (n - 1) / (m - 1)
		}
	}
	return at
}

// extent is the range that is worth seeing: the first tenth of the curves, where they race, may leave the frame.
func extent(lines ...[]xy) (lo, hi float64) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for _, l := range lines {
		for i, p := range l {
			if len(l) > 20 && i < len(l)/10 {
				continue
			}
			lo, hi = min(lo, p.Y), max(hi, p.Y)
		}
	}
	if !(hi > lo) {
		return lo - 1, lo + 1
	}
	margin := 0.06 * (hi - lo)
	return lo - margin, hi + margin
}
