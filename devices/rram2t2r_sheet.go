package devices

import (
	"fmt"
	"slices"

	"arraylab/devices/ecc"
	"arraylab/sim/num"
	"arraylab/sim/rng"
)

// berOf are the error rates of the three ways to store a bit, and of the one that is set.
type berOf struct{ one, two, coded, set float64 }

// closedBER are those by closed forms, as a mean over the rows of a tile.
func closedBER(v *Values, code *ecc.Code) (mean berOf) {
	overWear(v, func(v *Values, share float64) {
		mean.add(share, tileBER(v, code, wirePerCell.Of(v), float64(rowsOfTile(v))))
	})
	return mean
}

// add adds a share of rows.
func (b *berOf) add(share float64, o berOf) {
	b.one += float64(share * o.one)
	b.two += float64(share * o.two)
	b.coded += float64(share * o.coded)
	b.set += float64(share * o.set)
}

func tileBER(v *Values, code *ecc.Code, wire, rows float64) berOf {
	p, a := differential(v)
	return p.tileBER(a, v, code, wire, rows)
}

func (p population) tileBER(a amplifier, v *Values, code *ecc.Code, wire, rows float64) berOf {
	return overRows(wire, rows, num.Exp(p.reference), func(series float64) berOf {
		p.series = series
		b := berOf{one: p.ber1T1R(a), two: p.ber2T2R(a)}
		b.coded = code.BitErrorRate(b.one)
		b.set = b.two
		if sensing.Is(v, "1t1r") {
			b.set = b.one
		}
		if hasCode(v) {
			b.set = code.BitErrorRate(b.set)
		}
		return b
	})
}

// drawnBER are the first three from n cells each, every one with an amplifier of its own, and random bits.
func drawnBER(v *Values, code *ecc.Code, n int, seed uint32) berOf {
	p, a := differential(v)
	cellsOf := func(pair bool) func(Site) Array {
		return func(s Site) Array {
			s.Row1 = rowsOfTile(v)
			wires := wiresOf(v, s)
			s.Row1 = 0 // amplifiers are drawn row by row
			return newCells(p, a, pair, 1, s).behind(wires).verified().worn(v)
		}
	}
	rows := drawnRows(v)
	share := func(build func(Site) Array) float64 { return wrongShare(build, rows, n, seed) }
	single := cellsOf(false)
	return berOf{one: share(single), two: share(cellsOf(true)), coded: share(func(s Site) Array {
		return codedArray(code, s, single)
	})}
}

// drawnRows are the rows whose cells stand for all of a tile: one where wires are ideal, or those in the middle of
// equal parts; all where they are not worn alike.
func drawnRows(v *Values) []int {
	if !evenlyWorn(v) {
		all := make([]int, rowsOfTile(v))
		for i := range all {
			all[i] = i
		}
		return all
	}
	if wirePerCell.Of(v) == 0 {
		return []int{0}
	}
	const parts = 16
	list := make([]int, parts)
	for i := range list {
		list[i] = rowsOfTile(v) * (2*i + 1) / (2 * parts)
	}
	return list
}

// wrongShare stores n random bits, as many in each row, and returns the share of wrong ones.
func wrongShare(build func(Site) Array, rows []int, n int, seed uint32) float64 {
	each := (n + len(rows) - 1) / len(rows)
	a := build(Site{Chip: seed, Inputs: each})
	wrong := 0
	for _, row := range rows {
		want := randomBits(each, seed, row)
		hold := append([]uint64{}, want...)
		a.Program(hold, want, row)
		wrong += differ(hold, want)
	}
	return float64(wrong) / float64(each*len(rows))
}

