package chart

import (
	"math"
	"testing"

	"arraylab/sim/lab"
)

// A curve keeps its ends, leaves out what was not measured, and stays small.
func TestSeries(t *testing.T) {
	var points []lab.Point
	for i := range 1000 {
		p := lab.Point{Epoch: float64(i), TestAcc: -1, TrainAcc: 0.5}
		if i%2 == 1 {
			p.TestAcc = float64(i) / 1000
		}
		points = append(points, p)
	}
	points[3].TestAcc = math.NaN()
	got := series(points, func(p lab.Point) float64 { return p.TestAcc })
	if len(got) != mostPoints || got[0] != (xy{1, 0.001}) || got[len(got)-1] != (xy{999, 0.999}) {
		t.Errorf("%d points from %v to %v", len(got), got[0], got[len(got)-1])
	}
	for i := 1; i < len(got); i++ {
		if !(got[i].X > got[i-1].X) {
			t.Fatal("the points are out of order")
		}
	}
}
