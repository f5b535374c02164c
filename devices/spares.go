package devices

import (
	"math"
	"slices"
	"sync"

	"arraylab/devices/knob"
	"arraylab/sim/num"
	"arraylab/sim/rng"
)

// spareRows are rows that every tile has beside those that it needs. The cells of a fresh chip are tested, and what is
// stuck is known; rows with the most stuck cells are replaced by spare rows with fewer.
var spareRows = &Param{Knob: knob.Knob{
	Key: "spares", Label: "Spare rows", Unit: "a tile", Kind: knob.Whole, Max: mostSpares,
	Help: "Rows that each tile has beside its own: they replace those with the most cells that are stuck from the " +
		"start, which a test after manufacture finds. They take area, and no energy.",
	Source: "common practice of memories; that rows are replaced whole, and the numbers, assumed",
}}

const mostSpares = 64

// spared adds the rows that tiles have beside their own to devices and area.
func (c *Costs) spared(rows, tile int) {
	share := float64(tile+rows) / float64(tile)
	c.Cells *= share
	c.Area *= share
}

// spares tell where the stuck cells of a row of a layer are found: in its own row, or in a spare one. nil: in its own.
type spares struct {
	rows   int // of the layer
	tile   int // rows of a tile
	each   int // spare rows of a tile
	faults func(place uint64) int
	tiles  []remap
}

// remap are the places of the rows of a tile, made when they are first asked for.
type remap struct {
	once   sync.Once
	places []uint64
}

// newSpares asks faults for the number of stuck cells of a row, by its place; nil where there is nothing to replace.
func newSpares(v *Values, site Site, tile int, stuck bool, faults func(place uint64) int) *spares {
	if n := spareRows.Int(v); n > 0 && stuck {
		rows := max(site.Rows, site.Row1)
		return &spares{rows: rows, tile: tile, each: n, faults: faults, tiles: make([]remap, (rows+tile-1)/tile)}
	}
	return nil
}

// sparePlaces is from where on places are those of spare rows.
const sparePlaces = 1 << 31

// place is that of the stuck cells of a row.
func (s *spares) place(row int) uint64 {
	if s == nil || row >= s.rows {
		return uint64(row)
	}
	t := &s.tiles[row/s.tile]
	t.once.Do(func() { t.places = s.replaced(row / s.tile) })
	return t.places[row%s.tile]
}

// replaced are the places of the rows of a tile: the worst row takes the best spare one, the next worst the next, as
// long as there are fewer stuck cells in it. Of equal ones the first counts.
func (s *spares) replaced(tile int) []uint64 {
	rated := func(first uint64, n int, order int) []ratedRow {
		all := make([]ratedRow, n)
		for i := range all {
			all[i] = ratedRow{i, first + uint64(i), s.faults(first + uint64(i))}
		}
		slices.SortStableFunc(all, func(a, b ratedRow) int { return order * (a.faults - b.faults) })
		return all
	}
	rows := rated(uint64(tile*s.tile), min(s.tile, s.rows-tile*s.tile), -1)
	best := rated(sparePlaces+uint64(tile*s.each), s.each, 1)
	places := make([]uint64, len(rows))
	for i, r := range rows {
		if places[r.index] = r.place; i < len(best) && best[i].faults < r.faults {
			places[r.index] = best[i].place
		}
	}
	return places
}

// ratedRow is a row with its number of stuck cells.
type ratedRow struct {
	index  int
	place  uint64
	faults int
}

// stuckLeft is the mean share of cells that are stuck in the rows that are used, where each of the cells of a row is
// stuck with a probability q and n rows have s spare ones: the n best of n + s rows. With M(k) the number of rows of
// which more than k cells are stuck, binomial of the tail beyond k,
//
//	n cells share = sum over k >= 0 of E[max(M(k) - s, 0)]
func stuckLeft(q float64, cells, n, s int) float64 {
	if s == 0 || q == 0 || q == 1 {
		return q
	}
	sum, above := 0.0, 1.0
	pmf := num.Exp(float64(cells) * num.Log1p(-q)) // of k stuck cells in a row
	for k := range cells {
		above = math.Max(above-pmf, 0)
		over := beyond(n+s, above, s)
		if sum += over; over < float64(1e-12*sum) && float64(k) > float64(q*float64(cells)) {
			break
		}
		pmf *= float64(cells-k) / float64(k+1) * q / (1 - q)
	}
	return sum / float64(n) / float64(cells)
}

// beyond is E[max(M - s, 0)] of a binomial M of n trials with the probability p, as n p - s + E[max(s - M, 0)].
func beyond(n int, p float64, s int) float64 {
	if p <= 0 {
		return 0
	}
	short := 0.0
	pmf := 1.0
	if p < 1 {
		pmf = num.Exp(float64(n) * num.Log1p(-p))
		for m := range s {
			short += float64(float64(s-m) * pmf)
			pmf *= float64(n-m) / float64(m+1) * p / (1 - p)
		}
	}
	return math.Max(float64(float64(n)*p)-float64(s)+short, 0)
}

