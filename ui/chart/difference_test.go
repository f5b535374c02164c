package chart

import (
	"testing"

	"arraylab/sim/lab"
)

// TestADotTellsItsDirectionAndDensity: no dot with a change looks like one without.
func TestADotTellsItsDirectionAndDensity(t *testing.T) {
	for _, c := range []struct {
		b    lab.Block
		want byte
	}{
		{lab.Block{Weights: 1000}, 0}, {lab.Block{Down: 1, Weights: 1000}, 1},
		{lab.Block{Down: 500, Weights: 1000}, depths}, {lab.Block{Up: 500, Weights: 1000}, 255},
		{lab.Block{Up: 250, Down: 250, Weights: 1000}, 1 + 2*depths + depths - 1},
		{lab.Block{Up: 125, Down: 125, Weights: 1000}, 1 + 2*depths + 25},
	} {
		if got := dotIndex(c.b, 0.5); got != c.want {
			t.Errorf("%+v has the colour %d, want %d", c.b, got, c.want)
		}
	}
	if p := (Ground{}).dots(); 1+hues*depths != 256 || len(p) != 3*256 {
		t.Errorf("%d colours", len(p)/3)
	}
}
