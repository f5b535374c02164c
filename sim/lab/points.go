package lab

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
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

// Line is a point as a line of a Table's file.
func (q SweepPoint) Line() (string, error) {
	b, err := csvOf([][]string{q.row()})
	return string(b), err
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
	for i, row := range rows[1:] {
		q, err := pointOf(row, i+2)
		if err != nil {
			return err
		}
		q.Index = i
		*p = append(*p, q)
	}
	return nil
}

// pointOf is the point of a row, which stands in a line of a file.
func pointOf(row []string, line int) (SweepPoint, error) {
	q := SweepPoint{Series: row[0], Value: row[1]}
	chip, err := strconv.ParseUint(row[2], 10, 32)
	if err != nil {
		return q, fmt.Errorf("lab: line %d, chip: %.40q is no number of a chip", line, row[2])
	}
	q.Chip = uint32(chip)
	for j, to := range []*float64{&q.Accuracy, &q.BER, &q.Joules} {
		if *to, err = finite(row[3+j]); err != nil {
			return q, fmt.Errorf("lab: line %d, %s: %.40q is no number", line, pointNames[3+j], row[3+j])
		}
	}
	if len(row) >= len(formerNames) {
		seed, err := strconv.ParseUint(row[6], 10, 32)
		if err != nil {
			return q, fmt.Errorf("lab: line %d, seed: %.40q is no seed", line, row[6])
		}
		q.Seed, q.Fingerprint = uint32(seed), row[7]
	}
	if len(row) == len(printNames) {
		if q.Image, err = finite(row[8]); err != nil {
			return q, fmt.Errorf("lab: line %d, image: %.40q is no number", line, row[8])
		}
	}
	return q, nil
}

// rowOf splits a line of CSV without its end. Where nothing is quoted, a comma is a comma.
func rowOf(line string) ([]string, error) {
	if !strings.ContainsAny(line, "\"\r\n") {
		return strings.Split(line, ","), nil
	}
	return csv.NewReader(strings.NewReader(line)).Read()
}

// finite reads a number that is neither infinite nor none.
func finite(text string) (float64, error) {
	x, err := strconv.ParseFloat(text, 64)
	if err == nil && x-x != 0 {
		err = strconv.ErrRange
	}
	return x, err
}
