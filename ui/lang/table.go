package lang

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode"
)

// Table holds the texts of a language.
type Table struct {
	Code      string // Code is that of the language.
	decimal   string // between a whole number and its fraction
	thousands string // between thousands
	exact     map[string]string
	templates []template // those with most words first, sorted here: package slices would be 10 kB of the page
	ours      map[string]bool
}

// Parse reads the file of a language: its code, how it writes numbers, and sections of texts by their English. An error
// names the text that stands in two sections, or whose translation names a part that it does not have.
func Parse(body []byte) (*Table, error) {
	var file struct {
		Language  string
		Decimal   string
		Thousands string
		Texts     map[string]map[string]string
	}
	if err := json.Unmarshal(body, &file); err != nil {
		return nil, fmt.Errorf("lang: %w", err)
	}
	t := &Table{file.Language, file.Decimal, file.Thousands, map[string]string{}, nil, map[string]bool{}}
	for _, section := range file.Texts {
		for english, text := range section {
			if _, twice := t.exact[english]; twice {
				return nil, fmt.Errorf("lang: %q stands in two sections", english)
			}
			if err := t.add(english, text); err != nil {
				return nil, err
			}
		}
	}
	return t, nil
}

// add takes a text with its translation.
func (t *Table) add(english, text string) error {
	t.exact[english], t.ours[strings.Join(strings.Fields(text), " ")] = text, true
	m := template{english, split(english), split(text)}
	for _, p := range m.to {
		if p.name != 0 && !m.has(p.name) {
			return fmt.Errorf("lang: %q has no {%c}, which its translation has", english, p.name)
		}
	}
	if len(m.from) == 1 && m.from[0].name == 0 {
		return nil
	}
	t.templates = append(t.templates, m)
	for i := len(t.templates) - 1; i > 0 && m.before(&t.templates[i-1]); i-- {
		t.templates[i-1], t.templates[i] = m, t.templates[i-1]
	}
	return nil
}

// Say is a text in the language of the table; one that the table does not have stays as it is, as does any text where
// there is no table. White space around it stays, that in it is one blank each.
func (t *Table) Say(text string) string {
	if t == nil {
		return text
	}
	said, _ := t.look(text)
	return said
}

// Knows tells whether the table has a text, with all the texts that it is composed of, or whether nothing in it is in
// any language.
func (t *Table) Knows(text string) bool {
	_, known := t.look(text)
	return known
}

// look finds a text, and tells whether all of it was found.
func (t *Table) look(text string) (said string, known bool) {
	core := strings.TrimSpace(text)
	words := strings.Join(strings.Fields(core), " ")
	if said, known = t.find(words, 0); said == words {
		return text, known
	}
	before, after, _ := strings.Cut(text, core)
	return before + said + after, known
}

// find finds a text without white space around it: as it stands, by a template, or as several that are joined by signs,
// of which those before the given one are not looked for.
func (t *Table) find(words string, sign int) (said string, known bool) {
	if said, known = t.exact[words]; known {
		return said, true
	}
	if lacksLetters(words) {
		return t.number(words), true
	}
	if t.ours[words] || isCode(words) {
		return words, true
	}
	said, known, fits := t.filled(words)
	if known {
		return said, true
	}
	if open, ends := strings.CutSuffix(words, "."); ends {
		if said, known := t.find(open, sign); known {
			return said + ".", true
		}
	}
	for ; sign < len(joints); sign++ {
		if joined, ok := t.joined(words, sign); ok {
			return joined, true
		}
	}
	if !fits {
		return words, false
	}
	return said, false
}

// filled finds a text by the templates: where no one knows all of its parts, by the first that fits.
func (t *Table) filled(words string) (said string, known, fits bool) {
	for i := range t.templates {
		now, known, ok := t.fill(&t.templates[i], words)
		if known {
			return now, true, true
		}
		if ok && !fits {
			said, fits = now, true
		}
	}
	return said, false, fits
}

// joints are what stands between texts that are joined: sentences, a name and what it is, the items of a list.
var joints = [...]string{". ", "? ", ": ", "; ", " · ", " – ", ", "}

// joined finds a text that is two at least, with a sign between them, whose point or question mark belongs to the first.
func (t *Table) joined(words string, sign int) (said string, known bool) {
	gap := joints[sign]
	for end := len(words); ; {
		at := strings.LastIndex(words[:end], gap)
		if at <= 0 {
			return "", false
		}
		cut, between := at, gap
		if gap[0] == '.' || gap[0] == '?' {
			cut, between = at+1, " "
		}
		if first, known := t.first(words[:cut], sign); known {
			if rest, known := t.find(words[cut+len(between):], sign); known {
				return first + t.gap(between) + rest, true
			}
		}
		end = at
	}
}

// first finds the first of texts that a sign joins. One that holds the sign itself is a single text, or none: to part it
// in every other way, too, would take for ever.
func (t *Table) first(words string, sign int) (said string, known bool) {
	if !strings.Contains(words, joints[sign]) {
		return t.find(words, sign+1)
	}
	if said, known = t.exact[words]; known {
		return said, true
	}
	said, known, _ = t.filled(words)
	return said, known
}

// gap is what stands between texts that are joined, as the language has it.
func (t *Table) gap(sign string) string {
	if said, ok := t.exact[sign]; ok {
		return said
	}
	return sign
}

// fill is a translation with the parts of a text that fits its template.
func (t *Table) fill(m *template, words string) (said string, known, fits bool) {
	values := m.match(words)
	if values == nil {
		return "", false, false
	}
	known = true
	for name, v := range values {
		if isNumber(name) {
			values[name] = t.number(v)
			continue
		}
		said, ok := t.look(v)
		values[name], known = said, known && ok
	}
	var b strings.Builder
	for _, p := range m.to {
		b.WriteString(p.words)
		if p.name != 0 {
			b.WriteString(values[p.name])
		}
	}
	return b.String(), known, true
}

// number writes the numbers of a text as the language does. What has several points is none.
func (t *Table) number(text string) string {
	var b strings.Builder
	for text != "" {
		from := strings.IndexAny(text, "0123456789")
		if from < 0 {
			break
		}
		n := len(text[from:]) - len(strings.TrimLeft(text[from:], "0123456789.,"))
		n = len(strings.TrimRight(text[from:from+n], ".,"))
		b.WriteString(text[:from])
		b.WriteString(t.digits(text[from : from+n]))
		text = text[from+n:]
	}
	return b.String() + text
}

// digits writes one number.
func (t *Table) digits(text string) string {
	whole, fraction, real := strings.Cut(text, ".")
	if strings.ContainsAny(fraction, ".,") {
		return text
	}
	groups := strings.Split(whole, ",")
	for _, g := range groups[1:] {
		if len(g) != 3 {
			return text
		}
	}
	if whole = strings.Join(groups, t.thousands); real {
		whole += t.decimal
	}
	return whole + fraction
}

// isCode tells whether a text is spelled for machines: a network's layers, the digits of a fingerprint, an address.
func isCode(text string) bool {
	return strings.ContainsAny(text, "0123456789") && !strings.ContainsAny(text, " \u00a0")
}

// lacksLetters tells whether a text says nothing in any language.
// The e of a number's power of ten is no letter.
func lacksLetters(text string) bool {
	for i, r := range text {
		power := r == 'e' && i > 0 && i+1 < len(text) && isDigit(text[i-1]) && (text[i+1] == '-' || isDigit(text[i+1]))
		if unicode.IsLetter(r) && !power {
			return false
		}
	}
	return true
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
