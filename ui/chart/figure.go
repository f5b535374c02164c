package chart

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"arraylab/sim/gallery"
	"arraylab/sim/lab"
)

// Figure are the stored results behind a claim of the gallery.
type Figure struct {
	Claim gallery.Claim // Claim names the scenarios and says how they are drawn.
}

// Widths in pixels: of a figure in a card on a wide screen, and of a chart that is as high as it says.
const cardWidth, chartWidth = 360, 308

// Drawing spells the figure for the element of an id, with the height that it will have in a card.
func (c Figure) Drawing(id string) Drawing {
	s := c.Spec()
	height, _ := s.Plot["height"].(int)
	return Drawing{id, s.Title, s.Words, s.Keys, height * cardWidth / chartWidth, JSON(s)}
}

// Spec draws accuracies of tasks, errors, or sweeps.
func (c Figure) Spec() Spec {
	all := c.scenarios()
	switch {
	case c.Claim.Figure == gallery.FigureTasks:
		return tasksFigure(all)
	case c.Claim.Figure == gallery.FigureErrors:
		return errorsFigure(all)
	case c.Claim.Figure == gallery.FigureTradeOff:
		return tradeOffFigure(c.Claim.TradeOffs())
	case c.Claim.Figure == gallery.FigureBits && len(all) > 0:
		return bitsFigure(all[0])
	case c.Claim.Figure == gallery.FigureDisturb && len(all) > 0:
		return disturbFigure(all[0])
	case !c.sweeps():
		return Spec{Title: c.Claim.Title}
	case c.Claim.Figure == gallery.FigureEnergy:
		return c.energyFigure("Accuracy", percents("accuracy (%)", 4), "mean")
	case c.Claim.Figure == gallery.FigureGuards:
		y := upward("bit error rate", 4).with(Options{"type": "log", "tickFormat": "~e"})
		return c.energyFigure("Bit error rate", y, "ber")
	}
	return c.sweepFigure(all[0])
}

// scenarios are those of the claim that have results.
func (c Figure) scenarios() (all []gallery.Scenario) {
	for _, name := range c.Claim.Scenarios {
		if x, ok := gallery.ScenarioOf(name); ok && x.Stored != nil {
			all = append(all, x)
		}
	}
	return all
}

// sweeps tells whether the figure is one of sweeps.
func (c Figure) sweeps() bool {
	switch c.Claim.Figure {
	case gallery.FigureTasks, gallery.FigureErrors, gallery.FigureBits, gallery.FigureTradeOff,
		gallery.FigureDisturb:
		return false
	}
	all := c.scenarios()
	return len(all) > 0 && all[0].Sweep != nil
}

// lines are those of the sweeps.
func (c Figure) lines() []Line { return LinesOf(c.scenarios()[0], c.Claim.Scenarios...) }

// keys are those of the lines where there are several.
func (c Figure) keys() (keys []Key) {
	if c.Claim.Figure == gallery.FigureDisturb {
		return disturbKeys()
	}
	if !c.sweeps() {
		return nil
	}
	for _, l := range c.lines() {
		keys = append(keys, l.Key())
	}
	if len(keys) < 2 {
		return nil
	}
	return keys
}

// figureFrame is the frame of all figures, of a height.
func figureFrame(height int) frame { return frame{height, 42, 14, 18, 34} }

// sweepFigure draws accuracy or bit error rate over the field that the first scenario sweeps.
func (c Figure) sweepFigure(x gallery.Scenario) Spec {
	field, _ := lab.FieldOf(x.Sweep.Key)
	own := Survey{Sweep: *x.Sweep, Points: x.Stored.Points}
	span := own.span()
	across := labelled(measured(own.axisLabel(field), field.Log && span[0] > 0, span))
	if field.Unit != "" && !strings.Contains(field.Unit, " ") {
		across["label"] = fmt.Sprintf("%s (%s)", field.Label, field.Unit)
	}
	over := " over " + strings.ToLower(field.Label)
	if c.Claim.Figure == gallery.FigureBER {
		y := upward("bit error rate", 4).with(Options{"type": "log", "tickFormat": "~e"})
		return c.overLines("Bit error rate"+over, figureFrame(150).plot(across, y),
			func(l Line) []Mark { return l.marks("ber") })
	}
	return c.overLines("Accuracy"+over, figureFrame(150).plot(across, percents("accuracy (%)", 4)),
		func(l Line) []Mark { return append(l.bars(), l.marks("mean")...) })
}

// energyFigure draws a quantity of a spread over the energy of programming; on a logarithmic axis rates of 0 are left
// out.
func (c Figure) energyFigure(title string, y Options, of string) Spec {
	x := labelled(measured("programming the chip (J)", true, [2]float64{1, 1})).with(Options{"tickFormat": "~s"})
	plot := figureFrame(150).plot(x, y)
	return c.overLines(title+" over the energy of programming", plot, func(l Line) []Mark {
		at := slices.DeleteFunc(slices.Clone(l.At), func(p Spread) bool { return of == "ber" && p.BER <= 0 })
		slices.SortStableFunc(at, func(a, b Spread) int { return int(math.Copysign(1, a.Joules-b.Joules)) })
		return l.over("line", at, "joules", of)
	})
}

