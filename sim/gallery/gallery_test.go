package gallery

import (
	"maps"
	"math"
	"slices"
	"strings"
	"testing"
)

// TestGivenChecksCountForNoVerdict: a claim of nothing but what was put in is built in; others are judged by the
// rest.
func TestGivenChecksCountForNoVerdict(t *testing.T) {
	always := func(x float64) func(Results) float64 { return func(Results) float64 { return x } }
	good, bad := atLeast(1, 0, "", "good", always(2)), atLeast(1, 0, "", "bad", always(0))
	for _, c := range []struct {
		checks []Check
		want   Verdict
	}{
		{[]Check{given(good)}, BuiltIn}, {[]Check{given(bad), given(good)}, BuiltIn},
		{[]Check{given(bad), good}, Holds},
		{[]Check{given(good), bad}, Fails}, {[]Check{given(good), good, bad}, HoldsPart},
	} {
		if got := (Claim{Checks: c.checks}).Judge(); got != c.want {
			t.Errorf("%+v are judged %q, want %q", c.checks, got, c.want)
		}
	}
}

// TestReasonsAreGiven: what cannot be shown says why, and what stands in; what was built in says what would test it;
// each in a sentence that can follow a colon.
func TestReasonsAreGiven(t *testing.T) {
	for _, c := range claims() {
		need := map[Verdict][]string{CannotBeShown: {c.Cannot.Why, c.Cannot.StandsIn}, BuiltIn: {c.Needs}}[c.Verdict]
		for _, text := range need {
			if !strings.HasSuffix(text, ".") {
				t.Errorf("%s %s, and the reason is %q", c.Name, c.Verdict, text)
			}
		}
		if (c.Reason() == "") != (len(need) == 0) {
			t.Errorf("%s %s, and says %q", c.Name, c.Verdict, c.Reason())
		}
	}
}

// TestClaimsAreJudgedAsTheTableSays: a claim that stops holding, or begins to hold, fails.
func TestClaimsAreJudgedAsTheTableSays(t *testing.T) {
	for _, c := range claims() {
		if len(c.Checks) == 0 && c.Cannot == (Cannot{}) {
			t.Errorf("%s has no checks", c.Name)
		}
		for _, k := range c.Checks {
			if x := k.Measured(); math.IsNaN(x) || math.IsInf(x, 0) {
				t.Errorf("%s, %s: no stored result tells", c.Name, k.What)
			} else {
				t.Logf("%s, %s: %s, %s: %v", c.Name, k.What, k.Got(), k.Wanted(), k.Stands())
			}
		}
		if got := c.Judge(); got != c.Verdict {
			t.Errorf("%s: the stored results say %q, the table %q", c.Name, got, c.Verdict)
		}
	}
}

// TestClaimsAreWhole: names are unique, papers and scenarios exist, and figures have the results that they draw.
func TestClaimsAreWhole(t *testing.T) {
	names := map[string]bool{}
	for _, c := range claims() {
		if names[c.Name] {
			t.Errorf("there are two claims %s", c.Name)
		}
		names[c.Name] = true
		if !slices.ContainsFunc(papers, func(p Paper) bool { return p.Key == c.Paper }) {
			t.Errorf("%s: there is no paper %q", c.Name, c.Paper)
		}
		said := c.Title != "" && strings.HasSuffix(c.Says, ".") && strings.HasSuffix(c.Found, ".")
		if !said || len(c.Scenarios) == 0 {
			t.Errorf("%s lacks words or scenarios", c.Name)
		}
		canBeDrawn(t, c)
	}
	for _, p := range Papers() {
		if len(p.Claims) == 0 && p.Lacks == "" {
			t.Errorf("%s has no claim and lacks nothing", p.Key)
		}
	}
}

