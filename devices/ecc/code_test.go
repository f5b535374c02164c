package ecc

import (
	"errors"
	"testing"

	"arraylab/sim/rng"
)

func code(t testing.TB, k int) *Code {
	t.Helper()
	c, err := New(k)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestLengths(t *testing.T) {
	for k, n := range map[int]int{1: 4, 2: 6, 3: 7, K8: 8, 5: 10, 11: 16, 12: 18, 26: 32, 57: 64, K72: 72, 120: 128,
		128: 137, MaxK: 256} {
		if c := code(t, k); c.N() != n || c.K() != k {
			t.Errorf("k=%d: code %v, want (%d,%d)", k, c, n, k)
		}
	}
}

func TestWrongK(t *testing.T) {
	for _, k := range []int{-1, 0, MaxK + 1} {
		var e *KError
		if _, err := New(k); !errors.As(err, &e) || e.K != k {
			t.Errorf("New(%d): %v", k, err)
		}
	}
}

// TestKnownCode pins the code words of (4,1), by hand: columns 3, 1, 2, 0.
func TestKnownCode(t *testing.T) {
	c := code(t, 1)
	for data, want := range map[uint64]uint64{0: 0, 1: 0b1111} {
		dst := []uint64{99}
		if c.Encode(dst, []uint64{data}); dst[0] != want {
			t.Errorf("encode %d: %b, want %b", data, dst[0], want)
		}
	}
}

// draw fills with random bits, dataBits of them.
func draw(s rng.Stream, number uint64, dataBits int) []uint64 {
	source := s.Source(number)
	x := make([]uint64, (dataBits+63)/64)
	for i := range x {
		x[i] = source.Uint64()
	}
	if over := dataBits & 63; over != 0 {
		x[len(x)-1] &= 1<<over - 1
	}
	return x
}

func same(a, b []uint64) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// TestSinglesAndDoubles corrects every single error and detects every double one, for all codes: of a
// random code word for short ones, of the zero word for all others, which is enough, as the code is linear.
func TestSinglesAndDoubles(t *testing.T) {
	s := rng.New(1, "test")
	for k := 1; k <= MaxK; k++ {
		if k > 72 && k%25 != 0 && k != MaxK {
			continue
		}
		c := code(t, k)
		sent := make([]uint64, c.Words())
		c.Encode(sent, draw(s, uint64(k), k))
		w := append([]uint64{}, sent...)
		if out := c.Decode(w); out != Clean || !same(w, sent) {
			t.Fatalf("%v: no error: outcome %d", c, out)
		}
		for i := range c.N() {
			copy(w, sent)
			w[i>>6] ^= 1 << (i & 63)
			if out := c.Decode(w); out != Corrected || !same(w, sent) {
				t.Fatalf("%v: error at %d: outcome %d", c, i, out)
			}
			for j := range i {
				copy(w, sent)
				w[i>>6] ^= 1 << (i & 63)
				w[j>>6] ^= 1 << (j & 63)
				got := append([]uint64{}, w...)
				if out := c.Decode(got); out != Detected || !same(got, w) {
					t.Fatalf("%v: errors at %d and %d: outcome %d", c, i, j, out)
				}
			}
		}
	}
}

// TestLinear decodes random errors of random code words: outcome and what is left follow from the errors.
func TestLinear(t *testing.T) {
	s := rng.New(2, "test")
	for i := range uint64(2000) {
		c := code(t, 1+int(i*37%MaxK))
		sent, noise := make([]uint64, c.Words()), draw(s, 2*i, c.N())
		c.Encode(sent, draw(s, 2*i+1, c.K()))
		got := append([]uint64{}, noise...)
		for j := range got {
			got[j] ^= sent[j]
		}
		out, alone := c.Decode(got), c.Decode(noise)
		for j := range got {
			got[j] ^= sent[j]
		}
		if out != alone || !same(got, noise) {
			t.Fatalf("%v: outcome %d, of the errors alone %d", c, out, alone)
		}
	}
}

// TestRows compares rows with code words one by one, and their tally with what was done to them.
func TestRows(t *testing.T) {
	s := rng.New(3, "test")
	for i, k := range []int{1, 3, 4, 11, 57, 60, 64, 65, 120, MaxK} {
		c := code(t, k)
		for _, dataBits := range []int{1, k, k + 1, 63, 64, 784} {
			data := draw(s, uint64(1000*i+dataBits), dataBits)
			cells := make([]uint64, (c.RowCells(dataBits)+63)/64)
			c.EncodeRow(cells, data, dataBits)
			for j := range c.RowWords(dataBits) {
				x, w := make([]uint64, 4), make([]uint64, c.Words())
				for b := range min(k, dataBits-j*k) {
					x[b>>6] |= bit(data, j*k+b) << (b & 63)
				}
				c.Encode(w, x)
				for b := range c.N() {
					if bit(w, b) != bit(cells, j*c.N()+b) {
						t.Fatalf("%v, %d bits, word %d: bit %d differs", c, dataBits, j, b)
					}
				}
			}
			checkDecoding(t, c, cells, data, dataBits)
		}
	}
}

func bit(x []uint64, i int) uint64 { return x[i>>6] >> (i & 63) & 1 }

func checkDecoding(t *testing.T, c *Code, cells, data []uint64, dataBits int) {
	t.Helper()
	words := int64(c.RowWords(dataBits))
	dst := make([]uint64, len(data))
	for i := range dst {
		dst[i] = ^uint64(0)
	}
	if got := c.DecodeRow(dst, cells, data, dataBits); got != (Tally{Clean: words}) || !same(dst, data) {
		t.Fatalf("%v, %d bits: no error: %+v", c, dataBits, got)
	}
	for i := range c.RowWords(dataBits) { // one error in each word, at a place that moves
		at := i*c.N() + i*7%c.N()
		cells[at>>6] ^= 1 << (at & 63)
	}
	if got := c.DecodeRow(dst, cells, data, dataBits); got != (Tally{Corrected: words}) || !same(dst, data) {
		t.Fatalf("%v, %d bits: an error in each word: %+v", c, dataBits, got)
	}
	cells[0] ^= 1 << 1 // a second one in word 0, whose first is at 0
	if got := c.DecodeRow(dst, cells, data, dataBits); got != (Tally{Corrected: words - 1, Detected: 1}) {
		t.Fatalf("%v, %d bits: two errors in word 0: %+v", c, dataBits, got)
	}
}

// TestTruth tells miscorrected and undetected words from the right ones.
func TestTruth(t *testing.T) {
	c := code(t, 4)
	truth, cells, dst := []uint64{0}, []uint64{0}, []uint64{0}
	c.Encode(cells, []uint64{1}) // a word of weight 4 looks clean
	if got := c.DecodeRow(dst, cells, truth, 4); got != (Tally{Undetected: 1}) {
		t.Errorf("another code word: %+v", got)
	}
	cells[0] &= cells[0] - 1 // and one of weight 3 beside it is mended to it
	if got := c.DecodeRow(dst, cells, truth, 4); got != (Tally{Miscorrected: 1}) || dst[0] != 1 {
		t.Errorf("next to another code word: %+v, data %b", got, dst[0])
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(uint8(4), uint64(3), uint64(5), uint16(2))
	f.Add(uint8(64), ^uint64(0), uint64(1), uint16(71))
	f.Fuzz(func(t *testing.T, k uint8, a, b uint64, at uint16) {
		if k == 0 || k > MaxK {
			t.Skip()
		}
		c := code(t, int(k))
		w := make([]uint64, c.Words())
		c.Encode(w, []uint64{a, b, a ^ b, a + b})
		sent := append([]uint64{}, w...)
		i := int(at) % c.N()
		w[i>>6] ^= 1 << (i & 63)
		if out := c.Decode(w); out != Corrected || !same(w, sent) {
			t.Errorf("%v: error at %d: outcome %d", c, i, out)
		}
		noise := []uint64{a, b, b ^ a<<1, a * 3}[:c.Words()]
		for i := range noise {
			noise[i] &= all(c)[i]
		}
		first := append([]uint64{}, noise...)
		if c.Decode(first) == Corrected && c.Decode(first) != Clean {
			t.Errorf("%v: a corrected word is no code word", c)
		}
	})
}

// all is the word whose first n bits are ones.
func all(c *Code) word { return word{^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0)}.below(c.N()) }

func BenchmarkRow(b *testing.B) {
	for _, k := range []int{K8, K72} {
		c := code(b, k)
		b.Run(c.String(), func(b *testing.B) {
			const dataBits = 1024
			data := draw(rng.New(1, "test"), 0, dataBits)
			cells, dst := make([]uint64, c.RowCells(dataBits)/64+1), make([]uint64, len(data))
			b.SetBytes(dataBits / 8)
			for b.Loop() {
				c.EncodeRow(cells, data, dataBits)
				c.DecodeRow(dst, cells, data, dataBits)
			}
		})
	}
}
