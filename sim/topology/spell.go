package topology

import (
	"strconv"
	"strings"
)

// Spell is the canonical text of a network that was read in the same context: Parse reads it as the same value.
func (n Network) Spell(c Context) string {
	var tokens []string
	for i := range n.Layers {
		tokens = append(tokens, n.Layers[i].spell(c))
	}
	if n.Last != c.Weights {
		tokens = append(tokens, "y"+n.Last.letter())
	}
	return strings.Join(tokens, "-")
}

// Plain tells whether there is nothing to tell but the widths of dense layers.
func (n Network) Plain(c Context) bool {
	for i := range n.Layers {
		if n.Layers[i] != (Layer{Out: n.Layers[i].Out, Weights: c.Weights, Outputs: c.Outputs}) {
			return false
		}
	}
	return n.Last == c.Weights
}

func (y *Layer) spell(c Context) string {
	if y.Kind == Average {
		return spellAverage(c, y.Kernel, y.Stride)
	}
	text := strconv.Itoa(y.Out)
	if y.Kind != Dense {
		text += y.spellMaps(c)
	}
	switch {
	case y.Weights == c.Weights && y.Outputs == c.Outputs:
		return text
	case y.Weights == y.Outputs:
		return text + y.Weights.letter()
	}
	return text + y.Weights.letter() + y.Outputs.letter()
}

func (y *Layer) spellMaps(c Context) string {
	text := "c"
	if y.Kind == Depthwise {
		text = "d"
	}
	if y.Kernel != c.one(kernelSide) {
		text += c.spell(y.Kernel, 1)
	}
	if y.Stride != c.one(1) {
		text += "s" + c.spell(y.Stride, 1)
	}
	if y.Pad != y.Kernel.halved() {
		text += "z" + c.spell(y.Pad, 0)
	}
	switch {
	case y.Pool == c.one(windowSide):
		text += "p"
	case y.Pool != Span{}:
		text += "p" + c.spell(y.Pool, 1)
	case y.Mean != Span{}:
		text += spellAverage(c, y.Mean, y.MeanStride)
	}
	return text
}

func spellAverage(c Context, window, stride Span) string {
	text := "a"
	if window != c.one(windowSide) {
		text += c.spell(window, 1)
	}
	if stride != window {
		text += "s" + c.spell(stride, 1)
	}
	return text
}

// spell is a span as one number where that says it; alone are the rows beside it on a signal.
func (c Context) spell(k Span, alone int) string {
	if k == c.along(k.W, alone) {
		return strconv.Itoa(k.W)
	}
	return strconv.Itoa(k.H) + "x" + strconv.Itoa(k.W)
}

func (v Level) letter() string { return letters[v : v+1] }
