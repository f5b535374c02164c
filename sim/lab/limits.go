package lab

import (
	"fmt"

	"arraylab/devices/knob"
)

// MaxSweep is the most points of a sweep in a page, and of an ablation anywhere, MaxChips the most chips of one value there, MaxSeeds
// the most seeds (assumed: what an evening takes).
const (
	MaxSweep = 2000
	MaxChips = 100
	MaxSeeds = 100
)

// MaxStudy is the most points of a study that is carried out by commands, MaxRepeats the most chips, and the most
// seeds, of one value there (assumed: a million points are 100 MB as text, and a day of a hundred cores).
const (
	MaxStudy   = 1_000_000
	MaxRepeats = 10_000
)

// limits bound a study.
type limits struct {
	points      int
	repeatChips int    // chips of a value
	repeatSeeds int    // seeds of a value
	fields      int    // that vary
	elsewhere   string // where larger ones are carried out, if anywhere
}

// Those of a page, which anybody's link opens, of commands, and of ablations anywhere.
var (
	pageLimits  = limits{MaxSweep, MaxChips, MaxSeeds, 2, fmt.Sprintf(" in a page; arraylab sweep takes %d", MaxStudy)}
	studyLimits = limits{MaxStudy, MaxRepeats, MaxRepeats, 3, ""}

	ablationLimits = limits{MaxSweep, MaxChips, MaxSeeds, 0, ""}
)

// Keys of a link.
const (
	seedsKey = "seeds"
	chipsKey = "chips"
)

// chips are the numbers of chips that a value may have.
func (m limits) chips() *knob.Knob {
	return &knob.Knob{Key: chipsKey, Kind: knob.Whole, Min: 1, Max: float64(m.repeatChips)}
}

// seeds are the numbers of seeds that a value may have.
func (m limits) seeds() *knob.Knob {
	return &knob.Knob{Key: seedsKey, Kind: knob.Whole, Min: 1, Max: float64(m.repeatSeeds)}
}

// fieldsWords say how many fields may vary.
func (m limits) fieldsWords() string {
	if m.fields < studyLimits.fields {
		return "two in a page; arraylab sweep takes three"
	}
	return "three"
}

// checkSize tells whether a study is not too large that has so many variants, a product, each so many times. A
// *knob.ValueError of the key says how many are allowed.
func (m limits) checkSize(key, what string, repeats int, factors ...int) error {
	variants := 1
	for _, n := range factors {
		variants = min(variants*n, m.points+1) // a product of three may be more than there are numbers
	}
	if n := variants * repeats; n >= 1 && n <= m.points {
		return nil
	}
	return knob.Refuse(key, fmt.Sprintf("%d %s, each %d times", variants, what, repeats),
		fmt.Sprintf("1 to %d inferences%s", m.points, m.elsewhere))
}
