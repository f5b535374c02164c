package bnn

import (
	"math"

	"arraylab/sim/crew"
	"arraylab/sim/kernel"
)

// Numbers of 8 bits, in units of 1/128: a latent weight, or an output y, is rounded to the nearest, in the middle to the
// even one, and bounded to -127..127; gradients go straight through, of outputs where |y| <= 1. Weights stand as bytes
// in rows of words, outputs as numbers of 16 bits. They are for digital memory: nothing misreads them.

// mostEight is the largest of them, and perOne how many a real number of one is.
const (
	mostEight = 127
	perOne    = 128
)

// eight rounds a number.
func eight(x float32) int8 {
	// Numbers that are added to place are rounded to whole ones, which stand in the low bits.
	const place, placeBits = 3 << 22, 0x4b400000
	x = float32(max(-1, min(1, x)) * perOne)
	return int8(max(-mostEight, min(mostEight, int32(math.Float32bits(float32(x+place))-placeBits))))
}

// ToEight returns the whole number of 8 bits that an output y is read as, in units of 1/128.
func ToEight(y float32) int { return int(eight(y)) }

// Eight tells whether numbers are of 8 bits.
func (v Levels) Eight() bool { return v.Kind == Eight }

// Digital tells whether the weights lie in digital memory, which reads them right: no cell of an array holds 8 bits.
func (y *Layer) Digital() bool { return y.Weights.Eight() }

// rowWords is how many words a row of n numbers takes.
func (v Levels) rowWords(n int) int {
	if v.Eight() {
		return parts(n, 8)
	}
	return v.planes() * kernel.Words(n)
}

// slope is how many units an output rises by where the real number behind it rises by one.
func (v Levels) slope() float32 {
	if v.Eight() || v.Kind == Summed && v.OfEight {
		return perOne
	}
	return 1
}

// fireEights makes the outputs of a row of sums.
func (v *values) fireEights(value int, sums []int32, n *kernel.Norm) {
	row := v.pixels[value*v.stride:][:kernel.Pad(len(sums))]
	for b := range row {
		x := int16(0)
		if b < len(sums) {
			x = int16(eight(n.Y(sums[b])))
		}
		row[kernel.PixelColumn(b)] = x
	}
}

// eights are the values of 8 bits of image b.
func (v *values) eights(b int) Numbers {
	x := Numbers{v.Levels, v.size, make([]uint64, v.rowWords(v.size))}
	bytes := crew.Bytes(x.words)
	for value := range v.size {
		bytes[value] = byte(v.pixels[value*v.stride+kernel.PixelColumn(b)])
	}
	return x
}

// give makes the outputs of a neuron of layer l from its sums: of 8 bits by its normalization, else by thresholds.
func (f *forward) give(l int, s rows[int32], n *kernel.Norm, thresholds []Threshold) {
	if !f.net.Layers[l].Outputs.Eight() {
		f.pack(l, s, thresholds)
		return
	}
	for p := range s.n {
		f.given(l).fireEights(s.value(p), s.row(p), n)
	}
}

// putEights writes weights of a tile, up to 64 rows of sixteen latent ones from input i0 on, into the rows of their
// neurons, and counts how many differ from those that stood there.
func (h *latent) putEights(rows kernel.Signs, w []float32, tile, i0 int) (flips int64) {
	for c := range h.columns(tile) {
		row := crew.Bytes(rows.Row(tile*kernel.Lanes + c))
		for i := range len(w) / kernel.Lanes {
			x := byte(eight(w[i*kernel.Lanes+c]))
			if row[i0+i] != x {
				row[i0+i] = x
				flips++
			}
		}
	}
	return flips
}

// transposeEights is Levels.transpose of bytes.
func transposeEights(dst, src kernel.Signs, rows, cols, c0 int) {
	for r := range rows {
		from := crew.Bytes(src.Row(r))
		for c := c0; c < min(c0+64, cols); c++ {
			crew.Bytes(dst.Row(c))[r] = from[c]
		}
	}
}

// differences calls do with each weight of two layers of the same size.
func differences(before, after Weights, do func(at, bit int, was, is int)) {
	words := kernel.Words(before.inputs)
	for o := range before.Neurons() {
		p, q := before.Row(o), after.Row(o)
		for i := range before.inputs {
			do(o*words+i/64, i%64, p.At(i)*before.levels.whole(), q.At(i)*after.levels.whole())
		}
	}
}

// whole is what a number is to be multiplied with so that those of all levels compare.
func (v Levels) whole() int {
	if v.Eight() {
		return 1
	}
	return mostEight
}
