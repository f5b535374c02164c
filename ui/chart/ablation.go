package chart

import (
	"fmt"

	"arraylab/devices"
	"arraylab/sim/lab"
)

// Ablation is what each imperfection costs alone, and what leaving it out wins.
type Ablation struct {
	Ranking lab.Ranking // Ranking is what the points say so far; it has a loss at least.
}

// costBar is what an imperfection costs, in points of accuracy.
type costBar struct {
	Name  string  `json:"name"`
	Alone float64 `json:"alone"`
	Lo    float64 `json:"lo"`
	Hi    float64 `json:"hi"`
	Left  float64 `json:"left"`
}

// Spec draws a bar with its spread and a ring an imperfection, dearest first.
func (c Ablation) Spec() Spec {
	var bars []costBar
	var names []string
	for _, l := range c.Ranking.Losses {
		a, sd := 100*l.Alone.Mean, 100*l.Alone.SD
		bars = append(bars, costBar{l.Label, a, a - sd, a + sd, 100 * l.Left.Mean})
		names = append(names, l.Label)
	}
	x := across("points of accuracy", 4).with(Options{"grid": true, "nice": true})
	spread := Options{"y": "name", "x1": "lo", "x2": "hi"}.with(stroke(inkColour, 1.4))
	ring := Options{"y": "name", "x": "left", "fill": "none", "r": 4}.with(stroke(trainColour, 1.8))
	return Spec{
		Title: "Which imperfection costs most?", Words: c.Words(),
		Keys: []Key{{"lost by it alone, ± one standard deviation", devices.StyleBars, testColour},
			{"won by leaving it out", devices.StyleMark, trainColour}},
		Columns: map[string]string{"name": "imperfection", "alone": "lost by it alone (points)",
			"lo": "less one standard deviation", "hi": "plus one standard deviation",
			"left": "won by leaving it out (points)"},
		Plot: frame{50 + 26*len(bars), 138, 14, 6, 34}.plot(x, named().with(Options{"domain": names})),
		Marks: []Mark{
			rows(bars, "name", "alone", testColour, 5), {"ruleY", bars, spread}, {"dot", bars, ring}, zero(inkColour),
		},
	}
}

// Words say what came of the ablation.
func (c Ablation) Words() string {
	say := func(p lab.Spread) string { return fmt.Sprintf("%.2f ± %.2f points", 100*p.Mean, 100*p.SD) }
	r, first := c.Ranking, c.Ranking.Losses[0]
	return fmt.Sprintf("%s costs most: %s alone, %s when it is the one left out. All together cost %s of %.2f %%.",
		first.Label, say(first.Alone), say(first.Left), say(r.Total), 100*r.None.Mean)
}
