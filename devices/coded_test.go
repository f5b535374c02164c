package devices

import (
	"math"
	"testing"

	"arraylab/sim/rng"
)

// TestCodedCells: real words in real cells have the error rate of the code's exact sum, and the tally those of
// its outcomes, within 4.5 standard errors. One wrong word has several wrong bits: errors are counted by twos.
func TestCodedCells(t *testing.T) {
	const rows, inputs = 200, 1000
	for _, k := range []string{"4", "11", "64", "247"} {
		v := ValuesOf(t, DifferentialRRAM, "condition", "weak", "sensing", "1t1r", "ecc", "secded", "ecck",
			k, "offset", "0")
		p, a := differential(v)
		code, ber := secdedOf(v), p.ber1T1R(a)
		_, n, tally := store(DifferentialRRAM.Array(v, site(rows, inputs)), rows, inputs)
		want := code.BitErrorRate(ber)
		sd := math.Sqrt(2 * want * rows * inputs * 3)
		if z := (float64(n) - want*rows*inputs) / sd; math.Abs(z) > 4.5 {
			t.Errorf("k = %s: %d wrong bits, %.0f expected: %.1f standard errors", k, n, want*rows*inputs, z)
		}
		words := float64(code.RowWords(inputs) * rows)
		for _, c := range []struct {
			name string
			n    int64
			rate float64
		}{{"corrected", tally.Corrected, code.CorrectedRate(ber)}, {"detected", tally.Detected, code.DetectedRate(ber)},
			{"miscorrected", tally.Miscorrected, code.MiscorrectionRate(ber) + code.UndetectedRate(ber)}} {
			// A word whose data stay right though check bits are wrong counts by its data: 2 % of slack for those.
			if d := math.Abs(float64(c.n) - c.rate*words); d > 4.5*math.Sqrt(c.rate*words)+0.02*c.rate*words {
				t.Errorf("k = %s: %d words %s, %.0f expected", k, c.n, c.name, c.rate*words)
			}
		}
	}
}

// noisyCells are an Array whose reads are noisy.
func noisyCells(p float64) func(Site) Array {
	return func(s Site) Array {
		return flips{inputs: s.Inputs, read: p, errors: rng.New(s.Chip, rng.Layer(rng.Errors, s.Layer))}
	}
}

// TestCodedReads: noise of reads is decoded, too.
func TestCodedReads(t *testing.T) {
	const inputs, p = 100000, 0.01
	v := ValuesOf(t, DifferentialRRAM, "ecc", "secded")
	a := withCode(v, site(1, inputs), noisyCells(p))
	if !a.Noisy() {
		t.Fatal("noise is lost")
	}
	want := randomRows(1, inputs)[0]
	hold, read := make([]uint64, len(want)), make([]uint64, len(want))
	if tally := a.Program(hold, want, 0); tally != (Tally{}) {
		t.Errorf("programming without error: %+v", tally)
	}
	wrong := 0
	tally := a.Read(read, hold, want, 0, 5)
	for i := range inputs {
		wrong += int((read[i/64] ^ want[i/64]) >> (i % 64) & 1)
	}
	rate := secdedOf(v).BitErrorRate(p)
	if z := (float64(wrong) - rate*inputs) / math.Sqrt(2*rate*inputs); math.Abs(z) > 4.5 {
		t.Errorf("%d wrong bits, %.0f expected", wrong, rate*inputs)
	}
	if words := inputs / 4.0; math.Abs(float64(tally.Corrected)-words*8*p*math.Pow(1-p, 7)) > 4.5*math.Sqrt(words*8*p) {
		t.Errorf("%d words corrected", tally.Corrected)
	}
}

// TestCodedResistances: those of the data bits, each in the state of its bit.
func TestCodedResistances(t *testing.T) {
	const inputs = 150
	v := ValuesOf(t, DifferentialRRAM, "ecc", "secded", "ecck", "11", "celld2d", "0", "cellc2c", "0")
	a := DifferentialRRAM.Array(v, site(1, inputs)).(Resistive)
	want := randomRows(1, inputs)[0]
	bl, blb := make([]float32, inputs), make([]float32, inputs)
	a.Resistances(bl, blb, want, 0)
	for i := range inputs {
		if (bl[i] < blb[i]) != (want[i/64]>>(i%64)&1 == 1) {
			t.Fatalf("weight %d: %g and %g ohm", i, bl[i], blb[i])
		}
	}
}
