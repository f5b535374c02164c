package ecc

import (
	"math"
	"math/bits"
	"testing"

	"arraylab/sim/rng"
)

// tried are counts that come from decoding every pattern.
func tried(c *Code, patterns func(f func(*word))) *counts {
	t := &counts{}
	for _, list := range []*[]float64{&t.wrongBits, &t.undetected, &t.miscorrected, &t.detected} {
		*list = make([]float64, c.n+1)
	}
	patterns(func(e *word) {
		weight := e.ones()
		w := *e
		switch out := c.Decode(w[:]); {
		case out == Detected:
			t.detected[weight]++
		case w == word{}:
		case out == Corrected:
			t.miscorrected[weight]++
		default:
			t.undetected[weight]++
		}
		data := w.below(c.k)
		t.wrongBits[weight] += float64(data.ones())
	})
	return t
}

func compare(t *testing.T, c *Code, got, want *counts, weights int) {
	t.Helper()
	for w := range weights + 1 {
		g := [4]float64{got.wrongBits[w], got.undetected[w], got.miscorrected[w], got.detected[w]}
		x := [4]float64{want.wrongBits[w], want.undetected[w], want.miscorrected[w], want.detected[w]}
		if g != x {
			t.Errorf("%v, weight %d: wrong bits, undetected, miscorrected, detected: %v, by decoding all %v", c, w, g,
				x)
		}
	}
}

// TestCounts decodes all 2^n patterns of the short codes: the counts are the same numbers.
func TestCounts(t *testing.T) {
	for k := 1; k <= 13; k++ {
		c := code(t, k)
		want := tried(c, func(f func(*word)) {
			for e := range uint64(1) << c.n {
				f(&word{e})
			}
		})
		compare(t, c, c.counts(), want, c.n)
	}
}

// TestCountsLong decodes all patterns of up to four errors of (72,64).
func TestCountsLong(t *testing.T) {
	c := code(t, K72)
	want := tried(c, func(f func(*word)) { choose(c.n, 4, word{}, f) })
	compare(t, c, c.counts(), want, 4)
}

// choose calls f with w and every word of up to so many further ones below place n.
func choose(n, more int, w word, f func(*word)) {
	f(&w)
	if more == 0 {
		return
	}
	for i := range n {
		next := w
		next.set(i)
		choose(i, more-1, next, f)
	}
}

// TestPapers checks the residual bit error rates of the closed form for 1T1R cells whose resistances lie 3, 4
// and 5 standard deviations apart.
func TestPapers(t *testing.T) {
	c := code(t, K8)
	for separation, want := range map[float64]float64{3: 2.71e-2, 4: 3.46e-3, 5: 2.67e-4} {
		p := math.Erfc(separation/2/math.Sqrt2) / 2
		unit := math.Pow(10, math.Floor(math.Log10(want))-2) // of the last digit
		if got := c.BitErrorRate(p); math.Abs(got-want) > unit/2 {
			t.Errorf("separation %g, BER %.4g: %.5g after decoding, want %.3g", separation, p, got, want)
		}
	}
}

// TestExtendedHamming knows the weights of whole extended Hamming codes: A_4 = n(n-1)(n-2)/24, as
// their words of weight 4 are a Steiner system S(3,4,n); and those of (8,4), all.
func TestExtendedHamming(t *testing.T) {
	for _, k := range []int{4, 11, 26, 57, 120, 247} {
		c := code(t, k)
		n := float64(c.n)
		if got := c.counts().undetected[4]; got != n*(n-1)*(n-2)/24 {
			t.Errorf("%v: %g words of weight 4", c, got)
		}
		if got := c.counts().undetected[c.n]; got != 1 {
			t.Errorf("%v: %g words of weight n", c, got)
		}
	}
}

// TestWholeProbability adds all outcomes up to 1, and all code words up to 2^k.
func TestWholeProbability(t *testing.T) {
	for k := 1; k <= MaxK; k += 6 {
		c := code(t, k)
		words := 1.0
		for _, a := range c.counts().undetected {
			words += a
		}
		if math.Abs(words/math.Exp2(float64(k))-1) > 1e-14 {
			t.Errorf("%v: %g code words", c, words)
		}
		for _, p := range []float64{0, 1e-6, 0.01, 0.3, 0.5, 0.9, 1} {
			clean := power(1-p, c.n)
			if s := clean + c.CorrectedRate(p) + c.DetectedRate(p) + c.UndetectedRate(p) +
				c.MiscorrectionRate(p); math.Abs(s-1) > 1e-12 {
				t.Errorf("%v, p=%g: outcomes add up to %g", c, p, s)
			}
		}
	}
}

