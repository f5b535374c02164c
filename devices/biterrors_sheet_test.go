package devices_test

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"arraylab/devices"
)

// TestBitErrorSheet: the numbers are those of the binomial law, the drawn ones within 4 standard errors of it.
func TestBitErrorSheet(t *testing.T) {
	const n = 784_000
	for _, p := range []string{"0", "0.001", "0.033", "0.5"} {
		s := sheet(t, devices.BitErrors, devices.Ask{N: n, Seed: 2, Charts: true}, "ber="+p)
		rate := devices.Figure(t, s, "flips") / 1_861_632
		if got := devices.Figure(t, s, "ber_drawn"); math.Abs(got-rate) > 4*math.Sqrt(rate*(1-rate)/n) {
			t.Errorf("ber=%s: %v of the bits were wrong", p, got)
		}
		law := distuv.Binomial{N: 784, P: rate}
		for _, l := range s.Charts[0].Lines {
			if l.Style != devices.StyleClosed {
				continue
			}
			for i := range l.X {
				if want := law.Prob(l.X[i]); rate > 0 && math.Abs(l.Y[i]-want) > 1e-9 {
					t.Errorf("ber=%s: %v wrong weights in a row with %v, want %v", p, l.X[i], l.Y[i], want)
				}
			}
		}
		if want := math.Pow(1-rate, 784); math.Abs(devices.Figure(t, s, "row_clean")-want) > 1e-9 {
			t.Errorf("ber=%s: %v of the rows without an error, want %v", p, devices.Figure(t, s, "row_clean"), want)
		}
	}
	if got := devices.Figure(t, sheet(t, devices.BitErrors, devices.Ask{N: 1, Seed: 1}, "ber=0.001"), "flips"); got != 1861.632 {
		t.Errorf("%v wrong weights expected, want 1861.632", got)
	}
}
