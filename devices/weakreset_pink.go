package devices

import "arraylab/sim/rng"

// pinkTable holds the filter of the pink noise in the order in which the random words lie. Eight
// pulses share a block of four words; word w of a block holds pulses 2w (lower half) and 2w+1. The
// last 15 pulses lie in three blocks, from the one of the oldest pulse on.
type pinkTable struct {
	rows [pinkRows]pinkRow
	most float32 // the largest sum
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
	t.bound()
	return t
}

// bound finds the largest sum: no factor is negative, so that it is one of the largest words.
func (t *pinkTable) bound() {
	var words [12]uint32
	for i := range words {
		words[i] = 1<<32 - 1
	}
	for newest := 1; newest < PinkTaps+8; newest++ {
		row, _ := pinkPlace(newest)
		t.most = max(t.most, t.rows[row].sum(&words))
	}
}

// pinkPlace returns the row of the table and the first block for a device after t >= 1 pulses.
func pinkPlace(t int) (row, block int) {
	if oldest := t - PinkTaps + 1; oldest >= 1 {
		return oldest & 7, oldest >> 3
	}
	return 7 + t, 0
}

// sumPlain applies a row to the 12 words of three blocks. Its order of additions is part of the
// results: four partial sums, one for each word of a block.
func (r *pinkRow) sumPlain(w *[12]uint32) float32 {
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

// pinkBatch is how many devices' pink noise is drawn together.
const pinkBatch = 32

// pinkScratch holds the devices that are evaluated together, with the blocks of each.
type pinkScratch struct {
	device [pinkBatch + 1]int32
	at     [3 * pinkBatch]rng.Index
	words  [3 * 4 * pinkBatch]uint32
}

// refresh finds ln R of the devices of the given pairs of the chunk where it is stale.
func (p *Pairs) refresh(s *scratch, unsure []uint32) {
	n := 0
	for _, j := range unsure {
		k := s.k + int(j)
		for i := 2 * k; i < 2*k+2; i++ {
			s.pink.device[n] = int32(i)
			if *p.cell(i).ln() == stale {
				n++
			}
		}
		if n >= pinkBatch-1 {
			p.drawPink(&s.pink, n)
			n = 0
		}
	}
	p.drawPink(&s.pink, n)
}

// drawPink evaluates ln R of the first n devices of the scratch.
func (p *Pairs) drawPink(s *pinkScratch, n int) {
	for d, i := range s.device[:n] {
		_, j := p.pinkAt(*p.cell(int(i)).state())
		i := uint64(2*p.first) + uint64(i)
		three := s.at[3*d : 3*d+3 : 3*d+3]
		three[0], three[1], three[2] = rng.Index{I: i, J: j}, rng.Index{I: i, J: j + 1}, rng.Index{I: i, J: j + 2}
	}
	words := s.words[:12*n]
	p.streams.Pink.Gather(words, s.at[:3*n])
	for d, i := range s.device[:n] {
		c := p.cell(int(i))
		row, _ := p.pinkAt(*c.state())
		*c.ln() = c.mean(float32(c.pulses())) + p.pink.rows[row].sum((*[12]uint32)(words[12*d:]))
	}
}

// lnOf evaluates ln R of a device from its state, telegraph noise apart; i is its number.
func (p *Pairs) lnOf(i int) float32 {
	c := p.cell(i)
	if c.pulses() == 0 && !p.sw.centred() {
		return c.a()
	}
	ln := c.mean(float32(c.pulses()))
	if p.sw.Pink {
		row, j := p.pinkAt(*c.state())
		var words [12]uint32
		for b := range 3 {
			block := p.streams.Pink.Block(uint64(2*p.first+i), j+uint64(b))
			copy(words[4*b:], block[:])
		}
		ln += p.pink.rows[row].sum(&words)
	}
	return ln
}

// pinkBefore is how many uniform numbers are drawn before those of the first pulse: where pink noise is centred, as
// many as fill the filter.
func pinkBefore(sw Switches) int {
	if sw.centred() {
		return PinkTaps
	}
	return 0
}

// pinkAt returns the row of the pink table and the first block for a device whose noise is drawn.
func (p *Pairs) pinkAt(state uint32) (row int, j uint64) {
	row, block := pinkPlace(int(state&MaxPulses) + p.before)
	return row, uint64(state&setMask)<<(32-pulseBits) | uint64(block)
}
