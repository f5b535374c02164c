package devices

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"
)

// number is a figure of a sheet.
func number(t *testing.T, s Sheet, key string) float64 {
	t.Helper()
	for _, n := range s.Numbers {
		if n.Key == key {
			return n.Value
		}
	}
	t.Fatalf("the sheet has no %s", key)
	return 0
}

// checkSheet looks for what no page could draw: numbers that are not finite, curves of unequal lengths or
// too many points, charts without words.
func checkSheet(t *testing.T, s Sheet) {
	t.Helper()
	if _, err := json.Marshal(s); err != nil {
		t.Error(err) // a number is not finite
	}
	keys := map[string]bool{}
	for _, n := range s.Numbers {
		if keys[n.Key] || n.Label == "" {
			t.Errorf("number %q twice or without a label", n.Key)
		}
		keys[n.Key] = true
	}
	for _, p := range s.Charts {
		if p.Title == "" || p.X == "" || p.Y == "" || p.Words == "" || len(p.Lines) == 0 {
			t.Errorf("chart %q lacks words or curves", p.Key)
		}
		for _, c := range p.Lines {
			most := 300
			if c.Style == StyleDots {
				most = 2000
			}
			if len(c.X) != len(c.Y) || len(c.X) > most {
				t.Errorf("chart %s, %s: %d and %d places", p.Key, c.Name, len(c.X), len(c.Y))
			}
			for i := range c.X {
				if p.LogX && c.X[i] <= 0 || p.LogY && c.Y[i] <= 0 {
					t.Errorf("chart %s, %s: (%g, %g) on a logarithmic axis", p.Key, c.Name, c.X[i], c.Y[i])
				}
			}
		}
	}
	for _, p := range s.Pictures {
		if len(p.Cells) != p.W*p.H || p.Words == "" {
			t.Errorf("picture %s: %d cells for %d x %d", p.Key, len(p.Cells), p.W, p.H)
		}
		for _, c := range p.Cells {
			if int(c) >= len(p.Classes) {
				t.Fatalf("picture %s: class %d of %d", p.Key, c, len(p.Classes))
			}
		}
	}
}

// TestDifferentialSheet: with every setting the sheet can be drawn, and what is drawn agrees with the closed form.
func TestDifferentialSheet(t *testing.T) {
	const n = 30000
	for _, set := range append(settings, []string{"separation", "0"}, []string{"separation", "12", "ecck", "247"},
		[]string{"celld2d", "0", "cellc2c", "0", "offset", "0"}, []string{"stucklrs", "0.5", "stuckhrs", "0.5", "cycles", "1e12"},
		[]string{"hours", "1e6", "temp", "430", "driftlrs", "1", "drifthrs", "1", "driftbarrier", "2.5"}) {
		v := valuesOf(t, DifferentialRRAM, set...)
		s, err := DifferentialRRAM.Sheet(v, Ask{N: n, Seed: 1, Charts: true})
		if err != nil {
			t.Fatal(err)
		}
		t.Run(strings.Join(set, " "), func(t *testing.T) { checkSheet(t, s) })
		for _, key := range []string{"ber_1t1r", "ber_2t2r", "ber_ecc"} {
			closed, drawn := number(t, s, key), number(t, s, key+"_mc")
			se := math.Sqrt(closed*(1-closed)/n) + 1e-300
			if key == "ber_ecc" {
				se *= 2 // errors of a word come together
				if sL, sH := spreadLRS.Of(v), spreadHRS.Of(v); sL != sH || stuckLRS.Of(v) != stuckHRS.Of(v) {
					continue // the code's rates are for errors that do not depend on the bit
				}
			}
			if z := (drawn - closed) / se; math.Abs(z) > 4.5 {
				t.Errorf("%v: %s is %.4g, drawn %.4g: %.1f standard errors", set, key, closed, drawn, z)
			}
		}
	}
}

// TestSheetFollowsTheChoice: the rate as set is that of the sensing and the code chosen.
func TestSheetFollowsTheChoice(t *testing.T) {
	for _, c := range []struct {
		set []string
		key string
	}{{nil, "ber_2t2r"}, {[]string{"sensing", "1t1r"}, "ber_1t1r"}, {[]string{"sensing", "1t1r", "ecc", "secded"}, "ber_ecc"}} {
		s, _ := DifferentialRRAM.Sheet(valuesOf(t, DifferentialRRAM, c.set...), Ask{N: 1, Seed: 1})
		if got, want := number(t, s, "ber"), number(t, s, c.key); got != want {
			t.Errorf("%v: %g, want %g", c.set, got, want)
		}
	}
}

// TestDifferentialCosts: devices and energy of a weight by what it is stored in.
// TestExtrapolationIsSaid: energy and endurance beyond the conditions are marked.
func TestExtrapolationIsSaid(t *testing.T) {
	for separation, more := range map[string]int{"5.26": 0, "2.476": 0, "3": 0, "12": 1, "1": 1} {
		for _, tech := range []*Technology{DifferentialRRAM, TernaryRRAM} {
			usual, err := tech.Sheet(valuesOf(t, tech), Ask{N: 10, Seed: 1})
			if err != nil {
				t.Fatal(err)
			}
			s, err := tech.Sheet(valuesOf(t, tech, "separation", separation), Ask{N: 10, Seed: 1})
			if err != nil || len(s.Notes) != len(usual.Notes)+more {
				t.Errorf("%s, separation %s: %v, notes %q", tech.Name, separation, err, s.Notes)
			}
		}
	}
}

func TestDifferentialCosts(t *testing.T) {
	one := writeJoules(valuesOf(t, DifferentialRRAM))
	for _, c := range []struct {
		set     []string
		devices float64
	}{
		{nil, 2}, {[]string{"sensing", "1t1r"}, 1}, {[]string{"sensing", "1t1r", "ecc", "secded"}, 2},
		{[]string{"sensing", "1t1r", "ecc", "secded", "ecck", "64"}, 72.0 / 64},
	} {
		costs := DifferentialRRAM.Costs(valuesOf(t, DifferentialRRAM, c.set...))
		if costs.Cells != c.devices || math.Abs(costs.Write1.Joules-c.devices*one) > 1e-24 || costs.Write0 != costs.Write1 {
			t.Errorf("%v: %g devices, %+v", c.set, costs.Cells, costs.Write1)
		}
		if coded := len(c.set) > 2; (costs.Decode.Joules > 0) != coded || !(costs.Read.Joules > 0 && costs.Area > 0) {
			t.Errorf("%v: %+v", c.set, costs)
		}
	}
	nearly(t, "energy of a strong write", one, 100e-12, 1e-12)
}

func BenchmarkDifferentialSheet(b *testing.B) {
	for _, set := range [][]string{{}, {"ecck", "64"}, {"ecck", "247"}} {
		b.Run(fmt.Sprint(set), func(b *testing.B) {
			v := valuesOf(b, DifferentialRRAM, set...)
			for range b.N {
				DifferentialRRAM.Sheet(v, Ask{N: 100000, Seed: 1, Charts: true})
			}
		})
	}
}
