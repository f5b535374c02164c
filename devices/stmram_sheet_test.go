package devices

import (
	"fmt"
	"math"
	"testing"

	"arraylab/devices/knob"
)

// TestSTMRAMReference: values of the same equation solved elsewhere.
func TestSTMRAMReference(t *testing.T) {
	v := junctionOf(t, "delta", "60", "i", "3", "tau", "3")
	for key, want := range map[string]float64{"wer": 5.66e-4, "wer_pap": 5.66e-4, "wer_app": 5.66e-4, "mean": 1.276,
		"sd": 0.320, "skew": 1.15, "delta": 60} {
		Nearly(t, key, numberOf(t, v, key), want, 0.02)
	}
	Nearly(t, "wer at i = 2", numberOf(t, junctionOf(t, "delta", "60", "i", "2", "tau", "8"), "wer"), 4.83e-6, 0.02)
	if d := STMRAM.Defaults(); mtjDelta.Of(&d) != 60 {
		t.Errorf("the default barrier is %v, want 60", mtjDelta.Of(&d))
	}
}

// TestSTMRAMSets: barriers, resistances and scales of the published sets, computed apart from this code.
func TestSTMRAMSets(t *testing.T) {
	for _, c := range []struct {
		set, demag             string
		delta, rp, ic0, tauPic float64
	}{
		{"assumed", "film", 60, 6366, 3.423e-5, 1724},
		{"50nm", "film", 193.8, 6000, 7.822e-5, 1348},
		{"nyu40", "film", 334.2, 2531, 3.051e-4, 68.33},
		{"uta50", "film", 4.9, 5000, 8.31e-6, 12104},
		{"uta50", "ellipsoid", 28.7, 5000, 4.867e-5, 2066},
	} {
		v := junctionOf(t, "mtj", c.set, "demag", c.demag)
		for key, want := range map[string]float64{"delta": c.delta, "rp": c.rp, "ic0": c.ic0,
			"taud": c.tauPic * 1e-12} {
			Nearly(t, c.set+" "+key, numberOf(t, v, key), want, 2e-3)
		}
		if err := STMRAM.Check(v); err != nil {
			t.Error(err)
		}
	}
	// Spheroids have tabulated demagnetization factors: Nz = 0.5272 at a ratio of 2, 0.8608 at 10.
	Nearly(t, "Nz - Nx at 2", oblate(2), 1.5*0.52720-0.5, 1e-4)
	Nearly(t, "Nz - Nx at 10", oblate(10), 1.5*0.86080-0.5, 1e-4)
}

// TestSTMRAMDirections: with Julliere's TMR one voltage drives both directions alike, with more TMR the one
// from AP to P is the weaker.
func TestSTMRAMDirections(t *testing.T) {
	v := junctionOf(t, "drive", "volts", "pol", "0.6", "tmr", "1.125", "sdra", "0", "sdhk", "0")
	Nearly(t, "i from AP to P", numberOf(t, v, "i_app"), numberOf(t, v, "i_pap"), 1e-12)
	Nearly(t, "the critical currents", numberOf(t, v, "ic0")/numberOf(t, v, "ic0_app"), 1.36/0.64, 1e-12)
	v = junctionOf(t, "drive", "volts", "volts", "0.7", "pulse", "6")
	pap, app := numberOf(t, v, "wer_pap"), numberOf(t, v, "wer_app")
	if !(app > 1.1*pap) {
		t.Errorf("errors %g from P to AP, %g from AP to P", pap, app)
	}
	Nearly(t, "their mean", numberOf(t, v, "wer"), (pap+app)/2, 1e-12)
	c := STMRAM.Costs(v)
	Nearly(t, "cost of a -1", c.Write0.Joules, numberOf(t, v, "joules_pap"), 1e-12)
	Nearly(t, "cost of a +1", c.Write1.Joules, numberOf(t, v, "joules_app"), 1e-12)
	// The pulse of either drive is the other's.
	n := junctionOf(t)
	same := junctionOf(t, "drive", "volts")
	Nearly(t, "default voltage", numberOf(t, same, "i_pap"), numberOf(t, n, "i_pap"), 1e-3)
	Nearly(t, "default duration", numberOf(t, same, "tau"), numberOf(t, n, "tau"), 1e-3)
}

