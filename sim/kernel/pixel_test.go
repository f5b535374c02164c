package kernel

import (
	"math/bits"
	"testing"
)

func signOf(words []uint64, stride, row, k int) int32 {
	return int32(words[row*stride+k/64]>>(k%64)&1)*2 - 1
}

func TestPixelForwardEqualsOracle(t *testing.T) {
	var scratch PixelScratch
	for _, inputs := range []int{1, 5, 64, 70, 784, 12288} { // the last ones are those of a colour image of 64x64
		const rows, pStride, sStride = 9, 32, 48
		n := noise(inputs)
		wStride := Words(inputs)
		w := n.words(rows * wStride)
		pixels := make([]int16, inputs*pStride)
		for i := range pixels {
			pixels[i] = int16(n.next() % 256)
			if inputs == 784 && i%3 == 0 || inputs == 12288 {
				pixels[i] = 255 // the largest sums
			}
		}
		if inputs == 12288 {
			for i := range wStride {
				w[i] = ^uint64(0)
			}
		}
		sums := make([]int32, rows*sStride)
		PixelForward(sums[16:], sStride, Signs{w, wStride}, pixels[16:], pStride, rows, inputs, 16, &scratch)
		for o := range rows {
			for b := range Lanes {
				want := int32(0)
				for i := range inputs {
					want += signOf(w, wStride, o, i) * int32(pixels[16+i*pStride+PixelColumn(b)])
				}
				if got := sums[16+o*sStride+b]; got != want {
					t.Fatalf("inputs %d: sums[%d][%d] = %d, want %d", inputs, o, b, got, want)
				}
			}
		}
	}
}

func TestPixelColumnIsAPermutation(t *testing.T) {
	var seen [32]bool
	for b := range seen {
		c := PixelColumn(b)
		if c/8 != b/8 || seen[c] {
			t.Fatalf("image %d goes to %d", b, c)
		}
		seen[c] = true
	}
}

func TestXnorForwardEqualsOracle(t *testing.T) {
	for _, inputs := range []int{1, 63, 64, 65, 784, 1024} {
		for _, batch := range []int{1, 2, 5} {
			n := noise(inputs + batch)
			const outputs, sStride = 5, 16
			stride := Words(inputs)
			mask := func(words []uint64) []uint64 {
				if inputs%64 != 0 {
					for r := stride - 1; r < len(words); r += stride {
						words[r] &= 1<<(inputs%64) - 1
					}
				}
				return words
			}
			w, x := mask(n.words(outputs*stride)), mask(n.words(batch*stride))
			sums := make([]int32, outputs*sStride)
			XnorForward(sums, sStride, Signs{w, stride}, Signs{x, stride}, 0, outputs, batch, inputs)
			for o := range outputs {
				for b := range batch {
					want := int32(0)
					for i := range inputs {
						want += signOf(w, stride, o, i) * signOf(x, stride, b, i)
					}
					if got := sums[o*sStride+b]; got != want {
						t.Fatalf("inputs %d: sums[%d][%d] = %d, want %d", inputs, o, b, got, want)
					}
				}
			}
		}
	}
}

func TestSignForwardEqualsXnor(t *testing.T) {
	var scratch PixelScratch
	for _, inputs := range []int{1, 63, 65, 240, 256, 784, 1024, 3000} {
		for _, batch := range []int{1, 16, 17, 33, 100} {
			const rows = 75
			n := noise(inputs + batch)
			stride := Words(inputs)
			w, x := n.words(rows*stride), n.words(batch*stride)
			for _, s := range [][]uint64{w, x} {
				for r := stride - 1; r < len(s) && inputs%64 != 0; r += stride {
					s[r] &= 1<<(inputs%64) - 1
				}
			}
			if batch == 17 { // the largest counts
				clear(w)
				clear(x[:stride])
			}
			sStride := Stride(batch)
			got, want := make([]int32, rows*sStride), make([]int32, rows*sStride)
			SignForward(got, sStride, Signs{w, stride}, Signs{x, stride}, rows, batch, inputs, &scratch)
			XnorForward(want, sStride, Signs{w, stride}, Signs{x, stride}, 0, rows, batch, inputs)
			for o := range rows {
				for b := range batch {
					if i := o*sStride + b; got[i] != want[i] {
						t.Fatalf("inputs %d, batch %d: sums[%d][%d] = %d, want %d", inputs, batch, o, b,
							got[i], want[i])
					}
				}
			}
		}
	}
}

func TestTransposeBits(t *testing.T) {
	for _, shape := range [][2]int{{1, 1}, {64, 64}, {100, 70}, {784, 130}} {
		rows, cols := shape[0], shape[1]
		n := noise(rows)
		src := Signs{n.words(rows * Words(cols)), Words(cols)}
		dst := Signs{n.words(cols * Words(rows)), Words(rows)}
		for c := 0; c < cols; c += 64 {
			TransposeBits(dst, src, rows, cols, c)
		}
		ones := 0
		for r := range rows {
			for c := range cols {
				if signOf(src.Words, src.Stride, r, c) != signOf(dst.Words, dst.Stride, c, r) {
					t.Fatalf("%dx%d: bit (%d,%d) is lost", rows, cols, r, c)
				}
				if signOf(src.Words, src.Stride, r, c) > 0 {
					ones++
				}
			}
		}
		count := 0
		for _, w := range dst.Words {
			count += bits.OnesCount64(w)
		}
		if count != ones {
			t.Fatalf("%dx%d: %d ones, want %d: bits behind the matrix are set", rows, cols, count, ones)
		}
	}
}

func BenchmarkPixelForward1024(b *testing.B) {
	n := noise(1)
	const rows, inputs = 1024, 784
	w, sums := n.words(rows*13), make([]int32, rows*16)
	pixels := make([]int16, inputs*16)
	var scratch PixelScratch
	for b.Loop() {
		PixelForward(sums, 16, Signs{w, 13}, pixels, 16, rows, inputs, 16, &scratch)
	}
	b.ReportMetric(rows*inputs*16*float64(b.N)/b.Elapsed().Seconds()/1e9, "GMAC/s")
}

func BenchmarkXnorForward1024(b *testing.B) {
	n := noise(1)
	w, x, sums := n.words(1024*16), n.words(100*16), make([]int32, 1024*112)
	for b.Loop() {
		XnorForward(sums, 112, Signs{w, 16}, Signs{x, 16}, 0, 1024, 100, 1024)
	}
	b.ReportMetric(1024*1024*100*float64(b.N)/b.Elapsed().Seconds()/1e9, "GMAC/s")
}

func BenchmarkSignForward1024(b *testing.B) {
	n := noise(1)
	w, x, sums := n.words(1024*16), n.words(128*16), make([]int32, 1024*144)
	var scratch PixelScratch
	for b.Loop() {
		SignForward(sums, 144, Signs{w, 16}, Signs{x, 16}, 1024, 128, 1024, &scratch)
	}
	b.ReportMetric(1024*1024*128*float64(b.N)/b.Elapsed().Seconds()/1e9, "GMAC/s")
}
