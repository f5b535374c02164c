package devices

import (
	"math"

	"arraylab/sim/num"
)

// The two states of a device.
const (
	lrs = iota // low resistance
	hrs        // high resistance
)

// population is what the devices of an array are drawn from: normal laws of ln R in either state, R in ohm,
// after cycling and drift. A device has
//
//	ln R = mean + d2d zD + c2c zC
//
// with zD a property of the device in that state and zC new at each write, both standard normal.
type population struct {
	mean  [2]float64 // of ln R
	d2d   [2]float64 // spread over the devices
	c2c   [2]float64 // spread over the writes
	stuck [2]float64 // share of devices stuck in a state
	// reference is the ln R with which a single device is compared: the best one when the cells were fresh.
	reference float64
	// series is the resistance of the wires to a device, in ohm, for the closed forms; cells know that of each row.
	series float64
	fresh  [2]float64 // mean when the cells are written, before drift
	verify verification
}

// spread is that of ln R in a state.
func (p *population) spread(state int) float64 { return hypotenuse(p.d2d[state], p.c2c[state]) }

// hypotenuse is the spread of the sum of two independent numbers.
func hypotenuse(a, b float64) float64 { return math.Sqrt(float64(a*a) + float64(b*b)) }

// populationOf is the population under the values. separation counts in the common spread of the fresh
// cells, the root mean square of both states, whatever is switched off. The reference is the best one under
// amplifiers of a spread of offsets.
func populationOf(v *Values, offset float64) population {
	fresh := [2]float64{spreadLRS.Of(v), spreadHRS.Of(v)}
	gap := float64(separation.Of(v) * commonSpread(v))
	low := num.Log(medianLRS.Of(v))
	p := population{
		mean:      [2]float64{low, low + gap},
		reference: low + bestThreshold(gap, hypotenuse(fresh[lrs], offset), hypotenuse(fresh[hrs], offset)),
		stuck:     [2]float64{stuckLRS.Of(v), stuckHRS.Of(v)},
	}
	widening := math.Sqrt(1 + math.Min(wear(v), mostWear))
	share := shareD2D.Of(v)
	for s := range fresh {
		p.d2d[s] = float64(fresh[s] * math.Sqrt(share) * widening * cellD2D.Of(v))
		p.c2c[s] = float64(fresh[s] * math.Sqrt(1-share) * widening * cellC2C.Of(v))
	}
	p.wearOut(wear(v))
	p.fresh = p.mean
	p.drift(driftLRS.Of(v), driftHRS.Of(v), driftDecades(v))
	return p
}

// commonSpread is the root mean square of the spreads of both states.
func commonSpread(v *Values) float64 {
	return hypotenuse(spreadLRS.Of(v), spreadHRS.Of(v)) / math.Sqrt2
}

// bestThreshold is the place between two normal laws, of the means 0 and gap and the spreads a and b, where
// their densities are equal: the threshold with the fewest errors if both are equally frequent.
func bestThreshold(gap, a, b float64) float64 {
	// x^2/a^2 + 2 ln a = (gap-x)^2/b^2 + 2 ln b is A x^2 + B x + C = 0; its discriminant is never below 0.
	aa, bb := float64(a*a), float64(b*b)
	qa := 1/aa - 1/bb
	qb := 2 * gap / bb
	qc := num.Log(aa/bb) - float64(gap*gap)/bb
	below := qb + math.Sqrt(math.Max(float64(qb*qb)-float64(4*float64(qa*qc)), 0))
	if below == 0 {
		return 0 // one law
	}
	return -2 * qc / below
}

// Endurance: all that follows is assumed. After as many cycles as the endurance the variance of ln R has
// doubled, and one cell in a hundred is stuck, half of them in either state. Widening ends at ten times that, when
// stuck cells take over.
const (
	stuckAtEndurance = 0.01
	mostWear         = 10.0
)

// wear is the number of cycles, refreshes among them, over the endurance.
func wear(v *Values) float64 { return (cyclesDone.Of(v) + refreshes(v)) / enduranceOf(v) }

// wearOut adds the cells that cycling has left stuck, out of those that were not.
func (p *population) wearOut(wear float64) {
	free := 1 - p.stuck[lrs] - p.stuck[hrs]
	more := float64(-0.5 * num.Expm1(float64(-stuckAtEndurance*wear)) * free)
	p.stuck[lrs] += more
	p.stuck[hrs] += more
}

// Retention: both states drift towards each other, with the logarithm of time, the faster the hotter
// (Arrhenius). The law and its constants are assumed.
const (
	boltzmannEV = 8.617333262e-5 // eV/K
	driftHours  = 1.0            // h: from when on drift is logarithmic, at driftKelvin
	driftKelvin = 300.0
)

// drift moves both states by so much a decade, until they meet: there is no force beyond that.
func (p *population) drift(up, down, decades float64) {
	if gap := p.mean[hrs] - p.mean[lrs]; float64((up+down)*decades) > gap {
		decades = gap / (up + down)
	}
	p.mean[lrs] += float64(up * decades)
	p.mean[hrs] -= float64(down * decades)
}

// driftDecades is log10(1 + t/tau(T)).
func driftDecades(v *Values) float64 {
	hotter := num.Exp(driftBarrier.Of(v) / boltzmannEV * (1/driftKelvin - 1/temperature.Of(v)))
	return num.Log1p(float64(keptHours(v)/driftHours*hotter)) / math.Ln10
}

// ber2T2R is the probability that a pair of devices is read as the opposite of what was stored.
func (p *population) ber2T2R(a amplifier) float64 {
	if p.verify.tries > 0 {
		return p.settledPair(a).wrong
	}
	right := p.wrongPair(a)
	qL, qH := p.stuck[lrs], p.stuck[hrs]
	// A pair with both devices in one state is read at random; with both in the wrong one, wrongly.
	one := float64((1-qH)*qH) + float64(qL*(1-qL))
	both := float64(qL * qH)
	return float64((1-qL)*(1-qH)*right) + float64(0.5*(one)) + float64(both*(1-right))
}

// ber1T1R is that of a single device against the reference, with both states equally frequent.
func (p *population) ber1T1R(a amplifier) float64 {
	if p.verify.tries > 0 {
		return p.settledSingle(a).wrong
	}
	low, high := p.wrongSingle(a, lrs), p.wrongSingle(a, hrs)
	qL, qH := p.stuck[lrs], p.stuck[hrs]
	l := float64((1-qH)*low) + float64(qH*(1-high))
	h := float64((1-qL)*high) + float64(qL*(1-low))
	return float64(0.5 * (l + h))
}
