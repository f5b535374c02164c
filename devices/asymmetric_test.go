package devices_test

import (
	"math"
	"math/bits"
	"slices"
	"testing"

	"arraylab/devices"
)

// asymmetricMemories are those whose errors depend on the bit, with the keys of their probabilities.
var asymmetricMemories = []struct {
	tech     *devices.Technology
	p01, p10 string
}{{devices.FeFET, "p01", "p10"}, {devices.SOTMRAM, "sot01", "sot10"}}

// TestAsymmetricErrors: 0s and 1s fail at their own rates, within 4 standard errors, and for good.
func TestAsymmetricErrors(t *testing.T) {
	for _, m := range asymmetricMemories {
		for _, p := range [][2]float64{{1e-3, 5e-3}, {0.02, 0}, {0, 0.3}, {0.5, 0.5}} {
			v := withNumbers(t, m.tech, map[string]float64{m.p01: p[0], m.p10: p[1]})
			const rows, inputs = 512, 1000
			a := m.tech.Array(&v, devices.Site{Chip: 3, Layer: 1, Inputs: inputs, Row1: rows})
			if a.Noisy() {
				t.Fatalf("%s: reads are noisy", m.tech.Name)
			}
			var wrong, cells [2]float64
			want, hold, again := make([]uint64, 16), make([]uint64, 16), make([]uint64, 16)
			for row := range rows {
				for w := range want {
					want[w] = 0x0123456789abcdef * uint64(row+w+1)
				}
				want[15] &= 1<<(inputs-15*64) - 1
				a.Program(hold, want, row)
				a.Program(again, want, row)
				if !slices.Equal(hold, again) {
					t.Fatalf("%s: programming the same chip anew makes other errors", m.tech.Name)
				}
				if hold[15]>>(inputs-15*64) != 0 {
					t.Fatalf("%s: bits beyond the row's end", m.tech.Name)
				}
				for w := range want {
					cells[1] += float64(bits.OnesCount64(want[w]))
					wrong[0] += float64(bits.OnesCount64(hold[w] &^ want[w]))
					wrong[1] += float64(bits.OnesCount64(want[w] &^ hold[w]))
				}
			}
			cells[0] = rows*inputs - cells[1]
			for b := range wrong {
				mean, sd := cells[b]*p[b], math.Sqrt(cells[b]*p[b]*(1-p[b]))
				if math.Abs(wrong[b]-mean) > 4*sd {
					t.Errorf("%s, %v: %g of %g cells with a %d are wrong: %g ± %.1f are expected", m.tech.Name, p,
						wrong[b], cells[b], b, mean, sd)
				}
			}
		}
	}
}

// TestAsymmetricIdeal: without errors what is stored is what was wanted.
func TestAsymmetricIdeal(t *testing.T) {
	for _, m := range asymmetricMemories {
		v := withNumbers(t, m.tech, map[string]float64{m.p01: 0, m.p10: 0})
		want, hold := []uint64{0xfedcba9876543210, 0x0f}, make([]uint64, 2)
		m.tech.Array(&v, devices.Site{Chip: 1, Inputs: 68, Row1: 1}).Program(hold, want, 0)
		if !slices.Equal(hold, want) {
			t.Errorf("%s: %#x became %#x", m.tech.Name, want, hold)
		}
	}
}

func TestAsymmetricSheets(t *testing.T) {
	for _, m := range asymmetricMemories {
		eachCorner(t, m.tech, func(v devices.Values) {
			t.Helper()
			s, n := characterise(t, m.tech, v, devices.Ask{N: 1000, Seed: 1, Charts: true})
			devices.Drawable(t, m.tech.Name, s)
			if len(s.Charts) != 4 {
				t.Errorf("%s: %d charts", m.tech.Name, len(s.Charts))
			}
			if n["ber"] != (n["p01"]+n["p10"])/2 {
				t.Errorf("%s: the mean of %g and %g is %g", m.tech.Name, n["p01"], n["p10"], n["ber"])
			}
			for _, key := range []string{"p01", "p10"} {
				const cells = 512 * 1000
				if p := n[key]; math.Abs(n[key+"_drawn"]-p) > 4*math.Sqrt(p*(1-p)/cells) {
					t.Errorf("%s: %s = %g, drawn %g", m.tech.Name, key, p, n[key+"_drawn"])
				}
			}
			checkShift(t, s)
		})
	}
}

