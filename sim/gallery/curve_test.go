package gallery

import (
	"reflect"
	"testing"

	"arraylab/sim/lab"
)

// TestCurveKeepsTheEndsOfEpochs, with four digits, and every task of a sequence; its text is read again as it was.
func TestCurveKeepsTheEndsOfEpochs(t *testing.T) {
	single := curveOf([]lab.Point{
		{Epoch: 0.5, TestAcc: 0.5, TestImages: 1000}, {Epoch: 1, TestAcc: 0.91234, TestImages: 10000},
		{Epoch: 1.5, TestAcc: 0.9, TestImages: 1000}, {Epoch: 2, TestAcc: 0.95, TestImages: 10000},
	})
	tasks := curveOf([]lab.Point{
		{Epoch: 1, Tasks: []float64{0.9}, TestAcc: 0.9, TestImages: 10000},
		{Epoch: 2, Tasks: []float64{0.25, 0.33333}, TestImages: 5000},
	})
	for want, c := range map[string]Curve{"1 0.9123\n2 0.95": single, "1 0.9\n2 0.25 0.3333": tasks} {
		text, err := c.MarshalText()
		if err != nil || string(text) != want {
			t.Errorf("the curve is %q, want %q; %v", text, want, err)
		}
		var again Curve
		if err := again.UnmarshalText(text); err != nil || !reflect.DeepEqual(again, c) {
			t.Errorf("read again: %v, want %v; %v", again, c, err)
		}
	}
	for _, bad := range []string{"1", "x 0.5", "1 0.5\n\n2 0.6"} {
		if err := new(Curve).UnmarshalText([]byte(bad)); err == nil {
			t.Errorf("%q is read as a curve", bad)
		}
	}
}
