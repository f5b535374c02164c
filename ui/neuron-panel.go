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
	if c.S.specimen.scores == nil {
		return nil
	}
	n := make([]int, len(c.S.specimen.scores.Bits))
	for i := range n {
		n[i] = i
	}
	return n
}

func (c *NeuronPanel) pick(index float64) {
	c.S.Do(func() { c.S.pickNeuron(int(index)) })
}

// caption counts the neurons that fire.
func (c *NeuronPanel) caption() string {
	r := c.S.specimen.scores
	if r == nil || c.S.specimen.nlayer >= len(r.Bits) {
		return ""
	}
	all := spell.Thousands(int64(len(r.Bits[c.S.specimen.nlayer])))
	if c.S.specimen.eight(c.S.specimen.nlayer) {
		return all + " outputs of 8 bits, from −1 to 1."
	}
	on := 0
	for _, b := range r.Bits[c.S.specimen.nlayer] {
		if b == 1 { // a ternary 0 is 2
			on++
		}
	}
	if c.S.positions(c.S.specimen.nlayer) > 1 {
		return fmt.Sprintf("%s: %s of %s places fire. Choose one to see it at work.",
			gridText(c.S.gridOf(c.S.specimen.nlayer)), spell.Thousands(int64(on)), all)
	}
	return fmt.Sprintf("%s of %s fire. Choose one to see it at work.", spell.Thousands(int64(on)), all)
}

func (c *NeuronPanel) title() string {
	n := c.S.specimen.neuron
	if c.S.positions(n.Layer) > 1 {
		return fmt.Sprintf("Layer %d, %s", n.Layer+1, c.S.placeName(n))
	}
	return fmt.Sprintf("Neuron %d of layer %d", n.Index, n.Layer+1)
}

// next asks for the neighbour of the chosen neuron.
func (c *NeuronPanel) next(by int) {
	if n := c.S.specimen.neuron; n != nil && c.S.specimen.sums(n.Layer) > 0 {
		count := c.S.specimen.sums(n.Layer)
		c.S.AskNeuron(n.Layer, (n.Index+by+count)%count)
	}
}

// product names what the third picture shows.
func (c *NeuronPanel) product() string {
	if n := c.S.specimen.neuron; n.Grey || n.Ternary || n.EightInputs || n.EightWeights {
		return "w · x"
	}
	return "XNOR(w, x)"
}

// inColour tells whether the neuron's pictures are in colour.
func (c *NeuronPanel) inColour() bool { return c.S.specimen.neuron != nil && c.S.atWork().InColour() }

// signs tells whether its weights have the colours of −1 and +1.
func (c *NeuronPanel) signs() bool {
	return c.S.specimen.neuron != nil && !c.S.specimen.neuron.EightWeights && !c.inColour()
}

// equation is the neuron's sum, line by line, as one string of HTML.
func (c *NeuronPanel) equation() vugu.HTML {
	var b strings.Builder
	for _, l := range chart.Equation(c.S.specimen.neuron) {
		fmt.Fprintf(&b, "<dt>%s</dt><dd>%s</dd>", html.EscapeString(l.Law), html.EscapeString(l.Numbers))
	}
	return vugu.HTML(b.String())
}
