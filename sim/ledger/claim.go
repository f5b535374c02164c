package ledger

import (
	"fmt"
	"math"

	"arraylab/devices"
	"arraylab/sim/num"
)

// Claim is what a paper says of energy, beside what the ledger says.
type Claim struct {
	Key     string           `json:"key"`
	Title   string           `json:"title"`
	Text    string           `json:"text"`   // what the paper says
	Source  string           `json:"source"` // where it says so
	Factor  float64          `json:"factor"` // of the claim
	Numbers []devices.Number `json:"numbers"`
	Plot    devices.Plot     `json:"plot"`    // the factor over an assumption, and where the claim holds
	Holds   bool             `json:"holds"`   // somewhere in the drawn range
	Words   string           `json:"words"`   // for which assumptions it holds
	Assumed []string         `json:"assumed"` // what else goes in
}

// Case is a memory in one state.
type Case struct {
	Name  string
	BER   float64         // of the stored bits
	Costs []devices.Costs // by layer
}

// Range of images inferred between two programmings: from weights that are brought in anew for every
// image to a chip that is programmed once (assumed).
const (
	fewestImages = 1
	mostImages   = 1e6
	stepsOfTen   = 12 // points a decade
)

// SystemSaving tells by which factor the energy of a whole system falls from one state of its memory to another,
// programming and inference together, over the images inferred between two programmings. It fills in
// the claim's figures, plot and words.
func (claim Claim) SystemSaving(c Counts, strong, weak Case) Claim {
	claim.Plot = devices.Plot{Key: claim.Key, Title: claim.Title, X: "images inferred between two programmings", Y: "energy saved by a factor", LogX: true}
	bands := []struct {
		name, style string
		rates       Rates
	}{{"logic as in the table", devices.StyleLine, DefaultRates()}, {"cheapest logic", devices.StyleLine, LowRates()}, {"dearest logic", devices.StyleLine, HighRates()}}
	for i, band := range bands {
		s, w := Compute(c, strong.Costs, band.rates), Compute(c, weak.Costs, band.rates)
		curve := overImages(band.name, &s, &w)
		curve.Style = band.style
		claim.Plot.Lines = append(claim.Plot.Lines, curve)
		if i == 0 {
			claim.systemFigures(&s, &w, strong, weak, curve)
		}
	}
	claim.Plot.Lines = append(claim.Plot.Lines, rule("claimed", fewestImages, mostImages, claim.Factor))
	claim.Plot.Words = claim.Words
	return claim
}

// overImages is the factor between two ledgers over the images of a programming.
func overImages(name string, strong, weak *Ledger) devices.Curve {
	curve := devices.Curve{Name: name}
	decades := num.Log(mostImages/fewestImages) / num.Log(10)
	n := int(math.Round(decades * stepsOfTen))
	for i := range n + 1 {
		x := fewestImages * num.Exp(float64(float64(i)/stepsOfTen*num.Log(10)))
		curve.X = append(curve.X, x)
		curve.Y = append(curve.Y, perImage(strong, x)/perImage(weak, x))
	}
	return curve
}

// perImage is the energy of an image with its share of the programming.
func perImage(l *Ledger, images float64) float64 { return l.Programming/images + l.Image }

func (claim *Claim) systemFigures(s, w *Ledger, strong, weak Case, curve devices.Curve) {
	claim.Numbers = []devices.Number{
		{Key: "programming_strong", Label: "programming, " + strong.Name, Value: s.Programming, Unit: "J"},
		{Key: "programming_weak", Label: "programming, " + weak.Name, Value: w.Programming, Unit: "J"},
		{Key: "image_strong", Label: "an image, " + strong.Name, Value: s.Image, Unit: "J"},
		{Key: "image_weak", Label: "an image, " + weak.Name, Value: w.Image, Unit: "J"},
		{Key: "factor_programming", Label: "programming saved by a factor", Value: s.Programming / w.Programming},
		{Key: "factor_image", Label: "inference saved by a factor", Value: s.Image / w.Image},
		{Key: "ber_weak", Label: "BER, " + weak.Name, Value: weak.BER},
	}
	claim.hold(curve, "images between two programmings")
}

