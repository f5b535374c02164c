package kernel

import (
	"math"
	"math/bits"
)

// Int128 is a whole number of 128 bits: what products of whole numbers add up to where 64 bits may not hold them.
type Int128 struct {
	High int64
	Low  uint64
}

// Int128Of is x as such.
func Int128Of(x int64) Int128 { return Int128{x >> 63, uint64(x)} }

// Plus adds two numbers.
func (x Int128) Plus(y Int128) Int128 {
	low, carry := bits.Add64(x.Low, y.Low, 0)
	return Int128{x.High + y.High + int64(carry), low}
}

// PlusProduct adds a*b.
func (x Int128) PlusProduct(a, b int64) Int128 {
	high, low := bits.Mul64(uint64(abs(a)), uint64(abs(b)))
	if (a < 0) == (b < 0) {
		return x.Plus(Int128{int64(high), low})
	}
	low, borrow := bits.Sub64(x.Low, low, 0)
	return Int128{x.High - int64(high) - int64(borrow), low}
}

// Int64 returns the number where it fits 64 bits.
func (x Int128) Int64() (n int64, fits bool) { return int64(x.Low), x.High == int64(x.Low)>>63 }

// Float returns the number as a real one.
func (x Int128) Float() float64 {
	if n, fits := x.Int64(); fits {
		return float64(n)
	}
	return math.Ldexp(float64(x.High), 64) + float64(x.Low)
}

// LongSquares adds up a row of sums of any size and their squares.
func LongSquares(row []int32) (sum int64, squares Int128) {
	low, high := int64(0), int64(0) // of squares, 32 bits each: rows are shorter than 2^31
	for _, s := range row {
		sum += int64(s)
		square := int64(s) * int64(s)
		low += square & (1<<32 - 1)
		high += square >> 32
	}
	return sum, Int128Of(low).PlusProduct(high, 1<<32)
}

// LongMoments is ExactMoments of squares that may not fit 64 bits.
func LongMoments(sum int64, squares Int128, n int) (mean, variance float64) {
	if short, fits := squares.Int64(); fits {
		return ExactMoments(sum, short, n)
	}
	count := int64(n)
	m := sum / count
	r := sum - m*count
	centred := squares.PlusProduct(-m, sum).PlusProduct(-m, r) // see ExactMoments
	d := float64(r) / float64(count)
	return float64(sum) / float64(count), centred.Float()/float64(count) - float64(d*d)
}
