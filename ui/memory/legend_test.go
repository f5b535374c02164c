package memory

import (
	"math"
	"testing"

	"arraylab/sim/cellmap"
)

func TestTicksAreRoundAndInside(t *testing.T) {
	for _, c := range [][2]float64{{0, 2000}, {-0.8, 0.8}, {0, 1}, {-3, 3}, {0, 17}, {1e-9, 3e-9}, {0, 255},
		{-1234.5, 987}} {
		got := ticks(c[0], c[1])
		if len(got) < 2 || len(got) > 5 {
			t.Errorf("%v: %d ticks, %v: want 2 to 5", c, len(got), got)
		}
		for i, q := range got {
			if q < c[0]-1e-12 || q > c[1]*(1+1e-8)+1e-12 {
				t.Errorf("%v: tick %g lies outside", c, q)
			}
			if i > 0 && math.Abs((q-got[i-1])-(got[1]-got[0])) > 1e-9*(c[1]-c[0]) {
				t.Errorf("%v: ticks %v are not even", c, got)
			}
		}
	}
	if got := ticks(5, 5); len(got) != 1 || got[0] != 5 {
		t.Errorf("no range: ticks %v", got)
	}
}

func TestLegendPlacesQuantities(t *testing.T) {
	s := cellmap.Snapshot{View: cellmap.ViewResistance, Lo: -0.5, Mid: 0, Hi: 1}
	for _, c := range []struct {
		b byte
		q float64
	}{{0, -0.5}, {64, -0.25}, {128, 0}, {255, 1}} {
		if got := Quantity(s, c.b); math.Abs(got-c.q) > 1e-12 {
			t.Errorf("byte %d stands for %g: want %g", c.b, got, c.q)
		}
		if got := place(s, c.q); math.Abs(got-float64(c.b)/255) > 1e-12 {
			t.Errorf("%g stands at %g: want that of byte %d", c.q, got, c.b)
		}
	}
	for _, view := range []string{cellmap.ViewWeight, cellmap.ViewError, cellmap.ViewPulses, cellmap.ViewHidden,
		cellmap.ViewResistance} {
		l := LegendOf(cellmap.Snapshot{View: view, Lo: -1, Hi: 1, Unit: "x"}, Style{}, 1)
		if l.Title == "" || len(l.Ticks) < 2 {
			t.Errorf("%s: legend %q with %d ticks", view, l.Title, len(l.Ticks))
		}
		for _, tick := range l.Ticks {
			if tick.At < 0 || tick.At > 1 || tick.Text == "" {
				t.Errorf("%s: tick %+v", view, tick)
			}
		}
	}
	three := cellmap.Snapshot{View: cellmap.ViewWeight, Lo: -1, Hi: 1, Ternary: true}
	if got := LegendOf(three, Style{}, 1); got.Two || len(got.Ticks) != 3 || got.Ticks[1].Text != "0" ||
		Quantity(three, byte(255*got.Ticks[1].At)) != 0 {
		t.Errorf("ternary weights: %+v", got.Ticks)
	}
	if got := LegendOf(cellmap.Snapshot{View: cellmap.ViewPulses}, Style{}, 1); len(got.Ticks) != 1 ||
		got.Ticks[0].Text != "0" {
		t.Errorf("no pulses yet: ticks %v", got.Ticks)
	}
}

func TestLegendFollowsTheGain(t *testing.T) {
	for _, view := range []string{cellmap.ViewWeight, cellmap.ViewResistance} {
		l := LegendOf(cellmap.Snapshot{View: view, Lo: -1, Hi: 1}, Style{}, 10)
		if first, last := l.Ticks[0], l.Ticks[len(l.Ticks)-1]; l.Two || first != (Tick{0, "\u22120.1"}) ||
			last != (Tick{1, "0.1"}) {
			t.Errorf("%s: shown tenfold, the scale runs from %+v to %+v, two colours: %v", view, first, last, l.Two)
		}
	}
}

func TestNumber(t *testing.T) {
	for x, want := range map[float64]string{
		0: "0", 1: "1", -1: "\u22121", 0.25: "0.25", 2000: "2,000", 1234567: "1,234,567", -0.05: "\u22120.05",
		6988.2: "6,988", 8.123456: "8.123", 1e-9: "1e\u221209", 0.1 + 0.2: "0.3",
	} {
		if got := Number(x); got != want {
			t.Errorf("Number(%g) = %q: want %q", x, got, want)
		}
	}
}
