package fit

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

const allowedJSON = `an object {"pulses": [...], "resistance": [[...], ...]} with a list for each device, ` +
	`{"lrs": [...], "hrs": [...]}, or {"duration (ns)": [...], "wer": [...]}`

// object reads a JSON object token by token, so that what is large is held once, as numbers.
type object struct {
	*table
	text  string
	json  *json.Decoder
	lists []*list
	unit  string // of the key unit
}

// list is the list of a key, or one list for each device.
type list struct {
	*column
	numbers []float64
	each    [][]float64
	nested  bool
}

func (t *table) readJSON(text string) error {
	if err := t.syntax(text); err != nil {
		return err
	}
	o := &object{table: t, text: text, json: json.NewDecoder(strings.NewReader(text))}
	o.json.UseNumber()
	if o.token() != json.Delim('{') {
		return t.fail(place{row: 1}, "a list", allowedJSON)
	}
	for o.json.More() {
		key, _ := o.token().(string)
		if err := o.member(key); err != nil {
			return err
		}
	}
	return o.use()
}

// token is the next one: the text is known to be right.
func (o *object) token() json.Token {
	token, err := o.json.Token()
	if err != nil {
		panic("fit: JSON that was right cannot be read")
	}
	return token
}

// member reads a key with its value.
func (o *object) member(key string) error {
	c := newColumn(-1, strings.Clone(key), 0)
	for _, l := range o.lists {
		if l.title == c.title || l.role != "" && l.role == c.role {
			return o.fail(place{column: short40(key)}, short40(key), "each key once; there is "+l.String()+" before")
		}
	}
	l := &list{column: c}
	o.lists = append(o.lists, l)
	if len(o.lists) > maxColumns {
		return o.fail(place{}, short40(key), fmt.Sprintf("at most %d keys", maxColumns))
	}
	if c.name == "unit" || c.name == "units" {
		token := o.token()
		text, ok := token.(string)
		if !ok {
			return o.fail(place{column: short40(key)}, shown(token), allowedUnits)
		}
		o.unit, c.role = text, "unit"
		return nil
	}
	switch c.role {
	case rolePulses, roleLRS, roleHRS, roleRate, roleDuration, roleVoltage, roleTrials, roleErrors, roleDelta:
		return o.flat(l)
	case roleResistance:
		return o.deep(l)
	}
	c.role = ""
	o.skip()
	return nil
}

// skip passes over a value.
func (o *object) skip() {
	var ignored struct{}
	_ = o.json.Decode(&ignored) // what is no object is no error here
}

// flat reads a list of numbers.
func (o *object) flat(l *list) (err error) {
	if token := o.token(); token != json.Delim('[') {
		return o.fail(place{column: short40(l.title)}, shown(token), "a list of numbers")
	}
	l.numbers, err = o.numbers(short40(l.title))
	return err
}

// numbers reads a list from behind its bracket.
func (o *object) numbers(key string) (all []float64, err error) {
	for o.json.More() {
		at := place{len(all) + 1, key}
		token := o.token()
		n, ok := token.(json.Number)
		if !ok {
			return nil, o.fail(at, shown(token), "a number")
		}
		x, err := strconv.ParseFloat(n.String(), 64)
		if err != nil {
			return nil, o.fail(at, n.String(), "a number")
		}
		if all = append(all, x); len(all) > MaxValues {
			return nil, o.fail(at, n.String(), fmt.Sprintf("%d numbers in all", MaxValues))
		}
	}
	o.token()
	return all, nil
}

// deep reads a list with a list of numbers for each device.
func (o *object) deep(l *list) error {
	allowed := fmt.Sprintf("a list with a list for each of at most %d devices", MaxDevices)
	if token := o.token(); token != json.Delim('[') {
		return o.fail(place{column: short40(l.title)}, shown(token), allowed)
	}
	l.nested = true
	for n := 0; o.json.More(); {
		key := fmt.Sprintf("%s[%d]", short40(l.title), len(l.each))
		if token := o.token(); token != json.Delim('[') {
			return o.fail(place{column: key}, shown(token), "a list of numbers")
		}
		numbers, err := o.numbers(key)
		if err != nil {
			return err
		}
		l.each = append(l.each, numbers)
		if n += len(numbers); len(l.each) > MaxDevices || n > MaxValues {
			return o.fail(place{column: short40(l.title)}, fmt.Sprintf("%d lists", len(l.each)), allowed)
		}
	}
	o.token()
	return nil
}

// shown spells a token for a message.
func shown(token json.Token) string {
	if d, ok := token.(json.Delim); ok {
		return d.String()
	}
	b, _ := json.Marshal(token)
	return string(b[:min(len(b), 40)])
}

// syntax is the error of a text that is no JSON, with its line and column.
func (t *table) syntax(text string) error {
	var ignored struct{}
	err := json.Unmarshal([]byte(text), &ignored)
	var s *json.SyntaxError
	if !errors.As(err, &s) {
		return nil
	}
	what := err.Error()
	if strings.HasSuffix(what, "after top-level value") {
		what = "more after the object"
	}
	before := text[:min(int(s.Offset), len(text))]
	column := len(before) - strings.LastIndexByte(before, '\n') - 1
	return t.fail(place{strings.Count(before, "\n") + 1, fmt.Sprint(column)}, what, allowedJSON)
}
