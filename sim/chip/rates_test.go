package chip

import (
	"math"
	"testing"

	"arraylab/devices"
	"arraylab/sim/bnn"
	"arraylab/sim/kernel"
	"arraylab/sim/rng"
)

// TestWrongTrits: each pair of levels, level by level. Numerics 1 do not see a -1 that reads +1.
func TestWrongTrits(t *testing.T) {
	y := perceptron(trits, 300, 10)[0]
	draw := rng.New(1, "test").Source(0)
	want, got := anyWeights(&y, draw), anyWeights(&y, draw)
	level := func(s kernel.Signs, row, i int) (x int) {
		for plane := range 2 {
			x += int(s.Words[row*s.Stride+plane*s.Stride/2+i/64] >> (i % 64) & 1)
		}
		return x - 1
	}
	differ, unseen := 0, 0
	for row := range y.Out {
		for i := range y.FanIn() {
			if a, b := level(want, row, i), level(got, row, i); a != b {
				differ++
				if a == -1 && b == 1 {
					unseen++
				}
			}
		}
	}
	if unseen == 0 || wrongTrits(want, got, 2) != differ {
		t.Errorf("%d weights differ, counted are %d", differ, wrongTrits(want, got, 2))
	}
	for _, numerics := range []int{0, 1} {
		if n := wrongTrits(want, got, numerics); n != differ-unseen {
			t.Errorf("numerics %d: %d weights differ, %d of them from -1 to +1, counted are %d", numerics, differ,
				unseen, n)
		}
	}
}

// TestRatesAreThoseOfTheMemory: of a memory whose rates are its parameters, at programming and at reads, within four
// standard errors; and the same on every chip.
func TestRatesAreThoseOfTheMemory(t *testing.T) {
	layers := perceptron(bnn.Levels{}, 300, 10)
	set := func(tech *devices.Technology, pairs ...any) Memory {
		m := Memory{Tech: tech, Values: tech.Defaults(), Chip: 1, Seed: 5}
		for i := 0; i < len(pairs); i += 2 {
			tech.ParamOf(pairs[i].(string)).Put(&m.Values, pairs[i+1].(float64))
		}
		return m
	}
	for name, c := range map[string]struct {
		Memory
		want [2]float64
	}{
		"ber":  {set(devices.BitErrors, "ber", 0.04), [2]float64{0.04, 0.04}},
		"read": {set(devices.BitErrors, "ber", 0.01, "when", 1.0), [2]float64{0.01, 0.01}},
		"none": {set(devices.BitErrors, "ber", 0.0), [2]float64{}},
		"nil":  {Memory{}, [2]float64{}},
	} {
		for l := range layers {
			got := c.Rates(layers[l], l)
			for b, p := range c.want {
				if z := math.Abs(got[b]-p) / math.Sqrt(p*(1-p)/(ratesCells/2)+1e-30); z > 4 {
					t.Errorf("%s, layer %d: rate %g of bit %d, want %g (%.1f standard errors)", name, l,
						got[b], b, p, z)
				}
			}
			c.Chip++
			if again := c.Rates(layers[l], l); again != got {
				t.Errorf("%s: another chip has rates %v, want %v", name, again, got)
			}
		}
	}
	m := set(devices.BitErrors, "ber", 0.04)
	m.Factors = []float64{1, 0.5}
	if got := m.Rates(layers[1], 1)[0]; math.Abs(got-0.02) > 0.003 {
		t.Errorf("half the rate in the second layer gives %g", got)
	}
	// A third of the ternary weights are 0: all levels read wrong alike, and the total is the rate.
	ternary := perceptron(trits, 300, 10)
	if got := set(devices.BitErrors, "ber", 0.04).
		Rates(ternary[0], 0); math.Abs(got[0]-0.04) > 4*math.Sqrt(0.04*0.96/ratesCells) || got[1] != got[0] {
		t.Errorf("ternary weights: rates %v, want 0.04", got)
	}
	// The weak RESET at 1000 pulses: some three weights in a hundred (README).
	weak := devices.TechnologyOf("rram-weak-reset")
	if got := set(weak).Rates(layers[0], 0); math.Abs((got[0]+got[1])/2-0.032) > 0.005 {
		t.Errorf("weak RESET: rates %v", got)
	}
}

func BenchmarkRates(b *testing.B) {
	layers := perceptron(bnn.Levels{}, 1024, 1024, 10)
	for _, tech := range devices.Technologies() {
		if tech.Arrays == nil && tech.PulsedPairs == nil {
			continue
		}
		b.Run(tech.Name, func(b *testing.B) {
			for range b.N {
				for l := range layers {
					Memory{Tech: tech, Values: tech.Defaults(), Seed: 5}.Rates(layers[l], l)
				}
			}
		})
	}
}
