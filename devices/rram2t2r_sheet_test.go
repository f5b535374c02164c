package devices

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// TestDifferentialSheet: with every setting the sheet can be drawn, and what is drawn agrees with the closed form.
func TestDifferentialSheet(t *testing.T) {
	t.Parallel()
	const n = 30000
	for _, set := range append(settings, []string{"separation", "0"}, []string{"separation", "12", "ecck", "247"},
		[]string{"celld2d", "0", "cellc2c", "0", "offset", "0"},
		[]string{"stucklrs", "0.5", "stuckhrs", "0.5", "cycles", "1e12"},
		[]string{"hours", "1e6", "temp", "430", "driftlrs", "1", "drifthrs", "1", "driftbarrier", "2.5"}) {
		v := ValuesOf(t, DifferentialRRAM, set...)
		s, err := DifferentialRRAM.Sheet(v, Ask{N: n, Seed: 1, Charts: true})
		if err != nil {
			t.Fatal(err)
		}
		t.Run(strings.Join(set, " "), func(t *testing.T) { Drawable(t, t.Name(), s) })
		for _, key := range []string{"ber_1t1r", "ber_2t2r", "ber_ecc"} {
			closed, drawn := Figure(t, s, key), Figure(t, s, key+"_mc")
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
	}{{nil, "ber_2t2r"}, {[]string{"sensing", "1t1r"}, "ber_1t1r"},
		{[]string{"sensing", "1t1r", "ecc", "secded"}, "ber_ecc"}} {
		s, _ := DifferentialRRAM.Sheet(ValuesOf(t, DifferentialRRAM, c.set...), Ask{N: 1, Seed: 1})
		if got, want := Figure(t, s, "ber"), Figure(t, s, c.key); got != want {
			t.Errorf("%v: %g, want %g", c.set, got, want)
		}
	}
}

// TestDifferentialCosts: devices and energy of a weight by what it is stored in.
// TestExtrapolationIsSaid: energy and endurance beyond the conditions are marked.
func TestExtrapolationIsSaid(t *testing.T) {
	for separation, more := range map[string]int{"5.26": 0, "2.476": 0, "3": 0, "12": 1, "1": 1} {
		for _, tech := range []*Technology{DifferentialRRAM, TernaryRRAM} {
			usual, err := tech.Sheet(ValuesOf(t, tech), Ask{N: 10, Seed: 1})
			if err != nil {
				t.Fatal(err)
			}
			s, err := tech.Sheet(ValuesOf(t, tech, "separation", separation), Ask{N: 10, Seed: 1})
			if err != nil || len(s.Notes) != len(usual.Notes)+more {
				t.Errorf("%s, separation %s: %v, notes %q", tech.Name, separation, err, s.Notes)
			}
		}
	}
}

func TestDifferentialCosts(t *testing.T) {
	one := writeJoules(ValuesOf(t, DifferentialRRAM))
	for _, c := range []struct {
		set     []string
		devices float64
	}{
		{nil, 2}, {[]string{"sensing", "1t1r"}, 1}, {[]string{"sensing", "1t1r", "ecc", "secded"}, 2},
		{[]string{"sensing", "1t1r", "ecc", "secded", "ecck", "64"}, 72.0 / 64},
	} {
		costs := DifferentialRRAM.Costs(ValuesOf(t, DifferentialRRAM, c.set...))
		if costs.Cells != c.devices || math.Abs(costs.Write1.Joules-c.devices*one) > 1e-24 ||
			costs.Write0 != costs.Write1 {
			t.Errorf("%v: %g devices, %+v", c.set, costs.Cells, costs.Write1)
		}
		if coded := len(c.set) > 2; (costs.Decode.Joules > 0) != coded || !(costs.Read.Joules > 0 && costs.Area > 0) {
			t.Errorf("%v: %+v", c.set, costs)
		}
	}
	Nearly(t, "energy of a strong write", one, 100e-12, 1e-12)
}

func BenchmarkDifferentialSheet(b *testing.B) {
	for _, set := range [][]string{{}, {"ecck", "64"}, {"ecck", "247"}} {
		b.Run(fmt.Sprint(set), func(b *testing.B) {
			v := ValuesOf(b, DifferentialRRAM, set...)
			for range b.N {
				DifferentialRRAM.Sheet(v, Ask{N: 100000, Seed: 1, Charts: true})
			}
		})
	}
}
