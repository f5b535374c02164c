package chart

import (
	"fmt"
	"math"
	"strings"

	"arraylab/sim/gallery"
)

// tradePoint is a network between memory and accuracy.
type tradePoint struct {
	X  float64 `json:"x"`  // memory of the weights in kB
	Y  float64 `json:"y"`  // mean accuracy in percent
	Lo float64 `json:"lo"` // one deviation below it
	Hi float64 `json:"hi"` // one above it
	N  string  `json:"n"`  // its name
	C  string  `json:"c"`  // its colour
	A  string  `json:"a"`  // how its name is anchored
	D  int     `json:"d"`  // how far its name lies below the point, in pixels
}

// tradeOffFigure draws accuracy over the memory of the weights, a point for each network, as arXiv:2006.11595 does: what
// lies up and to the left is better.
func tradeOffFigure(all []gallery.TradeOff) Spec {
	points := tradePoints(all)
	var words []string
	lo, hi := math.Inf(1), 0.0
	for i, t := range all {
		words = append(words, fmt.Sprintf("%s: %.2f ± %.2f %% with %.1f kB", t.Name, t.Accuracy.Mean, t.Accuracy.SD,
			points[i].X))
		lo, hi = min(lo, points[i].X), max(hi, points[i].X)
	}
	across := labelled(Options{"label": "memory of the weights (kB)", "type": "log", "ticks": 4, "tickFormat": "~g",
		"domain": [2]float64{lo / 1.5, hi * 1.5}})
	name := func(anchor string, dx int) []Mark {
		var marks []Mark
		for _, p := range points {
			if p.A == anchor {
				marks = append(marks, Mark{"text", []tradePoint{p}, stroke(raisedPaper, 4).with(Options{"x": "x", "y": "y",
					"text": "n", "textAnchor": anchor, "dx": dx, "dy": p.D, "fill": inkColour})})
			}
		}
		return marks
	}
	marks := []Mark{
		{"ruleX", points, Options{"x": "x", "y1": "lo", "y2": "hi", "stroke": "c", "strokeOpacity": 0.6}},
		{"dot", points, Options{"x": "x", "y": "y", "fill": "c", "r": 4}},
	}
	marks = append(append(marks, name("start", 7)...), name("end", -7)...)
	plot := figureFrame(190).plot(across, percents("accuracy (%)", 5)).with(
		Options{"color": Options{"type": "identity"}})
	return Spec{Title: "Accuracy over memory", Words: strings.Join(words, "; ") + ".", Plot: plot, Marks: marks}
}

// tradePoints place the networks. Names stand on the side on which there is room.
func tradePoints(all []gallery.TradeOff) (points []tradePoint) {
	for i, t := range all {
		p := tradePoint{X: t.Bytes() / 1000, Y: t.Accuracy.Mean, Lo: t.Accuracy.Mean - t.Accuracy.SD,
			Hi: t.Accuracy.Mean + t.Accuracy.SD, N: t.Name, C: seriesColour(i), A: "start"}
		if 2*i >= len(all) {
			p.A = "end"
		}
		points = append(points, p)
	}
	return points
}
