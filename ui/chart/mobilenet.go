package chart

import (
	"fmt"

	"arraylab/sim/mobilenet"
	"arraylab/ui/spell"
)

// MobileNet is what a classifier of MobileNet V1 saves of the memory, over the width of its hidden layer.
type MobileNet struct {
	Design mobilenet.Design // Design is the one that is marked.
}

// widthStep is how far widths are drawn apart: the curve is a straight line, but for its first point.
const widthStep = 128

// Spec draws the share that is saved against the published network with all weights as those before the classifier are.
func (c MobileNet) Spec() Spec {
	at := func(hidden int) xy {
		d := c.Design
		d.Hidden = hidden
		return xy{float64(hidden), spell.Rounded(100*mobilenet.Saving(d), 4)}
	}
	var line []xy
	for h := 1; h <= mobilenet.Widest; h += widthStep {
		line = append(line, at(h))
	}
	line = append(line, at(mobilenet.Widest))
	even, here := mobilenet.BreakEven(c.Design.Classifier, c.Design.Features), at(c.Design.Hidden)
	throughout := c.Design.Features.Words() + " throughout"
	words := fmt.Sprintf("%.1f %% of the memory of %s is saved", here.Y, throughout)
	if here.Y < 0 {
		words = fmt.Sprintf("%.1f %% more memory than with %s is taken", -here.Y, throughout)
	}
	marks := []Mark{
		{"ruleY", []float64{0}, Options{"stroke": inkColour}},
		{"lineY", line, placed(stroke(testColour, 2))},
	}
	if even < mobilenet.Widest { // else the widest saves, too
		words += fmt.Sprintf("; it breaks even at %s hidden neurons", spell.Thousands(int64(even)))
		mark := []xy{{float64(even), 0}}
		anchor, dx := "end", -6
		if even < mobilenet.Widest/2 {
			anchor, dx = "start", 6
		}
		marks = append(marks,
			Mark{"ruleX", mark, Options{"x": "x", "stroke": quietColour, "strokeDasharray": "3,3"}},
			Mark{"text", mark, stroke(raisedPaper, 4).with(placed(Options{"text": []string{"breaks even: " +
				spell.Thousands(int64(even))}, "textAnchor": anchor, "dx": dx, "dy": 9, "fill": inkColour}))})
	} else {
		words += fmt.Sprintf("; with %s hidden neurons, the most, some still is", spell.Thousands(mobilenet.Widest))
	}
	marks = append(marks, Mark{"dot", []xy{here}, placed(Options{"fill": testColour, "r": 5})})
	return Spec{Title: "Memory saved against " + throughout, Words: words + ".",
		Plot:  figureFrame(220).plot(across("hidden neurons of the classifier", 5), percents("memory saved (%)", 5)),
		Marks: marks}
}
