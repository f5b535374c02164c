package fit

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"arraylab/devices/fit/forms"
)

// part is a role within a layout.
type part struct {
	role     role
	label    string
	optional bool
	lead     bool // it is guessed although it is optional
	many     bool // several columns as a rule: all the others where nothing else is said
}

// layout is one shape of a table.
type layout struct {
	name  string
	title string
	parts []part
}

// layouts are in the order in which a header is held against them.
var layouts = []layout{
	{"readings", "resistance over pulses, one reading a row", []part{
		{role: roleDevice, label: "device"},
		{role: rolePulses, label: "pulses"},
		{role: roleResistance, label: "resistance"},
	}},
	{"states", "samples of LRS and HRS", []part{
		{role: roleLRS, label: "LRS"},
		{role: roleHRS, label: "HRS"},
	}},
	{"samples", "samples of LRS and HRS, one a row", []part{
		{role: roleState, label: "state"},
		{role: roleResistance, label: "resistance"},
	}},
	{"rates", "error rates of writes", []part{
		{role: roleDuration, label: "pulse length", optional: true, lead: true},
		{role: roleVoltage, label: "voltage", optional: true},
		{role: roleRate, label: "error rate", optional: true, lead: true},
		{role: roleTrials, label: "number of writes", optional: true},
		{role: roleErrors, label: "number of errors", optional: true},
		{role: roleDelta, label: "barrier", optional: true},
	}},
	{"pulses", "resistance over pulses, a column for each device", []part{
		{role: rolePulses, label: "pulses"},
		{role: roleDevices, label: "devices", many: true},
	}},
}

// plan says which columns are used as what.
type plan struct {
	layout  *layout
	columns map[role][]*column
}

// one is the only column of a role, nil for none.
func (p *plan) one(r role) *column {
	if c := p.columns[r]; len(c) > 0 {
		return c[0]
	}
	return nil
}

// trim leaves a count of errors out that nothing says of how many.
func (p *plan) trim() *plan {
	if p.layout.name == "rates" && len(p.columns[roleTrials]) == 0 {
		delete(p.columns, roleErrors)
	}
	return p
}

// used are all columns of the plan.
func (p *plan) used() map[*column]bool {
	all := map[*column]bool{}
	for _, list := range p.columns {
		for _, c := range list {
			all[c] = true
		}
	}
	return all
}

// ColumnsError says that it is not clear which columns of a table are what.
type ColumnsError struct {
	File string
	Row  int
	forms.Choice
}

func (e *ColumnsError) Error() string {
	s := fmt.Sprintf("fit: %s: row %d: %s", e.File, e.Row, e.Why)
	for i, l := range e.Layouts {
		s += []string{" Choose the columns, such as ", " or "}[min(i, 1)] + l.Text(l.Guesses())
	}
	return s
}

// Columns choose what the columns of a table are, where its header does not say it: role=column, with commas between
// them, such as "lrs=2,hrs=3". A column is its number from 1, or its title; several are joined by +, a range is 2-13,
// and * stands for all the others. The roles are device, pulses, resistance, lrs, hrs, state, devices, rate, errors,
// trials, duration, voltage and delta. "" leaves the choice to the header.
type Columns string

// planOf finds out which columns are what.
func (t *table) planOf(all []*column, row int, given Columns) (*plan, error) {
	if given != "" {
		return t.chosen(all, given)
	}
	for i := range layouts {
		l := &layouts[i]
		p := &plan{l, map[role][]*column{}}
		for _, c := range all {
			if r := l.takes(c); r != "" {
				p.columns[r] = append(p.columns[r], c)
			}
		}
		if !p.complete() {
			continue
		}
		if twice := p.twice(); twice != nil {
			why := fmt.Sprintf("There are %d columns for %s.", len(p.columns[twice.role]), twice.label)
			return nil, t.unclear(all, row, why, p.layout)
		}
		return p.trim(), nil
	}
	if !slices.ContainsFunc(all, func(c *column) bool { return c.title != "" && shapeOf(c.title) == noNumber }) ||
		len(all) < 2 {
		return nil, t.fail(place{row: row}, titles(all), allowedHeader)
	}
	return nil, t.unclear(all, row, "The header does not say what the columns are.", nil)
}

