package fit

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// read reads a file of either kind.
func read(file []byte, name string, given Columns) (*table, error) {
	t := &table{file: name}
	if len(file) > MaxBytes {
		return nil, t.fail(place{}, fmt.Sprintf("%d bytes", len(file)), fmt.Sprintf("a file of at most %d bytes", MaxBytes))
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

const allowedHeader = "a header: pulses,device1,device2,... or device,pulses,resistance or lrs,hrs or state,resistance or duration (ns),wer or voltage,wer"

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
			return r.fail(place{row: parse.StartLine + r.skipped}, parse.Err.Error(), "columns with one separator, quotes in pairs")
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

// separate finds the separator: that of a first line sep=, else the first of tab, semicolon and comma that the first line
// with text has outside of quotes.
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

// separator is the one of the first line with text.
func separator(text string) rune {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
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

// narrow refuses a row with more columns than a table has.
func (s *sheet) narrow() error {
	row := s.skipped
	for line := range strings.Lines(s.text) {
		row++
		if n := strings.Count(line, string(s.separator)); n >= maxColumns {
			return s.fail(place{row: row}, fmt.Sprintf("%d columns", n+1), fmt.Sprintf("at most %d devices, and %d other columns", MaxDevices, maxColumns-MaxDevices))
		}
	}
	return nil
}

// survey reads the header, a row of units, and what the numbers of each column look like.
func (s *sheet) survey() error {
	r := s.open()
	if err := r.next(); err == io.EOF {
		return s.fail(place{}, "no header", allowedHeader)
	} else if err != nil {
		return err
	}
	s.header = r.row
	for i, title := range r.fields {
		s.columns = append(s.columns, newColumn(i, strings.Clone(title), r.row))
	}
	for first := true; ; first = false {
		if err := r.next(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		if first && unitRow(r.fields) {
			if err := s.takeUnits(r); err != nil {
				return err
			}
			continue
		}
		for i, text := range r.fields {
			if text != "" {
				s.columns[i].cells++
				s.columns[i].seen.add(text, r.row)
			}
		}
	}
}

// unitRow tells whether a row holds units: one at least, and no number.
func unitRow(fields []string) bool {
	if slices.ContainsFunc(fields, func(f string) bool { return shapeOf(f) != noNumber }) {
		return false
	}
	return slices.ContainsFunc(fields, func(f string) bool {
		q := unitOf(bare(f)).quantity
		return q > inCounts && (q != inOthers || len(f) > 1)
	})
}

// bare is a unit without brackets.
func bare(text string) string { return strings.Trim(text, "()[]{}<> ") }

// takeUnits takes the units of a row of units.
func (s *sheet) takeUnits(r *rows) error {
	s.units = r.row
	for i, text := range r.fields {
		c := s.columns[i]
		claim := bare(text)
		switch {
		case claim == "":
		case c.claim == "":
			c.claim, c.row = strings.Clone(claim), r.row
			c.settle()
		case unitOf(claim) != c.unit:
			return s.fail(r.at(c), claim, "the unit of the header, "+c.claim)
		}
	}
	s.say("Row %d holds units.", r.row)
	return nil
}

// measureAll finds the units of the columns in use and the marks of their numbers.
func (s *sheet) measureAll(p *plan) error {
	used := p.used()
	var all, ohms seen
	var resistances []*column
	free := true
	for _, c := range s.columns {
		if !used[c] {
			continue
		}
		r := p.roleOf(c)
		if err := s.measureAs(c, r); err != nil {
			return err
		}
		if r == roleDevice || r == roleState {
			continue
		}
		all.merge(&c.seen)
		if isOhms(r) {
			resistances = append(resistances, c)
			ohms.merge(&c.seen)
			free = free && c.claim == ""
		}
	}
	var err error
	if s.marks, err = s.marksOf(&all, s.separator); err != nil {
		return err
	}
	if resistances != nil {
		s.tellUnits(resistances)
		s.tellMarks(&ohms, s.marks, free)
	} else {
		s.tellMarks(&all, s.marks, false)
	}
	s.tellUnused(s.columns, used)
	return nil
}

// roleOf is what a column is within the plan.
func (p *plan) roleOf(c *column) role {
	for r, list := range p.columns {
		if slices.Contains(list, c) {
			return r
		}
	}
	return ""
}

func isOhms(r role) bool {
	return r == roleLRS || r == roleHRS || r == roleResistance || r == roleDevices
}

// measureAs gives a column its unit by its role.
func (t *table) measureAs(c *column, r role) error {
	switch r {
	case roleDevice, roleState:
		return nil
	case rolePulses, roleTrials, roleErrors:
		return t.measure(c, freeCount, "a mere count, without a unit", inCounts)
	case roleDuration:
		return t.measure(c, unit{}, allowedDurations, inSeconds)
	case roleVoltage:
		return t.measure(c, freeVolts, allowedVolts, inVolts)
	case roleRate:
		return t.measure(c, freeShare, allowedShares, inShares, inCounts)
	case roleDelta:
		return t.measure(c, freeKT, "the barrier over kT", inKT, inCounts)
	}
	return t.measureOhms(c)
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

// tellComments doubts a unit that only a comment names, and says that comments were not used.
func (t *table) tellComments(text string) {
	n, row := 0, 0
	for line := range strings.Lines(text) {
		row++
		if !strings.HasPrefix(line, "#") {
			continue
		}
		n++
		for _, word := range strings.FieldsFunc(line[:min(len(line), 1000)], func(r rune) bool { return strings.ContainsRune(" #,;:()[]\t\r\n", r) }) {
			if u := unitOf(word); len(t.doubts) == 0 && (u.quantity == inOhms || u.quantity == inSiemens) && u.name != "ohm" && len(word) > 1 {
				t.doubt("The comment in row %d names %s, but units are read from the header, or from a row of units below it, alone.", row, u.name)
			}
		}
	}
	if n > 0 {
		t.say("Not used: %d rows of comment.", n)
	}
}
