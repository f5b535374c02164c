package kernel

import (
	"fmt"
	"testing"
)

// trit draws numbers -1, 0 and +1, or +-1, with some runs of equal ones.
func (n *noise) trit(ternary bool) int {
	u := n.next()
	if ternary && u%3 == 0 {
		return 0
	}
	return int(u>>32&1)*2 - 1
}

// packed packs rows of numbers as TernaryForward takes them.
func packed(w [][]int, inputs int, ternary bool) Signs {
	words := Words(inputs)
	s := Signs{Stride: words}
	if ternary {
		s.Stride = 2 * words
	}
	s.Words = make([]uint64, len(w)*s.Stride)
	for r, row := range w {
		for i, x := range row {
			if x >= 0 {
				s.Words[r*s.Stride+i/64] |= 1 << (i % 64)
			}
			if ternary && x > 0 {
				s.Words[r*s.Stride+words+i/64] |= 1 << (i % 64)
			}
		}
	}
	return s
}

func (n *noise) trits(rows, inputs int, ternary bool) [][]int {
	w := make([][]int, rows)
	for r := range w {
		w[r] = make([]int, inputs)
		for i := range w[r] {
			if w[r][i] = n.trit(ternary); r == 0 {
				w[r][i] = 1 // with x[0] the largest sum
			}
			if r == 1 {
				w[r][i] = -1
			}
		}
	}
	return w
}

func TestTernaryProductsEqualOracle(t *testing.T) {
	var scratch PixelScratch
	for _, inputs := range []int{1, 5, 64, 70, 784, 1000} {
		for _, kind := range []Trits{{}, {W: true}, {X: true}, {W: true, X: true}} {
			t.Run(fmt.Sprint(inputs, kind), func(t *testing.T) {
				n := noise(inputs)
				const rows, batch, stride = 37, 50, 64
				w, x := n.trits(rows, inputs, kind.W), n.trits(batch, inputs, kind.X)
				pw, px := packed(w, inputs, kind.W), packed(x, inputs, kind.X)
				tables, count := make([]int32, rows*stride), make([]int32, rows*stride)
				TernaryForward(tables, stride, pw, px, kind, rows, batch, inputs, &scratch)
				TernaryPopcount(count, stride, pw, px, kind, 0, rows, batch, inputs)
				for o := range rows {
					for b := range batch {
						want := 0
						for i := range inputs {
							want += w[o][i] * x[b][i]
						}
						if i := o*stride + b; int(tables[i]) != want || int(count[i]) != want {
							t.Fatalf("sums[%d][%d]: tables %d, popcount %d, want %d", o, b, tables[i], count[i], want)
						}
					}
				}
			})
		}
	}
}

func TestTernaryPixelsEqualOracle(t *testing.T) {
	var scratch PixelScratch
	for _, inputs := range []int{5, 70, 784} {
		const rows, stride, batch = 21, 32, 32
		n := noise(inputs)
		w := n.trits(rows, inputs, true)
		pixels := make([]int16, inputs*stride)
		for i := range pixels {
			if pixels[i] = int16(n.next() % 256); i%3 == 0 {
				pixels[i] = 255 // the largest sums
			}
		}
		sums := make([]int32, rows*stride)
		TernaryPixels(sums, stride, packed(w, inputs, true), pixels, stride, rows, inputs, batch, &scratch)
		for o := range rows {
			for b := range batch {
				want := int32(0)
				for i := range inputs {
					want += int32(w[o][i]) * int32(pixels[i*stride+PixelColumn(b)])
				}
				if got := sums[o*stride+b]; got != want {
					t.Fatalf("inputs %d: sums[%d][%d] = %d, want %d", inputs, o, b, got, want)
				}
			}
		}
	}
}

// TestDistancesPlainTwin: the vector form of the table of distances is its plain loop.
func TestDistancesPlainTwin(t *testing.T) {
	n := noise(4)
	for range 20 {
		var x, y [2][16]uint8
		for i := range 32 {
			x[i/16][i%16] = uint8(n.next())
			y[i/16][i%16] = x[i/16][i%16] & uint8(n.next())
		}
		var got, want [bytePatterns][2][16]uint8
		distances(&got, &x, &y)
		if distancesPlain(&want, &x, &y); got != want {
			t.Fatal("the vector form differs from the plain one")
		}
	}
}

func TestPackTernary(t *testing.T) {
	const threshold = 0.05
	n := noise(8)
	for _, rows := range []int{1, 17, 64} {
		w := make([]float32, rows*Lanes)
		for i := range w {
			w[i] = float32(int32(n.next())) / (1 << 34)
			switch n.next() % 8 {
			case 0:
				w[i] = threshold
			case 1:
				w[i] = -threshold
			}
		}
		var p, q [Lanes]uint64
		PackTernary(&p, &q, w, threshold)
		for i, x := range w {
			want := 0
			if x >= threshold {
				want = 1
			} else if x < -threshold {
				want = -1
			}
			r, c := i/Lanes, i%Lanes
			if got := int(p[c]>>r&1) + int(q[c]>>r&1) - 1; got != want {
				t.Fatalf("rows %d: %v is packed as %d, want %d", rows, x, got, want)
			}
		}
		if rows < 64 && (p[0]|q[0])>>rows != 0 {
			t.Errorf("rows %d: bits behind them", rows)
		}
	}
}

func BenchmarkTernary(b *testing.B) {
	const rows, batch, inputs = 1024, 64, 1024
	var scratch PixelScratch
	n := noise(1)
	sums := make([]int32, rows*batch)
	for _, kind := range []Trits{{}, {W: true}, {X: true}, {W: true, X: true}} {
		w, x := packed(n.trits(rows, inputs, kind.W), inputs, kind.W),
			packed(n.trits(batch, inputs, kind.X), inputs, kind.X)
		b.Run(fmt.Sprintf("tables %v", kind), func(b *testing.B) {
			for b.Loop() {
				TernaryForward(sums, batch, w, x, kind, rows, batch, inputs, &scratch)
			}
		})
		b.Run(fmt.Sprintf("popcount %v", kind), func(b *testing.B) {
			for b.Loop() {
				TernaryPopcount(sums, batch, w, x, kind, 0, rows, batch, inputs)
			}
		})
	}
	b.Run("binary tables", func(b *testing.B) {
		w, x := Signs{n.words(rows * 16), 16}, Signs{n.words(batch * 16), 16}
		for b.Loop() {
			SignForward(sums, batch, w, x, rows, batch, inputs, &scratch)
		}
	})
}
