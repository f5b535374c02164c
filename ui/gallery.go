package ui

import (
	"fmt"
	"html"
	"strings"
	"sync"

	"github.com/vugu/vugu"

	"arraylab/sim/gallery"
	"arraylab/ui/catalog"
	"arraylab/ui/chart"
	"arraylab/ui/spell"
)

// card is what an unfolded entry of the gallery shows.
type card struct {
	*catalog.Entry
	Figure chart.Drawing // of a claim
	Checks []checked     // of a claim
}

// checked is a check in words.
type checked struct{ Mark, What, Got, Wanted string }

// cardOf works out what an entry shows.
func cardOf(e *catalog.Entry) *card {
	k := &card{Entry: e}
	if e.Claim != nil {
		k.Figure = chart.Figure{Claim: *e.Claim}.Drawing("figure-" + e.Name)
		for _, c := range e.Claim.Checks {
			k.Checks = append(k.Checks, checkedOf(c))
		}
	}
	return k
}

// checkedOf puts a check into words.
func checkedOf(c gallery.Check) checked {
	k := checked{Mark: "–", What: c.What, Got: c.Got(), Wanted: c.Wanted()}
	switch stands := c.Stands(); stands {
	case gallery.Met:
		k.Mark = "✓"
	case gallery.Missed:
		k.Mark = "✗"
	case gallery.PutIn:
		k.Mark, k.What = "◌", c.What+" (put in)"
	case gallery.Chance:
		k.Mark, k.What = "≈", c.What+" (within chance)"
	default:
		k.What = fmt.Sprintf("%s (%s)", c.What, stands)
	}
	return k
}

// Says is what the paper says, or what the example shows.
func (k *card) Says() string {
	if k.Claim == nil {
		return k.Main.Text
	}
	return k.Claim.Says
}

// Found is what was found of a claim, and what of the paper cannot be run here.
func (k *card) Found() string {
	if k.Claim == nil {
		return ""
	}
	return strings.TrimSpace(k.Claim.Found + " " + k.Paper.Lacks)
}

// Reason is why a claim cannot be shown here and what stands in, or what would test one that was built in; "" for
// others.
func (k *card) Reason() string {
	if k.Claim == nil {
		return ""
	}
	return k.Claim.Reason()
}

// Arithmetic tells whether MobileNet V1 by arithmetic stands in.
func (k *card) Arithmetic() bool { return k.Claim != nil && k.Claim.Arithmetic }

// Table is what the networks of a figure of accuracy over memory come to; "" for other figures.
func (k *card) Table() vugu.HTML {
	if k.Claim == nil || k.Claim.Figure != gallery.FigureTradeOff {
		return ""
	}
	all := k.Claim.TradeOffs()
	if len(all) == 0 {
		return ""
	}
	word := all[0].Word
	rows := [][]string{{"network", "weights", "memory", "accuracy", word.Of("an image")}}
	for _, t := range all {
		energy := "–"
		if t.Joules > 0 {
			energy = spell.SI(t.Joules, "J")
		}
		rows = append(rows, []string{t.Name, spell.Thousands(t.Weights()), spell.Bytes(int64(t.Bytes())),
			fmt.Sprintf("%.2f ± %.2f %%", t.Accuracy.Mean, t.Accuracy.SD), energy})
	}
	return ledgerTable(word.Of("Memory, accuracy over the seeds, energy of an image"), rows)
}

// Ordering says that a claim has no figure to be compared with.
func (k *card) Ordering() string {
	if k.Claim == nil || !k.Claim.Ordering {
		return ""
	}
	return "An ordering: no figure that was read by us."
}

// Cite is the citation of the paper; "" for an example.
func (k *card) Cite() string {
	if k.Paper == nil {
		return ""
	}
	return k.Paper.Authors + ": " + k.Paper.Title + ". " + k.Paper.Venue + "."
}

// Address is that of the paper, and Number its name there; "" where none is known.
func (k *card) Address() string {
	if k.Paper == nil {
		return ""
	}
	return k.Paper.Link()
}

// Number is the name of the paper at its address; "" where none is known.
func (k *card) Number() string {
	if k.Address() == "" {
		return ""
	}
	return "arXiv:" + k.Paper.ArXiv
}

// Open is the address of the open text of the paper; "" where none is known.
func (k *card) Open() string {
	if k.Paper == nil {
		return ""
	}
	return k.Paper.Open
}

// Expects is what the opened scenario comes to.
func (k *card) Expects() string {
	if k.Main.Stored == nil {
		return k.Main.Title + ": no result is stored."
	}
	return k.Main.Title + ": " + k.Main.Expect + "."
}

// Print are the first digits of the fingerprint that the opened scenario has.
func (k *card) Print() string {
	if k.Main.Stored == nil {
		return ""
	}
	return k.Main.Stored.Fingerprint[:8]
}

// Kept is the room of the figure, which is there before it is drawn: what stands below must not move.
func (k *card) Kept() string { return fmt.Sprintf("min-height:%dpx", k.Figure.Height) }

// markOf is a sign for the verdict of an entry, or for an example.
func markOf(e *catalog.Entry) string {
	if e.Claim == nil {
		return "▷"
	}
	signs := map[gallery.Verdict]string{gallery.Holds: "●", gallery.HoldsPart: "◐", gallery.Fails: "○",
		gallery.NotYet: "…", gallery.BuiltIn: "◌", gallery.CannotBeShown: "–"}
	return signs[e.Claim.Verdict]
}

// summaries are the lines of all folded entries, by name: they follow from the gallery alone.
var summaries = sync.OnceValue(func() map[string]vugu.HTML {
	all := map[string]vugu.HTML{}
	for _, e := range catalog.Entries() {
		all[e.Name] = summaryOf(e)
	}
	return all
})

// summaryOf is the line of an entry: a sentence, the verdict, the paper, the memories and the tasks.
func summaryOf(e *catalog.Entry) vugu.HTML {
	var b strings.Builder
	verdict, paper := e.Labels("verdict"), ""
	if e.Paper != nil {
		paper = catalog.Cite(e.Paper)
	}
	fmt.Fprintf(&b, `<i aria-hidden="true">%s</i><b>%s</b> <span>`, markOf(e), html.EscapeString(e.Title))
	for _, part := range [][2]string{
		{"judged", verdict}, {"paper", paper}, {"memory", e.Labels("memory")}, {"task", e.Labels("task")},
	} {
		fmt.Fprintf(&b, `<span class=%q>%s</span> `, part[0], html.EscapeString(part[1]))
	}
	return vugu.HTML(b.String() + `</span>`)
}

// absent are the papers that nothing of can be run here.
var absent = sync.OnceValue(func() (all []gallery.Paper) {
	for _, p := range gallery.Papers() {
		if len(p.Claims) == 0 {
			all = append(all, p)
		}
	}
	return all
})

// GalleryWords say what the gallery holds.
func GalleryWords() string {
	count, n := gallery.Counts(), 0
	var parts []string
	for _, v := range gallery.Verdicts() {
		parts = append(parts, fmt.Sprintf("%s %d", v, count[v]))
		n += count[v]
	}
	return fmt.Sprintf("%d claims of %d papers, with what was measured here: %s. Every figure is drawn from results that "+
		"come with the page and that its link replays bit for bit.", n, len(gallery.Papers()), strings.Join(parts, ", "))
}
