package kernel

import (
	"math"
	"unsafe"
)

// PackWhole packs a padded row of whole multiples of unit, a power of two, as what they are multiples of: whole
// numbers of 8 bits. What is not a whole multiple is rounded to the nearest, in the middle to the even one. The
// magnitudes must be at most MaxWhole units; where unit is zero, so is all that is packed.
func PackWhole(whole []int8, row []float32, unit float32) {
	if unit == 0 {
		clear(whole[:len(row)])
		return
	}
	if vectors {
		settle()
	}
	packWhole(whole[:len(row)], row, float32(unit*wholePlace))
}

// The last place of wholePlace units, and of all that is within 2^22 of them, is one unit: a sum with them is rounded
// to units, and its bits end with the whole number, in two's complement.
const wholePlace = 3 << 22

func packWholePlain(whole []int8, row []float32, place float32) {
	for i, x := range row {
		whole[i] = int8(math.Float32bits(x + place))
	}
}

// WholeTile writes one tile of the transpose of a padded matrix of whole numbers: tile[b][c] = src[o0+c][b] for b <
// batch; columns of neurons that do not exist are zero. It has room for whole lanes of images, [Pad(B)][16]; what
// stands behind the batch is of no use.
func WholeTile(tile []int8, src Bytes, o0, outputs, batch int) {
	n := min(outputs-o0, Lanes)
	for c := 0; c < Lanes; c += 8 {
		for b := 0; b < batch; b += 8 {
			var rows [8]uint64
			for i := range min(8, n-c) {
				eight := (*[8]int8)(src.Data[(o0+c+i)*src.Stride+b:])
				rows[i] = *(*uint64)(unsafe.Pointer(eight))
			}
			sliceWord(tile[b*Lanes+c:], Lanes, &rows)
		}
	}
}
