package devices

import (
	"math"
	"testing"

	"arraylab/sim/rng"
)

// TestDerivedErrorRates: the values that follow from the normal laws alone, and those of the (8,4) code
// with words that are only detected read as they are.
func TestDerivedErrorRates(t *testing.T) {
	for _, c := range []struct {
		separation     string
		one, two, code float64
	}{{"3", 6.68e-2, 1.69e-2, 2.71e-2}, {"4", 2.28e-2, 2.34e-3, 3.46e-3}, {"5", 6.21e-3, 2.03e-4, 2.67e-4}} {
		v := ValuesOf(t, DifferentialRRAM, "separation", c.separation, "offset", "0")
		p, a := differential(v)
		// The values are given to three digits.
		Nearly(t, "BER of 1T1R", p.ber1T1R(a), c.one, 0.0025)
		Nearly(t, "BER of 2T2R", p.ber2T2R(a), c.two, 0.003)
		Nearly(t, "BER of 1T1R with the (8,4) code", secdedOf(v).BitErrorRate(p.ber1T1R(a)), c.code, 0.003)
	}
}

// TestConditions: the anchors of the abstracts, and everything moves one way from strong to lowest.
func TestConditions(t *testing.T) {
	ber := map[string]float64{"strong": 1e-4, "medium": 1e-3, "weak": 1e-2, "ultralow": 3.3e-2, "limit": 4e-2}
	var joules, cycles []float64
	for _, o := range condition.Choices {
		v := ValuesOf(t, DifferentialRRAM, "condition", o.Value)
		p, a := differential(v)
		Nearly(t, "BER of "+o.Value, p.ber2T2R(a), ber[o.Value], 0.002)
		joules, cycles = append(joules, writeJoules(v)), append(cycles, enduranceOf(v))
	}
	for i := 1; i < len(joules); i++ {
		if joules[i] >= joules[i-1] || cycles[i] <= cycles[i-1] {
			t.Errorf("condition %d: %g J and %g cycles after %g J and %g cycles", i, joules[i], cycles[i],
				joules[i-1], cycles[i-1])
		}
	}
	last := len(joules) - 1
	Nearly(t, "energy saved between what is tolerated without and with training", joules[0]/joules[last], 30, 1e-12)
	if cycles[last-1] < 1e9 {
		t.Errorf("ultra-low energy endures %g cycles: billions were reported", cycles[last-1])
	}
}

// TestBestThreshold compares with a search, for equal and unequal spreads.
func TestBestThreshold(t *testing.T) {
	for _, c := range [][3]float64{{4, 0.8, 0.8}, {4, 0.3, 1}, {4, 1, 0.3}, {3, 0.8, 0.8000001}, {2, 0.2, 1.5}} {
		gap, a, b := c[0], c[1], c[2]
		errorsAt := func(x float64) float64 { return normalBelow(-x, 0, a) + normalBelow(x-gap, 0, b) }
		best := 0.0
		for x := 0.0; x < gap; x += 1e-3 {
			if errorsAt(x) < errorsAt(best) {
				best = x
			}
		}
		if got := bestThreshold(gap, a, b); math.Abs(got-best) > 2e-3 {
			t.Errorf("threshold of %v at %g: the search says %g", c, got, best)
		}
	}
	if got := bestThreshold(0, 1, 1); got != 0 {
		t.Errorf("threshold of one law %g", got)
	}
}

func TestAgeing(t *testing.T) {
	fresh, _ := differential(ValuesOf(t, DifferentialRRAM))
	old, _ := differential(ValuesOf(t, DifferentialRRAM, "cycles", "1e6"))
	for s := range 2 {
		Nearly(t, "variance of ln R at the endurance", old.spread(s)*old.spread(s),
			2*fresh.spread(s)*fresh.spread(s), 1e-12)
		Nearly(t, "share stuck at the endurance", old.stuck[s], (1-math.Exp(-0.01))/2, 1e-12)
	}
	// Ten years at 300 K are 4.94 decades; at another temperature tau follows Arrhenius.
	cold, _ := differential(ValuesOf(t, DifferentialRRAM, "hours", "87660"))
	decades := math.Log10(1 + 87660)
	Nearly(t, "drift of HRS", fresh.mean[hrs]-cold.mean[hrs], 0.1*decades, 1e-12)
	Nearly(t, "drift of LRS", cold.mean[lrs]-fresh.mean[lrs], 0.03*decades, 1e-12)
	hot := driftDecades(ValuesOf(t, DifferentialRRAM, "hours", "100", "temp", "400"))
	Nearly(t, "decades at 400 K", hot, math.Log10(1+100*math.Exp(1.1/8.617333262e-5*(1/300.0-1/400.0))), 1e-12)
}

// TestStatesMeet: states that have drifted into each other stay there, and a bit is as likely right as wrong.
func TestStatesMeet(t *testing.T) {
	for _, set := range [][]string{{"drifthrs", "1"}, {"drifthrs", "0", "driftlrs", "1"},
		{"condition", "limit", "drifthrs", "0.5", "driftbarrier", "2.5"}} {
		p, a := differential(ValuesOf(t, DifferentialRRAM, append(set, "hours", "1e6", "temp", "430")...))
		Nearly(t, "HRS", p.mean[hrs], p.mean[lrs], 1e-12)
		Nearly(t, "BER of 2T2R", p.ber2T2R(a), 0.5, 1e-9)
		Nearly(t, "BER of 1T1R", p.ber1T1R(a), 0.5, 1e-9)
	}
}

func TestAllDevicesStuck(t *testing.T) {
	v := ValuesOf(t, DifferentialRRAM, "stucklrs", "0.5", "stuckhrs", "0.5")
	// All devices stuck: the bits do not matter.
	p, a := differential(v)
	Nearly(t, "BER with all devices stuck", p.ber2T2R(a), 0.5, 1e-12)
	Nearly(t, "BER of 1T1R with all devices stuck", p.ber1T1R(a), 0.5, 1e-12)
}

// TestBoundsHoldNormals: the normal of each word lies between its bounds.
func TestBoundsHoldNormals(t *testing.T) {
	words := []uint32{0, 1, 1<<22 - 1, 1 << 22, 1<<31 - 1, 1 << 31, 1<<32 - 1}
	src := rng.New(1, "test").Source(0)
	for range 100000 {
		words = append(words, src.Uint32())
	}
	for _, u := range words {
		if z := normal(u); !(below(u) <= z && z <= above(u)) {
			t.Fatalf("word %#x: %g is not between %g and %g", u, z, below(u), above(u))
		}
	}
}
