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
	volts   float64 // of the pulse without its sign, 0 where the table has none
	minus   bool    // the sign was minus
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

// allowedDelta is what a barrier may be.
var allowedDelta = fmt.Sprintf("a barrier from %d to %d kT", leastDelta, mostDelta)

// rateCells are the numbers of one row of error rates, in s, V and 1, with where they stand and how they are spelled.
// err is the first thing that is wrong with them.
type rateCells struct {
	*table
	x    map[role]float64
	at   func(role) place
	text func(role) string
	err  error
}

// take is the number of a role, 0 where there is none.
func (c *rateCells) take(r role, allowed string, fits func(x float64) bool) float64 {
	x, ok := c.x[r]
	if ok && c.err == nil && !fits(x) {
		c.err = c.fail(c.at(r), c.text(r), allowed)
	}
	return x
}

// between tells whether a number lies in a range.
func between(lo, hi float64) func(float64) bool {
	return func(x float64) bool { return x >= lo && x <= hi }
}

// upTo tells whether a number is a whole one of a range.
func upTo(lo, hi float64) func(float64) bool {
	return func(x float64) bool { return x >= lo && x <= hi && x == math.Trunc(x) }
}

// rate checks the numbers.
func (c *rateCells) rate() (rate, error) {
	r := rate{
		trials:  c.take(roleTrials, allowedTrials, upTo(1, mostTrials)),
		seconds: c.take(roleDuration, allowedSeconds, between(1e-12, 0.1)),
		volts: c.take(roleVoltage, allowedVoltage, func(x float64) bool {
			return math.Abs(x) >= 0.001 && math.Abs(x) <= 10
		}),
		delta: c.take(roleDelta, allowedDelta, between(leastDelta, mostDelta)),
	}
	r.volts, r.minus = math.Abs(r.volts), r.volts < 0
	r.p = c.share(r.trials)
	k := roleRate
	if _, ok := c.x[k]; !ok {
		k = roleErrors
	}
	switch {
	case c.err != nil:
	case len(c.rates) == MaxRates:
		c.err = c.fail(c.at(k), c.text(k), fmt.Sprintf("at most %d error rates", MaxRates))
	default:
		c.err = c.count(c.at(k), c.text(k))
	}
	return r, c.err
}

// share is the share of the writes that failed: errors over trials where both are told, which must agree with a rate
// beside them, else the rate.
func (c *rateCells) share(trials float64) float64 {
	given, told := c.x[roleRate]
	if _, counted := c.x[roleErrors]; counted && trials > 0 {
		p := c.take(roleErrors, allowedErrors, upTo(0, trials)) / trials
		c.take(roleRate, fmt.Sprintf("what the errors beside it give: %.4g", p), func(x float64) bool {
			return math.Abs(x-p) <= 0.01*p+0.5/trials
		})
		return p
	}
	switch {
	case trials > 0:
		return c.take(roleRate, "an error rate from 0 to 1", between(0, 1))
	case told && given == 0:
		return c.take(roleRate, allowedZeros, func(float64) bool { return false })
	}
	return c.take(roleRate, allowedRates, func(x float64) bool { return x > 0 && x < 1 })
}

// rateKinds are the roles of a table of error rates.
var rateKinds = []role{roleTrials, roleErrors, roleRate, roleDuration, roleVoltage, roleDelta}

// rateRow reads a row with an error rate.
func (s *sheet) rateRow(r *rows, p *plan) func() error {
	cells := rateCells{
		table: s.table,
		at:    func(k role) place { return r.at(p.one(k)) },
		text:  func(k role) string { return r.cell(p.one(k)) },
	}
	return func() error {
		c := cells
		c.x = map[role]float64{}
		for _, k := range rateKinds {
			column := p.one(k)
			if column == nil {
				continue
			}
			x, err := r.number(column, allowedOf[k])
			if err != nil {
				return err
			}
			c.x[k] = x * column.unit.scale
		}
		one, err := c.rate()
		s.rates = append(s.rates, one)
		return err
	}
}

var allowedOf = map[role]string{
	roleTrials: allowedTrials, roleErrors: allowedErrors, roleRate: allowedRates, roleDuration: allowedSeconds,
	roleVoltage: allowedVoltage,
	roleDelta:   "a barrier over kT",
}

// errorRates reads lists of error rates.
func (o *object) errorRates() error {
	lists, n, err := o.rateLists()
	if err != nil {
		return err
	}
	for i := range n {
		c := rateCells{
			table: o.table, x: map[role]float64{},
			at:   func(k role) place { return place{i + 1, lists[k].String()} },
			text: func(k role) string { return knob.Number(lists[k].numbers[i]) },
		}
		for k, l := range lists {
			c.x[k] = l.numbers[i] * l.column.unit.scale
		}
		one, err := c.rate()
		if err != nil {
			return err
		}
		o.rates = append(o.rates, one)
	}
	return nil
}

// rateLists are the lists of a table of error rates, all of one length.
func (o *object) rateLists() (lists map[role]*list, n int, err error) {
	lists, n = map[role]*list{}, -1
	var used []*list
	for _, k := range rateKinds {
		l := o.of(k)
		if l == nil || k == roleErrors && o.of(roleTrials) == nil {
			continue
		}
		if n >= 0 && len(l.numbers) != n {
			return nil, 0, o.fail(place{len(l.numbers), l.String()}, fmt.Sprintf("%d numbers", len(l.numbers)),
				fmt.Sprintf("%d, as in the other lists", n))
		}
		n = len(l.numbers)
		lists[k], used = l, append(used, l)
	}
	pulse := lists[roleDuration] != nil || lists[roleVoltage] != nil
	share := lists[roleRate] != nil || lists[roleErrors] != nil
	if !pulse || !share {
		return nil, 0, o.fail(place{row: 1}, "an object without these", allowedJSON)
	}
	return lists, n, o.account(used...)
}

// holdBarrier holds the barrier that is known, in units of kT, where the table holds error rates; 0 for none.
func (t *table) holdBarrier(delta float64) error {
	if delta == 0 || len(t.rates) == 0 {
		return nil
	}
	at, text := place{column: string(roleDelta)}, fmt.Sprintf("%g", delta)
	if !between(leastDelta, mostDelta)(delta) {
		return t.fail(at, text, allowedDelta)
	}
	if own := t.rates[0].delta; own > 0 && own != delta {
		return t.fail(at, text, fmt.Sprintf("the barrier of the table, %g, or none beside it", own))
	}
	t.barrier = t.rates[0].delta == 0
	for k := range t.rates {
		t.rates[k].delta = delta
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
			return t.fail(place{column: string(roleDelta)}, fmt.Sprintf("%g", r.delta),
				fmt.Sprintf("one barrier in all of the table; there is %g before", t.rates[0].delta))
		}
	}
	if above < MinRates || len(at) < MinRates {
		return t.fail(place{}, fmt.Sprintf("%d error rates above zero and below one", min(above, len(at))),
			fmt.Sprintf("%d or more, at different pulses", MinRates))
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
