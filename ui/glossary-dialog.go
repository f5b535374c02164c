package ui

import (
	"html"
	"strings"

	"github.com/vugu/vugu"

	"arraylab/devices/knob"
	"arraylab/ui/glossary"
)

// GlossaryDialog explains terms and knobs.
type GlossaryDialog struct{ S *Store }

// entries are those of the list.
func (c *GlossaryDialog) entries() []*glossary.Entry {
	all, _ := c.S.list()
	return all
}

// entry is the one that is shown; one without words where none is.
func (c *GlossaryDialog) entry() *glossary.Entry {
	if e := c.S.terms.entry(); e != nil {
		return e
	}
	return &glossary.Entry{}
}

// none tells that no entry is shown.
func (c *GlossaryDialog) none() bool { return c.S.terms.entry() == nil }

// chosen tells the dialog which entry it shows: it begins at the top of another one.
func (c *GlossaryDialog) chosen() string { return c.S.terms.chosen }

// missing says that there is no such entry, or not yet.
func (c *GlossaryDialog) missing() string {
	m := &c.S.terms
	switch {
	case m.failed != "":
		return m.failed
	case m.chosen == "":
		return "Choose a term, or search for a word. A question mark beside a knob leads to its entry here."
	case m.asked && m.book.Of("array") == nil:
		return "The terms are being loaded."
	}
	return "There is no entry of this name: choose one, or search for a word."
}

// facts are what else is known of a knob.
func (c *GlossaryDialog) facts() [][2]string {
	e := c.entry()
	if e.Knob == nil {
		return nil
	}
	all := [][2]string{{"on the page under", e.Under}}
	for _, f := range [][2]string{{"allowed", e.Allowed()}, {"default", e.Default()}, {"in links", e.Knob.Key}} {
		if f[1] != "" && !(f[0] == "in links" && ofFigure(e.ID)) {
			all = append(all, f)
		}
	}
	return all
}

// choices are those of a knob, with what each means.
func (c *GlossaryDialog) choices() vugu.HTML {
	e, b := c.entry(), strings.Builder{}
	if e.Knob != nil && (e.Knob.Kind == knob.OneOf || e.Knob.Kind == knob.Spelled) {
		for _, o := range e.Knob.Choices {
			b.WriteString("<li><b>" + html.EscapeString(o.Label) + "</b> " + html.EscapeString(o.Help) + "</li>")
		}
	}
	return vugu.HTML(b.String())
}

// source is where an entry is from.
func (c *GlossaryDialog) source() string {
	if s := c.entry().Source; s != "" {
		return "Source: " + s
	}
	return ""
}

// also are other words for a term.
func (c *GlossaryDialog) also() string {
	if e := c.entry(); e.Knob == nil {
		return e.Under
	}
	return ""
}
