package ui

import "arraylab/devices/knob"

// dial is a knob of a figure that hangs on no experiment, and the number that it sets.
type dial[T any] struct {
	knob.Knob
	of func(*T) *float64
}

// dials are the knobs of a figure, in its order.
type dials[T any] []dial[T]

// controls are those of the knobs that play a part in the settings.
func (all dials[T]) controls(now, defaults T, drafts map[string]draft, plays func(key string) bool) []Control {
	var knobs []Control
	for _, f := range all {
		if !plays(f.Key) {
			continue
		}
		x := *f.of(&now)
		k := Control{Knob: f.Knob, Text: f.Spell(x), Changed: x != *f.of(&defaults)}
		if d, bad := drafts[f.Key]; bad {
			k.Text, k.Error = d.text, d.allowed
		}
		knobs = append(knobs, k)
	}
	return knobs
}

// set sets one. A text that is not allowed stays among the drafts, with what is allowed.
func (all dials[T]) set(now *T, drafts *map[string]draft, key, text string) {
	for _, f := range all {
		if f.Key != key {
			continue
		}
		x, err := f.Parse(text)
		if err != nil {
			if *drafts == nil {
				*drafts = map[string]draft{}
			}
			(*drafts)[key] = draft{text, "Allowed: " + f.Allowed() + "."}
			return
		}
		delete(*drafts, key)
		*f.of(now) = x
	}
}
