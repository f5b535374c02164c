package fit

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// read reads a file of either kind.
func read(file []byte, name string) (*table, error) {
	t := &table{file: name}
	if len(file) > MaxBytes {
		return nil, t.fail(place{}, fmt.Sprintf("%d bytes", len(file)), fmt.Sprintf("a file of at most %d bytes", MaxBytes))
	}
	body := bytes.TrimPrefix(file, []byte("\ufeff"))
	var err error
	if text := bytes.TrimSpace(body); len(text) > 0 && (text[0] == '{' || text[0] == '[') {
		err = t.readJSON(body)
	} else {
		err = t.readCSV(body)
	}
	if err == nil {
		err = t.check()
	}
	if err != nil {
		return nil, err
	}
	return t, nil
}

const allowedHeader = "a header: pulses,device1,device2,... or device,pulses,resistance or lrs,hrs or state,resistance"

// rows reads a CSV file row by row.
type rows struct {
	*table
	csv    *csv.Reader
	header []string
	fields []string
	row    int
}

// separator is the one that the first line with text has.
func separator(body []byte) rune {
	for line := range bytes.Lines(body) {
		line = bytes.TrimSpace(line)
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		for _, r := range "\t;" {
			if bytes.ContainsRune(line, r) {
				return r
			}
		}
		break
	}
	return ','
}

// next reads a row, io.EOF after the last one. Rows have the columns of the header.
func (r *rows) next() error {
	fields, err := r.csv.Read()
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		return r.fail(place{row: parse.StartLine}, parse.Err.Error(), "columns with one separator, quotes in pairs")
	}
	if err != nil {
		return err
	}
	r.row, _ = r.csv.FieldPos(0)
	for i := range fields {
		fields[i] = strings.TrimSpace(fields[i])
	}
	if r.header != nil && len(fields) != len(r.header) {
		return r.fail(place{row: r.row}, fmt.Sprintf("%d columns", len(fields)), fmt.Sprintf("%d columns as in the header", len(r.header)))
	}
	r.fields = fields
	return nil
}

// at is the place of a column of this row.
func (r *rows) at(column int) place {
	if r.header == nil {
		return place{r.row, fmt.Sprint(column + 1)}
	}
	return place{r.row, fmt.Sprintf("%d (%.40s)", column+1, r.header[column])}
}

func (t *table) readCSV(body []byte) error {
	r := &rows{table: t, csv: csv.NewReader(bytes.NewReader(body))}
	r.csv.Comma, r.csv.Comment, r.csv.FieldsPerRecord, r.csv.TrimLeadingSpace = separator(body), '#', -1, true
	if r.csv.Comma == '\t' {
		r.csv.TrimLeadingSpace = false // it takes empty columns for space
	}
	if err := r.next(); err == io.EOF {
		return t.fail(place{}, "no header", allowedHeader)
	} else if err != nil {
		return err
	}
	names := make([]string, len(r.fields))
	for i, f := range r.fields {
		before, _, _ := strings.Cut(f, "(") // a unit
		names[i] = strings.ToLower(strings.TrimSpace(before))
	}
	row, err := t.kind(r, names)
	if err != nil {
		return err
	}
	r.header = slices.Clone(r.fields)
	for {
		if err := r.next(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		if err := row(); err != nil {
			return err
		}
	}
}

// kind finds by the header what reads a row.
func (t *table) kind(r *rows, names []string) (func() error, error) {
	find := func(options ...string) int {
		return slices.IndexFunc(names, func(n string) bool { return slices.Contains(options, n) })
	}
	pulses, device, resistance := find("pulses", "pulse"), find("device"), find("resistance")
	low, high, state := find("lrs"), find("hrs"), find("state")
	switch {
	case pulses >= 0 && device >= 0 && resistance >= 0:
		return t.longRow(r, device, pulses, resistance), nil
	case pulses == 0 && len(names) > 1:
		if len(names)-1 > MaxDevices {
			return nil, t.fail(place{row: r.row}, fmt.Sprintf("%d devices", len(names)-1), fmt.Sprintf("at most %d devices", MaxDevices))
		}
		for _, n := range r.fields[1:] {
			t.devices = append(t.devices, series{name: n})
		}
		return t.wideRow(r), nil
	case low >= 0 && high >= 0:
		return t.samplesRow(r, low, high), nil
	case state >= 0 && resistance >= 0:
		return t.stateRow(r, state, resistance), nil
	}
	return nil, t.fail(place{row: r.row}, strings.Join(r.fields, ","), allowedHeader)
}

// wideRow reads a row with a column for each device.
func (t *table) wideRow(r *rows) func() error {
	before := -1.0
	return func() (err error) {
		if before, err = t.pulses(r.at(0), r.fields[0], before); err != nil {
			return err
		}
		for i := range t.devices {
			ohms, err := t.ohms(r.at(i+1), r.fields[i+1])
			if err != nil {
				return err
			}
			t.devices[i].add(before, ohms)
		}
		return nil
	}
}

// longRow reads a row with a single reading of a device.
func (t *table) longRow(r *rows, device, pulses, resistance int) func() error {
	known := map[string]int{}
	return func() error {
		name := r.fields[device]
		i, ok := known[name]
		if !ok {
			if i = len(t.devices); i == MaxDevices {
				return t.fail(r.at(device), name, fmt.Sprintf("at most %d devices", MaxDevices))
			}
			known[name] = i
			t.devices = append(t.devices, series{name: name})
		}
		d, before := &t.devices[i], -1.0
		if len(d.t) > 0 {
			before = d.t[len(d.t)-1]
		}
		n, err := t.pulses(r.at(pulses), r.fields[pulses], before)
		if err != nil {
			return err
		}
		ohms, err := t.ohms(r.at(resistance), r.fields[resistance])
		if err == nil {
			d.add(n, ohms)
		}
		return err
	}
}

// samplesRow reads a sample of each state; one of the two may be missing.
func (t *table) samplesRow(r *rows, low, high int) func() error {
	return func() error {
		for i, column := range []int{low, high} {
			if r.fields[column] == "" && r.fields[low+high-column] != "" {
				continue
			}
			ohms, err := t.ohms(r.at(column), r.fields[column])
			if err != nil {
				return err
			}
			into := []*[]float64{&t.low, &t.high}[i]
			*into = append(*into, ohms)
		}
		return nil
	}
}

// stateRow reads a sample of the state that is named.
func (t *table) stateRow(r *rows, state, resistance int) func() error {
	return func() error {
		into := &t.low
		switch strings.ToLower(r.fields[state]) {
		case "lrs":
		case "hrs":
			into = &t.high
		default:
			return t.fail(r.at(state), r.fields[state], "lrs or hrs")
		}
		ohms, err := t.ohms(r.at(resistance), r.fields[resistance])
		if err == nil {
			*into = append(*into, ohms)
		}
		return err
	}
}
