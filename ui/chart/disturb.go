package chart

import (
	"fmt"
	"math"
	"strconv"

	"arraylab/devices"
	"arraylab/sim/gallery"
)

// disturbLines are those of the figure of read disturb, by the numbers of a junction's data sheet.
var disturbLines = [...]struct {
	name string
	of   func(r gallery.Results, scenario, value string) float64
}{
	{"a read turns a junction", func(r gallery.Results, scenario, value string) float64 {
		return r.Number(scenario, "disturb_p", "", value)
	}},
	{"bias of its bits by that", func(r gallery.Results, scenario, value string) float64 {
		return math.Abs(r.Number(scenario, "p_raw", "", value) - r.Number(scenario, "p_ap", "", value))
	}},
}

// disturbKeys are the entries of the figure's key.
func disturbKeys() (keys []Key) {
	for i, l := range disturbLines {
		keys = append(keys, Key{l.name, devices.StyleLine, seriesColour(i)})
	}
	return keys
}

// disturbFigure draws how often a read disturbs a junction, and what that does to its bits, over what a scenario
// sweeps.
func disturbFigure(x gallery.Scenario) Spec {
	r := gallery.Results{x.Name: x.Stored}
	s := Spec{Title: "Read disturb over the diameter", Keys: disturbKeys(),
		Plot: figureFrame(150).plot(across("diameter (nm)", 5),
			upward("probability, or bias", 4).with(Options{"type": "log", "tickFormat": "~e"}))}
	for i, l := range disturbLines {
		var points []xy
		for _, v := range x.Stored.Sweep.Values {
			if nm, err := strconv.ParseFloat(v, 64); err == nil {
				points = append(points, xy{nm, l.of(r, x.Name, v)})
			}
		}
		s.Marks = append(s.Marks, Mark{"line", points, placed(stroke(seriesColour(i), 1.8))},
			Mark{"dot", points, placed(Options{"fill": seriesColour(i), "r": 1.8})})
		if n := len(points); n > 0 {
			s.Words += fmt.Sprintf("%s: %.2g at %g nm, %.2g at %g nm. ", l.name, points[0].Y, points[0].X,
				points[n-1].Y, points[n-1].X)
		}
	}
	return s
}
