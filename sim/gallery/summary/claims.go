package summary

import (
	"fmt"
	"strings"

	"arraylab/sim/gallery"
)

// Verdicts count the claims.
func (p page) Verdicts() string {
	count, n := gallery.Counts(), 0
	var parts []string
	for _, v := range gallery.Verdicts() {
		parts = append(parts, fmt.Sprintf("%s %d", v, count[v]))
		n += count[v]
	}
	return fmt.Sprintf("%d claims of %d papers: %s", n, len(gallery.Papers()), strings.Join(parts, ", "))
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
		if paper.Open != "" {
			fmt.Fprintf(&b, " Open text, not read by us: [%s](%s).", strings.TrimPrefix(paper.Open, "https://"), paper.Open)
		}
		if paper.Lacks != "" {
			b.WriteString(" " + paper.Lacks)
		}
		b.WriteString("\n\n")
		if len(paper.Claims) > 0 {
			b.WriteString(claimTable(paper.Claims) + "\n\n")
		}
		for _, c := range paper.Claims {
			fmt.Fprintf(&b, "- **%s.** %s\n", c.Title, strings.TrimSpace(c.Says+" "+c.Found+" "+c.Reason()))
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
			row := []string{"", k.What, k.Got(), k.Wanted(), string(k.Stands()), ""}
			if i == 0 {
				row[0], row[5] = c.Title, string(c.Verdict)
			}
			rows = append(rows, row)
		}
	}
	return table(rows)
}
