package ui

import (
	"fmt"
	"math"
	"strings"

	"arraylab/sim/lab"
	"arraylab/ui/spell"
	"arraylab/wasm/wire"
)

// showDetail chooses the chart below the learning curves.
func (s *Store) showDetail(name string) {
	s.detail = name
	s.askMargins()
}

// askMargins asks for the margins of the result that is shown, where they are looked at and not known.
func (s *Store) askMargins() {
	if s.detail == "margins" && s.margins == nil && s.result != nil && !s.Busy() {
		s.desk.Order(wire.AskMargins{})
	}
}

func (s *Store) marginsArrived(m wire.Margins) { s.margins = m.Layers }

// margin is a bar of the histogram of a hidden layer.
type margin struct {
	Layer string  `json:"layer"`
	From  float64 `json:"from"`
	To    float64 `json:"to"`
	Share float64 `json:"share"` // of the pre-activations, in percent
}

// marginsChart shows how far the pre-activations of the hidden layers are from their thresholds.
func marginsChart(all []lab.Margins) Chart {
	var bars []margin
	var words []string
	hidden := all[:len(all)-1]
	for l, m := range hidden {
		sum := 0.0
		for _, n := range m.Counts {
			sum += float64(n)
		}
		for i, n := range m.Counts {
			from := m.Lo + float64(i)*m.Width
			bars = append(bars, margin{fmt.Sprintf("layer %d", l+1), from, from + m.Width, 100 * float64(n) / math.Max(1, sum)})
		}
		words = append(words, fmt.Sprintf("layer %d: %.3g", l+1, m.RMS))
	}
	return Chart{Title: "Distance of pre-activations from the thresholds", Plot: map[string]any{
		"height": 44 + 76*len(hidden), "marginLeft": 40, "marginRight": 54, "marginTop": 16, "marginBottom": 34,
		"x":  map[string]any{"label": "distance (sum of inputs of size one), positive: it fires", "labelAnchor": "right", "labelOffset": 32, "ticks": 6},
		"y":  map[string]any{"label": "%", "grid": true, "ticks": 3},
		"fy": map[string]any{"label": nil},
	}, Marks: [][]any{
		{"rectY", bars, map[string]any{"fy": "layer", "x1": "from", "x2": "to", "y": "share", "fill": colTest}},
		{"ruleX", []float64{0}, map[string]any{"stroke": colInk}},
	}, Words: fmt.Sprintf("Root mean square distance in %s. The winning output is %.3g above the second one in the mean square.", strings.Join(words, ", "), all[len(all)-1].RMS)}
}

// marginWords says the same below the chart.
func (c *ResultPanel) marginWords() string {
	if c.S.detail != "margins" || len(c.S.margins) == 0 {
		return ""
	}
	return marginsChart(c.S.margins).Words + " A wrong weight moves a sum by two: neurons near zero are the first to turn over. The first " +
		spell.Thousands(lab.MarginImages) + " test images, with the weights as they are read."
}
