package devices

import (
	"math"
	"testing"
)

// TestPulsesAreVerified: without noise, what verification leaves wrong is what as many pulses at once leave, and the
// further pulses are those that the error rates on the way say; with noise it leaves fewer wrong than before.
func TestPulsesAreVerified(t *testing.T) {
	const n = 50000
	for _, c := range []struct {
		tech  *Technology
		set   []string
		quiet bool
	}{
		{WeakResetRRAM, []string{"pulses", "300", "rtn", "0", "pink", "0"}, true},
		{WeakResetRRAM, []string{"pulses", "0", "rtn", "0", "pink", "0"}, true},
		{WeakResetRRAM, []string{"pulses", "300"}, false},
		{WeakResetRRAM, []string{"pulses", "300", "noiselaw", "stationary"}, false},
		{ConductanceRRAM, []string{"gd2d", "0.3", "snr", "0", "gpulses", "30"}, true},
		{ConductanceRRAM, []string{"gd2d", "0.3", "snr", "0.003", "gpulses", "30"}, false},
	} {
		for _, more := range []string{"10", "100"} {
			s, err := c.tech.Sheet(ValuesOf(t, c.tech, append(c.set, "verifypulses", more)...), Ask{N: n, Seed: 4})
			if err != nil {
				t.Fatal(err)
			}
			ber, drawn := Figure(t, s, "verify_ber"), Figure(t, s, "verify_ber_mc")
			pulses, given := Figure(t, s, "verify_pulses"), Figure(t, s, "verify_pulses_mc")
			// The quadrature takes R0 and c1 as normal laws, which are cut off: a percent or two.
			se, most := math.Sqrt(ber*(1-ber)/n), verifyPulses.Of(ValuesOf(t, c.tech, "verifypulses", more))
			if c.quiet && (!(math.Abs(drawn-ber) < 4.5*se+0.02*ber) ||
				!(math.Abs(given-pulses) < 4.5*math.Sqrt(pulses*most/n)+0.02*pulses)) {
				t.Errorf("%s %v, %s more pulses: BER %.4g, drawn %.4g; %.4g pulses, drawn %.4g", c.tech.Name, c.set, more,
					ber, drawn, pulses, given)
			}
			plain, err := c.tech.Sheet(ValuesOf(t, c.tech, c.set...), Ask{N: n, Seed: 4})
			if err != nil {
				t.Fatal(err)
			}
			key := "error_rate"
			if c.tech == ConductanceRRAM {
				key = "ber"
			}
			if before := Figure(t, plain, key); !(drawn < before) {
				t.Errorf("%s %v: %g are wrong, verified %g", c.tech.Name, c.set, before, drawn)
			}
		}
	}
}

// TestChecksOfPulses: a pair that passes is left alone, and none gets more pulses than are allowed.
func TestChecksOfPulses(t *testing.T) {
	const inputs, pulses, more = 2000, 300, 50
	v := ValuesOf(t, WeakResetRRAM)
	p := WeakResetRRAM.Pairs(v, site(1, inputs))
	p.Init(0, inputs)
	want := make([]int8, inputs)
	for i := range want {
		want[i] = int8(i%2)*2 - 1
	}
	e, tally := StorePairs(p, 0, want, pulses, more, 1)
	given, again, changed := int64(0), 0, 0
	for k, w := range want {
		bl, blb := p.Pulses(k)
		if w < 0 {
			bl, blb = blb, bl
		}
		if extra := bl - pulses; blb != 0 || extra < 0 || extra > more || extra%pulsesAtOnce != 0 && extra != more {
			t.Fatalf("pair %d has %d and %d pulses", k, bl, blb)
		} else if extra > 0 {
			changed++
			again += (extra + pulsesAtOnce - 1) / pulsesAtOnce
		}
		given += int64(bl)
	}
	if given != e.Pulses || int64(again) != tally.Again0+tally.Again1 || changed == 0 ||
		tally.Checks < inputs || tally.Checks > inputs+int64(again) {
		t.Errorf("%d pulses of %d, %d pairs %d times, %+v", given, e.Pulses, changed, again, tally)
	}
	if StoredStep(0, 1) != 1 || StoredStep(14, 1) != 3 || StoredStep(15, 1) != 4 {
		t.Error("steps are numbered otherwise")
	}
}
