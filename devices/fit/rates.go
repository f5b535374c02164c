package fit

import (
	"fmt"
	"math"
	"slices"

	"arraylab/devices/knob"
)

// rate is a measured error rate of writes.
type rate struct {
	seconds float64 // length of the pulse, 0 where the table has none
	volts   float64 // of the pulse, 0 where the table has none
	p       float64 // share of the writes that failed, 0 for none of trials
	trials  float64 // writes, 0 where it is not known
	delta   float64 // the barrier over kT, 0 where it is not given
}

const (
	allowedRates   = "an error rate above 0 and below 1"
	allowedZeros   = "an error rate above 0 and below 1; a zero needs the number of writes beside it, in a column n"
	allowedTrials  = "a whole number of writes from 1 to 1e15"
	allowedErrors  = "a whole number of errors, at most that of the writes"
	allowedVoltage = "a voltage from 0.001 to 10 V, or its negative"
	allowedSeconds = "a pulse length from 1 ps to 0.1 s"
	mostTrials     = 1e15
)

// rateValues are the numbers of one row of error rates, in the units of the table; NaN for what is not there.
type rateValues map[role]float64

// rateOf checks the numbers of a row; at and text tell where they stand and how they are spelled.
func (t *table) rateOf(v rateValues, units map[role]unit, at func(role) place, text func(role) string) (rate, error) {
	var r rate
	bad := func(k role, allowed string) error { return t.fail(at(k), text(k), allowed) }
	in := func(k role) (float64, bool) {
		x, ok := v[k]
		return units[k].scale * x, ok
	}
	if x, ok := in(roleTrials); ok {
		if !(x >= 1 && x <= mostTrials) || x != math.Trunc(x) {
			return r, bad(roleTrials, allowedTrials)
		}
		r.trials = x
	}
	if x, ok := in(roleDuration); ok {
		if r.seconds = x; !(x >= 1e-12 && x <= 0.1) {
			return r, bad(roleDuration, allowedSeconds)
		}
	}
	if x, ok := in(roleVoltage); ok {
		if r.volts = math.Abs(x); !(r.volts >= 0.001 && r.volts <= 10) {
			return r, bad(roleVoltage, allowedVoltage)
		}
	}
	if x, ok := in(roleDelta); ok {
		if r.delta = x; !(x >= leastDelta && x <= mostDelta) {
			return r, bad(roleDelta, fmt.Sprintf("a barrier from %d to %d kT", leastDelta, mostDelta))
		}
	}
	if x, ok := in(roleErrors); ok && r.trials > 0 {
		if !(x >= 0 && x <= r.trials) || x != math.Trunc(x) {
			return r, bad(roleErrors, allowedErrors)
		}
		r.p = x / r.trials
	} else if x, ok := in(roleRate); ok {
		switch r.p = x; {
		case r.trials > 0 && !(x >= 0 && x <= 1):
			return r, bad(roleRate, "an error rate from 0 to 1")
		case r.trials == 0 && x == 0:
			return r, bad(roleRate, allowedZeros)
		case r.trials == 0 && !(x > 0 && x < 1):
			return r, bad(roleRate, allowedRates)
		}
	}
	k := roleRate
	if _, ok := v[k]; !ok {
		k = roleErrors
	}
	if len(t.rates) == MaxRates {
		return r, bad(k, fmt.Sprintf("at most %d error rates", MaxRates))
	}
	return r, t.count(at(k), text(k))
}

// agree refuses a rate that is not what errors and trials beside it give.
func (t *table) agree(v rateValues, units map[role]unit, r rate, at place, text string) error {
	x, ok := v[roleRate]
	if _, counted := v[roleErrors]; !ok || !counted || r.trials == 0 {
		return nil
	}
	if x *= units[roleRate].scale; math.Abs(x-r.p) > 0.01*r.p+0.5/r.trials {
		return t.fail(at, text, fmt.Sprintf("what the errors beside it give: %.4g", r.p))
	}
	return nil
}

