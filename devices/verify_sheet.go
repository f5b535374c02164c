package devices

import (
	"fmt"
	"math"
	"slices"

	"arraylab/devices/knob"
	"arraylab/sim/num"
)

// settledBy is what comes of cells whose writes err with a probability p each, independently.
func settledBy(p float64, tries int) (s settled) {
	s.wrong = 1
	for range tries {
		s.checks += s.wrong
		s.wrong *= p
	}
	s.writes = s.checks + s.wrong
	s.wrong *= p
	return s
}

// verified adds to a sheet what verification comes to: closed forms, by the bit, beside cells that were drawn. The
// costs are those of a weight; least are the rows that are drawn at least.
func (s *Sheet) verified(v *Values, closed [2]settled, build func(Site) Array, least int, c Costs,
	ask Ask) {
	if !verifies(v) {
		return
	}
	var mean settled
	mean.add(0.5, closed[0])
	mean.add(0.5, closed[1])
	if math.IsNaN(mean.wrong) {
		return // other figures say so
	}
	n := max(ask.N, 1)
	drawn := drawnSettled(build, least, n, ask.Seed)
	s.Numbers = append(s.Numbers, closedAndDrawn("verify_ber", "BER that verification leaves", mean.wrong,
		drawn.wrong, n, "bits")...)
	s.Numbers = append(s.Numbers,
		Number{Key: "verify_writes", Label: "Writes of a cell", Value: mean.writes, Note: "mean; closed form"},
		Number{Key: "verify_writes_mc", Label: "Writes of a cell, drawn", Value: drawn.writes,
			Note: fmt.Sprintf("of %d cells", n)},
		Number{Key: "verify_checks", Label: "Checks of a cell", Value: mean.checks, Note: "mean; closed form"},
		Number{Key: "verify_joules", Label: "Energy of storing a weight, verified",
			Value: float64(cellsPerBit(v) * c.verifiedJoules(closed)), Unit: "J", Note: "all writes and checks"})
	s.Notes = append(s.Notes, fmt.Sprintf("A cell that reads wrong after a write is written again, by the same "+
		"pulse, up to %d times. That writes fail independently but for what stays with the device, and that a check "+
		"comes at once and sees no noise of reads, are assumed.", verifyWrites.Int(v)))
}

// verifiedJoules is the energy of writes and checks of one stored bit.
func (c *Costs) verifiedJoules(closed [2]settled) float64 {
	j := 0.0
	for b, again := range [2]Cost{c.Again0, c.Again1} {
		j += float64(0.5*closed[b].writes*again.Joules) + float64(0.5*closed[b].checks*c.Check.Joules)
	}
	return j
}

// verifyRow is how many cells a drawn row has.
const verifyRow = 4096

// drawnSettled are the means of n cells that hold random bits, in as many rows at least.
func drawnSettled(build func(Site) Array, least, n int, seed uint32) (s settled) {
	rows := max(least, (n+verifyRow-1)/verifyRow)
	each := (n + rows - 1) / rows
	a := build(Site{Chip: seed, Inputs: each, Row1: rows})
	var t Tally
	wrong := 0
	for row := range rows {
		want := randomBits(each, seed, row)
		hold := append([]uint64{}, want...)
		t.Add(a.Program(hold, want, row))
		wrong += differ(hold, want)
	}
	cells := float64(rows * each)
	return settled{wrong: float64(wrong) / cells, writes: 1 + float64(t.Again0+t.Again1)/cells,
		checks: float64(t.Checks) / cells}
}

// differentialSettled is what verification comes to in cells as they are sensed, wires left out; both bits alike.
func differentialSettled(v *Values) [2]settled {
	var s settled
	overWear(v, func(v *Values, share float64) {
		p, a := differential(v)
		if sensing.Is(v, "1t1r") {
			s.add(share, p.settledSingle(a))
		} else {
			s.add(share, p.settledPair(a))
		}
	})
	return [2]settled{s, s}
}

// writtenCells are cells as sensed, each with an amplifier of its own, without wires and noise.
func writtenCells(v *Values, site Site) Array {
	p, a := differential(v)
	site.Row1 = 0 // amplifiers are drawn row by row
	return newCells(p, a, sensing.Is(v, "2t2r"), 1, site).verified().worn(v)
}

