package devices

import (
	"math"
	"strconv"

	"arraylab/devices/knob"
	"arraylab/sim/num"
	"arraylab/sim/rng"
)

// Round keeps four significant digits: what a link says of a measured number.
func Round(x float64) float64 {
	y, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 4, 64), 64)
	return y
}

// measuredResponse is the response of the values, which must pass checkMeasured and be one over pulses.
func measuredResponse(v *Values) Response {
	d2d := 0.0
	if weakD2D.On(v) {
		d2d = 1
	}
	switch measuredForm.Choices[measuredForm.Int(v)].Value {
	case FormConductance:
		return Conductance{
			Gmax: measuredGmax.Of(v), Gmin: measuredGmin.Of(v), B: measuredB.Of(v), Gran: measuredGran.Of(v),
			SNR: measuredSNR.Of(v),
			SD:  d2d * measuredGSD.Of(v), Read: measuredNoise.Of(v),
		}.Response()
	case FormCurve:
		return newCurve(v, d2d)
	}
	return Kinked{Model: measuredLine(v), D2D: d2d == 1, Read: measuredNoise.Of(v)}.Response()
}

// measuredLine are the laws of the line. The table cannot tell R0 from the offset C1: R0 stands for both.
func measuredLine(v *Values) WeakReset {
	slope := func(law, median, sd *Param, least float64) rng.Law {
		m := median.Of(v)
		if law.Is(v, LawLognormal) || m <= least {
			return lognormalLaw(m, sd.Of(v))
		}
		mean := (m - least) / math.Ln2
		return rng.Exponential(least, mean).Truncated(least, least+float64(12*mean))
	}
	last := measuredLast.Of(v)
	return WeakReset{
		M1:       slope(measuredLaw1, measuredS1, measuredSD1, measuredMin1.Of(v)),
		TStar:    KinkLaw(measuredKink.Of(v), measuredKSD.Of(v), measuredKMin.Of(v), last),
		M2:       slope(measuredLaw2, measuredS2, measuredSD2, 0),
		R0:       lognormalLaw(measuredR.Of(v), measuredRSD.Of(v)),
		Measured: int(last),
	}
}

// lognormalLaw is log-normal, without what lies more than five standard deviations off.
func lognormalLaw(median, sd float64) rng.Law {
	if !(sd > 0) || !(median > 0) {
		return rng.Constant(median)
	}
	return rng.Lognormal(median, sd).Truncated(median*num.Exp(-5*sd), median*num.Exp(5*sd))
}

// KinkLaw is the law of the kink: log-normal, cut to what a measurement can see.
func KinkLaw(median, sd, first, last float64) rng.Law {
	if !(sd > 0) {
		return rng.Constant(math.Min(math.Max(median, first), last))
	}
	return rng.Lognormal(median, sd).Truncated(first, last)
}

// Kinked is the kinked line of the weak RESET without its own noise, as a Response: the devices of Pairs.
type Kinked struct {
	Model WeakReset
	D2D   bool
	Read  float64 // standard deviation of ln R from evaluation to evaluation
}

type kinked struct {
	Kinked
	median Device
	r0     float64
}

// Response makes the law ready for Responses.
func (k Kinked) Response() Response { return &kinked{k, k.Model.Median(), k.Model.R0.Median()} }

func (k *kinked) Traits(d2d rng.Stream, i uint64) Traits {
	return k.traits(k.Model.device(Switches{Curve: true, D2D: k.D2D}, k.median, d2d, i))
}

// traits are the offset, both slopes and the kink.
func (k *kinked) traits(d Device) Traits {
	return Traits{float32(logRatio(d.R0, k.r0) + d.C1), float32(d.M1), float32(d.M2), float32(d.TStar)}
}

// Median are the traits of the median device.
func (k *kinked) Median() Traits { return k.traits(k.median) }

func (k *kinked) Pulse(_ *Traits, state float32, n int, _ float64) float32 {
	return min(state+float32(n), MaxPulses)
}

func (k *kinked) Ln(t *Traits, state float32) float32 {
	if state < t[3] {
		return t[0] + float32(t[1]*state)
	}
	return t[0] + float32(t[1]*t[3]) + float32(t[2]*(state-t[3]))
}

