package ui

import (
	"cmp"

	"arraylab/sim/lab"
	"arraylab/ui/spell"
)

// Past is one earlier result.
type Past struct {
	Link     string
	Accuracy float64
	Energy   string // of an image; "" where it is not known
	Result   lab.Result
	words    string // for its settings
}

// Figures are the accuracy, and the energy of an image where it is known.
func (p Past) Figures() string {
	if p.Energy == "" {
		return spell.Percent(p.Accuracy)
	}
	return p.Energy + " µJ · " + spell.Percent(p.Accuracy)
}

// Settings names the settings of an earlier result by what differs from the defaults, in words.
func (p Past) Settings() string { return cmp.Or(p.words, lab.SettingsWords(p.Link)) }

// past are the earlier results, oldest first.
type past []Past

// find is the result of a link; nil where there is none.
func (all past) find(link string) *Past {
	for i := range all {
		if all[i].Link == link {
			return &all[i]
		}
	}
	return nil
}

// add notes a result, once.
func (all *past) add(p Past) {
	if all.find(p.Link) == nil {
		p.words = lab.SettingsWords(p.Link)
		*all = append(*all, p)
	}
}

// stash notes the shown result among the earlier ones.
func (s *Store) stash() {
	r := s.result
	if r == nil || s.reason == "stop" || r.Imported { // the link of which leads elsewhere
		return
	}
	p := Past{Link: r.Link, Accuracy: r.Accuracy, Result: *r}
	if e := s.imageEnergy(); e != "–" {
		p.Energy = e
	}
	s.past.add(p)
}
