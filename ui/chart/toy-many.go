package chart

import (
	"arraylab/devices"
	"arraylab/ui/spell"
)

// toyMany is the rise of the loss by a switch over the size of the hidden weight, for many weights after one task.
type toyMany struct{ *Toy }

// manyKeys are the entries of its key.
func manyKeys() []Key {
	return []Key{
		{"one weight of the many", devices.StyleDots, inkColour},
		{"2 H̄ + 2|Wh|/(rate · steps)", devices.StyleClosed, toyColour(1)},
	}
}

// Spec draws a dot a weight and the law.
func (t toyMany) Spec() Spec {
	var dots []xy
	for i, size := range t.many.Size {
		dots = append(dots, xy{spell.Rounded(size, 4), spell.Rounded(t.many.Rise[i], 4)})
	}
	law := placed(stroke(toyColour(1), 1.8)).with(Options{"strokeDasharray": "5,3"})
	return Spec{
		Title: "What a switch costs, in many dimensions", Words: t.manyWords(), Keys: manyKeys(),
		Plot: toyFrame().plot(across("size of the hidden weight, |Wh|", 5), upward("rise of the loss", 5)),
		Marks: []Mark{
			{"dot", dots, placed(Options{"fill": inkColour, "r": 1.4, "fillOpacity": 0.7})}, {"line", t.law[:], law},
		},
	}
}

// toyFrame is the frame of the small charts of the figure.
func toyFrame() frame { return frame{150, 40, 12, 18, 34} }
