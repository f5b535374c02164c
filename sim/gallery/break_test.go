package gallery

import (
	"maps"
	"math"
	"slices"
	"testing"

	"arraylab/sim/lab"
)

// spoils are ways in which a stored result can be wrong, whatever it is of: what it holds is the same number
// throughout, or rises or falls from point to point.
var spoils = func() (all []func(*Stored)) {
	flat := func(x float64) func(share float64) float64 { return func(float64) float64 { return x } }
	rising := func(share float64) float64 { return 0.1 + 0.8*share }
	falling := func(share float64) float64 { return 0.9 - 0.8*share }
	for _, of := range []func(float64) float64{flat(0.1), flat(1), flat(0), flat(100), rising, falling} {
		all = append(all, func(s *Stored) { spoil(s, of) })
	}
	return all
}()

// spoil puts a function of the place, 0 to 1, for all numbers of a result.
func spoil(s *Stored, of func(share float64) float64) {
	accuracy := func(share float64) float64 { return min(of(share), 1) }
	outcome := func(o Outcome) Outcome {
		o.Accuracy, o.BER, o.Curve = accuracy(0.5), slices.Repeat([]float64{accuracy(0.5)}, len(o.BER)),
			slices.Clone(o.Curve)
		for i, p := range o.Curve {
			o.Curve[i].Tasks = slices.Repeat([]float64{accuracy(0.5)}, len(p.Tasks))
		}
		return o
	}
	s.Outcome, s.Seeds = outcome(s.Outcome), slices.Clone(s.Seeds)
	for i, o := range s.Seeds {
		s.Seeds[i] = outcome(o)
	}
	s.Points, s.Measured, s.Factors = slices.Clone(s.Points), slices.Clone(s.Measured), maps.Clone(s.Factors)
	for i := range s.Points {
		share := float64(i) / float64(len(s.Points))
		s.Points[i].Accuracy, s.Points[i].BER = accuracy(share), of(share)
	}
	for i, m := range s.Measured {
		s.Measured[i].Numbers = maps.Clone(m.Numbers)
		for k, key := range slices.Sorted(maps.Keys(m.Numbers)) {
			place := float64(i) + float64(k)/float64(len(m.Numbers))
			s.Measured[i].Numbers[key] = of(place / float64(len(s.Measured)))
		}
	}
	for key, f := range s.Factors {
		s.Factors[key] = slices.Repeat([]float64{1 + of(0.5)}, len(f))
	}
}

// spoilt are results of which one is spoilt.
func spoilt(r Results, name string, how func(*Stored)) Results {
	s := *r[name]
	how(&s)
	other := maps.Clone(r)
	other[name] = &s
	return other
}

// TestEveryCheckCanFail: of each check there are results, wrong in one of the scenarios that it follows from, by which
// it is met, be they the target itself, and others by which it is not.
func TestEveryCheckCanFail(t *testing.T) {
	r := StoredResults()
	for _, c := range claims() {
		for _, k := range c.Checks {
			here := k.beyond(k.measure(r))
			met, missed := here >= 0, here < 0
			for _, name := range k.uses(r) {
				right := func(s *Stored) { spoil(s, func(float64) float64 { return k.Target }) }
				for _, how := range append(slices.Clone(spoils), right) {
					x := k.beyond(k.measure(spoilt(r, name, how)))
					met, missed = met || x >= 0, missed || x < 0
				}
			}
			if !met || !missed {
				t.Errorf("%s, %s: can be met: %v, can fail: %v", c.Name, k.What, met, missed)
			}
		}
	}
}

// TestEveryVerdictCanBreak: of each claim that is judged by its checks there are results, wrong in one scenario, by
// which the verdict is another one; where too few seeds leave it open, it needs them to be three.
func TestEveryVerdictCanBreak(t *testing.T) {
	for _, c := range claims() {
		if c.Verdict == CannotBeShown || c.Verdict == BuiltIn {
			continue
		}
		r := maps.Clone(StoredResults())
		for _, k := range c.Checks {
			for _, name := range k.uses(r) {
				if k.stands(r) == TooFew {
					r = spoilt(r, name, thrice)
				}
			}
		}
		breaks := c.judge(r) != c.Verdict
		for _, k := range c.Checks {
			for _, name := range k.uses(r) {
				for _, how := range spoils {
					breaks = breaks || c.judge(spoilt(r, name, how)) != c.Verdict
				}
			}
		}
		if !breaks {
			t.Errorf("%s: no wrong result changes the verdict %q", c.Name, c.Verdict)
		}
	}
}

// thrice has what is stored of the first seed three times, of the run and of its sweep.
func thrice(s *Stored) {
	s.Seeds = []Outcome{s.Outcome, s.Outcome}
	if s.Sweep == nil {
		return
	}
	sweep, first := *s.Sweep, s.Points[0].Seed
	sweep.Seeds, s.Sweep = fewest, &sweep
	var points lab.Points
	for seed := range uint32(fewest) {
		for _, p := range s.Points {
			if p.Seed == first {
				p.Seed += seed
				points = append(points, p)
			}
		}
	}
	s.Points = points
}

// TestChanceDecidesNoCheck: a number whose bound lies within two standard errors is neither met nor missed, and one of
// two seeds, or on two chips, is no number yet.
func TestChanceDecidesNoCheck(t *testing.T) {
	seeds := func(accuracies ...float64) Results {
		s := &Stored{}
		for i, a := range accuracies {
			o := Outcome{Accuracy: a, Ideal: -1}
			if i == 0 {
				s.Outcome = o
			} else {
				s.Seeds = append(s.Seeds, o)
			}
		}
		return Results{"minute": s}
	}
	bound := func(target float64) Check {
		return atLeast(target, 0, "%", "", func(r Results) float64 { return r.Accuracy("minute") })
	}
	for _, c := range []struct {
		k    Check
		r    Results
		want Standing
	}{
		{bound(90), seeds(0.92), TooFew}, {bound(90), seeds(0.92, 0.93), TooFew},
		{bound(90), seeds(0.91, 0.92, 0.93), Met},          // 92 ± 0.58
		{bound(91), seeds(0.91, 0.92, 0.93), Chance},       // the bound is 1.7 errors away
		{bound(93), seeds(0.91, 0.92, 0.93), Chance},       //
		{bound(93.2), seeds(0.91, 0.92, 0.93), Missed},     // 2.1 errors
		{given(bound(90)), seeds(0.92), PutIn},             //
		{bound(90), Results{}, Absent},                     //
		{given(bound(90)), seeds(math.NaN()), Absent},      //
		{bound(90), seeds(0.92, 0.93, math.NaN()), Absent}, // a mean over nothing is none
	} {
		if got := c.k.stands(c.r); got != c.want {
			t.Errorf("%s by %+v: %q, want %q", c.k.Wanted(), c.k.estimate(c.r), got, c.want)
		}
	}
	if e := bound(90).estimate(seeds(0.91, 0.92, 0.93)); math.Abs(e.Error-1/math.Sqrt(3)) > 1e-9 || e.Repeats != 3 {
		t.Errorf("%+v: want an error of %g of 3", e, 1/math.Sqrt(3))
	}
}
