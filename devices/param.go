package devices

import "arraylab/devices/knob"

// Param is one knob of a memory technology. The lab makes a field of it, the command a key, the device page a control:
// it is written down once, in the file of its technology. Technologies may share one.
type Param struct {
	knob.Knob

	// Default, where there is one, decides instead of Def, and may look at the parameters that stand earlier in the
	// technology.
	Default func(*Values) float64
	// Acts tells whether the parameter plays a part under the others; nil for always.
	Acts func(*Values) bool
	// AtRead says that it acts when the chip is read, not when it is programmed.
	AtRead bool
	// Learning says that it acts only where the network learns in the devices.
	Learning bool
	// Storing says that it acts only where trained weights are stored, not where the network learns in the devices.
	Storing bool
	// Moving says that it acts only where the values give a pulse response.
	Moving bool
	// Home is the name of the technology with whose parameters it stands in the canonical order, where that is not the
	// first one that has it: one that is shared later leaves older links their spelling.
	Home string

	// given says how the number follows from a published macro; nil where none gives it.
	given *given

	place int // in Values, from 1; 0 before the registry has placed it
}

// maxParams is how many parameters all technologies have at most.
const maxParams = 256

// Values hold a number for each parameter of each technology. They are comparable: equal values
// are equal devices.
type Values [maxParams]float64

// At is where the parameter's number is kept.
func (p *Param) At(v *Values) *float64 { return &v[p.place] }

// Of returns the parameter's number.
func (p *Param) Of(v *Values) float64 { return v[p.place] }

// On tells whether a switch is on.
func (p *Param) On(v *Values) bool { return v[p.place] != 0 }

// Int returns a whole number, or the place of a choice.
func (p *Param) Int(v *Values) int { return int(v[p.place]) }

// Is tells whether the choice of that value is chosen.
func (p *Param) Is(v *Values, choice string) bool { return p.Choices[p.Int(v)].Value == choice }

// Put sets the parameter to a number, which must be allowed.
func (p *Param) Put(v *Values, x float64) { v[p.place] = x }

// DefaultOf is the default under the parameters that stand earlier: what the chosen macro gives, or the parameter's own.
func (p *Param) DefaultOf(v *Values) float64 {
	if x, ok := p.published(v); ok {
		return x
	}
	if p.Default != nil {
		return p.Default(v)
	}
	return p.Def
}

// Follows tells whether the default depends on other parameters.
func (p *Param) Follows() bool { return p.Default != nil || p.given != nil }

// Plays tells whether the parameter plays a part.
func (p *Param) Plays(v *Values) bool { return p.Acts == nil || p.Acts(v) }
