package fit

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
)

// decode turns the bytes of a file into text with lines that end in a line feed: UTF-8, UTF-16 of either byte order,
// and Windows-1252, in which spreadsheets still write a micro sign. What was not plain UTF-8 is said.
func (t *table) decode(file []byte) (string, error) {
	text, name, err := textOf(file)
	if err != nil {
		return "", t.fail(place{}, err.Error(), "text in UTF-8 or UTF-16")
	}
	if name != "" {
		t.say("The file is read as %s.", name)
	}
	text = strings.TrimPrefix(text, "\ufeff")
	if at := strings.IndexByte(text, 0); at >= 0 {
		row := strings.Count(text[:at], "\n") + 1
		return "", t.fail(place{row: row}, "\x00",
			"text without zero bytes: a table saved as CSV, not the spreadsheet itself")
	}
	return lineFeeds(text), nil
}

// textOf is the text of a file, with the name of its encoding; "" for UTF-8.
func textOf(file []byte) (text, name string, err error) {
	utf16 := func(end unicode.Endianness) (string, string, error) {
		var b strings.Builder
		b.Grow(2 * len(file)) // no more than that as a rule, so that nothing is copied
		_, err := io.Copy(&b, unicode.UTF16(end, unicode.UseBOM).NewDecoder().Reader(bytes.NewReader(file)))
		return b.String(), "UTF-16", err
	}
	switch {
	case bytes.HasPrefix(file, []byte{0xff, 0xfe}):
		return utf16(unicode.LittleEndian)
	case bytes.HasPrefix(file, []byte{0xfe, 0xff}):
		return utf16(unicode.BigEndian)
	case utf8.Valid(file) && bytes.IndexByte(file, 0) < 0:
		return string(file), "", nil
	case len(file) > 1 && file[0] != 0 && file[1] == 0: // a table begins with a letter or a digit
		return utf16(unicode.LittleEndian)
	case len(file) > 1 && file[0] == 0 && file[1] != 0:
		return utf16(unicode.BigEndian)
	}
	return windows1252(file), "Windows-1252, for it is not UTF-8", nil
}

// c1 are the signs of Windows-1252 from 0x80 to 0x9f, as the WHATWG's encoding standard has them; the others are those
// of Unicode. (Package charmap would bring sixty tables into the worker: 0.1 MB of 2.)
var c1 = [32]rune{
	'\u20ac', '\u0081', '\u201a', '\u0192', '\u201e', '\u2026', '\u2020', '\u2021',
	'\u02c6', '\u2030', '\u0160', '\u2039', '\u0152', '\u008d', '\u017d', '\u008f',
	'\u0090', '\u2018', '\u2019', '\u201c', '\u201d', '\u2022', '\u2013', '\u2014',
	'\u02dc', '\u2122', '\u0161', '\u203a', '\u0153', '\u009d', '\u017e', '\u0178',
}

// windows1252 makes room for the text as long as it will be: a file of micro signs alone becomes twice as long.
func windows1252(file []byte) string {
	long := 0
	for _, x := range file {
		long += utf8.RuneLen(sign1252(x))
	}
	var b strings.Builder
	b.Grow(long)
	for _, x := range file {
		b.WriteRune(sign1252(x))
	}
	return b.String()
}

// sign1252 is what a byte stands for.
func sign1252(x byte) rune {
	if x >= 0x80 && x < 0xa0 {
		return c1[x-0x80]
	}
	return rune(x)
}

// lineFeeds ends lines by line feeds where they end by carriage returns alone, as old spreadsheets have it.
func lineFeeds(text string) string {
	if strings.Count(text, "\r") == strings.Count(text, "\r\n") {
		return text
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
}

// say adds a sentence to the account of what was read.
func (t *table) say(format string, values ...any) {
	t.said = append(t.said, fmt.Sprintf(format, values...))
}

// doubt adds what must be said in front of the fit, and answered before the device is used.
func (t *table) doubt(format string, values ...any) {
	t.doubts = append(t.doubts, fmt.Sprintf(format, values...))
}