// TestHalf: at p = 1/2 what is received is pure chance, and so are the data.
func TestHalf(t *testing.T) {
	for _, k := range []int{1, 4, 10, 64, 100, MaxK} {
		if got := code(t, k).BitErrorRate(0.5); math.Abs(got-0.5) > 1e-13 {
			t.Errorf("k=%d: bit error rate %g at 1/2", k, got)
		}
	}
}

// TestDeepTail compares with the leading terms: at low p two errors are what is left, (n-1) p^2, and four
// look clean.
func TestDeepTail(t *testing.T) {
	for _, k := range []int{4, 64, MaxK} {
		c := code(t, k)
		p, n := 1e-12, float64(c.n)
		if got := c.BitErrorRate(p) / ((n - 1) * p * p); math.Abs(got-1) > n*p+1e-15 {
			t.Errorf("%v: bit error rate is %.17g of its leading term", c, got)
		}
		if got := c.UndetectedRate(p) / (c.counts().undetected[4] * p * p * p * p); math.Abs(got-1) > n*p+1e-15 {
			t.Errorf("%v: undetected rate is %.17g of its leading term", c, got)
		}
	}
}

var stream = rng.New(4, "test")

// TestMonteCarlo reads rows with errors of one probability: the tally and the wrong bits are within four
// standard errors of the rates.
func TestMonteCarlo(t *testing.T) {
	const p, dataBits, rows = 0.02, 64 * 20, 400
	c := code(t, K72)
	data := make([]uint64, dataBits/64)
	cells, dst := make([]uint64, c.RowCells(dataBits)/64+1), make([]uint64, len(data))
	var tally Tally
	wrong := 0.0
	for row := range uint64(rows) {
		c.EncodeRow(cells, data, dataBits)
		source := stream.Source(row)
		for i := range c.RowCells(dataBits) {
			if source.Float64() < p {
				cells[i>>6] ^= 1 << (i & 63)
			}
		}
		tally.Add(c.DecodeRow(dst, cells, data, dataBits))
		for _, x := range dst {
			wrong += float64(bits.OnesCount64(x))
		}
	}
	words := float64(rows * c.RowWords(dataBits))
	for name, x := range map[string][2]float64{
		"corrected":    {float64(tally.Corrected), c.CorrectedRate(p)},
		"detected":     {float64(tally.Detected), c.DetectedRate(p)},
		"miscorrected": {float64(tally.Miscorrected), c.MiscorrectionRate(p)},
		"undetected":   {float64(tally.Undetected), c.UndetectedRate(p)},
	} {
		if sd := math.Sqrt(words * x[1] * (1 - x[1])); math.Abs(x[0]-words*x[1]) > 4*sd {
			t.Errorf("%s: %g of %g words, rate %g", name, x[0], words, x[1])
		}
	}
	// Wrong bits of a word come together, four at most for nearly all: their variance is below 4 times that of as many
	// alone.
	if want := words * K72 * c.BitErrorRate(p); math.Abs(wrong-want) > 4*2*math.Sqrt(want) {
		t.Errorf("%g wrong bits, rate says %g", wrong, want)
	}
}

func BenchmarkCounts(b *testing.B) {
	for b.Loop() {
		c := code(b, MaxK)
		c.counts()
	}
}

func BenchmarkBitErrorRate(b *testing.B) {
	c := code(b, K72)
	for b.Loop() {
		c.BitErrorRate(0.01)
	}
}

// TestPinnedRates: the same bits on every machine.
func TestPinnedRates(t *testing.T) {
	for _, x := range []struct {
		k    int
		p    float64
		want [3]uint64
	}{
		{K8, 0.0668, [3]uint64{0x3f9bbf6b6d294db0, 0x3f2bb5dfeb2b99da, 0x3f88519d48cf8657}},
		{K72, 1e-3, [3]uint64{0x3f1221334a248ed0, 0x3e46b9c054ad4cd4, 0x3f062c2d155eb7b5}},
		{MaxK, 0.02, [3]uint64{0x3f962d07849e71ee, 0x3f5ad46529847f57, 0x3fde1a186439f351}},
	} {
		c := code(t, x.k)
		got := [3]uint64{math.Float64bits(c.BitErrorRate(x.p)), math.Float64bits(c.UndetectedRate(x.p)),
			math.Float64bits(c.MiscorrectionRate(x.p))}
		if got != x.want {
			t.Errorf("%v at %g: %#x", c, x.p, got)
		}
	}
}
