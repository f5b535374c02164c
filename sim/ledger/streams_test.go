package ledger_test

import (
	"testing"

	"arraylab/sim/ledger"
)

// TestStreamsByHand: the areas and energies of streams of four bits against pixels of 8 bits at once and bit by bit.
func TestStreamsByHand(t *testing.T) {
	c := small()
	c.Layers[0].Cycles, c.Layers[0].Weighed, c.Layers[0].Random = 4, false, true
	const adder, array = 4.5e-12, 79400 * 0.1e-12
	streams, parallel := (784+100+784*8)*adder, (784*8+100)*adder
	area := ledger.Claim{Factor: 1 / (1 - 0.62)}.StreamArea(c, costs(double, 2), 8)
	near(t, "logic saved", area.Numbers[0].Value, 100*(1-streams/parallel))
	near(t, "area saved", area.Numbers[1].Value, 100*(1-(array+streams)/(array+parallel)))
	for _, bits := range []int{1, 8, 16} {
		near(t, "factor of the logic", area.Plot.Lines[0].Y[bits-1], float64(784*bits+100)*adder/streams)
	}
	if area.Holds {
		t.Error("a small layer of many inputs saves 62 %: its comparators alone are as large as the adders")
	}

	const add, fulladder, bit = 0.1e-12, 0.03e-12 / 8, 10e-12 / 64
	second := 100*bit + 1000*(10e-15+fulladder) + 10*add + 10*bit
	ends := 100*add + 100*bit
	of := func(n float64) float64 {
		shifts := 100 * n * add
		if n == 1 {
			shifts = 0
		}
		return 784*n*bit + 784*n*(8*20e-15+add) + 78400*n*(10e-15+fulladder) + shifts + ends + second
	}
	atOnce := 784*8*bit + 78400*(10e-15+8*fulladder) + ends + second
	serial := 784*8*bit + 78400*8*(10e-15+fulladder) + 100*8*add + ends + second
	energy := ledger.Claim{Factor: 2.1}.StreamEnergy(c, costs(double, 2), 8)
	near(t, "streams", energy.Numbers[0].Value, of(4))
	near(t, "pixels at once", energy.Numbers[1].Value, atOnce)
	near(t, "pixels bit by bit", energy.Numbers[2].Value, serial)
	for _, n := range []int{1, 2, 16, 256} {
		near(t, "drawn from pixels at once", energy.Plot.Lines[0].Y[n-1], atOnce/of(float64(n)))
		near(t, "drawn from pixels bit by bit", energy.Plot.Lines[1].Y[n-1], serial/of(float64(n)))
	}
}
