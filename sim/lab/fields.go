package lab

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"
)

// Kind says how a field's text is read and which control edits it.
type Kind int

// The kinds of fields.
const (
	KindChoice  Kind = iota // one of Field.Choices
	KindInt                 // a whole number in [Min, Max]
	KindFloat               // a real number in [Min, Max]
	KindSwitch              // 0 or 1
	KindLayers              // widths joined by "-", each in [Min, Max]
	KindSeed                // a whole number in [0, 2^32-1]
	KindFactors             // numbers joined by "_", each in [Min, Max]
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

// A Choice is one value of a KindChoice field.
type Choice struct {
	Value string // as in the link
	Label string // as on the page
	Help  string // one sentence
}

// Field is one row of the table of fields: everything that the link, the range check, the
// command and the page know about one knob of an Experiment. To add a knob is to add a row.
type Field struct {
	Key     string // name in the link
	Label   string // name on the page
	Group   string // task | network | memory | learning
	Unit    string // "" for none
	Kind    Kind
	Choices []Choice // of KindChoice all there are, of KindLayers the networks of the papers
	Min     float64  // smallest allowed number
	Max     float64  // largest allowed number
	Log     bool     // a slider of this field is logarithmic
	Help    string   // one or two sentences
	Source  string   // where the default or the law comes from; "assumed" where nowhere

	get  func(*Experiment) string
	set  func(*Experiment, string) error
	def  func(*Experiment) string
	acts func(*Experiment) Phase
}

// Default is the text of the default, which may depend on fields that stand earlier in the table.
func (f Field) Default(e Experiment) string { return f.def(&e) }

// ActsIn is the phase in which the field acts in the given experiment.
func (f Field) ActsIn(e Experiment) Phase { return f.acts(&e) }

// Get returns the canonical text of the field in e.
func (f Field) Get(e Experiment) string { return f.get(&e) }

// Set reads text into the field of e. A text that is not allowed gives a *ValueError and
// leaves e as it was.
func (f Field) Set(e *Experiment, text string) error { return f.set(e, text) }

// Allowed says in words which texts the field takes.
func (f Field) Allowed() string {
	switch f.Kind {
	case KindChoice:
		names := make([]string, len(f.Choices))
		for i, c := range f.Choices {
			names[i] = c.Value
		}
		return "one of " + strings.Join(names, ", ")
	case KindSwitch:
		return "0 or 1"
	case KindLayers:
		return fmt.Sprintf("1 to %d whole numbers from %g to %g joined by -, such as 1024-1024", MaxLayers, f.Min, f.Max)
	case KindFactors:
		return fmt.Sprintf("1 to %d numbers from %g to %g joined by _, such as 1_0.5", MaxLayers+1, f.Min, f.Max)
	case KindFloat:
		return fmt.Sprintf("a number from %g to %g", f.Min, f.Max)
	}
	return fmt.Sprintf("a whole number from %.0f to %.0f", f.Min, f.Max)
}

// ValueError says that a field got a text that it does not allow.
type ValueError struct {
	Key     string // the field's key
	Value   string // what was given
	Allowed string // what is allowed, in words
}

func (e *ValueError) Error() string {
	return fmt.Sprintf("lab: %s=%s is not allowed: %s takes %s", e.Key, clip(e.Value), e.Key, e.Allowed)
}

// clip shortens what a stranger wrote before it is shown.
func clip(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "..."
	}
	return s
}

// Fields returns the table of fields in canonical order. The rows must not be changed.
func Fields() []Field { return table }

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
	given[key] = text
	return build(given), nil
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
func (f *Field) standing(e *Experiment) bool { return f.get(e) == f.def(e) }

// Plain is the experiment with every field that plays no part at its default.
func (e Experiment) Plain() Experiment {
	given := e.given()
	for i := range table {
		if table[i].acts(&e) == PhaseNone {
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
		if !ok {
			text = f.def(&e)
		}
		if err := f.set(&e, text); err != nil {
			panic("lab: build needs checked texts")
		}
	}
	return e
}

// HiddenWidths returns the widths of the hidden layers, input side first.
func (e Experiment) HiddenWidths() []int {
	w, _ := parseLayers(e.Hidden, MaxWidth)
	return w
}

// Widths returns the widths of all layers from the values of an image to the classes.
func (e Experiment) Widths() []int {
	t := e.Data()
	return append(append([]int{t.Grid.Values()}, e.HiddenWidths()...), t.Classes)
}

func parseLayers(text string, maxWidth int) ([]int, error) {
	parts := strings.Split(text, "-")
	if len(parts) > MaxLayers {
		return nil, strconv.ErrRange
	}
	widths := make([]int, len(parts))
	for i, p := range parts {
		n, err := parseInt(p, 1, float64(maxWidth))
		if err != nil {
			return nil, err
		}
		widths[i] = int(n)
	}
	return widths, nil
}

// parseInt reads plain decimal digits only: no sign, no leading zero, no blank.
func parseInt(text string, lo, hi float64) (uint64, error) {
	if text == "" || (len(text) > 1 && text[0] == '0') || strings.Trim(text, "0123456789") != "" {
		return 0, strconv.ErrSyntax
	}
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		return 0, err
	}
	if float64(n) < lo || float64(n) > hi {
		return 0, strconv.ErrRange
	}
	return n, nil
}

// parseFloat reads a plain decimal number, with or without exponent; never NaN, never a sign
// other than minus but in an exponent, so that the canonical text needs no escaping in a link.
func parseFloat(text string, lo, hi float64) (float64, error) {
	text = strings.Replace(text, "e+", "e", 1)
	if text == "" || strings.Trim(text, "0123456789.e-") != "" {
		return 0, strconv.ErrSyntax
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return 0, err
	}
	if math.IsNaN(x) || x < lo || x > hi {
		return 0, strconv.ErrRange
	}
	return x + 0, nil // -0 becomes 0
}
