package kernel

import (
	"math"
	"testing"
)

// wholes makes whole numbers of 8 bits, the largest among them.
func (n *noise) wholes(k int) []int8 {
	s := make([]int8, k)
	for i := range s {
		switch u := n.next(); u % 8 {
		case 0:
			s[i] = MaxWhole
		case 1:
			s[i] = -MaxWhole
		default:
			s[i] = int8(u>>32%255 - 127)
		}
	}
	return s
}

// number is number k of row n of packed signs or ternary numbers.
func number(s Signs, ternary bool, n, k int) int64 {
	sign := func(s Signs) int64 { return 2*int64(s.Words[n*s.Stride+k/64]>>(k%64)&1) - 1 }
	if ternary {
		return (sign(s) + sign(Second(s))) / 2
	}
	return sign(s)
}

// wholeOracle is the product by plain loops, in whole numbers of 64 bits.
func wholeOracle(s Signs, ternary bool, d Bytes, n, c, terms int) (sum int64) {
	for k := range terms {
		sum += number(s, ternary, n, k) * int64(d.Data[k*d.Stride+c])
	}
	return sum
}

func TestLookupWholeEqualsOracle(t *testing.T) {
	var scratch WholeScratch
	for _, terms := range []int{1, 3, 6, 7, 10, 60, 61, 63, 64, 65, 100, 128, 129, 256, 257, 784, 1100} {
		for _, rows := range []int{1, 2, 7, 34} {
			for _, ternary := range []bool{false, true} {
				n := noise(terms*100 + rows)
				dStride, rStride, sStride := 48, 64, 2*Words(terms)+2
				d, s := Bytes{n.wholes(terms * dStride)[32:], dStride}, Signs{n.words(rows * sStride), sStride}
				r, unit := n.floats(rows*rStride), float32(math.Ldexp(1, int(n.next()%20)-40))
				LookupWhole(Matrix{r[16:], rStride}, s, ternary, d, rows, terms, unit, &scratch)
				for i := range rows {
					for c := range Lanes {
						want := float32(float64(wholeOracle(s, ternary, d, i, c, terms)) * float64(unit))
						if got := r[16+i*rStride+c]; math.Float32bits(got) != math.Float32bits(want) {
							t.Fatalf("terms %d rows %d ternary %v: r[%d][%d] = %v, want %v", terms, rows, ternary,
								i, c, got, want)
						}
					}
				}
			}
		}
	}
}

// TestLookupWholeAtItsLimits: the largest sums, of one sign, fill 16 bits and more.
func TestLookupWholeAtItsLimits(t *testing.T) {
	var scratch WholeScratch
	const terms = 1024
	for _, x := range []int8{-MaxWhole, MaxWhole} {
		d, s := make([]int8, terms*Lanes), make([]uint64, 2*terms/64)
		for i := range d {
			d[i] = x
		}
		for i := range s[:terms/64] {
			s[i] = ^uint64(0)
		}
		r := make([]float32, 2*Lanes)
		LookupWhole(Matrix{r, Lanes}, Signs{s, terms / 64}, false, Bytes{d, Lanes}, 2, terms, 1, &scratch)
		for c := range Lanes {
			if want := float32(terms * int(x)); r[c] != want || r[Lanes+c] != -want {
				t.Fatalf("sums are %v and %v, want %v and its negative", r[c], r[Lanes+c], want)
			}
		}
	}
}

func TestWholePlainTwins(t *testing.T) {
	n := noise(6)
	var a, b [wholePatterns][Lanes]int16
	var x [wholeGroup]*[Lanes]int8
	for j := range x {
		x[j] = (*[Lanes]int8)(n.wholes(Lanes))
	}
	wholeSums(&a, &x)
	wholeSumsPlain(&b, &x)
	if a != b {
		t.Error("sums of six rows differ")
	}
	const rows = 7
	var p, q WholeScratch
	for _, s := range []*WholeScratch{&p, &q} {
		s.table()[0], s.table()[1], s.sums = a, b, make([][Lanes]int16, rows+1)
	}
	words := n.words(rows)
	lookupWholeWord(&p, words, 1, rows, 2, true)
	lookupWholeWordPlain(&q, words, 1, rows, 2, true)
	u, v := make([]float32, rows*Lanes), make([]float32, rows*Lanes)
	for _, first := range []bool{true, false} {
		wholeToReal(Matrix{u, Lanes}, p.sums[:rows], 0.25, first)
		wholeToRealPlain(Matrix{v, Lanes}, q.sums[:rows], 0.25, first)
		sameBits(t, "sums", u, v)
	}
}

func benchmarkLookupWhole(b *testing.B, rows, terms int) {
	n := noise(1)
	d, s, r := n.wholes(terms*16), n.words(rows*Words(terms)), make([]float32, rows*16)
	var scratch WholeScratch
	fastest(b, rows*terms*16, func() {
		LookupWhole(Matrix{r, 16}, Signs{s, Words(terms)}, false, Bytes{d, 16}, rows, terms, 0.125, &scratch)
	})
}

func BenchmarkLookupWhole1024(b *testing.B) { benchmarkLookupWhole(b, 1024, 1024) }
func BenchmarkLookupWhole100(b *testing.B)  { benchmarkLookupWhole(b, 1024, 100) }
