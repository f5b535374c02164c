package junction_test

import (
	"fmt"
	"math"
	"math/bits"
	"slices"
	"testing"

	"arraylab/devices/junction"
)

func draw(b *junction.Bits, words int) []uint64 {
	w := make([]uint64, words)
	b.Fill(w)
	return w
}

// counts returns the ones, and the neighbours of which both are ones.
func counts(w []uint64) (ones, both float64) {
	last := uint64(0)
	for _, x := range w {
		ones += float64(bits.OnesCount64(x))
		both += float64(bits.OnesCount64(x & (x<<1 | last)))
		last = x >> 63
	}
	return ones, both
}

func repeat(c junction.Chain, k int) []junction.Chain { return slices.Repeat([]junction.Chain{c}, k) }

// TestBitsFollowTheLaw holds share of ones and correlation of long sequences to the exact law, within 4
// standard errors. Of the share that is the one of the mean of a correlated sequence; of the correlation at
// most (1 + c)/sqrt(n (1-c)).
func TestBitsFollowTheLaw(t *testing.T) {
	slow := junction.Telegraph{TauP: 3e-6, TauAP: 1e-6}
	for _, c := range []junction.Chain{
		slow.Sampled(1e-7, 0), slow.Sampled(1e-6, 0), slow.Sampled(1e-6, 0.2), slow.Sampled(1e-3, 0),
		{Rise: 0.5, Fall: 0.5}, {Rise: 1e-3, Fall: 2e-3}, {Rise: 1.0 / 3, Fall: 0.25},
	} {
		for k := 1; k <= 4; k++ {
			const words = 1 << 15
			const n = words * 64.0
			chains := repeat(c, k)
			p, corr := junction.Whitened(chains)
			ones, both := counts(draw(junction.NewBits(chains, 1, 2), words))
			q := ones / n
			se := math.Sqrt(p * (1 - p) / n * (1 + corr) / (1 - corr))
			if z := (q - p) / se; math.Abs(z) > 4 {
				t.Errorf("%v, k = %d: P(1) = %.6f is %.1f standard errors from %.6f", c, k, q, z, p)
			}
			got := (both/n - q*q) / (q * (1 - q))
			if z := (got - corr) / ((1 + corr) / math.Sqrt(n*(1-corr))); math.Abs(z) > 4 {
				t.Errorf("%v, k = %d: the correlation %.6f is %.1f standard errors from %.6f", c, k, got, z, corr)
			}
		}
	}
}

// TestTurns: in 2^21 bits each of the four steps occurs as often as the chain says, within 4 standard errors.
func TestTurns(t *testing.T) {
	c := junction.Chain{Rise: 0.07, Fall: 0.21}
	var from, turned [2]float64
	last := uint64(2)
	for _, w := range draw(junction.NewBits(repeat(c, 1), 3, 0), 1<<15) {
		for i := range 64 {
			b := w >> i & 1
			if last < 2 {
				from[last]++
				turned[last] += float64(b ^ last)
			}
			last = b
		}
	}
	for s, p := range []float64{c.Rise, c.Fall} {
		if z := (turned[s] - p*from[s]) / math.Sqrt(from[s]*p*(1-p)); math.Abs(z) > 4 {
			t.Errorf("%g of %g steps leave %d: %.1f standard errors from %g", turned[s], from[s], s, z, p)
		}
	}
}

