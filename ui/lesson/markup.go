package lesson

import (
	"fmt"
	"html"
	"strings"
)

// piece is a part of a text: words alone, or what is marked.
type piece struct {
	mark  byte   // '*' for a name on the page, '[' for a term, '{' for a number; 0 for words alone
	words string // as they are read
	of    string // the entry of a term, the figure of a number
}

// markAt reads the mark at the beginning of a text, and how long it is; 0 for none.
func markAt(text string) (p piece, length int) {
	p.mark = text[0]
	var rest string
	closed := true
	switch p.mark {
	case '*':
		p.words, rest, closed = strings.Cut(text[1:], "*")
	case '[':
		p.words, rest, closed = strings.Cut(text[1:], "](")
		if closed {
			p.of, rest, closed = strings.Cut(rest, ")")
		}
	case '{':
		p.words, rest, closed = strings.Cut(text[1:], "|")
		if closed {
			p.of, rest, closed = strings.Cut(rest, "}")
		}
	}
	if !closed || p.words == "" {
		return piece{}, 0
	}
	return p, len(text) - len(rest)
}

// pieces are the parts of a text in their order. A sign that begins no mark is a word.
func pieces(text string) (all []piece) {
	words := ""
	for text != "" {
		i := strings.IndexAny(text, "*[{")
		if i < 0 {
			i = len(text)
		}
		words, text = words+text[:i], text[i:]
		if text == "" {
			break
		}
		p, n := markAt(text)
		if n == 0 {
			words, text = words+text[:1], text[1:]
			continue
		}
		all, words, text = append(all, piece{words: words}, p), "", text[n:]
	}
	return append(all, piece{words: words})
}

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
	for _, p := range pieces(text) {
		if p.mark == '{' {
			all = append(all, Number{p.words, p.of})
		}
	}
	return all
}

// Terms are the entries of the glossary that a text leads to.
func Terms(text string) (all []string) {
	for _, p := range pieces(text) {
		if p.mark == '[' {
			all = append(all, p.of)
		}
	}
	return all
}

// HTML is a text for the page, whose terms are buttons that say which by data-term. A button is no word to a browser:
// what must not be parted from it stands with it in an element that does not break.
func HTML(text string) string {
	return marked(text, func(words, term, before, after string) string {
		button := fmt.Sprintf(`<button type="button" class="plain term" data-term="%s">%s</button>`, term, words)
		if before+after == "" {
			return button
		}
		return `<span class="num">` + before + button + after + "</span>"
	})
}

// Paper is a text for paper, where nothing can be pressed.
func Paper(text string) string {
	return marked(text, func(words, _, before, after string) string { return before + "<i>" + words + "</i>" + after })
}

// Plain is a text without its marks.
func Plain(text string) string {
	var b strings.Builder
	for _, p := range pieces(text) {
		b.WriteString(p.words)
	}
	return b.String()
}

// marked is a text as HTML, its terms as given, each with the signs that stand before and after it without a blank.
func marked(text string, term func(words, id, before, after string) string) string {
	var b strings.Builder
	all := pieces(text)
	signs := make([][2]string, len(all))
	for i := range all {
		if all[i].mark == '[' { // there are words, if only empty ones, on both sides of a mark
			signs[i] = cutSigns(&all[i-1].words, &all[i+1].words)
		}
	}
	for i, p := range all {
		words := html.EscapeString(p.words)
		switch p.mark {
		case '*':
			words = "<b>" + words + "</b>"
		case '[':
			words = term(words, html.EscapeString(p.of), signs[i][0], signs[i][1])
		case '{':
			words = `<span class="num">` + words + "</span>"
		}
		b.WriteString(words)
	}
	return b.String()
}

// cutSigns takes the signs off that stand without a blank before and after what is between two texts.
func cutSigns(left, right *string) (signs [2]string) {
	l, r := strings.TrimRight(*left, "(“"), strings.TrimLeft(*right, ",.;:)?!”")
	signs = [2]string{(*left)[len(l):], (*right)[:len(*right)-len(r)]}
	*left, *right = l, r
	return signs
}
