package nist

import (
	"math"
	"math/big"
	"testing"

	"arraylab/sim/rng"
)

// bitsOf reads zeros and ones.
func bitsOf(text string) (bits []byte) {
	for _, c := range text {
		bits = append(bits, byte(c-'0'))
	}
	return bits
}

// hundred bits of pi: the longer example of sections 2.1 to 2.13 of the publication.
const hundred = "11001001000011111101101010100010001000010110100011" +
	"00001000110100110001001100011001100010100010111000"

// TestKnownAnswers are the examples of the publication, to its six digits. Of the spectrum of its two short sequences
// it prints counts, 4 and 46, that its definition does not give; 5 and 48 do, as others have found, with the P-values
// here.
func TestKnownAnswers(t *testing.T) {
	first := func(p, _ float64) float64 { return p }
	second := func(_, p float64) float64 { return p }
	for name, c := range map[string][2]float64{
		"2.1.4 monobit":           {Monobit(bitsOf("1011010101")), 0.527089},
		"2.1.8 monobit":           {Monobit(bitsOf(hundred)), 0.109599},
		"2.2.4 blocks of 3":       {Blocks(bitsOf("0110011010"), 3), 0.801252},
		"2.2.8 blocks of 10":      {Blocks(bitsOf(hundred), 10), 0.706438},
		"2.3.4 runs":              {Runs(bitsOf("1001101011")), 0.147232},
		"2.3.8 runs":              {Runs(bitsOf(hundred)), 0.500798},
		"2.6.4 spectrum":          {Spectrum(bitsOf("1001010011")), 0.468160},
		"2.6.8 spectrum":          {Spectrum(bitsOf(hundred)), 0.646355},
		"2.11.4 serial of 3, 1st": {first(Serial(bitsOf("0011011101"), 3)), 0.808792},
		"2.11.4 serial of 3, 2nd": {second(Serial(bitsOf("0011011101"), 3)), 0.670320},
		"2.13.4 sums":             {Sums(bitsOf("1011010111"), false), 0.4116588},
		"2.13.8 sums":             {Sums(bitsOf(hundred), false), 0.219194},
		"2.13.8 sums, backward":   {Sums(bitsOf(hundred), true), 0.114866},
	} {
		if math.Abs(c[0]-c[1]) > 6e-7 {
			t.Errorf("%s: %.7f, the publication has %.6f", name, c[0], c[1])
		}
	}
}

// digitsOfE are the first n binary digits of e = 10.10110..., from a million of which the publication has P-values.
func digitsOfE(n int) []byte {
	// e is the sum of 1/k!: p/q of the terms from a to b, halved again and again.
	var sum func(a, b int64) (p, q *big.Int)
	sum = func(a, b int64) (p, q *big.Int) {
		if b-a == 1 {
			return big.NewInt(1), big.NewInt(b)
		}
		m := (a + b) / 2
		p1, q1 := sum(a, m)
		p2, q2 := sum(m, b)
		return p1.Add(p1.Mul(p1, q2), p2), q1.Mul(q1, q2)
	}
	p, q := sum(0, int64(n/8)) // k! outgrows 2^n long before
	p.Add(p, q).Lsh(p, uint(n)).Quo(p, q)
	text := p.Text(2)
	return bitsOf(text[:n])
}

// TestMillionDigitsOfE: appendix B of the publication.
func TestMillionDigitsOfE(t *testing.T) {
	bits := digitsOfE(1_000_000)
	p1, p2 := Serial(bits, 2)
	serial, _ := Serial(bits, 16)
	for name, c := range map[string][2]float64{
		"monobit":            {Monobit(bits), 0.953749},
		"blocks of 128":      {Blocks(bits, 128), 0.211072},
		"runs":               {Runs(bits), 0.561917},
		"spectrum":           {Spectrum(bits), 0.847187},
		"serial of 2, first": {p1, 0.843764}, "second": {p2, 0.561915},
		"serial of 16":   {serial, 0.766182},
		"sums, forward":  {Sums(bits, false), 0.669887},
		"sums, backward": {Sums(bits, true), 0.724266},
	} {
		if math.Abs(c[0]-c[1]) > 2e-6 {
			t.Errorf("%s of the digits of e: %.7f, the publication has %.6f", name, c[0], c[1])
		}
	}
}

// TestAssess: the simulator's generator is good by every test; bits of which 50.3 % are ones are not, nor are bits of
// which one in ten repeats the one before, or half the one that stands a thousand before it.
func TestAssess(t *testing.T) {
	draw := rng.New(7, rng.Stray).Source(0)
	fair := func(bits []byte) {
		for i := range bits {
			bits[i] = byte(draw.Uint32() >> 31)
		}
	}
	for name, a := range Assess(5, fair) {
		if !a.Good() {
			t.Errorf("%s finds fair bits bad: %+v", name, a)
		}
	}
	biased := Assess(5, func(bits []byte) {
		for i := range bits {
			bits[i] = 0
			if draw.Float64() < 0.503 {
				bits[i] = 1
			}
		}
	})
	repeats := func(share float64, back int) func([]byte) {
		return func(bits []byte) {
			fair(bits)
			for i := back; i < len(bits); i++ {
				if draw.Float64() < share {
					bits[i] = bits[i-back]
				}
			}
		}
	}
	repeated, periodic := Assess(5, repeats(0.1, 1)), Assess(5, repeats(0.5, 1000))
	for name, a := range map[string]Assessment{
		"monobit": biased["monobit"], "blocks": biased["blocks"], "sums": biased["sums"],
		"runs": repeated["runs"], "serial": repeated["serial"], "spectrum": periodic["spectrum"],
	} {
		if a.Good() {
			t.Errorf("%s finds bad bits good: %+v", name, a)
		}
	}
}
