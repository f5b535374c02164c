package catalog

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"arraylab/sim/gallery"
	"arraylab/sim/lab"
)

// Facet is a property that entries are told apart by.
type Facet struct {
	Key   string // Key names it in a link.
	Label string // Label is its name on the page.
	All   string // All names the choice of every value.

	of    func(*Entry) []Value
	in    func(*Query) *string // where a query keeps it
	byRow bool                 // values stand in the order of the gallery's rows, not by name
}

// Value is one of a facet's.
type Value struct {
	Key   string // Key is lower-case, as in a link.
	Label string // Label is its name on the page.
}

// Example is the verdict of an entry that no claim is drawn from.
const Example = "example"

// Facets are all of them, in the order of the page.
func Facets() []Facet {
	return []Facet{
		{"paper", "Paper", "all papers", ofPaper, func(q *Query) *string { return &q.Paper }, true},
		{"memory", "Memory", "all memories", ofMemory, func(q *Query) *string { return &q.Memory }, false},
		{"task", "Task", "all tasks", ofTask, func(q *Query) *string { return &q.Task }, false},
		{"verdict", "Verdict", "all verdicts", ofVerdict, func(q *Query) *string { return &q.Verdict }, false},
	}
}

func ofPaper(e *Entry) []Value {
	if e.Paper == nil {
		return nil
	}
	return []Value{{e.Paper.Key, Cite(e.Paper) + ": " + clipped(e.Paper.Title, 48)}}
}

// Cite names a paper by its first author and its year.
func Cite(p *gallery.Paper) string {
	first, _, more := strings.Cut(p.Authors, ", ")
	if more {
		first += " et al."
	}
	return first + " " + p.Venue[strings.LastIndex(p.Venue, " ")+1:]
}

// clipped cuts a text after a word.
func clipped(text string, most int) string {
	if len(text) <= most {
		return text
	}
	return text[:strings.LastIndex(text[:most], " ")] + " …"
}

// ofMemory are the memories of its experiments, and the junctions that its random bits come from. That there is none
// is a value only where there is no other.
func ofMemory(e *Entry) (all []Value) {
	none := Value{}
	for _, x := range e.experiments() {
		switch {
		case x.Input == lab.InputStream && x.Source != lab.SourcePseudo:
			all = append(all, choice("source", x.Source))
		case x.Technology() == nil:
			none = choice("memory", x.Memory)
			continue
		}
		if x.Technology() != nil {
			all = append(all, choice("memory", x.Memory))
		}
	}
	if len(all) == 0 && none.Key != "" {
		all = append(all, none)
	}
	return distinct(all)
}

// ofTask are the data sets of its experiments, and how several tasks come one after the other.
func ofTask(e *Entry) (all []Value) {
	for _, x := range e.experiments() {
		for _, name := range x.DataSets() {
			all = append(all, choice("task", name))
		}
		if x.Sequence != lab.SequenceSingle {
			v := choice("sequence", x.Sequence)
			all = append(all, Value{v.Key, "in turn: " + v.Label})
		}
	}
	return distinct(all)
}

func ofVerdict(e *Entry) []Value {
	if e.Claim == nil {
		return []Value{{Example, "an example"}}
	}
	return []Value{VerdictValue(e.Claim.Verdict)}
}

// VerdictValue is a verdict as a value of its facet.
func VerdictValue(v gallery.Verdict) Value {
	return Value{strings.ReplaceAll(string(v), " ", "-"), string(v)}
}

// choice is a value of a field of the experiment, as its table names it.
func choice(key, value string) Value {
	if f, ok := lab.FieldOf(key); ok {
		for _, c := range f.Choices {
			if c.Value == value {
				return Value{value, c.Label}
			}
		}
	}
	return Value{value, value}
}

// distinct leaves each value once, where it stood first.
func distinct(all []Value) (once []Value) {
	for _, v := range all {
		if !slices.Contains(once, v) {
			once = append(once, v)
		}
	}
	return once
}

// Option is a value that can be chosen, and how many entries it would leave.
type Option struct {
	Value
	Count int
}

// Text is the option as a list shows it.
func (o Option) Text() string { return fmt.Sprintf("%s (%d)", o.Label, o.Count) }

// Options are the values that a facet has in all entries, the first one for every value. Each counts the entries that
// it would leave beside what else the query asks for. Papers stand in their own order, all else by name.
func (q Query) Options(f Facet) []Option {
	others, all := q.With(f, ""), []Option{{Value{"", f.All}, 0}}
	place := map[Value]int{}
	for _, e := range Entries() {
		n := 0
		if others.matches(e) {
			n = 1
		}
		all[0].Count += n
		for _, v := range e.Values(f.Key) {
			i, known := place[v]
			if !known {
				i, all = len(all), append(all, Option{Value: v})
				place[v] = i
			}
			all[i].Count += n
		}
	}
	if !f.byRow {
		slices.SortStableFunc(all[1:], func(a, b Option) int {
			return cmp.Compare(strings.ToLower(a.Label), strings.ToLower(b.Label))
		})
	}
	return all
}
