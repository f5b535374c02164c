package dense

import (
	"math"
	"testing"

	"arraylab/sim/kernel"
)

// numbers fills s and d with signs and with numbers of mixed sign and size.
func numbers(rows, terms int) (s, d []float32, words []uint64) {
	s, d = make([]float32, rows*terms), make([]float32, terms*columns)
	words = make([]uint64, rows*terms/64)
	x := uint64(1)
	next := func() uint64 {
		x = x*6364136223846793005 + 1442695040888963407
		return x >> 32
	}
	for i := range s {
		s[i] = float32(int(next()>>31)*2 - 1)
		if s[i] > 0 {
			words[i/64] |= 1 << (i % 64)
		}
	}
	for i := range d {
		d[i] = float32(int32(next()<<1)) / float32(uint32(1)<<(20+next()%11))
	}
	return s, d, words
}

func TestMultiplyEqualsPlain(t *testing.T) {
	for _, terms := range []int{2, 64, 192} {
		const rows = 8
		s, d, _ := numbers(rows, terms*64)
		got, want := make([]float32, rows*columns), make([]float32, rows*columns)
		Multiply(got, s, d, rows, terms)
		for n := 0; n < rows; n += panel {
			multiplyPanelPlain((*[panel * columns]float32)(want[n*columns:]), s[n*terms:], d, terms)
		}
		for i := range want {
			if math.Float32bits(got[i]) != math.Float32bits(want[i]) {
				t.Fatalf("%d terms: r[%d] = %v, want %v", terms, i, got[i], want[i])
			}
		}
	}
}

func TestMultiplyIsWhatLookupComputes(t *testing.T) {
	const rows, terms = 8, 256
	s, d, words := numbers(rows, terms)
	a, b := make([]float32, rows*columns), make([]float32, rows*columns)
	Multiply(a, s, d, rows, terms)
	var scratch kernel.LookupScratch
	kernel.Lookup(kernel.Matrix{Data: b, Stride: columns}, kernel.Signs{Words: words, Stride: terms / 64},
		kernel.Matrix{Data: d, Stride: columns}, rows, terms, &scratch)
	for c := range columns {
		size := float64(0) // of the terms: what rounding is relative to
		for k := range terms {
			size += math.Abs(float64(d[k*columns+c]))
		}
		for n := range rows {
			if x, y := float64(a[n*columns+c]), float64(b[n*columns+c]); math.Abs(x-y) > 1e-5*size {
				t.Fatalf("r[%d][%d] is %v by multiplication and %v by tables", n, c, x, y)
			}
		}
	}
}

func BenchmarkMultiply1024(b *testing.B) {
	const rows, terms = 1024, 1024
	s, d, _ := numbers(rows, terms)
	r := make([]float32, rows*columns)
	for b.Loop() {
		Multiply(r, s, d, rows, terms)
	}
	b.ReportMetric(2*rows*terms*columns*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
}
