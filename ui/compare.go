package ui

import (
	"fmt"
	"html"
	"math"
	"strings"

	"github.com/vugu/vugu"

	"arraylab/sim/lab"
	"arraylab/sim/ledger"
	"arraylab/ui/spell"
)

// Compare sets an earlier result beside the one on the screen.
func (s *Store) Compare(link string) { s.versus, s.detail = link, "compare" }

// versusResult is the earlier result that is compared; nil for none, or for the one that is on the screen.
func (s *Store) versusResult() *lab.Result {
	if p := s.versusPast(); p != nil {
		return &p.Result
	}
	return nil
}

func (s *Store) versusPast() *Past {
	if s.versus == "" || s.result == nil || s.result.Link == s.versus {
		return nil
	}
	for i := range s.past {
		if s.past[i].Link == s.versus {
			return &s.past[i]
		}
	}
	return nil
}

// details are the charts below the curves: the comparison is there once one was asked for.
func (s *Store) details() [][2]string {
	all := detailNames[:]
	if s.versus != "" {
		all = append(all[:len(all):len(all)], [2]string{"compare", "Compare"})
	}
	return all
}

// Names of the two runs in charts and tables.
const (
	thisRun  = "this"
	otherRun = "earlier"
)

// compareCurves are the test accuracies of both runs over the epochs; false where one has no curve.
func compareCurves(this, other *lab.Result) (Chart, bool) {
	test := func(p lab.Point) float64 { return 100 * p.TestAcc }
	a, b := series(this.Curve, test), series(other.Curve, test)
	if len(a) < 2 || len(b) < 2 {
		return Chart{}, false
	}
	lo, hi := extent(a, b)
	c := Chart{Title: "Test accuracy of both runs by epoch", Plot: map[string]any{
		"height": 156, "marginLeft": 34, "marginRight": 44, "marginTop": 18, "marginBottom": 34, "clip": true,
		"x": map[string]any{"label": "epoch", "labelAnchor": "right", "labelOffset": 32, "ticks": 5},
		"y": map[string]any{"label": "accuracy (%)", "grid": true, "domain": []float64{lo, hi}, "ticks": 5},
	}, Words: fmt.Sprintf("At the end %.2f %% and %.2f %%.", a[len(a)-1].Y, b[len(b)-1].Y)}
	for _, line := range []struct {
		name, colour string
		data         []xy
	}{{otherRun, colTrain, b}, {thisRun, colTest, a}} {
		c.Marks = append(c.Marks, []any{"lineY", line.data, map[string]any{"x": "x", "y": "y", "stroke": line.colour, "strokeWidth": 1.8, "clip": true}},
			[]any{"text", line.data[len(line.data)-1:], map[string]any{"x": "x", "y": "y", "text": []string{line.name}, "textAnchor": "start", "dx": 4,
				"fill": line.colour, "fontWeight": 600, "clip": false}})
	}
	c.Marks = labelsApart(c.Marks, b, a, hi-lo)
	return c, true
}

// compareConfusion is the share of each true class that is predicted as each class, this run's less the other's, in
// points.
func compareConfusion(this, other *lab.Result) Chart {
	type cell struct {
		T int     `json:"t"`
		P int     `json:"p"`
		D float64 `json:"d"`
		S string  `json:"s"`
	}
	share := func(m [][]int, t, p int) float64 {
		sum := 0
		for _, n := range m[t] {
			sum += n
		}
		return 100 * float64(m[t][p]) / float64(max(1, sum))
	}
	var cells []cell
	var worst cell
	most := 0.0
	classes := min(len(this.Confusion), len(other.Confusion))
	for t := range classes {
		for p := range classes {
			d := share(this.Confusion, t, p) - share(other.Confusion, t, p)
			if d == 0 {
				continue
			}
			c := cell{t, p, d, fmt.Sprintf("%+.1f", d)}
			cells, most = append(cells, c), math.Max(most, math.Abs(d))
			if t != p && math.Abs(d) > math.Abs(worst.D) {
				worst = c
			}
		}
	}
	// Black is not read on the ends of the scale.
	pale, deep := []cell{}, []cell{}
	for _, c := range cells {
		if math.Abs(c.D) < 0.6*math.Max(most, 1) {
			pale = append(pale, c)
		} else {
			deep = append(deep, c)
		}
	}
	words := "Both runs confuse the classes alike."
	if worst.D != 0 {
		words = fmt.Sprintf("The greatest difference: %d taken for %d, %+.1f points of its images.", worst.T, worst.P, worst.D)
	}
	return Chart{Title: "Difference of the confusion matrices, in points", Words: words, Plot: map[string]any{
		"height": 230, "marginLeft": 34, "marginRight": 2, "marginTop": 2, "marginBottom": 34, "padding": 0.04,
		"x":     map[string]any{"domain": classesOf(this.Confusion), "label": "predicted", "labelAnchor": "center", "labelOffset": 31, "tickSize": 0},
		"y":     map[string]any{"domain": classesOf(this.Confusion), "label": "true", "labelAnchor": "center", "tickSize": 0},
		"color": map[string]any{"scheme": "PuOr", "domain": []float64{-math.Max(most, 1), math.Max(most, 1)}},
	}, Marks: [][]any{
		{"cell", cells, map[string]any{"x": "p", "y": "t", "fill": "d"}},
		{"text", pale, map[string]any{"x": "p", "y": "t", "text": "s", "fill": "#000", "fontSize": 8}},
		{"text", deep, map[string]any{"x": "p", "y": "t", "text": "s", "fill": "#fff", "fontSize": 8}},
	}}
}

