package devices

import (
	"errors"
	"fmt"
	"sort"
	"strings"

	"arraylab/devices/knob"
)

// KeyError says that a technology has no parameter of that key.
type KeyError struct {
	Technology string
	Key        string
	Value      string
	Allowed    []string // all keys
	Near       string   // one that it may have been meant to be; "" for none
}

func (e *KeyError) Error() string {
	return fmt.Sprintf("devices: %s has no parameter %q (given %.60q): it takes %s%s",
		e.Technology, knob.Clip(e.Key), e.Value, strings.Join(e.Allowed, ", "), meant(e.Near))
}

// NameError says that there is no memory of that name.
type NameError struct {
	Name    string
	Allowed []string
	Near    string // "" for none
}

func (e *NameError) Error() string {
	return fmt.Sprintf("devices: there is no memory %q: there are %s%s",
		knob.Clip(e.Name), strings.Join(e.Allowed, ", "), meant(e.Near))
}

// meant asks for the name that is nearest.
func meant(near string) string {
	if near == "" {
		return ""
	}
	return "; did you mean " + near + "?"
}

// UsageError says that a text is no key=value, or gives a key twice.
type UsageError struct{ Text, Reason string }

func (e *UsageError) Error() string {
	return fmt.Sprintf("devices: %q %s", knob.Clip(e.Text), e.Reason)
}

// Find is TechnologyOf with a *NameError.
func Find(name string) (*Technology, error) {
	if t := TechnologyOf(name); t != nil {
		return t, nil
	}
	names := make([]string, len(technologies))
	for i, t := range technologies {
		names[i] = t.Name
	}
	return nil, &NameError{name, names, knob.Nearest(name, names)}
}

// Keys are those that Parse takes for a technology: parameters, aliases in alphabetical order, n and seed.
func (t *Technology) Keys() []string {
	var keys, aliases []string
	for _, p := range t.Params {
		keys = append(keys, p.Key)
	}
	for a := range t.Aliases {
		aliases = append(aliases, a)
	}
	sort.Strings(aliases)
	return append(append(keys, aliases...), askN.Key, askSeed.Key)
}

// Parse reads texts key=value: parameters of the technology, its aliases, n (devices of the population) and
// seed. Their order is of no account: a parameter that is not given has the default under those before it, and
// one that is given by its own key has that value, whatever an alias says. Everything that is wrong is named at once,
// joined with errors.Join: *KeyError, *knob.ValueError, *UsageError.
func Parse(t *Technology, texts []string) (Values, Ask, error) {
	ask := Ask{N: int(askN.Def), Seed: uint32(askSeed.Def)}
	r := reading{t: t, ask: ask, own: map[*Param]float64{}, alias: map[*Param]float64{}}
	seen := map[string]bool{}
	var errs []error
	for _, text := range texts {
		key, value, ok := strings.Cut(text, "=")
		switch {
		case !ok:
			errs = append(errs, &UsageError{text, "is no key=value"})
		case seen[key]:
			errs = append(errs, &UsageError{key, "is given twice"})
		default:
			errs = append(errs, r.take(key, value))
		}
		seen[key] = true
	}
	if err := errors.Join(errs...); err != nil {
		return Values{}, Ask{}, err
	}
	v := r.build()
	if t.Check != nil {
		if err := t.Check(&v); err != nil {
			return Values{}, Ask{}, err
		}
	}
	return v, r.ask, nil
}

// reading holds what Parse has read so far.
type reading struct {
	t          *Technology
	ask        Ask
	own, alias map[*Param]float64
}

// take reads one text.
func (r *reading) take(key, value string) error {
	switch key {
	case askN.Key:
		n, err := askN.Parse(value)
		r.ask.N = int(n)
		return err
	case askSeed.Key:
		n, err := askSeed.Parse(value)
		r.ask.Seed = uint32(n)
		return err
	}
	into, params := r.own, []*Param{r.t.ParamOf(key)}
	if params[0] == nil {
		into, params = r.alias, r.t.Aliases[key]
	}
	if len(params) == 0 {
		keys := r.t.Keys()
		return &KeyError{r.t.Name, key, value, keys, knob.Nearest(key, keys)}
	}
	for _, p := range params {
		x, err := p.Parse(value)
		if err != nil {
			return knob.Refuse(key, value, p.Allowed())
		}
		into[p] = x
	}
	return nil
}

// build puts the numbers together, earlier parameters first.
func (r *reading) build() Values {
	var v Values
	for _, p := range r.t.Params {
		x, ok := r.own[p]
		if !ok {
			x, ok = r.alias[p]
		}
		if !ok {
			x = p.DefaultOf(&v)
		}
		p.Put(&v, x)
	}
	return v
}

// Texts spells the values as Parse reads them: what differs from its default, in the order of the parameters.
func (t *Technology) Texts(v *Values) []string {
	var texts []string
	for _, p := range t.Params {
		if x := p.Of(v); x != p.DefaultOf(v) {
			texts = append(texts, p.Key+"="+p.Spell(x))
		}
	}
	return texts
}

// Ordered spells texts by key as Parse reads them, in the order of the parameters; other keys are left out.
func (t *Technology) Ordered(by map[string]string) []string {
	var texts []string
	for _, p := range t.Params {
		if text, ok := by[p.Key]; ok {
			texts = append(texts, p.Key+"="+text)
		}
	}
	return texts
}
