package ui

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"

	"arraylab/sim/gallery"
	"arraylab/sim/lab"
)

// figures are those of all claims, by the id of their element: they follow from stored results alone.
var figures = sync.OnceValue(func() map[string]drawing {
	all := map[string]drawing{}
	for _, p := range gallery.Papers() {
		for _, c := range p.Claims {
			id := figureID(c)
			chart, keys := claimFigure(c)
			height, _ := chart.Plot["height"].(int)
			all[id] = drawing{id, chart.Title, chart.Words, keys, height * cardWidth / chartWidth, spelled(chart)}
		}
	}
	return all
})

// Widths in pixels: of a figure in a card on a wide screen, and of a chart that is as high as it says.
const cardWidth, chartWidth = 360, 308

func figureID(c gallery.Claim) string { return "figure-" + c.Name }

// claimFigure draws the stored results behind a claim.
func claimFigure(c gallery.Claim) (Chart, []Key) {
	switch c.Figure {
	case gallery.FigureTasks:
		return tasksFigure(c), nil
	case gallery.FigureErrors:
		return errorsFigure(c), nil
	}
	return sweepFigure(c)
}

// scenariosOf are those of a claim that have results.
func scenariosOf(c gallery.Claim) (all []gallery.Scenario) {
	for _, name := range c.Scenarios {
		if x, ok := gallery.ScenarioOf(name); ok && x.Stored != nil {
			all = append(all, x)
		}
	}
	return all
}

// figurePlot are the options that all figures of claims share.
func figurePlot(height int, x, y map[string]any) map[string]any {
	x["labelAnchor"], x["labelOffset"] = "right", 32
	return map[string]any{"height": height, "marginLeft": 42, "marginRight": 14, "marginTop": 18, "marginBottom": 34, "x": x, "y": y}
}

// sweepFigure draws sweeps: accuracy or bit error rate over the swept field, or accuracy over the energy of programming.
func sweepFigure(c gallery.Claim) (Chart, []Key) {
	all := scenariosOf(c)
	if len(all) == 0 || all[0].Sweep == nil {
		return Chart{Title: c.Title}, nil
	}
	lines := linesOf(all[0], c.Scenarios...)
	field, _ := lab.FieldOf(all[0].Sweep.Key)
	own := survey{*all[0].Sweep, all[0].Stored.Points}
	first, last := own.span()
	x := axis(own.axisLabel(field), field.Log && first > 0, [2]float64{first, last})
	if field.Unit != "" && !strings.Contains(field.Unit, " ") {
		x["label"] = fmt.Sprintf("%s (%s)", field.Label, field.Unit)
	}
	y := map[string]any{"label": "accuracy (%)", "grid": true, "ticks": 4, "nice": true}
	chart := Chart{Title: "Accuracy over " + strings.ToLower(field.Label)}
	draw := func(l line) [][]any { return append(l.bars(), l.mark("mean")...) }
	switch c.Figure {
	case gallery.FigureBER:
		chart.Title = "Bit error rate over " + strings.ToLower(field.Label)
		y = map[string]any{"label": "bit error rate", "type": "log", "tickFormat": "~e", "grid": true, "ticks": 4}
		draw = func(l line) [][]any { return l.mark("ber") }
	case gallery.FigureEnergy:
		chart.Title = "Accuracy over the energy of programming"
		x = axis("programming the chip (J)", true, [2]float64{1, 1})
		x["tickFormat"] = "~s"
		draw = energyMarks
	}
	chart.Plot = figurePlot(150, x, y)
	var keys []Key
	var words []string
	for _, l := range lines {
		chart.Marks = append(chart.Marks, draw(l)...)
		keys = append(keys, l.key())
		words = append(words, l.words(c.Figure))
	}
	if chart.Words = strings.Join(words, "; ") + "."; len(keys) < 2 {
		keys = nil
	}
	return chart, keys
}

// energyMarks draw accuracy over the energy of programming.
func energyMarks(l line) [][]any {
	at := slices.Clone(l.At)
	slices.SortStableFunc(at, func(a, b spread) int { return int(math.Copysign(1, a.Joules-b.Joules)) })
	return [][]any{
		{"line", at, map[string]any{"x": "joules", "y": "mean", "stroke": l.Colour, "strokeWidth": 1.8, "strokeDasharray": l.dashes()}},
		{"dot", at, map[string]any{"x": "joules", "y": "mean", "fill": l.Colour, "r": 1.8}}}
}

