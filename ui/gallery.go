package ui

import (
	"fmt"
	"strings"
	"sync"

	"arraylab/sim/gallery"
	"arraylab/ui/chart"
)

// exhibit is a paper as the gallery shows it.
type exhibit struct {
	gallery.Paper
	Cards []card
}

// card is a claim as the gallery shows it.
type card struct {
	gallery.Claim
	Figure chart.Drawing
	Checks []checked
	Main   gallery.Scenario // the first one, which is opened
	Chips  []chip           // the others that the figure is drawn from
}

// checked is a check in words.
type checked struct{ Mark, What, Got, Wanted string }

// chip is a scenario that can be opened, with the id of its button.
type chip struct {
	ID string
	X  gallery.Scenario
}

// Cite is the citation of a paper without its title.
func (e exhibit) Cite() string { return e.Authors + " · " + e.Venue }

// Short names a paper in a list: its authors and year, and what its first claim is about.
func (e exhibit) Short() string {
	year := e.Venue[strings.LastIndex(e.Venue, " ")+1:]
	return fmt.Sprintf("%s %s: %s", e.Authors, year, clipped(e.Title, 48))
}

// clipped cuts a text after a word.
func clipped(text string, most int) string {
	if len(text) <= most {
		return text
	}
	return text[:strings.LastIndex(text[:most], " ")] + " …"
}

// Number is where the paper is found, in words; "" where no address is known.
func (e exhibit) Number() string {
	if e.ArXiv == "" {
		return ""
	}
	return "arXiv:" + e.ArXiv
}

// exhibits are all papers. They follow from stored results alone.
var exhibits = sync.OnceValue(func() (all []exhibit) {
	named := map[string]bool{} // scenarios that have a button of their own name
	for _, p := range gallery.Papers() {
		e := exhibit{Paper: p}
		for _, c := range p.Claims {
			k := card{Claim: c, Figure: chart.Figure{Claim: c}.Drawing("figure-" + c.Name)}
			for _, check := range c.Checks {
				k.Checks = append(k.Checks, checkedOf(check))
			}
			for i, name := range c.Scenarios {
				x, ok := gallery.ScenarioOf(name)
				switch {
				case !ok:
					continue
				case i == 0:
					k.Main = x
					continue
				}
				id := "scenario-" + name
				if named[name] {
					id = c.Name + "-" + name
				}
				named[name] = true
				k.Chips = append(k.Chips, chip{id, x})
			}
			e.Cards = append(e.Cards, k)
		}
		all = append(all, e)
	}
	return all
})

// verdictMark is a sign for a verdict.
func (k card) verdictMark() string {
	return map[gallery.Verdict]string{gallery.Holds: "●", gallery.HoldsPart: "◐", gallery.Fails: "○"}[k.Verdict]
}

// expects is what the opened scenario comes to.
func (k card) expects() string {
	if k.Main.Stored == nil {
		return ": no result is stored"
	}
	return ": " + k.Main.Expect
}

// kept is the room of the figure, which is there before it is drawn: what stands below must not move.
func (k card) kept() string { return fmt.Sprintf("min-height:%dpx", k.Figure.Height) }

// print are the first digits of the fingerprint that the opened scenario has.
func (k card) print() string {
	if k.Main.Stored == nil {
		return ""
	}
	return k.Main.Stored.Fingerprint[:8]
}

// checkedOf puts a check into words.
func checkedOf(c gallery.Check) checked {
	k := checked{Mark: "✗", What: c.What, Got: c.Got(), Wanted: c.Wanted()}
	if c.Met() {
		k.Mark = "✓"
	}
	return k
}

// papers are the papers that the gallery shows.
func (c *chrome) papers() []exhibit {
	all := exhibits()
	for i, e := range all {
		if e.Key == c.cited {
			return all[i : i+1]
		}
	}
	return all
}

// beginnings are the scenarios that belong to no claim; none while the claims of one paper are shown.
func (c *chrome) beginnings() (all []gallery.Scenario) {
	if c.cited != "" {
		return nil
	}
	return beginnings()
}

var beginnings = sync.OnceValue(func() (all []gallery.Scenario) {
	for _, name := range gallery.Claimless() {
		if x, ok := gallery.ScenarioOf(name); ok {
			all = append(all, x)
		}
	}
	return all
})

// GalleryWords say what the gallery holds.
func GalleryWords() string {
	claims := map[gallery.Verdict]int{}
	n, papers := 0, 0
	for _, e := range exhibits() {
		for _, k := range e.Cards {
			claims[k.Verdict]++
			n++
		}
		papers++
	}
	return fmt.Sprintf("%d claims of %d papers, with what was measured here: %d hold, %d in part, %d not. Every "+
		"figure is drawn from results that come with the page and that its link replays bit for bit.",
		n, papers, claims[gallery.Holds], claims[gallery.HoldsPart], claims[gallery.Fails])
}
