package devices

import (
	"math"

	"arraylab/devices/knob"
	"arraylab/sim/num"
)

// TernaryRRAM holds ternary weights in pairs of resistive devices, read in one operation by an amplifier near
// threshold: where both devices are in HRS, neither branch discharges in time, and that is the 0.
var TernaryRRAM = &Technology{
	Name:   "ternary-2t2r",
	Title:  "ternary 2T2R RRAM",
	Help:   "pairs of resistive devices that hold -1, 0 or +1, read by a precharge sense amplifier near threshold",
	Source: "arXiv:2005.01973, arXiv:2007.14234",
	Equations: []Equation{
		{"+1 = LRS/HRS,  -1 = HRS/LRS,  0 = HRS/HRS in BL/BLb", "assumed"},
		{"read 0 if R_BL and R_BLb are both above Rc, else sign(ln R_BLb - ln R_BL + offset)",
			"one sense operation near threshold: arXiv:2005.01973, abstract; its law assumed"},
		{"Rc = best threshold of the fresh states × limit × (g(0.5 V)/g(V))³,  g = gm/I of the amplifier at V",
			"assumed"},
		{"P(0 read 0) = Φ((μH - ln Rc)/sH)²,  P(±1 read 0) = Φ((μL - ln Rc)/sL) Φ((μH - ln Rc)/sH)", "derived"},
		{"a read adds to ln R ±A/2 (trap, A/10 in LRS) and 1/f noise, and noise to the offset", "values assumed"},
		{"BER = p0 P(0 → ±1) + (1 - p0) (P(±1 → 0) + P(+1 ↔ -1))", "derived"},
	},
	Params: []*Param{
		rramMacros.Param, condition, separation, nearSupply, zeroLimit, zeroShare, medianLRS, spreadLRS, spreadHRS, shareD2D,
		cellD2D, cellC2C,
		stuckLRS, stuckHRS, tileRows, pcsaOffset, pcsaDead, cyclesDone, enduranceStrong,
		hoursKept, temperature, driftLRS, driftHRS, driftBarrier, writeStrong, deviceWriteTime, senseEnergy,
		senseTime, deviceArea, readTelegraph, readPink, readThermal, verifyWrites, verifyMargin,
		refreshHours,
	},
	Strength: separation,
	Macros:   rramMacros,
	Ideal: map[*Param]float64{cellD2D: 0, cellC2C: 0, stuckLRS: 0, stuckHRS: 0, pcsaOffset: 0, pcsaDead: 0,
		cyclesDone: 0, hoursKept: 0, readTelegraph: 0, readPink: 0, readThermal: 0,
		verifyWrites: 0, refreshHours: 0},
	Sheets:  ternaryMemory{},
	Arrays:  ternaryMemory{},
	Ternary: true,
	Costs:   ternaryCosts,
}

func ternaryCosts(v *Values) Costs {
	c := arrayCosts(v, 2, nearSupply.Of(v))
	c.WriteZ = c.Write0 // one write of each device, as well
	c.verified(1, 1)
	return c
}

// ternaryMemory is what that memory does.
type ternaryMemory struct{}

func (ternaryMemory) Sheet(v *Values, ask Ask) (Sheet, error) { return ternarySheet(v, ask) }

func (ternaryMemory) Array(v *Values, site Site) Array {
	p, a := ternary(v)
	c := newCells(p, a, true, rowsOfTile(v), site).
		under(readNoiseOf(v, nearSupply.Of(v), site)).verified()
	if site.Ternary {
		return tritCells{c}
	}
	return c
}

