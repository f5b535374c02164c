package devices

import (
	"math"

	"arraylab/sim/num"
	"arraylab/sim/rng"
)

// MaxPulses is the number of pulses after which a device counts no further: pulses beyond are
// refused and counted as such.
const MaxPulses = 1<<pulseBits - 1

// The state word of a device, lowest bit first: pulses since the last SET, number of SETs
// (modulo 512, it only picks fresh pink noise), a flag, the trap.
const (
	pulseBits = 21
	setBits   = 9
	setUnit   = 1 << pulseBits
	flagBit   = 1 << 30 // BL: the pair's weight is -1. BLb: the pair was never evaluated
	trapBit   = 1 << 31 // the trap is high
	setMask   = (1<<setBits - 1) << pulseBits
)

// quad is four pairs, 208 bytes: the devices BL first in each field, the devices BLb second, so that a
// vector holds one quantity of four pairs. Logarithms are of R over the median R0 of the population.
type quad struct {
	a     [2][4]float32 // ln(R0/median) + C1: the mean without pulses
	m1    [2][4]float32
	m2    [2][4]float32
	tStar [2][4]float32
	ln    [2][4]float32 // ln R as last evaluated, telegraph noise apart, or stale
	state [2][4]uint32
	amp   [4]uint32 // amplitudes of the telegraph noise in units of ampUnit; BL the lower half
}

// cell is one device.
type cell struct {
	q    *quad
	s, l int // side, lane
}

// cell returns device i, counted from the first pair.
func (p *Pairs) cell(i int) cell { return cell{&p.quads[i>>3], i & 1, i >> 1 & 3} }

func (c cell) state() *uint32 { return &c.q.state[c.s&1][c.l&3] }
func (c cell) ln() *float32   { return &c.q.ln[c.s&1][c.l&3] }
func (c cell) a() float32     { return c.q.a[c.s&1][c.l&3] }
func (c cell) amp() float32   { return float32(c.q.amp[c.l&3] >> (16 * (c.s & 1)) & 0xffff) }
func (c cell) pulses() uint32 { return *c.state() & MaxPulses }
func (c cell) high() bool     { return *c.state()&trapBit != 0 }

// stale stands for a ln R that no weight has asked for since the last pulse.
const stale float32 = math.MaxFloat32

// BytesPerPair is the memory of a pair.
const BytesPerPair = 208 / 4

// Pairs is an array of pairs of weak-RESET devices. Pair k holds one binary weight,
// W = sign(R_BL - R_BLb): BL is device 2k, BLb is device 2k+1. A weak RESET raises a resistance, so
// that pulses on BL pull the weight up and pulses on BLb pull it down.
//
// An array holds the pairs First() <= k < First()+Len() of a population, and all methods take a
// pair's number k in that population: its draws follow from it, so a population may be cut into several
// arrays. All methods over a range of pairs [k0, k1) may run at the same time on ranges that do
// not overlap, and give the same bits however the pairs are divided.
type Pairs struct {
	model   WeakReset
	sw      Switches
	streams Streams

	first int // number of the first pair; private methods count from it
	n     int // pairs
	quads []quad

	median  Device
	r0      float64 // ohm, the median that logarithms refer to
	ampUnit float32 // ln R, with the 2^-34 of U1*U2
	trap    [129]trapThresholds
	pink    *pinkTable
	before  int     // pinkBefore
	centre  float64 // taken off the mean of ln R
	high    float64 // probability that the trap of a fresh device is high
}

// ampSteps divides the largest amplitude: an even number, so that the median of a uniform law
// is met exactly.
const ampSteps = 65534

