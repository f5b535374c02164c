package fit

import (
	"fmt"
	"strconv"
	"strings"
)

// reader is what reads a row by the plan.
func (s *sheet) reader(r *rows, p *plan) func() error {
	switch p.layout.name {
	case "readings":
		return s.longRow(r, p.one(roleDevice), p.one(rolePulses), p.one(roleResistance))
	case "states":
		return s.samplesRow(r, p.columns[roleLRS], p.columns[roleHRS])
	case "samples":
		return s.stateRow(r, p.one(roleState), p.columns[roleResistance])
	case "rates":
		return s.rateRow(r, p)
	}
	return s.wideRow(r, p.one(rolePulses), p.columns[roleDevices])
}

// number reads a cell.
func (r *rows) number(c *column, allowed string) (float64, error) {
	text := r.cell(c)
	spelled, ok := r.marks.spelled(text)
	x, err := strconv.ParseFloat(spelled, 64)
	if !ok || err != nil {
		if shapeOf(text) != noNumber {
			mark := map[byte]string{'.': "dot", ',': "comma"}[r.marks.decimal]
			allowed += ", with a " + mark + " as the decimal mark as elsewhere in the file"
		}
		return 0, r.fail(r.at(c), text, allowed)
	}
	return x, nil
}

// resistance reads a cell that holds a resistance or a conductance.
func (r *rows) resistance(c *column) (float64, error) {
	x, err := r.number(c, allowedOhms)
	if err != nil {
		return 0, err
	}
	return r.ohms(r.at(c), x, c.unit, r.cell(c))
}

// pulsesAbove reads a cell that holds a number of pulses above the one before it.
func (r *rows) pulsesAbove(c *column, before float64) (float64, error) {
	x, err := r.number(c, allowedPulses)
	if err != nil {
		return 0, err
	}
	return r.pulses(r.at(c), x, r.cell(c), before)
}

// wideRow reads a row with a column for each device.
func (s *sheet) wideRow(r *rows, pulses *column, devices []*column) func() error {
	names, twice := map[string]bool{}, 0
	for _, c := range devices {
		if names[c.title] {
			twice++
		}
		names[c.title] = true
		n := min(c.cells, MaxValues/len(devices))
		s.devices = append(s.devices, series{name: c.title, t: make([]float64, 0, n), ln: make([]float64, 0, n)})
	}
	if twice > 0 {
		s.say("%d columns have the name of another one: each is a device of its own.", twice)
	}
	before := -1.0
	return func() (err error) {
		if len(devices) > MaxDevices {
			return s.fail(place{row: s.header}, fmt.Sprintf("%d devices", len(devices)),
				fmt.Sprintf("at most %d devices", MaxDevices))
		}
		if before, err = r.pulsesAbove(pulses, before); err != nil {
			return err
		}
		for i, c := range devices {
			ohms, err := r.resistance(c)
			if err != nil {
				return err
			}
			s.devices[i].add(before, ohms)
		}
		return nil
	}
}

// longRow reads a row with a single reading of a device.
func (s *sheet) longRow(r *rows, device, pulses, resistance *column) func() error {
	known := map[string]int{}
	return func() error {
		name := r.cell(device)
		i, ok := known[name]
		if !ok {
			if i = len(s.devices); i == MaxDevices {
				return s.fail(r.at(device), name, fmt.Sprintf("at most %d devices", MaxDevices))
			}
			name = strings.Clone(short40(name))
			known[strings.Clone(r.cell(device))] = i
			s.devices = append(s.devices, series{name: name})
		}
		d, before := &s.devices[i], -1.0
		if len(d.t) > 0 {
			before = d.t[len(d.t)-1]
		}
		n, err := r.pulsesAbove(pulses, before)
		if err != nil {
			return err
		}
		ohms, err := r.resistance(resistance)
		if err == nil {
			d.add(n, ohms)
		}
		return err
	}
}

// samplesRow reads a sample from each column of each state; columns may end sooner than others.
func (s *sheet) samplesRow(r *rows, low, high []*column) func() error {
	if len(low)+len(high) > 2 {
		s.say("%d columns of LRS and %d of HRS are read together.", len(low), len(high))
	}
	for i, columns := range [2][]*column{low, high} {
		n := 0
		for _, c := range columns {
			n += c.cells
		}
		*[2]*[]float64{&s.low, &s.high}[i] = make([]float64, 0, min(n, MaxValues))
	}
	return func() error {
		any := false
		for i, columns := range [2][]*column{low, high} {
			into := [2]*[]float64{&s.low, &s.high}[i]
			for _, c := range columns {
				if r.cell(c) == "" {
					continue
				}
				ohms, err := r.resistance(c)
				if err != nil {
					return err
				}
				any, *into = true, append(*into, ohms)
			}
		}
		if !any {
			return s.fail(r.at(low[0]), "", allowedOhms)
		}
		return nil
	}
}

// stateRow reads a sample of the state that is named.
func (s *sheet) stateRow(r *rows, state *column, resistances []*column) func() error {
	return func() error {
		into := &s.low
		switch strings.ToLower(r.cell(state)) {
		case "lrs":
		case "hrs":
			into = &s.high
		default:
			return s.fail(r.at(state), r.cell(state), "lrs or hrs")
		}
		for _, c := range resistances {
			ohms, err := r.resistance(c)
			if err != nil {
				return err
			}
			*into = append(*into, ohms)
		}
		return nil
	}
}
