package devices

import (
	"slices"

	"arraylab/devices/knob"
)

// Write and verify, which any memory may have whose writes differ from time to time: a write is sensed, and what reads
// wrong is written again, so many times at most. Writes are of the same pulse.
var (
	verifyWrites = &Param{Knob: knob.Knob{
		Key: "verify", Label: "Write and verify", Unit: "more writes", Kind: knob.Whole, Max: mostVerify,
		Help: "How many more writes at most a cell gets that reads wrong after a write, by the same pulse. 0: " +
			"nothing is verified. FeFETs and measured states have none of it: their tables leave open whether another " +
			"write would read right.",
		Source: "common practice; that pulses do not grow is assumed",
	}}
	verifyMargin = &Param{Knob: knob.Knob{
		Key: "verifymargin", Label: "Margin of the check", Unit: "ln R", Kind: knob.Real, Max: 3,
		Help: "By how much of ln R a cell must read right to pass: it leaves room for drift and for the noise of " +
			"reads, and takes more writes.",
		Source: "common practice; values assumed",
	}, Acts: verifies}
)

// Verifies tells whether what is written is sensed, and written again where it reads wrong.
func (t *Technology) Verifies(v *Values) bool {
	return slices.ContainsFunc([]*Param{verifyWrites, verifyPulses}, func(p *Param) bool {
		return slices.Contains(t.Params, p) && p.Of(v) > 0
	})
}

// mostVerify bounds the writes, and the time of a simulated one.
const mostVerify = 100

// verifies tells whether writes are verified.
func verifies(v *Values) bool { return verifyWrites.Int(v) > 0 }

// verifyBits writes again what is held wrong, as a check that never errs sees it. write puts to dst what another write
// of the whole row leaves, of which the cells are taken that are written again.
func verifyBits(hold, want []uint64, inputs, tries int, write func(dst []uint64, number uint64)) (t Tally) {
	next := make([]uint64, min(tries, 1)*len(hold))
	pending := inputs
	for number := uint64(1); number <= uint64(tries); number++ {
		t.Checks += int64(pending)
		if pending = differ(hold, want); pending == 0 {
			break
		}
		write(next, number)
		for k, w := range want {
			wrong := hold[k] ^ w
			t.again(w, wrong)
			hold[k] ^= wrong & (next[k] ^ hold[k])
		}
	}
	return t
}

// verification is how writes are verified. The zero value is not at all.
type verification struct {
	tries  int     // more writes at most
	margin float64 // ln R
	// What reads add to ln R of a device and to the offset of an amplifier, which a check does not see: standard
	// deviations, for the closed forms.
	pink, thermal float64
}

// verificationOf is that of the values.
func verificationOf(v *Values) verification {
	if !verifies(v) {
		return verification{}
	}
	return verification{tries: verifyWrites.Int(v), margin: verifyMargin.Of(v)}
}

// settling is the law of the margin of a cell in favour of its bit, in ln R.
type settling struct {
	mean   float64 // at the write
	lost   float64 // what of it is lost until the cell is read
	fixed  float64 // spread that stays with devices and amplifier
	cycle  float64 // spread that each write draws anew
	noise  float64 // spread of each read
	margin float64 // with which a check is passed
	dead   float64 // half width of the dead zone of the amplifier
}

// settled is what comes of a cell in the mean.
type settled struct {
	wrong  float64 // probability that it reads wrong
	writes float64
	checks float64
}

// fixedParts are the parts of Simpson's rule over the fixed spread: enough for probabilities to the power mostVerify.
const fixedParts = 240

