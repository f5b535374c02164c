package devices

// MostEvents bounds each count of events: a float64 holds every whole number below.
const MostEvents = 1 << 53

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
	codes     [chunk]uint32     // what is to be done with each pair
	listed    [chunk]uint32     // pairs that telegraph words are drawn for
	unsure    [chunk]uint32     // pairs whose weight depends on the noise
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
	settle()
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
	if listed := s.list(); len(listed) > 0 {
		p.drawTraps(s, len(listed))
		p.pulse(s, listed)
	}
	p.evaluate(s)
}

// list finds the pairs with pulses.
func (s *scratch) list() []uint32 {
	listed := 0
	for j, v := range s.n {
		s.listed[listed&(chunk-1)] = uint32(j)
		listed += int(uint32(int32(v)|-int32(v)) >> 31)
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

// pulse gives the listed pairs their pulses and moves the traps of the pulsed devices. Which device of a
// pair it is and where its trap stands is chance: there is no branch on it.
func (p *Pairs) pulse(s *scratch, listed []uint32) {
	var given, refused int
	for i, j := range listed {
		v := int32(s.n[j])
		pulses := uint32((v ^ v>>31) - v>>31)
		k := s.k + int(j)
		q, side, l := &p.quads[k>>2], int(uint32(v)>>31)&1, k&3
		state := q.state[side][l]
		taken := min(pulses, MaxPulses-state&MaxPulses)
		given += int(pulses)
		refused += int(pulses - taken)
		state += taken
		if p.sw.RTN {
			state = p.trap[pulses&0xff].move(state, s.words[i&(4*chunk-1)])
		}
		q.state[side][l], q.ln[side][l] = state, stale
		if !p.sw.Pink {
			q.ln[side][l] = cell{q, side, l}.mean(float32(state & MaxPulses))
		}
	}
	s.events.Pulses += int64(given)
	s.events.Refused += int64(refused)
}

// What a survey finds of a pair; zero where its weight stays what it is.
const (
	codeUnsure = 1 << iota // the noise decides
	codeFlip               // the weight is the other one whatever the noise
	codeFirst              // the pair was never evaluated
)

// evaluate finds the weights of the pairs of the chunk.
func (p *Pairs) evaluate(s *scratch) {
	p.survey(s)
	unsure, n := 0, len(s.n)
	found := 0
	for j, code := range s.codes[:n] {
		s.listed[found&(chunk-1)] = uint32(j)
		found += int((code | -code) >> 31)
	}
	for _, j := range s.listed[:found] {
		code := s.codes[j]
		if code&codeFirst != 0 {
			p.firstMeans(s.k + int(j))
			code = p.code(s.k + int(j))
		}
		if code&codeUnsure != 0 {
			s.unsure[unsure&(chunk-1)] = j
			unsure++
		} else if code&codeFlip != 0 {
			*p.cell(2 * (s.k + int(j))).state() ^= flagBit
			p.flipped(s, int(j))
		}
	}
	if unsure > 0 {
		p.refresh(s, s.unsure[:unsure])
		p.decideExactly(s, s.unsure[:unsure])
	}
}

// survey finds the codes of the pairs, four at a time where they lie so.
func (p *Pairs) survey(s *scratch) {
	j, n := min(-s.k&3, len(s.n)), len(s.n)
	for i := range j {
		s.codes[i] = p.code(s.k + i)
	}
	whole := (n - j) &^ 3
	q := (s.k + j) >> 2
	surveyQuads(p.quads[q:q+whole>>2], s.codes[j:j+whole], p.pink.most, p.ampUnit)
	for i := j + whole; i < n; i++ {
		s.codes[i] = p.code(s.k + i)
	}
}

func surveyPlain(quads []quad, codes []uint32, pink, ampUnit float32) {
	for i := range quads {
		for l := range 4 {
			x, y := cell{&quads[i], 0, l}, cell{&quads[i], 1, l}
			codes[4*i+l] = codeOf(x, y, pink, ampUnit)
		}
	}
}

// code surveys one pair.
func (p *Pairs) code(k int) uint32 {
	return codeOf(p.cell(2*k), p.cell(2*k+1), p.pink.most, p.ampUnit)
}

func codeOf(x, y cell, pink, ampUnit float32) uint32 {
	xlo, xhi := x.bounds(pink, ampUnit)
	ylo, yhi := y.bounds(pink, ampUnit)
	flag, first := *x.state()>>30&1, *y.state()>>30&1*codeFirst
	switch {
	case xlo > yhi:
		return flag*codeFlip | first
	case xhi < ylo:
		return (1-flag)*codeFlip | first
	}
	return codeUnsure | first
}

// bounds returns between which values the noise can put ln R. Each step of the sums that make ln R
// is rounded, and rounding keeps order, so the bounds hold to the last bit.
func (c cell) bounds(pink, ampUnit float32) (lo, hi float32) {
	lo, hi = *c.ln(), *c.ln()
	if lo == stale {
		lo = c.mean(float32(c.pulses()))
		hi = lo + pink
	}
	if c.high() {
		hi += float32(mostUU * float32(ampUnit*c.amp()))
	}
	return lo, hi
}

// firstMeans brings a pair that was never evaluated to its means.
func (p *Pairs) firstMeans(k int) {
	*p.cell(2*k + 1).state() &^= flagBit
	for i := 2 * k; i < 2*k+2; i++ {
		if c := p.cell(i); c.pulses() == 0 {
			*c.ln() = p.still(c)
		}
	}
}

// decideExactly evaluates pairs whose resistances are not stale.
func (p *Pairs) decideExactly(s *scratch, unsure []uint32) {
	high := 0
	for _, j := range unsure {
		x, y := p.cell(2*(s.k+int(j))), p.cell(2*(s.k+int(j))+1)
		s.listed[high] = j
		high += int((*x.state() | *y.state()) >> 31)
	}
	if high > 0 {
		p.drawTraps(s, high)
	}
	at := 0
	for _, j := range unsure {
		x, y := p.cell(2*(s.k+int(j))), p.cell(2*(s.k+int(j))+1)
		bl, blb := *x.ln(), *y.ln()
		if (*x.state()|*y.state())&trapBit != 0 {
			bl += p.telegraph(x, s.words[s.plane+at])
			blb += p.telegraph(y, s.words[2*s.plane+at])
			at++
		}
		before := *x.state()
		decide(x.state(), bl, blb)
		if *x.state() != before {
			p.flipped(s, int(j))
		}
	}
}

// decide sets the weight of a pair, kept in the state of its BL.
func decide(state *uint32, bl, blb float32) {
	if bl > blb {
		*state &^= flagBit
	} else if bl < blb {
		*state |= flagBit
	}
}

// flipped books pair j of the chunk, whose weight has just flipped, and programs it anew where that is
// the rule.
func (p *Pairs) flipped(s *scratch, j int) {
	if v := s.n[j]; s.reprogram && v != 0 {
		state := p.cell(2 * (s.k + j)).state()
		flag := *state & flagBit
		p.reprogram(s.k+j, s.step, v)
		s.events.Sets += 2
		s.events.Pulses++
		if *state&flagBit != flag {
			return
		}
	}
	s.events.Flips++
	s.flips[j>>6&1] ^= 1 << (j & 63)
}

// reprogram SETs both devices of a pair, gives one pulse in the direction of v and evaluates.
func (p *Pairs) reprogram(k int, step uint64, v int8) {
	for i := 2 * k; i < 2*k+2; i++ {
		c := p.cell(i)
		*c.state() = (*c.state()+setUnit)&setMask | *c.state()&flagBit
		*c.ln() = p.still(c)
	}
	p.freshTraps(k)
	*p.cell(2*k + 1).state() &^= flagBit
	i := 2 * k
	if v < 0 {
		i++
	}
	c := p.cell(i)
	*c.state()++
	if p.sw.RTN {
		*c.state() = p.trap[1].move(*c.state(), p.streams.Trap.Block(uint64(p.first+k), step)[3])
	}
	*c.ln() = p.lnOf(i)
	bl, blb := p.logs(k, step)
	decide(p.cell(2*k).state(), bl, blb)
}
