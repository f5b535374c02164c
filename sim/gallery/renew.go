package gallery

import (
	"fmt"
	"reflect"
	"slices"

	"arraylab/sim/lab"
)

// Due is a piece of work that a stored result lacks: the scenario's run with one of its seeds.
type Due struct {
	Link  string // what is to be run, without a fingerprint
	Seed  int    // how many seeds it stands after the scenario's own
	Sweep bool   // and then the sweep around it
}

// Done is what a piece of work came to.
type Done struct {
	Due
	Result   lab.Result
	Points   lab.Points // of the sweep
	Measured []Measured // at each of them
	Seconds  float64    // that all took
}

// Due lists, in their order, the pieces of work that bring the result of a scenario up to date: what is missing, what
// was made with older numerics or in an older form, and factors that were counted from another bit error rate than
// pointBER. The result have may be nil.
func (s Scenario) Due(have *Stored, pointBER float64) (all []Due) {
	link := s.plain()
	switch {
	case !s.made(have):
		all, have = append(all, Due{Link: link, Sweep: s.Sweep != nil}), &Stored{}
	case have.Form < StoredForm || have.PointBER != s.counted(pointBER):
		all = append(all, Due{Link: link})
	}
	for i := 1 + len(have.Seeds); i < s.Seeds; i++ {
		next, _ := after(link, i) // a scenario's link is right
		all = append(all, Due{Link: next, Seed: i})
	}
	return all
}

// made tells whether a result is that of the scenario as it is, by today's numerics.
func (s Scenario) made(have *Stored) bool {
	return have != nil && have.Link == s.plain() && have.By(lab.NumericVersion) &&
		reflect.DeepEqual(have.Sweep, s.Sweep) && (len(s.Measures) == 0 || have.measures(s.Measures))
}

// measures tells whether a result has the numbers of all points, and each of them.
func (s *Stored) measures(keys []string) bool {
	for _, m := range s.Measured {
		for _, key := range keys {
			if _, ok := m.Numbers[key]; !ok {
				return false
			}
		}
	}
	return len(s.Measured) == len(s.Points)
}

// counted is the bit error rate that factors of the scenario are counted from: pointBER, or 0 where none is.
func (s Scenario) counted(pointBER float64) float64 {
	if l, err := lab.ParseLink("#" + s.Link); err != nil || !lab.CountsPoint(l.Experiment) {
		return 0
	}
	return pointBER
}

// plain is the scenario's link without the fingerprint.
func (s Scenario) plain() string {
	l, _ := lab.ParseLink("#" + s.Link) // a scenario's link is right
	return l.Experiment.Link()
}

// Keep puts what a piece of work came to into the stored result have, which may be nil and is left as it is. The bit
// error rate pointBER costs the standard network a point of accuracy (PointBER). An error tells that a seed before is
// missing, or that a run, carried out again in today's form, came to another result.
func (s Scenario) Keep(have *Stored, d Done, pointBER float64) (*Stored, error) {
	out := outcomeOf(d.Result, d.Seconds)
	if !s.Model {
		out.Curve = curveOf(d.Result.Curve)
	}
	if d.Seed > 0 {
		if have == nil || len(have.Seeds) != d.Seed-1 {
			return nil, fmt.Errorf("gallery: %s: a seed before #%s is missing", s.Name, d.Link)
		}
		kept := *have
		kept.Seeds = append(slices.Clone(have.Seeds), out)
		return &kept, nil
	}
	t := &Stored{Outcome: out, Sweep: s.Sweep, Points: d.Points, Measured: d.Measured, PointBER: s.counted(pointBER),
		Form: StoredForm}
	claims, err := lab.Claims(d.Result, pointBER)
	for _, c := range claims {
		if t.Factors == nil {
			t.Factors = map[string][]float64{}
		}
		t.Factors[c.Key] = c.Factors
	}
	if err == nil && s.made(have) {
		err = t.replace(have)
	}
	return t, err
}

// replace takes over what was stored before, where the same run was carried out again without its sweep; an error
// where it came to another result.
func (t *Stored) replace(have *Stored) error {
	if t.Fingerprint != have.Fingerprint {
		return fmt.Errorf("gallery: #%s came to %s, stored is %s", have.Link, t.Fingerprint, have.Fingerprint)
	}
	t.Seconds, t.Points, t.Measured, t.Seeds = have.Seconds, have.Points, have.Measured, have.Seeds
	return nil
}
