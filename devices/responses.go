package devices

import (
	"arraylab/sim/num"
	"arraylab/sim/rng"
)

// A Response is the law by which a device moves under pulses, whatever the memory. The state of a
// device is one number, 0 when it is fresh or has just been SET. A pair of devices holds a weight, as in
// Pairs, so that pulses should raise the resistance.
type Response interface {
	// Traits are what device number i is for good; with other places come other draws of the stream.
	Traits(d2d rng.Stream, i uint64) Traits
	// Pulse is the state after n >= 1 more pulses. z is a standard normal number, 0 where the law has no
	// PulseNoise.
	Pulse(t *Traits, state float32, n int, z float64) float32
	// Ln is ln of the resistance over Ohms, without the noise of a read.
	Ln(t *Traits, state float32) float32
	// Ohms is the resistance that Ln refers to.
	Ohms() float64
	// PulseNoise tells whether pulses have noise, which stays in the state.
	PulseNoise() bool
	// ReadNoise is the standard deviation of ln R from one evaluation to the next.
	ReadNoise() float64
	// Measured is the number of pulses up to which the law holds.
	Measured() int
	// MaxState is the largest state.
	MaxState() float32
}

// Traits are the numbers of one device that its Response understands: what its place on the chip decides.
type Traits [4]float32

// ResponseStreams are the independent random streams of one layer's Responses:
//
//	D2D    device i: blocks (i, 0) and (i, 1)
//	Pulse  pair k in step s: block (k, s): word 0 for the pulsed device, word 1 for the one after a SET
//	Read   pair k in step s: block (k, s): word 0 for BL, word 1 for BLb
//	Signs  as in Streams
type ResponseStreams struct{ D2D, Pulse, Read, Signs rng.Stream }

// NewResponseStreams returns the streams of a layer. The seed of the chip decides the devices; the
// first random signs belong to the run's own seed.
func NewResponseStreams(chip, seed uint32, layer int) ResponseStreams {
	return ResponseStreams{
		D2D:   rng.New(chip, rng.Layer(rng.D2D, layer)),
		Pulse: rng.New(chip, rng.Layer(rng.PulseNoise, layer)),
		Read:  rng.New(chip, rng.Layer(rng.PulsedRead, layer)),
		Signs: rng.New(seed, rng.Layer(rng.Signs, layer)),
	}
}

// Responses is an array of pairs of devices that follow any Response: what Pairs is for the weak RESET
// with its noise, and to be used in the same way. A device takes 28 bytes.
type Responses struct {
	law     Response
	streams ResponseStreams
	first   int
	devices []responder // BL and BLb of a pair in turn

	pulseNoise bool
	noise      float64 // sd of ln R from evaluation to evaluation
	near       float32 // two ln R that are this far apart: no noise turns their order
}

// responder is one device.
type responder struct {
	traits Traits
	state  float32
	ln     float32 // ln R without the noise of reading
	count  uint32  // pulses since the last SET, and flagBit in BL where the weight is -1
}

// mostNormal is more than any normal number that is made of 32 random bits.
const mostNormal = 7

// NewResponses returns the pairs k0 <= k < k1 of a layer. Init must run over all of them before
// anything else.
func NewResponses(law Response, streams ResponseStreams, k0, k1 int) *Responses {
	return &Responses{
		law: law, streams: streams, first: k0, devices: make([]responder, 2*(k1-k0)),
		pulseNoise: law.PulseNoise(), noise: law.ReadNoise(), near: float32(2 * mostNormal * law.ReadNoise()),
	}
}

// First returns the number of the first pair that is held.
func (p *Responses) First() int { return p.first }

// Len returns the number of pairs that are held.
func (p *Responses) Len() int { return len(p.devices) / 2 }

// pair returns the two devices of pair k.
func (p *Responses) pair(k int) (bl, blb *responder) {
	two := p.devices[2*(k-p.first) : 2*(k-p.first)+2 : 2*(k-p.first)+2]
	return &two[0], &two[1]
}

// Init makes the devices of the pairs [k0, k1) anew: no pulses, random signs.
func (p *Responses) Init(k0, k1 int) {
	for i := 2 * k0; i < 2*k1; i++ {
		p.devices[i-2*p.first].traits = p.law.Traits(p.streams.D2D, uint64(i))
	}
	p.erase(k0, k1)
}

