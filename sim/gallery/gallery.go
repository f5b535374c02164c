package gallery

import (
	"slices"
	"sync"
)

// Paper is a work that makes claims, with what was found of them here.
type Paper struct {
	Key     string // short and stable
	Authors string
	Title   string
	Venue   string // with the year
	ArXiv   string // its number there; "" for none
	// Open is the address of its whole text where that is open and was not read by us, so that a reader can supply what
	// is said not to have been read; "" where we know of none.
	Open string
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
	FigureGuards   = "guards"   // the bit error rate over the energy of programming
	FigureTasks    = "tasks"    // every task over the epochs, a panel for each scenario
	FigureErrors   = "errors"   // bars of the wrong test images
	FigureDisturb  = "disturb"  // how often reads disturb junctions, and what it does to their bits
	FigureBits     = "bits"     // bars of the tests that random bits fail
	FigureTradeOff = "tradeoff" // accuracy over the memory of the weights, of runs, with the spread over seeds
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
	// Cannot is why the claim cannot be shown here, and what stands in; empty where it can be.
	Cannot Cannot
	// Needs says what would test a claim that was built in; "" for others.
	Needs      string
	Arithmetic bool // what stands in is MobileNet V1 by arithmetic, which the page draws
	Verdict    Verdict
	Found      string // what was found, and what else must be known to judge it
}

// Cannot says why a claim cannot be shown here, and what is measured in its stead, each in a sentence.
type Cannot struct{ Why, StandsIn string }

// Reason is what the verdict alone leaves open, in words: why a claim cannot be shown and what stands in, or what would
// test what was built in; "" for other verdicts.
func (c Claim) Reason() string {
	switch {
	case c.Cannot != Cannot{}:
		return "Why it cannot be shown: " + c.Cannot.Why + " What stands in: " + c.Cannot.StandsIn
	case c.Needs != "":
		return "What would test it: " + c.Needs
	}
	return ""
}

// Verdict is what the stored results say of a claim.
type Verdict string

// Verdicts.
const (
	Holds         Verdict = "holds"                // all checks are met
	HoldsPart     Verdict = "holds in part"        // some are
	Fails         Verdict = "does not hold"        // all are missed
	NotYet        Verdict = "not shown yet"        // none is met, and chance or too few seeds leave it open
	BuiltIn       Verdict = "built in"             // all checks are Given
	CannotBeShown Verdict = "cannot be shown here" // it has a reason, Cannot
)

// Verdicts are all of them, those that hold first. They must not be changed.
func Verdicts() []Verdict {
	return []Verdict{Holds, HoldsPart, Fails, NotYet, BuiltIn, CannotBeShown}
}

// Counts are how many claims have each verdict.
func Counts() map[Verdict]int {
	count := map[Verdict]int{}
	for _, c := range claims() {
		count[c.Verdict]++
	}
	return count
}

// Judge is the verdict that follows from the checks. A test compares it with the one in the table.
func (c Claim) Judge() Verdict { return c.judge(stored()) }

func (c Claim) judge(r Results) Verdict {
	if c.Cannot != (Cannot{}) {
		return CannotBeShown
	}
	count := map[Standing]int{}
	for _, k := range c.Checks {
		count[k.stands(r)]++
	}
	switch all := len(c.Checks) - count[PutIn]; {
	case all == 0:
		return BuiltIn
	case count[Met] == all:
		return Holds
	case count[Met] > 0:
		return HoldsPart
	case count[Missed] == all:
		return Fails
	}
	return NotYet
}

// Papers returns the papers with their claims, in the order of the page. They must not be changed.
func Papers() []Paper { return withClaims() }

var withClaims = sync.OnceValue(func() []Paper {
	all := slices.Clone(papers)
	for i := range all {
		for _, c := range claims() {
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
		if !slices.ContainsFunc(claims(), func(c Claim) bool { return slices.Contains(c.Scenarios, s.Name) }) {
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
