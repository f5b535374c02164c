package devices

import (
	"arraylab/sim/num"
	"arraylab/sim/rng"
)

// cells is an Array of resistive devices under sense amplifiers: a pair of devices a weight, or one device
// against a reference. +1 is LRS in BL and HRS in BLb, -1 the other way round; a single device is BL alone. Rows
// are neurons, and each column of a tile has an amplifier. Its draws, of weight i in row o:
//
//	CellD2D  block (i, o): BL in LRS, BL in HRS, BLb in LRS, BLb in HRS
//	CellC2C  block (i/2, o): words 2(i mod 2) and the next, BL and BLb
//	Stuck    likewise, in the place of the row's stuck devices (spares); low words are stuck at LRS, high ones at HRS
//	Offset   block (i/4, o/tile), word i mod 4
//	Fall     block (i, o): to which side a metastable or timed-out amplifier falls, for good
//
// The array is written once, so that its write is number 0 of all; verify_cells.go has those that follow.
type cells struct {
	inputs int
	population
	amplifier
	noise   readNoise
	pair    bool // two devices a weight
	tile    int  // rows that share an amplifier
	wires   Tiles
	streams cellStreams
	first   int         // first tile whose offsets are kept
	offsets [][]float64 // by tile and column; those of other tiles are drawn when asked for
	check   *cells      // the same cells as a check sees them; nil where nothing is verified
	rows    []*cells    // by row of a tile, where they are not worn alike; else nil
	spares  *spares     // where the stuck devices of a row are found
}

type cellStreams struct{ d2d, c2c, stuck, offset, fall rng.Stream }

func newCells(p population, a amplifier, pair bool, tile int, site Site) *cells {
	stream := func(name string) rng.Stream { return rng.New(site.Chip, rng.Layer(name, site.Layer)) }
	c := &cells{
		inputs: site.Inputs, population: p, amplifier: a, pair: pair, tile: tile, first: site.Row0 / tile,
		streams: cellStreams{stream(rng.CellD2D), stream(rng.CellC2C), stream(rng.Stuck), stream(rng.Offset),
			stream(rng.Fall)},
	}
	if a.offset > 0 {
		for t := c.first; t*tile < site.Row1; t++ {
			c.offsets = append(c.offsets, c.drawOffsets(t))
		}
	}
	return c
}

// drawOffsets are those of the amplifiers of a tile's rows.
func (c *cells) drawOffsets(tile int) []float64 {
	u := make([]uint32, (c.inputs+3)/4*4)
	c.streams.offset.Fill(u, 0, uint64(tile))
	o := make([]float64, c.inputs)
	for i := range o {
		o[i] = float64(c.offset * normal(u[i]))
	}
	return o
}

// offsetsOf are those of the amplifiers that read a row; nil for none.
func (c *cells) offsetsOf(row int) []float64 {
	if c.offset == 0 {
		return nil
	}
	if t := row/c.tile - c.first; t >= 0 && t < len(c.offsets) {
		return c.offsets[t]
	}
	return c.drawOffsets(row / c.tile)
}

// words are the random words of up to 64 weights of a row.
type words struct {
	d2d   [4 * 64]uint32
	c2c   [2 * 64]uint32
	stuck [2 * 64]uint32
	// series is the resistance of the wires to the row, in ohm.
	series float64
}

// load draws the words of n weights from the i0-th on, a multiple of 64; what is switched off is left alone.
func (c *cells) load(w *words, i0, n, row int) {
	w.series = c.seriesOf(row)
	if c.d2d != [2]float64{} {
		c.streams.d2d.Fill(w.d2d[:4*n], uint64(i0), uint64(row))
	}
	half := (n + 1) / 2
	if c.c2c != [2]float64{} {
		c.streams.c2c.Fill(w.c2c[:4*half], uint64(i0/2), uint64(row))
	}
	if c.stuck != [2]float64{} {
		c.streams.stuck.Fill(w.stuck[:4*half], uint64(i0/2), c.spares.place(row))
	}
}

