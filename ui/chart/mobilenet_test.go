package chart

import (
	"slices"
	"strings"
	"testing"

	"arraylab/sim/gallery"
	"arraylab/sim/mobilenet"
)

// TestMobileNetBreaksEven: what is saved falls with the width, and in words it is said where nothing is saved.
func TestMobileNetBreaksEven(t *testing.T) {
	for d, says := range map[mobilenet.Design]string{
		mobilenet.Wide(): "7.4 % of the memory of 8 bits throughout is saved; it breaks even at 4,051",
		{Hidden: 4096, Features: mobilenet.Eight}:                             "0.3 % more memory than with 8 bits",
		{Hidden: 2816, Features: mobilenet.Float}:                             "with 4,096 hidden neurons, the most, some still is.",
		{Classifier: mobilenet.Eight, Features: mobilenet.Eight, Hidden: 100}: "breaks even at 505",
	} {
		s := MobileNet{d}.Spec()
		if !strings.Contains(s.Words, says) {
			t.Errorf("%s: %s", d.Words(), s.Words)
		}
		line := s.Marks[1][1].([]xy)
		if !slices.IsSortedFunc(line, func(a, b xy) int { return int(a.X - b.X) }) || line[0].Y <= line[len(line)-1].Y {
			t.Errorf("%s: %v", d.Words(), line)
		}
	}
}

// TestTradeOffs: a point for each network, the smallest memory first (one network may be trained twice), with its
// spread, its name and its energy.
func TestTradeOffs(t *testing.T) {
	n := 0
	for _, p := range gallery.Papers() {
		for _, c := range p.Claims {
			if c.Figure != gallery.FigureTradeOff {
				continue
			}
			n++
			all := c.TradeOffs()
			s := Figure{Claim: c}.Spec()
			points := s.Marks[1][1].([]tradePoint)
			if len(all) < 4 || len(points) != len(all) || all[0].Name != "all binary" ||
				all[len(all)-1].Name != "8 bits throughout" {
				t.Fatalf("%s: %+v", c.Name, all)
			}
			for i, x := range all {
				if x.Seeds != 3 || x.Joules <= 0 || points[i].Hi <= points[i].Lo || i > 0 && points[i].X < points[i-1].X {
					t.Errorf("%s, %s: %+v, %+v", c.Name, x.Name, x, points[i])
				}
			}
			if !strings.Contains(s.Words, "all binary: ") || !strings.Contains(s.Words, " kB; ") {
				t.Errorf("%s: %s", c.Name, s.Words)
			}
		}
	}
	if n != 3 {
		t.Errorf("%d claims are drawn as a trade-off", n)
	}
}
