package devices

import (
	"fmt"
	"math"
	"slices"

	"arraylab/sim/num"
)

func ternarySheet(v *Values, ask Ask) (Sheet, error) {
	p, a := ternary(v)
	n := max(ask.N, 1)
	s := Sheet{
		Numbers: append(ternaryNumbers(closedTernary(p, a), drawnTernary(p, a, readNoise{}, n, ask.Seed), zeroShare.Of(v), n),
			Number{Key: "limit", Label: "Time limit", Value: num.Exp(a.timeout), Unit: "Ω",
				Note: "above it a branch is too slow; assumed"},
			Number{Key: "lrs_median", Label: "Median LRS", Value: num.Exp(p.mean[lrs]), Unit: "Ω",
				Note: medianLRS.SourceUnder(v)},
			Number{Key: "hrs_median", Label: "Median HRS", Value: num.Exp(p.mean[hrs]), Unit: "Ω",
				Note: "from the separation"},
			Number{Key: "offset_sd", Label: "Offset of the amplifiers", Value: a.offset, Unit: "ln R",
				Note: "standard deviation at this supply"},
			Number{Key: "dead_zone", Label: "Dead zone", Value: a.dead, Unit: "ln R",
				Note: "half width at this supply"},
			Number{Key: "write_joules", Label: "Energy of a device's write", Value: writeJoules(v), Unit: "J",
				Note: sourced(v, "assumed, but for the factor of 30", writeStrong)},
			Number{Key: "endurance_cycles", Label: "Endurance", Value: enduranceOf(v), Unit: "cycles",
				Note: sourced(v, "assumed", enduranceStrong)}),
		Notes: []string{
			"The coding of the weights, the law of the time limit and all values are assumed.",
			"In a binary network a pair that is read as 0 falls to +1 or -1, half of the pairs each, " +
				"always to the same.",
		},
	}
	if noise := readNoiseOf(v, nearSupply.Of(v), Site{Chip: ask.Seed}); noise.on() {
		drawn := drawnTernary(p, a, noise, n, ask.Seed)
		s.Numbers = append(s.Numbers, closedAndDrawn("ber_read", "BER of a read with its noise",
			noise.ternary(p, a).over(zeroShare.Of(v)), drawn.over(zeroShare.Of(v)), n, "pairs")...)
	}
	s.verifiedTrits(v, ternaryCosts(v), ask)
	s.refreshed(v, arrayCosts(v, 2, nearSupply.Of(v)))
	s.Notes = append(s.Notes, beyondConditions(v)...)
	if ask.Charts {
		s.Charts = []Plot{pairsPlot(v, ask), ternarySupplyPlot(v, ask), ternaryEnergyPlot(v, ask)}
		s.Pictures = []Picture{zonesPicture(p, a)}
	}
	return s, nil
}

func ternaryNumbers(closed, drawn ternaryRates, zeros float64, n int) []Number {
	return slices.Concat(
		closedAndDrawn("error_zero", "0 read as ±1", closed.zero, drawn.zero, n, "pairs"),
		closedAndDrawn("error_one", "±1 read as 0", closed.one, drawn.one, n, "pairs"),
		closedAndDrawn("error_flip", "+1 and -1 exchanged", closed.flip, drawn.flip, n, "pairs"),
		closedAndDrawn("ber", "BER over all weights", closed.over(zeros), drawn.over(zeros), n, "pairs"),
		closedAndDrawn("ber_binary", "BER of a binary network", closed.binary, drawn.binary, n, "pairs"))
}

// zonesPicture shows what the amplifier without offset reads, over the plane of both resistances.
func zonesPicture(p population, a amplifier) Picture {
	const side = 120
	lo := p.mean[lrs] - float64(3*math.Max(p.spread(lrs), 0.1))
	hi := math.Max(p.mean[hrs]+float64(3*math.Max(p.spread(hrs), 0.1)), lo+1)
	pic := Picture{
		Key: "zones", Title: "What is read of two resistances", X: "R of BL (Ω)", Y: "R of BLb (Ω)", W: side, H: side,
		LogX: true, LogY: true,
		XRange: [2]float64{num.Exp(lo), num.Exp(hi)}, YRange: [2]float64{num.Exp(lo), num.Exp(hi)},
		Classes: []string{"-1", "0", "+1", "metastable"}, Cells: make([]byte, side*side),
		Words: fmt.Sprintf("Where both devices are above %.3g ohm nothing discharges in time and 0 is read; below, "+
			"the device with the lower resistance decides: +1 for BL, -1 for BLb; along the diagonal the "+
			"amplifier is metastable.", num.Exp(a.timeout)),
	}
	at := Grid(lo, hi, side)
	for y := range side {
		for x := range side {
			pic.Cells[y*side+x] = zone(a, at[x], at[y])
		}
	}
	return pic
}