func differentialSheet(v *Values, ask Ask) (Sheet, error) {
	code := secdedOf(v)
	n := max(ask.N, 1)
	closed := closedBER(v, code)
	s := Sheet{Numbers: append(rateNumbers(closed, drawnBER(v, code, n, ask.Seed), code, n), cellNumbers(v, ask)...)}
	s.Numbers = append(s.Numbers, Number{Key: "ber", Label: "BER as set", Value: closed.set,
		Note: "closed form of the sensing and code chosen"})
	s.Numbers = append(s.Numbers, readNumbers(v, code, n, ask.Seed)...)
	s.Notes = []string{
		"Medians, spreads, offsets, energies and the laws of wear and drift are assumed. Anchors are a BER of 3.3 % " +
			"at ultra-low energy and 30 times less energy at 4e-2 than at 1e-4.",
		"The reference of 1T1R is the best one for fresh cells and stays when they age.",
		"Wires lie between the amplifiers and the devices, not before the reference of 1T1R, and what they take from " +
			"the voltage of a write is left out.",
		"Where a word has errors that are only detected it is read as it is. The closed form of the code takes the " +
			"mean error rate of both states for every bit.",
	}
	s.verified(v, differentialSettled(v), func(site Site) Array { return writtenCells(v, site) }, len(drawnRows(v)),
		differentialCosts(v), ask)
	if verifies(v) && wirePerCell.Of(v) > 0 {
		s.Notes = append(s.Notes, "Closed forms of verified cells leave the wires out; what was drawn has them, but for "+
			"what verification comes to.")
	}
	s.levelled(v)
	s.spared(v, stuckLRS.Of(v)+stuckHRS.Of(v), devicesOfRow(v, ask), rowsOfTile(v), drawnFaults(v, ask), ask)
	s.refreshed(v, differentialCosts(v))
	s.Notes = append(s.Notes, beyondConditions(v)...)
	if ask.Charts {
		s.Charts = []Plot{
			populationPlot(v, ask), conditionPlot(v, code, ask), turnPlot(v), guardPlot(v, ask),
			amplifierPlot(v, ask),
			cyclePlot(v, code, ask), retentionPlot(v, code), tilePlot(v, code, ask),
		}
		wires, err := wirePlot(v)
		if err != nil {
			return Sheet{}, err
		}
		s.Charts = append(s.Charts, wires)
	}
	return s, nil
}

// beyondConditions marks what is no longer between the two anchors of the energy.
func beyondConditions(v *Values) []string {
	if x := separation.Of(v); x < separationAtLimit || x > separationAtStrong {
		return []string{fmt.Sprintf("A separation of %.4g is outside %g to %g, from the lowest to the strong "+
			"condition: energy and endurance there are extrapolated.", x, separationAtLimit, separationAtStrong)}
	}
	return nil
}

func rateNumbers(closed, drawn berOf, code *ecc.Code, n int) []Number {
	list := slices.Concat(
		closedAndDrawn("ber_1t1r", "BER of 1T1R", closed.one, drawn.one, n, "bits"),
		closedAndDrawn("ber_2t2r", "BER of 2T2R", closed.two, drawn.two, n, "bits"),
		closedAndDrawn("ber_ecc", fmt.Sprintf("BER of 1T1R with the %v code", code), closed.coded,
			drawn.coded, n, "bits"))
	// Errors of a word come together: of few data bits at most two or three.
	list[5].Note += " for independent bits; the wrong bits of a word come together"
	return list
}

// tilesFor are layers on tiles, and how many tiles they take.
func tilesFor(v *Values, layers []Layer) (tiles []Tiles, count int) {
	for _, l := range layers {
		t := tilesOf(v, cellsOfRow(v, l.Inputs), l.Rows)
		tiles, count = append(tiles, t), count+t.Count()
	}
	return tiles, count
}

// devicesOfRow are the devices of a row of the first layer that is asked about.
func devicesOfRow(v *Values, ask Ask) int {
	n := cellsOfRow(v, ask.layers()[0].Inputs)
	if sensing.Is(v, "2t2r") {
		n *= 2
	}
	return n
}

// drawnFaults counts the stuck devices in the rows of a full tile, after repair, and all of its devices.
func drawnFaults(v *Values, ask Ask) func(seed uint32) (stuck, all int) {
	return func(seed uint32) (stuck, all int) {
		p, a := differential(v)
		rows := rowsOfTile(v)
		site := Site{Chip: seed, Inputs: cellsOfRow(v, ask.layers()[0].Inputs), Rows: rows}
		c := newCells(p, a, sensing.Is(v, "2t2r"), rows, site).spared(v, site)
		c.stuck = [2]float64{stuckLRS.Of(v), stuckHRS.Of(v)}
		for row := range rows {
			stuck += c.faults(c.spares.place(row))
		}
		return stuck, rows * devicesOfRow(v, ask)
	}
}