// A guard is a way to store bits more reliably.
type guard struct {
	name string
	set  func(v *Values, verify int)
}

// guards are single devices without any, with one each, and pairs.
var guards = []guard{
	{"nothing", func(v *Values, _ int) { unguarded(v) }},
	{"write and verify", func(v *Values, verify int) {
		unguarded(v)
		verifyWrites.Put(v, float64(verify))
	}},
	{"code", func(v *Values, _ int) {
		unguarded(v)
		choose(v, errorCode, "secded")
		codeBits.Put(v, float64(equalCells().K()))
	}},
	{"pair", func(v *Values, _ int) {
		unguarded(v)
		choose(v, sensing, "2t2r")
	}},
}

// unguarded makes cells single devices without anything against errors, and without wires, which the closed forms of
// verification leave out.
func unguarded(v *Values) {
	choose(v, sensing, "1t1r")
	choose(v, errorCode, "none")
	verifyWrites.Put(v, 0)
	wirePerCell.Put(v, 0)
}

// choose makes a choice that there is.
func choose(v *Values, p *Param, value string) {
	p.Put(v, float64(slices.IndexFunc(p.Choices, func(c knob.Choice) bool { return c.Value == value })))
}

// usualVerify stands in the chart where nothing is verified: assumed.
const usualVerify = 3

// guardPlot compares the guards at equal energy of programming.
func guardPlot(v *Values, ask Ask) Plot {
	const lo, hi, points = 1.0, 9.0, 49
	verify := usualVerify
	if verifies(v) {
		verify = verifyWrites.Int(v)
	}
	plot := Plot{Key: "guards", Title: "Against errors, at equal energy", X: "energy of storing a weight (pJ)",
		Y: "bit error rate", LogX: true, LogY: true}
	var at [4]float64
	for i, g := range guards {
		closed, drawn := Curve{Name: g.name, Style: StyleClosed}, Curve{Name: g.name + ", drawn", Style: StyleDots}
		if g.name == "write and verify" {
			closed.Name = fmt.Sprintf("%s, %d more writes", g.name, verify)
		}
		w := *v
		g.set(&w, verify)
		for _, x := range Grid(lo, hi, points) {
			separation.Put(&w, x)
			closed.addRate(guardedJoules(&w)*1e12, closedBER(&w, secdedOf(&w)).set)
		}
		for _, x := range conditionSeparation {
			separation.Put(&w, x)
			drawn.addRate(guardedJoules(&w)*1e12, drawnSet(&w, dotCells, ask.Seed))
		}
		plot.Lines = append(plot.Lines, closed, drawn)
		at[i] = rateAt(closed, guardEnergy(v))
	}
	plot.Words = fmt.Sprintf("At %.3g pJ a weight single devices err with %.2g, verified with %.2g, under the %v "+
		"code with %.2g, pairs with %.2g. A code and a pair take two devices, and so half of the energy for each.",
		guardEnergy(v), at[0], at[1], equalCells(), at[2], at[3])
	return plot
}

// guardEnergy is the energy, in pJ, at which the words compare: that of a pair under the values.
func guardEnergy(v *Values) float64 { return 2e12 * writeJoules(v) }

// guardedJoules is the energy of storing a weight, writes and checks.
func guardedJoules(v *Values) float64 {
	c := differentialCosts(v)
	if !verifies(v) {
		return c.Write1.Joules
	}
	return float64(cellsPerBit(v) * c.verifiedJoules(differentialSettled(v)))
}

// drawnSet is the error rate of n bits as sensed and coded.
func drawnSet(v *Values, n int, seed uint32) float64 {
	cells := func(s Site) Array { return withCode(v, s, func(s Site) Array { return writtenCells(v, s) }) }
	return drawnSettled(cells, len(drawnRows(v)), n, seed).wrong
}

// rateAt is a rate of a curve at x, by straight lines in the logarithms of both; 0 beyond its end at low rates.
func rateAt(c Curve, x float64) float64 {
	for i := 1; i < len(c.X); i++ {
		if c.X[i] >= x && c.X[i-1] <= x {
			t := num.Log(x/c.X[i-1]) / num.Log(c.X[i]/c.X[i-1])
			return c.Y[i-1] * num.Exp(float64(t*num.Log(c.Y[i]/c.Y[i-1])))
		}
	}
	return 0
}
