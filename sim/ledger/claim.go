package ledger

import (
	"fmt"
	"math"

	"arraylab/devices"
	"arraylab/sim/num"
)

// Claim is what a paper says of energy, beside what the ledger says.
type Claim struct {
	Key    string  `json:"key"`
	Title  string  `json:"title"`
	Text   string  `json:"text"`   // what the paper says
	Source string  `json:"source"` // where it says so
	Factor float64 `json:"factor"` // of the claim
	// found, counted from each strong state in turn: the most, or the one at the BER tolerated
	Factors []float64        `json:"factors"`
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

// SystemSaving tells by which factor the energy of a whole system falls where its memory is in a weak state instead of
// a strong one, programming and inference together, over the images inferred between two programmings. There may be
// several strong states to count from; the first is that of the claim, and is drawn for cheap and dear logic, too.
func (claim Claim) SystemSaving(c Counts, weak Case, strong ...Case) Claim {
	claim.Plot = devices.Plot{Key: claim.Key, Title: claim.Title, X: "images inferred between two programmings",
		Y: "energy saved by a factor", LogX: true}
	draw := func(name string, state Case, r Rates) (s, w Ledger, curve devices.Curve) {
		s, w = Compute(c, state.Costs, r), Compute(c, weak.Costs, r)
		curve = overImages(name, &s, &w)
		claim.Plot.Lines = append(claim.Plot.Lines, curve)
		return s, w, curve
	}
	for i, state := range strong {
		s, w, curve := draw("from "+state.Name, state, DefaultRates())
		claim.systemFigures(&s, &w, state, weak)
		claim.hold(curve, state.Name, i == 0)
	}
	draw("the first, cheapest logic", strong[0], LowRates())
	draw("the first, dearest logic", strong[0], HighRates())
	claim.Plot.Lines = append(claim.Plot.Lines, rule("claimed", fewestImages, mostImages, claim.Factor))
	claim.Plot.Words = claim.Words
	return claim
}

// overImages is the factor between two ledgers over the images of a programming.
func overImages(name string, strong, weak *Ledger) devices.Curve {
	curve := devices.Curve{Name: name, Style: devices.StyleLine}
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

func (claim *Claim) systemFigures(s, w *Ledger, strong, weak Case) {
	add := func(key, label string, x float64, unit string) {
		claim.Numbers = append(claim.Numbers,
			devices.Number{Key: fmt.Sprintf("%s_%d", key, len(claim.Numbers)), Label: label, Value: x, Unit: unit})
	}
	if len(claim.Numbers) == 0 {
		add("ber", "BER, "+weak.Name, weak.BER, "")
		add("programming", "programming, "+weak.Name, w.Programming, "J")
		add("image", "an image, "+weak.Name, w.Image, "J")
	}
	add("programming", "programming, "+strong.Name, s.Programming, "J")
	add("image", "an image, "+strong.Name, s.Image, "J")
}

// hold finds where the curve is at the claimed factor or above.
func (claim *Claim) hold(curve devices.Curve, from string, first bool) {
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
	claim.Factors = append(claim.Factors, most)
	holds := !math.IsNaN(lo)
	words := fmt.Sprintf("Counted from %s the factor %.3g is reached from %s to %s between two programmings; "+
		"the most is %.3g.", from, claim.Factor, digits2(lo), images(hi), most)
	if !holds {
		words = fmt.Sprintf("Counted from %s the factor %.3g is not reached: the most is %.3g, at %s between "+
			"two programmings.", from, claim.Factor, most, images(at))
	}
	if first {
		claim.Holds, claim.Words = holds, words
		return
	}
	claim.Words += " " + words
}

func digits2(x float64) string { return fmt.Sprintf("%.2g", x) }

func images(x float64) string {
	if x == 1 {
		return "1 image"
	}
	return digits2(x) + " images"
}

// rule is a level line of a plot.
func rule(name string, x0, x1, y float64) devices.Curve {
	return devices.Curve{Name: name, Style: devices.StyleClosed, X: []float64{x0, x1}, Y: []float64{y, y}}
}

// ProgrammingSaving tells by which factor the energy of programming falls in each state of the memory, over its BER.
// Cases go from strong to weak. It is counted from states with the BERs from; the first of them is that of the claim.
// tolerated is the BER of the claim. Between two cases the logarithm of the energy is a line over that of the BER.
func (claim Claim) ProgrammingSaving(c Counts, cases []Case, tolerated float64, from ...float64) Claim {
	claim.Plot = devices.Plot{Key: claim.Key, Title: claim.Title, X: "bit error rate that is tolerated",
		Y: "programming energy saved by a factor", LogX: true, LogY: true}
	var ber, joules []float64
	for _, state := range cases {
		if l := Compute(c, state.Costs, DefaultRates()); state.BER > 0 &&
			(len(ber) == 0 || state.BER > ber[len(ber)-1]) {
			ber, joules = append(ber, state.BER), append(joules, l.Programming)
		}
	}
	if len(ber) == 0 {
		return claim
	}
	for i, x := range from {
		start := along(ber, joules, x)
		curve := devices.Curve{Name: fmt.Sprintf("from a BER of %.1g", x), Style: devices.StyleLine, X: []float64{x},
			Y: []float64{1}}
		for k := range ber {
			if ber[k] > x {
				curve.X, curve.Y = append(curve.X, ber[k]), append(curve.Y, start/joules[k])
			}
		}
		claim.Plot.Lines = append(claim.Plot.Lines, curve)
		claim.saving(curve, tolerated, start/along(ber, joules, tolerated), i == 0)
	}
	claim.Plot.Lines = append(claim.Plot.Lines, rule("claimed", from[0], ber[len(ber)-1], claim.Factor),
		devices.Curve{Name: "tolerated", Style: devices.StyleMark, X: []float64{tolerated}, Y: []float64{claim.Factor}})
	claim.Plot.Words = claim.Words
	return claim
}

// AtBER is the state with a BER, between two of the cases, which go from strong to weak: the logarithm of the energy of
// a write is a line over that of the BER. Beyond the cases it is the first or the last one.
func AtBER(cases []Case, ber float64) Case {
	i := 0
	for i < len(cases) && cases[i].BER <= ber {
		i++
	}
	if i == 0 || i == len(cases) || !(cases[i-1].BER > 0) {
		return cases[min(max(i-1, 0), len(cases)-1)]
	}
	a, b := cases[i-1], cases[i]
	between := Case{Name: a.Name, BER: ber, Costs: append([]devices.Costs{}, a.Costs...)}
	for l := range between.Costs {
		c := &between.Costs[l]
		for _, w := range [2][2]*devices.Cost{{&c.Write0, &b.Costs[l].Write0}, {&c.Write1, &b.Costs[l].Write1}} {
			if w[0].Joules > 0 && w[1].Joules > 0 {
				w[0].Joules = along([]float64{a.BER, b.BER}, []float64{w[0].Joules, w[1].Joules}, ber)
			}
		}
	}
	return between
}

// along interpolates the logarithm of y over that of x, which rises; beyond its ends y stays.
func along(xs, ys []float64, x float64) float64 {
	i := 0
	for i < len(xs) && xs[i] <= x {
		i++
	}
	if i == 0 || i == len(xs) {
		return ys[min(i, len(xs)-1)]
	}
	share := num.Log(x/xs[i-1]) / num.Log(xs[i]/xs[i-1])
	return ys[i-1] * num.Exp(float64(share*num.Log(ys[i]/ys[i-1])))
}

// saving says what is saved at the tolerated BER, and at which BER the factor is reached first.
func (claim *Claim) saving(curve devices.Curve, tolerated, got float64, first bool) {
	claim.Numbers = append(claim.Numbers, devices.Number{Key: fmt.Sprintf("factor_%d", len(claim.Numbers)),
		Label: fmt.Sprintf("saved from BER %.1g to %.2g by a factor", curve.X[0], tolerated), Value: got})
	claim.Factors = append(claim.Factors, got)
	holds, verdict := got >= claim.Factor*(1-tolerance), "does not hold"
	if holds {
		verdict = "holds"
	}
	reached := "no BER reaches it"
	for k := range curve.X[1:] {
		if curve.Y[k+1] >= claim.Factor {
			reached = fmt.Sprintf("it is reached at %.2g", along(curve.Y[k:k+2], curve.X[k:k+2], claim.Factor))
			break
		}
	}
	words := fmt.Sprintf("Counted from a BER of %.1g the factor %.3g %s: at %.2g it is %.3g, and %s.", curve.X[0],
		claim.Factor, verdict, tolerated, got, reached)
	if first {
		claim.Holds, claim.Words = holds, words
		return
	}
	claim.Words += " " + words
}

// tolerance is how much interpolation between cases may miss a factor by.
const tolerance = 0.02
