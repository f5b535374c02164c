package gallery

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
)

// Paper is a work that makes claims, with what was found of them here.
type Paper struct {
	Key     string // short and stable
	Authors string
	Title   string
	Venue   string // with the year
	ArXiv   string // its number there; "" for none
	// Lacks says what of the paper cannot be run here, and why; "" for nothing.
	Lacks  string
	Claims []Claim // may be none where something is lacking
}

// Link is the address of the paper; "" where none is known.
func (p Paper) Link() string {
	if p.ArXiv == "" {
		return ""
	}
	return "https://arxiv.org/abs/" + p.ArXiv
}

// Figures that stored results are drawn as.
const (
	FigureAccuracy = "accuracy" // over the swept field, with the spread over chips and seeds
	FigureBER      = "ber"      // the same of the bit error rate
	FigureEnergy   = "energy"   // the same of the energy of programming
	FigureTasks    = "tasks"    // every task over the epochs, a panel for each scenario
	FigureErrors   = "errors"   // bars of the wrong test images
)

// Claim is what a paper says, beside what stored results say of it.
type Claim struct {
	Name  string // short and stable
	Paper string // its Key
	Title string
	Says  string // what the paper says, in the laboratory's words
	// Scenarios that the figure is drawn from; the first one is opened.
	Scenarios []string
	Figure    string
	// Ordering: no source that was read by us gives a figure, only which is better.
	Ordering bool
	Checks   []Check
	Verdict  Verdict
	Found    string // what was found, and what else must be known to judge it
}

// Verdict is what the stored results say of a claim.
type Verdict string

// Verdicts.
const (
	Holds         Verdict = "holds"                // all checks do
	HoldsPart     Verdict = "holds in part"        // some of them
	Fails         Verdict = "does not hold"        // none of them
	BuiltIn       Verdict = "built in"             // all checks are Given
	CannotBeShown Verdict = "cannot be shown here" // what is checked stands in for it, as Found says
)

// Check is a number that follows from stored results, and what it should be.
type Check struct {
	What  string
	Unit  string // "" for a plain number
	Sense Sense
	// Target of the paper, or of the order that it tells, and how far from it is accepted.
	Target, Tolerance float64
	// Given: the number was put in by construction. It is shown, and counts for no verdict.
	Given   bool
	measure func(Results) float64
}

// Sense tells on which side of its target a number should be.
type Sense string

// Senses.
const (
	AtLeast Sense = "at least"
	AtMost  Sense = "at most"
	About   Sense = "about"
)

// Measured is the number; NaN where a result is not stored.
func (c Check) Measured() float64 { return c.measure(stored()) }

// Met tells whether the number is what it should be, within the tolerance.
func (c Check) Met() bool {
	x := c.Measured()
	switch c.Sense {
	case AtLeast:
		return x >= c.Target-c.Tolerance
	case AtMost:
		return x <= c.Target+c.Tolerance
	}
	return math.Abs(x-c.Target) <= c.Tolerance
}

// Got is the number in words, as exact as tells numbers of its unit apart.
func (c Check) Got() string {
	x := c.Measured()
	switch c.Unit {
	case "points":
		x = math.Round(100*x)/100 + 0 // no -0
		return strings.Replace(fmt.Sprintf("%.2f points", x), "-", "−", 1)
	case "%":
		return fmt.Sprintf("%.1f %%", x)
	case "×":
		return fmt.Sprintf("%.3g ×", x)
	case "":
		return fmt.Sprintf("%.3g", x)
	}
	return fmt.Sprintf("%.3g %s", x, c.Unit)
}

// Wanted is what the number should be, in words.
func (c Check) Wanted() string {
	w := fmt.Sprintf("%s %.4g", c.Sense, c.Target)
	if c.Tolerance > 0 {
		w += fmt.Sprintf(" ± %.2g", c.Tolerance)
	}
	return w
}

// Judge is the verdict that follows from the checks. A test compares it with the one in the table. That a claim cannot
// be shown here is for the table to say.
func (c Claim) Judge() Verdict {
	if c.Verdict == CannotBeShown {
		return CannotBeShown
	}
	met, count := 0, 0
	for _, k := range c.Checks {
		if k.Given {
			continue
		}
		count++
		if k.Met() {
			met++
		}
	}
	switch {
	case count == 0:
		return BuiltIn
	case met == count:
		return Holds
	case met == 0:
		return Fails
	}
	return HoldsPart
}

// Papers returns the papers with their claims, in the order of the page. They must not be changed.
func Papers() []Paper { return withClaims() }

var withClaims = sync.OnceValue(func() []Paper {
	all := slices.Clone(papers)
	for i := range all {
		for _, c := range claims {
			if c.Paper == all[i].Key {
				all[i].Claims = append(all[i].Claims, c)
			}
		}
	}
	return all
})

// Claimless are the scenarios that no claim is drawn from, in the order of the menu.
func Claimless() (names []string) {
	for _, s := range Scenarios() {
		if !slices.ContainsFunc(claims, func(c Claim) bool { return slices.Contains(c.Scenarios, s.Name) }) {
			names = append(names, s.Name)
		}
	}
	return names
}

// ScenarioOf finds a scenario by its name.
func ScenarioOf(name string) (Scenario, bool) {
	i := slices.IndexFunc(Scenarios(), func(s Scenario) bool { return s.Name == name })
	if i < 0 {
		return Scenario{}, false
	}
	return Scenarios()[i], true
}
