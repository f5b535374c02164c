package summary

import (
	"fmt"
	"math"
	"strings"

	"arraylab/devices/knob"
	"arraylab/sim/gallery"
	"arraylab/sim/lab"
)

// Sweep is a table of the accuracies of stored sweeps over one field, in percent: a row a series, means over chips and
// seeds. The first scenario says which values the table has; where it is the only one and has a single series, a row of
// standard deviations follows.
func (p page) Sweep(names ...string) (string, error) {
	rows, err := p.rows(names, "%.2f", p.r.At)
	if err != nil {
		return "", err
	}
	if s := p.r[names[0]]; len(rows) == 2 && s.Sweep.Repeats() > 2 {
		rows = append(rows, spreadRow(s))
	}
	return table(rows), nil
}

// Errors is the same of the bit error rates, without deviations.
func (p page) Errors(names ...string) (string, error) {
	rows, err := p.rows(names, "%.2g", p.r.BER)
	return table(rows), err
}

// Numbers is the same of a measured number, by its key.
func (p page) Numbers(key string, names ...string) (string, error) {
	rows, err := p.rows(names, "%.4g", func(name, series, value string) float64 {
		return p.r.Number(name, key, series, value)
	})
	return table(rows), err
}

// rows are those of a table of a quantity over the field that all scenarios sweep. A value that one of them does not
// have leaves an empty cell.
func (p page) rows(names []string, format string, of func(name, series, value string) float64) ([][]string, error) {
	_, first, err := p.swept(names[0])
	if err != nil {
		return nil, err
	}
	rows := [][]string{append([]string{fieldName(first.Sweep.Key)}, first.Sweep.Values...)}
	for _, name := range names {
		x, s, err := p.swept(name)
		if err != nil {
			return nil, err
		}
		if s.Sweep.Key != first.Sweep.Key {
			return nil, fmt.Errorf("summary: scenario %q sweeps %s, %q sweeps %s",
				name, s.Sweep.Key, names[0], first.Sweep.Key)
		}
		for _, series := range seriesOf(s) {
			row := []string{rowName(x, s.Sweep.By, series)}
			for _, v := range first.Sweep.Values {
				cell := ""
				if y := of(name, series, v); !math.IsNaN(y) {
					cell = fmt.Sprintf(format, y)
				}
				row = append(row, cell)
			}
			rows = append(rows, row)
		}
	}
	return rows, nil
}

// swept is a scenario with a stored sweep.
func (p page) swept(name string) (gallery.Scenario, *gallery.Stored, error) {
	x, s, err := p.named(name)
	if err == nil && s.Sweep == nil {
		err = fmt.Errorf("summary: scenario %q has no sweep", name)
	}
	return x, s, err
}

// seriesOf are the series of a stored sweep; "" for a single one.
func seriesOf(s *gallery.Stored) []string {
	if all := s.Sweep.Series(); len(all) > 0 {
		return all
	}
	return []string{""}
}

// spreadRow are the standard deviations of a single series over its chips and seeds, in points.
func spreadRow(s *gallery.Stored) []string {
	row := []string{fmt.Sprintf("standard deviation of %d", s.Sweep.Repeats())}
	for _, v := range s.Sweep.Values {
		var all []float64
		for _, q := range s.Points {
			if q.Value == v {
				all = append(all, 100*q.Accuracy)
			}
		}
		_, spread := meanAndSpread(all)
		row = append(row, fmt.Sprintf("%.2f", spread))
	}
	return row
}

// fieldName is the label of a field with its unit.
func fieldName(key string) string {
	f, _ := lab.FieldOf(key)
	if f.Unit == "" {
		return f.Label
	}
	return f.Label + ", " + f.Unit
}

// rowName names a series of a scenario's sweep.
func rowName(x gallery.Scenario, by, choice string) string {
	if choice == "" {
		return x.Title
	}
	f, _ := lab.FieldOf(by)
	for _, c := range f.Choices {
		if c.Value == choice {
			return x.Title + ": " + c.Label
		}
	}
	if f.Kind == knob.Switch {
		return x.Title + ": " + strings.ToLower(f.Label) + map[string]string{"0": ", no", "1": ", yes"}[choice]
	}
	return fmt.Sprintf("%s: %s %s", x.Title, strings.ToLower(f.Label), strings.TrimSpace(choice+" "+f.Unit))
}

// At is the mean accuracy at a value of a sweep, in percent.
func (p page) At(name, series, value string) (string, error) {
	y := p.r.At(name, series, value)
	if math.IsNaN(y) {
		return "", fmt.Errorf("summary: the sweep of %q has no point %q of series %q", name, value, series)
	}
	return fmt.Sprintf("%.2f", y), nil
}

// Cells are the mean accuracies at values of a sweep, which stand between spaces, as cells of a row.
func (p page) Cells(name, series, values string) (string, error) {
	var cells []string
	for v := range strings.FieldsSeq(values) {
		cell, err := p.At(name, series, v)
		if err != nil {
			return "", err
		}
		cells = append(cells, cell)
	}
	return strings.Join(cells, " | "), nil
}
