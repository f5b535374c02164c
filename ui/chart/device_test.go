package chart

import (
	"math"
	"testing"

	"arraylab/devices"
)

// TestPlotColours: samples have the colour of their closed form, crowds and bars are grey, and points that a
// logarithmic scale cannot show are left out.
func TestPlotColours(t *testing.T) {
	line := func(name, style string) devices.Curve {
		return devices.Curve{Name: name, Style: style, X: []float64{1, 2, 4}, Y: []float64{0, 1, 2}}
	}
	p := Plot{devices.Plot{LogX: true, LogY: true, Lines: []devices.Curve{
		line("1T1R", "closed"), line("2T2R", "closed"), line("1T1R drawn", "dots"), line("2T2R drawn", "dots"),
		line("h", "bars"), line("d", "line"), line("d", "line"), line("d", "line"), line("d", "line"),
	}}}
	keys, c := p.coloured()
	own := c[4] == barColour && c[5] == crowdColour
	if c[0] == c[1] || c[0] != c[2] || c[1] != c[3] || !own || len(keys) != 6 {
		t.Errorf("%v %v", c, keys)
	}
	if n := len(p.points(p.Lines[0])); n != 2 {
		t.Errorf("%d points can be shown, want 2", n)
	}
	if b := bins(p.Lines[4], true); math.Abs(b[1].Hi-b[2].Lo) > 1e-12 || math.Abs(b[1].Lo-b[0].Hi) > 1e-12 {
		t.Errorf("the bars have gaps: %v", b)
	}
}
