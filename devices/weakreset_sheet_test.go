package devices_test

import (
	"math"
	"testing"

	"arraylab/devices"
)

func sheet(t testing.TB, tech *devices.Technology, ask devices.Ask, texts ...string) devices.Sheet {
	t.Helper()
	v, _, err := devices.Parse(tech, texts)
	if err != nil {
		t.Fatal(err)
	}
	s, err := tech.Characterise(&v, ask)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestWeakSheetMedians: the population without noise has the medians that follow from the published laws, within 4
// standard errors of a median, 1.2533 sd/sqrt(n) for laws that are not far from normal.
func TestWeakSheetMedians(t *testing.T) {
	t.Parallel()
	const n = 50_000
	for pulses, want := range map[string]float64{"0": 7030, "100": 7478, "500": 8558, "1000": 9039, "2000": 9390} {
		s := sheet(t, devices.WeakResetRRAM, devices.Ask{N: n, Seed: 1}, "noise=0", "pulses="+pulses)
		if got, tol := devices.Figure(t, s, "p50"),
			0.5+4*1.2533*devices.Figure(t, s, "sd")/math.Sqrt(n); math.Abs(got-want) > tol {
			t.Errorf("after %s pulses the median is %.1f ohm: want %g within %.1f", pulses, got, want, tol)
		}
		if p5, p95 := devices.Figure(t, s, "p5"),
			devices.Figure(t, s, "p95"); !(p5 < devices.Figure(t, s, "p50") && p95 > devices.Figure(t, s, "mean")) {
			t.Errorf("after %s pulses p5 %v and p95 %v", pulses, p5, p95)
		}
	}
}

// TestWeakSheetErrors: pairs programmed as on a chip err as often as the laws say, within 4 standard errors
// and 2 % for the quadrature, whatever is switched on.
func TestWeakSheetErrors(t *testing.T) {
	t.Parallel()
	const n = 50_000
	for _, texts := range [][]string{{"pulses=0"}, {"pulses=20"}, {"pulses=200"}, {"pulses=1000"}, {"pulses=2000"},
		{"pulses=300", "noise=0"}, {"pulses=300", "curve=0"}, {"pulses=300", "rtn=0"}, {"pulses=3", "d2d=0"},
		{"pulses=0", "d2d=0"}, {"pulses=1000", "noiselaw=stationary"}, {"pulses=0", "noiselaw=stationary"},
		{"pulses=300", "noiselaw=stationary", "d2d=0"}, {"pulses=300", "noiselaw=stationary", "pink=0"},
		{"pulses=300", "noiselaw=stationary", "rtn=0"}} {
		s := sheet(t, devices.WeakResetRRAM, devices.Ask{N: n, Seed: 3}, texts...)
		got, want := devices.Figure(t, s, "error_rate"), devices.Figure(t, s, "error_estimate")
		if tol := 4*math.Sqrt(want*(1-want)/n) + 0.02*want; math.Abs(got-want) > tol {
			t.Errorf("%v: %v of the pairs err, the laws say %v within %v", texts, got, want, tol)
		}
	}
}

// TestPublishedNoiseMendsPairs: pairs that read wrong after 1,000 pulses on fresh pairs, in percent. The noise of the
// published code lifts pulsed devices alone, so that fewer read wrong than without noise; noise of all devices,
// centred, breaks pairs.
func TestPublishedNoiseMendsPairs(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		texts []string
		want  float64
	}{
		{[]string{"noise=0"}, 8.3}, {[]string{"pink=0"}, 7.3}, {[]string{"rtn=0"}, 3.7}, {nil, 3.3},
		{[]string{"noiselaw=stationary", "pink=0"}, 9.6}, {[]string{"noiselaw=stationary", "rtn=0"}, 8.3},
		{[]string{"noiselaw=stationary"}, 9.7},
	} {
		s := sheet(t, devices.WeakResetRRAM, devices.Ask{N: 100_000, Seed: 3}, append(c.texts, "pulses=1000")...)
		for _, key := range []string{"error_rate", "error_estimate"} {
			if got := 100 * devices.Figure(t, s, key); math.Abs(got-c.want) > 0.25 {
				t.Errorf("%v: %s %.2f %%, want %.1f", c.texts, key, got, c.want)
			}
		}
	}
	s := sheet(t, devices.WeakResetRRAM, devices.Ask{N: 1000, Seed: 3}, "pulses=1000")
	quiet, published, stationary := devices.Figure(t, s, "error_quiet"), devices.Figure(t, s, "error_published"),
		devices.Figure(t, s, "error_stationary")
	if !(published < quiet && quiet < stationary) {
		t.Errorf("without noise %.4f read wrong, with the published noise %.4f, with that of all devices %.4f", quiet,
			published, stationary)
	}
}