// TestSTMRAMStrength: a sweep of the strength goes from useless to error-free. Its energy goes nearly by the square:
// what a stronger pulse switches sooner is AP for longer, or P.
func TestSTMRAMStrength(t *testing.T) {
	for _, drive := range []string{"normalized", "volts"} {
		last, first := 1.0, 0.0
		for s := 0.55; s < 1.85; s += 0.1 {
			v := junctionOf(t, "drive", drive, "strength", fmt.Sprint(s))
			wer := numberOf(t, v, "wer")
			if !(wer < last) {
				t.Errorf("%s, strength %g: WER %g after %g", drive, s, wer, last)
			}
			if last = wer; first == 0 {
				first = wer
			}
			d := mtjOf(v)
			square := s * s * d.second
			for b, key := range [2]string{toAP: "joules_pap", toP: "joules_app"} {
				volts := d.volts[b] / s
				joules, one, other := numberOf(t, v, key), volts*volts/d.r[b]*square, volts*volts/d.r[1-b]*square
				if !(joules > min(one, other) && joules < max(one, other)) {
					t.Errorf("%s, strength %g: %s %g J, not between those of P and AP, %g and %g J", drive, s, key,
						joules, one, other)
				}
			}
		}
		if !(first > 0.3 && last < 1e-8) {
			t.Errorf("%s: WER from %g to %g, want 0.3 to 1e-8", drive, first, last)
		}
	}
}

// TestSTMRAMSheets: at the ends of every parameter all numbers and curves are finite.
func TestSTMRAMSheets(t *testing.T) {
	t.Parallel()
	inVoltsOnly := map[*Param]bool{mtjVolts: true, mtjPulse: true}
	cases := [][]string{{}, {"drive", "volts"}, {"mtj", "50nm"}, {"mtj", "nyu40", "drive", "volts"},
		{"mtj", "uta50", "demag", "ellipsoid"}}
	for _, p := range STMRAM.Params {
		for _, x := range []float64{p.Min, p.Max} {
			if p.Kind == knob.Real && (!testing.Short() || p == mtjDelta) {
				cases = append(cases, []string{"drive", "volts", p.Key, p.Spell(x)})
				if !inVoltsOnly[p] {
					cases = append(cases, []string{p.Key, p.Spell(x)})
				}
			}
		}
	}
	for _, texts := range cases {
		v := junctionOf(t, texts...)
		if STMRAM.Check(v) != nil {
			continue
		}
		s, err := STMRAM.Sheet(v, Ask{N: 1000, Seed: 1, Charts: true})
		if err != nil {
			t.Fatal(err)
		}
		Drawable(t, fmt.Sprint(texts), s)
		for _, c := range s.Charts {
			for _, l := range c.Lines {
				if len(l.X) == 0 {
					t.Errorf("%q: chart %s has a curve %q without points", texts, c.Key, l.Name)
				}
			}
		}
		c := STMRAM.Costs(v)
		if !(c.Write0.Joules >= 0 && c.Write0.Seconds > 0 && c.Read.Joules > 0 && c.Area > 0) ||
			math.IsInf(c.Write0.Joules+c.Read.Joules, 0) {
			t.Errorf("%q: costs %+v", texts, c)
		}
		a := STMRAM.Array(v, Site{Chip: 1, Inputs: 100, Row1: 1})
		if hold, _, _ := programmed(a, 100, 1); hold[1]>>36 != 0 {
			t.Errorf("%q: bits beyond the row", texts)
		}
	}
}

func BenchmarkSTMRAMSheet(b *testing.B) {
	for _, charts := range []bool{false, true} {
		b.Run(fmt.Sprintf("charts=%v", charts), func(b *testing.B) {
			for k := range b.N {
				v := junctionOf(b, "delta", fmt.Sprint(50+float64(k)/1000), "i", "2.9", "drive", "volts")
				if _, err := STMRAM.Sheet(v, Ask{N: 10000, Seed: 1, Charts: charts}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
