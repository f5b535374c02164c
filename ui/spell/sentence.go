package spell

import (
	"strings"
	"unicode/utf8"
)

// Short bounds what a stranger wrote to forty characters.
func Short(t string) string {
	if r := []rune(t); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return t
}

// Sentence makes a visitor's sentence of an error: no package prefix, a capital, a full stop.
func Sentence(err error) string {
	t := err.Error()
	if i := strings.Index(t, ": "); i > 0 && i < 8 && !strings.Contains(t[:i], " ") {
		t = t[i+2:]
	}
	if t == "" {
		return t
	}
	_, first := utf8.DecodeRuneInString(t)
	return strings.ToUpper(t[:first]) + strings.TrimSuffix(t[first:], ".") + "."
}

// A is a noun with its article: "a dog", "an airplane", "an 8".
func A(noun string) string {
	if strings.ContainsAny(noun[:min(1, len(noun))], "aeio8") {
		return "an " + noun
	}
	return "a " + noun
}
