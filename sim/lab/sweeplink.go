package lab

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"arraylab/devices/knob"
)

// A sweep in a link. One or two fields have several values, each once:
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
// table; the other one makes the series, as does a field without numbers. ~ and . need no escaping anywhere (RFC 3986).
// The canonical spelling of values is the shortest range that gives them, where there is one, else the list.
const (
	listSign  = "~"
	rangeSign = ".."
	minGrid   = 3 // values that are spelled as a range
)

// The numbers that a sweep takes.
var (
	gridCount = knob.Knob{Key: "count", Kind: knob.Whole, Min: 2, Max: MaxSweep} // values of a range
	seedCount = knob.Knob{Key: "seeds", Kind: knob.Whole, Min: 1, Max: MaxSeeds}
	chipCount = knob.Knob{Key: "chips", Kind: knob.Whole, Min: 1, Max: MaxChips}
)

// values reads several values of a field in canonical texts; nil where text is one value.
func (f Field) values(text string) (values []string, err error) {
	list := strings.Split(text, listSign)
	if strings.Contains(text, rangeSign) && f.Numeric() {
		if list, err = f.ranged(text); err != nil {
			return nil, err
		}
	} else if len(list) == 1 {
		return nil, nil
	}
	if len(list) > MaxSweep {
		return nil, knob.Refuse(f.Key, text, fmt.Sprintf("at most %d values", MaxSweep))
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
func (f Field) ranged(text string) ([]string, error) {
	bad := knob.Refuse(f.Key, text, fmt.Sprintf("values joined by %s, or from..to..count with %s at both ends, "+
		"the second above the first, and a count from 2 to %d, log or lin behind it", listSign, f.Allowed(), MaxSweep))
	parts := strings.Split(text, rangeSign)
	if len(parts) != 3 {
		return nil, bad
	}
	count, log := strings.CutSuffix(parts[2], "log")
	count, lin := strings.CutSuffix(count, "lin")
	n, err := gridCount.Parse(count)
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
func (l *Link) setRepeats(key, value string) error {
	count := map[string]*knob.Knob{seedCount.Key: &seedCount, chipCount.Key: &chipCount}[key]
	n, err := count.Parse(value)
	if err != nil {
		return err
	}
	if l.Sweep == nil {
		l.Sweep = &Sweep{Chips: 1}
	}
	if key == chipCount.Key {
		l.Sweep.Chips = int(n)
	} else if n > 1 {
		l.Sweep.Seeds = int(n)
	}
	return nil
}

// setSweep makes the sweep of the fields with several values; given are the texts of all fields that the link names.
func (l *Link) setSweep(swept map[string][]string, given map[string]string) error {
	if len(swept) == 0 && l.Sweep == nil && !l.Ablate {
		return nil
	}
	if l.Ablate && len(swept) > 0 {
		return &LinkError{"ablate=1 goes with one value a field: what it varies are the imperfections of the memory"}
	}
	if len(swept) > 2 {
		return &LinkError{fmt.Sprintf("the link gives %d fields several values: allowed are two", len(swept))}
	}
	if l.Sweep == nil {
		l.Sweep = &Sweep{Chips: 1}
	}
	s := l.Sweep
	s.Key, s.By = l.sweptKeys(swept)
	s.Values, s.ByValues = swept[s.Key], swept[s.By]
	if l.Ablate {
		_, err := l.Ablation()
		return err
	}
	all, err := s.Experiments(l.Experiment)
	if err != nil {
		return err
	}
	return held(all, given, s)
}

// sweptKeys tells which of one or two fields is swept, and which makes series.
func (e Experiment) sweptKeys(swept map[string][]string) (key, by string) {
	phase := func(key string) Phase { f, _ := FieldOf(key); return f.phase(&e) }
	for i := range table {
		f := &table[i]
		if swept[f.Key] == nil {
			continue
		}
		switch {
		case by == "" && key == "" && !f.Numeric():
			by = f.Key
		case key == "":
			key = f.Key
		case f.Numeric() && phase(f.Key) >= phase(key):
			key, by = f.Key, key
		default:
			by = f.Key
		}
	}
	return key, by
}

// held tells whether each field that the link names has the value it names at every point: one that stands at its
// default at the first point would follow the default at the others.
func held(all []Experiment, given map[string]string, s *Sweep) error {
	for i := 0; i < len(all); i += s.Repeats() {
		for key, text := range given {
			f, _ := FieldOf(key)
			if key != s.Key && key != s.By && f.Get(all[i]) != text {
				return &LinkError{fmt.Sprintf("%s=%s is the default at the first point of the sweep and not at "+
					"another, which would take %s: begin the sweep with the value whose default is another one", key,
					knob.Clip(text), knob.Clip(f.Get(all[i])))}
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
	}{{s.By, s.Series()}, {s.Key, s.Values}} {
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