// canBeDrawn checks that a claim's scenarios have what its figure draws.
func canBeDrawn(t *testing.T, c Claim) {
	t.Helper()
	for i, name := range c.Scenarios {
		x, ok := ScenarioOf(name)
		switch {
		case !ok || x.Stored == nil:
			t.Errorf("%s: scenario %q has no stored result", c.Name, name)
		case c.Figure == FigureTasks && len(x.Stored.Curve.End()) < 2:
			t.Errorf("%s: scenario %q has no tasks to draw", c.Name, name)
		case c.Figure == FigureBits && len(x.Stored.Measured) == 0:
			t.Errorf("%s: scenario %q has no tests of bits to draw", c.Name, name)
		case c.Figure == FigureTradeOff && x.Sweep == nil && len(x.Stored.Seeds)+1 < fewest:
			t.Errorf("%s: scenario %q has too few seeds for a spread", c.Name, name)
		case i == 0 && x.Sweep == nil && !slices.Contains([]string{FigureTasks, FigureErrors, FigureTradeOff}, c.Figure):
			t.Errorf("%s: scenario %q has no sweep to draw", c.Name, name)
		}
	}
}

// TestScenariosBesideSweepTheSameField, or nothing.
func TestScenariosBesideSweepTheSameField(t *testing.T) {
	for _, x := range Scenarios() {
		if len(x.Beside) > 0 && x.Sweep == nil {
			t.Fatalf("%s has no sweep", x.Name)
		}
		for _, other := range x.Beside {
			other, series, one := strings.Cut(other, ":")
			y, ok := ScenarioOf(other)
			if !ok || y.Sweep != nil && y.Sweep.Key != x.Sweep.Key || one &&
				!slices.Contains(y.Sweep.Series(), series) {
				t.Errorf("%s: %s:%s cannot stand beside it", x.Name, other, series)
			}
		}
	}
}

// TestClaimlessScenariosAreTheRest: each scenario is in the gallery, with a claim or among those to begin with.
func TestClaimlessScenariosAreTheRest(t *testing.T) {
	rest := Claimless()
	if !slices.Contains(rest, "first-light") || slices.Contains(rest, "ber-tolerance") {
		t.Errorf("to begin with: %v", rest)
	}
	claimed := map[string]bool{}
	for _, c := range claims() {
		for _, name := range c.Scenarios {
			claimed[name] = true
		}
	}
	if len(rest)+len(claimed) != len(Scenarios()) {
		t.Errorf("%d without a claim, %d with one, %d in all", len(rest), len(claimed), len(Scenarios()))
	}
}

// TestChecksTakeBothSides of a target, and its tolerance.
func TestChecksTakeBothSides(t *testing.T) {
	at := func(x float64) func(Results) float64 { return func(Results) float64 { return x } }
	for _, c := range []struct {
		k   Check
		met bool
	}{
		{atLeast(10, 1, "", "", at(9)), true}, {atLeast(10, 1, "", "", at(8.9)), false},
		{atLeast(10, 1, "", "", at(99)), true},
		{atMost(10, 1, "", "", at(11)), true}, {atMost(10, 1, "", "", at(11.1)), false},
		{atMost(10, 1, "", "", at(-5)), true},
		{about(10, 1, "", "", at(9)), true}, {about(10, 1, "", "", at(8.9)), false},
		{about(10, 1, "", "", at(11.1)), false},
		{about(10, 1, "", "", at(math.NaN())), false}, {atMost(10, 1, "", "", at(math.NaN())), false},
	} {
		if (c.k.Stands() == Met) != c.met {
			t.Errorf("%g %s %g ± %g: %v", c.k.Measured(), c.k.Sense, c.k.Target, c.k.Tolerance, c.k.Stands())
		}
	}
}

// TestChecksAreOfOneNumerics: no check compares a stored result with one of other numerics.
func TestChecksAreOfOneNumerics(t *testing.T) {
	by := map[int]Results{}
	for name, s := range StoredResults() {
		if by[s.Numerics] == nil {
			by[s.Numerics] = Results{}
		}
		by[s.Numerics][name] = s
	}
	for _, c := range claims() {
		for _, k := range c.Checks {
			whole := func(r Results) bool { return !math.IsNaN(k.measure(r)) }
			if !slices.ContainsFunc(slices.Collect(maps.Values(by)), whole) {
				t.Errorf("%s, %s: the results are of several numerics", c.Name, k.What)
			}
		}
	}
}
