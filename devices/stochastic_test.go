package devices_test

import (
	"math"
	"slices"
	"testing"

	"arraylab/devices"
)

// sources are those of stochastic inputs: the simulator's own, and whitened junctions.
func sources(t testing.TB, seed uint32) map[string]devices.RandomBytes {
	v := devices.SuperparamagneticJunction.Defaults()
	return map[string]devices.RandomBytes{"prng": devices.NewPseudoRandom(seed),
		"smtj": devices.RandomBits(&v, seed, 0)}
}

// TestStochasticInput: the mean of the bits as +1 and -1 is 2p - 1 and its variance 4p(1-p)/N, over images,
// within 4 standard errors.
func TestStochasticInput(t *testing.T) {
	const images, copies = 500, 8
	for name, source := range sources(t, 1) {
		s := devices.NewStochasticInput(source)
		for _, n := range []int{1, 8, 100, 256} {
			for _, pixel := range []byte{1, 30, 128, 200, 254} {
				image, counts := slices.Repeat([]byte{pixel}, copies), make([]uint16, copies)
				p := float64(pixel) / 255
				mean, square, cross := 0.0, 0.0, 0.0
				for k := range uint64(images) {
					s.Counts(counts, image, k, n)
					last := 0.0
					for j, c := range counts {
						x := 2*float64(c)/float64(n) - 1 - (2*p - 1)
						mean += x
						square += x * x
						if j > 0 {
							cross += x * last
						}
						last = x
					}
				}
				const m = images * copies
				variance := 4 * p * (1 - p) / float64(n)
				if z := mean / m / math.Sqrt(variance/m); math.Abs(z) > 4 {
					t.Errorf("%s, N = %d, pixel %d: the mean is %.1f standard errors off", name, n, pixel, z)
				}
				// Var(x^2) = mu4 - variance^2; mu4 of a binomial mean.
				q := p * (1 - p)
				mu4 := 16 * q * (1 + 3*q*float64(n-2)) / math.Pow(float64(n), 3)
				if z := (square/m - variance) / math.Sqrt((mu4-variance*variance)/m); math.Abs(z) > 4 {
					t.Errorf("%s, N = %d, pixel %d: the variance is %.1f standard errors from %g", name, n,
						pixel, z, variance)
				}
				if z := cross / (variance * math.Sqrt(images*(copies-1))); math.Abs(z) > 4 {
					t.Errorf("%s, N = %d, pixel %d: neighbours depend on each other by %.1f standard errors",
						name, n, pixel, z)
				}
			}
		}
	}
}

func TestStochasticInputEdges(t *testing.T) {
	image := []byte{0, 255, 17, 0, 200, 255}
	for name, source := range sources(t, 1) {
		s := devices.NewStochasticInput(source)
		count := func(number uint64, n int) []uint16 {
			c := make([]uint16, len(image))
			s.Counts(c, image, number, n)
			return c
		}
		for _, n := range []int{0, 1, 63, 256} {
			c := count(3, n)
			if c[0] != 0 || c[1] != uint16(n) || c[3] != 0 || c[5] != uint16(n) {
				t.Errorf("%s: black and white give %d of %d ones", name, c, n)
			}
		}
		first := count(3, 255)
		if other := count(4, 255); slices.Equal(first, other) {
			t.Errorf("%s: two images draw the same numbers", name)
		}
		if !slices.Equal(first, count(3, 255)) {
			t.Errorf("%s: the same image draws other numbers", name)
		}
	}
}

// TestPseudoRandomIsOneSequence: however it is read.
func TestPseudoRandomIsOneSequence(t *testing.T) {
	whole, parts := make([]byte, 5000), make([]byte, 5000)
	s := devices.NewPseudoRandom(1)
	s.Read(whole)
	s.Restart(0)
	for at, n := 0, 1; at < len(parts); at, n = at+n, min(3*n, len(parts)-at-n) {
		s.Read(parts[at : at+n])
	}
	if !slices.Equal(whole, parts) {
		t.Error("it depends on how it is read")
	}
}

func BenchmarkStochasticInput(b *testing.B) {
	// Every fifth pixel of an image of MNIST is neither black nor white.
	image, counts := make([]byte, 784), make([]uint16, 784)
	for j := 0; j < len(image); j += 5 {
		image[j] = byte(50 + j%150)
	}
	for name, source := range sources(b, 1) {
		b.Run(name, func(b *testing.B) {
			s := devices.NewStochasticInput(source)
			for k := range b.N {
				s.Counts(counts, image, uint64(k), 8)
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "images/s")
		})
	}
}
