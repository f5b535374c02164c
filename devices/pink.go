package devices

// pinkTable holds the filter of the pink noise in the order in which the random words lie. Eight
// pulses share a block of four words; word w of a block holds pulses 2w (lower half) and 2w+1. The
// last 15 pulses lie in three blocks, from the one of the oldest pulse on.
type pinkTable struct {
	rows [pinkRows]pinkRow
}

// pinkRow is the filter for one place of the newest pulse in its blocks: factors on the halves of
// the 12 words, even pulses first, and what the halves miss to the middle of their interval.
type pinkRow struct {
	even, odd [12]float32
	offset    float32
}

// pinkRows: one row for each place of the oldest pulse in its block, then one for each number
// of pulses that does not fill the filter.
const pinkRows = 8 + PinkTaps - 1

func newPinkTable(scale float64) *pinkTable {
	t := &pinkTable{}
	b := PinkWeights()
	for newest := 1; newest < PinkTaps+8; newest++ {
		row, block := pinkPlace(newest)
		sum := 0.0
		for k := 0; k < PinkTaps && newest-k >= 1; k++ {
			at := newest - k - 8*block
			w := float32(b[k] * scale / (1 << 16))
			if at%2 == 0 {
				t.rows[row].even[at/2] = w
			} else {
				t.rows[row].odd[at/2] = w
			}
			sum += b[k]
		}
		t.rows[row].offset = float32(sum * scale / (1 << 17))
	}
	return t
}

// pinkPlace returns the row of the table and the first block for a device after t >= 1 pulses.
func pinkPlace(t int) (row, block int) {
	if oldest := t - PinkTaps + 1; oldest >= 1 {
		return oldest & 7, oldest >> 3
	}
	return 7 + t, 0
}

// sum applies a row to the 12 words of three blocks. Its order of additions is part of the
// results: four partial sums, one for each word of a block.
func (r *pinkRow) sum(w []uint32) float32 {
	w = w[:12]
	var s [4]float32
	for b := 0; b < 12; b += 4 {
		for l := range s {
			u := w[b+l]
			s[l] += float32(r.even[b+l] * float32(u&0xffff))
			s[l] += float32(r.odd[b+l] * float32(u>>16))
		}
	}
	return r.offset + ((s[0] + s[1]) + (s[2] + s[3]))
}
