package kernel

import "math"

// toWhole added to a float32 of at most 2^22 leaves the nearest whole number, half to even, in
// the low bits of its significand.
const toWhole = 1.5 * (1 << 23)

// Pulses rounds a tile of finite steps [I][16] to whole numbers, half to even, clamped to
// -most..most (most <= 127), and writes the first columns of them by column:
// dst[c*I+i] for c < columns.
func Pulses(dst []int8, steps []float32, columns, most int) {
	if vectors {
		settle()
	}
	inputs := len(steps) / Lanes
	whole := inputs &^ 3
	var four [Lanes]uint32
	for i := 0; i < whole; i += 4 {
		pulsesOfFour(&four, (*[4 * Lanes]float32)(steps[i*Lanes:]), float32(most))
		at := i
		for _, bytes := range four[:columns] {
			d := dst[at : at+4 : at+4]
			d[0], d[1], d[2], d[3] = int8(bytes), int8(bytes>>8), int8(bytes>>16), int8(bytes>>24)
			at += inputs
		}
	}
	for i := whole; i < inputs; i++ {
		for c := range columns {
			dst[c*inputs+i] = int8(pulsesOf(steps[i*Lanes+c], float32(most)))
		}
	}
}

// pulsesOfFour takes four rows of sixteen steps and makes a word of each column, a byte a row.
func pulsesOfFourPlain(four *[Lanes]uint32, steps *[4 * Lanes]float32, most float32) {
	for c := range four {
		four[c] = pulsesOf(steps[c], most) | pulsesOf(steps[Lanes+c], most)<<8 |
			pulsesOf(steps[2*Lanes+c], most)<<16 | pulsesOf(steps[3*Lanes+c], most)<<24
	}
}

// pulsesOf returns the byte of a rounded and clamped step.
func pulsesOf(x, most float32) uint32 {
	if x > most {
		x = most
	} else if x < -most {
		x = -most
	}
	return math.Float32bits(float32(x+toWhole)) & 0xff
}
