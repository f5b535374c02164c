package nist

import (
	"math"

	"gonum.org/v1/gonum/dsp/fourier"
	"gonum.org/v1/gonum/mathext"

	"arraylab/sim/num"
)

// Test is one of the publication's.
type Test struct {
	Name string // short and stable, as results are stored under it
	// P are the P-values of a sequence, one or two. Sequences must be long enough, as Length is.
	P func(bits []byte) []float64
}

// The parameters of the tests for sequences of Length bits: 10^6 is what the publication recommends, and it asks for
// blocks of more than a hundredth of it, and for serial patterns shorter than log2(n) - 2.
const (
	Length       = 1_000_000
	blockLength  = 10_240
	serialLength = 16
)

// Tests are those that are here. They must not be changed.
func Tests() []Test {
	return []Test{
		{"monobit", func(b []byte) []float64 { return []float64{Monobit(b)} }},
		{"blocks", func(b []byte) []float64 { return []float64{Blocks(b, blockLength)} }},
		{"runs", func(b []byte) []float64 { return []float64{Runs(b)} }},
		{"spectrum", func(b []byte) []float64 { return []float64{Spectrum(b)} }},
		{"serial", func(b []byte) []float64 { p1, p2 := Serial(b, serialLength); return []float64{p1, p2} }},
		{"sums", func(b []byte) []float64 { return []float64{Sums(b, false), Sums(b, true)} }},
	}
}

// ones counts them.
func ones(bits []byte) (n int) {
	for _, b := range bits {
		n += int(b)
	}
	return n
}

// Monobit is the frequency test, section 2.1: as many ones as zeros.
func Monobit(bits []byte) float64 {
	n := float64(len(bits))
	return num.Erfc(math.Abs(2*float64(ones(bits))-n) / math.Sqrt(2*n))
}

// Blocks is the frequency test within blocks of m bits, section 2.2. Bits after the last whole block are left out.
func Blocks(bits []byte, m int) float64 {
	square, blocks := 0.0, len(bits)/m
	for i := range blocks {
		d := float64(ones(bits[i*m:(i+1)*m]))/float64(m) - 0.5
		square += 4 * float64(m) * d * d
	}
	return mathext.GammaIncRegComp(float64(blocks)/2, square/2)
}

// Runs is the test of section 2.3: bits turn as often as those of a fair coin do. It is 0 where the share of ones is so
// far off that Monobit fails beyond all doubt, as the publication has it.
func Runs(bits []byte) float64 {
	n := float64(len(bits))
	share, runs := float64(ones(bits))/n, 1.0
	if math.Abs(share-0.5) >= 2/math.Sqrt(n) {
		return 0
	}
	for i := range len(bits) - 1 {
		if bits[i] != bits[i+1] {
			runs++
		}
	}
	both := share * (1 - share)
	return num.Erfc(math.Abs(runs-2*n*both) / (2 * math.Sqrt(2*n) * both))
}

// Spectrum is the test of the discrete Fourier transform, section 2.6: one peak in twenty is higher than the threshold
// that it sets.
func Spectrum(bits []byte) float64 {
	n := float64(len(bits))
	x := make([]float64, len(bits))
	for i, b := range bits {
		x[i] = 2*float64(b) - 1
	}
	low, threshold := 0.0, n*num.Log(1/0.05)
	for _, c := range fourier.NewFFT(len(x)).Coefficients(nil, x)[:len(bits)/2] {
		if real(c)*real(c)+imag(c)*imag(c) < threshold {
			low++
		}
	}
	return num.Erfc(math.Abs(low-0.95*n/2) / math.Sqrt(n*0.95*0.05/4) / math.Sqrt2)
}

// Serial is the test of section 2.11, with two P-values: all patterns of m >= 2 bits, which may overlap, are as
// frequent.
func Serial(bits []byte, m int) (p1, p2 float64) {
	count := patterns(bits, m)
	quarter, a := float64(len(count))/4, evenness(count, len(bits))
	count = shorter(count)
	b := evenness(count, len(bits))
	c := evenness(shorter(count), len(bits))
	return mathext.GammaIncRegComp(quarter, (a-b)/2),
		mathext.GammaIncRegComp(quarter/2, (a-2*b+c)/2)
}

// patterns counts those of m bits in a sequence that begins anew at its end.
func patterns(bits []byte, m int) []int {
	count, pattern, mask := make([]int, 1<<m), 0, 1<<m-1
	for _, b := range bits[:m-1] {
		pattern = pattern<<1 | int(b)
	}
	for _, rest := range [][]byte{bits[m-1:], bits[:m-1]} {
		for _, b := range rest {
			pattern = (pattern<<1 | int(b)) & mask
			count[pattern]++
		}
	}
	return count
}

// shorter counts the patterns without their last bit.
func shorter(count []int) []int {
	less := make([]int, len(count)/2)
	for i := range less {
		less[i] = count[2*i] + count[2*i+1]
	}
	return less
}

// evenness is the publication's psi squared of the patterns of one length in n bits; 0 of patterns of no bit.
func evenness(count []int, n int) float64 {
	square := 0.0
	for _, k := range count {
		square += float64(k) * float64(k)
	}
	return square*float64(len(count))/float64(n) - float64(n)
}

// Sums is the test of cumulative sums, section 2.13: how far the walk of +1 and -1 goes away from 0, begun at the last
// bit where backward is set.
func Sums(bits []byte, backward bool) float64 {
	at, far := 0, 0
	for i := range bits {
		b := bits[i]
		if backward {
			b = bits[len(bits)-1-i]
		}
		at += 2*int(b) - 1
		far = max(far, at, -at)
	}
	n, z := len(bits), far
	step := float64(z) / math.Sqrt(float64(n))
	phi := func(k int) float64 { return num.Erfc(-float64(k)*step/math.Sqrt2) / 2 }
	p := 1.0
	for k := (1 - n/z) / 4; k <= (n/z-1)/4; k++ {
		p -= phi(4*k+1) - phi(4*k-1)
	}
	for k := (-3 - n/z) / 4; k <= (n/z-1)/4; k++ {
		p += phi(4*k+3) - phi(4*k+1)
	}
	return p
}
