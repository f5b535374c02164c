package devices

import (
	"math"
	"testing"

	"arraylab/sim/rng"
)

// TestAmplifierAgainstDraws: P(error | R1, R2) is the share of amplifiers that err, for margins on both
// sides of the dead zone, with either input bit.
func TestAmplifierAgainstDraws(t *testing.T) {
	const n = 40000
	a := amplifier{offset: 0.3, dead: 0.2, timeout: math.Inf(1)}
	src := rng.New(1, "test").Source(0)
	for _, margin := range []float64{-0.9, -0.2, 0, 0.1, 0.2, 0.5, 0.8} {
		wrong := 0.0
		for k := range n {
			o := a.offset * normal(src.Uint32())
			input := k&1*2 - 1
			switch input * a.xnor(10, 10+margin, o, input) {
			case -1:
				wrong++
			case 0:
				wrong += 0.5
			}
		}
		want := a.wrong(margin, 0)
		if z := (wrong/n - want) / math.Sqrt(want*(1-want)/n); math.Abs(z) > 4 {
			t.Errorf("margin %g: %g wrong, closed form %g: %.1f standard errors", margin, wrong/n, want, z)
		}
	}
}

// TestAmplifierEdges: without offset the zones have sharp edges; the probability of an error is odd around 1/2.
func TestAmplifierEdges(t *testing.T) {
	a := amplifier{dead: 0.25, timeout: math.Inf(1)}
	for margin, want := range map[float64]float64{0.26: 0, 0.24: 0.5, 0: 0.5, -0.24: 0.5, -0.26: 1} {
		if got := a.wrong(margin, 0); got != want {
			t.Errorf("margin %g: P(error) = %g, want %g", margin, got, want)
		}
	}
	a.offset = 0.1
	for _, m := range []float64{0, 0.1, 0.3, 1} {
		if sum := a.wrong(m, 0.7) + a.wrong(-m, 0.7); math.Abs(sum-1) > 1e-14 {
			t.Errorf("margins %g and %g: errors add up to %g", m, -m, sum)
		}
	}
	if got, want := a.wrong(2, 0.7), a.wrong(2, 0.8); got >= want {
		t.Errorf("a wider margin errs less: %g and %g", got, want)
	}
}

// TestSupply: exact at the nominal supply but for the offset; everything grows towards the threshold.
func TestSupply(t *testing.T) {
	at := func(volts string) amplifier {
		_, a := differential(ValuesOf(t, DifferentialRRAM, "supply", volts))
		return a
	}
	if a := at("1.2"); a.offset != 0.01 || a.dead != 0 {
		t.Errorf("nominal supply: %+v", a)
	}
	before := at("1.2")
	for _, volts := range []string{"1", "0.8", "0.6", "0.5", "0.4"} {
		a := at(volts)
		if a.offset <= before.offset || a.dead <= before.dead {
			t.Errorf("%s V: %+v after %+v", volts, a, before)
		}
		before = a
	}
	// At the threshold gm/I is that of weak inversion: 1/36 mV against 1/sqrt(36^2 + 400^2) mV.
	Nearly(t, "rise at the threshold", supplyRise(0.4), math.Hypot(36, 400)/36, 1e-12)
}
