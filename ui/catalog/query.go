package catalog

import (
	"slices"
	"strings"
	"unicode"

	"arraylab/devices/knob"
)

// Query is what somebody looks for. The zero value finds everything.
type Query struct {
	Text                         string // Text is as it was typed: every word of it must occur.
	Paper, Memory, Task, Verdict string // These are keys of values; "" for every one.
}

// Get is the value that is chosen of a facet; "" for every one.
func (q Query) Get(f Facet) string { return *f.in(&q) }

// With is the query with another value of a facet.
func (q Query) With(f Facet, value string) Query {
	*f.in(&q) = value
	return q
}

// Find are the entries that answer the query, in their order.
func (q Query) Find() (found []*Entry) {
	for _, e := range Entries() {
		if q.matches(e) {
			found = append(found, e)
		}
	}
	return found
}

func (q Query) matches(e *Entry) bool {
	for i, f := range Facets() {
		want := q.Get(f)
		if want != "" && !slices.ContainsFunc(e.values[i], func(v Value) bool { return v.Key == want }) {
			return false
		}
	}
	return Contains(e.words, q.Text)
}

// Contains tells whether every word of what was typed occurs in a text that was folded.
func Contains(folded, typed string) bool {
	for _, word := range strings.Fields(Fold(typed)) {
		if !strings.Contains(folded, word) {
			return false
		}
	}
	return true
}

// plainLetters are the letters of authors' names and units that somebody may not have on the keyboard.
var plainLetters = strings.NewReplacer("ä", "a", "ö", "o", "ü", "u", "é", "e", "è", "e", "ß", "ss",
	"τ", "tau", "δ", "delta", "σ", "sigma", "µ", "u", "μ", "u")

// Fold is a text as it is searched: lower-case letters and digits alone, a blank for each run of other signs.
func Fold(text string) string {
	var b strings.Builder
	blank := true
	for _, r := range plainLetters.Replace(strings.ToLower(text)) {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			if !blank {
				b.WriteByte(' ')
			}
			blank = true
			continue
		}
		b.WriteRune(r)
		blank = false
	}
	return strings.TrimSuffix(b.String(), " ")
}

// textKey names the words that are looked for in a link.
const textKey = "text"

// Spell is the query as a link spells it: parts joined by ".", each a key, "-" and a value, such as
// memory-st-mram.text-bit-error; "" for what finds everything.
func (q Query) Spell() string {
	var parts []string
	for _, f := range Facets() {
		if value := q.Get(f); value != "" {
			parts = append(parts, f.Key+"-"+value)
		}
	}
	ascii := func(r rune) rune {
		if r > unicode.MaxASCII {
			return -1
		}
		return r
	}
	if words := strings.Fields(strings.Map(ascii, Fold(q.Text))); len(words) > 0 {
		parts = append(parts, textKey+"-"+strings.Join(words, "-"))
	}
	return strings.Join(parts, ".")
}

// Parse reads what Spell wrote. The error is a *knob.ValueError of the link's key and value that were given: it says
// which values there are.
func Parse(text, key, value string) (q Query, err error) {
	for _, part := range strings.Split(text, ".") {
		if part == "" {
			continue
		}
		name, is, _ := strings.Cut(part, "-")
		if name == textKey {
			q.Text = strings.ReplaceAll(is, "-", " ")
			continue
		}
		i := slices.IndexFunc(Facets(), func(f Facet) bool { return f.Key == name })
		if i < 0 {
			return Query{}, knob.Refuse(key, value, "parts joined by a point: "+prefixes())
		}
		options := Query{}.Options(Facets()[i])[1:]
		if !slices.ContainsFunc(options, func(o Option) bool { return o.Key == is }) {
			var keys []string
			for _, o := range options {
				keys = append(keys, o.Key)
			}
			return Query{}, knob.Refuse(key, value, "after "+name+"- one of "+strings.Join(keys, ", "))
		}
		q = q.With(Facets()[i], is)
	}
	return q, nil
}

// prefixes are what parts of a query begin with, as a sentence lists them.
func prefixes() (list string) {
	for _, f := range Facets() {
		list += f.Key + "-, "
	}
	return strings.TrimSuffix(list, ", ") + " or " + textKey + "-"
}