// stuckBits are the bits of a magnetic memory that are stuck, by the place of their row.
type stuckBits struct {
	share  float64 // half of it at 0, half at 1
	inputs int
	stream rng.Stream
	spares *spares
}

// stuckShare is the share of cells of a magnetic memory that are stuck.
var stuckShare = &Param{Knob: knob.Knob{
	Key: "stuckbits", Label: "Stuck cells", Kind: knob.Real, Min: 0, Max: 0.5, Log: true,
	Help: "Share of the cells that hold one bit for ever, whatever is written, half of them 0 and half of them 1: " +
		"such as shorted barriers.",
	Source: "assumed",
}}

// bitRows are the rows of a tile of magnetic memory: assumed, those that share a reference.
const bitRows = senseRows

func newStuckBits(v *Values, site Site) stuckBits {
	b := stuckBits{share: stuckShare.Of(v), inputs: site.Inputs,
		stream: rng.New(site.Chip, rng.Layer(rng.Stuck, site.Layer))}
	count := b
	b.spares = newSpares(v, site, bitRows, b.share > 0, func(place uint64) (n int) {
		count.each(place, func(int, bool) { n++ })
		return n
	})
	return b
}

// each tells the stuck bits of a place, and what they hold: bit i has word i mod 4 of block (i/4, place), is stuck
// where its uniform number is below the share, and holds a 0 below half of it.
func (b *stuckBits) each(place uint64, tell func(i int, one bool)) {
	var u [64 * 4]uint32
	limit := uint64(float64(b.share*(1<<32)) + 0.5)
	for at := 0; at < b.inputs; at += len(u) {
		n := min(len(u), b.inputs-at)
		b.stream.Fill(u[:(n+3)/4*4], uint64(at/4), place)
		for i, x := range u[:n] {
			if uint64(x) < limit {
				tell(at+i, uint64(x) >= limit/2)
			}
		}
	}
}

// put makes the bits of a row what the stuck ones among them hold.
func (b *stuckBits) put(bits []uint64, row int) {
	if b.share == 0 {
		return
	}
	b.each(b.spares.place(row), func(i int, one bool) {
		if bits[i>>6] &^= 1 << (i & 63); one {
			bits[i>>6] |= 1 << (i & 63)
		}
	})
}

// withStuck is what verification comes to, by the bit, where a share of the cells is stuck: half of them hold what is
// wanted, and the others are written in vain.
func withStuck(closed [2]settled, share float64, tries int) (all [2]settled) {
	for b := range all {
		all[b].add(1-share, closed[b])
		all[b].add(share/2, settled{wrong: 1, writes: 1 + float64(tries), checks: float64(tries)})
		all[b].add(share/2, settled{writes: 1, checks: float64(min(tries, 1))})
	}
	return all
}

// written makes the arrays of values whose rows are their own, without spare ones.
func written(v *Values, array func(*Values, Site) Array) func(Site) Array {
	w := *v
	spareRows.Put(&w, 0)
	return func(site Site) Array { return array(&w, site) }
}

// stuckBits adds to the sheet of a magnetic memory what spare rows leave of its stuck cells.
func (s *Sheet) stuckBits(v *Values, ask Ask) {
	inputs := cellsOfRow(v, ask.layers()[0].Inputs)
	s.spared(v, stuckShare.Of(v), inputs, bitRows, func(seed uint32) (stuck, all int) {
		b := newStuckBits(v, Site{Chip: seed, Inputs: inputs, Rows: bitRows})
		for row := range bitRows {
			b.each(b.spares.place(row), func(int, bool) { stuck++ })
		}
		return stuck, bitRows * inputs
	}, ask)
}

// spared adds to a sheet what spare rows leave of stuck cells, in rows of so many cells of which a share is stuck;
// drawn counts them, and all cells of them, in a tile of a seed.
func (s *Sheet) spared(v *Values, q float64, cells, tile int, drawn func(seed uint32) (stuck, all int), ask Ask) {
	n := spareRows.Int(v)
	if n == 0 {
		return
	}
	stuck, all := 0, 0
	for seed := uint32(0); all < max(ask.N, 1); seed++ {
		k, of := drawn(ask.Seed + seed)
		stuck, all = stuck+k, all+of
	}
	s.Numbers = append(s.Numbers, closedAndDrawn("stuck_left", "Cells stuck, in rows that are used",
		stuckLeft(q, cells, tile, n), float64(stuck)/float64(all), all, "cells")...)
	s.Notes = append(s.Notes, "Other figures are those of rows that were not chosen among spare ones. A test after "+
		"manufacture is taken to find all cells that are stuck, and none that wear out later.")
}
