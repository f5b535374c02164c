package lab

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"arraylab/devices/knob"
)

// A sweep in a link. Up to three fields, in a page two, have several values, each once:
//
//	ber=0.001~0.01~0.1     these
//	ber=0.001..0.1..9      nine from 0.001 to 0.1, with even ratios where the field is logarithmic, else evenly spaced
//	ber=0.001..0.1..9log   nine with even ratios
//	ber=0.001..0.1..9lin   nine evenly spaced
//	chips=20               each on twenty chips: the link's own and those numbered after it
//	seeds=3                each with three seeds, likewise
//
//	ablate=1               instead: each imperfection of the memory alone and left out, over those chips and seeds
//
// chips= or seeds= without such a field is a sweep over these alone. The experiment of the link is the
// first point. Of two number fields the one that acts later in a run is swept, else the one that stands last in the
// table; the other one makes the series, as does a field without numbers. A third field, before both in that order, has
// each of its values make all series anew. ~ and . need no escaping anywhere (RFC 3986).
// The canonical spelling of values is the shortest range that gives them, where there is one, else the list.
const (
	listSign  = "~"
	rangeSign = ".."
	minGrid   = 3 // values that are spelled as a range
)

// values reads several values of a field in canonical texts, at most so many; nil where text is one value.
func (f Field) values(text string, most int) (values []string, err error) {
	list := strings.Split(text, listSign)
	if strings.Contains(text, rangeSign) && f.Numeric() {
		if list, err = f.ranged(text, most); err != nil {
			return nil, err
		}
	} else if len(list) == 1 {
		return nil, nil
	}
	if len(list) > most {
		return nil, knob.Refuse(f.Key, text, fmt.Sprintf("at most %d values", most))
	}
	seen := map[string]bool{}
	for _, v := range list {
		if v, err = f.Canon(v); err != nil {
			return nil, err
		}
		if seen[v] {
			return nil, knob.Refuse(f.Key, text, "each value once, and "+v+" is there twice")
		}
		seen[v] = true
		values = append(values, v)
	}
	return values, nil
}

// ranged reads lo..hi..n, with log or lin behind it or not.
func (f Field) ranged(text string, most int) ([]string, error) {
	bad := knob.Refuse(f.Key, text, fmt.Sprintf("values joined by %s, or from..to..count with %s at both ends, "+
		"the second above the first, and a count from 2 to %d, log or lin behind it", listSign, f.Allowed(), most))
	parts := strings.Split(text, rangeSign)
	if len(parts) != 3 {
		return nil, bad
	}
	count, log := strings.CutSuffix(parts[2], "log")
	count, lin := strings.CutSuffix(count, "lin")
	n, err := (&knob.Knob{Key: "count", Kind: knob.Whole, Min: 2, Max: float64(most)}).Parse(count)
	lo, errLo := f.Parse(parts[0])
	hi, errHi := f.Parse(parts[1])
	if err != nil || errLo != nil || errHi != nil || log && lin || !(lo < hi) || log && lo <= 0 {
		return nil, bad
	}
	return f.grid(lo, hi, int(n), log || !lin && f.Log && lo > 0), nil
}

// spellValues is the canonical spelling of several values.
func (f Field) spellValues(values []string) string {
	if n := len(values); n >= minGrid && f.Numeric() {
		lo, errLo := f.Parse(values[0])
		hi, errHi := f.Parse(values[n-1])
		if errLo == nil && errHi == nil && lo < hi {
			ends := values[0] + rangeSign + values[n-1] + rangeSign + strconv.Itoa(n)
			natural := f.Log && lo > 0
			if slices.Equal(values, f.grid(lo, hi, n, natural)) {
				return ends
			}
			if lo > 0 && slices.Equal(values, f.grid(lo, hi, n, !natural)) {
				return ends + map[bool]string{true: "lin", false: "log"}[natural]
			}
		}
	}
	return strings.Join(values, listSign)
}

