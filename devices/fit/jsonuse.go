package fit

import (
	"fmt"
	"slices"

	"arraylab/devices/knob"
)

// of is the list of a role, nil for none.
func (o *object) of(r role) *list {
	i := slices.IndexFunc(o.lists, func(l *list) bool { return l.role == r })
	if i < 0 {
		return nil
	}
	return o.lists[i]
}

// use makes a table of the lists.
func (o *object) use() error {
	pulses, resistance, low, high := o.of(rolePulses), o.of(roleResistance), o.of(roleLRS), o.of(roleHRS)
	switch {
	case pulses != nil || resistance != nil:
		return o.overPulses(pulses, resistance)
	case low != nil || high != nil:
		return o.states(low, high)
	case o.of(roleRate) != nil || o.of(roleErrors) != nil:
		return o.errorRates()
	}
	return o.fail(place{row: 1}, "an object without these", allowedJSON)
}

// account gives the lists in use their units and says what was used.
func (o *object) account(used ...*list) error {
	is := map[*column]bool{}
	var ohms, all []*column
	for _, l := range used {
		if isOhms(l.role) && o.unit != "" {
			if l.claim != "" && unitOf(o.unit) != l.column.unit {
				return o.fail(place{column: "unit"}, o.unit, "the unit of "+l.String())
			}
			l.claim = o.unit
			l.column.unit = unitOf(o.unit)
		}
		if err := o.measureAs(l.column, l.role); err != nil {
			return err
		}
		if is[l.column] = true; isOhms(l.role) {
			ohms = append(ohms, l.column)
		}
	}
	if ohms != nil {
		o.tellUnits(ohms)
	}
	for _, l := range o.lists {
		if all = append(all, l.column); l.role == "unit" && ohms != nil {
			is[l.column] = true
		}
	}
	o.tellUnused(all, is)
	return nil
}

// overPulses reads resistances over pulses.
func (o *object) overPulses(pulses, resistance *list) (err error) {
	if pulses == nil {
		return o.fail(place{column: string(rolePulses)}, "null", "a list of numbers")
	}
	if resistance == nil {
		return o.fail(place{column: string(roleResistance)}, "null",
			fmt.Sprintf("a list with a list for each of at most %d devices", MaxDevices))
	}
	if err := o.account(pulses, resistance); err != nil {
		return err
	}
	before := -1.0
	for i, x := range pulses.numbers {
		if before, err = o.pulses(place{i + 1, pulses.String()}, x, knob.Number(x), before); err != nil {
			return err
		}
	}
	for i, numbers := range resistance.each {
		key := fmt.Sprintf("%s[%d]", resistance.String(), i)
		if len(numbers) != len(pulses.numbers) {
			return o.fail(place{len(numbers), key}, fmt.Sprintf("%d resistances", len(numbers)),
				fmt.Sprintf("%d, one for each number of pulses", len(pulses.numbers)))
		}
		s := series{name: fmt.Sprintf("device %d", i+1)}
		for j, x := range numbers {
			ohms, err := o.ohms(place{j + 1, key}, x, resistance.column.unit, knob.Number(x))
			if err != nil {
				return err
			}
			s.add(pulses.numbers[j], ohms)
		}
		resistance.each[i] = nil
		o.devices = append(o.devices, s)
	}
	return nil
}

// states reads samples of both states.
func (o *object) states(low, high *list) error {
	for i, l := range []*list{low, high} {
		if l == nil {
			return o.fail(place{column: []string{"lrs", "hrs"}[i]}, "null", "a list of numbers")
		}
	}
	if err := o.account(low, high); err != nil {
		return err
	}
	for i, l := range []*list{low, high} {
		into := []*[]float64{&o.low, &o.high}[i]
		for j, x := range l.numbers {
			ohms, err := o.ohms(place{j + 1, l.String()}, x, l.column.unit, knob.Number(x))
			if err != nil {
				return err
			}
			*into = append(*into, ohms)
		}
	}
	return nil
}
