package lab

import (
	"math"
	"testing"

	"arraylab/sim/ledger"
)

// pointBER is about the bit error rate that costs the standard network a point.
const pointBER = 0.067

// claimsOf are the claims for a memory that holds as many +1 as -1.
func claimsOf(t *testing.T, link string) []ledger.Claim {
	t.Helper()
	all, err := Claims(Result{Link: link, Ones: []int64{784 * 512, 1024 * 512, 5120}, Step: 1}, pointBER)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		if c.Words == "" || c.Text == "" || c.Source == "" || len(c.Plot.Lines) < 2 || c.Plot.Words != c.Words {
			t.Errorf("%s: %+v", c.Key, c)
		}
		for _, l := range c.Plot.Lines {
			for i := range l.X {
				if !(l.X[i] > 0 && l.Y[i] > 0) || math.IsInf(l.X[i]+l.Y[i], 0) {
					t.Errorf("%s, %s: point %g, %g", c.Key, l.Name, l.X[i], l.Y[i])
				}
			}
		}
	}
	return all
}

// TestFactorThirty: the RRAM of the papers saves a factor of 30 between BERs of 1e-4 and 4e-2.
func TestFactorThirty(t *testing.T) {
	all := claimsOf(t, "memory=rram-2t2r")
	if len(all) != 1 || !all[0].Holds || math.Abs(all[0].Numbers[0].Value-30) > 1 {
		t.Fatalf("%+v", all)
	}
}

// TestClaimsAreOfTheirMemoriesAlone: other memories have none, and nor has learning in devices.
func TestClaimsAreOfTheirMemoriesAlone(t *testing.T) {
	for _, link := range []string{"", "memory=ber"} {
		if all := claimsOf(t, link); len(all) > 0 {
			t.Errorf("%q has %d claims", link, len(all))
		}
	}
}

// TestStreamsHaveClaims: where the energy of the memory is known.
func TestStreamsHaveClaims(t *testing.T) {
	all := claimsOf(t, "input=stochastic&streams=8&memory=sot-mram")
	if len(all) != 2 || all[0].Key != "area-62" || all[1].Key != "energy-2.1" {
		t.Fatalf("%d claims: %+v", len(all), all)
	}
	// 62 % are the paper's, from another baseline: here the comparators and the adders of the other layers weigh in.
	logic := func(adders float64) float64 { return (adders + 1024*4 + 1024) * 4.5e-12 }
	if want := 100 * (1 - logic(784*4+784*8)/logic(784*4*8)); math.Abs(all[0].Numbers[0].Value-want) > 1e-9 {
		t.Errorf("%g %% of the logic are saved, want %g", all[0].Numbers[0].Value, want)
	}
	if all := claimsOf(t, "input=stochastic&memory=ber"); len(all) > 0 {
		t.Errorf("%d claims without known energies", len(all))
	}
}

// TestSTMRAM: programmed to a BER of 1e-3 without a code, the system takes less than half of what a memory takes that
// is written carefully and coded, as long as it is programmed often; 74 % of the programming are saved where a network
// bears what costs the standard one a point.
func TestSTMRAM(t *testing.T) {
	all := claimsOf(t, "memory=st-mram")
	if len(all) != 2 {
		t.Fatalf("%d claims", len(all))
	}
	for _, c := range all {
		if !c.Holds {
			t.Errorf("%s: %s", c.Key, c.Words)
		}
	}
	// With ever more images, programming no longer counts; with one, it does most.
	careful := all[0].Plot.Lines[0].Y
	if first, last := careful[0], careful[len(careful)-1]; !(first > 2 && last < 2) {
		t.Errorf("the system saves a factor of %g at one image, %g at a million", first, last)
	}
	if bare := all[0].Plot.Lines[1].Y; math.Abs(bare[len(bare)-1]-1) > 1e-3 {
		t.Errorf("without a code, a million images still save a factor of %g", bare[len(bare)-1])
	}
	if x := all[1].Numbers[0].Value; !(x > 1/(1-0.74) && x < 10) {
		t.Errorf("the programming saves a factor of %g", x)
	}
}