// quantity of both runs; ok tells whether each knows it.
type quantity struct {
	name  string
	of    func(r *lab.Result, l *ledger.Ledger) (float64, bool)
	write func(float64) string
	minus func(float64) string // writes a difference; nil for a ratio
}

var comparedRows = []quantity{
	{"accuracy", func(r *lab.Result, _ *ledger.Ledger) (float64, bool) { return r.Accuracy, true }, spell.Percent, func(d float64) string { return spell.Points(d) }},
	{"lost by errors", func(r *lab.Result, _ *ledger.Ledger) (float64, bool) {
		return r.IdealAccuracy - r.Accuracy, r.IdealAccuracy >= 0
	}, spell.Points, func(d float64) string { return spell.Points(d) }},
	{"loss", func(r *lab.Result, _ *ledger.Ledger) (float64, bool) { return r.Loss, true }, spell.Rate, nil},
	{"J an image", func(_ *lab.Result, l *ledger.Ledger) (float64, bool) {
		return l.Image, l.PhaseKnown(ledger.Inference)
	}, inJoules, nil},
	{"J to program", func(_ *lab.Result, l *ledger.Ledger) (float64, bool) {
		return l.Programming, l.PhaseKnown(ledger.Programming)
	}, inJoules, nil},
	{"J to train", func(_ *lab.Result, l *ledger.Ledger) (float64, bool) {
		return l.Training, l.PhaseKnown(ledger.Training)
	}, inJoules, nil},
	{"devices", func(_ *lab.Result, l *ledger.Ledger) (float64, bool) { return l.Cells, l.AreaKnown() }, spell.Amount, nil},
	{"pulses", func(r *lab.Result, _ *ledger.Ledger) (float64, bool) {
		return float64(sum(r.Pulses)), sum(r.Pulses) > 0
	}, spell.Amount, nil},
}

func inJoules(x float64) string { return spell.SI(x, "J") }

// compareTable sets the figures of both runs side by side, and the error rates of their arrays layer by layer.
func compareTable(this, other *lab.Result) vugu.HTML {
	a, errA := lab.Ledger(*this)
	b, errB := lab.Ledger(*other)
	var rows strings.Builder
	row := func(cells ...string) {
		rows.WriteString("<tr><th scope=\"row\">" + html.EscapeString(cells[0]) + "</th>")
		for _, c := range cells[1:] {
			rows.WriteString("<td>" + html.EscapeString(c) + "</td>")
		}
		rows.WriteString("</tr>")
	}
	put := func(c quantity, x, y float64, okX, okY bool) {
		if !okX && !okY {
			return
		}
		cells := []string{c.name, "–", "–", "–"}
		if okX {
			cells[1] = c.write(x)
		}
		if okY {
			cells[2] = c.write(y)
		}
		switch {
		case okX && okY && c.minus != nil:
			cells[3] = c.minus(x - y)
		case okX && okY && x > 0 && y > 0:
			cells[3] = "× " + spell.Rate(x/y)
		}
		row(cells...)
	}
	for _, c := range comparedRows {
		x, okX := c.of(this, &a)
		y, okY := c.of(other, &b)
		if strings.HasPrefix(c.name, "J ") || c.name == "devices" {
			okX, okY = okX && errA == nil, okY && errB == nil
		}
		put(c, x, y, okX, okY)
	}
	at := func(r *lab.Result, l int) (float64, bool) {
		if l < len(r.BER) {
			return r.BER[l], true
		}
		return 0, false
	}
	for l := range max(len(this.BER), len(other.BER)) {
		x, okX := at(this, l)
		y, okY := at(other, l)
		put(quantity{name: fmt.Sprintf("BER, layer %d", l+1), write: spell.Rate}, x, y, okX, okY)
	}
	return vugu.HTML("<table class=\"compare\"><thead><tr><td></td><th scope=\"col\">" + thisRun + "</th><th scope=\"col\">" + otherRun +
		"</th><th scope=\"col\">difference</th></tr></thead><tbody>" + rows.String() + "</tbody></table>")
}
