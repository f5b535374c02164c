package own

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
)

const tableSource = "CSV"

func isTable(f File) bool { return slices.Contains([]string{".csv", ".tsv", ".txt"}, ending(f.Name)) }

// readTable reads a table, or one of the training part and one of the test part.
func readTable(files []File, o Options) (*samples, error) {
	var train, test *samples
	for _, f := range files {
		if !isTable(f) {
			continue
		}
		into := &train
		if slices.ContainsFunc(tokens(f.Name), isTest) {
			into = &test
		}
		if *into != nil {
			return nil, wrong(f.Name, "and %s are both tables of one part: allowed is one, or two of which one is called test",
				(*into).file)
		}
		var err error
		if *into, err = oneTable(f, o); err != nil {
			return nil, err
		}
	}
	if train == nil || test == nil {
		if train == nil {
			train = test
		}
		return train, nil
	}
	if train.grid != test.grid {
		return nil, wrong(test.file, "has %d columns of numbers: those of %s are %d", test.grid.Values(), train.file,
			train.grid.Values())
	}
	train.tests, train.n = test.n, train.n+test.n
	train.reals, train.labels = append(train.reals, test.reals...), append(train.labels, test.labels...)
	return train, nil
}

// oneTable reads a table: a line a sample, a column a value, and one of the labels.
func oneTable(f File, o Options) (*samples, error) {
	rows := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(f.Body, []byte("\ufeff"))))
	rows.Comma, rows.ReuseRecord, rows.TrimLeadingSpace = comma(f.Body), true, true
	first, err := rows.Read()
	if err != nil {
		return nil, tableError(f, err)
	}
	t := &tableReader{file: f.Name, first: slices.Clone(first)}
	if err := t.plan(o); err != nil {
		return nil, err
	}
	for row := first; ; {
		if !t.header {
			line, _ := rows.FieldPos(0)
			if err := t.row(line, row); err != nil {
				return nil, err
			}
		}
		t.header = false
		if row, err = rows.Read(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, tableError(f, err)
		}
	}
	s := &samples{n: len(t.labels), reals: t.reals, labels: t.labels, source: tableSource, file: f.Name,
		columns: t.columns, options: t.options}
	return s, s.lay([]int{len(t.first) - 1})
}

// comma is what separates columns: what there is most of in the first line.
func comma(body []byte) rune {
	line, _, _ := bytes.Cut(body, []byte("\n"))
	best := ','
	for _, c := range ";\t" {
		if bytes.Count(line, []byte(string(c))) > bytes.Count(line, []byte(string(best))) {
			best = c
		}
	}
	return best
}

func tableError(f File, err error) error {
	if errors.Is(err, io.EOF) {
		return wrong(f.Name, "has no line: allowed are lines of numbers with a label")
	}
	return wrong(f.Name, "is no table that can be read: %v", err)
}

// tableReader is a table on its way in.
type tableReader struct {
	file    string
	first   []string // the first line
	header  bool     // it has names, and is the next
	label   int      // the column of the labels
	columns []string
	options Options
	reals   []float32
	labels  []string
}

// plan finds which line and column is what.
func (t *tableReader) plan(o Options) (err error) {
	last := len(t.first) - 1
	if last < 1 {
		return wrong(t.file, "has %d column: allowed are 2 and more, one of them labels", last+1)
	}
	t.options = o
	if o.Header != Yes && o.Header != No {
		t.options.Header = No
		// A line of names has none that is a number; a line of a sample has at most its label that is none.
		if t.words(t.first) > 1 || last == 1 && t.words(t.first) == 2 {
			t.options.Header = Yes
		}
	}
	if t.header = t.options.Header == Yes; t.header {
		t.columns = slices.Clone(t.first)
	}
	if t.label, err = t.labelColumn(o.Label, last); err != nil {
		return err
	}
	switch t.label {
	case 0:
		t.options.Label = First
	case last:
		t.options.Label = Last
	default:
		t.options.Label = t.columns[t.label]
	}
	return nil
}

// labelColumn is the column of the labels: the one that is asked for, else one with a usual name, else the first where
// it alone holds words, else the last.
func (t *tableReader) labelColumn(asked string, last int) (int, error) {
	named := slices.Index(t.columns, asked)
	switch {
	case asked == "":
	case named >= 0:
		return named, nil
	case asked == First:
		return 0, nil
	case asked == Last:
		return last, nil
	default:
		return 0, wrong(t.file, "has no column %q for the labels: allowed are %s, %s and the names of its columns",
			short(asked), First, Last)
	}
	if usual := slices.IndexFunc(t.columns, usualLabel); usual >= 0 {
		return usual, nil
	}
	if !t.header && !isNumber(t.first[0]) && isNumber(t.first[last]) {
		return 0, nil
	}
	return last, nil
}

// usualLabel tells whether a column is called as labels are.
func usualLabel(name string) bool {
	return slices.Contains([]string{"label", "class", "target", "y", "species", "diagnosis"},
		strings.ToLower(strings.TrimSpace(name)))
}

// words counts what is no number.
func (t *tableReader) words(row []string) (n int) {
	for _, cell := range row {
		if !isNumber(cell) {
			n++
		}
	}
	return n
}

func isNumber(text string) bool {
	_, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	return err == nil
}

// row takes a line.
func (t *tableReader) row(line int, row []string) error {
	for c, cell := range row {
		cell = strings.TrimSpace(cell)
		if c == t.label {
			if cell == "" {
				return wrong(t.file, "line %d has no label in column %d", line, c+1)
			}
			t.labels = append(t.labels, cell)
			continue
		}
		x, err := strconv.ParseFloat(cell, 32)
		if err != nil {
			return wrong(t.file, "line %d, column %d is %q: allowed are numbers, in columns that are no labels (these are "+
				"taken from column %d)", line, c+1, short(cell), t.label+1)
		}
		t.reals = append(t.reals, float32(x))
	}
	if len(t.reals) > mostReals {
		return wrong(t.file, "has more than %d numbers up to line %d, which are allowed", mostReals, line)
	}
	return nil
}