// NewPairs returns the pairs k0 <= k < k1 of a population. Their memory is taken, but Init must
// run over all of them before anything else. The model must be valid.
func NewPairs(model WeakReset, sw Switches, streams Streams, k0, k1 int) *Pairs {
	p := &Pairs{
		model: model, sw: sw, streams: streams, first: k0,
		n: k1 - k0, quads: make([]quad, (k1-k0+3)/4),
		median: model.Median(), r0: model.R0.Median(),
		pink: newPinkTable(model.PinkScale),
	}
	p.before = pinkBefore(sw)
	if sw.centred() {
		p.centre = model.pinkCentre()
	}
	if sw.Stationary {
		p.high = model.trapHigh(sw, 0)
	}
	_, top := model.Amp.Bounds()
	p.ampUnit = float32(top / ampSteps / (1 << 34))
	for i := range p.trap {
		p.trap[i] = model.trapThresholds(i)
	}
	return p
}

// First returns the number of the first pair that is held.
func (p *Pairs) First() int { return p.first }

// Len returns the number of pairs that are held.
func (p *Pairs) Len() int { return p.n }

// Init makes the devices of the pairs [k0, k1) anew: no pulses, resistances R0, random signs.
func (p *Pairs) Init(k0, k1 int) {
	k0, k1 = k0-p.first, k1-p.first
	for k := k0; k < k1; k += initChunk {
		p.makeDevices(2*k, 2*min(k+initChunk, k1))
	}
	for k := k0; k < k1; k++ {
		if p.streams.negative(uint64(p.first + k)) {
			*p.cell(2 * k).state() = flagBit
		}
		*p.cell(2*k + 1).state() = flagBit
		p.freshTraps(k)
	}
}

// freshTraps draws the traps of a pair whose devices have no pulses, where they are not all low. It is asked for every
// pair: what is rare is a function of its own, so that the question costs no call.
func (p *Pairs) freshTraps(k int) {
	if p.high != 0 {
		p.throwTraps(k)
	}
}

func (p *Pairs) throwTraps(k int) {
	for i := 2 * k; i < 2*k+2; i++ {
		state := p.cell(i).state()
		u := p.streams.Fresh.Block(uint64(2*p.first+i), uint64(*state&setMask>>pulseBits))[0]
		if *state &^= trapBit; rng.Uniform(u) < p.high {
			*state |= trapBit
		}
	}
}

// still is ln R of a device without pulses, stale where it has noise.
func (p *Pairs) still(c cell) float32 {
	if p.sw.centred() {
		return stale
	}
	return c.a()
}

// initChunk is how many pairs are made together.
const initChunk = 32

// makeDevices makes the devices [i0, i1), at most those of initChunk pairs.
func (p *Pairs) makeDevices(i0, i1 int) {
	var a, b [8 * initChunk]uint32
	if p.sw.D2D {
		p.streams.D2D.Fill(a[:4*(i1-i0)], uint64(2*p.first+i0), 0)
		p.streams.D2D.Fill(b[:4*(i1-i0)], uint64(2*p.first+i0), 1)
	}
	for i := i0; i < i1; i++ {
		at := 4 * (i - i0)
		d := p.model.deviceOf(p.sw, &p.median, (*[4]uint32)(a[at:]), (*[4]uint32)(b[at:]))
		d.C1 -= p.centre
		p.cell(i).begin(d, logRatio(d.R0, p.r0), p.quantize(d.Amp))
	}
}

// begin makes a fresh device; ln is ln(R0/median).
func (c cell) begin(d Device, ln float64, amp uint16) {
	q, s, l := c.q, c.s, c.l
	q.a[s][l], q.ln[s][l] = float32(ln+d.C1), float32(ln)
	q.m1[s][l], q.m2[s][l], q.tStar[s][l] = float32(d.M1), float32(d.M2), float32(d.TStar)
	q.state[s][l] = 0
	q.amp[l] = q.amp[l]&^(0xffff<<(16*s)) | uint32(amp)<<(16*s)
}

// quantize gives an amplitude in units of the largest one over ampSteps.
func (p *Pairs) quantize(amp float64) uint16 {
	_, top := p.model.Amp.Bounds()
	if top == 0 {
		return 0
	}
	return uint16(math.Floor(float64(amp/top*ampSteps) + 0.5))
}