func (k *kinked) Ohms() float64      { return k.r0 }
func (k *kinked) PulseNoise() bool   { return false }
func (k *kinked) ReadNoise() float64 { return k.Read }
func (k *kinked) Measured() int      { return k.Model.Measured }
func (k *kinked) MaxState() float32  { return MaxPulses }

// curve is an empirical response: ln R of the median device between knots, of which each device has an
// offset and a factor on the rise.
type curve struct {
	ohms             float64
	ln               [Knots + 1]float64 // over the first knot; the last segment goes on
	last, read       float64
	offsetSD, riseSD float64
}

func newCurve(v *Values, d2d float64) *curve {
	c := &curve{ohms: measuredKnots[0].Of(v), last: measuredLast.Of(v), read: measuredNoise.Of(v),
		offsetSD: d2d * measuredRSD.Of(v), riseSD: d2d * measuredRise.Of(v)}
	for j, p := range measuredKnots {
		c.ln[j] = logRatio(p.Of(v), c.ohms)
	}
	return c
}

func (c *curve) Traits(d2d rng.Stream, i uint64) Traits {
	b := d2d.Block(i, 0)
	return Traits{float32(c.offsetSD * num.InvNorm(rng.Uniform(b[0]))),
		float32(num.Exp(c.riseSD * num.InvNorm(rng.Uniform(b[1]))))}
}

// Median are the traits of the median device.
func (c *curve) Median() Traits { return Traits{0, 1} }

func (c *curve) Pulse(_ *Traits, state float32, n int, _ float64) float32 {
	return min(state+float32(n), MaxPulses)
}

// mostRise bounds how far an extrapolated curve goes, in ln R: nothing was measured there.
const mostRise = 20

func (c *curve) Ln(t *Traits, state float32) float32 {
	if state == 0 { // the curve begins at its reference
		return t[0]
	}
	x := float64(state)
	j := min(int(float64((Knots-1)*math.Sqrt(x/c.last))), Knots-2)
	lo, hi := KnotAt(j, c.last), KnotAt(j+1, c.last)
	rise := c.ln[j] + float64((c.ln[j+1]-c.ln[j])*((x-lo)/(hi-lo)))
	return t[0] + float32(t[1]*float32(math.Min(math.Max(rise, -mostRise), mostRise)))
}

func (c *curve) Ohms() float64      { return c.ohms }
func (c *curve) PulseNoise() bool   { return false }
func (c *curve) ReadNoise() float64 { return c.read }
func (c *curve) Measured() int      { return int(c.last) }
func (c *curve) MaxState() float32  { return MaxPulses }

// checkMeasured finds values that do not go together.
func checkMeasured(v *Values) error {
	less := func(p, q *Param, orEqual bool) error {
		if p.Of(v) < q.Of(v) || orEqual && p.Of(v) == q.Of(v) {
			return nil
		}
		return knob.Refuse(p.Key, p.Spell(p.Of(v)),
			"a number below "+q.Key+", which is "+q.Spell(q.Of(v)))
	}
	switch measuredForm.Choices[measuredForm.Int(v)].Value {
	case FormLine:
		if measuredLaw1.Is(v, LawExponential) {
			if err := less(measuredMin1, measuredS1, true); err != nil {
				return err
			}
		}
		return less(measuredKMin, measuredLast, false)
	case FormConductance:
		return less(measuredGmin, measuredGmax, false)
	case FormQuantiles:
		for j := 1; j < len(Probabilities); j++ {
			for _, q := range []*[len(Probabilities)]*Param{&measuredLow, &measuredHigh} {
				if err := less(q[j-1], q[j], true); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// MeasuredOhms is the resistance of the median measured device after t pulses, without noise; the values must
// pass the technology's Check and have a form over pulses.
func MeasuredOhms(v *Values, t float64) float64 { return closedOhms(measuredResponse(v), t) }

// MeasuredLine are the laws of the form line.
func MeasuredLine(v *Values) WeakReset { return measuredLine(v) }