// cellsOfRow are the cells of so many weights, check bits included.
func cellsOfRow(v *Values, weights int) int {
	if !hasCode(v) {
		return weights
	}
	return secdedOf(v).RowCells(weights)
}

func cellNumbers(v *Values, ask Ask) []Number {
	p, a := differential(v)
	code := secdedOf(v)
	costs := differentialCosts(v)
	tiles, count := tilesFor(v, ask.layers())
	return []Number{
		{Key: "separation", Label: "Separation now", Value: (p.mean[hrs] - p.mean[lrs]) / commonSpread(v),
			Unit: "spreads", Note: "after drift, in spreads of fresh cells"},
		{Key: "lrs_median", Label: "Median LRS", Value: num.Exp(p.mean[lrs]), Unit: "Ω",
			Note: medianLRS.SourceUnder(v)},
		{Key: "hrs_median", Label: "Median HRS", Value: num.Exp(p.mean[hrs]), Unit: "Ω", Note: "from the separation"},
		{Key: "lrs_spread", Label: "Spread of LRS", Value: p.spread(lrs), Unit: "ln R"},
		{Key: "hrs_spread", Label: "Spread of HRS", Value: p.spread(hrs), Unit: "ln R"},
		{Key: "reference", Label: "Reference of 1T1R", Value: num.Exp(p.reference), Unit: "Ω",
			Note: "the best one for fresh cells"},
		{Key: "offset_sd", Label: "Offset of the amplifiers", Value: a.offset, Unit: "ln R",
			Note: "standard deviation at this supply"},
		{Key: "dead_zone", Label: "Dead zone", Value: a.dead, Unit: "ln R", Note: "half width at this supply"},
		{Key: "stuck", Label: "Devices stuck", Value: p.stuck[lrs] + p.stuck[hrs]},
		{Key: "wire_ohm", Label: "Wires to the last row", Value: wirePerCell.Of(v) * float64(rowsOfTile(v)), Unit: "Ω",
			Note: "in series with a device of the row furthest from the amplifiers"},
		{Key: "write_joules", Label: "Energy of a device's write", Value: writeJoules(v), Unit: "J",
			Note: sourced(v, "assumed, but for the factor of 30", writeStrong)},
		{Key: "weight_joules", Label: "Energy of a weight's write", Value: costs.Write1.Joules, Unit: "J",
			Note: "as sensed and coded"},
		{Key: "write_seconds", Label: "Time of a device's write", Value: writeSeconds(v), Unit: "s"},
		{Key: "read_joules", Label: "Energy of a sense operation", Unit: "J",
			Value: float64(senseEnergy.Of(v) / 1e15 * supplySquare(pcsaSupply.Of(v))),
			Note:  "at this supply"},
		{Key: "read_seconds", Label: "Time of a sense operation", Value: senseSeconds(v, pcsaSupply.Of(v)), Unit: "s",
			Note: "at this supply"},
		{Key: "cell_area", Label: "Area of a device", Value: deviceArea.Of(v), Unit: "µm²"},
		{Key: "endurance_cycles", Label: "Endurance", Value: enduranceOf(v), Unit: "cycles",
			Note: sourced(v, "assumed", enduranceStrong)},
		{Key: "devices", Label: "Devices a weight", Value: costs.Cells},
		{Key: "tiles", Label: fmt.Sprintf("Tiles of a %s network", ask.network()), Value: float64(count)},
		{Key: "utilisation", Label: "Their cells in use", Value: Utilisation(tiles...)},
		{Key: "ecc_n", Label: "Bits of a code word", Value: float64(code.N())},
		{Key: "ecc_k", Label: "Data bits of a code word", Value: float64(code.K())},
	}
}

// randomBits are n packed random bits of a row.
func randomBits(n int, seed uint32, row int) []uint64 {
	bits := make([]uint64, (n+63)/64)
	src := rng.New(seed, rng.Weights).Source(uint64(row))
	for i := range bits {
		bits[i] = src.Uint64()
	}
	if over := n & 63; over != 0 {
		bits[n/64] &= 1<<over - 1
	}
	return bits
}
