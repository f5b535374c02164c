package ui

import (
	"fmt"
	"html"
	"strings"

	"github.com/vugu/vugu"

	"arraylab/sim/lab"
	"arraylab/ui/glossary"
	"arraylab/ui/spell"
)

// terms are the glossary: that of the knobs until the file of the other terms is there.
type terms struct {
	book   *glossary.Book
	asked  bool   // the file is on its way, or there
	failed string // why it is not
	chosen string // the entry that is shown; "" for none
	text   string // what is looked for
	back   string // the dialog that it was opened from
}

// ShowGlossary opens the glossary with no entry chosen.
func (s *Store) ShowGlossary() { s.Explain("") }

// Explain opens the glossary at an entry; "" for none.
func (s *Store) Explain(id string) {
	if s.chrome.dialog != lab.ViewGlossary {
		s.terms.back = s.chrome.dialog
	}
	if s.terms.book == nil {
		s.terms.book, _ = glossary.NewBook(nil, knobEntries()) // a test makes it, too
		s.terms.book.Say(s.say)
	}
	s.terms.chosen, s.terms.text = id, ""
	s.Show(lab.ViewGlossary)
	s.presentView(lab.ViewGlossary, id)
	s.fetchTerms()
}

// knobEntries are the entries of all knobs of the page: the fields' and those of figures that hang on no experiment.
func knobEntries() []*glossary.Entry {
	all := glossary.Fields()
	for _, k := range toyKnobs {
		all = append(all, glossary.OfKnob(toyPrefix+k.Key, "why metaplasticity works", k.Knob, ""))
	}
	for _, k := range mobileKnobs {
		all = append(all, glossary.OfKnob(mobilePrefix+k.Key, "MobileNet V1 by arithmetic", k.Knob, ""))
	}
	return all
}

// Prefixes that tell the knobs of figures from the fields.
const (
	toyPrefix    = "toy-"
	mobilePrefix = "mobile-"
)

// ofFigure tells whether a prefix, or an entry, is that of a figure's knobs.
func ofFigure(id string) bool {
	return strings.HasPrefix(id, toyPrefix) || strings.HasPrefix(id, mobilePrefix)
}

// HideGlossary goes back to where it was opened from.
func (s *Store) HideGlossary() {
	s.Show(s.terms.back)
	s.terms.back = ""
}

// fetchTerms fetches the file of the terms, once.
func (s *Store) fetchTerms() {
	if s.terms.asked {
		return
	}
	s.terms.asked, s.terms.failed = true, ""
	if !s.desk.FetchText(glossaryFile) {
		s.terms.failed = "This build has no glossary but that of its knobs."
	}
}

// glossaryFile holds the terms that are no knobs.
const glossaryFile = "glossary.json"

// termsFetched takes that file.
func (s *Store) termsFetched(body []byte, err error) {
	var all []glossary.Term
	if err == nil {
		all, err = glossary.ParseTerms(body)
	}
	var book *glossary.Book
	if err == nil {
		book, err = glossary.NewBook(all, knobEntries())
	}
	if err != nil {
		s.terms.asked, s.terms.failed = false, "The terms that are no knobs could not be loaded: "+spell.Sentence(err)
		return
	}
	book.Say(s.say)
	s.terms.book = book
}

// readTermsAnew follows that the page speaks another language.
func (s *Store) readTermsAnew() {
	s.terms.book, s.terms.asked = nil, false
	if s.chrome.dialog == lab.ViewGlossary {
		s.Explain(s.terms.chosen)
	}
}

// FetchTermsAgain tries once more.
func (s *Store) FetchTermsAgain() { s.fetchTerms() }

// LookUp looks for words.
func (s *Store) LookUp(text string) { s.terms.text = text }

// entry is the one that is shown; nil for none.
func (m *terms) entry() *glossary.Entry {
	if m.book == nil {
		return nil
	}
	return m.book.Of(m.chosen)
}

// mostFound bounds the list: Vugu draws all of it anew each time (assumed: more than anybody reads).
const mostFound = 60

// list are the entries beside the one that is shown: what was found, or all terms and the knobs that play a part.
func (s *Store) list() (all []*glossary.Entry, more int) {
	m := &s.terms
	if m.book == nil {
		return nil, 0
	}
	if strings.TrimSpace(m.text) != "" {
		all = m.book.Find(m.text)
		more = max(0, len(all)-mostFound)
		return all[:len(all)-more], more
	}
	for _, e := range m.book.Entries {
		f, field := lab.FieldOf(e.ID)
		if e.Knob == nil || field && f.ActsIn(s.link.Experiment) != lab.PhaseNone {
			all = append(all, e)
		}
	}
	return all, len(m.book.Entries) - len(all)
}

// listWords say what the list leaves out.
func (s *Store) listWords() string {
	all, more := s.list()
	switch {
	case len(all) == 0:
		return "No term and no knob is described by these words. Try fewer, or the start of one."
	case more == 0:
		return ""
	case strings.TrimSpace(s.terms.text) != "":
		return fmt.Sprintf("%d more: another word narrows them down.", more)
	}
	return fmt.Sprintf("%d more knobs, of other memories and settings, are found by search.", more)
}

// termLine is the line of an entry in the list.
func termLine(e *glossary.Entry) vugu.HTML {
	return vugu.HTML("<b>" + html.EscapeString(e.Title) + "</b> <span>" + html.EscapeString(e.Under) + "</span>")
}
