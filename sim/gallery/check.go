package gallery

import (
	"fmt"
	"math"
	"strings"
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

// atLeast, atMost and about make checks of a number.
func atLeast(target, tolerance float64, unit, what string, measure func(Results) float64) Check {
	return Check{What: what, Unit: unit, Sense: AtLeast, Target: target, Tolerance: tolerance, measure: measure}
}

func atMost(target, tolerance float64, unit, what string, measure func(Results) float64) Check {
	return Check{What: what, Unit: unit, Sense: AtMost, Target: target, Tolerance: tolerance, measure: measure}
}

func about(target, tolerance float64, unit, what string, measure func(Results) float64) Check {
	return Check{What: what, Unit: unit, Sense: About, Target: target, Tolerance: tolerance, measure: measure}
}

// given is a check of what was put in by construction.
func given(c Check) Check {
	c.Given = true
	return c
}

// Standing is what stored results say of a check.
type Standing string

// Standings. Only Met and Missed decide a verdict.
const (
	Met    Standing = "yes"
	Missed Standing = "no"
	PutIn  Standing = "put in"         // Given
	Chance Standing = "within chance"  // the bound lies within twoErrors of the number
	TooFew Standing = "too few seeds"  // fewer than fewest trainings, or chips of one
	Absent Standing = "nothing stored" // a result that it follows from is missing
)

// twoErrors is how many standard errors must lie between a number and its bound: by chance a number lies on the wrong
// side of so wide a gap once in 44 times, where the errors are normal.
const twoErrors = 2

// Stands tells how the check stands by the results that come with the program.
func (c Check) Stands() Standing { return c.stands(stored()) }

func (c Check) stands(r Results) Standing {
	e := c.estimate(r)
	switch {
	case math.IsNaN(e.Value):
		return Absent
	case c.Given:
		return PutIn
	case e.Varies && e.Repeats < fewest:
		return TooFew
	case math.Abs(c.beyond(e.Value)) < twoErrors*e.Error:
		return Chance
	case c.beyond(e.Value) >= 0:
		return Met
	}
	return Missed
}

// beyond is how far a number lies on the right side of its bound, or of the nearer of two; below 0 on the wrong side.
func (c Check) beyond(x float64) float64 {
	switch c.Sense {
	case AtLeast:
		return x - (c.Target - c.Tolerance)
	case AtMost:
		return c.Target + c.Tolerance - x
	}
	return c.Tolerance - math.Abs(x-c.Target)
}

// Measured is the number; NaN where a result is not stored.
func (c Check) Measured() float64 { return c.measure(stored()) }

// Got is the number in words, as exact as tells numbers of its unit apart, with its standard error where it has one.
func (c Check) Got() string {
	e := c.estimate(stored())
	if e.Error > 0 {
		return inUnit(c.Unit, e.Value, " ± "+strings.TrimSuffix(inUnit(c.Unit, e.Error, ""), " "+c.Unit))
	}
	return inUnit(c.Unit, e.Value, "")
}

// inUnit spells a number with its unit and what stands between both.
func inUnit(unit string, x float64, between string) string {
	switch unit {
	case "points":
		x = math.Round(100*x)/100 + 0 // no -0
		return strings.Replace(fmt.Sprintf("%.2f", x), "-", "−", 1) + between + " points"
	case "%":
		return fmt.Sprintf("%.1f", x) + between + " %"
	case "":
		return fmt.Sprintf("%.3g", x) + between
	}
	return fmt.Sprintf("%.3g", x) + between + " " + unit
}

// Wanted is what the number should be, in words.
func (c Check) Wanted() string {
	w := fmt.Sprintf("%s %.4g", c.Sense, c.Target)
	if c.Tolerance > 0 {
		w += fmt.Sprintf(" ± %.2g", c.Tolerance)
	}
	return w
}
