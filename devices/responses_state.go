package devices

import (
	"encoding/binary"
	"fmt"
	"math"
	"reflect"

	"arraylab/sim/num"
)

// Weight returns the weight of pair k as last evaluated: -1 or +1.
func (p *Responses) Weight(k int) int8 {
	x, _ := p.pair(k)
	return 1 - int8(x.count>>30&1)*2
}

// Weights writes the weights of the pairs from k0 on into w.
func (p *Responses) Weights(k0 int, w []int8) {
	for i := range w {
		w[i] = p.Weight(k0 + i)
	}
}

// Pulses returns the pulses that the devices of pair k received since their last SET.
func (p *Responses) Pulses(k int) (bl, blb int) {
	x, y := p.pair(k)
	return int(x.count & MaxPulses), int(y.count & MaxPulses)
}

// Traps are those of telegraph noise, which these devices do not have.
func (p *Responses) Traps(int) (bl, blb bool) { return false, false }

// Resistances returns the resistances of pair k in ohm, with the noise of a step.
func (p *Responses) Resistances(k int, step uint64) (bl, blb float64) {
	x, y := p.logs(k, step)
	return ohmsOf(p.law, float64(x)), ohmsOf(p.law, float64(y))
}

// mostLn bounds what an extrapolation makes of ln R where it is turned into ohm, which stay finite.
const mostLn = 60

func ohmsOf(law Response, ln float64) float64 {
	return law.Ohms() * num.Exp(math.Min(math.Max(ln, -mostLn), mostLn))
}

// LogRatios writes ln(R_BL/R_BLb) of the pairs from k0 on into dst, with the noise of a step.
func (p *Responses) LogRatios(k0 int, step uint64, dst []float32) {
	for i := range dst {
		x, y := p.logs(k0+i, step)
		dst[i] = x - y
	}
}

// Beyond returns how many devices of the pairs [k0, k1) have more pulses than their law was
// measured for: their resistance is an extrapolation, or stands still.
func (p *Responses) Beyond(k0, k1 int) int {
	n := 0
	for _, d := range p.devices[2*(k0-p.first) : 2*(k1-p.first)] {
		if int(d.count&MaxPulses) > p.law.Measured() {
			n++
		}
	}
	return n
}

// responseStateBytes is the size of a pair's dynamic state: a state and a count a device.
const responseStateBytes = 16

// StateSize is the size of a pair in AppendState.
func (p *Responses) StateSize() int { return responseStateBytes }

// AppendState appends the dynamic state of the pairs [k0, k1) to b: of each device the bits of its state
// and its count with the sign of the weight, little-endian. All else follows from the place.
func (p *Responses) AppendState(b []byte, k0, k1 int) []byte {
	for _, d := range p.devices[2*(k0-p.first) : 2*(k1-p.first)] {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(d.state))
		b = binary.LittleEndian.AppendUint32(b, d.count)
	}
	return b
}

// SavedError says that a saved device has a state that its law does not know.
type SavedError struct {
	Device int // number among those that were saved together
	State  float32
	Most   float32
}

func (e *SavedError) Error() string {
	return fmt.Sprintf("devices: the saved state %g of device %d is not allowed: it takes 0 to %g", e.State,
		e.Device, e.Most)
}

// CheckState takes states that the law knows, counted from the first device there.
func (p *Responses) CheckState(b []byte) error {
	if err := wholePairs(b, responseStateBytes); err != nil {
		return err
	}
	for i := range len(b) / 8 {
		if s := savedState(b, i); !(s >= 0 && s <= p.law.MaxState()) {
			return &SavedError{i, s, p.law.MaxState()}
		}
	}
	return nil
}

// savedState is the state of device i of those in b.
func savedState(b []byte, i int) float32 {
	return math.Float32frombits(binary.LittleEndian.Uint32(b[8*i:]))
}

// Restore makes the pairs [k0, k1) as AppendState found them. Bytes that cannot be such a state give a
// *StateError or a *SavedError and change nothing.
func (p *Responses) Restore(k0, k1 int, b []byte) error {
	if want := responseStateBytes * (k1 - k0); len(b) != want {
		return &StateError{len(b), want}
	}
	if err := p.CheckState(b); err != nil {
		return err
	}
	p.Init(k0, k1)
	for i := range 2 * (k1 - k0) {
		d := &p.devices[2*(k0-p.first)+i]
		d.state, d.count = savedState(b, i), binary.LittleEndian.Uint32(b[8*i+4:])&(flagBit|MaxPulses)
		d.ln = p.law.Ln(&d.traits, d.state)
	}
	return nil
}

// keeps tells whether pairs follow that law already.
func keeps(p Pulsed, law Response) bool {
	r, ok := p.(*Responses)
	return ok && reflect.DeepEqual(r.law, law)
}
