package devices

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"arraylab/devices/macrospin"
	"arraylab/sim/num"
	"arraylab/sim/rng"
)

// TestSpreadMeans: the mean write error rate over the devices, from another solver of the same equation (Legendre
// expansion), and what the straight line of numerics 1 makes of it.
func TestSpreadMeans(t *testing.T) {
	for _, c := range []struct {
		delta, i, tau, ra, hk string
		want, line            float64
	}{
		{"60", "3", "3", "2", "2", 5.970e-4, 5.975e-4},
		{"60", "3", "3", "8", "0", 1.090e-3, 1.253e-3},
		{"60", "3", "3", "8", "8", 1.197e-3, 1.388e-3},
		{"40", "2", "6", "10", "5", 8.29e-4, 1.590e-3},
	} {
		v := junctionOf(t, "delta", c.delta, "i", c.i, "tau", c.tau, "sdra", c.ra, "sdhk", c.hk)
		d := mtjOf(v)
		what := fmt.Sprintf("%+v", c)
		Nearly(t, what+": ber", numberOf(t, v, "ber"), c.want, 6e-3)
		Nearly(t, what+": the array from numerics 2 on", d.writeErrors(v, toAP, 2).expected(), c.want, 6e-3)
		Nearly(t, what+": the array before", d.writeErrors(v, toAP, 1).expected(), c.line, 1e-3)
		if err := fmt.Sprint(d.writeErrors(v, toAP, 0)); err != fmt.Sprint(d.writeErrors(v, toAP, 1)) {
			t.Errorf("%s: numerics 0 are not as 1", what)
		}
	}
}

// TestSpreadIsCurved: ln WER over the deviation of RA, by the same other solver.
func TestSpreadIsCurved(t *testing.T) {
	v := junctionOf(t, "delta", "60", "i", "3", "tau", "3", "sdra", "8", "sdhk", "0")
	d := mtjOf(v)
	s := d.writeSurface(v, toAP)
	law := s.law()
	for k, want := range []float64{-12.9, -10.7, -8.9, -7.5, -6.2, -5.2, -4.3} {
		z := float64(k - 3)
		for what, got := range map[string]float64{"surface": s.ln(z, 0), "law": num.Log(law.p(z)),
			"solution": d.lnWER(toAP, 1+0.08*z, 1, macrospin.Fine)} {
			if math.Abs(got-want) > 0.06 {
				t.Errorf("%s: ln WER %.3f at z = %g, want %.1f", what, got, z, want)
			}
		}
	}
}

// TestSpreadFallsWithThePulse: the shorter the pulse, the less the devices differ (Delta 60, i 3, 4 % of each spread).
func TestSpreadFallsWithThePulse(t *testing.T) {
	for _, c := range []struct{ tau, sd float64 }{{1.5, 0.30}, {2, 0.45}, {3, 0.71}, {4, 0.965}} {
		v := junctionOf(t, "delta", "60", "i", "3", "tau", fmt.Sprint(c.tau), "sdra", "4", "sdhk", "4")
		if got := numberOf(t, v, "spread_ln_wer"); math.Abs(got-c.sd) > 0.008 {
			t.Errorf("tau %g: standard deviation %.3f of ln WER, want %.2f", c.tau, got, c.sd)
		}
		if skew := numberOf(t, v, "skew_ln_wer"); !(skew < 0 && skew > -0.4) {
			t.Errorf("tau %g: skewness %.3f", c.tau, skew)
		}
	}
	for spread, want := range map[string]float64{"2": -0.1, "8": -0.5} {
		v := junctionOf(t, "sdra", spread, "sdhk", spread)
		if skew := numberOf(t, v, "skew_ln_wer"); math.Abs(skew-want) > 0.05 {
			t.Errorf("%s %% of each spread: skewness %.3f of ln WER, want %.1f", spread, skew, want)
		}
	}
	v := junctionOf(t, "sdra", "0", "sdhk", "0")
	for _, key := range []string{"spread_ln_wer", "skew_ln_wer"} {
		if got := numberOf(t, v, key); got != 0 {
			t.Errorf("without a spread %s is %g", key, got)
		}
	}
	Nearly(t, "mean without a spread", numberOf(t, v, "ber"), numberOf(t, v, "wer"), 1e-12)
}

// TestSurface: against single devices, each solved; the mean and quantiles of the law over one deviation against
// devices that are drawn on both axes; rates that never fall.
func TestSurface(t *testing.T) {
	for _, texts := range [][]string{
		{"i", "2", "tau", "6", "sdra", "3", "sdhk", "4"}, {"i", "3", "tau", "3", "sdra", "10", "sdhk", "10"},
		{"i", "1.5", "tau", "4", "sdra", "8", "sdhk", "0"}, {"i", "2", "tau", "1", "sdra", "10", "sdhk", "10"},
	} {
		v := junctionOf(t, texts...)
		d := mtjOf(v)
		s := d.writeSurface(v, toAP)
		ra, hk := mtjSpreadRA.Of(v)/100, mtjSpreadHk.Of(v)/100
		draws := rng.New(3, "test").Source(0)
		for range 20 {
			za, zb := num.InvNorm(draws.Float64()), num.InvNorm(draws.Float64())
			want := d.lnWER(toAP, 1+ra*za, 1+hk*zb, macrospin.Fine)
			if got := s.ln(za, zb); math.Abs(got-want) > 0.05+0.01*math.Abs(want) {
				t.Errorf("%q: ln WER %.4f at %.2f, %.2f, solved %.4f", texts, got, za, zb, want)
			}
		}
		law := s.law()
		Nearly(t, fmt.Sprintf("%q: mean of the law", texts), law.expected(), s.expected(), 2e-3)
		x := s.draw(Ask{N: 20000, Seed: 5})
		slices.Sort(x)
		for _, q := range []float64{0.05, 0.5, 0.95} {
			if got, want := num.Log(law.p(num.InvNorm(q))), Quantile(x, q); math.Abs(got-want) > 0.1*law.sd+0.01 {
				t.Errorf("%q: ln WER %.3f at the quantile %g, drawn %.3f", texts, got, q, want)
			}
		}
		if !slices.IsSorted(law.nodes) {
			t.Errorf("%q: the rate falls somewhere", texts)
		}
	}
}
