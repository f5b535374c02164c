package biterr

import (
	"math"
	"math/bits"
	"slices"
	"testing"

	"arraylab/sim/rng"
)

type flipper func(dst, src []uint64, nbits int, p float64, s rng.Stream, number uint64) int

// stuck is Stuck with one probability for both bits.
func stuck(dst, src []uint64, nbits int, p float64, s rng.Stream, number uint64) int {
	return Stuck(dst, src, nbits, [2]float64{p, p}, s, number)
}

// one is Either with the probability of a 0 alone: that of a 1 is less by next to nothing.
func one(dst, src []uint64, nbits int, p float64, s rng.Stream, number uint64) int {
	return Either(dst, src, nbits, [2]float64{p, math.Nextafter(p, 0)}, s, number)
}

var flippers = map[string]flipper{"read": Flip, "stuck": stuck, "either": one}

// errorsOf returns the errors of a draw as bits, and checks the count.
func errorsOf(t *testing.T, flip flipper, nbits int, p float64, s rng.Stream, number uint64) []uint64 {
	t.Helper()
	e := make([]uint64, (nbits+63)/64)
	got := flip(e, make([]uint64, len(e)), nbits, p, s, number)
	n := 0
	for _, w := range e {
		n += bits.OnesCount64(w)
	}
	if n != got {
		t.Fatalf("%d bits are wrong: %d were reported", n, got)
	}
	return e
}

// TestFlipDistribution checks the number of errors (binomial), the errors of neighbours
// (independent) and their evenness over 16 parts, each within 4 standard errors.
func TestFlipDistribution(t *testing.T) {
	const n = 1<<20 + 17
	for name, flip := range flippers {
		for _, p := range []float64{1e-4, 1e-3, 0.02, 0.3, 0.5, 0.9} {
			e := errorsOf(t, flip, n, p, rng.New(1, rng.Errors), 3)
			at := func(i int) int { return int(e[i>>6] >> (i & 63) & 1) }
			total, both := 0, 0
			parts := [16]int{}
			for i := range n {
				total += at(i)
				parts[i*16/n] += at(i)
				if i > 0 {
					both += at(i) & at(i-1)
				}
			}
			check := func(what string, got int, trials, q float64) {
				if z := (float64(got) - trials*q) / math.Sqrt(trials*q*(1-q)); math.Abs(z) > 4 {
					t.Errorf("%s, p = %g: %d %s: %.1f standard errors from %g", name, p, got, what, z, trials*q)
				}
			}
			check("errors", total, n, p)
			for _, k := range parts {
				check("errors in a sixteenth", k, n/16.0, p)
			}
			if p > 1e-3 { // else there are too few for the normal law
				// Overlapping pairs: var/n = p^2 + 2p^3 - 3p^4.
				sd := math.Sqrt(n * (p*p + 2*p*p*p - 3*p*p*p*p))
				if z := (float64(both) - n*p*p) / sd; math.Abs(z) > 4 {
					t.Errorf("%s, p = %g: %d neighbours are both wrong: %.1f standard errors off", name, p, both, z)
				}
			}
		}
	}
}

func TestFlipEdges(t *testing.T) {
	s := rng.New(1, rng.Errors)
	for name, flip := range flippers {
		for _, nbits := range []int{0, 1, 63, 64, 65, 255, 256, 257, 1000} {
			src := make([]uint64, (nbits+63)/64+1)
			for i := range src {
				src[i] = 0x0123456789abcdef * uint64(i+1)
			}
			dst := make([]uint64, len(src))
			if got := flip(dst, src, nbits, 0, s, 0); got != 0 || !slices.Equal(dst[:len(dst)-1], src[:len(src)-1]) ||
				dst[len(dst)-1] != 0 {
				t.Errorf("%s: p = 0 made %d errors in %d bits", name, got, nbits)
			}
			same := slices.Clone(src)
			if got := flip(same, same, nbits, 1, s, 0); got != nbits {
				t.Errorf("%s: p = 1 made %d errors in %d bits", name, got, nbits)
			}
			for i := range len(src) * 64 {
				if turned := (src[i>>6]^same[i>>6])>>(i&63)&1 == 1; turned != (i < nbits) {
					t.Fatalf("%s: of %d bits, bit %d turned is %v", name, nbits, i, turned)
				}
			}
		}
	}
}

func TestFlipsAreRepeatableAndOfTheirOwn(t *testing.T) {
	const n = 100000
	for name, flip := range flippers {
		draw := func(seed uint32, layer int, number uint64) []uint64 {
			return errorsOf(t, flip, n, 0.01, rng.New(seed, rng.Layer(rng.Errors, layer)), number)
		}
		first := draw(1, 0, 0)
		if !slices.Equal(first, draw(1, 0, 0)) {
			t.Errorf("%s: the same draw differs", name)
		}
		for _, other := range [][]uint64{draw(2, 0, 0), draw(1, 1, 0), draw(1, 0, 1)} {
			common := 0
			for i := range first {
				common += bits.OnesCount64(first[i] & other[i])
			}
			if common > 40 { // 10 expected
				t.Errorf("%s: %d errors in common with another draw: about 10 are by chance", name, common)
			}
		}
	}
}

// TestEither: each bit is wrong with the probability of its kind, and with equal ones the errors are those of Flip.
func TestEither(t *testing.T) {
	const n = 1 << 20
	src, dst, same := make([]uint64, n/64), make([]uint64, n/64), make([]uint64, n/64)
	for i := range src {
		src[i] = 0xff0f0f0f00aaaa31 // half of them ones
	}
	s := rng.New(1, rng.Errors)
	for _, p := range [][2]float64{{0.01, 0.04}, {0.3, 0.02}, {0, 0.1}, {0.1, 0}, {0.05, 0.05}} {
		Either(dst, src, n, p, s, 7)
		var wrong, all [2]int
		for i, w := range src {
			ones := bits.OnesCount64(w)
			all[1] += ones
			all[0] += 64 - ones
			wrong[1] += bits.OnesCount64(w &^ dst[i])
			wrong[0] += bits.OnesCount64(dst[i] &^ w)
		}
		for b := range p {
			m := float64(all[b]) * p[b]
			if math.Abs(float64(wrong[b])-m) > 4*math.Sqrt(m*(1-p[b])) {
				t.Errorf("%v: %d of %d bits %d are wrong", p, wrong[b], all[b], b)
			}
		}
		if Flip(same, src, n, p[0], s, 7); p[0] == p[1] && !slices.Equal(same, dst) {
			t.Error("equal probabilities do not give the errors of Flip")
		}
	}
}

// TestStuckErrorsGrow: with a higher rate the errors of the lower one stay.
func TestStuckErrorsGrow(t *testing.T) {
	const n = 100000
	old := make([]uint64, (n+63)/64)
	for _, p := range []float64{1e-4, 1e-3, 0.01, 0.1, 0.5} {
		e := errorsOf(t, stuck, n, p, rng.New(1, rng.Errors), 0)
		for i := range e {
			if old[i]&^e[i] != 0 {
				t.Fatalf("an error is gone at p = %g", p)
			}
		}
		old = e
	}
}

func BenchmarkFlips(b *testing.B) {
	for name, flip := range flippers {
		b.Run(name, func(b *testing.B) {
			const n = 1 << 20
			w := make([]uint64, n/64)
			s := rng.New(1, "bench")
			for i := range b.N {
				flip(w, w, n, 0.001, s, uint64(i))
			}
			b.ReportMetric(float64(b.N)*n/b.Elapsed().Seconds()/1e6, "Mbits/s")
		})
	}
}
