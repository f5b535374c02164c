package ledger_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"arraylab/devices"
	"arraylab/sim/ledger"
)

func scaled(f float64) devices.Costs {
	c := double
	c.Write0.Joules *= f
	c.Write1.Joules *= f
	return c
}

// TestSystemSaving: with ever more images only inference counts, with one programming does, too.
func TestSystemSaving(t *testing.T) {
	with := scaled(4)
	with.Decode = devices.Cost{Joules: 20e-15, Source: "assumed"}
	strong, weak := ledger.Case{Name: "strong", Costs: costs(with, 2)},
		ledger.Case{Name: "weak", BER: 1e-3, Costs: costs(double, 2)}
	claim := ledger.Claim{Key: "x", Title: "Saving", Factor: 2}.SystemSaving(small(), weak, strong,
		ledger.Case{Name: "middling", Costs: costs(scaled(1.5), 2)})
	r := ledger.DefaultRates()
	s, w := ledger.Compute(small(), strong.Costs, r), ledger.Compute(small(), weak.Costs, r)
	line := claim.Plot.Lines[0]
	near(t, "one image", line.Y[0], (s.Programming+s.Image)/(w.Programming+w.Image))
	last := len(line.Y) - 1
	if math.Abs(line.X[last]-1e6) > 1 || math.Abs(line.Y[last]-s.Image/w.Image) > 1e-4 {
		t.Errorf("at %g images %g, want %g", line.X[last], line.Y[last], s.Image/w.Image)
	}
	if !claim.Holds || !strings.Contains(claim.Words, "from strong the factor 2 is reached from 1 ") ||
		!strings.Contains(claim.Words, "from middling the factor 2 is not reached") || len(claim.Plot.Lines) != 5 ||
		claim.Plot.Words != claim.Words {
		t.Errorf("%v: %s", claim.Holds, claim.Words)
	}
	claim = ledger.Claim{Factor: 2}.SystemSaving(small(), weak, ledger.Case{Costs: costs(scaled(1.5), 2)})
	if claim.Holds || !strings.Contains(claim.Words, "not reached") {
		t.Errorf("less programming alone saves a factor two: %s", claim.Words)
	}
}

// TestAtBER interpolates between two states and stays at the ends.
func TestAtBER(t *testing.T) {
	cases := []ledger.Case{{BER: 1e-6, Costs: costs(scaled(4), 2)}, {BER: 1e-4, Costs: costs(scaled(1), 2)}}
	mid := ledger.AtBER(cases, 1e-5)
	if math.Abs(mid.Costs[1].Write1.Joules/(2*double.Write1.Joules)-1) > 1e-9 || mid.BER != 1e-5 {
		t.Errorf("half way: %+v", mid.Costs[1].Write1)
	}
	if cases[0].Costs[1].Write1.Joules != 4*double.Write1.Joules {
		t.Error("the cases were changed")
	}
	if a, b := ledger.AtBER(cases, 1e-9), ledger.AtBER(cases, 1); a.BER != 1e-6 || b.BER != 1e-4 {
		t.Errorf("beyond the ends: %g, %g", a.BER, b.BER)
	}
}

// TestProgrammingSaving: states from strong to weak, each twice as cheap with ten times the errors.
func TestProgrammingSaving(t *testing.T) {
	var cases []ledger.Case
	for i := range 6 {
		cases = append(cases, ledger.Case{Name: fmt.Sprint("state ", i), BER: 1e-6 * math.Pow(10, float64(i)),
			Costs: costs(scaled(math.Pow(0.5, float64(i))), 2)})
	}
	// The energy is 2^-i at a BER of 10^(i-6): between the cases it falls by 2 in a factor of 10.
	saved := func(from, to float64) float64 { return math.Exp2(math.Log10(to / from)) }
	claim := ledger.Claim{Factor: 16}.ProgrammingSaving(small(), cases, 4e-2, 1e-6, 3e-4)
	if !claim.Holds || !strings.Contains(claim.Words,
		"Counted from a BER of 1e-06 the factor 16 holds: at 0.04 it is 24.3, and it is reached at 0.01.") {
		t.Errorf("%+v %s", claim.Numbers, claim.Words)
	}
	for i, from := range []float64{1e-6, 3e-4} {
		if got, want := claim.Numbers[i].Value, saved(from, 4e-2); math.Abs(got/want-1) > 1e-6 {
			t.Errorf("from %g: a factor of %g, want %g", from, got, want)
		}
	}
	if !strings.Contains(claim.Words, "the factor 16 does not hold: at 0.04 it is 4.36, and no BER reaches it") {
		t.Error(claim.Words)
	}
	line := claim.Plot.Lines[1]
	if line.X[0] != 3e-4 || line.Y[0] != 1 || len(line.Y) != 4 || math.Abs(line.Y[3]/saved(3e-4, 0.1)-1) > 1e-6 {
		t.Errorf("the second line is %v", line)
	}
	claim = ledger.Claim{Factor: 30}.ProgrammingSaving(small(), cases, 1e-3, 1e-6)
	if claim.Holds || !strings.Contains(claim.Words, "it is reached at 0.0808") &&
		!strings.Contains(claim.Words, "it is reached at 0.081") {
		t.Errorf("%v: %s", claim.Holds, claim.Words)
	}
}
