package devices

import "arraylab/sim/rng"

// Single follows one device through its pulses, straight from the equations: the slow reference
// of Pairs, and the device by itself for a curve on a page. It draws what device number I of the
// same streams draws.
type Single struct {
	Model    WeakReset
	Switches Switches
	Streams  Streams
	Device   Device
	I        uint64 // number of the device

	T    int  // pulses since the last SET
	Sets int  // SETs so far
	High bool // the trap is high
}

// NewSingle returns device number i, without pulses.
func NewSingle(model WeakReset, sw Switches, streams Streams, i uint64) *Single {
	s := &Single{Model: model, Switches: sw, Streams: streams, I: i,
		Device: model.device(sw, model.Median(), streams.D2D, i)}
	s.fresh()
	return s
}

// fresh draws the trap of a device without pulses: low, unless noise is stationary.
func (s *Single) fresh() {
	s.High = false
	if s.Switches.RTN && s.Switches.Stationary {
		u := s.Streams.Fresh.Block(s.I, uint64(s.Sets&(1<<setBits-1)))[0]
		s.High = rng.Uniform(u) < s.Model.TrapStationary()
	}
}

// Pulse gives n weak-RESET pulses in a step.
func (s *Single) Pulse(n int, step uint64) { s.pulse(n, step, 0) }

// Set brings the device back to its low-resistance state, noise included, and then gives n
// pulses, all in one step.
func (s *Single) Set(n int, step uint64) {
	s.T = 0
	s.Sets++
	s.fresh()
	s.pulse(n, step, 3)
}

func (s *Single) pulse(n int, step uint64, word int) {
	if n == 0 {
		return
	}
	s.T += n
	if s.Switches.RTN {
		u := s.Streams.Trap.Block(s.I/2, step)[word]
		s.High = rng.Uniform(u) < s.Model.TrapHigh(s.High, n)
	}
}

// W returns ln(R/R0) with the telegraph noise of a step.
func (s *Single) W(step uint64) float64 {
	w := s.Device.WMean(float64(s.T))
	if s.Switches.RTN {
		w += s.telegraph(step)
	}
	if s.Switches.Pink {
		w += float64(s.Model.PinkScale * s.pink())
	}
	if s.Switches.centred() {
		w -= s.Model.pinkCentre()
	}
	return w
}

// R returns the resistance in ohm with the telegraph noise of a step.
func (s *Single) R(step uint64) float64 { return s.Device.Resistance(s.W(step)) }

// telegraph is U1 U2 Amp while the trap is high.
func (s *Single) telegraph(step uint64) float64 {
	if !s.High {
		return 0
	}
	u := s.Streams.Trap.Block(s.I/2, step)[1+s.I%2]
	return uniform16(u>>16) * uniform16(u&0xffff) * s.Device.Amp
}

// pink filters the uniform numbers of the last pulses, and of as many before the first where the filter starts full.
func (s *Single) pink() float64 {
	sum, drawn, last := 0.0, -1, s.T+pinkBefore(s.Switches)
	var block [4]uint32
	for k, b := range PinkWeights() {
		j := last - k
		if j < 1 {
			break
		}
		if j/8 != drawn {
			drawn = j / 8
			block = s.Streams.Pink.Block(s.I, uint64(s.Sets&(1<<setBits-1))<<32|uint64(drawn))
		}
		sum += float64(b * uniform16(block[j%8/2]>>(16*(j%2))&0xffff))
	}
	return sum
}

// uniform16 is the middle of part u of the 2^16 equal parts of (0,1).
func uniform16(u uint32) float64 { return (float64(u) + 0.5) / (1 << 16) }
