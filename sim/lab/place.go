package lab

import "arraylab/devices/knob"

// place is where an Experiment keeps what a field sets: it spells that, and reads it from a text, as the field's knob
// says. A text that is not allowed gives a *knob.ValueError and changes nothing.
type place struct {
	get func(*knob.Knob, *Experiment) string
	set func(*knob.Knob, *Experiment, string) error
}

// numberAt is the place of a number.
func numberAt[T int | uint32 | float64](at func(*Experiment) *T) place {
	return place{
		get: func(k *knob.Knob, e *Experiment) string { return k.Spell(float64(*at(e))) },
		set: func(k *knob.Knob, e *Experiment, text string) error {
			x, err := k.Parse(text)
			if err == nil {
				*at(e) = T(x)
			}
			return err
		},
	}
}

// switchAt is the place of a knob that is on or off.
func switchAt(at func(*Experiment) *bool) place {
	return place{
		get: func(k *knob.Knob, e *Experiment) string {
			if *at(e) {
				return k.Spell(1)
			}
			return k.Spell(0)
		},
		set: func(k *knob.Knob, e *Experiment, text string) error {
			x, err := k.Parse(text)
			if err == nil {
				*at(e) = x == 1
			}
			return err
		},
	}
}

// textAt is the place of a choice or a list, which an Experiment keeps as its canonical text.
func textAt[T ~string](at func(*Experiment) *T) place {
	return place{
		get: func(_ *knob.Knob, e *Experiment) string { return string(*at(e)) },
		set: func(k *knob.Knob, e *Experiment, text string) error {
			canonical, err := k.Canon(text)
			if err == nil {
				*at(e) = T(canonical)
			}
			return err
		},
	}
}
