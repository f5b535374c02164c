package lang

import "strings"

// template is an English text that has parts which vary, and its translation.
type template struct {
	english  string
	from, to []part
}

// part is a text, and what varies behind it.
type part struct {
	words string
	name  byte // 0 for nothing
}

// isNumber tells whether a name stands for a number.
func isNumber(name byte) bool { return name >= 'i' && name <= 'n' }

// split parts a text at its names: {n}, one letter each.
func split(text string) (parts []part) {
	words := 0
	for i := 0; i+2 < len(text); i++ {
		if text[i] == '{' && text[i+2] == '}' && text[i+1] >= 'a' && text[i+1] <= 'z' {
			parts = append(parts, part{text[words:i], text[i+1]})
			words, i = i+3, i+2
		}
	}
	if words < len(text) || parts == nil {
		parts = append(parts, part{words: text[words:]})
	}
	return parts
}

// fixed is how many letters of a template do not vary.
func (m *template) fixed() (n int) {
	for _, p := range m.from {
		n += len(p.words)
	}
	return n
}

// before tells whether a template comes before another one: it has more words, or as many and earlier letters.
func (m *template) before(o *template) bool {
	if n, k := m.fixed(), o.fixed(); n != k {
		return n > k
	}
	return m.english < o.english
}

// has tells whether the English has a name.
func (m *template) has(name byte) bool {
	for _, p := range m.from {
		if p.name == name {
			return true
		}
	}
	return false
}

// match is what stands in a text where the template has names; nil where the text does not fit.
func (m *template) match(text string) map[byte]string {
	values := map[byte]string{}
	if matches(m.from, text, values) {
		return values
	}
	return nil
}

// matches fits parts to a text, each as short as it can be.
func matches(parts []part, text string, values map[byte]string) bool {
	if len(parts) == 0 {
		return text == ""
	}
	p, rest := parts[0], parts[1:]
	text, begins := strings.CutPrefix(text, p.words)
	if !begins {
		return false
	}
	if p.name == 0 {
		return text == ""
	}
	for end := 1; end <= len(text); end++ {
		switch {
		case len(rest) > 0 && !strings.HasPrefix(text[end:], rest[0].words):
			continue
		case len(rest) == 0:
			end = len(text)
		}
		if isNumber(p.name) && !lacksLetters(text[:end]) {
			return false
		}
		if matches(rest, text[end:], values) {
			values[p.name] = text[:end]
			return true
		}
	}
	return false
}