func TestBitsEdges(t *testing.T) {
	for _, c := range []struct {
		chain junction.Chain
		want  uint64
	}{
		{junction.Chain{Rise: 0, Fall: 1}, 0}, {junction.Chain{Rise: 1, Fall: 0}, math.MaxUint64},
		{junction.Chain{Rise: 1e-20, Fall: 1}, 0}, {junction.Chain{Rise: 0.25, Fall: 0}, math.MaxUint64},
	} {
		for _, w := range draw(junction.NewBits(repeat(c.chain, 1), 1, 1), 100) {
			if w != c.want {
				t.Fatalf("%v: %#x", c.chain, w)
			}
		}
	}
	// It never moves, and starts in each state as often.
	ones := 0
	for number := range uint64(1000) {
		w := draw(junction.NewBits([]junction.Chain{{Rise: 1e-12, Fall: 1e-12}}, 1, number), 20)
		if w[0] != 0 && w[0] != math.MaxUint64 || w[19] != w[0] {
			t.Fatalf("a frozen junction moves: %#x", w)
		}
		ones += int(w[0] & 1)
	}
	if math.Abs(float64(ones)-500) > 4*math.Sqrt(250) {
		t.Errorf("%d of 1000 frozen junctions start in AP", ones)
	}
}

// TestReadIsFill: bytes hold the same bits, the first one highest, however they are asked for.
func TestReadIsFill(t *testing.T) {
	chains := repeat(junction.Chain{Rise: 0.3, Fall: 0.4}, 3)
	words := draw(junction.NewBits(chains, 5, 6), 200)
	b := junction.NewBits(chains, 5, 6)
	at := 0
	for _, n := range []int{1, 2, 0, 5, 8, 7, 1, 64, 3, 700, 800} {
		p := make([]byte, n)
		if got, err := b.Read(p); got != n || err != nil {
			t.Fatalf("Read of %d bytes: %d, %v", n, got, err)
		}
		for i, x := range p {
			if at+i < 8*len(words) {
				if want := byte(words[(at+i)/8] >> ((at + i) % 8 * 8)); bits.Reverse8(x) != want {
					t.Fatalf("byte %d: %#x, want %#x", at+i, bits.Reverse8(x), want)
				}
			}
		}
		at += n
	}
}

func TestSequencesAreRepeatableAndOfTheirOwn(t *testing.T) {
	chains := repeat(junction.Chain{Rise: 0.5, Fall: 0.5}, 2)
	first := draw(junction.NewBits(chains, 1, 0), 1000)
	if !slices.Equal(first, draw(junction.NewBits(chains, 1, 0), 1000)) {
		t.Error("the same sequence differs")
	}
	again := junction.NewBits(chains, 1, 7)
	again.Read(make([]byte, 3))
	again.Restart(0)
	if !slices.Equal(first, draw(again, 1000)) {
		t.Error("the sequence differs when it is started again")
	}
	for _, other := range [][]uint64{draw(junction.NewBits(chains, 2, 0), 1000),
		draw(junction.NewBits(chains, 1, 1), 1000)} {
		same := 0
		for i := range first {
			same += 64 - bits.OnesCount64(first[i]^other[i])
		}
		if math.Abs(float64(same)-32000) > 4*math.Sqrt(16000) {
			t.Errorf("%d of 64000 bits are those of another sequence", same)
		}
	}
}

// The first bits are pinned: results depend on them.
func ExampleBits() {
	c := junction.Telegraph{TauP: 3e-6, TauAP: 1e-6}.Sampled(1e-6, 0)
	b := junction.NewBits([]junction.Chain{c}, 1, 0)
	p := make([]byte, 4)
	for range 3 {
		b.Read(p)
		fmt.Printf("%08b\n", p)
	}
	// Output:
	// [00000111 10011000 10000011 00000000]
	// [11001110 11011111 11010000 00000000]
	// [00000000 00000000 00010000 01010100]
}

func BenchmarkBits(b *testing.B) {
	for _, k := range []int{1, 4} {
		b.Run(fmt.Sprint(k, " junctions"), func(b *testing.B) {
			s := junction.NewBits(repeat(junction.Telegraph{TauP: 8e-7, TauAP: 8e-7}.Sampled(2e-6, 0.01), k), 1, 0)
			w := make([]uint64, 1024)
			for b.Loop() {
				s.Fill(w)
			}
			b.ReportMetric(float64(b.N)*1024*64/b.Elapsed().Seconds()/1e6, "Mbits/s")
		})
	}
}
