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
	strong, weak := ledger.Case{Name: "strong", Costs: costs(with, 2)}, ledger.Case{Name: "weak", BER: 1e-3, Costs: costs(double, 2)}
	claim := ledger.Claim{Key: "x", Title: "Saving", Factor: 2}.SystemSaving(small(), weak, strong, ledger.Case{Name: "middling", Costs: costs(scaled(1.5), 2)})
	r := ledger.DefaultRates()
	s, w := ledger.Compute(small(), strong.Costs, r), ledger.Compute(small(), weak.Costs, r)
	line := claim.Plot.Lines[0]
	near(t, "one image", line.Y[0], (s.Programming+s.Image)/(w.Programming+w.Image))
	last := len(line.Y) - 1
	if math.Abs(line.X[last]-1e6) > 1 || math.Abs(line.Y[last]-s.Image/w.Image) > 1e-4 {
		t.Errorf("at %g images %g, want %g", line.X[last], line.Y[last], s.Image/w.Image)
	}
	if !claim.Holds || !strings.Contains(claim.Words, "from strong the factor 2 is reached from 1 ") ||
		!strings.Contains(claim.Words, "from middling the factor 2 is not reached") || len(claim.Plot.Lines) != 5 || claim.Plot.Words != claim.Words {
		t.Errorf("%v: %s", claim.Holds, claim.Words)
	}
	claim = ledger.Claim{Factor: 2}.SystemSaving(small(), weak, ledger.Case{Costs: costs(scaled(1.5), 2)})
	if claim.Holds || !strings.Contains(claim.Words, "not reached") {
		t.Errorf("less programming alone saves a factor two: %s", claim.Words)
	}
}

// TestProgrammingSaving: states from strong to weak, each twice as cheap with ten times the errors.
func TestProgrammingSaving(t *testing.T) {
	var cases []ledger.Case
	for i := range 6 {
		cases = append(cases, ledger.Case{Name: fmt.Sprint("state ", i), BER: 1e-6 * math.Pow(10, float64(i)), Costs: costs(scaled(math.Pow(0.5, float64(i))), 2)})
	}
	claim := ledger.Claim{Factor: 16}.ProgrammingSaving(small(), cases, 4e-2, 1e-6, 1e-4)
	if !claim.Holds || !strings.Contains(claim.Words, "the factor 16 holds: at 0.01 it is 16, and it takes a BER of 0.01") {
		t.Errorf("%+v %s", claim.Numbers, claim.Words)
	}
	near(t, "factor", claim.Numbers[0].Value, 16)
	near(t, "factor from 1e-4", claim.Numbers[1].Value, 4)
	if !strings.Contains(claim.Words, "Counted from a BER of 0.0001 the factor 16 does not hold: at 0.01 it is 4, and no BER reaches it") {
		t.Error(claim.Words)
	}
	line := claim.Plot.Lines[1]
	if line.X[0] != cases[2].BER || line.Y[0] != 1 || len(line.Y) != 4 {
		t.Errorf("the second line is %v", line)
	}
	claim = ledger.Claim{Factor: 30}.ProgrammingSaving(small(), cases, 1e-3, 0)
	if claim.Holds || !strings.Contains(claim.Words, "it takes a BER of 0.1") {
		t.Errorf("%v: %s", claim.Holds, claim.Words)
	}
}
