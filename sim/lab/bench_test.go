package lab_test

import (
	"testing"

	"arraylab/sim/lab"
)

// BenchmarkLinks are what the page does at every move of a control.
func BenchmarkLinks(b *testing.B) {
	const text = "v=1&hidden=512-256&memory=st-mram&strength=0.8&epochs=3&seed=9"
	l, err := lab.ParseLink(text)
	if err != nil {
		b.Fatal(err)
	}
	for name, f := range map[string]func(){
		"Default":   func() { lab.Default() },
		"ParseLink": func() { lab.ParseLink(text) },
		"Link":      func() { l.Link() },
		"With":      func() { l.With("strength", "0.7") },
		"Plain":     func() { l.Plain() },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				f()
			}
		})
	}
}
