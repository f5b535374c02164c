package chart

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"arraylab/sim/lab"
	"arraylab/ui/spell"
)

// BitErrors are the bit error rates of the layers.
type BitErrors struct {
	Rates   []float64 // Rates are those of the layers, in order.
	Digital []bool    // Digital are the layers in digital memory, which has no errors.
}

// Spec draws a bar a layer.
func (c BitErrors) Spec() Spec {
	return bars("Bit error rate by layer", "BER", "~g", c.Rates, func(layer int, rate float64) string {
		if layer < len(c.Digital) && c.Digital[layer] {
			return "no cells"
		}
		return spell.Rate(rate)
	})
}

// Pulses are those that the layers' devices received.
type Pulses struct {
	Counts []int64 // Counts are those of the layers, in order.
}

// Spec draws a bar a layer.
func (c Pulses) Spec() Spec {
	var counts []float64
	for _, n := range c.Counts {
		counts = append(counts, float64(n))
	}
	return bars("Pulses spent by layer", "pulses", "~s", counts, func(_ int, n float64) string { return spell.Amount(n) })
}

// layerBar is the bar of a layer with what is written at its end.
type layerBar struct {
	L string  `json:"l"`
	V float64 `json:"v"`
	T string  `json:"t"`
}

// bars is one quantity by layer; the numbers stand at the bars' ends.
func bars(title, label, ticks string, values []float64,
	write func(layer int, value float64) string) Spec {
	var data []layerBar
	var words []string
	top := 0.0
	for i, v := range values {
		data = append(data, layerBar{layerName(i), v, write(i, v)})
		words = append(words, fmt.Sprintf("%s: %s", layerName(i), write(i, v)))
		top = max(top, v)
	}
	if top == 0 {
		top = 1
	}
	x := Options{
		"label": label, "labelAnchor": "right", "domain": []float64{0, top},
		"ticks": 3, "tickFormat": ticks, "grid": true,
	}
	return Spec{
		Title: title, Words: strings.Join(words, ", ") + ".", Columns: map[string]string{"l": "layer", "t": ""},
		Plot:  frame{40 + 34*len(values), 54, 64, 6, 30}.plot(x, named()),
		Marks: []Mark{rows(data, "l", "v", testColour, 4), zero(inkColour), beside(data, "l", "v")},
	}
}

// Margins show how far the pre-activations of the hidden layers are from their thresholds.
type Margins struct {
	Layers []lab.Margins // Layers are those of the network, the output layer last; there are at least two.
}

// marginBar is a bar of the histogram of a hidden layer.
type marginBar struct {
	Layer string  `json:"layer"`
	From  float64 `json:"from"`
	To    float64 `json:"to"`
	Share float64 `json:"share"` // of the pre-activations, in percent
}

// Spec draws a histogram a hidden layer.
func (c Margins) Spec() Spec {
	var bars []marginBar
	hidden := c.Layers[:len(c.Layers)-1]
	for l, m := range hidden {
		if none(m) {
			continue
		}
		sum := 0.0
		for _, n := range m.Counts {
			sum += float64(n)
		}
		for i, n := range m.Counts {
			from := m.Lo + float64(i)*m.Width
			bars = append(bars, marginBar{layerName(l), from, from + m.Width, 100 * float64(n) / math.Max(1, sum)})
		}
	}
	x := across("distance (sum of inputs of size one), positive: it fires", 6)
	return Spec{
		Title: "Distance of pre-activations from the thresholds", Words: c.Words(),
		Columns: map[string]string{"from": "distance from", "to": "distance to", "share": "share of the sums (%)"},
		Plot: frame{44 + 76*len(hidden), 40, 54, 16, 34}.plot(x, upward("%", 3)).
			with(Options{"fy": Options{"label": nil}}),
		Marks: []Mark{
			{"rectY", bars, Options{"fy": "layer", "x1": "from", "x2": "to", "y": "share", "fill": testColour}},
			zero(inkColour),
		},
	}
}

// none tells whether a layer has no distances: its outputs have 8 bits and no thresholds.
func none(m lab.Margins) bool {
	return !slices.ContainsFunc(m.Counts, func(n int64) bool { return n > 0 })
}

// Words say how far they are in the mean square.
func (c Margins) Words() string {
	var words []string
	last := len(c.Layers) - 1
	for l, m := range c.Layers[:last] {
		if !none(m) {
			words = append(words, fmt.Sprintf("%s: %.3g", layerName(l), m.RMS))
		}
	}
	if len(words) == 0 {
		words = []string{"no layer, for their outputs have 8 bits"}
	}
	return fmt.Sprintf("Root mean square distance in %s. The winning output is %.3g above the second one in the "+
		"mean square.",
		strings.Join(words, ", "), c.Layers[last].RMS)
}

// HiddenWeights are the hidden weights by layer while they are learnt.
type HiddenWeights struct {
	Layers []lab.Histogram // Layers are their histograms, in order.
}

// weightBar is a bin of the histogram of a layer.
type weightBar struct {
	X float64 `json:"x"` // the middle of the bin
	Y float64 `json:"y"` // share of the layer's weights, in percent
	L string  `json:"l"`
}

// Spec draws a histogram a layer.
func (c HiddenWeights) Spec() Spec {
	var bars []weightBar
	var words []string
	for _, h := range c.Layers {
		total, outer := int64(0), int64(0)
		for i, n := range h.Counts {
			total += n
			if i < len(h.Counts)/4 || i >= len(h.Counts)-len(h.Counts)/4 {
				outer += n
			}
		}
		share := func(n int64) float64 { return 100 * float64(n) / float64(max(total, 1)) }
		name := layerName(h.Layer)
		for i, n := range h.Counts {
			bars = append(bars, weightBar{h.Span * (float64(2*i+1)/float64(len(h.Counts)) - 1), share(n), name})
		}
		words = append(words, fmt.Sprintf("%s from %.3g to %.3g, %.2g %% of the weights in the outer half",
			name, -h.Span, h.Span, share(outer)))
	}
	y := upward("share (%)", 2).with(Options{"type": "sqrt"})
	lines := placed(stroke(testColour, 1.4)).with(Options{"fy": "l", "curve": "step"})
	return Spec{
		Title: "Hidden weights by layer", Words: strings.Join(words, "; ") + ".",
		Columns: map[string]string{"l": "layer"},
		Plot: frame{34 + 62*len(c.Layers), 40, 54, 8, 34}.plot(across("hidden weight", 5), y).
			with(Options{"fy": Options{"label": nil}}),
		Marks: []Mark{{"lineY", bars, lines}, zero(quietColour)},
	}
}
