package ui

import (
	"strings"
	"testing"
)

// TestCitation: it says which run of which version, and names the papers behind the memory.
func TestCitation(t *testing.T) {
	s, d := opened(t, "")
	s.SetBase("https://lab.example/")
	ideal := s.Citation()
	for _, want := range []string{"Link: https://lab.example/#v=1", "Fingerprint: abcdef0123456789",
		"Version: commit 0123456789ab of 2026-01-02, numerics ", "@misc{arraylab,", "year = {2026}",
		`howpublished = {\url{https://lab.example/}}`} {
		if !strings.Contains(ideal, want) {
			t.Errorf("%q lacks %q", ideal, want)
		}
	}
	if strings.Count(ideal, "@misc") != 1 {
		t.Errorf("an ideal memory comes of no paper: %s", ideal)
	}
	s.Knob("memory", "rram-weak-reset")
	if text := s.Citation(); !strings.Contains(text, "@misc{majumdar2021,") || strings.Contains(text, "Fingerprint") {
		t.Errorf("of a memory that was not run here: %s", text)
	}
	s.Show("share")
	shows(t, s, "share-cite", "readonly")
	s.CopyCitation()
	if d.copies[0] != s.Citation() {
		t.Errorf("copied %q", d.copies[0])
	}
}
