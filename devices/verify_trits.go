package devices

import (
	"fmt"

	"arraylab/sim/biterr"
	"arraylab/sim/rng"
)

// Ternary weights that are verified, as verify_cells.go has it of bits. Of a check's margin a branch that should
// discharge in time is below the limit by as much, and of a 0 both are above it.

// settle replaces the words of writes of n weights by those of the last write that each of them gets, and counts.
func (c tritCells) settle(w *words, want []uint64, offsets []float64, i0, n, row int) (t Tally) {
	if c.check == nil {
		return t
	}
	check := tritCells{c.check}
	for k := range n {
		t.Checks++
		trit, o := biterr.Trit(want, i0+k), offsetAt(offsets, i0+k)
		if check.safeTrit(w, k, trit, o, c.verify.margin+boundSlack) {
			continue
		}
		for number := 1; !check.passes(w, k, trit, o); number++ {
			t.again(uint64(max(trit, 0)), 1)
			c.rewrite(w, k, i0+k, row, number)
			if number == c.verify.tries {
				break
			}
			t.Checks++
		}
	}
	return t
}

// passes tells whether weight k passes as a trit, under an amplifier of an offset.
func (c tritCells) passes(w *words, k, trit int, o float64) bool {
	bl, blb := c.pairLogs(w, k, trit)
	if fastest := min(bl, blb); trit == 0 {
		return fastest > c.timeout+c.verify.margin
	} else if fastest > c.timeout-c.verify.margin {
		return false
	}
	return c.answer(blb-bl, o) == trit
}

// The parts of the trapezoid rule over what stays with each device of a pair, and over the offsets of amplifiers.
const tritParts, tritOffsets = 30, 10

// settledTrit is what verification comes to in a pair that should hold a trit, wires, drift and a margin of the check
// left out: over the states that the devices are in, and over what stays with them and their amplifier.
func (p *population) settledTrit(a amplifier, trit int) (mean settled) {
	if p.c2c == [2]float64{} {
		return p.alikeTrit(a, trit)
	}
	p.eachState(trit, func(x, y int, share float64) {
		eachNormal(p.d2d[x], tritParts, func(dx, weightX float64) {
			eachNormal(p.d2d[y], tritParts, func(dy, weightY float64) {
				eachNormal(a.offset, tritOffsets, func(o, weightO float64) {
					fixed := population{mean: [2]float64{p.mean[x] + dx, p.mean[y] + dy},
						c2c: [2]float64{p.c2c[x], p.c2c[y]}}
					mean.add(share*weightX*weightY*weightO, fixed.settledAs(a, o, trit, p.verify.tries))
				})
			})
		})
	})
	return mean
}

// alikeTrit is settledTrit where all writes of a pair are alike: what fails once fails again.
func (p *population) alikeTrit(a amplifier, trit int) settled {
	r := p.readsBy(trit, func(x, y int) reads {
		right, passes := p.pairReads(a, x, y), 0.0
		switch trit {
		case 0:
			passes = right[1]
		case 1:
			passes = p.decided(a, x, y, a.dead)
		default:
			passes = p.decided(a, y, x, a.dead)
		}
		return reads{passes, right[trit+1], 0}
	})
	fails, tries := 1-r[0], float64(p.verify.tries)
	return settled{wrong: 1 - r[1], writes: 1 + float64(tries*fails), checks: 1 + float64((tries-1)*fails)}
}

// settledAs is that of one pair, whose devices are the two states of the population, under an amplifier of an offset.
func (p *population) settledAs(a amplifier, o float64, trit, tries int) settled {
	exact := amplifier{timeout: a.timeout}
	passes, right := 0.0, 0.0
	if trit == 0 {
		passes = normalBelow(p.mean[0], a.timeout, p.spread(0)) * normalBelow(p.mean[1], a.timeout, p.spread(1))
		right = passes
	} else {
		bl, blb := 0, 1
		if trit < 0 {
			bl, blb, o = 1, 0, -o
		}
		passes = p.decided(exact, bl, blb, a.dead-o)
		right = passes
		if a.dead > 0 { // between the edges of the dead zone the amplifier falls to either side
			right += float64(0.5 * max(p.decided(exact, bl, blb, -a.dead-o)-passes, 0))
		}
	}
	s := settledBy(1-min(passes, 1), tries-1)
	last := s.wrong // fails all writes but the last
	s = settledBy(1-min(passes, 1), tries)
	s.wrong = last * (1 - min(right, 1))
	return s
}

