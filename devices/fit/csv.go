package fit

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// read reads a file of either kind.
func read(file []byte, name string, given Columns) (*table, error) {
	t := &table{file: name}
	if len(file) > MaxBytes {
		return nil, t.fail(place{}, fmt.Sprintf("%d bytes", len(file)),
			fmt.Sprintf("a file of at most %d bytes", MaxBytes))
	}
	text, err := t.decode(file)
	if err != nil {
		return nil, err
	}
	if first := strings.TrimSpace(text[:min(len(text), 1000)]); first != "" && (first[0] == '{' || first[0] == '[') {
		err = t.readJSON(text)
	} else {
		err = t.readCSV(text, given)
	}
	if err == nil {
		err = t.check()
	}
	if err != nil {
		return nil, err
	}
	return t, nil
}

const allowedHeader = "a header: pulses,device1,device2,... or device,pulses,resistance or lrs,hrs or " +
	"state,resistance" +
	" or duration (ns),wer or voltage,wer"

// maxColumns leaves room for what is no device.
const maxColumns = MaxDevices + 100

// sheet is the text of a CSV file and what its first rows say.
type sheet struct {
	*table
	text      string
	separator rune
	skipped   int // rows before the text: sep=
	columns   []*column
	header    int // its row
	units     int // the row of units, 0 for none
	marks     marks
}

// rows reads a sheet row by row.
type rows struct {
	*sheet
	csv    *csv.Reader
	fields []string
	row    int
}

// open starts at the first row.
func (s *sheet) open() *rows {
	r := &rows{sheet: s, csv: csv.NewReader(strings.NewReader(s.text))}
	r.csv.Comma, r.csv.Comment, r.csv.FieldsPerRecord, r.csv.ReuseRecord = s.separator, '#', -1, true
	r.csv.TrimLeadingSpace = s.separator != '\t' // it takes empty columns for space
	return r
}

// next reads a row that is not empty, io.EOF after the last one. Rows have the columns of the header; empty ones may
// follow, as spreadsheets write them.
func (r *rows) next() error {
	for {
		fields, err := r.csv.Read()
		var parse *csv.ParseError
		if errors.As(err, &parse) {
			at := place{row: parse.StartLine + r.skipped}
			return r.fail(at, parse.Err.Error(), "columns with one separator, quotes in pairs")
		}
		if err != nil {
			return err
		}
		line, _ := r.csv.FieldPos(0)
		r.row = line + r.skipped
		empty := true
		for i := range fields {
			fields[i] = strings.TrimSpace(fields[i])
			empty = empty && fields[i] == ""
		}
		if r.fields = fields; !empty {
			return r.even()
		}
	}
}

// even gives the row as many columns as the header has.
func (r *rows) even() error {
	want, n := len(r.columns), len(r.fields)
	if want == 0 || n == want {
		return nil
	}
	for i := want; i < n; i++ {
		if r.fields[i] != "" {
			return r.uneven()
		}
	}
	for i := n; i < want; i++ {
		if r.columns[i].title != "" {
			return r.uneven()
		}
		r.fields = append(r.fields, "")
	}
	r.fields = r.fields[:want]
	return nil
}

func (r *rows) uneven() error {
	allowed := fmt.Sprintf("%d columns as in the header", len(r.columns))
	if r.separator == ',' && len(r.fields) > len(r.columns) {
		allowed += "; a comma is no decimal mark where commas separate columns: semicolons or tabs let it be one"
	}
	return r.fail(place{row: r.row}, fmt.Sprintf("%d columns", len(r.fields)), allowed)
}

// at is the place of a column of this row.
func (r *rows) at(c *column) place { return place{r.row, c.String()} }

// text is what stands in a column of this row.
func (r *rows) cell(c *column) string { return r.fields[c.at] }

func (t *table) readCSV(text string, given Columns) error {
	s := &sheet{table: t, text: text}
	if err := s.separate(); err != nil {
		return err
	}
	t.tellComments(text)
	if err := s.survey(); err != nil {
		return err
	}
	p, err := t.planOf(s.columns, s.header, given)
	if err != nil {
		return err
	}
	if err := s.measureAll(p); err != nil {
		return err
	}
	return s.readRows(p)
}

// separate finds the separator: that of a first line sep=, else the first of tab, semicolon, bar and comma that the
// first line with text has outside of quotes.
func (s *sheet) separate() error {
	first, rest, _ := strings.Cut(s.text, "\n")
	line := strings.Trim(strings.TrimRight(first, "\r"), `"`)
	if sign, ok := strings.CutPrefix(strings.ToLower(line), "sep="); ok {
		s.text, s.skipped = rest, 1
		if s.separator = rune(strings.TrimSpace(sign + ",")[0]); strings.HasPrefix(sign, "\t") || sign == `\t` {
			s.separator = '\t'
		}
		if !strings.ContainsRune(",;\t|", s.separator) {
			return s.fail(place{row: 1}, line, "sep= with a comma, a semicolon, a tab or a bar")
		}
		s.say("The separator is the one that the first row names.")
	} else {
		s.separator = separator(s.text)
	}
	return s.narrow()
}

// longestLine is how much of a line is looked at for a separator or a unit.
const longestLine = 1 << 16

// longestRow is the most bytes of a row: 64 for each column that a table can have. A reader of longer ones would take
// many times their size.
const longestRow = 64 * maxColumns

// separator is the one of the first line with text.
func separator(text string) rune {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line[:min(len(line), longestLine)])
		if line == "" || line[0] == '#' {
			continue
		}
		outside := strings.Builder{}
		for i, piece := range strings.Split(line, `"`) {
			if i%2 == 0 {
				outside.WriteString(piece)
			}
		}
		for _, r := range "\t;|" {
			if strings.ContainsRune(outside.String(), r) {
				return r
			}
		}
		break
	}
	return ','
}

// narrow refuses a row that is longer, or has more columns, than one of a table, and a quoted cell that goes on and on.
func (s *sheet) narrow() error {
	row, open, length := s.skipped, 0, 0
	for line := range strings.Lines(s.text) {
		row++
		if n := strings.Count(line, string(s.separator)); n >= maxColumns {
			allowed := fmt.Sprintf("at most %d devices, and %d other columns", MaxDevices, maxColumns-MaxDevices)
			return s.fail(place{row: row}, fmt.Sprintf("%d columns", n+1), allowed)
		}
		if len(line) > longestRow {
			return s.fail(place{row: row}, fmt.Sprintf("a row of %d kB", len(line)>>10),
				fmt.Sprintf("rows of at most %d kB", longestRow>>10))
		}
		odd := strings.Count(line, `"`)%2 == 1
		switch {
		case odd && open == 0:
			open, length = row, 0
		case odd:
			open = 0
		}
		if length += len(line); open > 0 && length > longestLine {
			return s.fail(place{row: open}, "a quote", "quotes in pairs, around cells of less than 64 kB")
		}
	}
	return nil
}

// readRows reads all rows by the plan.
func (s *sheet) readRows(p *plan) error {
	r := s.open()
	row := s.reader(r, p)
	for {
		if err := r.next(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		if r.row == s.header || r.row == s.units {
			continue
		}
		if err := row(); err != nil {
			return err
		}
	}
}
