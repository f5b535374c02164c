package ui

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"

	"arraylab/sim/lab"
	"arraylab/ui/spell"
)

// Chart is what the element lab-chart draws with Observable Plot: marks are [name, data,
// options], the other keys are options of Plot.plot itself.
type Chart struct {
	Title string         `json:"title"` // what it shows, in words: its accessible name and its file name
	Words string         `json:"words"` // the same in a sentence, for those who cannot see it
	Plot  map[string]any `json:"plot"`
	Marks [][]any        `json:"marks"`
}

// Colours of series, from the page's style sheet: they differ in lightness as well as in hue.
const (
	colTrain = "var(--train)"
	colTest  = "var(--test)"
	colQuiet = "var(--quiet)"
	colInk   = "var(--ink)"
)

// Charts are the charts, and the large pictures, that are on the screen, by the id of their element, spelled in JSON. One
// is drawn anew when its text changed.
func (s *Store) Charts() map[string]string {
	m := map[string]string{}
	put := func(id string, c Chart) {
		if b, err := json.Marshal(c); err == nil {
			m[id] = string(b)
		}
	}
	if s.dialog == "toy" {
		for _, d := range s.toyNow().charts {
			m[d.ID] = d.spec
		}
	}
	if s.dialog == "scenarios" {
		for _, p := range s.GalleryPapers() {
			for _, k := range p.Cards {
				m[k.Figure.ID] = k.Figure.spec
			}
		}
	}
	if s.library.shown {
		for _, all := range [][]drawing{s.library.fitted, s.library.drawn} {
			for _, d := range all {
				m[d.ID] = d.spec
			}
		}
		return m
	}
	if len(s.points) > 1 && !s.Hidden("curves") {
		put("chart-curves", s.curves())
	}
	if s.detail == "sweep" && len(s.swept) > 0 {
		put("chart-sweep", s.sweepChart())
		if s.energies() {
			put("chart-sweep-energy", s.energyChart())
		}
	}
	if c, ok := s.ablateChart(); ok && s.detail == "ablate" {
		put("chart-ablate", c)
	}
	shown := s.shown()
	if shown == nil || s.Hidden("confusion") {
		return m
	}
	switch s.detail {
	case "compare":
		if other := s.versusResult(); other != nil {
			put("chart-compare-confusion", compareConfusion(s.result, other))
			if c, ok := compareCurves(s.result, other); ok {
				put("chart-compare-curves", c)
			}
			s.arrayPictures(m)
		}
	case "hidden":
		if s.weighed != nil {
			put("chart-hidden", histograms(s.weighed))
		}
	case "confusion":
		put("chart-confusion", confusion(shown.Confusion))
	case "energy":
		if l := s.energyLedger(); l != nil {
			put("chart-energy", s.ledgerChart(l))
			put("chart-machines", s.machineChart(l))
			for i, k := range s.energyClaims() {
				put(claimID(i), plotOf(k.Plot).chart())
			}
		}
	case "margins":
		if len(s.margins) > 1 {
			put("chart-margins", marginsChart(s.margins))
		}
	case "ber":
		put("chart-ber", bars("Bit error rate by layer", "BER", "~g", shown.BER, spell.Rate))
	case "pulses":
		var counts []float64
		for _, n := range s.pulses() {
			counts = append(counts, float64(n))
		}
		put("chart-pulses", bars("Pulses spent by layer", "pulses", "~s", counts, spell.Amount))
	}
	return m
}

// pulses spent by layer: of the run under way, else of the result.
func (s *Store) pulses() []int64 {
	if s.Busy() && len(s.progress.Pulses) > 0 {
		return s.progress.Pulses
	}
	if s.result != nil {
		return s.result.Pulses
	}
	return nil
}

// mostPoints is how many points of a curve are drawn: more than the chart has pixels for.
const mostPoints = 240

type xy struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
}

// series picks one quantity, without the points where it was not measured, thinned evenly.
func series(all []lab.Point, of func(lab.Point) float64) []xy {
	var line []xy
	for _, p := range all {
		if y := of(p); y >= 0 && !math.IsNaN(y) && !math.IsInf(y, 0) {
			line = append(line, xy{p.Epoch, y})
		}
	}
	if len(line) <= mostPoints {
		return line
	}
	thin := make([]xy, mostPoints)
	for i := range thin {
		thin[i] = line[i*(len(line)-1)/(mostPoints-1)]
	}
	return thin
}

