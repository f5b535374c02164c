package kernel

import (
	"math"
	"testing"
	"time"
)

// noise is a small generator for test data: values of mixed sign and size, with zeros.
type noise uint64

func (n *noise) next() uint64 {
	*n += 0x9e3779b97f4a7c15
	z := uint64(*n)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

func (n *noise) float() float32 {
	switch u := n.next(); u % 8 {
	case 0:
		return 0
	case 1:
		return float32(math.Copysign(0, -1))
	default:
		return float32(int32(u>>32)) / float32(uint32(1)<<(20+u%11))
	}
}

func (n *noise) floats(k int) []float32 {
	s := make([]float32, k)
	for i := range s {
		s[i] = n.float()
	}
	return s
}

func (n *noise) words(k int) []uint64 {
	s := make([]uint64, k)
	for i := range s {
		s[i] = n.next()
	}
	return s
}

// lookupOracle is the stated order of the sum, one term at a time.
func lookupOracle(s []uint64, sStride int, d []float32, dStride, n, c, terms int) float32 {
	sum := float32(0)
	for k := 0; k < terms; k += 4 {
		var t float32
		for j := 0; j < 4; j++ {
			x := float32(0)
			if k+j < terms {
				x = d[(k+j)*dStride+c]
			}
			if s[n*sStride+(k+j)/64]>>((k+j)%64)&1 == 0 {
				x = -x
			}
			if j == 0 {
				t = x
			} else {
				t += x
			}
		}
		sum += t
	}
	return sum
}

func TestLookupEqualsOracle(t *testing.T) {
	var scratch LookupScratch
	for _, terms := range []int{1, 3, 4, 63, 64, 65, 100, 128, 129, 784} {
		for _, rows := range []int{1, 2, 7, 33} {
			n := noise(terms*100 + rows)
			dStride, rStride, sStride := 48, 64, Words(terms)+1
			d, s := n.floats(terms*dStride), n.words(rows*sStride)
			r := n.floats(rows * rStride)
			Lookup(Matrix{r[16:], rStride}, Signs{s, sStride}, Matrix{d[32:], dStride}, rows, terms, &scratch)
			for i := range rows {
				for c := range Lanes {
					want := lookupOracle(s, sStride, d[32:], dStride, i, c, terms)
					if got := r[16+i*rStride+c]; math.Float32bits(got) != math.Float32bits(want) {
						t.Fatalf("terms %d rows %d: r[%d][%d] = %v, want %v", terms, rows, i, c, got, want)
					}
				}
			}
		}
	}
}

func TestLookupPlainTwin(t *testing.T) {
	n := noise(5)
	var a, b [patterns][Lanes]float32
	x := n.floats(4 * Lanes)
	row := func(i int) *[Lanes]float32 { return (*[Lanes]float32)(x[i*Lanes:]) }
	sumPatterns(&a, row(0), row(1), row(2), row(3))
	sumPatternsPlain(&b, row(0), row(1), row(2), row(3))
	for p := range a {
		for i := range Lanes {
			if math.Float32bits(a[p][i]) != math.Float32bits(b[p][i]) {
				t.Fatalf("pattern %d column %d: %v and %v", p, i, a[p][i], b[p][i])
			}
		}
	}
}

// fastest reports the products of the fastest call, which takes less than a slice of time: other work on the machine
// drops out.
func fastest(b *testing.B, products int, call func()) {
	best := time.Hour
	for b.Loop() {
		start := time.Now()
		call()
		best = min(best, time.Since(start))
	}
	b.ReportMetric(float64(products)/best.Seconds()/1e9, "best-GMAC/s")
}

func benchmarkLookup(b *testing.B, rows, terms int) {
	n := noise(1)
	d, s, r := n.floats(terms*16), n.words(rows*Words(terms)), make([]float32, rows*16)
	var scratch LookupScratch
	fastest(b, rows*terms*16, func() {
		Lookup(Matrix{r, 16}, Signs{s, Words(terms)}, Matrix{d, 16}, rows, terms, &scratch)
	})
}

func BenchmarkLookup1024(b *testing.B) { benchmarkLookup(b, 1024, 1024) }
func BenchmarkLookup100(b *testing.B)  { benchmarkLookup(b, 1024, 100) }