var (
	nearSupply = &Param{Knob: knob.Knob{
		Key: "near", Label: "Amplifier supply", Unit: "V", Kind: knob.Real, Min: 0.4, Max: 1.2, Def: tunedSupply,
		Help: "Supply of the sense amplifiers. Near the threshold of 0.4 V two devices in HRS are too slow to be " +
			"told apart in time; further up every pair is read as +1 or -1.",
		Source: "near threshold: arXiv:2005.01973, abstract; values assumed",
	}}
	zeroLimit = &Param{Knob: knob.Knob{
		Key: "zerolimit", Label: "Time limit", Unit: "of the best", Kind: knob.Real, Min: 0.01, Max: 100, Log: true,
		Def: 1,
		Help: "Resistance above which a branch is too slow at 0.5 V, in units of the best threshold between the " +
			"states of fresh cells.",
		Source: "assumed",
	}}
	zeroShare = &Param{Knob: knob.Knob{
		Key: "zeroshare", Label: "Share of zeros", Kind: knob.Real, Min: 0, Max: 1, Def: 0.5,
		Help:   "Share of the weights that are 0, for the error rate over all weights. A binary network stores none.",
		Source: "assumed",
	}}
)

const (
	tunedSupply = 0.5 // V, where the time limit lies between the states
	slowing     = 3   // power of gm/I with which branches slow down towards the threshold
)

// ternary is what the cells and their amplifiers are drawn from.
func ternary(v *Values) (population, amplifier) {
	volts := nearSupply.Of(v)
	a := amplifierAt(v, volts)
	p := populationOf(v, 0)
	p.verify = verificationOf(v)
	a.timeout = p.reference + num.Log(zeroLimit.Of(v)) + float64(slowing*num.Log(gmOverI(tunedSupply)/gmOverI(volts)))
	return p, a
}

// A trit is stored in BL and BLb as
var tritStates = [3][2]int{{hrs, lrs}, {hrs, hrs}, {lrs, hrs}} // -1, 0, +1

// reads are the probabilities that a pair is read as -1, 0 and +1.
type reads [3]float64

// readsOf are those of a stored trit, over cells, amplifiers and stuck devices.
func (p *population) readsOf(a amplifier, trit int) (r reads) {
	return p.readsBy(trit, func(x, y int) reads { return p.pairReads(a, x, y) })
}

// readsBy are those where devices that are in two states have reads of their own.
func (p *population) readsBy(trit int, pair func(x, y int) reads) (r reads) {
	p.eachState(trit, func(x, y int, share float64) {
		for i, q := range pair(x, y) {
			r[i] += float64(share * q)
		}
	})
	return r
}

// eachState gives the states that the devices of pairs are in which should hold a trit, and in what share of them.
func (p *population) eachState(trit int, do func(x, y int, share float64)) {
	want := tritStates[trit+1]
	for x := range 2 {
		for y := range 2 {
			if share := float64(p.chance(want[0], x) * p.chance(want[1], y)); share > 0 {
				do(x, y, share)
			}
		}
	}
}

// chance is the probability that a device which should be in one state is in another.
func (p *population) chance(want, is int) float64 {
	if want == is {
		return 1 - p.stuck[hrs-want]
	}
	return p.stuck[is]
}

// pairReads are those of devices in two states. A metastable amplifier falls to either side.
func (p *population) pairReads(a amplifier, x, y int) reads {
	late := float64(normalBelow(p.mean[x], a.timeout, p.spread(x)) * normalBelow(p.mean[y], a.timeout, p.spread(y)))
	plus, minus := p.decided(a, x, y, a.dead), p.decided(a, y, x, a.dead)
	meta := 0.0
	if a.dead > 0 {
		meta = math.Max(p.decided(a, x, y, -a.dead)-plus, 0) / 2
	}
	return reads{minus + meta, late, plus + meta}
}

// decided is P(y - x + o > w and min(x, y) <= c) of the ln R of two devices, the offset o and the time limit c: where x
// is in time, for any o, and where only y is, which takes a large one.
func (p *population) decided(a amplifier, x, y int, w float64) float64 {
	c, mx, sx := a.timeout, p.mean[x], math.Max(p.spread(x), narrow)
	my, sy := p.mean[y], p.spread(y)
	sum := hypotenuse(sy, a.offset)
	inTime := simpson(mx-float64(reach*sx), math.Min(c, mx+float64(reach*sx)), 96, func(t float64) float64 {
		return float64(density(t, mx, sx) * normalBelow(my, t+w, sum))
	})
	only := func(o float64) float64 {
		return simpson(math.Max(c, mx-float64(reach*sx)), math.Min(c+o-w, mx+float64(reach*sx)), 20,
			func(t float64) float64 {
				return float64(density(t, mx, sx) * (normalBelow(c, my, sy) - normalBelow(t+w-o, my, sy)))
			})
	}
	if a.offset == 0 {
		return inTime + only(0)
	}
	return inTime + simpson(math.Max(w, -reach*a.offset), reach*a.offset, 32, func(o float64) float64 {
		return float64(density(o, 0, a.offset) * only(o))
	})
}

