package devices_test

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"arraylab/devices"
)

// standard is the usual network of 784 pixels, two hidden layers and ten classes.
var standard = []devices.Layer{
	{Inputs: 784, Rows: 1024, Reads: 8}, {Inputs: 1024, Rows: 1024, Reads: 1}, {Inputs: 1024, Rows: 10, Reads: 1},
}

// TestBitErrorSheet: the numbers are those of the binomial law, the drawn ones within 4 standard errors of it.
func TestBitErrorSheet(t *testing.T) {
	const n = 784_000
	for _, p := range []string{"0", "0.001", "0.033", "0.5"} {
		s := sheet(t, devices.BitErrors, devices.Ask{N: n, Seed: 2, Charts: true, Layers: standard}, "ber="+p)
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
	ask := devices.Ask{N: 1, Seed: 1, Layers: standard}
	if got := devices.Figure(t, sheet(t, devices.BitErrors, ask, "ber=0.001"), "flips"); got != 1861.632 {
		t.Errorf("%v wrong weights expected, want 1861.632", got)
	}
	ask.Layers = append([]devices.Layer{{Inputs: 3072, Rows: 512, Reads: 8, Digital: true}}, standard...)
	if got := devices.Figure(t, sheet(t, devices.BitErrors, ask, "ber=0.001"), "flips"); got != 1861.632 {
		t.Errorf("%v wrong weights expected beside a layer in digital memory, want 1861.632", got)
	}
}
