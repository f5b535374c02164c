package devices

import (
	"math"
	"testing"
)

// TestPairOrCode: with equal spreads and ideal amplifiers the order of pairs and the (8,4) code turns at a separation
// near 7.2, at a bit error rate of 3e-7; at 3, 4 and 5 the pair is the better.
func TestPairOrCode(t *testing.T) {
	ideal := []string{"offset", "0", "shrs", "0.4", "slrs", "0.4", "dead", "0"}
	v := ValuesOf(t, DifferentialRRAM, ideal...)
	at, ber, ok := turn(v, equalCells())
	if !ok || math.Abs(at-7.2) > 0.1 || ber < 2e-7 || ber > 4e-7 {
		t.Errorf("the order turns at %.3f, %.3g, %v: want 7.2, 3e-7", at, ber, ok)
	}
	c := turnPlot(v)
	if len(c.Lines) != 3 || c.Lines[2].X[0] != at {
		t.Errorf("the chart does not show where the order turns: %q", c.Words)
	}
	for separation, want := range map[string]bool{"3": true, "7": true, "7.5": false, "8": false} {
		w := ValuesOf(t, DifferentialRRAM, append(ideal, "separation", separation)...)
		if b := closedBER(w, equalCells()); (b.two < b.coded) != want {
			t.Errorf("separation %s: 2T2R %.3g, code %.3g", separation, b.two, b.coded)
		}
	}
}
