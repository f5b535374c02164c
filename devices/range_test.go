package devices_test

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"arraylab/devices"
	"arraylab/devices/knob"
	"arraylab/sim/rng"
)

// anywhere are values of a technology somewhere in their ranges, half of them at the default.
func anywhere(tech *devices.Technology, draw *rng.Source) (v devices.Values) {
	for _, p := range tech.Params {
		x := p.DefaultOf(&v)
		if draw.Below(2) == 0 {
			u := draw.Float64()
			switch {
			case p.Kind == knob.OneOf:
				x = float64(draw.Below(uint32(len(p.Choices))))
			case p.Kind == knob.Switch:
				x = float64(draw.Below(2))
			case p.Log && p.Min > 0:
				x = math.Min(math.Max(p.Min*math.Pow(p.Max/p.Min, u), p.Min), p.Max)
			default:
				x = p.Min + u*(p.Max-p.Min)
			}
			if p.Kind == knob.Whole {
				x = math.Floor(x)
			}
		}
		p.Put(&v, x)
	}
	return v
}

// TestNumbersMakeSense: wherever the parameters are, numbers are finite, probabilities are ones, and what is never
// negative is not; or an error says why there are none.
func TestNumbersMakeSense(t *testing.T) {
	tries := 40
	if testing.Short() {
		tries = 10
	}
	for number, tech := range devices.Technologies() {
		draw := rng.New(uint32(number), "test").Source(0)
		for range tries {
			v := anywhere(tech, draw)
			if tech.Check != nil && tech.Check(&v) != nil {
				continue
			}
			of := fmt.Sprint(tech.Name, " ", tech.Texts(&v))
			s, err := tech.Characterise(&v, devices.Ask{N: 100, Seed: 1})
			var limit *devices.SheetError
			if err != nil && !errors.As(err, &limit) {
				t.Errorf("%s: %v", of, err)
			}
			for _, n := range s.Numbers {
				switch key := n.Key; {
				case math.IsNaN(n.Value) || math.IsInf(n.Value, 0):
					t.Errorf("%s: %s = %g", of, key, n.Value)
				case isProbability(key) && !(n.Value >= 0 && n.Value <= 1+1e-12):
					t.Errorf("%s: %s = %.17g is no probability", of, key, n.Value)
				case n.Unit == "J" && !(n.Value >= 0) || (n.Unit == "Ω" || n.Unit == "s") && !(n.Value > 0) &&
					!strings.HasPrefix(key, "wire") && key != "sd":
					t.Errorf("%s: %s = %g %s", of, key, n.Value, n.Unit)
				}
			}
			if tech.Costs == nil {
				continue
			}
			c := tech.Costs(&v)
			for name, x := range map[string]devices.Cost{"Write0": c.Write0, "Write1": c.Write1, "Pulse": c.Pulse,
				"Set": c.Set, "Read": c.Read, "Decode": c.Decode} {
				if !(x.Joules >= 0 && x.Seconds >= 0) || math.IsInf(x.Joules+x.Seconds, 0) || x.Source == "" {
					t.Errorf("%s: %s costs %+v", of, name, x)
				}
			}
			if !(c.Cells >= 0 && c.Area >= 0) || c.AreaSource == "" {
				t.Errorf("%s: %g cells, %g m2, %q", of, c.Cells, c.Area, c.AreaSource)
			}
		}
	}
}

// isProbability tells whether a number is one by its key.
func isProbability(key string) bool {
	for _, start := range []string{"ber", "wer", "error", "p01", "p10", "p_", "lost", "read_disturb",
		"stuck", "trap_high"} {
		if strings.HasPrefix(key, start) {
			return true
		}
	}
	return key == "p"
}

// TestAnywhereIsProgrammed: wherever the parameters are, a row is programmed and read, and bits beyond it stay 0.
func TestAnywhereIsProgrammed(t *testing.T) {
	const inputs = 70
	want := []uint64{0x0123456789abcdef, 0x2a}
	for number, tech := range devices.Technologies() {
		draw := rng.New(uint32(number), "test").Source(1)
		for range 30 {
			v := anywhere(tech, draw)
			if tech.Check != nil && tech.Check(&v) != nil {
				continue
			}
			site := devices.Site{Chip: 1, Layer: 1, Inputs: inputs, Row0: 2, Row1: 3}
			if tech.Pulsed(&v) {
				p := tech.Pairs(&v, site)
				p.Init(2*inputs, 3*inputs)
				p.Program(2*inputs, 3*inputs, make([]int8, inputs), tech.Strength.Int(&v), 1)
				for k := 2 * inputs; k < 3*inputs; k++ {
					if bl, blb := p.Resistances(k, 1); !(bl > 0 && blb > 0) || math.IsInf(bl+blb, 0) {
						t.Fatalf("%s %v: pair %d has %g and %g ohm", tech.Name, tech.Texts(&v), k, bl, blb)
					}
				}
				continue
			}
			if tech.Arrays == nil {
				continue
			}
			a := tech.Array(&v, site)
			hold, dst := make([]uint64, 2), make([]uint64, 2)
			a.Program(hold, want, 2)
			if a.Read(dst, hold, want, 2, 3); (hold[1]|dst[1])>>(inputs-64) != 0 {
				t.Errorf("%s %v: %x and %x for a row of %d bits", tech.Name, tech.Texts(&v), hold, dst, inputs)
			}
			if !a.Noisy() && !slices.Equal(hold, dst) {
				t.Errorf("%s %v: a read without noise changes bits", tech.Name, tech.Texts(&v))
			}
		}
	}
}