// overLines draws each line.
func (c Figure) overLines(title string, plot Options, draw func(Line) []Mark) Spec {
	s := Spec{Title: title, Plot: plot, Keys: c.keys(), Columns: spreadColumns()}
	var words []string
	for _, l := range c.lines() {
		s.Marks = append(s.Marks, draw(l)...)
		words = append(words, l.words(c.Claim.Figure))
	}
	s.Words = strings.Join(words, "; ") + "."
	return s
}

// words say where a line begins and ends.
func (l Line) words(figure string) string {
	if len(l.At) == 0 {
		return fmt.Sprintf("%s %.2f %%", l.Name, l.Level)
	}
	say := func(p Spread) string {
		if figure == gallery.FigureBER || figure == gallery.FigureGuards {
			return fmt.Sprintf("%.2g at %s", p.BER, p.Value)
		}
		return fmt.Sprintf("%.2f %% at %s", p.Mean, p.Value)
	}
	return fmt.Sprintf("%s: %s, %s", l.Name, say(l.At[0]), say(l.At[len(l.At)-1]))
}

// rowPoint is the accuracy of a task at an epoch in the row of a scenario.
type rowPoint struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
	K int     `json:"k"`
	F int     `json:"f"` // row
	N string  `json:"n"`
}

// tasksFigure draws every task over the epochs, a row for each scenario.
func tasksFigure(all []gallery.Scenario) Spec {
	var line, ends, titles []rowPoint
	var words []string
	lo, tasks := 100.0, 1
	for row, x := range all {
		curve := x.Stored.Curve
		if len(curve) == 0 {
			continue
		}
		for _, p := range curve {
			for k, a := range p.Tasks {
				line, lo = append(line, rowPoint{p.Epoch, 100 * a, k + 1, row, x.Title}), min(lo, 100*a)
			}
		}
		last := curve[len(curve)-1]
		labels, said := rowEnds(last.Epoch, last.Tasks, row)
		ends, tasks = append(ends, labels...), max(tasks, len(last.Tasks))
		titles, words = append(titles, rowPoint{F: row, N: x.Title}), append(words, x.Title+": "+said)
	}
	in := Options{"fy": "f"}
	plot := tasksPlot(figureFrame(40+82*max(1, len(all))), lo, 3, tasks).
		with(Options{"fy": Options{"axis": nil, "padding": 0.24}})
	return Spec{Title: tasksTitle, Words: strings.Join(words, "; ") + ".", Plot: plot,
		Columns: map[string]string{"f": "", "n": "run", "k": "task"}, Marks: []Mark{
			{"lineY", line, taskLines().with(in)},
			{"text", ends, taskNames(4).with(in)},
			{"text", titles, stroke(raisedPaper, 4).with(Options{
				"fy": "f", "text": "n", "frameAnchor": "bottom-left", "dx": 4, "dy": -4, "fill": inkColour,
				"fontWeight": 600})},
		}}
}

// rowEnds are the names at the ends of a row's lines, and what its tasks came to.
func rowEnds(epoch float64, tasks []float64, row int) (labels []rowPoint, words string) {
	var said []string
	for k, a := range tasks {
		labels = append(labels, rowPoint{epoch, 100 * a, k + 1, row, fmt.Sprint(k + 1)})
		said = append(said, fmt.Sprintf("%.1f %%", 100*a))
	}
	apart(labels, func(e *rowPoint) *float64 { return &e.Y })
	return labels, strings.Join(said, ", ")
}

// errorsFigure draws the test images that single runs take for others.
func errorsFigure(all []gallery.Scenario) Spec {
	var data []layerBar
	for _, x := range all {
		wrong := 100 * (1 - x.Stored.Accuracy)
		data = append(data, layerBar{x.Title, wrong, fmt.Sprintf("%.2f", wrong)})
	}
	return barsFigure("Wrong test images", "wrong test images (%)", " %", data)
}

// bitsFigure draws how many tests the random bits of a scenario fail, at each value of its sweep, mean of its chips.
func bitsFigure(x gallery.Scenario) Spec {
	var data []layerBar
	r := gallery.Results{x.Name: x.Stored}
	over, _ := lab.FieldOf(x.Stored.Sweep.Key)
	for _, v := range x.Stored.Sweep.Values {
		failed := r.Number(x.Name, gallery.BitsFailed, "", v)
		data = append(data, layerBar{over.Label + ": " + v, failed, fmt.Sprintf("%.2g", failed)})
	}
	return barsFigure("Failed tests of random bits", "failed tests of NIST SP 800-22, of six", "", data)
}

// barsFigure draws a bar for each row, with its name above it and its number at its end.
func barsFigure(name, label, unit string, data []layerBar) Spec {
	var words, names []string
	for _, d := range data {
		words, names = append(words, d.L+" "+d.T+unit), append(names, d.L)
	}
	bar := rows(data, "l", "v", barColour, 1)
	bar[2].(Options)["insetTop"] = 13 // the title stands above it
	number := beside(data, "l", "v")
	number[2].(Options)["dy"] = 6
	title := Mark{"text", data, Options{
		"y": "l", "frameAnchor": "left", "text": "l", "textAnchor": "start", "dx": 3, "dy": -7, "fill": inkColour}}
	x := across(label, 4).with(Options{"grid": true})
	return Spec{
		Title: name, Words: strings.Join(words, ", ") + ".", Columns: map[string]string{"l": "run", "t": ""},
		Plot:  frame{40 + 28*len(data), 4, 34, 4, 34}.plot(x, Options{"label": nil, "axis": nil, "domain": names}),
		Marks: []Mark{bar, zero(inkColour), number, title},
	}
}
