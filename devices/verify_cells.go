package devices

// Cells that are verified. A write after the first draws the part of ln R that is of a write anew, for both devices of
// a pair: write number t of weight i in row o takes the words of block (i/2, t 2^32 + o) of the stream of writes.
// Checks come at once: before drift, and without the noise of reads.

// verified puts the cells under verification.
func (c *cells) verified() *cells {
	if c.verify.tries > 0 {
		check := *c
		check.mean = c.fresh
		check.dead += c.verify.margin // what is undecided within the margin has not passed
		c.check = &check
	}
	return c
}

// spared puts spare rows beside the cells; what is replaced follows from the devices that are stuck from the start.
func (c *cells) spared(v *Values, site Site) *cells {
	fresh := *c
	fresh.stuck = [2]float64{stuckLRS.Of(v), stuckHRS.Of(v)}
	c.spares = newSpares(v, site, c.tile, fresh.stuck != [2]float64{}, fresh.faults)
	for _, row := range c.rows {
		row.spares = c.spares
	}
	return c
}

// faults counts the stuck devices of a place.
func (c *cells) faults(place uint64) (n int) {
	u := make([]uint32, (c.inputs+1)/2*4)
	c.streams.stuck.Fill(u, 0, place)
	w := words{}
	for device, x := range u[:2*c.inputs] {
		w.stuck[0] = x
		if (c.pair || device%2 == 0) && c.isStuck(&w, 0) {
			n++
		}
	}
	return n
}

// settle replaces the words of writes of n weights by those of the last write that each of them gets, and counts.
func (c *cells) settle(w *words, word uint64, offsets []float64, i0, n, row int) (t Tally) {
	if c.check == nil {
		return t
	}
	safe := c.check.safe(w, word, offsets, i0, n, boundSlack)
	for k := range n {
		t.Checks++
		if safe>>k&1 == 1 {
			continue
		}
		bit, o := int(word>>k&1), offsetAt(offsets, i0+k)
		for number := 1; !c.check.passes(w, k, bit, o); number++ {
			t.again(uint64(bit), 1)
			c.rewrite(w, k, i0+k, row, number)
			if number == c.verify.tries {
				break
			}
			t.Checks++
		}
	}
	return t
}

// passes tells whether weight k passes as a bit, under an amplifier of an offset.
func (c *cells) passes(w *words, k, bit int, o float64) bool {
	bl, blb := c.logRs(w, k, bit)
	return !c.late(bl, blb) && c.answer(blb-bl, o) == 2*bit-1
}

// rewrite draws the words of write number t of weight k of the words, the i-th of a row.
func (c *cells) rewrite(w *words, k, i, row, t int) {
	if c.c2c == [2]float64{} {
		return
	}
	b := c.streams.c2c.Block(uint64(i/2), uint64(t)<<32|uint64(row))
	copy(w.c2c[2*k:2*k+2], b[i%2*2:])
}
