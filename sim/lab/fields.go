package lab

import (
	"fmt"
	"strings"
	"sync"

	"arraylab/devices/knob"
)

// Phase is the earliest part of a run that a field acts in: what must be redone when it changes.
type Phase int

// The phases, in the order in which a run passes them.
const (
	PhaseTrain   Phase = iota // the network must be trained anew
	PhaseProgram              // the chip is programmed anew, then the test set inferred
	PhaseRead                 // only the test set is inferred anew
	PhaseNone                 // the field plays no part in this experiment
)

// MaxLayers is the largest number of hidden layers, MaxWidth the largest width of one.
const (
	MaxLayers = 16
	MaxWidth  = 4096
)

// Field is one row of the table of fields: everything that the link, the range check, the
// command and the page know about one knob of an Experiment. To add a knob is to add a row.
type Field struct {
	knob.Knob
	Group string // GroupTask, GroupNetwork, GroupMemory or GroupLearning.

	at   place                    // Where the Experiment keeps it.
	def  func(*Experiment) string // The rule of the default; nil for Def, whatever the experiment.
	acts func(*Experiment) Phase  // When it acts; nil for PhaseTrain, whatever the experiment.
	// rival is the key of the field that says the same in another way, and gives way to this one; "" for none.
	rival string
	// yields is where the field stands if only that one is given.
	yields string

	plain string // The text of Def, once the table is complete.
}

// Default is the text of the default, which may depend on fields that stand earlier in the table.
func (f Field) Default(e Experiment) string { return f.defaultOf(&e) }

func (f *Field) defaultOf(e *Experiment) string {
	if text, ok := e.Data().Recipe[f.Key]; ok {
		return text
	}
	if f.def != nil {
		return f.def(e)
	}
	return f.plain
}

// ActsIn is the phase in which the field acts in the given experiment.
func (f Field) ActsIn(e Experiment) Phase { return f.phase(&e) }

func (f *Field) phase(e *Experiment) Phase {
	if f.acts != nil {
		return f.acts(e)
	}
	return PhaseTrain
}

// Since is the earliest phase of a run that must be redone for one of another experiment to be one of e: PhaseNone where
// they are the same. A field that plays no part is spelled in the link, which the last phase brings.
func (e Experiment) Since(other Experiment) Phase {
	earliest := PhaseNone
	for i := range table {
		f := &table[i]
		if f.get(&e) == f.get(&other) {
			continue
		}
		earliest = min(earliest, f.phase(&e), f.phase(&other))
		if earliest == PhaseNone {
			earliest = PhaseRead
		}
	}
	return earliest
}

// Stands tells how the field stands in e: its canonical text, whether that differs from the default, and whether it plays
// a part.
func (f *Field) Stands(e *Experiment) (text string, changed, plays bool) {
	text = f.get(e)
	return text, text != f.defaultOf(e), f.phase(e) != PhaseNone
}

// Get returns the canonical text of the field in e.
func (f Field) Get(e Experiment) string { return f.get(&e) }

func (f *Field) get(e *Experiment) string { return f.at.get(&f.Knob, e) }

// Set reads text into the field of e. A text that is not allowed gives a *knob.ValueError and
// leaves e as it was.
func (f Field) Set(e *Experiment, text string) error { return f.set(e, text) }

func (f *Field) set(e *Experiment, text string) error { return f.at.set(&f.Knob, e, text) }

// Fields returns the table of fields in canonical order. The rows must not be changed.
func Fields() []Field { return table }

// Words say what the field is set to: a number with the field's name and its unit, a choice by its label, a switch by
// what it is.
func (f Field) Words(text string) string {
	label := strings.ToLower(f.Label)
	if f.Kind == knob.Switch {
		if text == "1" {
			return label
		}
		return "not " + label
	}
	for _, c := range f.Choices {
		if c.Value == text {
			return label + " " + c.Label
		}
	}
	return strings.TrimSpace(fmt.Sprintf("%s %s %s", label, text, f.Unit))
}

