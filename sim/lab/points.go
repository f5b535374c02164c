package lab

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Points are inferences of a sweep. As text they are CSV with a line of names; the last two columns are there where
// fingerprints are known.
type Points []SweepPoint

var (
	pointNames = []string{"series", "value", "chip", "accuracy", "ber", "joules"}
	printNames = append(pointNames[:len(pointNames):len(pointNames)], "seed", "fingerprint")
)

// MarshalText spells the points as CSV. Numbers are exact.
func (p Points) MarshalText() ([]byte, error) {
	names := pointNames
	if len(p) > 0 && p[0].Fingerprint != "" {
		names = printNames
	}
	rows := [][]string{names}
	for _, q := range p {
		rows = append(rows, q.row()[:len(names)])
	}
	return csvOf(rows)
}

// row is a point as a line of CSV, with all columns.
func (q SweepPoint) row() []string {
	return []string{q.Series, q.Value, strconv.FormatUint(uint64(q.Chip), 10), exact(q.Accuracy), exact(q.BER), exact(q.Joules),
		strconv.FormatUint(uint64(q.Seed), 10), q.Fingerprint}
}

// Table is the growing CSV file of a sweep: a comment with its link, the line of names, then a line a point in the order of
// Experiments. Its bytes do not depend on how often it was interrupted.
type Table struct {
	sweep Sweep
	all   []Experiment
	head  string
}

// Table of the sweep that a link holds; a *LinkError where there is none.
func (l Link) Table() (*Table, error) {
	if l.Sweep == nil {
		return nil, &LinkError{"the link holds no sweep: give one or two fields several values, such as ber=0.001~0.01 or ber=0.001..0.1..9, or seeds= or chips="}
	}
	all, err := l.Sweep.Experiments(l.Experiment)
	if err != nil {
		return nil, err
	}
	names, err := csvOf([][]string{printNames})
	return &Table{*l.Sweep, all, "# #" + l.Sweep.Link(l.Experiment) + "\n" + string(names)}, err
}

// Experiments are the sweep's points in their order.
func (t *Table) Experiments() []Experiment { return t.all }

// Head is what the file begins with.
func (t *Table) Head() string { return t.head }

// Line is point number index.
func (t *Table) Line(index int, r Result) (string, error) {
	b, err := csvOf([][]string{t.sweep.Point(index, r, t.all[index]).row()})
	return string(b), err
}

// Done tells how many points a file holds, and how many of its bytes: a line that was cut off does not count. A
// *LinkError says why the file is not one of this sweep.
func (t *Table) Done(file []byte) (points, size int, err error) {
	if len(file) <= len(t.head) && strings.HasPrefix(t.head, string(file)) {
		if len(file) < len(t.head) {
			return 0, 0, nil
		}
		return 0, len(file), nil
	}
	if !strings.HasPrefix(string(file), t.head) {
		first, _, _ := strings.Cut(string(file), "\n")
		return 0, 0, &LinkError{fmt.Sprintf("the file is not one of this sweep: it begins with %q, not with %q", clip(first), clip(t.head[:strings.IndexByte(t.head, '\n')]))}
	}
	text := string(file)
	size = len(t.head)
	for {
		line, _, whole := strings.Cut(text[size:], "\n")
		if !whole {
			return points, size, nil
		}
		if err := t.fits(points, line); err != nil {
			return 0, 0, err
		}
		points, size = points+1, size+len(line)+1
	}
}

// fits tells whether a line is that of point number index.
func (t *Table) fits(index int, line string) error {
	bad := &LinkError{fmt.Sprintf("the file is not one of this sweep: line %d is %q", index+3, clip(line))}
	var p Points
	names, _ := csvOf([][]string{printNames})
	if index >= len(t.all) || p.UnmarshalText([]byte(string(names)+line+"\n")) != nil || len(p) != 1 {
		return bad
	}
	want := t.sweep.Point(index, Result{}, t.all[index])
	if got := p[0]; got.Series != want.Series || got.Value != want.Value || got.Chip != want.Chip || got.Seed != want.Seed || len(got.Fingerprint) != short {
		return bad
	}
	return nil
}

func csvOf(rows [][]string) ([]byte, error) {
	var b strings.Builder
	err := csv.NewWriter(&b).WriteAll(rows)
	return []byte(b.String()), err
}

func exact(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

// UnmarshalText reads them again; an error names line, column and value.
func (p *Points) UnmarshalText(text []byte) error {
	r := csv.NewReader(strings.NewReader(string(text)))
	rows, err := r.ReadAll()
	if err != nil {
		return err
	}
	if len(rows) == 0 || !slices.Equal(rows[0], pointNames) && !slices.Equal(rows[0], printNames) {
		return fmt.Errorf("lab: a table of points begins with %s", strings.Join(printNames, ","))
	}
	*p = nil
	for i, row := range rows {
		if i == 0 {
			continue
		}
		q := SweepPoint{Index: i - 1, Series: row[0], Value: row[1]}
		chip, err := strconv.ParseUint(row[2], 10, 32)
		if err != nil {
			return fmt.Errorf("lab: line %d, chip: %.40q is no number of a chip", i+1, row[2])
		}
		q.Chip = uint32(chip)
		for j, to := range []*float64{&q.Accuracy, &q.BER, &q.Joules} {
			if *to, err = strconv.ParseFloat(row[3+j], 64); err != nil {
				return fmt.Errorf("lab: line %d, %s: %.40q is no number", i+1, pointNames[3+j], row[3+j])
			}
		}
		if len(row) == len(printNames) {
			seed, err := strconv.ParseUint(row[6], 10, 32)
			if err != nil {
				return fmt.Errorf("lab: line %d, seed: %.40q is no seed", i+1, row[6])
			}
			q.Seed, q.Fingerprint = uint32(seed), row[7]
		}
		*p = append(*p, q)
	}
	return nil
}
