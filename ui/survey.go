package ui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"arraylab/devices/knob"
	"arraylab/sim/lab"
)

// survey is a sweep with the points that it has so far.
type survey struct {
	spec   lab.Sweep
	points []lab.SweepPoint
}

// spread is what came of one value over its chips and seeds; accuracies are in percent.
type spread struct {
	Series string  `json:"series"`
	Value  string  `json:"-"`
	X      float64 `json:"x"`      // the value, or the chip's number where there is none
	Joules float64 `json:"joules"` // mean over the chips, of the energy that the sweep is about
	BER    float64 `json:"ber"`    // mean likewise
	Mean   float64 `json:"mean"`
	SD     float64 `json:"-"` // from chip to chip, unbiased; 0 for one chip
	Lo     float64 `json:"lo"`
	Hi     float64 `json:"hi"`
	N      int     `json:"-"`
}

// spreads sums the points up, value by value.
func (v survey) spreads() []spread {
	var all []spread
	energy := v.energyOf()
	for from := 0; from < len(v.points); {
		to := from
		for to < len(v.points) && v.points[to].Value == v.points[from].Value && v.points[to].Series == v.points[from].Series {
			to++
		}
		p := spread{N: to - from, Series: v.seriesName(v.points[from].Series), Value: v.points[from].Value}
		p.X = v.place(v.points[from].Value)
		percents := make([]float64, 0, p.N)
		for _, q := range v.points[from:to] {
			percents = append(percents, 100*q.Accuracy)
			p.Joules += energy(q) / float64(p.N)
			p.BER += q.BER / float64(p.N)
		}
		over := lab.SpreadOf(percents)
		p.Mean, p.SD = over.Mean, over.SD
		p.Lo, p.Hi = p.Mean-p.SD, p.Mean+p.SD
		all, from = append(all, p), to
	}
	return all
}

// place is where a value stands on the axis: a number at itself, another one at its number in the sweep.
func (v survey) place(value string) float64 {
	if x, err := strconv.ParseFloat(value, 64); err == nil {
		return x
	}
	return float64(1 + slices.Index(v.spec.Values, value))
}

// axisLabel names the axis of the knob; values that are no numbers are told by their places.
func (v survey) axisLabel(f lab.Field) string {
	if f.Numeric() {
		return f.Label
	}
	var names []string
	for i, value := range v.spec.Values {
		names = append(names, fmt.Sprintf("%d %s", i+1, value))
	}
	return f.Label + ": " + strings.Join(names, ", ")
}

// seriesName is the label of a choice of the field that makes the series.
func (v survey) seriesName(choice string) string {
	f, _ := lab.FieldOf(v.spec.By)
	for _, c := range f.Choices {
		if c.Value == choice {
			return c.Label
		}
	}
	return choice
}

// longName names a series where its field is not told beside it: a number with the field's name, a switch with on or off.
func (v survey) longName(choice string) string {
	f, ok := lab.FieldOf(v.spec.By)
	switch {
	case !ok || len(f.Choices) > 0:
		return v.seriesName(choice)
	case f.Kind == knob.Switch && choice == "1":
		return strings.ToLower(f.Label)
	case f.Kind == knob.Switch:
		return "not " + strings.ToLower(f.Label)
	}
	return strings.TrimSpace(fmt.Sprintf("%s %s %s", strings.ToLower(f.Label), choice, f.Unit))
}

// span is the range of the values on the axis.
func (v survey) span() (first, last float64) {
	for i, p := range v.points {
		x := v.place(p.Value)
		if i == 0 {
			first, last = x, x
		}
		first, last = min(first, x), max(last, x)
	}
	return first, last
}
