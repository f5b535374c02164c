package devices

import (
	"encoding/binary"
	"fmt"
)

// Program makes the pairs [k0, k1) anew and stores the weights want[k-k0] (-1 or +1): BL of a +1
// and BLb of a -1 receive that many pulses, 0 to MaxPulses. Then every weight is evaluated once, with
// the telegraph noise of the step. A pair may well read other than wanted: without pulses it does so half of
// the time.
func (p *Pairs) Program(k0, k1 int, want []int8, pulses int, step uint64) Events {
	if pulses < 0 || pulses > MaxPulses {
		panic("devices: Program takes 0 to MaxPulses pulses")
	}
	p.Init(k0, k1)
	trap := p.model.trapThresholds(pulses)
	for j, w := range want[:k1-k0] {
		k := k0 - p.first + j
		side := 0
		if w < 0 {
			side = 1
		}
		pair := p.cells[2*k : 2*k+2 : 2*k+2]
		pair[1].state &^= flagBit
		pair[side].state += uint32(pulses)
		if p.sw.RTN && pulses > 0 {
			pair[side].moveTrap(trap, p.streams.Trap.Block(uint64(p.first+k), step)[0])
		}
		pair[0].ln, pair[1].ln = p.lnOf(2*k), p.lnOf(2*k+1)
		pair[0].decide(p.logs(k, step))
	}
	return Events{Pulses: int64(pulses) * int64(k1-k0)}
}

// StateBytes is the size of a pair's dynamic state.
const StateBytes = 8

// AppendState appends the dynamic state of the pairs [k0, k1) to b: pulses, SETs, trap and weight,
// one little-endian word a device. All else follows from it.
func (p *Pairs) AppendState(b []byte, k0, k1 int) []byte {
	for _, c := range p.cells[2*(k0-p.first) : 2*(k1-p.first)] {
		b = binary.LittleEndian.AppendUint32(b, c.state)
	}
	return b
}

// StateError says that a saved state cannot be that of the pairs.
type StateError struct{ Got, Want int }

func (e *StateError) Error() string {
	return fmt.Sprintf("devices: the state of the devices has %d bytes: it takes %d", e.Got, e.Want)
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
		p.cells[i].state = binary.LittleEndian.Uint32(b[4*(i-2*k0):])
		if !p.sw.RTN {
			p.cells[i].state &^= trapBit
		}
	}
	for k := k0; k < k1; k++ {
		if pair := p.cells[2*k : 2*k+2]; pair[1].state&flagBit == 0 {
			pair[0].ln, pair[1].ln = p.lnOf(2*k), p.lnOf(2*k+1)
		}
	}
	return nil
}
