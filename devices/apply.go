package devices

// Events count what happened to pairs: the ledger that energies per event will be booked on.
type Events struct {
	Pulses  int64 // weak-RESET pulses
	Sets    int64 // devices that were SET
	Flips   int64 // weights that changed their sign
	Refused int64 // pulses that a device at MaxPulses did not count
}

// Add adds other events.
func (e *Events) Add(o Events) {
	e.Pulses += o.Pulses
	e.Sets += o.Sets
	e.Flips += o.Flips
	e.Refused += o.Refused
}

// chunk is how many pairs are treated together: what they need stays in the first-level cache.
const chunk = 128

// scratch is what a chunk works in. Pairs are numbered within the chunk.
type scratch struct {
	n         []int8            // pulses of each pair
	k         int               // first pair
	step      uint64            // of the optimizer
	reprogram bool              // SET what flips
	flips     [2]uint64         // a bit for each weight that flipped
	events    Events            // so far
	listed    [chunk]uint32     // pairs whose weight may change
	unsure    [chunk]int32      // of those, places in listed that need their exact resistances
	words     [4 * chunk]uint32 // telegraph words of the listed pairs, word by word
	plane     int               // their number for each word
	pink      pinkScratch
}

// Apply is one optimizer step of the pairs [k0, k1): n[k-k0] > 0 gives that many weak-RESET pulses
// to BL, n < 0 gives |n| to BLb. Then every weight is evaluated anew with the telegraph noise of
// this step, pulsed or not; equal resistances keep the weight. With reprogram, a pulsed pair whose weight
// flips is SET, both devices, receives one pulse in the direction of the update and is evaluated
// again. The weights go to w[k-k0], unless w
// is nil; w may be n itself. Steps are numbered by the caller and must not repeat.
func (p *Pairs) Apply(k0, k1 int, step uint64, n []int8, reprogram bool, w []int8) Events {
	e := p.ApplyPacked(k0, step, n[:k1-k0], reprogram, nil)
	if w != nil {
		p.Weights(k0, w[:k1-k0])
	}
	return e
}

// ApplyPacked is Apply for the pairs from k0 on, as many as n has. Bit j of the words w is 1 where
// the weight of pair k0+j is +1: it must hold the weights as last evaluated, and those that flip
// are flipped in it. w may be nil.
func (p *Pairs) ApplyPacked(k0 int, step uint64, n []int8, reprogram bool, w []uint64) Events {
	s := scratch{step: step, reprogram: reprogram}
	for from := 0; from < len(n); from += chunk {
		s.n, s.k = n[from:min(from+chunk, len(n))], k0-p.first+from
		s.flips = [2]uint64{}
		p.applyChunk(&s)
		if w != nil {
			flip(w[from/64:], &s.flips)
		}
	}
	return s.events
}

// flip applies the flips of a chunk.
func flip(w []uint64, flips *[2]uint64) {
	w[0] ^= flips[0]
	if flips[1] != 0 {
		w[1] ^= flips[1]
	}
}

func (p *Pairs) applyChunk(s *scratch) {
	listed := p.list(s)
	if len(listed) == 0 {
		return
	}
	p.drawTraps(s, len(listed))
	unsure := p.decideByBounds(s, listed)
	if len(unsure) == 0 {
		return
	}
	p.refresh(s, unsure)
	for _, i := range unsure {
		p.decideExactly(s, int(i))
	}
}

// list finds the pairs whose weight may change in this step: those with pulses, those that were
// never evaluated, and those with a high trap whose resistances come so near that noise decides. A
// pair whose resistance is stale was told from bounds that still hold.
func (p *Pairs) list(s *scratch) []uint32 {
	cells := p.cells[2*s.k : 2*(s.k+len(s.n))]
	listed := 0
	for j, v := range s.n {
		x, y := &cells[2*j], &cells[2*j+1]
		pulsed := uint32(int32(v)|-int32(v)) >> 31
		near := x.exact() & y.exact() & ((x.state | y.state) >> 31)
		s.listed[listed&(chunk-1)] = uint32(j)
		listed += int(pulsed | near | y.state>>30&1)
	}
	return s.listed[:listed]
}

// drawTraps draws the telegraph words of the listed pairs.
func (p *Pairs) drawTraps(s *scratch, listed int) {
	n := (listed + 7) &^ 7 // whole vectors
	s.plane = n
	if p.sw.RTN {
		for i := listed; i < n; i++ {
			s.listed[i] = s.listed[listed-1]
		}
		p.streams.Trap.Words(s.words[:4*n], uint64(p.first+s.k), s.listed[:n], s.step)
	}
}

