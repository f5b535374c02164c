package ui

import (
	"cmp"
	"fmt"
	"strings"

	"arraylab/sim/gallery"
	"arraylab/sim/lab"
)

// Citation says what a paper needs to say of the result: its link, fingerprint and version, and the entries of BibTeX
// for the laboratory and for the papers behind the memory.
func (s *Store) Citation() string {
	var b strings.Builder
	commit, date := s.desk.Sources()
	fmt.Fprintf(&b, "Link: %s\n", s.SharedLink())
	if r := s.result; r != nil && r.Link == s.link.Experiment.Link() && s.reason != "stop" && !r.Brought() {
		fmt.Fprintf(&b, "Fingerprint: %s\n", r.Fingerprint)
	}
	fmt.Fprintf(&b, "Version: commit %s of %s, numerics %d\n\n", commit, date, lab.NumericVersion)
	b.WriteString(laboratory(s.Base(), commit, date))
	if t := s.link.Experiment.Technology(); t != nil {
		for _, p := range gallery.PapersBehind(t.Source) {
			b.WriteString("\n" + p.BibTeX())
		}
	}
	return b.String()
}

// laboratory is the entry of the laboratory itself, as it was built.
func laboratory(address, commit, date string) string {
	year, _, _ := strings.Cut(date, "-")
	if len(year) != len("2026") {
		year = "" // the sources do not know their date
	}
	return gallery.Entry("misc", "arraylab", [][2]string{
		{"author", "{The Arraylab developers}"},
		{"title", "{Arraylab: binarized networks on imperfect memory}"},
		{"year", year},
		{"howpublished", `\url{` + address + `}`},
		{"note", fmt.Sprintf("commit %s, numerics %d", cmp.Or(commit, "unknown"), lab.NumericVersion)},
	})
}

// CopyCitation puts it on the clipboard.
func (s *Store) CopyCitation() { s.desk.Copy(s.Citation(), "share-cite") }
