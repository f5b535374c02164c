// Package glossary explains terms: those of the knobs, which say by themselves what they are, and some that are no
// knobs, with drawings. A Book holds all that is known: the knobs alone until the file of the other terms has been
// fetched (assets/glossary.json), so that the first visit is no larger for them.
package glossary

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"arraylab/devices"
	"arraylab/devices/knob"
	"arraylab/sim/lab"
	"arraylab/ui/catalog"
)

// Term is a term that is no knob, as the file spells it.
type Term struct {
	ID     string   `json:"id"`     // ID is stable, of lower-case letters, digits and hyphens, and no knob's key.
	Title  string   `json:"term"`   // Title is the term.
	Also   string   `json:"also"`   // Also are other words for it, with a comma between them.
	Text   string   `json:"text"`   // Text explains it in a sentence.
	Source string   `json:"source"` // Source is where that is said.
	Draw   string   `json:"draw"`   // Draw names a drawing: the file glossary-NAME.svg; "" for none.
	See    []string `json:"see"`    // See are other entries, by their IDs.
}

// ParseTerms reads the file of the terms.
func ParseTerms(body []byte) ([]Term, error) {
	var file struct{ Terms []Term }
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	if err := d.Decode(&file); err != nil {
		return nil, fmt.Errorf("glossary: %w", err)
	}
	return file.Terms, nil
}

// Entry is a term or a knob.
type Entry struct {
	ID     string // ID is that of the term, or what KnobID made of the knob's key.
	Title  string // Title is the term, or the label of the knob.
	Under  string // Under says where a knob is; of a term, other words for it.
	Text   string
	Source string
	Draw   string // Draw names the drawing of the term, or of the first term that a knob belongs to; "" for none.
	Knob   *knob.Knob
	Def    string   // Def is the text of a knob's default.
	See    []*Entry // See are other entries: what one names names it, too.

	words string
}

// Book is a glossary.
type Book struct {
	Entries []*Entry // Entries are terms, then knobs, each in their order.
	byID    map[string]*Entry
}

// OfKnob makes the entry of a knob, which is found under so many words.
func OfKnob(id, under string, k knob.Knob, def string) *Entry {
	text := k.Help
	for _, c := range k.Choices {
		text += " " + c.Label + " " + c.Help
	}
	return &Entry{
		ID: id, Title: k.Label, Under: under, Text: k.Help, Source: k.Source, Knob: &k, Def: def,
		words: catalog.Fold(strings.Join([]string{k.Label, k.Key, under, text, k.Unit}, " ")),
	}
}

// Fields are the entries of all fields of an experiment, parameters of memories among them: their IDs are their keys.
func Fields() (all []*Entry) {
	standard := lab.Default()
	for _, f := range lab.Fields() {
		all = append(all, OfKnob(f.Key, under(f), f.Knob, f.Default(standard)))
	}
	return all
}

// under names the memories that have a parameter, or else the group of the field.
func under(f lab.Field) string {
	var titles []string
	for _, t := range devices.Technologies() {
		if slices.ContainsFunc(t.Params, func(p *devices.Param) bool { return p.Key == f.Key }) {
			titles = append(titles, t.Title)
		}
	}
	if len(titles) == 0 {
		return "settings: " + f.Group
	}
	return strings.Join(titles, ", ")
}

// NewBook makes a glossary of terms and knobs. An error names an ID that is taken twice, or a reference that leads
// nowhere.
func NewBook(terms []Term, knobs []*Entry) (*Book, error) {
	b := &Book{byID: map[string]*Entry{}}
	for _, t := range terms {
		b.Entries = append(b.Entries, &Entry{ID: t.ID, Title: t.Title, Under: t.Also, Text: t.Text,
			Source: t.Source, Draw: t.Draw,
			words: catalog.Fold(t.Title + " " + t.Also + " " + t.Text)})
	}
	for _, k := range knobs {
		own := *k // its references are this book's own
		b.Entries = append(b.Entries, &own)
	}
	for _, e := range b.Entries {
		if b.byID[e.ID] != nil {
			return nil, fmt.Errorf("glossary: there are two entries %q", e.ID)
		}
		b.byID[e.ID] = e
	}
	for _, t := range terms {
		for _, id := range t.See {
			if b.byID[id] == nil {
				return nil, fmt.Errorf("glossary: %q refers to %q, which there is not", t.ID, id)
			}
			refer(b.byID[t.ID], b.byID[id])
			refer(b.byID[id], b.byID[t.ID])
		}
	}
	return b, nil
}

// Say puts the entries into another language: say is a text in it. They are found by the words of both.
func (b *Book) Say(say func(string) string) {
	for _, e := range b.Entries {
		e.Title, e.Under, e.Text = say(e.Title), say(e.Under), say(e.Text)
		e.words += " " + catalog.Fold(e.Title+" "+e.Under+" "+e.Text)
	}
}

// refer lets an entry name another one, once. A knob is drawn as the first of its terms that is.
func refer(e, to *Entry) {
	if !slices.Contains(e.See, to) {
		e.See = append(e.See, to)
	}
	if e.Knob != nil && e.Draw == "" {
		e.Draw = to.Draw
	}
}

// Of is the entry of an ID; nil for none.
func (b *Book) Of(id string) *Entry { return b.byID[id] }

// Find are the entries that hold every word of a text, those first that hold all of them in their titles.
func (b *Book) Find(text string) []*Entry {
	var named, rest []*Entry
	for _, e := range b.Entries {
		switch {
		case catalog.Contains(catalog.Fold(e.Title), text):
			named = append(named, e)
		case catalog.Contains(e.words, text):
			rest = append(rest, e)
		}
	}
	return append(named, rest...)
}

// Allowed says which texts a knob takes, with the unit; "" for a term and where the choices say it.
func (e *Entry) Allowed() string {
	if e.Knob == nil || e.Knob.Kind == knob.OneOf {
		return ""
	}
	return strings.TrimSpace(e.Knob.Allowed() + " " + e.Knob.Unit)
}

// Default is the default of a knob with its unit, in the words of the page; "" for a term.
func (e *Entry) Default() string {
	if e.Knob == nil {
		return ""
	}
	for _, c := range e.Knob.Choices {
		if c.Value == e.Def {
			return c.Label
		}
	}
	return strings.TrimSpace(e.Def + " " + e.Knob.Unit)
}
