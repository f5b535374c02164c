package kernel

import "math"

// Epsilon is what batch normalization adds to the variance of z (Ioffe & Szegedy 2015; the
// value of the published codes of arXiv:2107.06064 and arXiv:2003.03533).
const Epsilon = 1e-5

// Norm is the batch normalization of one neuron, as a function of its integer sum S:
//
//	z = S*Scale + Bias      xhat = (z - Mean) * Inv      y = xhat*Gamma + Beta
//
// Every operation rounds to float32, so y is monotone in S and can be folded into a threshold.
type Norm struct {
	Scale, Bias float32 // 1 and the bias; Scale is 1/255 where the inputs are 8-bit pixels
	Mean, Inv   float32 // of z over the images: mean and 1/sqrt(variance + Epsilon)
	Gamma, Beta float32 // learnt
}

// XHat is the normalized input of the affine part.
func (n *Norm) XHat(s int32) float32 {
	z := float32(float32(s)*n.Scale) + n.Bias
	return (z - n.Mean) * n.Inv
}

// Y is the output for the sum s.
func (n *Norm) Y(s int32) float32 { return float32(n.XHat(s)*n.Gamma) + n.Beta }

// SetMoments sets Mean and Inv from exact moments of the sum: its mean and its variance (of
// the population) over the images.
func (n *Norm) SetMoments(mean, variance float64) {
	scale := float64(n.Scale)
	n.Mean = float32(mean*scale) + n.Bias
	v := float64(variance * scale)
	n.Inv = float32(1 / math.Sqrt(float64(v*scale)+Epsilon))
}

// Moments returns mean and population variance of the first batch sums of a row. Integers
// make them exact up to one rounding each, whatever the order.
func Moments(row []int32) (mean, variance float64) {
	sum, squares := Squares(row, 0, 1, len(row))
	return ExactMoments(sum, squares, len(row))
}

// Squares adds up the first batch sums of each of n rows, of which each begins stride behind the one before, and their
// squares, exactly. The magnitudes of a row must add up to less than 2^31.
func Squares(rows []int32, stride, n, batch int) (sum, squares int64) {
	if vectors {
		settle()
	}
	for r := range n {
		a, b := sumSquares(rows[r*stride:][:batch])
		sum, squares = sum+a, squares+b
	}
	return sum, squares
}

func sumSquaresPlain(row []int32) (sum, squares int64) {
	for _, s := range row {
		sum += int64(s)
		squares += int64(s) * int64(s)
	}
	return sum, squares
}

// ExactMoments turns a sum and a sum of squares of n integers into mean and population
// variance. n times squares must fit 63 bits, or the variance is taken with one more rounding.
func ExactMoments(sum, squares int64, n int) (mean, variance float64) {
	count := int64(n)
	mean = float64(sum) / float64(count)
	if squares <= math.MaxInt64/count && abs(sum) < 1<<31 {
		return mean, float64(count*squares-sum*sum) / (float64(count) * float64(count))
	}
	// Over a whole training set the squares exceed 63 bits: subtract the square of the
	// rounded-down mean first, again in integers.
	m := sum / count
	r := sum - m*count // sum = m*count + r
	// sum of (s-m)^2 = squares - 2m*sum + count*m^2 = squares - m*sum - m*r
	centred := squares - m*sum - m*r
	d := float64(r) / float64(count)
	return mean, float64(centred)/float64(count) - float64(d*d)
}

func abs(x int64) int64 {
	if x < 0 {
		return -x
	}
	return x
}

// Normalize fills xhat for the first batch sums of a row and packs the signs of y into bits
// (one bit an image, +1 where y >= 0, bits behind the batch zero). Behind the batch xhat is zero.
func Normalize(xhat []float32, bits []uint64, sums []int32, n *Norm, batch int) {
	if vectors {
		settle()
	}
	xhatRow(xhat, sums[:len(xhat)], n)
	clear(xhat[batch:])
	signRow(bits, xhat, n.Gamma, n.Beta, batch)
}

func xhatRowPlain(xhat []float32, sums []int32, n *Norm) {
	for b, s := range sums {
		xhat[b] = n.XHat(s)
	}
}

// signRow packs the signs of y = xhat*gamma + beta; xhat is padded.
func signRow(bits []uint64, xhat []float32, gamma, beta float32, batch int) {
	for w := range bits {
		var word uint64
		for at := 64 * w; at < min(64*w+64, batch); at += Lanes {
			word |= uint64(affineSigns((*[Lanes]float32)(xhat[at:]), gamma, beta)) << (at & 63)
		}
		bits[w] = word & (^uint64(0) >> (64 - min(64, batch-64*w)))
	}
}

// affineSignsPlain packs which of sixteen x*gamma + beta are at least zero. The sign bit of y+0
// (which turns -0 into +0) is clear there.
func affineSignsPlain(x *[Lanes]float32, gamma, beta float32) (bits uint16) {
	for j, x := range x {
		y := float32(x*gamma) + beta
		bits |= uint16(^math.Float32bits(y+0)>>31) << j
	}
	return bits
}