// eachNormal gives the nodes of the trapezoid rule over a normal law of a spread, with their weights, for which it is
// exact to nine digits at steps of a spread; 0 alone without one.
func eachNormal(sd float64, parts int, do func(x, weight float64)) {
	if sd == 0 {
		do(0, 1)
		return
	}
	const ends = 5 // spreads, beyond which lies next to nothing
	h := 2 * ends * sd / float64(parts)
	for i := range parts + 1 {
		x := float64(h*float64(i)) - float64(ends*sd)
		do(x, float64(h*density(x, 0, sd)))
	}
}

// drawnTrits are the means of n pairs that hold random trits, a share of them 0.
func drawnTrits(v *Values, zeros float64, n int, seed uint32) (s settled) {
	p, a := ternary(v)
	cells := tritCells{newCells(p, a, true, 1, Site{Chip: seed, Inputs: n, Row1: 1}).verified()}
	want, hold := make([]uint64, 2*((n+63)/64)), make([]uint64, 2*((n+63)/64))
	draw := rng.New(seed, rng.Weights).Source(0)
	for i := range n {
		trit := 1 - 2*int(draw.Uint32()&1)
		if draw.Float64() < zeros {
			trit = 0
		}
		biterr.PutTrit(want, i, trit)
	}
	t, wrong := cells.Program(hold, want, 0), 0
	for i := range n {
		if biterr.Trit(hold, i) != biterr.Trit(want, i) {
			wrong++
		}
	}
	return settled{wrong: float64(wrong) / float64(n), writes: 1 + float64(t.Again0+t.Again1)/float64(n),
		checks: float64(t.Checks) / float64(n)}
}

// verifiedTrits adds to a sheet what verification comes to: closed forms, where there is neither drift nor a margin of
// the check, beside pairs that were drawn.
func (s *Sheet) verifiedTrits(v *Values, c Costs, ask Ask) {
	if !verifies(v) {
		return
	}
	n, zeros := max(ask.N, 1), zeroShare.Of(v)
	drawn := drawnTrits(v, zeros, n, ask.Seed)
	p, a := ternary(v)
	// Where what is of a write is far less than what stays, the nodes lie too far apart.
	coarse := p.c2c != [2]float64{} && min(p.c2c[lrs]/p.d2d[lrs], p.c2c[hrs]/p.d2d[hrs]) < 0.3
	if p.mean == p.fresh && p.verify.margin == 0 && !coarse {
		var mean settled
		mean.add(zeros, p.settledTrit(a, 0))
		mean.add(1-zeros, p.settledTrit(a, 1))
		s.Numbers = append(s.Numbers,
			Number{Key: "verify_ber", Label: "BER that verification leaves", Value: mean.wrong, Note: "closed form"},
			Number{Key: "verify_writes", Label: "Writes of a pair", Value: mean.writes, Note: "mean; closed form"},
			Number{Key: "verify_checks", Label: "Checks of a pair", Value: mean.checks, Note: "mean; closed form"})
	}
	s.Numbers = append(s.Numbers,
		Number{Key: "verify_ber_mc", Label: "BER that verification leaves, drawn", Value: drawn.wrong,
			Note: fmt.Sprintf("Monte Carlo of %d pairs, standard error %.2g", n, standardError(drawn.wrong, n))},
		Number{Key: "verify_writes_mc", Label: "Writes of a pair, drawn", Value: drawn.writes,
			Note: fmt.Sprintf("of %d pairs", n)},
		Number{Key: "verify_joules", Label: "Energy of storing a weight, verified", Unit: "J",
			Value: float64(drawn.writes*c.Again1.Joules) + float64(drawn.checks*c.Check.Joules),
			Note:  "all writes and checks, drawn"})
	s.Notes = append(s.Notes, fmt.Sprintf("A pair that reads wrong after a write is written again, by the same pulse, up "+
		"to %d times. That a check comes at once and sees no noise of reads is assumed.", verifyWrites.Int(v)))
}