// SettingsWords say what of the link of an experiment differs from the defaults.
func SettingsWords(link string) string {
	var words []string
	for _, part := range strings.Split(link, "&")[1:] {
		key, value, _ := strings.Cut(part, "=")
		if f, ok := FieldOf(key); ok {
			part = f.Words(value)
		}
		words = append(words, part)
	}
	if len(words) == 0 {
		return "the default settings"
	}
	return strings.Join(words, ", ")
}

// FieldOf returns the row of a key.
func FieldOf(key string) (Field, bool) {
	for _, f := range table {
		if f.Key == key {
			return f, true
		}
	}
	return Field{}, false
}

// Default is the experiment of the empty link.
func Default() Experiment { return defaults() }

// defaults is built once: many ask for it.
var defaults = sync.OnceValue(func() Experiment { return build(nil) })

// With returns e with one field changed. Fields that stood at their default stay at it, even
// where that default depends on the changed field.
func (e Experiment) With(key, text string) (Experiment, error) {
	f, ok := FieldOf(key)
	if !ok {
		return e, &KeyError{Key: key}
	}
	trial := e
	if err := f.Set(&trial, text); err != nil {
		return e, err
	}
	given := e.given()
	for i := range table {
		if table[i].rival == key {
			delete(given, table[i].Key)
		}
	}
	given[key] = text
	return build(given), nil
}

// About returns e with another data set, and with the training that begins there: what differs from the defaults in the
// experiment that of names for a data set, if any. What e says itself is kept, but for what it has of the training that
// begins with its data set until now; where e says anything of what would begin, nothing of it is taken. Errors are those
// of With.
func (e Experiment) About(task string, of func(task string) (begins Experiment, ok bool)) (Experiment, error) {
	const key = "task"
	if was, ok := of(e.Task); ok {
		given := e.given()
		for k, text := range was.given() {
			if k != key && given[k] == text {
				delete(given, k)
			}
		}
		e = build(given)
	}
	next, err := e.With(key, task)
	begins, ok := of(task)
	if err != nil || !ok {
		return next, err
	}
	taken, plain := next.given(), build(map[string]string{key: task})
	for k, text := range begins.given() {
		if f, _ := FieldOf(k); k != key && f.get(&next) != f.get(&plain) {
			return next, nil
		}
		taken[k] = text
	}
	return build(taken), nil
}

// StoredIn is e with its weights held by another memory and learnt as they are: latent weights are stored, even in a
// memory that would learn by itself where nothing is said. Errors are those of With.
func (e Experiment) StoredIn(memory string) (Experiment, error) {
	next, err := e.With("memory", memory)
	if err != nil || e.Learn != LearnLatent || next.Learn == LearnLatent {
		return next, err
	}
	return next.With("learn", LearnLatent)
}

// given maps the keys that differ from their defaults to their texts.
func (e Experiment) given() map[string]string {
	m := map[string]string{}
	for i := range table {
		if f := &table[i]; !f.standing(&e) {
			m[f.Key] = f.get(&e)
		}
	}
	return m
}

// standing tells whether the field stands at its default.
func (f *Field) standing(e *Experiment) bool { return f.get(e) == f.defaultOf(e) }

// Plain is the experiment with every field that plays no part at its default.
func (e Experiment) Plain() Experiment {
	given := e.given()
	for i := range table {
		if table[i].phase(&e) == PhaseNone {
			delete(given, table[i].Key)
		}
	}
	return build(given)
}

// build makes an experiment of checked texts; the other fields get their defaults.
func build(given map[string]string) Experiment {
	var e Experiment
	for i := range table {
		f := &table[i]
		text, ok := given[f.Key]
		if _, rival := given[f.rival]; !ok && rival {
			text = f.yields
		} else if !ok {
			text = f.defaultOf(&e)
		}
		if err := f.set(&e, text); err != nil {
			panic("lab: build needs checked texts")
		}
	}
	return e
}
