package devices

import "arraylab/sim/rng"

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

// chunk is how many pairs are treated together: their random words fill the first-level cache
// to a quarter.
const chunk = 128

// scratch is what a chunk works in.
type scratch struct {
	trap   [4 * chunk]uint32     // telegraph words of each pair
	pulsed [chunk]int32          // devices that received pulses
	at     [3 * chunk]rng.Index  // pink blocks of those
	pink   [3 * 4 * chunk]uint32 // their words
}

// Apply is one optimizer step of the pairs [k0, k1): n[k-k0] > 0 gives that many weak-RESET pulses
// to BL, n < 0 gives |n| to BLb. Then every weight is evaluated anew with the telegraph noise of
// this step, pulsed or not; equal resistances keep the weight. With reprogram, a pulsed pair whose weight
// flips is SET, both devices, receives one pulse in the direction of the update and is evaluated
// again. The weights go to w[k-k0], unless w
// is nil; w may be n itself. Steps are numbered by the caller and must not repeat.
func (p *Pairs) Apply(k0, k1 int, step uint64, n []int8, reprogram bool, w []int8) Events {
	var s scratch
	var e Events
	for k := k0; k < k1; k += chunk {
		m := min(chunk, k1-k)
		e.Add(p.applyChunk(&s, k-p.first, step, n[k-k0:k-k0+m], reprogram))
	}
	if w != nil {
		p.Weights(k0, w[:k1-k0])
	}
	return e
}

func (p *Pairs) applyChunk(s *scratch, k int, step uint64, n []int8, reprogram bool) Events {
	if p.sw.RTN {
		p.streams.Trap.Fill(s.trap[:4*len(n)], uint64(p.first+k), step)
	}
	var e Events
	pulsed := p.count(s, k, n, &e)
	p.refresh(s, pulsed)
	p.evaluate(s, k, step, n, reprogram, &e)
	return e
}

// count adds the pulses to the devices' state words, moves their traps, and lists them. The
// devices without any pulse so far go to their mean.
func (p *Pairs) count(s *scratch, k int, n []int8, e *Events) []int32 {
	cells := p.cells[2*k : 2*(k+len(n))]
	listed := 0
	for j, v := range n {
		pair := cells[2*j : 2*j+2 : 2*j+2]
		pair[1].state &^= flagBit
		for side := range pair {
			if c := &pair[side]; c.state&MaxPulses == 0 {
				c.ln = c.a
			}
		}
		if v == 0 {
			continue
		}
		side, pulses := 0, uint32(v)
		if v < 0 {
			side, pulses = 1, uint32(-int32(v))
		}
		c := &pair[side]
		taken := min(pulses, MaxPulses-c.state&MaxPulses)
		e.Pulses += int64(pulses)
		e.Refused += int64(pulses - taken)
		c.state += taken
		if p.sw.RTN {
			c.moveTrap(p.trap[pulses], s.trap[4*j])
		}
		s.pulsed[listed] = int32(2*j + side)
		listed++
	}
	for i := range listed {
		s.pulsed[i] += int32(2 * k)
	}
	return s.pulsed[:listed]
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

// refresh evaluates ln R of the listed devices, which have at least one pulse.
func (p *Pairs) refresh(s *scratch, devices []int32) {
	if !p.sw.Pink {
		for _, i := range devices {
			c := &p.cells[i]
			c.ln = c.mean(float32(c.state & MaxPulses))
		}
		return
	}
	at := s.at[:3*len(devices)]
	for d, i := range devices {
		_, j := p.cells[i].pinkAt()
		three := at[3*d : 3*d+3 : 3*d+3]
		i := uint64(2*p.first) + uint64(i)
		three[0] = rng.Index{I: i, J: j}
		three[1] = rng.Index{I: i, J: j + 1}
		three[2] = rng.Index{I: i, J: j + 2}
	}
	words := s.pink[:12*len(devices)]
	p.streams.Pink.Gather(words, at)
	for d, i := range devices {
		c := &p.cells[i]
		t := c.state & MaxPulses
		row, _ := pinkPlace(int(t))
		c.ln = c.mean(float32(t)) + p.pink.rows[row].sum(words[12*d:12*d+12])
	}
}

// evaluate compares the resistances of each pair.
func (p *Pairs) evaluate(s *scratch, k int, step uint64, n []int8, reprogram bool, e *Events) {
	for j, v := range n {
		x, y := &p.cells[2*(k+j)], &p.cells[2*(k+j)+1]
		bl, blb := x.ln, y.ln
		if (x.state|y.state)&trapBit != 0 {
			bl += p.telegraph(2*(k+j), s.trap[4*j+1])
			blb += p.telegraph(2*(k+j)+1, s.trap[4*j+2])
		}
		before := x.state
		x.decide(bl, blb)
		if x.state == before {
			continue
		}
		if reprogram && v != 0 {
			p.reprogram(k+j, step, v)
			e.Sets += 2
			e.Pulses++
			if x.state&flagBit == before&flagBit {
				continue
			}
		}
		e.Flips++
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

// lnOf evaluates ln R of device i from its state, telegraph noise apart.
func (p *Pairs) lnOf(i int) float32 {
	c := &p.cells[i]
	t := c.state & MaxPulses
	if t == 0 {
		return c.a
	}
	ln := c.mean(float32(t))
	if p.sw.Pink {
		row, j := c.pinkAt()
		var words [12]uint32
		for b := range 3 {
			block := p.streams.Pink.Block(uint64(2*p.first+i), j+uint64(b))
			copy(words[4*b:], block[:])
		}
		ln += p.pink.rows[row].sum(words[:])
	}
	return ln
}

// pinkAt returns the row of the pink table and the first block for a device with pulses.
func (c *cell) pinkAt() (row int, j uint64) {
	row, block := pinkPlace(int(c.state & MaxPulses))
	return row, uint64(c.state&setMask)<<(32-pulseBits) | uint64(block)
}