// setRepeats reads seeds= or chips=.
func (l *Link) setRepeats(key, value string, most limits) error {
	count := most.chips()
	if key == seedsKey {
		count = most.seeds()
	}
	n, err := count.Parse(value)
	if err != nil {
		return err
	}
	if l.Sweep == nil {
		l.Sweep = &Sweep{Chips: 1}
	}
	if key == chipsKey {
		l.Sweep.Chips = int(n)
	} else if n > 1 {
		l.Sweep.Seeds = int(n)
	}
	return nil
}

// setSweep makes the sweep of the fields with several values; given are the texts of all fields that the link names.
func (l *Link) setSweep(swept map[string][]string, given map[string]string, most limits) error {
	if len(swept) == 0 && l.Sweep == nil && !l.Ablate {
		return nil
	}
	if l.Ablate && len(swept) > 0 {
		return &LinkError{"ablate=1 goes with one value a field: what it varies are the imperfections of the memory"}
	}
	if len(swept) > most.fields {
		return &LinkError{fmt.Sprintf("the link gives %d fields several values: allowed are %s", len(swept),
			most.fieldsWords())}
	}
	if l.Sweep == nil {
		l.Sweep = &Sweep{Chips: 1}
	}
	s := l.Sweep
	if l.Ablate {
		_, err := l.Ablation()
		return err
	}
	s.Over, s.By, s.Key = l.sweptKeys(swept)
	s.Values, s.ByValues, s.OverValues = swept[s.Key], swept[s.By], swept[s.Over]
	w, err := s.around(l.Experiment, most)
	if err != nil {
		return err
	}
	return w.held(given)
}

// sweptKeys tells which of up to three fields is swept, which makes series, and which all series anew: the last, the
// one before and the first by when they act, those without numbers before all others.
func (e Experiment) sweptKeys(swept map[string][]string) (over, by, key string) {
	var fields []*Field
	for i := range table {
		if swept[table[i].Key] != nil {
			fields = append(fields, &table[i])
		}
	}
	acts := func(f *Field) int {
		if !f.Numeric() {
			return -1
		}
		return int(f.phase(&e))
	}
	slices.SortStableFunc(fields, func(x, y *Field) int { return cmp.Compare(acts(x), acts(y)) })
	keys := [3]string{}
	for i, f := range fields {
		keys[3-len(fields)+i] = f.Key
	}
	if len(fields) == 1 && !fields[0].Numeric() {
		return "", keys[2], "" // its values are names: series of one point each
	}
	return keys[0], keys[1], keys[2]
}

// held checks all variants, and tells whether each field that the link names has the value it names at every one: one
// that stands at its default at the first point would follow the default at the others.
func (s swept) held(given map[string]string) error {
	for i := range s.count() {
		e, _, err := s.variant(i)
		if err != nil {
			return err
		}
		for key, text := range given {
			f, _ := FieldOf(key)
			if key != s.Key && key != s.By && key != s.Over && f.Get(e) != text {
				return &LinkError{fmt.Sprintf("%s=%s is the default at the first point of the sweep and not at "+
					"another, which would take %s: begin the sweep with the value whose default is another one", key,
					knob.Clip(text), knob.Clip(f.Get(e)))}
			}
		}
	}
	return nil
}

// Link spells the sweep around an experiment canonically. What is swept begins at its first value.
func (s Sweep) Link(e Experiment) string {
	lists := map[string]string{}
	for _, part := range []struct {
		key    string
		values []string
	}{{s.Over, s.OverValues}, {s.By, s.Series()}, {s.Key, s.Values}} {
		f, ok := FieldOf(part.key)
		if !ok || len(part.values) == 0 {
			continue
		}
		if next, err := e.With(f.Key, part.values[0]); err == nil {
			e = next
		}
		if len(part.values) > 1 {
			lists[f.Key] = f.spellValues(part.values)
		}
	}
	link := e.spelled(lists)
	if s.Seeds > 1 {
		link += "&seeds=" + strconv.Itoa(s.Seeds)
	}
	if s.Chips > 1 || len(lists) == 0 && s.Seeds <= 1 {
		link += "&chips=" + strconv.Itoa(s.Chips)
	}
	return link
}
