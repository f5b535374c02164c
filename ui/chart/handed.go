package chart

import (
	"fmt"
	"strconv"
	"strings"

	"arraylab/sim/lab"
)

// Handed are results of many runs, each at the place that a field of its experiment has.
type Handed struct {
	Field   lab.Field // Field is what they are drawn over.
	Results []OneRun  // Results are one at least.
}

// OneRun is a result among many.
type OneRun struct {
	Experiment lab.Experiment // Experiment is that of the run.
	Accuracy   float64        // Accuracy is on the test set, from 0 to 1.
	Doubt      bool           // Doubt marks one that contradicts another one.
}

// handedDot is a result in the chart. X is a number where the field has numbers, else the text of its value.
type handedDot struct {
	X any     `json:"x"`
	Y float64 `json:"y"`
}

// numeric tells whether the values of the field are numbers.
func (c Handed) numeric() bool { return c.Field.Numeric() }

// Spec draws a dot for each result; those in doubt are crosses.
func (c Handed) Spec() Spec {
	var dots, doubts []handedDot
	lo, hi := 1.0, 0.0
	var span [2]float64
	for i, r := range c.Results {
		text := c.Field.Get(r.Experiment)
		d := handedDot{X: choiceLabel(c.Field, text), Y: 100 * r.Accuracy}
		if x, err := strconv.ParseFloat(text, 64); err == nil && c.numeric() {
			if i == 0 {
				span = [2]float64{x, x}
			}
			span = [2]float64{min(span[0], x), max(span[1], x)}
			d.X = x
		}
		lo, hi = min(lo, r.Accuracy), max(hi, r.Accuracy)
		if r.Doubt {
			doubts = append(doubts, d)
		} else {
			dots = append(dots, d)
		}
	}
	over := frame{230, 42, 14, 26, 38}.plot(c.axis(span), percents("accuracy (%)", 5))
	marks := []Mark{{"dot", dots, placed(Options{"fill": testColour, "fillOpacity": 0.6, "r": 4.5})}}
	if len(doubts) > 0 {
		marks = append(marks, Mark{"dot", doubts,
			placed(Options{"stroke": seriesColour(3), "strokeWidth": 2, "symbol": "times", "r": 5})})
	}
	return Spec{Title: "Accuracy over " + c.Field.Label, Plot: over, Marks: marks,
		Words: fmt.Sprintf("%d results, from %.2f %% to %.2f %%.", len(c.Results), 100*lo, 100*hi)}
}

// axis is the one from left to right.
func (c Handed) axis(span [2]float64) Options {
	if !c.numeric() {
		return labelled(Options{"type": "point", "label": c.Field.Label})
	}
	label := c.Field.Label
	if c.Field.Unit != "" && !strings.Contains(label, c.Field.Unit) {
		label += " (" + c.Field.Unit + ")"
	}
	return labelled(measured(label, c.Field.Log && span[0] > 0, span))
}