const (
	reach  = 8.5  // spreads beyond which a normal law counts as 0
	narrow = 1e-9 // the spread that stands for none
)

// simpson integrates f from lo to hi by Simpson's rule of an even number of parts; 0 where hi is not above lo.
func simpson(lo, hi float64, parts int, f func(float64) float64) float64 {
	if !(hi > lo) {
		return 0
	}
	h := (hi - lo) / float64(parts)
	s := f(lo) + f(hi)
	for i := 1; i < parts; i++ {
		s += float64(float64(2+2*(i&1)) * f(lo+float64(h*float64(i))))
	}
	return float64(s*h) / 3
}

// ternaryRates are the error rates of stored trits.
type ternaryRates struct {
	zero   float64 // 0 read as +-1
	one    float64 // +-1 read as 0
	flip   float64 // +1 read as -1 or the other way round
	binary float64 // +-1 in a binary network, where a 0 falls to either side
}

// over is the error rate over weights with a share of zeros.
func (r ternaryRates) over(zeros float64) float64 {
	return float64(zeros*r.zero) + float64((1-zeros)*(r.one+r.flip))
}

func closedTernary(p population, a amplifier) ternaryRates {
	return ratesOf(p.readsOf(a, 1), p.readsOf(a, 0))
}

// ratesOf are those of what is read of a +1, and by symmetry of a -1, and of a 0.
func ratesOf(plus, zero reads) ternaryRates {
	// The integrals have errors, which show where the sum is 1.
	return ternaryRates{zero: math.Min(zero[0]+zero[2], 1), one: plus[1], flip: plus[0],
		binary: plus[0] + float64(0.5*plus[1])}
}

// drawnTernary are the same from n pairs each of 0 and of +1, at the first read under a noise.
func drawnTernary(p population, a amplifier, noise readNoise, n int, seed uint32) (r ternaryRates) {
	c := newCells(p, a, true, 1, Site{Chip: seed, Inputs: n, Row1: 1}).under(noise)
	c.eachTrit(0, n, func(read int) {
		if read != 0 {
			r.zero++
		}
	})
	c.eachTrit(1, n, func(read int) {
		switch read {
		case 0:
			r.one++
		case -1:
			r.flip++
		}
	})
	r.binary = (r.flip + float64(r.one/2)) / float64(n)
	r.zero, r.one, r.flip = r.zero/float64(n), r.one/float64(n), r.flip/float64(n)
	return r
}

// eachTrit stores a trit in n pairs of row 0 and tells what is read of each.
func (c *cells) eachTrit(trit, n int, tell func(read int)) {
	var w words
	offsets := c.offsetsOf(0)
	states := tritStates[trit+1]
	for i := range n {
		k := i & 63
		if k == 0 {
			c.load(&w, i, min(64, n-i), 0)
		}
		o := offsetAt(offsets, i)
		bl, blb := c.noisyLog(&w, 2*k, states[0], 2*i, 0, 0), c.noisyLog(&w, 2*k+1, states[1], 2*i+1, 0, 0)
		tell(c.readTrit(bl, blb, o+c.noise.amplifier(i, 0, 0), i, 0))
	}
}

// readTrit is what the amplifier of weight i of a row makes of two branches.
func (c *cells) readTrit(bl, blb, o float64, i, row int) int {
	if c.late(bl, blb) {
		return 0
	}
	if answer := c.answer(blb-bl, o); answer != 0 {
		return answer
	}
	return 2*c.fallen(i, row) - 1
}