// settle is the mean over the cells, by Simpson's rule over what is fixed in them.
func (s settling) settle(tries int) (mean settled) {
	switch {
	case s.fixed == 0:
		return s.of(s.mean, tries)
	case s.cycle == 0:
		return s.alike(tries)
	}
	lo, hi := s.mean-float64(reach*s.fixed), s.mean+float64(reach*s.fixed)
	h := (hi - lo) / fixedParts
	for i := range fixedParts + 1 {
		x := lo + float64(h*float64(i))
		weight := h / 3
		if i > 0 && i < fixedParts {
			weight *= float64(2 + 2*(i&1))
		}
		weight *= density(x, s.mean, s.fixed)
		o := s.of(x, tries)
		mean.wrong += float64(weight * o.wrong)
		mean.writes += float64(weight * o.writes)
		mean.checks += float64(weight * o.checks)
	}
	return mean
}

// alike is settle where all writes of a cell are alike: what fails once fails again.
func (s settling) alike(tries int) settled {
	fail, sd := normalBelow(s.dead+s.margin, s.mean, s.fixed), hypotenuse(s.fixed, s.noise)
	return settled{
		wrong:  float64(0.5 * (normalBelow(s.lost-s.dead, s.mean, sd) + normalBelow(s.lost+s.dead, s.mean, sd))),
		writes: 1 + float64(float64(tries)*fail), checks: 1 + float64(float64(tries-1)*fail),
	}
}

// of is what comes of a cell whose fixed part is x. A write fails with a probability f and is checked tries times:
//
//	writes 1 + f + ... + f^tries,  checks 1 + ... + f^(tries-1)
//
// What has passed lies above the margin, what the last write left may lie anywhere.
func (s settling) of(x float64, tries int) settled {
	line := s.dead + s.margin
	fail := normalBelow(line, x, s.cycle)
	sum, power := 0.0, 1.0
	for range tries {
		sum += power
		power *= fail
	}
	below := func(edge float64) float64 {
		q := normalBelow(edge+s.lost, x, s.cycle)
		return float64(sum*max(q-fail, 0)) + float64(power*q)
	}
	wrong := func(n float64) float64 { return float64(0.5 * (below(n-s.dead) + below(n+s.dead))) }
	return settled{wrong: overNormal(0, s.noise, s.cycle, wrong), writes: sum + power, checks: sum}
}

// settledPair is what comes of a pair of devices, wires left out: over the states that they are in, of which one or
// both may be stuck.
func (p *population) settledPair(a amplifier) (mean settled) {
	for x := range 2 {
		for y := range 2 {
			share := float64(p.chance(lrs, x) * p.chance(hrs, y))
			if share == 0 {
				continue
			}
			s := settling{
				mean: p.fresh[y] - p.fresh[x], lost: p.fresh[y] - p.fresh[x] - (p.mean[y] - p.mean[x]),
				fixed: hypotenuse(hypotenuse(p.d2d[x], p.d2d[y]), a.offset), cycle: hypotenuse(p.c2c[x], p.c2c[y]),
				noise:  hypotenuse(hypotenuse(p.verify.pink, p.verify.pink), p.verify.thermal),
				margin: p.verify.margin, dead: a.dead,
			}
			mean.add(share, s.settle(p.verify.tries))
		}
	}
	return mean
}

// settledSingle is that of a single device against the reference, with both states equally frequent.
func (p *population) settledSingle(a amplifier) (mean settled) {
	for want := range 2 {
		sign := 1.0
		if want == hrs {
			sign = -1
		}
		for is := range 2 {
			share := float64(0.5 * p.chance(want, is))
			if share == 0 {
				continue
			}
			s := settling{
				mean: float64(sign * (p.reference - p.fresh[is])), lost: float64(sign * (p.mean[is] - p.fresh[is])),
				fixed: hypotenuse(p.d2d[is], a.offset), cycle: p.c2c[is],
				noise:  hypotenuse(p.verify.pink, p.verify.thermal),
				margin: p.verify.margin, dead: a.dead,
			}
			mean.add(share, s.settle(p.verify.tries))
		}
	}
	return mean
}

// add adds a share of cells.
func (s *settled) add(share float64, o settled) {
	s.wrong += float64(share * o.wrong)
	s.writes += float64(share * o.writes)
	s.checks += float64(share * o.checks)
}
