package bnn

import (
	"fmt"
	"math"
	"math/bits"

	"arraylab/sim/biterr"
	"arraylab/sim/kernel"
	"arraylab/sim/num"
	"arraylab/sim/rng"
)

// LevelKind says which values a number can have.
type LevelKind int

const (
	// Binary numbers are -1 or +1, packed as signs: a bit each.
	Binary LevelKind = iota
	// Ternary numbers are -1, 0 or +1 (arXiv:2005.01973, arXiv:2007.14234), packed as two planes of signs (see package
	// kernel), whose mean is the number. A latent weight, or an output y, of x stands for the signs of x+threshold and
	// x-threshold: -1 below -threshold, +1 from threshold on, else 0. With the threshold 0 both planes agree, and the
	// number is a binary one. Gradients go straight through, as through signs.
	Ternary
	// Grey numbers are whole, 0 to 255, in units of 1/255: pixels as they are.
	Grey
	// Streamed numbers are sums of so many random bits -1 or +1, in units of one of them. What is at hand is how many
	// are +1.
	Streamed
	// Summed numbers are sums of so many outputs of a layer, Terms, in units of one of them.
	Summed
	// Eight: whole numbers of 8 bits, -127 to 127, in units of 1/128 (see eight.go).
	Eight
	// Real numbers are passed on as they are: the scores of the classes.
	Real
)

// Levels are the values that a number can have.
type Levels struct {
	Kind          LevelKind
	Threshold     float32 // Ternary: the magnitude from which on what is made ternary counts as other than 0
	Presentations int     // Streamed: random bits of a number, at most MaxStreams
	Terms         int     // Summed: outputs that are added up
	OfEight       bool    // Summed: outputs of 8 bits
}

// MaxStreams is the longest stochastic stream (assumed: eight bits of grey are worth no more).
const MaxStreams = 256

// whitest is the largest grey value.
const whitest = 255

// Largest returns the largest magnitude, as a whole number.
func (v Levels) Largest() int {
	switch v.Kind {
	case Grey:
		return whitest
	case Streamed:
		return v.Presentations
	case Summed:
		if v.OfEight {
			return v.Terms * mostEight
		}
		return v.Terms
	case Eight:
		return mostEight
	}
	return 1
}

// Unit returns what one of them is worth: products are taken of whole numbers, of which the largest stands for one, of
// 8 bits the one beyond it.
func (v Levels) Unit() float32 {
	switch {
	case v.Eight():
		return 1.0 / perOne
	case v.OfEight:
		return 1 / float32(v.Terms*perOne)
	}
	return 1 / float32(v.Largest())
}

// Packed tells whether rows of the numbers are packed in bits. Those that are not are whole numbers, from 0
// on but for Summed ones.
func (v Levels) Packed() bool { return v.Kind == Binary || v.Kind == Ternary }

// HasZero tells whether a packed number can be 0.
func (v Levels) HasZero() bool { return v.Kind == Ternary }

// planes is the number of signs that a packed number is the mean of.
func (v Levels) planes() int {
	if v.Kind == Ternary {
		return 2
	}
	return 1
}

// NewRows makes rows of n packed numbers.
func (v Levels) NewRows(rows, n int) kernel.Signs {
	stride := v.rowWords(n)
	return kernel.Signs{Words: make([]uint64, rows*stride), Stride: stride}
}

// plane is one plane of a row, the first one those of numbers that are at least 0, the second one those of numbers
// above.
func (v Levels) plane(s kernel.Signs, row, plane int) []uint64 {
	n := s.Stride / v.planes()
	return s.Words[row*s.Stride+plane*n:][:n]
}

// Number is the i-th of n numbers of a packed row.
func (v Levels) Number(row []uint64, i, n int) int {
	if v.Eight() {
		return int(int8(row[i/8] >> (8 * (i % 8))))
	}
	p := int(row[i/64] >> (i % 64) & 1)
	if v.planes() == 1 {
		return 2*p - 1
	}
	return p + int(row[kernel.Words(n)+i/64]>>(i%64)&1) - 1
}

// put is the reverse of Number, in a row of zero bits.
func (v Levels) put(row []uint64, i, n, x int) {
	switch {
	case v.Eight():
		row[i/8] |= uint64(byte(x)) << (8 * (i % 8))
	case v.planes() == 1:
		row[i/64] |= uint64(bit(x > 0)) << (i % 64)
	default:
		row[i/64] |= uint64(bit(x >= 0)) << (i % 64)
		row[kernel.Words(n)+i/64] |= uint64(bit(x > 0)) << (i % 64)
	}
}

func bit(on bool) int {
	if on {
		return 1
	}
	return 0
}

// Holds tells whether packed numbers can be x.
func (v Levels) Holds(x float64) bool {
	most := 1.0
	if v.Eight() {
		most = mostEight
	}
	return x == math.Trunc(x) && math.Abs(x) <= most && (x != 0 || v.Eight() || v.HasZero())
}

// Words say what packed numbers can be.
func (v Levels) Words() string {
	switch {
	case v.Eight():
		return fmt.Sprintf("whole numbers from -%d to %d", mostEight, mostEight)
	case v.HasZero():
		return "-1, 0 and +1"
	}
	return "-1 and +1"
}

// unpacked are the n numbers of a packed row, in k.
func (k *Worker) unpacked(of Levels, row []uint64, n int) []int8 {
	k.eights = grown(k.eights, n)
	for i := range k.eights {
		k.eights[i] = int8(of.Number(row, i, n))
	}
	return k.eights
}

