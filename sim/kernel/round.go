package kernel

import "math"

// Gradients of 8 bits: those of a layer are whole multiples, from -MaxWhole to MaxWhole, of one power of two, the
// layer's scale. They stand as Bytes, or as real numbers, of which every sum of products with whole numbers is exact,
// in any order, as long as it has fewer than 2^24 scales.

// Peak returns the largest magnitude in a padded row; NaN where there is one.
func Peak(row []float32) float32 {
	if vectors {
		settle()
	}
	return peakRow(row)
}

// magnitude is what is left of the bits of a number without its sign. As whole numbers these have the order of the
// magnitudes, with infinity above all numbers and NaN above that.
const magnitude = 1<<31 - 1

func peakRowPlain(row []float32) float32 {
	most := uint32(0)
	for _, x := range row {
		most = max(most, math.Float32bits(x)&magnitude)
	}
	return math.Float32frombits(most)
}

// boundless is the magnitude from which on gradients are none: their sums would no longer fit a number. finest is the
// smallest scale, far below what moves a weight (AdamEpsilon is 2^-27): gradients of less than half of it are zero, so
// that no product is so small that it loses bits.
const (
	boundless = 1 << 100
	finest    = 1.0 / (1 << 100)
)

// GradScale returns the scale of gradients whose largest magnitude is peak: the smallest power of two of which
// MaxWhole-1 are as much or more, but at least 2^-100: one is left for what DiffuseRows carries. It is zero, and so is
// what is rounded to it, where all gradients are zero, and where one of them is 2^100 or more, infinite or NaN.
func GradScale(peak float32) float32 {
	if peak == 0 || !(peak < boundless) {
		return 0
	}
	fraction, e := math.Frexp(float64(peak)) // peak = fraction * 2^e, fraction from 1/2 to 1
	if e -= 7; fraction*(MaxWhole+1) > MaxWhole-1 {
		e++
	}
	return max(float32(math.Ldexp(1, e)), finest)
}

// DiffuseRows rounds rows of a padded matrix to multiples of a scale, in place: each gradient to the nearest, in the
// middle to the even one, and what that leaves is carried to the gradient four images on in the same row. So a row
// keeps its sum within two scales, which the way back through batch normalization has made zero, and small gradients
// count in the end. (Error diffusion; Floyd and Steinberg 1976, along a line.) Zeros are +0. The magnitudes must be
// less than 2^22 scales; of those that GradScale gives a scale, no multiple is larger than MaxWhole. PackWhole makes
// whole numbers of them.
func DiffuseRows(m Matrix, rows, width int, scale float32) {
	if vectors {
		settle()
	}
	place, r := float32(scale*wholePlace), 0
	for ; r+4 <= rows && scale > 0; r += 4 {
		diffuseFour(m.Data[r*m.Stride:], m.Stride, width, place)
	}
	for ; r < rows; r++ {
		if row := m.Data[r*m.Stride:][:width]; scale > 0 {
			diffuseRow(row, place)
		} else {
			clear(row)
		}
	}
}

// diffuseRow adds a number whose last place is the scale, as is that of all numbers 2^22 scales around it, which
// rounds, and subtracts it again. What is left has no more bits than the gradient: it is exact.
func diffuseRow(row []float32, place float32) {
	var left [4]float32
	for i, x := range row {
		x += left[i%4]
		rounded := float32(x+place) - place
		left[i%4] = x - rounded
		row[i] = rounded
	}
}

// SubtractRow subtracts a row of sixteen from each of the rows of a tile [n][16].
func SubtractRow(tile []float32, row *[Lanes]float32) {
	if vectors {
		settle()
	}
	subtractRow(tile, row)
	if vectors {
		settle()
	}
}

func subtractRowPlain(tile []float32, row *[Lanes]float32) {
	for ; len(tile) >= Lanes; tile = tile[Lanes:] {
		to := (*[Lanes]float32)(tile)
		for c, x := range row {
			to[c] -= x
		}
	}
}