// hold finds where the curve is at the claimed factor or above.
func (claim *Claim) hold(curve devices.Curve, of string) {
	lo, hi, most, at := math.NaN(), math.NaN(), 0.0, 0.0
	for i, y := range curve.Y {
		if y >= claim.Factor {
			if math.IsNaN(lo) {
				lo = curve.X[i]
			}
			hi = curve.X[i]
		}
		if y > most {
			most, at = y, curve.X[i]
		}
	}
	claim.Holds = !math.IsNaN(lo)
	switch last := curve.X[len(curve.X)-1]; {
	case !claim.Holds:
		claim.Words = fmt.Sprintf("The factor %.3g is not reached: the most is %.3g, at %s %s.", claim.Factor, most, digits2(at), of)
	case lo == curve.X[0] && hi == last:
		claim.Words = fmt.Sprintf("The factor %.3g is reached for any number from %s to %s %s; the most is %.3g.", claim.Factor, digits2(lo), digits2(hi), of, most)
	default:
		claim.Words = fmt.Sprintf("The factor %.3g is reached from %s to %s %s; the most is %.3g.", claim.Factor, digits2(lo), digits2(hi), of, most)
	}
}

func digits2(x float64) string { return fmt.Sprintf("%.2g", x) }

// rule is a level line of a plot.
func rule(name string, x0, x1, y float64) devices.Curve {
	return devices.Curve{Name: name, Style: devices.StyleClosed, X: []float64{x0, x1}, Y: []float64{y, y}}
}

// ProgrammingSaving tells by which factor the energy of programming falls in each state of the memory, over its BER. Cases
// go from strong to weak. It is counted from the weakest case at or below each of the BERs from, or from the
// strongest case where none is; the first of them is that of the claim. tolerated is the BER of the claim.
func (claim Claim) ProgrammingSaving(c Counts, cases []Case, tolerated float64, from ...float64) Claim {
	claim.Plot = devices.Plot{Key: claim.Key, Title: claim.Title, X: "bit error rate that is tolerated", Y: "programming energy saved by a factor", LogX: true, LogY: true}
	joules := make([]float64, len(cases))
	for i, state := range cases {
		l := Compute(c, state.Costs, DefaultRates())
		joules[i] = l.Programming
	}
	for i, ber := range from {
		at := weakest(cases, ber)
		curve := devices.Curve{Name: fmt.Sprintf("from a BER of %.1g", cases[at].BER), Style: devices.StyleLine}
		for k := at; k < len(cases); k++ {
			if cases[k].BER > 0 {
				curve.X, curve.Y = append(curve.X, cases[k].BER), append(curve.Y, joules[at]/joules[k])
			}
		}
		claim.Plot.Lines = append(claim.Plot.Lines, curve)
		claim.saving(cases, joules, at, weakest(cases, tolerated), i == 0)
	}
	x0, x1 := cases[weakest(cases, from[0])].BER, cases[len(cases)-1].BER
	claim.Plot.Lines = append(claim.Plot.Lines, rule("claimed", x0, x1, claim.Factor),
		devices.Curve{Name: "tolerated", Style: devices.StyleMark, X: []float64{tolerated}, Y: []float64{claim.Factor}})
	claim.Plot.Words = claim.Words
	return claim
}

// weakest is the last case whose BER is at most so much, or the first case.
func weakest(cases []Case, ber float64) (at int) {
	for i := range cases {
		if cases[i].BER <= ber {
			at = i
		}
	}
	return at
}

// saving says what the tolerated case saves, counted from another, and which case first reaches the factor.
func (claim *Claim) saving(cases []Case, joules []float64, from, to int, first bool) {
	got := joules[from] / joules[to]
	claim.Numbers = append(claim.Numbers, devices.Number{Key: fmt.Sprintf("factor_%d", len(claim.Numbers)),
		Label: fmt.Sprintf("saved from BER %.1g to %.2g by a factor", cases[from].BER, cases[to].BER), Value: got})
	verdict := "holds"
	if got < claim.Factor*(1-tolerance) {
		verdict = "does not hold"
	}
	reached := "no BER reaches it"
	for k := from; k < len(cases); k++ {
		if joules[from]/joules[k] >= claim.Factor*(1-tolerance) {
			reached = fmt.Sprintf("it takes a BER of %.2g", cases[k].BER)
			break
		}
	}
	words := fmt.Sprintf("Counted from a BER of %.1g the factor %.3g %s: at %.2g it is %.3g, and %s.", cases[from].BER, claim.Factor, verdict, cases[to].BER, got, reached)
	if first {
		claim.Holds, claim.Words = verdict == "holds", words
		return
	}
	claim.Words += " " + words
}

// tolerance is how much the grid of cases may miss a factor by.
const tolerance = 0.03