// mean is ln R without noise after t pulses.
func (c cell) mean(t float32) float32 {
	q, s, l := c.q, c.s&1, c.l&3
	if t < q.tStar[s][l] {
		return q.a[s][l] + float32(q.m1[s][l]*t)
	}
	return q.a[s][l] + float32(q.m1[s][l]*q.tStar[s][l]) + float32(q.m2[s][l]*(t-q.tStar[s][l]))
}

// pair returns the two devices of pair k.
func (p *Pairs) pair(k int) (x, y cell) {
	return p.cell(2 * (k - p.first)), p.cell(2*(k-p.first) + 1)
}

// Pulses returns the pulses that the devices of pair k received since their last SET.
func (p *Pairs) Pulses(k int) (bl, blb int) {
	x, y := p.pair(k)
	return int(x.pulses()), int(y.pulses())
}

// Traps tells whether the traps of pair k are high.
func (p *Pairs) Traps(k int) (bl, blb bool) {
	x, y := p.pair(k)
	return x.high(), y.high()
}

// Weight returns the weight of pair k as last evaluated: -1 or +1.
func (p *Pairs) Weight(k int) int8 {
	return 1 - int8(*p.cell(2 * (k - p.first)).state()>>30&1)*2
}

// Weights writes the weights of the pairs from k0 on into w.
func (p *Pairs) Weights(k0 int, w []int8) {
	for i := range w {
		w[i] = p.Weight(k0 + i)
	}
}

// Resistances returns the resistances of pair k in ohm, with the noise of a step: the step that
// was last given to Apply or Program.
func (p *Pairs) Resistances(k int, step uint64) (bl, blb float64) {
	x, y := p.logs(k-p.first, step)
	return p.r0 * num.Exp(float64(x)), p.r0 * num.Exp(float64(y))
}

// LogRatios writes ln(R_BL/R_BLb) of the pairs from k0 on into dst, with the noise of a step.
func (p *Pairs) LogRatios(k0 int, step uint64, dst []float32) {
	for i := range dst {
		x, y := p.logs(k0-p.first+i, step)
		dst[i] = x - y
	}
}

// logs are the logarithms of both resistances over the median R0.
func (p *Pairs) logs(k int, step uint64) (bl, blb float32) {
	x, y := p.cell(2*k), p.cell(2*k+1)
	bl, blb = *x.ln(), *y.ln()
	if bl == stale {
		bl = p.lnOf(2 * k)
	}
	if blb == stale {
		blb = p.lnOf(2*k + 1)
	}
	if p.sw.RTN && (x.high() || y.high()) {
		b := p.streams.Trap.Block(uint64(p.first+k), step)
		bl += p.telegraph(x, b[1])
		blb += p.telegraph(y, b[2])
	}
	return bl, blb
}

// mostUU is the largest product of the telegraph noise's U1 and U2, in units of 2^-34.
const mostUU = float32(float64(0x1ffff) * 0x1ffff)

// telegraph is the telegraph noise of a device in ln R: U1 U2 Amp of a high trap.
func (p *Pairs) telegraph(c cell, u uint32) float32 {
	if !c.high() {
		return 0
	}
	u1, u2 := float32(u>>16<<1|1), float32(u<<1&0x1ffff|1)
	return float32(float32(u1*u2) * float32(p.ampUnit*c.amp()))
}

// Beyond returns how many devices of the pairs [k0, k1) have more pulses than were ever
// measured: their resistance is an extrapolation.
func (p *Pairs) Beyond(k0, k1 int) int {
	n := 0
	for i := 2 * (k0 - p.first); i < 2*(k1-p.first); i++ {
		if int(p.cell(i).pulses()) > p.model.Measured {
			n++
		}
	}
	return n
}
