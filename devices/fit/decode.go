package fit

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// decode turns the bytes of a file into text with lines that end in a line feed: UTF-8, UTF-16 of either byte order,
// and Windows-1252, in which spreadsheets still write a micro sign. What was not plain UTF-8 is said.
func (t *table) decode(file []byte) (string, error) {
	name, e := encodingOf(file)
	text := ""
	if e == nil {
		text = string(file)
	} else {
		var b strings.Builder
		b.Grow(2 * len(file)) // no more than that as a rule, so that nothing is copied
		if _, err := io.Copy(&b, e.NewDecoder().Reader(bytes.NewReader(file))); err != nil {
			return "", t.fail(place{}, err.Error(), "text in UTF-8 or UTF-16")
		}
		text = b.String()
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

// encodingOf finds the encoding of a file; nil for UTF-8.
func encodingOf(file []byte) (string, encoding.Encoding) {
	utf16 := func(end unicode.Endianness) (string, encoding.Encoding) {
		return "UTF-16", unicode.UTF16(end, unicode.UseBOM)
	}
	switch {
	case bytes.HasPrefix(file, []byte{0xff, 0xfe}):
		return utf16(unicode.LittleEndian)
	case bytes.HasPrefix(file, []byte{0xfe, 0xff}):
		return utf16(unicode.BigEndian)
	case utf8.Valid(file) && bytes.IndexByte(file, 0) < 0:
		return "", nil
	case len(file) > 1 && file[0] != 0 && file[1] == 0: // a table begins with a letter or a digit
		return "UTF-16", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case len(file) > 1 && file[0] == 0 && file[1] != 0:
		return "UTF-16", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	}
	return "Windows-1252, for it is not UTF-8", charmap.Windows1252
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