// checkShift holds the drawn means and deviations of the sums' changes to their closed forms, within 5
// standard errors, and the drawn histograms to the binomial law by their sum.
func checkShift(t *testing.T, s devices.Sheet) {
	t.Helper()
	curves := map[string]devices.Curve{}
	for _, c := range s.Charts {
		for _, l := range c.Lines {
			curves[c.Key+": "+l.Name] = l
		}
	}
	at := func(c devices.Curve, x float64) float64 { return c.Y[slices.Index(c.X, x)] }
	mean, sd := curves["shift: mean, n (p01 - p10)"], curves["shift: standard deviation, closed form"]
	const rows = 1000
	for _, n := range []float64{64, 128, 256, 512, 1024} {
		spread := at(sd, n)
		if got, want := at(curves["shift: mean, drawn"], n),
			at(mean, n); math.Abs(got-want) > 5*spread/math.Sqrt(rows) {
			t.Errorf("%g weights: their sum changes by %g, want %g ± %g", n, got, want, spread)
		}
		// The counts of rare errors are Poisson: their fourth moment is 3 sd^4 + 4 sd^2.
		tolerance := 5 * math.Sqrt((2+4/math.Max(spread*spread, 1e-9))/rows) / 2
		if got := at(curves["shift: standard deviation, drawn"], n); math.Abs(got-spread) > tolerance*spread {
			t.Errorf("%g weights: the change has a standard deviation of %g, want %g", n, got, spread)
		}
	}
	for _, name := range []string{"rows: 0 → 1, binomial law", "rows: 1 → 0, binomial law", "rows: 0 → 1, drawn",
		"rows: 1 → 0, drawn"} {
		sum := 0.0
		for _, y := range curves[name].Y {
			sum += y
		}
		if math.Abs(sum-1) > 0.01 {
			t.Errorf("%s: it sums to %g", name, sum)
		}
	}
}

// TestFeFETOverTemperature: hotter is worse, the table is hit, and a set rate wins over the temperature.
func TestFeFETOverTemperature(t *testing.T) {
	at := func(kelvin float64) (p01, p10 float64) {
		v := devices.FeFET.Defaults()
		devices.FeFET.ParamOf("temp").Put(&v, kelvin)
		return devices.FeFET.ParamOf("p01").DefaultOf(&v), devices.FeFET.ParamOf("p10").DefaultOf(&v)
	}
	last01, last10 := 0.0, 0.0
	for kelvin := 230.0; kelvin <= 430; kelvin += 5 {
		p01, p10 := at(kelvin)
		if !(p01 > last01 && p10 > last10 && p10 <= 0.5 && p01 < p10) {
			t.Errorf("%g K: %g and %g after %g and %g", kelvin, p01, p10, last01, last10)
		}
		last01, last10 = p01, p10
	}
	for _, c := range [][3]float64{{253, 2e-4, 4e-4}, {300, 1.5e-3, 3.5e-3}, {358, 9e-3, 2.2e-2},
		{315, math.Sqrt(1.5e-3 * 5e-3), math.Sqrt(3.5e-3 * 1.2e-2)}} {
		if p01, p10 := at(c[0]); math.Abs(p01/c[1]-1) > 1e-12 || math.Abs(p10/c[2]-1) > 1e-12 {
			t.Errorf("%g K: %g and %g, want %g and %g", c[0], p01, p10, c[1], c[2])
		}
	}
	v := withNumbers(t, devices.FeFET, map[string]float64{"temp": 400, "p01": 0.01})
	s, n := characterise(t, devices.FeFET, v, devices.Ask{N: 1, Seed: 1})
	if n["p01"] != 0.01 || len(s.Notes) != 2 {
		t.Errorf("p01 = %g; notes %q: an extrapolation must be marked", n["p01"], s.Notes)
	}
}

// TestSOTCosts: 4.8 fJ an XNOR.
func TestSOTCosts(t *testing.T) {
	v := devices.SOTMRAM.Defaults()
	if e := devices.SOTMRAM.Costs(&v).Read.Joules; math.Abs(e-4.8e-15) > 1e-24 {
		t.Errorf("an XNOR takes %g J", e)
	}
	_, n := characterise(t, devices.SOTMRAM, v, devices.Ask{N: 1, Seed: 1})
	if n["joules_per_xnor"] != devices.SOTMRAM.Costs(&v).Read.Joules || math.Max(n["p01"], n["p10"]) != 5e-3 {
		t.Errorf("the sheet says %g J and %g, %g", n["joules_per_xnor"], n["p01"], n["p10"])
	}
}

func BenchmarkAsymmetricSheet(b *testing.B) {
	v := devices.FeFET.Defaults()
	for b.Loop() {
		devices.FeFET.Sheet(&v, devices.Ask{N: 10000, Seed: 1, Charts: true})
	}
}

// BenchmarkAsymmetricProgram programs the 1.86 million weights of 784-1024-1024-10.
func BenchmarkAsymmetricProgram(b *testing.B) {
	v := devices.FeFET.Defaults()
	hold, want := make([]uint64, 16), make([]uint64, 16)
	for b.Loop() {
		for layer, shape := range [][2]int{{784, 1024}, {1024, 1024}, {1024, 10}} {
			a := devices.FeFET.Array(&v, devices.Site{Chip: 1, Layer: layer, Inputs: shape[0], Row1: shape[1]})
			for row := range shape[1] {
				a.Program(hold, want, row)
			}
		}
	}
}