// zone is the class of the picture.
func zone(a amplifier, bl, blb float64) byte {
	if a.late(bl, blb) {
		return 1
	}
	switch a.answer(blb-bl, 0) {
	case 1:
		return 2
	case -1:
		return 0
	}
	return 3
}

// pairsPlot shows pairs of each trit on the same plane.
func pairsPlot(v *Values, ask Ask) Plot {
	const n = 448
	p, a := ternary(v)
	plot := Plot{
		Key: "pairs", Title: "Pairs of devices that hold -1, 0 and +1", X: "R of BL (Ω)", Y: "R of BLb (Ω)",
		LogX: true, LogY: true,
		Words: fmt.Sprintf("%d pairs of each stored value, and the limit of %.3g ohm above which a branch is too slow.",
			n, num.Exp(a.timeout)),
	}
	c := newCells(p, a, true, 1, Site{Chip: ask.Seed, Inputs: n, Row1: 1})
	for trit := -1; trit <= 1; trit++ {
		dots := Curve{Name: fmt.Sprintf("%+d stored", trit), Style: StyleDots}
		if trit == 0 {
			dots.Name = "0 stored"
		}
		var w words
		for i := range n {
			if i&63 == 0 {
				c.load(&w, i, 64, 0)
			}
			states := tritStates[trit+1]
			dots.X = append(dots.X, num.Exp(c.logR(&w, 2*(i&63), states[0])))
			dots.Y = append(dots.Y, num.Exp(c.logR(&w, 2*(i&63)+1, states[1])))
		}
		plot.Lines = append(plot.Lines, dots)
	}
	limit, top := num.Exp(a.timeout), num.Exp(math.Max(p.mean[hrs]+float64(3*p.spread(hrs)), a.timeout+1))
	plot.Lines = append(plot.Lines, Curve{Name: "time limit", Style: StyleClosed, X: []float64{top, limit, limit},
		Y: []float64{limit, limit, top}})
	return plot
}

// ternaryCurves are the rates over a knob, closed and drawn.
type ternaryCurves struct{ lines [6]Curve }

func newTernaryCurves() *ternaryCurves {
	c := &ternaryCurves{}
	for i, name := range []string{"0 read as ±1", "±1 read as 0", "+1 and -1 exchanged"} {
		c.lines[i] = Curve{Name: name, Style: StyleClosed}
		c.lines[i+3] = Curve{Name: name + ", drawn", Style: StyleDots}
	}
	return c
}

// add adds the rates at x to the curves from the first on.
func (c *ternaryCurves) add(first int, x float64, r ternaryRates) {
	for i, y := range [3]float64{r.zero, r.one, r.flip} {
		c.lines[first+i].addRate(x, y)
	}
}

// sweep adds the rates over a parameter, and draws some of them.
func (c *ternaryCurves) sweep(v *Values, knob *Param, x func(*Values) float64, at []float64, seed uint32) {
	w := *v
	for i, y := range at {
		knob.Put(&w, y)
		p, a := ternary(&w)
		c.add(0, x(&w), closedTernary(p, a))
		if i%5 == 2 {
			c.add(3, x(&w), drawnTernary(p, a, readNoise{}, dotCells/2, seed))
		}
	}
}

func ternarySupplyPlot(v *Values, ask Ask) Plot {
	c := newTernaryCurves()
	c.sweep(v, nearSupply, nearSupply.Of, Grid(0.4, 1.2, 25), ask.Seed)
	return Plot{
		Key: "supply", Title: "Errors over the supply of the amplifiers", X: "supply (V)", Y: "probability of an error",
		LogY: true, Lines: c.lines[:],
		Words: "Far above the threshold every pair of devices in HRS is told apart, so that no 0 is read; too near " +
			"it, devices in LRS are too slow as well. Between them lies the best supply.",
	}
}

func ternaryEnergyPlot(v *Values, ask Ask) Plot {
	c := newTernaryCurves()
	c.sweep(v, separation, func(w *Values) float64 { return writeJoules(w) * 1e12 }, Grid(1, 9, 25), ask.Seed)
	return Plot{
		Key: "condition", Title: "Errors over the programming condition", X: "energy of a device's write (pJ)",
		Y: "probability of an error", LogX: true, LogY: true, Lines: c.lines[:],
		Words: "Errors between 0 and ±1 are far more frequent than +1 and -1 exchanged: two devices would have to " +
			"go wrong together.",
	}
}