// words say where a line begins and ends.
func (l line) words(figure string) string {
	if len(l.At) == 0 {
		return fmt.Sprintf("%s %.2f %%", l.Name, l.Level)
	}
	say := func(p spread) string {
		if figure == gallery.FigureBER {
			return fmt.Sprintf("%.2g at %s", p.BER, p.Value)
		}
		return fmt.Sprintf("%.2f %% at %s", p.Mean, p.Value)
	}
	return fmt.Sprintf("%s: %s, %s", l.Name, say(l.At[0]), say(l.At[len(l.At)-1]))
}

// tasksFigure draws every task over the epochs, a row for each scenario.
func tasksFigure(c gallery.Claim) Chart {
	type at struct {
		X float64 `json:"x"`
		Y float64 `json:"y"`
		K int     `json:"k"`
		F int     `json:"f"` // row
		N string  `json:"n"`
	}
	var line, ends, titles []at
	var words []string
	lo, tasks := 100.0, 1
	all := scenariosOf(c)
	for row, x := range all {
		curve := x.Stored.Curve
		if len(curve) == 0 {
			continue
		}
		last := curve[len(curve)-1]
		for _, p := range curve {
			for k, a := range p.Tasks {
				line = append(line, at{p.Epoch, 100 * a, k + 1, row, ""})
				lo = min(lo, 100*a)
			}
		}
		var labels []at
		var said []string
		for k, a := range last.Tasks {
			labels = append(labels, at{last.Epoch, 100 * a, k + 1, row, fmt.Sprint(k + 1)})
			said = append(said, fmt.Sprintf("%.1f %%", 100*a))
		}
		apart(labels, func(e *at) *float64 { return &e.Y })
		ends, tasks = append(ends, labels...), max(tasks, len(last.Tasks))
		titles = append(titles, at{0, 0, 0, row, x.Title})
		words = append(words, x.Title+": "+strings.Join(said, ", "))
	}
	plot := figurePlot(40+82*max(1, len(all)), map[string]any{"label": "epoch", "ticks": 5},
		map[string]any{"label": "accuracy of every task (%)", "grid": true, "domain": []float64{math.Floor(lo/10) * 10, 100}, "ticks": 3})
	plot["fy"] = map[string]any{"axis": nil, "padding": 0.24}
	plot["color"] = taskColours(tasks)
	return Chart{Title: "Accuracy of every task by epoch", Words: strings.Join(words, "; ") + ".", Plot: plot, Marks: [][]any{
		{"lineY", line, map[string]any{"x": "x", "y": "y", "z": "k", "fy": "f", "stroke": "k", "strokeWidth": 1.6}},
		{"text", ends, map[string]any{"x": "x", "y": "y", "fy": "f", "text": "n", "fill": "k", "textAnchor": "start", "dx": 4, "fontWeight": 600}},
		{"text", titles, map[string]any{"fy": "f", "text": "n", "frameAnchor": "bottom-left", "dx": 4, "dy": -4, "fill": colInk, "stroke": "var(--raised)", "strokeWidth": 4, "fontWeight": 600}},
	}}
}

// errorsFigure draws the test images that single runs take for others.
func errorsFigure(c gallery.Claim) Chart {
	type bar struct {
		L string  `json:"l"`
		V float64 `json:"v"`
		T string  `json:"t"`
	}
	var data []bar
	var words []string
	for _, x := range scenariosOf(c) {
		wrong := 100 * (1 - x.Stored.Accuracy)
		data = append(data, bar{x.Title, wrong, fmt.Sprintf("%.2f", wrong)})
		words = append(words, fmt.Sprintf("%s %.2f %%", x.Title, wrong))
	}
	label := func(text, x string, o map[string]any) []any {
		o["y"], o["x"], o["text"], o["textAnchor"] = "l", x, text, "start"
		return []any{"text", data, o}
	}
	plot := figurePlot(40+28*len(data), map[string]any{"label": "wrong test images (%)", "ticks": 4, "grid": true},
		map[string]any{"label": nil, "axis": nil, "domain": titlesOf(scenariosOf(c))})
	plot["marginLeft"], plot["marginRight"], plot["marginTop"] = 4, 34, 4
	return Chart{Title: "Wrong test images", Words: strings.Join(words, ", ") + ".", Plot: plot, Marks: [][]any{
		{"barX", data, map[string]any{"y": "l", "x": "v", "fill": "var(--bar)", "insetTop": 13, "insetBottom": 1}},
		{"ruleX", []float64{0}, map[string]any{"stroke": colInk}},
		label("t", "v", map[string]any{"dx": 5, "dy": 6, "fill": colInk}),
		{"text", data, map[string]any{"y": "l", "frameAnchor": "left", "text": "l", "textAnchor": "start", "dx": 3, "dy": -7, "fill": colInk}},
	}}
}

func titlesOf(all []gallery.Scenario) (titles []string) {
	for _, x := range all {
		titles = append(titles, x.Title)
	}
	return titles
}
