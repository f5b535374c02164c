package ui

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// termsFile is the file of the terms as it is shipped.
func termsFile(t *testing.T) []byte {
	t.Helper()
	body, err := os.ReadFile("../assets/glossary.json")
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// TestGlossary: a knob is explained at once, the terms are fetched when the glossary is first opened, and then the knob
// is drawn and leads to them.
func TestGlossary(t *testing.T) {
	s, d := opened(t, "v=1&memory=rram-2t2r")
	if slices.Contains(d.fetched, glossaryFile) {
		t.Error("the terms are fetched before anybody asks")
	}
	s.Explain("separation")
	shows(t, s, "glossary-title", "Separation of the states")
	shows(t, s, "glossary-drawing", `name=""`)
	if d.address == "" || !strings.HasSuffix(d.address, "view=glossary.separation") {
		t.Errorf("the address is %s", d.address)
	}
	s.TextFetched(glossaryFile, termsFile(t), nil)
	shows(t, s, "glossary-drawing", `name="states"`)
	if page := drawn(t, s); !strings.Contains(page, `id="see-resistance-states"`) ||
		strings.Contains(page, `id="term-tmr"`) {
		t.Error("the knob leads to no term, or a knob of another memory is listed")
	}
	s.Explain("sense-amplifier")
	shows(t, s, "glossary-text", "latches which fell first")
	s.LookUp("tunnel magnetoresistance")
	shows(t, s, "term-tmr", "term-tmr")
	s.LookUp("no such words")
	shows(t, s, "glossary-more", "Try fewer")
	s.HideGlossary()
	if s.chrome.dialog != "" || strings.Contains(d.address, "view") {
		t.Errorf("%q is open, the address is %s", s.chrome.dialog, d.address)
	}
	s.ShowGlossary()
	if n := slices.Index(d.fetched, glossaryFile); slices.Contains(d.fetched[n+1:], glossaryFile) {
		t.Error("the terms are fetched twice")
	}
}

// TestGlossaryExplainsEveryKnob of the page, those of the figure too, which it goes back to.
func TestGlossaryExplainsEveryKnob(t *testing.T) {
	s, _ := opened(t, "")
	s.ShowToy()
	for _, k := range toyKnobs {
		s.Explain(toyPrefix + k.Key)
		shows(t, s, "glossary-title", k.Label)
	}
	if s.HideGlossary(); s.chrome.dialog != "toy" {
		t.Errorf("back at %q", s.chrome.dialog)
	}
	s.TextFetched(glossaryFile, termsFile(t), nil)
	for _, g := range s.Groups() {
		for _, k := range g.Knobs {
			if s.terms.book.Of(k.Key) == nil || !strings.Contains(drawn(t, s), fmt.Sprintf(`term="%s"`, k.Key)) {
				t.Errorf("the tip of %s leads nowhere", k.Key)
			}
		}
	}
}

// TestGlossaryThatCannotBeLoaded says so, and tries again; knobs are explained all the same.
func TestGlossaryThatCannotBeLoaded(t *testing.T) {
	s, d := opened(t, "v=1&view=glossary.cell-pair")
	shows(t, s, "glossary-missing", "being loaded")
	s.TextFetched(glossaryFile, nil, errors.New("no connection"))
	shows(t, s, "glossary-missing", "No connection")
	s.Explain("seed")
	shows(t, s, "glossary-title", "Seed")
	s.TextFetched(glossaryFile, []byte("{"), nil)
	s.ShowGlossary()
	shows(t, s, "glossary-missing", "Choose a term") // and it is asked for again
	s.TextFetched(glossaryFile, termsFile(t), nil)
	s.Explain("cell-pair")
	shows(t, s, "glossary-title", "Cell pair")
	s.Explain("nothing")
	shows(t, s, "glossary-missing", "no entry of this name")
	if n := strings.Count(strings.Join(d.fetched, " "), "glossary"); n != 3 {
		t.Errorf("fetched %d times", n)
	}
}
