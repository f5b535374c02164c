package fit

import (
	"io"
	"slices"
	"strings"
)

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

// tellComments doubts a unit that only a comment names, and says that comments were not used.
func (t *table) tellComments(text string) {
	n, row := 0, 0
	for line := range strings.Lines(text) {
		if row++; !strings.HasPrefix(line, "#") {
			continue
		}
		if n++; n > mostComments || len(t.doubts) > 0 {
			continue
		}
		if name := unitIn(line[:min(len(line), longestTitle)]); name != "" {
			t.doubt("The comment in row %d names %s, but units are read from the header, or from a row of units "+
				"below it, alone.", row, name)
		}
	}
	if n > 0 {
		t.say("Not used: %d rows of comment.", n)
	}
}

// mostComments is how many comments are searched for a unit.
const mostComments = 100

// unitIn is the first unit of resistance or conductance that a comment names other than ohm; "" for none.
func unitIn(comment string) string {
	apart := func(r rune) bool { return strings.ContainsRune(" #,;:()[]\t\r\n", r) }
	for _, word := range strings.FieldsFunc(comment, apart) {
		u := unitOf(word)
		if (u.quantity == inOhms || u.quantity == inSiemens) && u.name != "ohm" && len(word) > 1 {
			return u.name
		}
	}
	return ""
}
