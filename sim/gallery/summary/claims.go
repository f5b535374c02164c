package summary

import (
	"fmt"
	"strings"

	"arraylab/sim/gallery"
)

// Verdicts count the claims.
func (p page) Verdicts() string {
	n, count := 0, map[gallery.Verdict]int{}
	for _, paper := range gallery.Papers() {
		for _, c := range paper.Claims {
			n++
			count[c.Verdict]++
		}
	}
	return fmt.Sprintf("%d claims of %d papers: %d hold, %d hold in part, %d do not hold, %d were built in and %d "+
		"cannot be shown here", n, len(gallery.Papers()), count[gallery.Holds], count[gallery.HoldsPart],
		count[gallery.Fails], count[gallery.BuiltIn], count[gallery.CannotBeShown])
}

// Claims are all papers: what each lacks here, and a table of its claims, a row a check.
func (p page) Claims() string {
	var b strings.Builder
	for _, paper := range gallery.Papers() {
		fmt.Fprintf(&b, "### %s: %s\n\n%s", paper.Authors, paper.Title, paper.Venue)
		if link := paper.Link(); link != "" {
			fmt.Fprintf(&b, ", [arXiv:%s](%s)", paper.ArXiv, link)
		}
		b.WriteString(".")
		if paper.Lacks != "" {
			b.WriteString(" " + paper.Lacks)
		}
		b.WriteString("\n\n")
		if len(paper.Claims) > 0 {
			b.WriteString(claimTable(paper.Claims) + "\n\n")
		}
		for _, c := range paper.Claims {
			fmt.Fprintf(&b, "- **%s.** %s %s\n", c.Title, c.Says, c.Found)
		}
		if len(paper.Claims) > 0 {
			b.WriteString("\n")
		}
	}
	return strings.TrimSuffix(b.String(), "\n\n")
}

// claimTable is a table of claims: the checks of a claim follow each other, its title and its verdict stand in the
// first.
func claimTable(claims []gallery.Claim) string {
	rows := [][]string{{"claim", "what is measured", "here", "wanted", "met", "verdict"}}
	for _, c := range claims {
		for i, k := range c.Checks {
			row := []string{"", k.What, k.Got(), k.Wanted(), "no", ""}
			if i == 0 {
				row[0], row[5] = c.Title, string(c.Verdict)
			}
			switch {
			case k.Given:
				row[4] = "put in"
			case k.Met():
				row[4] = "yes"
			}
			rows = append(rows, row)
		}
	}
	return table(rows)
}
