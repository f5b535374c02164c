package devices

import (
	"math"

	"arraylab/devices/macrospin"
	"arraylab/sim/num"
)

// quickWER is lnWER for charts: the closed form where it holds, else a coarse solution.
func (d *mtjDevice) quickWER(b int) float64 {
	if macrospin.ClosedHolds(d.delta, d.i[b]) {
		return macrospin.ClosedLnWER(d.delta, d.i[b], d.tau)
	}
	return d.lnWER(b, 1, 1, macrospin.Coarse)
}

// table is the solution for the device and a direction.
func (d *mtjDevice) table(b int, g macrospin.Grid) *macrospin.Table {
	return solved(d.delta, d.i[b], g)
}

// solved takes barriers of deviating devices back into the solver's range.
func solved(delta, i float64, g macrospin.Grid) *macrospin.Table {
	t, err := macrospin.Solved(min(max(delta, macrospin.MinDelta), macrospin.MaxDelta),
		min(max(i, 0), macrospin.MaxI), g)
	if err != nil {
		panic("devices: a barrier or a current is not a number")
	}
	return t
}

// lnWER is ln WER of a device whose RA and anisotropy field are so many times the nominal ones.
func (d *mtjDevice) lnWER(b int, ra, hk float64, g macrospin.Grid) float64 {
	t, tau := d.deviating(b, ra, hk, g)
	return t.LnWER(tau)
}

// deviating is the solution for such a device, and the pulse in units of its relaxation time.
func (d *mtjDevice) deviating(b int, ra, hk float64, g macrospin.Grid) (t *macrospin.Table, tau float64) {
	return solved(float64(d.delta*hk), d.i[b]/float64(d.less(b, ra)*hk), g), float64(d.tau * hk)
}

// lifetime is the mean time in s after which a junction without current leaves its state.
func (d *mtjDevice) lifetime() float64 {
	// The solver's rate is that of the relaxation to equal shares: there and back.
	return 2 * d.tauD / solved(d.delta, 0, macrospin.Fine).Rate()
}

// readDisturb is the probability that a read turns a P over.
func (d *mtjDevice) readDisturb(v *Values) float64 {
	i := mtjReadVolts.Of(v) / float64((d.r[toAP]+d.series)*d.ic0[toAP])
	return solved(d.delta, i, macrospin.Fine).Switched(float64(mtjReadTime.Of(v)*1e-9) / d.tauD)
}

// lost is the probability that a junction is in the wrong state after a time in s without current, with
// an anisotropy field so many times the nominal one.
func (d *mtjDevice) lost(seconds, hk float64, g macrospin.Grid) float64 {
	return solved(float64(d.delta*hk), 0, g).Switched(seconds / d.tauD * hk)
}

// spreadLaw is a law of error probabilities over devices, p over their deviation z, up to a largest p.
type spreadLaw struct {
	mean, sd, most float64   // mean and standard deviation of ln p
	nodes          []float64 // ln p at z from -lawReach on, in steps of lawStep; nil for the line mean + sd z
}

// solvedSpread are the numerics from on which the errors of an array over its devices are those of a surface. Before,
// ln p was a straight line over z, whose mean is 0.1 % too high with the default spreads and twice what is right where
// RA deviates by 10 %: links that were made so keep their bits.
const solvedSpread = 2

// writeErrors are the errors of a direction in an array, by the numerics of the run.
func (d *mtjDevice) writeErrors(v *Values, b, numerics int) spreadLaw {
	if numerics >= solvedSpread {
		s := d.writeSurface(v, b)
		return s.law()
	}
	return d.writeLaw(v, b)
}

// losses are the bits that an array loses in a time in s, by the numerics of the run.
func (d *mtjDevice) losses(v *Values, seconds float64, numerics int) spreadLaw {
	if numerics >= solvedSpread {
		s := d.lossSurface(v, seconds)
		return s.law()
	}
	return d.lossLaw(v, seconds)
}

// writeLaw is that of a direction, under the spreads of RA and of the anisotropy: a straight line.
func (d *mtjDevice) writeLaw(v *Values, b int) spreadLaw {
	l := spreadLaw{mean: d.lnWER(b, 1, 1, macrospin.Fine), most: 1}
	l.deviate(mtjSpreadRA.Of(v)/100, func(x float64) float64 { return d.lnWER(b, x, 1, macrospin.Coarse) })
	l.deviate(mtjSpreadHk.Of(v)/100, func(x float64) float64 { return d.lnWER(b, 1, x, macrospin.Coarse) })
	return l
}

// lossLaw is that of losing a stored bit in a time in s.
func (d *mtjDevice) lossLaw(v *Values, seconds float64) spreadLaw {
	if seconds == 0 {
		return spreadLaw{mean: math.Inf(-1), most: 0.5}
	}
	ln := func(hk float64, g macrospin.Grid) float64 { return num.Log(max(d.lost(seconds, hk, g), 1e-300)) }
	l := spreadLaw{mean: ln(1, macrospin.Fine), most: 0.5}
	l.deviate(mtjSpreadHk.Of(v)/100, func(x float64) float64 { return ln(x, macrospin.Coarse) })
	return l
}

// deviate adds a source of spread to the law by what one standard deviation (a share, not percent) more and less
// does to ln p. Coarse solutions will do for that: their errors cancel in the differences.
func (l *spreadLaw) deviate(sd float64, ln func(x float64) float64) {
	if sd == 0 {
		return
	}
	more, middle, less := ln(1+sd), ln(1), ln(1-sd)
	half := float64(0.5 * (more - less))
	l.sd = math.Sqrt(float64(l.sd*l.sd) + float64(half*half))
	l.mean += float64(0.5*(more+less)) - middle
}

// p is the probability of a device z standard deviations from the middle.
func (l spreadLaw) p(z float64) float64 {
	if l.nodes == nil {
		return min(num.Exp(l.mean+float64(l.sd*z)), l.most)
	}
	at := min(max((z+lawReach)/lawStep, 0), lawNodes-1)
	k := min(int(at), lawNodes-2)
	ln := l.nodes[k] + float64((at-float64(k))*(l.nodes[k+1]-l.nodes[k]))
	return min(num.Exp(ln), l.most)
}

// settled is what verification comes to over the devices, by the bit, where all checks are right.
func (d *mtjDevice) settled(v *Values) (all [2]settled) {
	for b := range all {
		all[b] = d.writeErrors(v, b, solvedSpread).settle(verifyWrites.Int(v))
	}
	return all
}

// settle is the mean over the devices, as expected is.
func (l spreadLaw) settle(tries int) (mean settled) {
	if l.sd == 0 {
		return settledBy(l.p(0), tries)
	}
	const h = 1.0 / 64
	weight := 0.0
	for z := -8.0; z <= 8; z += h {
		weight += num.Exp(-float64(0.5 * z * z))
	}
	for z := -8.0; z <= 8; z += h {
		mean.add(num.Exp(-float64(0.5*z*z))/weight, settledBy(l.p(z), tries))
	}
	return mean
}

// expected is the mean probability over the devices, by trapezoids over 8 standard deviations.
func (l spreadLaw) expected() (mean float64) {
	if l.sd == 0 {
		return l.p(0)
	}
	const h = 1.0 / 64
	weight := 0.0
	for z := -8.0; z <= 8; z += h {
		w := num.Exp(-float64(0.5 * z * z))
		weight += w
		mean += float64(w * l.p(z))
	}
	return mean / weight
}