// erase takes all pulses from the devices of the pairs [k0, k1) and draws their random signs.
func (p *Responses) erase(k0, k1 int) {
	var block [4]uint32
	for k := k0; k < k1; k++ {
		if k&127 == 0 || k == k0 {
			block = p.streams.Signs.Block(uint64(k)>>7, 0)
		}
		x, y := p.pair(k)
		p.set(x)
		p.set(y)
		x.count = block[k>>5&3] >> (k & 31) & 1 * flagBit
		y.count = 0
	}
}

// set brings a device back to its fresh state; its count keeps only the flag.
func (p *Responses) set(d *responder) {
	d.state, d.count = 0, d.count&flagBit
	d.ln = p.law.Ln(&d.traits, 0)
}

// give gives a device n pulses with the noise of a random word and returns how many it refused.
func (p *Responses) give(d *responder, n int, word uint32) (refused int) {
	taken := min(n, MaxPulses-int(d.count&MaxPulses))
	if taken == 0 {
		return n
	}
	z := 0.0
	if p.pulseNoise {
		z = num.InvNorm(rng.Uniform(word))
	}
	d.count += uint32(taken)
	d.state = p.law.Pulse(&d.traits, d.state, taken, z)
	d.ln = p.law.Ln(&d.traits, d.state)
	return n - taken
}

// pulse gives pair k its pulses: n > 0 to BL, n < 0 to BLb. word picks the random word.
func (p *Responses) pulse(k, n int, step uint64, word int, e *Events) {
	d, other := p.pair(k)
	if n < 0 {
		d, n = other, -n
	}
	var block [4]uint32
	if p.pulseNoise {
		block = p.streams.Pulse.Block(uint64(k), step)
	}
	e.Pulses += int64(n)
	e.Refused += int64(p.give(d, n, block[word]))
}

// logs are ln of both resistances with the noise of a step.
func (p *Responses) logs(k int, step uint64) (bl, blb float32) {
	x, y := p.pair(k)
	if p.noise == 0 {
		return x.ln, y.ln
	}
	b := p.streams.Read.Block(uint64(k), step)
	return x.ln + float32(p.noise*num.InvNorm(rng.Uniform(b[0]))),
		y.ln + float32(p.noise*num.InvNorm(rng.Uniform(b[1])))
}

// evaluate finds the weight of pair k anew and tells whether it flipped; equal resistances keep it.
func (p *Responses) evaluate(k int, step uint64) (flipped bool) {
	x, y := p.pair(k)
	bl, blb := x.ln, y.ln
	if d := bl - blb; d <= p.near && d >= -p.near {
		bl, blb = p.logs(k, step)
	}
	before := x.count
	decide(&x.count, bl, blb)
	return x.count != before
}

// ApplyPacked is one optimizer step of the pairs from k0 on, as many as n has: see Pairs.Apply and
// Pairs.ApplyPacked. w may be nil.
func (p *Responses) ApplyPacked(k0 int, step uint64, n []int8, reprogram bool, w []uint64) Events {
	var e Events
	for j, v := range n {
		k := k0 + j
		if v != 0 {
			p.pulse(k, int(v), step, 0, &e)
		}
		if !p.evaluate(k, step) || reprogram && v != 0 && !p.reprogram(k, step, int(v), &e) {
			continue
		}
		e.Flips++
		if w != nil {
			w[j>>6] ^= 1 << (j & 63)
		}
	}
	return e
}

// reprogram SETs both devices of a pair whose weight has just flipped, gives one pulse in the direction
// of v and evaluates. It tells whether the weight is still the flipped one.
func (p *Responses) reprogram(k int, step uint64, v int, e *Events) bool {
	x, y := p.pair(k)
	p.set(x)
	p.set(y)
	e.Sets += 2
	p.pulse(k, max(min(v, 1), -1), step, 1, e)
	return !p.evaluate(k, step)
}

// Program stores the weights want[k-k0] (-1 or +1) in the pairs [k0, k1): see Pairs.Program.
func (p *Responses) Program(k0, k1 int, want []int8, pulses int, step uint64) Events {
	if pulses < 0 || pulses > MaxPulses {
		panic("devices: Program takes 0 to MaxPulses pulses")
	}
	var e Events
	p.erase(k0, k1)
	for k := k0; k < k1; k++ {
		if pulses > 0 {
			p.pulse(k, pulses*int(want[k-k0]), step, 0, &e)
		}
		p.evaluate(k, step)
	}
	return e
}