// decideByBounds gives the pulses, and evaluates the pairs whose weight does not depend on where
// the pink and the telegraph noise lie between their bounds. It returns the places of the others.
func (p *Pairs) decideByBounds(s *scratch, listed []uint32) []int32 {
	unsure := 0
	for i, j := range listed {
		k := s.k + int(j)
		pair := p.cells[2*k : 2*k+2 : 2*k+2]
		x, y := &pair[0], &pair[1]
		before := x.state
		if y.state&flagBit != 0 {
			firstMeans(x, y)
		}
		if v := s.n[j]; v > 0 {
			p.pulse(s, x, uint32(v), i)
		} else if v < 0 {
			p.pulse(s, y, uint32(-int32(v)), i)
		}
		if !p.sureByBounds(x, y, 2*k) {
			s.unsure[unsure&(chunk-1)] = int32(i)
			unsure++
			continue
		}
		if (x.state^before)&flagBit != 0 {
			p.flipped(s, int(j))
		}
	}
	return s.unsure[:unsure]
}

// sureByBounds sets the weight of a pair whose first device is number i, where it does not depend
// on the noise, and tells whether that is so.
func (p *Pairs) sureByBounds(x, y *cell, i int) bool {
	xlo, xhi := p.bounds(x, i)
	ylo, yhi := p.bounds(y, i+1)
	switch {
	case xlo > yhi:
		x.state &^= flagBit
	case xhi < ylo:
		x.state |= flagBit
	default:
		return false
	}
	return true
}

// firstMeans brings a pair that was never evaluated to its means.
func firstMeans(x, y *cell) {
	y.state &^= flagBit
	for _, c := range [2]*cell{x, y} {
		if c.state&MaxPulses == 0 {
			c.ln = c.a
		}
	}
}

// pulse gives a device pulses and moves its trap by the word at a place of the list.
func (p *Pairs) pulse(s *scratch, c *cell, pulses uint32, at int) {
	taken := min(pulses, MaxPulses-c.state&MaxPulses)
	s.events.Pulses += int64(pulses)
	s.events.Refused += int64(pulses - taken)
	c.state += taken
	if p.sw.RTN {
		c.moveTrap(p.trap[pulses], s.words[at])
	}
	c.ln = stale
	if !p.sw.Pink {
		c.ln = c.mean(float32(c.state & MaxPulses))
	}
}

// moveTrap draws the trap after pulses with the word u.
func (c *cell) moveTrap(t trapThresholds, u uint32) {
	limit := t.fromLow
	if c.state&trapBit != 0 {
		limit = t.fromHigh
	}
	c.state &^= trapBit
	if u < limit {
		c.state |= trapBit
	}
}

// bounds returns between which values the noise can put ln R of device i. Each step of the sums
// that make ln R is rounded, and rounding keeps order, so the bounds hold to the last bit.
func (p *Pairs) bounds(c *cell, i int) (lo, hi float32) {
	lo, hi = c.ln, c.ln
	if lo == stale {
		t := c.state & MaxPulses
		lo = c.mean(float32(t))
		hi = lo + p.pink.most[min(t, PinkTaps)]
	}
	if c.state&trapBit != 0 {
		hi += float32(mostUU * float32(p.ampUnit*float32(p.amp[i])))
	}
	return lo, hi
}

// decideExactly evaluates the pair at a place of the list.
func (p *Pairs) decideExactly(s *scratch, at int) {
	j := s.listed[at]
	k := s.k + int(j)
	x, y := &p.cells[2*k], &p.cells[2*k+1]
	before := x.state
	x.decide(x.ln+p.telegraph(2*k, s.words[s.plane+at]), y.ln+p.telegraph(2*k+1, s.words[2*s.plane+at]))
	if x.state != before {
		p.flipped(s, int(j))
	}
}

// decide sets the weight of a pair, kept in the state of its BL.
func (c *cell) decide(bl, blb float32) {
	if bl > blb {
		c.state &^= flagBit
	} else if bl < blb {
		c.state |= flagBit
	}
}

// flipped books pair j of the chunk, whose weight has just flipped, and programs it anew where that is
// the rule.
func (p *Pairs) flipped(s *scratch, j int) {
	if v := s.n[j]; s.reprogram && v != 0 {
		x := &p.cells[2*(s.k+j)]
		flag := x.state & flagBit
		p.reprogram(s.k+j, s.step, v)
		s.events.Sets += 2
		s.events.Pulses++
		if x.state&flagBit != flag {
			return
		}
	}
	s.events.Flips++
	s.flips[j>>6&1] ^= 1 << (j & 63)
}

// reprogram SETs both devices of a pair, gives one pulse in the direction of v and evaluates.
func (p *Pairs) reprogram(k int, step uint64, v int8) {
	pair := p.cells[2*k : 2*k+2 : 2*k+2]
	for i := range pair {
		c := &pair[i]
		c.state = (c.state+setUnit)&setMask | c.state&flagBit
		c.ln = c.a
	}
	side := 0
	if v < 0 {
		side = 1
	}
	pair[side].state++
	if p.sw.RTN {
		pair[side].moveTrap(p.trap[1], p.streams.Trap.Block(uint64(p.first+k), step)[3])
	}
	pair[1].state &^= flagBit
	pair[side].ln = p.lnOf(2*k + side)
	pair[0].decide(p.logs(k, step))
}
