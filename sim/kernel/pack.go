package kernel

import "math"

// PackSigns packs the signs of up to 64 rows of sixteen numbers, w [rows][16], by column: bit r
// of words[c] is set where row r of column c is at least zero. Bits behind the rows are zero.
func PackSigns(words *[Lanes]uint64, w []float32) {
	if vectors {
		settle()
	}
	packSigns(words, w)
}

func packSigns(words *[Lanes]uint64, w []float32) {
	var quarters [Lanes]uint64 // rows j, j+16, j+32 and j+48, sixteen bits each
	for r := 0; r < len(w)/Lanes; r++ {
		quarters[r%Lanes] |= uint64(rowSigns((*[Lanes]float32)(w[r*Lanes:]))) << (r / Lanes * Lanes)
	}
	transpose16(&quarters)
	*words = quarters
}

// transpose16 transposes four 16x16 bit matrices side by side in place (Hacker's Delight,
// section 7-3): bit 16q+c of word r becomes bit 16q+r of word c.
func transpose16(a *[Lanes]uint64) {
	mask := uint64(0x00ff00ff00ff00ff)
	for j := 8; j != 0; j, mask = j>>1, mask^mask<<(j>>1) {
		for k := 0; k < Lanes; k = (k + j + 1) &^ j {
			t := (a[k]>>j ^ a[k+j]) & mask
			a[k] ^= t << j
			a[k+j] ^= t
		}
	}
}

// rowSignsPlain packs the signs of sixteen numbers: bit c is set where x[c] >= 0. Adding +0
// turns -0 into +0.
func rowSignsPlain(x *[Lanes]float32) uint16 {
	var bits uint16
	for c, f := range x {
		bits |= uint16(^math.Float32bits(f+0)>>31) << c
	}
	return bits
}

// PackAtLeast packs which sums of n rows of batch columns are at least at, or, inverted, which are less,
//
//	bit b of words[r*wordStep:] is set where sums[r*sumStep + b] >= at, or < at     r < n, b < batch
//
// with zeros behind the batch. The rows of sums are padded to whole lanes.
func PackAtLeast(words []uint64, wordStep int, sums []int32, sumStep, n, batch int, at int32, invert bool) {
	if n == 0 || batch == 0 {
		return
	}
	if vectors {
		settle()
	}
	flip := uint64(0)
	if invert {
		flip = ^uint64(0)
	}
	packAtLeast(words, wordStep, sums, sumStep, n, batch, at, flip)
}

func packAtLeastPlain(words []uint64, wordStep int, sums []int32, sumStep, n, batch int, at int32, flip uint64) {
	for r := range n {
		row := sums[r*sumStep:][:batch]
		for w := range Words(batch) {
			word, part := uint64(0), row[64*w:min(64*w+64, batch)]
			for b, s := range part {
				if s >= at {
					word |= 1 << b
				}
			}
			words[r*wordStep+w] = (word ^ flip) & (^uint64(0) >> (64 - len(part)))
		}
	}
}
