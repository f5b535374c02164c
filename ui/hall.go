package ui

import (
	"fmt"

	"arraylab/sim/lab"
	"arraylab/ui/catalog"
	"arraylab/ui/chart"
)

// hall is what of the gallery somebody looks at. It stays as it is while the gallery is closed.
type hall struct {
	query  catalog.Query
	found  memo[catalog.Query, findings]
	opened map[string]bool  // entries that are unfolded, by name
	cards  map[string]*card // what unfolded ones show, by name: made when they are unfolded
}

// findings are what a query finds: one drawing asks for it many times.
type findings struct {
	parts  []galleryPart
	facets []galleryFacet
	count  int
}

// galleryPart is one of the two lists of entries.
type galleryPart struct {
	ID, Title string
	Entries   []*catalog.Entry
}

// galleryFacet is what can be filtered by, with what can be chosen.
type galleryFacet struct {
	catalog.Facet
	Chosen  string
	Options []catalog.Option
}

// ask looks for something else.
func (h *hall) ask(q catalog.Query) { h.query = q }

// now is what is found.
func (h *hall) now() findings {
	return h.found.of(h.query, func() findings { return findingsOf(h.query) })
}

func findingsOf(q catalog.Query) (a findings) {
	var examples, claims []*catalog.Entry
	for _, e := range q.Find() {
		if a.count++; e.Claim == nil {
			examples = append(examples, e)
		} else {
			claims = append(claims, e)
		}
	}
	a.parts = []galleryPart{
		{"examples", "To begin with", examples},
		{"claims", "What papers claim, and what was found", claims},
	}
	for _, f := range catalog.Facets() {
		a.facets = append(a.facets, galleryFacet{f, q.Get(f), q.Options(f)})
	}
	return a
}

// turn unfolds an entry, or folds it.
func (h *hall) turn(e *catalog.Entry) {
	if h.opened == nil {
		h.opened, h.cards = map[string]bool{}, map[string]*card{}
	}
	if h.opened[e.Name] = !h.opened[e.Name]; h.opened[e.Name] && h.cards[e.Name] == nil {
		h.cards[e.Name] = cardOf(e)
	}
}

// card is what an entry shows; nil while it is folded.
func (h *hall) card(e *catalog.Entry) *card {
	if !h.opened[e.Name] {
		return nil
	}
	return h.cards[e.Name]
}

// figures are those of the unfolded entries that were found.
func (h *hall) figures() (all []chart.Drawing) {
	for _, p := range h.now().parts {
		for _, e := range p.Entries {
			if k := h.card(e); k != nil && k.Figure.JSON != "" {
				all = append(all, k.Figure)
			}
		}
	}
	return all
}

// narrowed tells whether something is looked for.
func (h *hall) narrowed() bool { return h.query != catalog.Query{} }

// count says how many entries there are.
func (h *hall) count() string {
	n, all := h.now().count, len(catalog.Entries())
	if n == all {
		return fmt.Sprintf("all %d", all)
	}
	return fmt.Sprintf("%d of %d", n, all)
}

// AskGallery looks for something else in the gallery. The address tells what: whoever opens it finds the same.
func (s *Store) AskGallery(q catalog.Query) {
	s.chrome.hall.ask(q)
	s.presentView(lab.ViewGallery, q.Spell())
}

// ShowGallery opens the gallery where it was left.
func (s *Store) ShowGallery() {
	s.Show("gallery")
	if s.chrome.hall.narrowed() {
		s.presentView(lab.ViewGallery, s.chrome.hall.query.Spell())
	}
}

// openGallery opens the gallery at what a link asks for.
func (s *Store) openGallery(part string) error {
	q, err := catalog.Parse(part, "view", lab.ViewGallery+"."+part)
	if err == nil && !s.link.Lock && !s.Hidden("gallery") {
		s.chrome.hall.ask(q)
		s.Show("gallery")
	}
	return err
}
