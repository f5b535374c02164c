package devices

import (
	"math"

	"arraylab/devices/knob"
)

// Wear over the rows of a tile. Writes that fall on some rows alone wear these out, unless they are spread: by
// Start-Gap (M. Qureshi et al., IEEE/ACM International Symposium on Microarchitecture, 2009) a spare row, the gap,
// moves down by a row after so many writes of the tile, and with it, in one round, every row by one.
var (
	wornShare = &Param{Knob: knob.Knob{
		Key: "wornrows", Label: "Rows that were written", Unit: "of a tile", Kind: knob.Real, Min: 0.001, Max: 1,
		Def: 1,
		Help: "Share of the rows of a tile on which all cycles before fell, side by side; cycles are those of a row " +
			"in the mean of the tile. 1: all rows alike.",
		Source: "assumed",
	}, Acts: func(v *Values) bool { return cyclesDone.Of(v) > 0 }}
	gapWrites = &Param{Knob: knob.Knob{
		Key: "startgap", Label: "Wear levelling", Unit: "writes a move", Kind: knob.Real, Max: 1e9, Log: true,
		Help: "Writes of a row of a tile after which the gap moves by a row, and cycles with it (Start-Gap). Each " +
			"move is a write more. 0: rows stay where they are.",
		Source: "Start-Gap: Qureshi et al., MICRO 2009, which takes 100; a row of ours is a neuron",
	}, Acts: func(v *Values) bool { return cyclesDone.Of(v) > 0 }}
)

// evenlyWorn tells whether all rows have the same cycles behind them.
func evenlyWorn(v *Values) bool {
	return cyclesDone.Of(v) == 0 || wornShare.Of(v) == 1 && gapWrites.Of(v) == 0
}

// gapRows are the rows that a tile has for the gap.
func gapRows(v *Values) int {
	if gapWrites.Of(v) > 0 {
		return 1
	}
	return 0
}

// cyclesOfRows are the cycles that the rows of a tile took, before refreshes.
//
// Of N rows h N take all N C writes. The gap moves N C/g times, so that the written block moves by k = C N/(g (N+1))
// rows around the ring of N rows while they come, at a constant pace: a row is written for the share of the time that
// it lies in the block. Moves write each row once more in g of its writes.
func cyclesOfRows(v *Values) []float64 {
	n, cycles := float64(rowsOfTile(v)), cyclesDone.Of(v)
	block := math.Max(1, math.Round(wornShare.Of(v)*n))
	moved, more := 0.0, 0.0
	if g := gapWrites.Of(v); g > 0 {
		more = cycles / g
		moved = more * n / (n + 1)
	}
	all := make([]float64, int(n))
	for r := range all {
		all[r] = float64(float64(cycles*n/block)*timeInBlock(float64(r)+0.5, moved, block, n)) + more
	}
	return all
}

// timeInBlock is the share of the time that a place of a ring of n lies in a block of some length, which begins at 0
// and moves on by so much.
func timeInBlock(place, moved, block, n float64) float64 {
	// covered is how much of [0, x) lies in blocks at 0, n, 2n and so on.
	covered := func(x float64) float64 {
		rounds := math.Floor(x / n)
		return float64(rounds*block) + math.Min(x-float64(rounds*n), block)
	}
	if moved < 1e-6 {
		if place < block {
			return 1
		}
		return 0
	}
	return math.Min((covered(place)-covered(place-moved))/moved, 1)
}

// wornAs are the values of cells with so many cycles behind them, all rows alike.
func wornAs(v *Values, cycles float64) *Values {
	w := *v
	cyclesDone.Put(&w, cycles)
	wornShare.Put(&w, 1)
	gapWrites.Put(&w, 0)
	return &w
}

// worn gives each row of a tile a population of its own, where rows are not worn alike.
func (c *cells) worn(v *Values) *cells {
	if evenlyWorn(v) {
		return c
	}
	for _, cycles := range cyclesOfRows(v) {
		row := *c
		row.population, _ = differential(wornAs(v, cycles))
		c.rows = append(c.rows, row.verified())
	}
	return c
}

// of are the cells of a row.
func (c *cells) of(row int) *cells {
	if c.rows == nil {
		return c
	}
	return c.rows[row%len(c.rows)]
}

// overWear tells the values of groups of rows with about the same cycles behind them, at most twice mostGroups, and
// which share of the rows of a tile each is.
func overWear(v *Values, tell func(v *Values, share float64)) {
	if evenlyWorn(v) {
		tell(v, 1)
		return
	}
	all := cyclesOfRows(v)
	width := max(1, len(all)/mostGroups)
	for from := 0; from < len(all); {
		to, sum := from+1, all[from]
		for to < len(all) && (all[to] == all[to-1] || to-from < width && all[from] != all[from+1]) {
			sum += all[to]
			to++
		}
		n := float64(to - from)
		tell(wornAs(v, sum/n), n/float64(len(all)))
		from = to
	}
}

const mostGroups = 64

// levelled adds to a sheet how unevenly rows are worn.
func (s *Sheet) levelled(v *Values) {
	if evenlyWorn(v) {
		return
	}
	most := 0.0
	for _, x := range cyclesOfRows(v) {
		most = math.Max(most, x)
	}
	s.Numbers = append(s.Numbers,
		Number{Key: "most_cycles", Label: "Cycles of the most worn row", Value: most, Unit: "cycles"},
		Number{Key: "levelled", Label: "Mean over the most cycles", Value: cyclesDone.Of(v) / math.Max(most, 1),
			Note: "1 where wear is level; Start-Gap takes the rest"})
	s.Notes = append(s.Notes, "Rows are those of a tile, which all layers share alike; the block of rows that are "+
		"written, and that they are written at a constant pace, are assumed.")
}