// Count tells how many numbers of packed rows are +1 and how many are 0.
func (v Levels) Count(s kernel.Signs) (plus, zeros int64) {
	if v.planes() == 1 {
		for _, word := range s.Words {
			plus += int64(bits.OnesCount64(word))
		}
		return plus, 0
	}
	for row := range len(s.Words) / s.Stride {
		p, q := v.plane(s, row, 0), v.plane(s, row, 1)
		for j := range p {
			plus += int64(bits.OnesCount64(q[j]))
			zeros += int64(bits.OnesCount64(p[j] ^ q[j]))
		}
	}
	return plus, zeros
}

// rowSum adds the n numbers of a row.
func (v Levels) rowSum(row []uint64, n int) int32 {
	ones := 0
	for _, w := range row {
		ones += bits.OnesCount64(w)
	}
	return int32(2*ones/v.planes() - n) // each plane counts half
}

// transpose is kernel.TransposeBits of all planes.
func (v Levels) transpose(dst, src kernel.Signs, rows, cols, c0 int) {
	if v.Eight() {
		transposeEights(dst, src, rows, cols, c0)
		return
	}
	kernel.TransposeBits(dst, src, rows, cols, c0)
	if v.planes() > 1 {
		kernel.TransposeBits(kernel.Second(dst), kernel.Second(src), rows, cols, c0)
	}
}

// shifted is the normalization whose sign is a plane of the outputs.
func (v Levels) shifted(n *kernel.Norm, plane int) kernel.Norm {
	m := *n
	m.Beta = v.shift(m.Beta, plane)
	return m
}

// shift moves x by the threshold, up for the first plane and down for the second.
func (v Levels) shift(x float32, plane int) float32 {
	switch {
	case v.planes() == 1:
		return x
	case plane == 0:
		return x + v.Threshold
	}
	return x - v.Threshold
}

// initialSpread bounds the first latent weights of binary ones, uniform on both sides of zero
// (arXiv:2003.03533, published code).
const initialSpread = 0.05

// eightSpread is the same of weights of 8 bits (assumed: 64 levels at the start).
const eightSpread = 0.25

// ternarySpread is the standard deviation of the first latent weights of ternary ones for thresholds up
// to usualThreshold, where a tenth of them are other than 0 (published code of arXiv:2007.14234's group). It grows
// with higher ones, so that as many are (assumed).
const (
	ternarySpread  = 0.03
	usualThreshold = 0.05
)

// first makes the first latent weight from a uniform number.
func (v Levels) first() func(u float64) float32 {
	if v.planes() == 1 {
		bound := initialSpread
		if v.Eight() {
			bound = eightSpread
		}
		return func(u float64) float32 { return float32((float64(2*u) - 1) * bound) }
	}
	spread := ternarySpread * max(1, float64(v.Threshold)/usualThreshold)
	return func(u float64) float32 { return float32(spread * num.InvNorm(u)) }
}

// pack completes the planes of up to 64 rows of sixteen latent weights, of which the signs stand in the first.
func (v Levels) pack(planes *[2][kernel.Lanes]uint64, w []float32) {
	if v.planes() > 1 {
		kernel.PackTernary(&planes[0], &planes[1], w, v.Threshold)
	}
}

// round turns latent weights into the numbers that they are read as.
func (v Levels) round(w []float32) {
	for i, x := range w {
		switch {
		case v.Eight():
			w[i] = float32(eight(x)) / perOne
		case v.HasZero() && -v.Threshold < x && x < v.Threshold:
			w[i] = 0
		case x >= 0:
			w[i] = 1
		default:
			w[i] = -1
		}
	}
}

// differ marks where the packed numbers of two rows differ, in word k of their planes.
func (v Levels) differ(a, b []uint64, k int) (marks uint64) {
	for at := k; at < len(a); at += len(a) / v.planes() {
		marks |= a[at] ^ b[at]
	}
	return marks
}

// write changes dst, what a memory holds of n packed numbers, where they turn from what was last to be written to what is
// now. A number that turns to -1 fails to with the probability p[0], to +1 with p[1], to 0 with the mean of both: it stays
// what it is.
func (v Levels) write(dst, last, now []uint64, n int, p [2]float64, errors rng.Stream, number uint64) {
	if v.Eight() {
		copy(dst, now)
		return
	}
	words := len(now) / v.planes()
	fails := [3]float64{p[0], (p[0] + p[1]) / 2, p[1]} // of -1, 0 and +1
	for k := range words {
		for turned := v.differ(last, now, k); turned != 0; turned &= turned - 1 {
			i := bits.TrailingZeros64(turned)
			if rng.Uniform(errors.Block(number, uint64(64*k+i))[0]) < fails[v.Number(now, 64*k+i, n)+1] {
				continue
			}
			bit := uint64(1) << i
			for at := k; at < len(now); at += words {
				dst[at] = dst[at]&^bit | now[at]&bit
			}
		}
	}
}

// misread draws what n packed numbers are taken for: -1 is wrong with the probability p[0], +1 with p[1]. Of ternary
// ones a share of the mean of both is wrong, by one level, as the published code of the papers on ternary networks
// does it, by the share of zeros among them.
func (v Levels) misread(dst, src []uint64, n int, p [2]float64, errors rng.Stream, number uint64) {
	if v.Eight() {
		copy(dst, src)
		return
	}
	if v.planes() == 1 {
		biterr.Either(dst, src, n, p, errors, number)
		return
	}
	_, zeros := v.Count(kernel.Signs{Words: src, Stride: len(src)})
	share := biterr.Shift(float64((p[0]+p[1])/2), float64(zeros)/float64(n))
	biterr.Trits(dst, src, n, share, errors, number)
}
