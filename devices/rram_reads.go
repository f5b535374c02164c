package devices

import (
	"arraylab/devices/ecc"
	"arraylab/sim/biterr"
)

// Reads of resistive cells with noise. Each senses what programming left, so that what is read wrong without noise is
// read right at times.

// under puts the reads of the cells under noise.
func (c *cells) under(noise readNoise) *cells {
	c.noise = noise
	return c
}

// Noisy implements Array.
func (c *cells) Noisy() bool { return c.noise.on() }

// Read implements Array.
func (c *cells) Read(dst, _, want []uint64, row int, n uint64) Tally {
	c = c.of(row)
	var w words
	offsets, slack := c.offsetsOf(row), boundSlack+c.noise.reach()
	for i0 := 0; i0 < c.inputs; i0 += 64 {
		weights := min(64, c.inputs-i0)
		c.load(&w, i0, weights, row)
		word := want[i0/64]
		c.settle(&w, word, offsets, i0, weights, row)
		safe := c.safe(&w, word, offsets, i0, weights, slack)
		for k := range weights {
			if safe>>k&1 == 1 {
				continue
			}
			bit, i := int(word>>k&1), i0+k
			bl, blb := c.noisyLog(&w, 2*k, hrs-bit, 2*i, row, n), c.reference
			if c.pair {
				blb = c.noisyLog(&w, 2*k+1, lrs+bit, 2*i+1, row, n)
			}
			o := offsetAt(offsets, i) + c.noise.amplifier(i, row, n)
			if c.decide(bl, blb, o, i, row) != bit {
				word ^= 1 << k
			}
		}
		dst[i0/64] = word
	}
	return Tally{}
}

// noisyLog is the ln R behind wires, at read n, of a device of the words that should be in a state; in its row it is
// number device.
func (c *cells) noisyLog(w *words, at, state, device, row int, n uint64) float64 {
	x := c.logR(w, at, state)
	return w.behindWires(x + c.noise.device(device, c.stateOf(w, at, state), row, n))
}

// Read implements Array.
func (c tritCells) Read(dst, _, want []uint64, row int, n uint64) Tally {
	var w words
	offsets, slack := c.offsetsOf(row), boundSlack+c.noise.reach()
	copy(dst, want)
	for i0 := 0; i0 < c.inputs; i0 += 64 {
		weights := min(64, c.inputs-i0)
		c.load(&w, i0, weights, row)
		c.settle(&w, want, offsets, i0, weights, row)
		for k := range weights {
			i, o := i0+k, offsetAt(offsets, i0+k)
			trit := biterr.Trit(want, i)
			if c.safeTrit(&w, k, trit, o, slack) {
				continue
			}
			states := tritStates[trit+1]
			bl, blb := c.noisyLog(&w, 2*k, states[0], 2*i, row, n), c.noisyLog(&w, 2*k+1, states[1], 2*i+1, row, n)
			if read := c.readTrit(bl, blb, o+c.noise.amplifier(i, row, n), i, row); read != trit {
				biterr.PutTrit(dst, i, read)
			}
		}
	}
	return Tally{}
}

// readNumbers are the error rates of one read as sensed and coded; none without noise.
func readNumbers(v *Values, code *ecc.Code, n int, seed uint32) []Number {
	noise := readNoiseOf(v, pcsaSupply.Of(v), Site{Chip: seed})
	if !noise.on() {
		return nil
	}
	rows := drawnRows(v)
	drawn := wrongReads(func(s Site) Array { return readCells(v, code, s) }, rows, n, seed)
	return closedAndDrawn("ber_read", "BER of a read with its noise", closedRead(v, code, &noise), drawn, n, "bits")
}

// closedRead is the error rate of one read, as a mean over the rows of a tile.
func closedRead(v *Values, code *ecc.Code, noise *readNoise) (mean float64) {
	overWear(v, func(v *Values, share float64) { mean += float64(share * wornRead(v, code, noise)) })
	return mean
}

// wornRead is closedRead of rows that are worn alike.
func wornRead(v *Values, code *ecc.Code, noise *readNoise) (mean float64) {
	p, a := differential(v)
	all, noisy := noise.atRead(p, a)
	raw := 0.0
	for _, q := range all {
		b := q.tileBER(noisy, v, code, wirePerCell.Of(v), float64(rowsOfTile(v)))
		if raw = b.two; sensing.Is(v, "1t1r") {
			raw = b.one
		}
		mean += raw / float64(len(all))
	}
	if hasCode(v) {
		return code.BitErrorRate(mean)
	}
	return mean
}

// readCells are cells as sensed and coded, each with an amplifier of its own.
func readCells(v *Values, code *ecc.Code, s Site) Array {
	cells := func(s Site) Array {
		p, a := differential(v)
		s.Row1 = rowsOfTile(v)
		wires, noise := wiresOf(v, s), readNoiseOf(v, pcsaSupply.Of(v), s)
		s.Row1 = 0 // amplifiers are drawn row by row
		return newCells(p, a, sensing.Is(v, "2t2r"), 1, s).behind(wires).under(noise).verified().worn(v)
	}
	if hasCode(v) {
		return codedArray(code, s, cells)
	}
	return cells(s)
}

// wrongReads is wrongShare of the first read.
func wrongReads(build func(Site) Array, rows []int, n int, seed uint32) float64 {
	each := (n + len(rows) - 1) / len(rows)
	a := build(Site{Chip: seed, Inputs: each})
	wrong := 0
	for _, row := range rows {
		want := randomBits(each, seed, row)
		hold, read := append([]uint64{}, want...), make([]uint64, len(want))
		a.Program(hold, want, row)
		a.Read(read, hold, want, row, 0)
		wrong += differ(read, want)
	}
	return float64(wrong) / float64(each*len(rows))
}