// stateOf is the state in which a device is that should be in one: number 2k is BL, 2k+1 BLb of weight k of the words.
func (c *cells) stateOf(w *words, device, state int) int {
	if c.stuck == [2]float64{} {
		return state
	}
	switch u := rng.Uniform(w.stuck[device]); {
	case u < c.stuck[lrs]:
		return lrs
	case u > 1-c.stuck[hrs]:
		return hrs
	}
	return state
}

// logR is the ln R of a device.
func (c *cells) logR(w *words, device, state int) float64 {
	state = c.stateOf(w, device, state)
	x := c.mean[state]
	if s := c.d2d[state]; s > 0 {
		x += float64(s * normal(w.d2d[2*device+state]))
	}
	if s := c.c2c[state]; s > 0 {
		x += float64(s * normal(w.c2c[device]))
	}
	return x
}

// logRs are the ln R of the branches of weight k that should hold a bit, wires included: of BL and BLb, or of BL and
// the reference.
func (c *cells) logRs(w *words, k, bit int) (bl, blb float64) {
	bl = w.behindWires(c.logR(w, 2*k, hrs-bit))
	if !c.pair {
		return bl, c.reference
	}
	return bl, w.behindWires(c.logR(w, 2*k+1, lrs+bit))
}

// behindWires is ln R as the amplifier sees it.
func (w *words) behindWires(x float64) float64 {
	if w.series == 0 {
		return x
	}
	return wired(x, w.series)
}

// Program implements Array.
func (c *cells) Program(hold, want []uint64, row int) (t Tally) {
	c = c.of(row)
	var w words
	offsets := c.offsetsOf(row)
	for i0 := 0; i0 < c.inputs; i0 += 64 {
		n := min(64, c.inputs-i0)
		c.load(&w, i0, n, row)
		word := want[i0/64]
		t.Add(c.settle(&w, word, offsets, i0, n, row))
		safe := c.safe(&w, word, offsets, i0, n, boundSlack)
		for k := range n {
			if safe>>k&1 == 1 {
				continue
			}
			if bit := word >> k & 1; c.sense(&w, k, int(bit), offsets, i0+k, row) != int(bit) {
				word ^= 1 << k
			}
		}
		hold[i0/64] = word
	}
	return t
}

// sense reads weight k of the words, the i-th of the row, in which a bit was stored.
func (c *cells) sense(w *words, k, bit int, offsets []float64, i, row int) int {
	bl, blb := c.logRs(w, k, bit)
	return c.decide(bl, blb, offsetAt(offsets, i), i, row)
}

// offsetAt is the offset of the amplifier of weight i.
func offsetAt(offsets []float64, i int) float64 {
	if offsets == nil {
		return 0
	}
	return offsets[i]
}

// decide is the bit that the amplifier of weight i of a row, of an offset o, makes of its branches.
func (c *cells) decide(bl, blb, o float64, i, row int) int {
	answer := 0
	if !c.late(bl, blb) {
		answer = c.answer(blb-bl, o)
	}
	switch answer {
	case 1:
		return 1
	case -1:
		return 0
	}
	return c.fallen(i, row)
}

// fallen is the bit to which the amplifier of weight i falls where it is not decided.
func (c *cells) fallen(i, row int) int {
	return int(c.streams.fall.Block(uint64(i), uint64(row))[0] >> 31)
}

// Resistances implements Resistive.
func (c *cells) Resistances(bl, blb []float32, want []uint64, row int) {
	c = c.of(row)
	var w words
	offsets := c.offsetsOf(row)
	for i0 := 0; i0 < c.inputs; i0 += 64 {
		n := min(64, c.inputs-i0)
		c.load(&w, i0, n, row)
		c.settle(&w, want[i0/64], offsets, i0, n, row)
		for k := range n {
			x, y := c.logRs(&w, k, int(want[i0/64]>>k&1))
			bl[i0+k], blb[i0+k] = float32(num.Exp(x)), float32(num.Exp(y))
		}
	}
}
