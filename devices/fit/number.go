package fit

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// marks are the signs within the numbers of a file: what stands before the decimals, and what stands between thousands.
// Blanks and apostrophes are always the latter.
type marks struct{ decimal, thousands byte }

var (
	dots   = marks{'.', ','}
	commas = marks{',', '.'}
)

// shape is what a number shows of its marks.
type shape int

const (
	noNumber     shape = iota
	plain              // no marks: 3949
	dotDecimal         // 3949.8 or 3,949.8
	commaDecimal       // 3949,8 or 3.949,8
	dotThree           // 3.949: decimals or thousands
	commaThree         // 3,949: likewise
	dotGroups          // 1.003.949: thousands
	commaGroups        // 1,003,949: likewise
	shapes
)

// longestNumber is the longest text that is taken for a number.
const longestNumber = 64

// shapeOf looks at the marks of a number.
func shapeOf(text string) shape {
	if len(text) > longestNumber {
		return noNumber
	}
	body := mantissa(text)
	if body == "" {
		return noNumber
	}
	dot, comma := strings.Count(body, "."), strings.Count(body, ",")
	switch {
	case dot == 0 && comma == 0:
		return plain
	case dot > 0 && comma > 0:
		return mixed(body)
	case dot > 0:
		return single(body, ".", dot, dotDecimal, dotThree, dotGroups)
	}
	return single(body, ",", comma, commaDecimal, commaThree, commaGroups)
}

// mixed is the shape of a number with both marks: the last one is the decimal mark.
func mixed(body string) shape {
	dot, comma := strings.LastIndexByte(body, '.'), strings.LastIndexByte(body, ',')
	switch {
	case dot > comma && strings.Count(body, ".") == 1 && grouped(body[:dot], ","):
		return dotDecimal
	case comma > dot && strings.Count(body, ",") == 1 && grouped(body[:comma], "."):
		return commaDecimal
	}
	return noNumber
}

// single is the shape of a number with one kind of mark.
func single(body, mark string, n int, decimal, three, groups shape) shape {
	switch {
	case n > 1 && grouped(body, mark):
		return groups
	case n > 1:
		return noNumber
	case body[0] != '0' && grouped(body, mark):
		return three
	}
	return decimal
}

// grouped tells whether digits stand in groups of three, the first of one to three.
func grouped(body, mark string) bool {
	for i := 0; ; i++ {
		group, rest, more := strings.Cut(body, mark)
		if len(group) > 3 || len(group) == 0 || i > 0 && len(group) < 3 {
			return false
		}
		if !more {
			return true
		}
		body = rest
	}
}

// mantissa are the digits and marks of what looks like a number, without sign, exponent, blanks and apostrophes; ""
// for anything else.
func mantissa(text string) string {
	text = strings.TrimLeft(unblanked(text), "+-")
	body := text
	if i := strings.IndexAny(text, "eE"); i > 0 {
		body = text[:i]
		if exponent := strings.TrimLeft(text[i+1:], "+-"); exponent == "" ||
			strings.Trim(exponent, "0123456789") != "" {
			return ""
		}
	}
	if strings.Trim(body, "0123456789.,") != "" || !strings.ContainsAny(body, "0123456789") {
		return ""
	}
	return body
}

// unblanked takes blanks and apostrophes out that stand between groups of three digits, and makes signs plain. What is
// grouped otherwise stays as it is, and is no number.
func unblanked(text string) string {
	if plainASCII(text) {
		return text
	}
	text = strings.ReplaceAll(text, "\u2212", "-")
	groups := strings.FieldsFunc(text, func(r rune) bool { return r == '\'' || r == '\u2019' || unicode.IsSpace(r) })
	for i, g := range groups {
		first, last := i == 0, i == len(groups)-1
		if first {
			g = strings.TrimLeft(g, "+-")
		}
		digits := len(g) - len(strings.TrimLeft(g, "0123456789"))
		switch {
		case first && last:
		case first && (digits < 1 || digits > 3), !first && digits != 3, !last && digits < len(g):
			return text
		}
	}
	return strings.Join(groups, "")
}

// plainASCII tells whether a text has neither blanks nor apostrophes nor letters beyond ASCII.
func plainASCII(text string) bool {
	for i := range len(text) {
		if c := text[i]; c >= utf8.RuneSelf || c == '\'' || c == ' ' || c < ' ' {
			return false
		}
	}
	return true
}

