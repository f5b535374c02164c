package lab

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"arraylab/devices/knob"
)

// Points are inferences of a sweep. As text they are CSV with a line of names; the last three columns are there where
// any of what stands in them is known.
type Points []SweepPoint

var (
	pointNames = []string{"series", "value", "chip", "accuracy", "ber", "joules"}
	printNames = append(pointNames[:len(pointNames):len(pointNames)], "seed", "fingerprint", "image")
	// formerNames are those of tables that were stored before they told the energy of an image.
	formerNames = printNames[:len(printNames)-1]
)

// MarshalText spells the points as CSV. Numbers are exact.
func (p Points) MarshalText() ([]byte, error) {
	names := pointNames
	if slices.ContainsFunc(p, func(q SweepPoint) bool { return q.Fingerprint != "" || q.Seed != 0 || q.Image != 0 }) {
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
	return []string{q.Series, q.Value, strconv.FormatUint(uint64(q.Chip), 10), exact(q.Accuracy), exact(q.BER),
		exact(q.Joules),
		strconv.FormatUint(uint64(q.Seed), 10), q.Fingerprint, exact(q.Image)}
}

// Table is the growing CSV file of a study, which is a sweep or an ablation: a comment with its link, the line of
// names, then a line a point in their order. Its bytes do not depend on how often it was interrupted.
type Table struct {
	all    []Experiment
	points []SweepPoint // without results
	head   string
	here   Numerics
}

// Table of the study that a link holds; a *LinkError where there is none.
func (l Link) Table() (*Table, error) { return l.tableBy(NumericVersion) }

// tableBy is the table of points by numerics.
func (l Link) tableBy(here Numerics) (*Table, error) {
	if l.Sweep == nil {
		return nil, &LinkError{"the link holds no sweep: give one or two fields several values, such as " +
			"ber=0.001~0.01 or ber=0.001..0.1..9, or seeds= or chips="}
	}
	l.Fingerprint = Print{}
	t := &Table{here: here,
		head: here.TableHead(Link{Experiment: l.Experiment, Sweep: l.Sweep, Ablate: l.Ablate}.String())}
	names, err := csvOf([][]string{printNames})
	if err != nil {
		return nil, err
	}
	t.head += string(names)
	if l.Ablate {
		a, err := l.Ablation()
		if err == nil {
			t.points, t.all, err = a.table()
		}
		return t, err
	}
	if t.all, err = l.Sweep.Experiments(l.Experiment); err != nil {
		return nil, err
	}
	for i, e := range t.all {
		t.points = append(t.points, l.Sweep.label(i, e))
	}
	return t, nil
}

// Experiments are the points in their order.
func (t *Table) Experiments() []Experiment { return t.all }

// Head is what the file begins with.
func (t *Table) Head() string { return t.head }

// Point is what came of point number index.
func (t *Table) Point(index int, r Result) SweepPoint {
	return t.points[index].with(r, t.all[index])
}

// Line is that point as a line of the file.
func (t *Table) Line(index int, r Result) (string, error) { return t.Point(index, r).Line() }

// Line is a point as a line of a Table's file.
func (q SweepPoint) Line() (string, error) {
	b, err := csvOf([][]string{q.row()})
	return string(b), err
}

// Done reads the points that a file holds, and tells how many of its bytes they take: a line that was cut off does not
// count. A *LinkError says why the file is not one of this study.
func (t *Table) Done(file []byte) (points Points, size int, err error) {
	if len(file) < len(t.head) && strings.HasPrefix(t.head, string(file)) {
		return nil, 0, nil
	}
	text := string(file)
	if !strings.HasPrefix(text, t.head) {
		if made := madeBy(text); made != t.here && sameLine(text, t.head) {
			return nil, 0, &LinkError{fmt.Sprintf(
				"the file was made with numerics %d: its points do not mix with those of "+
					"numerics %d, which need a file of their own", made, t.here)}
		}
		first, _, _ := strings.Cut(text, "\n")
		return nil, 0, &LinkError{fmt.Sprintf("the file is not one of this study: it begins with %q, not with %q",
			knob.Clip(first), knob.Clip(t.head[:strings.IndexByte(t.head, '\n')]))}
	}
	size = len(t.head)
	for {
		line, _, whole := strings.Cut(text[size:], "\n")
		if !whole {
			return points, size, nil
		}
		p, ok := t.read(len(points), line)
		if !ok {
			return nil, 0, &LinkError{fmt.Sprintf("the file is not one of this study: line %d is %q", len(points)+3,
				knob.Clip(line))}
		}
		points, size = append(points, p), size+len(line)+1
	}
}

// read is point number index from its line, if it is one.
func (t *Table) read(index int, line string) (SweepPoint, bool) {
	var p Points
	names, _ := csvOf([][]string{printNames})
	if index >= len(t.all) || p.UnmarshalText([]byte(string(names)+line+"\n")) != nil || len(p) != 1 {
		return SweepPoint{}, false
	}
	got, want := p[0], t.points[index]
	got.Index = index
	return got, got.Series == want.Series && got.Value == want.Value && got.Chip == want.Chip &&
		got.Seed == want.Seed && len(got.Fingerprint) == FingerprintDigits
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
	if len(rows) == 0 || !slices.Equal(rows[0], pointNames) && !slices.Equal(rows[0], formerNames) &&
		!slices.Equal(rows[0], printNames) {
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
			if *to, err = finite(row[3+j]); err != nil {
				return fmt.Errorf("lab: line %d, %s: %.40q is no number", i+1, pointNames[3+j], row[3+j])
			}
		}
		if len(row) >= len(formerNames) {
			seed, err := strconv.ParseUint(row[6], 10, 32)
			if err != nil {
				return fmt.Errorf("lab: line %d, seed: %.40q is no seed", i+1, row[6])
			}
			q.Seed, q.Fingerprint = uint32(seed), row[7]
		}
		if len(row) == len(printNames) {
			if q.Image, err = finite(row[8]); err != nil {
				return fmt.Errorf("lab: line %d, image: %.40q is no number", i+1, row[8])
			}
		}
		*p = append(*p, q)
	}
	return nil
}

// finite reads a number that is neither infinite nor none.
func finite(text string) (float64, error) {
	x, err := strconv.ParseFloat(text, 64)
	if err == nil && x-x != 0 {
		err = strconv.ErrRange
	}
	return x, err
}
