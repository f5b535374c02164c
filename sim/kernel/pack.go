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

// PackAtLeast packs which sums of a row are at least at, or, inverted, which are less: one bit
// a sum, zeros behind the row.
func PackAtLeast(words []uint64, row []int32, at int32, invert bool) {
	if vectors {
		settle()
	}
	flip := uint64(0)
	if invert {
		flip = ^uint64(0)
	}
	for w := range (len(row) + 63) / 64 {
		if part := row[64*w:]; len(part) >= 64 {
			words[w] = atLeast((*[64]int32)(part), at) ^ flip
		} else {
			word, done := uint64(0), 0
			if len(part) >= 32 {
				word, done = atLeast32((*[32]int32)(part), at), 32
			}
			for ; done+Lanes <= len(part); done += Lanes {
				word |= uint64(atLeast16((*[Lanes]int32)(part[done:]), at)) << done
			}
			word |= atLeastTail(part[done:], at) << done
			words[w] = (word ^ flip) & (^uint64(0) >> (64 - len(part)))
		}
	}
}

// atLeastTail packs which of up to 64 sums are at least at. The sign bit of s-at is set where
// s < at.
func atLeastTail(part []int32, at int32) (word uint64) {
	for j, s := range part {
		word |= uint64(^uint32(s-at)>>31) << (j & 63)
	}
	return word
}
