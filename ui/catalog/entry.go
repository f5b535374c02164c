package catalog

import (
	"strings"
	"sync"

	"arraylab/sim/gallery"
	"arraylab/sim/lab"
)

// Entry is what the gallery shows as one: a claim of a paper with the scenarios that it is drawn from, or a scenario
// that no claim is drawn from.
type Entry struct {
	Name   string             // Name is short, stable, and no other entry's.
	Title  string             // Title is the claim in a sentence, or what the example is called.
	Claim  *gallery.Claim     // Claim is nil for an example.
	Paper  *gallery.Paper     // Paper is that of the claim; nil for an example.
	Main   gallery.Scenario   // Main is the scenario that is opened.
	Others []gallery.Scenario // Others are the further ones that the figure is drawn from.

	values [][]Value // by facet, in the order of Facets
	words  string    // all that can be searched, folded
}

// Entries are all of them: examples first, then claims in the order of their papers. They must not be changed.
func Entries() []*Entry { return entries() }

var entries = sync.OnceValue(func() (all []*Entry) {
	for _, name := range gallery.Claimless() {
		if x, ok := gallery.ScenarioOf(name); ok {
			all = append(all, newEntry("example-"+name, x.Title, nil, nil, []gallery.Scenario{x}))
		}
	}
	for _, p := range gallery.Papers() {
		for _, c := range p.Claims {
			var of []gallery.Scenario
			for _, name := range c.Scenarios {
				if x, ok := gallery.ScenarioOf(name); ok {
					of = append(of, x)
				}
			}
			all = append(all, newEntry(c.Name, c.Title, &c, &p, of))
		}
	}
	return all
})

// newEntry makes an entry of one or more scenarios.
func newEntry(name, title string, c *gallery.Claim, p *gallery.Paper, of []gallery.Scenario) *Entry {
	e := &Entry{Name: name, Title: title, Claim: c, Paper: p, Main: of[0], Others: of[1:]}
	texts := []string{title}
	if c != nil {
		texts = append(texts, c.Says, c.Found, p.Authors, p.Title, p.Venue, p.ArXiv)
	}
	for _, x := range of {
		texts = append(texts, x.Title, x.Text)
	}
	for _, f := range Facets() {
		values := f.of(e)
		for _, v := range values {
			texts = append(texts, v.Label)
		}
		e.values = append(e.values, values)
	}
	e.words = Fold(strings.Join(texts, " "))
	return e
}

// Values are what the entry has of a facet: one paper, one verdict, and the memories and tasks of its scenarios.
func (e *Entry) Values(facet string) []Value {
	for i, f := range Facets() {
		if f.Key == facet {
			return e.values[i]
		}
	}
	return nil
}

// Labels are the names of these values, with a comma between them.
func (e *Entry) Labels(facet string) string {
	var labels []string
	for _, v := range e.Values(facet) {
		labels = append(labels, v.Label)
	}
	return strings.Join(labels, ", ")
}

// experiments are those of the entry's scenarios.
func (e *Entry) experiments() (all []lab.Experiment) {
	for _, x := range append([]gallery.Scenario{e.Main}, e.Others...) {
		if l, err := lab.ParseLink("#" + x.Link); err == nil {
			all = append(all, l.Experiment)
		}
	}
	return all
}
