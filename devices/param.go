package devices

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// ParamKind says which numbers a parameter takes and which control edits it.
type ParamKind int

// The kinds of parameters.
const (
	Real   ParamKind = iota // a real number in [Min, Max]
	Whole                   // a whole number in [Min, Max]
	Switch                  // 0 or 1
	Option                  // the place of one of Options
)

// A Choice is one value of a parameter of kind Option.
type Choice struct {
	Value string // as in links and for the command
	Label string // as on the page
	Help  string // one sentence
}

// Param is one knob of a memory technology. The lab makes a field of it, the command a key, the
// device page a control: it is written down once, in the file of its technology. Technologies may share one.
type Param struct {
	Key     string // lower-case letters and digits, unique
	Label   string
	Unit    string // "" for none
	Kind    ParamKind
	Options []Choice // Option only
	Min     float64  // smallest allowed number
	Max     float64  // largest allowed number
	Log     bool     // a slider of it is logarithmic
	Help    string   // one or two sentences
	Source  string   // where default and range come from; "assumed" where nowhere

	// Def is the default. Default, where there is one, decides instead, and may look at the parameters
	// that stand earlier in the technology.
	Def     float64
	Default func(*Values) float64
	// Acts tells whether the parameter plays a part under the others; nil for always.
	Acts func(*Values) bool
	// AtRead: it acts when the chip is read, not when it is programmed.
	AtRead bool
	// Learning: it acts only where the network learns in the devices.
	Learning bool
	// Moving: it acts only where the values give a pulse response.
	Moving bool

	place int // in Values, from 1; 0 before the registry has placed it
}

// maxParams is how many parameters all technologies have at most.
const maxParams = 256

// Values hold a number for each parameter of each technology. They are comparable: equal values
// are equal devices.
type Values [maxParams]float64

// Of returns the parameter's number.
func (p *Param) Of(v *Values) float64 { return v[p.place] }

// On tells whether a switch is on.
func (p *Param) On(v *Values) bool { return v[p.place] != 0 }

// Int returns a whole number, or the place of an option.
func (p *Param) Int(v *Values) int { return int(v[p.place]) }

// Is tells whether the option of that name is chosen.
func (p *Param) Is(v *Values, option string) bool { return p.Options[p.Int(v)].Value == option }

// Put sets the parameter to a number, which must be allowed.
func (p *Param) Put(v *Values, x float64) { v[p.place] = x }

// DefaultOf is the default under the parameters that stand earlier.
func (p *Param) DefaultOf(v *Values) float64 {
	if p.Default != nil {
		return p.Default(v)
	}
	return p.Def
}

// Plays tells whether the parameter plays a part.
func (p *Param) Plays(v *Values) bool { return p.Acts == nil || p.Acts(v) }

// Text spells the parameter's number canonically.
func (p *Param) Text(x float64) string {
	switch p.Kind {
	case Option:
		return p.Options[int(x)].Value
	case Whole:
		return strconv.FormatFloat(x, 'f', 0, 64)
	}
	return Spell(x)
}

// Spell writes a number as links have it: as short as it can be read back, without a plus, which would need escaping.
func Spell(x float64) string {
	return strings.Replace(strconv.FormatFloat(x, 'g', -1, 64), "e+", "e", 1)
}

// Allowed says in words what the parameter takes.
func (p *Param) Allowed() string {
	switch p.Kind {
	case Switch:
		return "0 or 1"
	case Option:
		s := "one of "
		for i, o := range p.Options {
			if i > 0 {
				s += ", "
			}
			s += o.Value
		}
		return s
	case Whole:
		return fmt.Sprintf("a whole number from %.0f to %.0f", p.Min, p.Max)
	}
	return fmt.Sprintf("a number from %g to %g", p.Min, p.Max)
}

// TextError says that a parameter got a text that it does not allow.
type TextError struct{ Key, Value, Allowed string }

func (e *TextError) Error() string {
	return fmt.Sprintf("devices: %s=%.60s is not allowed: it takes %s", e.Key, e.Value, e.Allowed)
}

// Parse reads a number, or the name of an option. The error is a *TextError.
func (p *Param) Parse(text string) (float64, error) {
	bad := &TextError{p.Key, text, p.Allowed()}
	if p.Kind == Option {
		for i, o := range p.Options {
			if o.Value == text {
				return float64(i), nil
			}
		}
		return 0, bad
	}
	x, err := strconv.ParseFloat(text, 64)
	lo, hi := p.Min, p.Max
	if p.Kind == Switch {
		lo, hi = 0, 1
	}
	if err != nil || !(x >= lo && x <= hi) || p.Kind != Real && x != math.Trunc(x) {
		return 0, bad
	}
	return x + 0, nil // -0 becomes 0
}
