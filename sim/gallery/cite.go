package gallery

import (
	"fmt"
	"strings"
)

// PapersBehind are the papers that a text about sources names, by their number on arXiv or by their title, in the
// order of the gallery.
func PapersBehind(source string) (all []Paper) {
	lower := strings.ToLower(source)
	for _, p := range Papers() {
		if p.ArXiv != "" && strings.Contains(source, p.ArXiv) || strings.Contains(lower, strings.ToLower(p.Title)) {
			all = append(all, p)
		}
	}
	return all
}

// BibTeX is the paper's entry. What the gallery does not know, such as pages, is left out.
func (p Paper) BibTeX() string {
	venue, year := "", p.Venue
	if at := strings.LastIndex(p.Venue, ", "); at >= 0 {
		venue, year = p.Venue[:at], p.Venue[at+2:]
	}
	fields := [][2]string{{"author", authors(p.Authors)}, {"title", "{" + escaped(p.Title) + "}"},
		{"howpublished", escaped(venue)}, {"year", year}, {"eprint", p.ArXiv}}
	if p.ArXiv != "" {
		fields = append(fields, [2]string{"archiveprefix", "arXiv"})
	}
	return Entry("misc", p.Key, fields)
}

// Entry spells an entry of BibTeX, whose values are escaped; empty ones are left out.
func Entry(kind, key string, fields [][2]string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "@%s{%s", kind, key)
	for _, f := range fields {
		if f[1] != "" {
			fmt.Fprintf(&b, ",\n  %s = {%s}", f[0], f[1])
		}
	}
	return b.String() + "\n}\n"
}

// authors spells a list of names as BibTeX does.
func authors(text string) string {
	return strings.NewReplacer(" et al.", " and others", ", ", " and ").Replace(escaped(text))
}

// escaped spells a text for BibTeX, whose values go on to TeX.
func escaped(text string) string {
	return strings.NewReplacer("&", `\&`, "%", `\%`, "_", `\_`, "#", `\#`, "$", `\$`).Replace(text)
}