// rateRow reads a row with an error rate.
func (s *sheet) rateRow(r *rows, p *plan) func() error {
	units := map[role]unit{}
	for k := range p.columns {
		units[k] = p.one(k).unit
	}
	kinds := []role{roleTrials, roleErrors, roleRate, roleDuration, roleVoltage, roleDelta}
	at := func(k role) place { return r.at(p.one(k)) }
	text := func(k role) string { return r.cell(p.one(k)) }
	return func() error {
		v := rateValues{}
		for _, k := range kinds {
			c := p.one(k)
			if c == nil {
				continue
			}
			x, err := r.number(c, allowedOf[k])
			if err != nil {
				return err
			}
			v[k] = x
		}
		one, err := s.rateOf(v, units, at, text)
		if err == nil && p.one(roleRate) != nil {
			err = s.agree(v, units, one, at(roleRate), text(roleRate))
		}
		s.rates = append(s.rates, one)
		return err
	}
}

var allowedOf = map[role]string{
	roleTrials: allowedTrials, roleErrors: allowedErrors, roleRate: allowedRates, roleDuration: allowedSeconds, roleVoltage: allowedVoltage,
	roleDelta: "a barrier over kT",
}

// errorRates reads lists of error rates.
func (o *object) errorRates() error {
	lists, units := map[role]*list{}, map[role]unit{}
	var used []*list
	n := -1
	for _, k := range []role{roleDuration, roleVoltage, roleRate, roleErrors, roleTrials, roleDelta} {
		l := o.of(k)
		if l == nil {
			continue
		}
		if n < 0 {
			n = len(l.numbers)
		}
		if len(l.numbers) != n {
			return o.fail(place{len(l.numbers), l.String()}, fmt.Sprintf("%d numbers", len(l.numbers)), fmt.Sprintf("%d, as in the lists before", n))
		}
		lists[k], used = l, append(used, l)
	}
	if lists[roleDuration] == nil && lists[roleVoltage] == nil || lists[roleRate] == nil && lists[roleTrials] == nil {
		return o.fail(place{row: 1}, "an object without these", allowedJSON)
	}
	if err := o.account(used...); err != nil {
		return err
	}
	for k, l := range lists {
		units[k] = l.column.unit
	}
	for i := range n {
		v := rateValues{}
		for k, l := range lists {
			v[k] = l.numbers[i]
		}
		at := func(k role) place { return place{i + 1, lists[k].String()} }
		text := func(k role) string { return knob.Number(v[k]) }
		one, err := o.rateOf(v, units, at, text)
		if err == nil && lists[roleRate] != nil {
			err = o.agree(v, units, one, at(roleRate), text(roleRate))
		}
		if err != nil {
			return err
		}
		o.rates = append(o.rates, one)
	}
	return nil
}

// checkRates tells whether there are enough rates, at enough pulses.
func (t *table) checkRates() error {
	above := 0
	at := map[[2]float64]bool{}
	for _, r := range t.rates {
		if r.p > 0 && r.p < 1 {
			above++
			at[[2]float64{r.seconds, r.volts}] = true
		}
		if r.delta != t.rates[0].delta {
			return t.fail(place{column: string(roleDelta)}, fmt.Sprintf("%g", r.delta), fmt.Sprintf("one barrier in all of the table; there is %g before", t.rates[0].delta))
		}
	}
	if above < MinRates || len(at) < MinRates {
		return t.fail(place{}, fmt.Sprintf("%d error rates above zero and below one", min(above, len(at))), fmt.Sprintf("%d or more, at different pulses", MinRates))
	}
	return nil
}

// sortedRates are the rates by voltage, then by length.
func sortedRates(all []rate) []rate {
	return slices.SortedStableFunc(slices.Values(all), func(a, b rate) int {
		switch {
		case a.volts != b.volts && a.volts < b.volts, a.volts == b.volts && a.seconds < b.seconds:
			return -1
		case a.volts == b.volts && a.seconds == b.seconds:
			return 0
		}
		return 1
	})
}