func (s *Store) curves() Chart {
	if s.curve != "loss" && severalTasks(s.points) {
		return taskCurves(s.points, s.taskNames())
	}
	train, test := func(p lab.Point) float64 { return 100 * p.TrainAcc }, func(p lab.Point) float64 { return 100 * p.TestAcc }
	title, label := "Accuracy on training and test images by epoch", "accuracy (%)"
	if s.curve == "loss" {
		train, test = func(p lab.Point) float64 { return p.TrainLoss }, func(p lab.Point) float64 { return p.TestLoss }
		title, label = "Loss on training and test images by epoch", s.lossName()
	}
	a, b := series(s.points, train), series(s.points, test)
	lo, hi := extent(a, b)
	c := Chart{Title: title, Plot: map[string]any{
		"height": 156, "marginLeft": 34, "marginRight": 34, "marginTop": 18, "marginBottom": 34, "clip": true,
		"x": map[string]any{"label": "epoch", "labelAnchor": "right", "labelOffset": 32, "ticks": 5},
		"y": map[string]any{"label": label, "grid": true, "domain": []float64{lo, hi}, "ticks": 5},
	}}
	if ideal, ok := s.curveIdeal(); ok && s.curve != "loss" && 100*ideal > lo {
		c.Marks = append(c.Marks, []any{"ruleY", []float64{100 * ideal}, map[string]any{"stroke": colQuiet, "strokeDasharray": "3,3"}},
			[]any{"text", []xy{{0, 100 * ideal}}, map[string]any{"x": "x", "y": "y", "text": []string{"ideal"}, "textAnchor": "start", "dx": 3, "dy": 7, "fill": colQuiet}})
	}
	if i := series(s.idealCurve(), test); len(i) > 1 {
		c.Marks = append(c.Marks, []any{"lineY", i, map[string]any{"x": "x", "y": "y", "stroke": colQuiet, "strokeWidth": 1, "clip": true}})
	}
	line := func(name string, data []xy, colour string, width float64) {
		if len(data) == 0 {
			return
		}
		c.Marks = append(c.Marks,
			[]any{"lineY", data, map[string]any{"x": "x", "y": "y", "stroke": colour, "strokeWidth": width, "clip": true}},
			[]any{"text", data[len(data)-1:], map[string]any{"x": "x", "y": "y", "text": []string{name}, "textAnchor": "start", "dx": 4, "fill": colour, "fontWeight": 600, "clip": false}})
		if len(data) <= 30 {
			c.Marks = append(c.Marks, []any{"dot", data, map[string]any{"x": "x", "y": "y", "fill": colour, "r": 1.8, "clip": true}})
		}
	}
	if len(a) > 0 && len(b) > 0 {
		c.Words = fmt.Sprintf("At epoch %.3g training images %.4g, test images %.4g, %s.", b[len(b)-1].X, a[len(a)-1].Y, b[len(b)-1].Y, label)
	}
	line("train", a, colTrain, 1.4)
	line("test", b, colTest, 2.2)
	c.Marks = labelsApart(c.Marks, a, b, hi-lo)
	return c
}

// lossName is what the loss of the run is that the curves show.
func (s *Store) lossName() string {
	link := s.started
	if s.result != nil && !s.Busy() {
		link = s.result.Link
	}
	if l, err := lab.ParseLink("#" + link); err == nil && l.Loss == lab.LossHinge {
		return "hinge loss"
	}
	return "cross-entropy (nat)"
}

// curveIdeal is the ideal reference of the run that the curves show.
func (s *Store) curveIdeal() (float64, bool) {
	if !s.Busy() || s.session.Aside() {
		return s.Ideal()
	}
	a, ok := s.ideals[s.idealOf(s.started)]
	return a, ok
}

// idealCurve is the curve of the ideal reference, where it was run on this page.
func (s *Store) idealCurve() []lab.Point {
	if s.result == nil || s.Busy() {
		return nil
	}
	if s.idealLink == "" || s.idealOf(s.result.Link) != s.idealLink {
		return nil
	}
	return s.idealPoints
}