// takes is what a column is within a layout, "" for nothing.
func (l *layout) takes(c *column) role {
	for _, p := range l.parts {
		if p.role == c.role || p.role == roleDevices && c.isDevice() {
			return p.role
		}
	}
	return ""
}

// complete tells whether all that is needed is there.
func (p *plan) complete() bool {
	for _, part := range p.layout.parts {
		if !part.optional && len(p.columns[part.role]) == 0 {
			return false
		}
	}
	if p.layout.name != "rates" {
		return true
	}
	rate := len(p.columns[roleRate]) > 0 || len(p.columns[roleErrors]) > 0 && len(p.columns[roleTrials]) > 0
	return rate && len(p.columns[roleDuration])+len(p.columns[roleVoltage]) > 0
}

// twice is the first part that has more columns than it takes.
func (p *plan) twice() *part {
	for i, part := range p.layout.parts {
		if !part.many && len(p.columns[part.role]) > 1 {
			return &p.layout.parts[i]
		}
	}
	return nil
}

func titles(all []*column) string {
	var s []string
	for _, c := range all {
		if s = append(s, short40(c.title)); len(s) == mostNamed {
			break
		}
	}
	return strings.Join(s, ",")
}

const allowedColumns = "role=column, with commas between, such as lrs=2,hrs=3 or pulses=1,devices=2-13 or " +
	"duration=1,rate=2"

// chosen is the plan that someone spelled.
func (t *table) chosen(all []*column, given Columns) (*plan, error) {
	columns := map[role][]*column{}
	used := map[*column]bool{}
	for _, text := range strings.Split(string(given), ",") {
		key, spec, ok := strings.Cut(strings.TrimSpace(text), "=")
		r := role(strings.ToLower(strings.TrimSpace(key)))
		if !ok || columns[r] != nil {
			return nil, t.fail(place{}, string(given), allowedColumns)
		}
		list, err := t.specified(all, strings.TrimSpace(spec), used)
		if err != nil {
			return nil, err
		}
		for _, c := range list {
			if used[c] {
				return nil, t.fail(place{}, string(given), "each column once")
			}
			used[c] = true
		}
		columns[r] = list
	}
	for i := range layouts {
		p := &plan{&layouts[i], columns}
		if !p.complete() || !p.knows(columns) {
			continue
		}
		if twice := p.twice(); twice != nil && !twice.joins() {
			return nil, t.fail(place{}, string(given), "one column for "+twice.label)
		}
		return p.trim(), nil
	}
	return nil, t.fail(place{}, string(given), allowedColumns)
}

// knows tells whether all roles belong to the layout.
func (p *plan) knows(columns map[role][]*column) bool {
	for r := range columns {
		if !slices.ContainsFunc(p.layout.parts, func(part part) bool { return part.role == r }) {
			return false
		}
	}
	return true
}

// specified are the columns of 3, 1+3, 2-13, * or of a title.
func (t *table) specified(all []*column, spec string, used map[*column]bool) (list []*column, err error) {
	if spec == "*" {
		for _, c := range all {
			if !used[c] && c.isDevice() {
				list = append(list, c)
			}
		}
		return list, nil
	}
	for _, one := range strings.Split(spec, "+") {
		from, to, isRange := strings.Cut(one, "-")
		a, errA := strconv.Atoi(from)
		b, errB := a, error(nil)
		if isRange {
			b, errB = strconv.Atoi(to)
		}
		if errA != nil || errB != nil {
			at := slices.IndexFunc(all, func(c *column) bool {
				return strings.EqualFold(c.title, one) ||
					c.name != "" && c.name == words(one)
			})
			a, b = at+1, at+1
		}
		if a < 1 || b > len(all) || a > b {
			return nil, t.fail(place{}, one, fmt.Sprintf("a column from 1 to %d, or its title", len(all)))
		}
		list = append(list, all[a-1:b]...)
	}
	return list, nil
}
