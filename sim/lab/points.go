package lab

import (
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
)

// Points are inferences of a sweep. As text they are CSV with a line of names.
type Points []SweepPoint

var pointNames = []string{"series", "value", "chip", "accuracy", "ber", "joules"}

// MarshalText spells the points as CSV. Numbers are exact.
func (p Points) MarshalText() ([]byte, error) {
	var b strings.Builder
	w := csv.NewWriter(&b)
	rows := [][]string{pointNames}
	for _, q := range p {
		rows = append(rows, []string{q.Series, q.Value, strconv.FormatUint(uint64(q.Chip), 10), exact(q.Accuracy), exact(q.BER), exact(q.Joules)})
	}
	err := w.WriteAll(rows)
	return []byte(b.String()), err
}

func exact(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

// UnmarshalText reads them again; an error names line, column and value.
func (p *Points) UnmarshalText(text []byte) error {
	r := csv.NewReader(strings.NewReader(string(text)))
	r.FieldsPerRecord = len(pointNames)
	rows, err := r.ReadAll()
	if err != nil {
		return err
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
		*p = append(*p, q)
	}
	return nil
}
