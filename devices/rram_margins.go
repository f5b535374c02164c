package devices

import "arraylab/sim/rng"

// safe marks the weights of a word that are surely read as stored, by bounds on their random numbers, whatever moves
// ln R by less than slack.
func (c *cells) safe(w *words, word uint64, offsets []float64, i0, n int, slack float64) (safe uint64) {
	for k := range n {
		bit := int(word >> (k & 63) & 1)
		o := offsetAt(offsets, i0+k)
		if bit == 0 {
			o = -o
		}
		margin, fast := c.pairMargin(w, k&63, bit, slack)
		if !c.pair {
			margin, fast = c.singleMargin(w, k&63, bit)
		}
		if fast && margin+o > c.dead+slack {
			safe |= 1 << (k & 63)
		}
	}
	return safe
}

// pairMargin bounds from below the margin of weight k in favour of its bit, and tells whether the
// amplifier surely answers in time.
func (c *cells) pairMargin(w *words, k, bit int, slack float64) (margin float64, inTime bool) {
	low, high := 2*k+1-bit, 2*k+bit // the devices that should be in LRS and in HRS
	if c.isStuck(w, low) || c.isStuck(w, high) {
		return 0, false
	}
	top, bottom := c.mostLRS(w, low), c.leastHRS(w, high)
	top, bottom = w.behindWires(top), w.behindWires(bottom)
	return bottom - top, top < c.timeout-slack
}

// singleMargin is the same for one device against the reference.
func (c *cells) singleMargin(w *words, k, bit int) (margin float64, inTime bool) {
	if c.isStuck(w, 2*k) {
		return 0, false
	}
	if bit == 1 {
		return c.reference - w.behindWires(c.mostLRS(w, 2*k)), true
	}
	return w.behindWires(c.leastHRS(w, 2*k)) - c.reference, true
}

// mostLRS bounds ln R of a device in LRS from above, leastHRS that of one in HRS from below.
func (c *cells) mostLRS(w *words, device int) float64 {
	return c.mean[lrs] + float64(c.d2d[lrs]*above(w.d2d[2*device])) + float64(c.c2c[lrs]*above(w.c2c[device]))
}

func (c *cells) leastHRS(w *words, device int) float64 {
	return c.mean[hrs] + float64(c.d2d[hrs]*below(w.d2d[2*device+1])) + float64(c.c2c[hrs]*below(w.c2c[device]))
}

// isStuck tells whether a device is stuck in one of the states.
func (c *cells) isStuck(w *words, device int) bool {
	if c.stuck == [2]float64{} {
		return false
	}
	u := rng.Uniform(w.stuck[device])
	return u < c.stuck[lrs] || u > 1-c.stuck[hrs]
}
