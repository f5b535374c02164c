package fit

import (
	"strconv"
	"strings"

	"arraylab/devices/fit/forms"
)

// mostOptions is how many columns a choice offers.
const mostOptions = 60

// unclear is the choice among the columns, for one layout or for all.
func (t *table) unclear(all []*column, row int, why string, only *layout) error {
	e := &ColumnsError{File: t.file, Row: row, Choice: forms.Choice{Why: why}}
	for i := range layouts {
		if l := &layouts[i]; only == l || only == nil && len(all) >= l.least() {
			e.Layouts = append(e.Layouts, choiceOf(&layouts[i], all))
		}
	}
	return e
}

// least is how many columns the layout takes at least.
func (l *layout) least() (n int) {
	for _, p := range l.parts {
		if p.lead || !p.optional {
			n++
		}
	}
	return n
}

// choiceOf offers the columns for the parts of a layout.
func choiceOf(l *layout, all []*column) forms.Layout {
	choice := forms.Layout{Title: l.title}
	var columns []forms.Option
	for _, c := range all[:min(len(all), mostOptions)] {
		if c.title != "" || c.cells > 0 {
			columns = append(columns, forms.Option{Value: strconv.Itoa(c.at + 1), Label: c.String()})
		}
	}
	next := 0 // the column that is guessed where no name says more
	for _, p := range l.parts {
		named := p.named(all)
		part := forms.Part{Key: string(p.role), Label: p.label, Options: p.options(columns, named)}
		switch {
		case len(named) > 0:
			part.Guess = named[0]
		case p.many:
			part.Guess = "*"
		case (p.lead || !p.optional) && len(columns) > 0:
			part.Guess = columns[min(next, len(columns)-1)].Value
			next++
		}
		choice.Parts = append(choice.Parts, part)
	}
	return choice
}

// named are the numbers of the columns whose names are those of the part.
func (p *part) named(all []*column) (numbers []string) {
	for _, c := range all {
		if c.role == p.role {
			numbers = append(numbers, strconv.Itoa(c.at+1))
		}
	}
	return numbers
}

// options are what may be chosen for the part.
func (p *part) options(columns []forms.Option, named []string) (all []forms.Option) {
	if p.optional {
		all = append(all, forms.Option{Label: "none"})
	}
	if p.many {
		all = append(all, forms.Option{Value: "*", Label: "all the others"})
	}
	all = append(all, columns...)
	if len(named) > 1 && p.joins() {
		together := strings.Join(named, "+")
		all = append(all, forms.Option{Value: together, Label: together + " together"})
	}
	return all
}

// joins tells whether several columns may be read together.
func (p *part) joins() bool { return p.many || p.role == roleLRS || p.role == roleHRS }
