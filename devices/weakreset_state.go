package devices

import (
	"encoding/binary"
	"fmt"
)

// Program stores the weights want[k-k0] (-1 or +1) in the pairs [k0, k1), which Init has made: they
// are as if fresh, BL of a +1 and BLb of a -1 receive that many pulses, 0 to MaxPulses, and every
// weight is evaluated once, with the telegraph noise of the step. A pair may well read other than
// wanted: without pulses it does so half of the time.
func (p *Pairs) Program(k0, k1 int, want []int8, pulses int, step uint64) Events {
	if pulses < 0 || pulses > MaxPulses {
		panic("devices: Program takes 0 to MaxPulses pulses")
	}
	p.erase(k0-p.first, k1-p.first)
	s := scratch{step: step}
	trap := p.model.trapThresholds(pulses)
	for from := 0; from < k1-k0; from += chunk {
		s.n, s.k = want[from:min(from+chunk, k1-k0)], k0-p.first+from
		p.programChunk(&s, uint32(pulses), trap)
	}
	return Events{Pulses: int64(pulses) * int64(k1-k0)}
}

// programChunk programs the pairs of a chunk, s.n being their wanted weights.
func (p *Pairs) programChunk(s *scratch, pulses uint32, trap trapThresholds) {
	for j := range s.n {
		s.listed[j] = uint32(j)
	}
	listed := s.listed[:len(s.n)]
	p.drawTraps(s, len(listed))
	for j, w := range s.n {
		if pulses == 0 {
			break
		}
		c := p.cell(2*(s.k+j) + int(uint8(w)>>7))
		*c.state() += pulses
		if p.sw.RTN {
			*c.state() = trap.move(*c.state(), s.words[j])
		}
		if *c.ln() = stale; !p.sw.Pink {
			*c.ln() = c.mean(float32(pulses))
		}
	}
	p.evaluate(s)
}

// erase takes all pulses from the devices of the pairs [k0, k1), counted from the first one, and
// draws their random signs; their means stand where their resistances are.
func (p *Pairs) erase(k0, k1 int) {
	var block [4]uint32
	for k := k0; k < k1; k++ {
		if g := uint64(p.first + k); g&127 == 0 || k == k0 {
			block = p.streams.Signs.Block(g>>7, 0)
		}
		x, y := p.cell(2*k), p.cell(2*k+1)
		g := uint32(p.first + k)
		*x.state(), *y.state() = block[g>>5&3]>>(g&31)&1*flagBit, 0
		*x.ln(), *y.ln() = p.still(x), p.still(y)
		p.freshTraps(k)
	}
}

// Switch turns the noise on or off as sw says, and reports whether the devices stay what they are:
// other devices must be made by NewPairs and Init.
func (p *Pairs) Switch(sw Switches) bool {
	if sw.Curve != p.sw.Curve || sw.D2D != p.sw.D2D || (sw.Stationary || p.sw.Stationary) && sw != p.sw {
		return false
	}
	p.sw = sw
	return true
}

// StateBytes is the size of a pair's dynamic state.
const StateBytes = 8

// StateSize is StateBytes.
func (p *Pairs) StateSize() int { return StateBytes }

// AppendState appends the dynamic state of the pairs [k0, k1) to b: pulses, SETs, trap and weight,
// one little-endian word a device. All else follows from it.
func (p *Pairs) AppendState(b []byte, k0, k1 int) []byte {
	for i := 2 * (k0 - p.first); i < 2*(k1-p.first); i++ {
		b = binary.LittleEndian.AppendUint32(b, *p.cell(i).state())
	}
	return b
}

// StateError says that a saved state cannot be that of the pairs.
type StateError struct{ Got, Want int }

func (e *StateError) Error() string {
	return fmt.Sprintf("devices: the state of the devices has %d bytes: it takes %d", e.Got, e.Want)
}

// CheckState takes any words, two a pair: each is a state.
func (p *Pairs) CheckState(b []byte) error { return wholePairs(b, StateBytes) }

// wholePairs tells whether a state has a whole number of pairs of so many bytes.
func wholePairs(b []byte, size int) error {
	if over := len(b) % size; over != 0 {
		return &StateError{len(b), len(b) - over}
	}
	return nil
}

// Restore makes the pairs [k0, k1) as AppendState found them. A state of another length gives a
// *StateError and changes nothing.
func (p *Pairs) Restore(k0, k1 int, b []byte) error {
	if want := StateBytes * (k1 - k0); len(b) != want {
		return &StateError{len(b), want}
	}
	p.Init(k0, k1)
	k0, k1 = k0-p.first, k1-p.first
	for i := 2 * k0; i < 2*k1; i++ {
		state := p.cell(i).state()
		*state = binary.LittleEndian.Uint32(b[4*(i-2*k0):])
		if !p.sw.RTN {
			*state &^= trapBit
		}
	}
	for k := k0; k < k1; k++ {
		if x, y := p.cell(2*k), p.cell(2*k+1); *y.state()&flagBit == 0 {
			*x.ln(), *y.ln() = p.lnOf(2*k), p.lnOf(2*k+1)
		}
	}
	return nil
}
