package fit

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

const allowedJSON = `an object {"pulses": [...], "resistance": [[...], ...]} with a list for each device, or {"lrs": [...], "hrs": [...]}`

func (t *table) readJSON(body []byte) error {
	var all any
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	if err := d.Decode(&all); err != nil {
		return t.syntax(body, d.InputOffset(), err)
	}
	if _, err := d.Token(); err != io.EOF {
		return t.syntax(body, d.InputOffset(), errors.New("more after the object"))
	}
	object, ok := all.(map[string]any)
	if !ok {
		return t.fail(place{row: 1}, "a list", allowedJSON)
	}
	if object["pulses"] != nil || object["resistance"] != nil {
		return t.pulsesJSON(object)
	}
	if object["lrs"] == nil && object["hrs"] == nil {
		return t.fail(place{row: 1}, "an object without these", allowedJSON)
	}
	for _, s := range []struct {
		key  string
		into *[]float64
	}{{"lrs", &t.low}, {"hrs", &t.high}} {
		texts, err := t.list(s.key, object[s.key])
		if err != nil {
			return err
		}
		for i, text := range texts {
			ohms, err := t.ohms(place{i + 1, s.key}, text)
			if err != nil {
				return err
			}
			*s.into = append(*s.into, ohms)
		}
	}
	return nil
}

// pulsesJSON reads resistances over pulses.
func (t *table) pulsesJSON(object map[string]any) error {
	texts, err := t.list("pulses", object["pulses"])
	if err != nil {
		return err
	}
	at, before := make([]float64, len(texts)), -1.0
	for i, text := range texts {
		if before, err = t.pulses(place{i + 1, "pulses"}, text, before); err != nil {
			return err
		}
		at[i] = before
	}
	lists, ok := object["resistance"].([]any)
	if !ok || len(lists) > MaxDevices {
		return t.fail(place{column: "resistance"}, short(object["resistance"]), fmt.Sprintf("a list with a list for each of at most %d devices", MaxDevices))
	}
	for i, list := range lists {
		key := fmt.Sprintf("resistance[%d]", i)
		texts, err := t.list(key, list)
		if err != nil {
			return err
		}
		if len(texts) != len(at) {
			return t.fail(place{len(texts), key}, fmt.Sprintf("%d resistances", len(texts)), fmt.Sprintf("%d, one for each number of pulses", len(at)))
		}
		s := series{name: fmt.Sprintf("device %d", i+1)}
		for j, text := range texts {
			ohms, err := t.ohms(place{j + 1, key}, text)
			if err != nil {
				return err
			}
			s.add(at[j], ohms)
		}
		t.devices = append(t.devices, s)
	}
	return nil
}

// list are the texts of a list of numbers.
func (t *table) list(key string, v any) ([]string, error) {
	list, ok := v.([]any)
	if !ok {
		return nil, t.fail(place{column: key}, short(v), "a list of numbers")
	}
	texts := make([]string, len(list))
	for i, x := range list {
		n, ok := x.(json.Number)
		if !ok {
			return nil, t.fail(place{i + 1, key}, short(x), "a number")
		}
		texts[i] = n.String()
	}
	return texts, nil
}

// short spells a JSON value for a message.
func short(v any) string {
	b, _ := json.Marshal(v)
	return string(b[:min(len(b), 40)])
}

// syntax is the error of a text that is no JSON, with its line and column.
func (t *table) syntax(body []byte, offset int64, err error) error {
	var s *json.SyntaxError
	if errors.As(err, &s) {
		offset = s.Offset
	}
	before := body[:min(int(offset), len(body))]
	column := len(before) - bytes.LastIndexByte(before, '\n') - 1
	return t.fail(place{bytes.Count(before, []byte("\n")) + 1, fmt.Sprint(column)}, err.Error(), allowedJSON)
}
