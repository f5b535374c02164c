package lesson

import (
	"fmt"
	"html"
	"regexp"
	"strings"
)

// mark is what a text can mark: a name on the page, a term of the glossary, a number with its figure.
var mark = regexp.MustCompile(`\*([^*]+)\*|\[([^\]]+)\]\(([a-z0-9-]+)\)|\{([^|{}]+)\|([^{}]+)\}`)

// Number is a number of a text with the figure of a stored result that it is, see gallery.Results.Figure.
type Number struct {
	Text   string // as it is read, with its unit
	Figure string // "" for a number of no result
}

// NumberOf is the number that a text is.
func NumberOf(text string) Number {
	if all := Numbers(text); len(all) == 1 && strings.HasPrefix(text, "{") {
		return all[0]
	}
	return Number{Text: text}
}

// Digits are the digits of a number, without its unit.
func (n Number) Digits() string {
	digits, _, _ := strings.Cut(strings.ReplaceAll(n.Text, "−", "-"), " ")
	return digits
}

// Numbers are those of a text that are figures of stored results.
func Numbers(text string) (all []Number) {
	for _, m := range mark.FindAllStringSubmatch(text, -1) {
		if m[5] != "" {
			all = append(all, Number{m[4], m[5]})
		}
	}
	return all
}

// Terms are the entries of the glossary that a text leads to.
func Terms(text string) (all []string) {
	for _, m := range mark.FindAllStringSubmatch(text, -1) {
		if m[3] != "" {
			all = append(all, m[3])
		}
	}
	return all
}

// HTML is a text for the page, whose terms are buttons that say which by data-term.
func HTML(text string) string {
	return marked(text, func(words, term string) string {
		return fmt.Sprintf(`<button type="button" class="plain term" data-term="%s">%s</button>`, term, words)
	})
}

// Paper is a text for paper, where nothing can be pressed.
func Paper(text string) string {
	return marked(text, func(words, _ string) string { return "<i>" + words + "</i>" })
}

// Plain is a text without its marks.
func Plain(text string) string {
	return mark.ReplaceAllStringFunc(text, func(all string) string {
		m := mark.FindStringSubmatch(all)
		return m[1] + m[2] + m[4]
	})
}

// marked is a text as HTML, its terms as given.
func marked(text string, term func(words, id string) string) string {
	var b strings.Builder
	at := 0
	for _, m := range mark.FindAllStringSubmatchIndex(text, -1) {
		part := func(k int) string {
			if m[2*k] < 0 {
				return ""
			}
			return html.EscapeString(text[m[2*k]:m[2*k+1]])
		}
		b.WriteString(html.EscapeString(text[at:m[0]]))
		switch {
		case part(1) != "":
			b.WriteString("<b>" + part(1) + "</b>")
		case part(2) != "":
			b.WriteString(term(part(2), part(3)))
		default:
			b.WriteString(`<span class="num">` + part(4) + "</span>")
		}
		at = m[1]
	}
	b.WriteString(html.EscapeString(text[at:]))
	return b.String()
}