// labelsApart moves the two labels at the lines' ends away from each other.
func labelsApart(marks [][]any, a, b []xy, span float64) [][]any {
	if len(a) == 0 || len(b) == 0 {
		return marks
	}
	gap := (a[len(a)-1].Y - b[len(b)-1].Y) / span * 104 // pixels of the frame's height
	if math.Abs(gap) >= 12 {
		return marks
	}
	up := gap >= 0 // the training curve lies above
	for _, m := range marks {
		o, _ := m[2].(map[string]any)
		if m[0] != "text" || o["fontWeight"] == nil {
			continue
		}
		if (o["fill"] == colTrain) == up {
			o["dy"] = -(12 - math.Abs(gap)) / 2
		} else {
			o["dy"] = (12 - math.Abs(gap)) / 2
		}
	}
	return marks
}

// extent is the range that is worth seeing: the first tenth of the curves, where they race,
// may leave the frame.
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

func confusion(counts [][]int) Chart {
	type cell struct {
		T int     `json:"t"`
		P int     `json:"p"`
		N int     `json:"n"`
		F float64 `json:"f"` // share of the true class
	}
	var cells, light, dark []cell
	var worst cell
	for t, row := range counts {
		sum := 0
		for _, n := range row {
			sum += n
		}
		for p, n := range row {
			if n == 0 {
				continue
			}
			// The logarithm shows the few confusions beside the many hits.
			f := math.Log1p(float64(n)) / math.Log1p(float64(max(sum, 1)))
			c := cell{t, p, n, f}
			cells = append(cells, c)
			if t != p && n > worst.N {
				worst = c
			}
			if f > 0.55 {
				dark = append(dark, c)
			} else {
				light = append(light, c)
			}
		}
	}
	text := func(data []cell, fill string) []any {
		return []any{"text", data, map[string]any{"x": "p", "y": "t", "text": "n", "fill": fill, "fontSize": 9.5}}
	}
	words := "No image is classified wrongly."
	if worst.N > 0 {
		words = fmt.Sprintf("The most frequent confusion: %d taken for %d, %d times.", worst.T, worst.P, worst.N)
	}
	return Chart{Title: "Confusion matrix: true against predicted class", Words: words, Plot: map[string]any{
		"height": 230, "marginLeft": 34, "marginRight": 2, "marginTop": 2, "marginBottom": 34, "padding": 0.04,
		"x":     map[string]any{"domain": classesOf(counts), "label": "predicted", "labelAnchor": "center", "labelOffset": 31, "tickSize": 0},
		"y":     map[string]any{"domain": classesOf(counts), "label": "true", "labelAnchor": "center", "tickSize": 0},
		"color": map[string]any{"scheme": "cividis", "domain": []float64{0, 1}},
	}, Marks: [][]any{
		{"cell", cells, map[string]any{"x": "p", "y": "t", "fill": "f"}},
		text(light, "#fff"), text(dark, "#000"),
	}}
}

// classesOf are the numbers of the classes of a matrix.
func classesOf(counts [][]int) []int {
	all := make([]int, len(counts))
	for i := range all {
		all[i] = i
	}
	return all
}

// bars is one quantity by layer; the numbers stand at the bars' ends.
func bars(title, label, ticks string, values []float64, write func(float64) string) Chart {
	type bar struct {
		L string  `json:"l"`
		V float64 `json:"v"`
		T string  `json:"t"`
	}
	var data []bar
	var words []string
	top := 0.0
	for i, v := range values {
		data = append(data, bar{fmt.Sprintf("layer %d", i+1), v, write(v)})
		words = append(words, fmt.Sprintf("layer %d: %s", i+1, write(v)))
		top = max(top, v)
	}
	if top == 0 {
		top = 1
	}
	return Chart{Title: title, Words: strings.Join(words, ", ") + ".", Plot: map[string]any{
		"height": 40 + 34*len(values), "marginLeft": 54, "marginRight": 64, "marginTop": 6, "marginBottom": 30,
		"x": map[string]any{"label": label, "domain": []float64{0, top}, "ticks": 3, "grid": true, "tickFormat": ticks, "labelAnchor": "right"},
		"y": map[string]any{"label": nil, "tickSize": 0},
	}, Marks: [][]any{
		{"barX", data, map[string]any{"y": "l", "x": "v", "fill": colTest, "insetTop": 4, "insetBottom": 4}},
		{"ruleX", []float64{0}, map[string]any{"stroke": colInk}},
		{"text", data, map[string]any{"y": "l", "x": "v", "text": "t", "textAnchor": "start", "dx": 5, "fill": colInk}},
	}}
}
