package chip

import (
	"math"
	"testing"
)

// TestStrengthByLayer: a factor on the error rate holds for its layer, the last one for all that follow.
func TestStrengthByLayer(t *testing.T) {
	m := errors(0.2, 0, 1)
	m.Factors = []float64{1, 0.1}
	c, _ := programmed(m, 1)
	plain, _ := programmed(errors(0.2, 0, 1), 1)
	if differ(c.arrays[0].stored, plain.arrays[0].stored) != 0 {
		t.Error("a factor of one changes the first layer")
	}
	n := float64(layers[1].Size())
	if got := c.BER(1); math.Abs(got-0.02) > 5*math.Sqrt(0.02*0.98/n) {
		t.Errorf("the second layer has BER %v, want 0.02", got)
	}
}
