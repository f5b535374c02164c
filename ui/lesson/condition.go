package lesson

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Condition is what the page must be like for something to have been done: terms that all hold, with blanks between
// them, such as "ran pulses<=30". A term is the name of a fact that must be there, or one that is compared.
type Condition []Term

// Term is a part of a Condition.
type Term struct {
	Fact  string
	Op    string // "", =, !=, <, <=, >, >=
	Value string
}

// ParseCondition reads a condition; of an empty text it is none, which always holds.
func ParseCondition(text string) (c Condition, err error) {
	for _, word := range strings.Fields(text) {
		t, ok := termOf(word)
		if !ok {
			return nil, fmt.Errorf("%q is no condition: allowed is a fact, or = != < <= > >= between it and a value",
				word)
		}
		c = append(c, t)
	}
	return c, nil
}

// termOf reads a term.
func termOf(word string) (t Term, ok bool) {
	const ops = "=!<>"
	if t.Fact = word; strings.ContainsAny(word, ops) {
		i := strings.IndexAny(word, ops)
		t.Fact, t.Value = word[:i], strings.TrimLeft(word[i:], ops)
		t.Op = word[i : len(word)-len(t.Value)]
		ok = t.Value != "" && !strings.ContainsAny(t.Value, ops) &&
			slices.Contains([]string{"=", "!=", "<", "<=", ">", ">="}, t.Op)
	} else {
		ok = true
	}
	return t, ok && isName(t.Fact)
}

// Met tells whether all terms hold, of facts by their names; "" where there is none.
func (c Condition) Met(fact func(name string) string) bool {
	for _, t := range c {
		if !t.met(fact(t.Fact)) {
			return false
		}
	}
	return true
}

// met tells whether a term holds of a fact. Texts are compared as numbers where both are some.
func (t Term) met(have string) bool {
	if t.Op == "" || have == "" {
		return have != ""
	}
	a, errA := strconv.ParseFloat(have, 64)
	b, errB := strconv.ParseFloat(t.Value, 64)
	if errA != nil || errB != nil {
		return (have == t.Value) == (t.Op == "=") && (t.Op == "=" || t.Op == "!=")
	}
	switch t.Op {
	case "=":
		return a == b
	case "!=":
		return a != b
	case "<":
		return a < b
	case "<=":
		return a <= b
	case ">":
		return a > b
	}
	return a >= b
}
