package ui

import (
	"fmt"
	"html"
	"strings"

	"github.com/vugu/vugu"

	"arraylab/ui/chart"
	"arraylab/ui/spell"
)

// NeuronPanel shows the hidden neurons of a layer, or one of them at work.
type NeuronPanel struct{ S *Store }

// hiddenLayers are the numbers of the hidden layers, from 0.
func (c *NeuronPanel) hiddenLayers() []int {
	if c.S.scores == nil {
		return nil
	}
	n := make([]int, len(c.S.scores.Bits))
	for i := range n {
		n[i] = i
	}
	return n
}

func (c *NeuronPanel) pick(index float64) { c.S.Do(func() { c.S.AskNeuron(c.S.nlayer, int(index)) }) }

// caption counts the neurons that fire.
func (c *NeuronPanel) caption() string {
	r := c.S.scores
	if r == nil || c.S.nlayer >= len(r.Bits) {
		return ""
	}
	on := 0
	for _, b := range r.Bits[c.S.nlayer] {
		if b == 1 { // a ternary 0 is 2
			on++
		}
	}
	return fmt.Sprintf("%s of %s fire. Choose one to see it at work.", spell.Thousands(int64(on)), spell.Thousands(int64(len(r.Bits[c.S.nlayer]))))
}

func (c *NeuronPanel) title() string {
	return fmt.Sprintf("Neuron %d of layer %d", c.S.neuron.Index, c.S.neuron.Layer+1)
}

// next asks for the neighbour of the chosen neuron.
func (c *NeuronPanel) next(by int) {
	if n := c.S.neuron; n != nil && c.S.scores != nil && n.Layer < len(c.S.scores.Bits) {
		count := len(c.S.scores.Bits[n.Layer])
		c.S.AskNeuron(n.Layer, (n.Index+by+count)%count)
	}
}

// product names what the third picture shows.
func (c *NeuronPanel) product() string {
	if chart.Grey(c.S.neuron) {
		return "w · x"
	}
	if c.S.neuron.Ternary {
		return "w · x"
	}
	return "XNOR(w, x)"
}

// equation is the neuron's sum, line by line, as one string of HTML.
func (c *NeuronPanel) equation() vugu.HTML {
	var b strings.Builder
	for _, l := range chart.Equation(c.S.neuron) {
		fmt.Fprintf(&b, "<dt>%s</dt><dd>%s</dd>", html.EscapeString(l.Law), html.EscapeString(l.Numbers))
	}
	return vugu.HTML(b.String())
}
