// Package summary writes sim/RESULTS.md: what the stored results come to, in tables and words.
//
// The words, and all that is not stored, stand in results.md.tmpl, a text/template. What follows from stored results is
// written by the methods of page: a number that stands in a stored result is never copied into the template. A test of
// this package writes the file anew and compares it to the byte; the command writes it:
//
//	go run ./sim/cmd/arraylab scenarios -results sim/RESULTS.md
//
// The page does not import this package: text/template is large.
package summary

import (
	_ "embed" // the words
	"io"
	"text/template"

	"arraylab/sim/gallery"
)

//go:embed results.md.tmpl
var words string

// Write writes the summary of the results that come with the program. An error names what of the template cannot be
// filled in: a scenario without a stored result, a value that its sweep does not have.
func Write(w io.Writer) error { return write(w, words, gallery.StoredResults()) }

func write(w io.Writer, text string, r gallery.Results) error {
	t, err := template.New("results.md.tmpl").Parse(text)
	if err != nil {
		return err
	}
	return t.Execute(w, page{r})
}