// spelled is a number as Go reads it, under the marks of its file; ok is false where they do not allow it.
func (m marks) spelled(text string) (string, bool) {
	s := shapeOf(text)
	if s == noNumber {
		return text, false
	}
	number := unblanked(text)
	switch {
	case s == plain:
		return number, true
	case m.decimal == '.' && (s == dotDecimal || s == dotThree || s == commaThree || s == commaGroups):
		return strings.ReplaceAll(number, ",", ""), true
	case m.decimal == ',' && (s == commaDecimal || s == commaThree || s == dotThree || s == dotGroups):
		return strings.Replace(strings.ReplaceAll(number, ".", ""), ",", ".", 1), true
	}
	return text, false
}

// seen counts the shapes of the numbers of a column, with the first row of each.
type seen struct {
	count [shapes]int
	row   [shapes]int
	text  [shapes]string
	both  int // with both marks
}

func (s *seen) add(text string, row int) {
	k := shapeOf(text)
	if s.count[k]++; s.count[k] == 1 {
		s.row[k], s.text[k] = row, strings.Clone(text[:min(len(text), 40)])
	}
	if k != noNumber && strings.Contains(text, ",") && strings.Contains(text, ".") {
		s.both++
	}
}

func (s *seen) merge(o *seen) {
	s.both += o.both
	for k := range s.count {
		if s.count[k] == 0 || o.count[k] > 0 && o.row[k] < s.row[k] {
			s.row[k], s.text[k] = o.row[k], o.text[k]
		}
		s.count[k] += o.count[k]
	}
}

// numbers is how many there are.
func (s *seen) numbers() int {
	n := 0
	for k := plain; k < shapes; k++ {
		n += s.count[k]
	}
	return n
}

// first is the first row with a number of one of these shapes, and the number.
func (s *seen) first(kinds ...shape) (row int, text string) {
	for _, k := range kinds {
		if s.count[k] > 0 && (row == 0 || s.row[k] < row) {
			row, text = s.row[k], s.text[k]
		}
	}
	return row, text
}

// marksOf decides by all numbers that are used which mark is which. Where columns are separated by something else than
// commas, a comma alone is the decimal mark.
func (t *table) marksOf(s *seen, separator rune) (marks, error) {
	dotRow, dotText := s.first(dotDecimal, commaGroups)
	commaRow, commaText := s.first(commaDecimal, dotGroups)
	switch {
	case dotRow > 0 && commaRow > 0:
		row, text, before := commaRow, commaText, dotText
		if dotRow > commaRow {
			row, text, before = dotRow, dotText, commaText
		}
		return dots, t.fail(place{row: row}, text, "one decimal mark in all of the file: "+before+" has another")
	case dotRow > 0:
		return dots, nil
	case commaRow > 0:
		return commas, nil
	}
	dotRow, dotText = s.first(dotThree)
	commaRow, commaText = s.first(commaThree)
	switch {
	case dotRow > 0 && commaRow > 0:
		return dots, t.fail(place{row: max(dotRow, commaRow)}, commaText,
			"one decimal mark in all of the file: "+dotText+" has another")
	case commaRow > 0 && separator != ',':
		return commas, nil
	}
	return dots, nil
}

// tellMarks says how the marks were read, and doubts numbers that may be meant as thousands. free: no unit was given.
func (t *table) tellMarks(s *seen, m marks, free bool) {
	three := dotThree
	switch {
	case m == commas && s.count[commaDecimal]+s.count[commaThree] > 0:
		t.say("The comma is read as the decimal mark.")
		three = commaThree
	case m == commas:
		t.say("Dots are read as marks of thousands.")
	case s.count[commaThree]+s.count[commaGroups]+s.both > 0:
		t.say("Commas within numbers are read as marks of thousands.")
		three = commaThree
	}
	if n := s.count[three]; n == 0 || n+s.count[plain] != s.numbers() {
		return
	}
	_, text := s.first(three)
	read, _ := m.spelled(text)
	note := "Every number has exactly three decimals: " + text + " is read as " + read + "."
	if s.count[plain] > 0 {
		note = "Every number with a mark has exactly three digits after it: " + text + " is read as " + read + "."
	}
	if !free {
		t.say("%s", note)
		return
	}
	t.doubt("%s If thousands are meant, write the numbers without that mark.", note)
}
