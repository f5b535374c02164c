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
	}{{"logic as in the table", devices.StyleLine, DefaultRates()}, {"cheapest logic", devices.StyleClosed, LowRates()}, {"dearest logic", devices.StyleClosed, HighRates()}}
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
	return devices.Curve{Name: name, Style: devices.StyleMark, X: []float64{x0, x1}, Y: []float64{y, y}}
}

// ProgrammingSaving tells by which factor the energy of programming falls in each state of the memory, over its BER.
// It is counted from the first case, the strongest, and again from the case whose BER comes next below before: what a
// network tolerates that was not trained for errors. tolerated is the BER of the claim.
func (claim Claim) ProgrammingSaving(c Counts, cases []Case, tolerated, before float64) Claim {
	claim.Plot = devices.Plot{Key: claim.Key, Title: claim.Title, X: "bit error rate that is tolerated", Y: "programming energy saved by a factor", LogX: true, LogY: true}
	rates := DefaultRates()
	var ber, joules []float64
	from := 0
	for i, state := range cases {
		l := Compute(c, state.Costs, rates)
		ber, joules = append(ber, state.BER), append(joules, l.Programming)
		if state.BER <= before && state.BER > cases[from].BER {
			from = i
		}
	}
	for _, ref := range []struct {
		name string
		at   int
	}{{"from " + cases[0].Name, 0}, {fmt.Sprintf("from a BER of %.2g", ber[from]), from}} {
		curve := devices.Curve{Name: ref.name, Style: devices.StyleLine}
		for i := range cases {
			if i >= ref.at && ber[i] > 0 {
				curve.X, curve.Y = append(curve.X, ber[i]), append(curve.Y, joules[ref.at]/joules[i])
			}
		}
		if len(curve.X) > 0 {
			claim.Plot.Lines = append(claim.Plot.Lines, curve)
		}
	}
	claim.savingFigures(cases, ber, joules, from, tolerated)
	if n := len(claim.Plot.Lines); n > 0 {
		x := claim.Plot.Lines[0].X
		claim.Plot.Lines = append(claim.Plot.Lines, rule("claimed", x[0], x[len(x)-1], claim.Factor),
			devices.Curve{Name: fmt.Sprintf("BER %.2g", tolerated), Style: devices.StyleMark, X: []float64{tolerated, tolerated}, Y: []float64{1, claim.Factor}})
	}
	claim.Plot.Words = claim.Words
	return claim
}

// savingFigures says what the weakest tolerated case saves, and which case first reaches the factor.
func (claim *Claim) savingFigures(cases []Case, ber, joules []float64, from int, tolerated float64) {
	weakest, reached := 0, -1
	for i := range cases {
		if ber[i] <= tolerated && joules[i] < joules[weakest] {
			weakest = i
		}
		if reached < 0 && joules[0]/joules[i] >= claim.Factor {
			reached = i
		}
	}
	most := joules[0] / joules[weakest]
	claim.Numbers = []devices.Number{
		{Key: "programming_strong", Label: "programming, " + cases[0].Name, Value: joules[0], Unit: "J"},
		{Key: "programming_weak", Label: fmt.Sprintf("programming at BER %.2g", ber[weakest]), Value: joules[weakest], Unit: "J"},
		{Key: "factor_programming", Label: "saved by a factor", Value: most},
		{Key: "factor_before", Label: fmt.Sprintf("saved by a factor from BER %.2g", ber[from]), Value: joules[from] / joules[weakest]},
	}
	claim.Holds = most >= claim.Factor
	if claim.Holds {
		claim.Words = fmt.Sprintf("The factor %.3g holds for a network that tolerates a BER of %.2g or more; at %.2g it is %.3g, counted from %s.",
			claim.Factor, ber[reached], ber[weakest], most, cases[0].Name)
		return
	}
	claim.Words = fmt.Sprintf("The factor %.3g does not hold: up to a BER of %.2g it is %.3g, counted from %s.", claim.Factor, tolerated, most, cases[0].Name)
	if reached >= 0 {
		claim.Words += fmt.Sprintf(" It would take a BER of %.2g.", ber[reached])
	}
}
