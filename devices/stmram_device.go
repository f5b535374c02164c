package devices

import (
	"math"
	"strconv"

	"arraylab/devices/macrospin"
)

// Constants of nature, SI (CODATA 2018), but the gyromagnetic ratio, which is the published code's.
const (
	boltzmann = 1.380649e-23 // Boltzmann's, J/K
	electron  = 1.602176634e-19
	hbar      = 1.054571817e-34
	mu0       = 1.25663706212e-6
	gamma0    = 1.76e11
)

// Directions of a write are numbered by the bit that it stores.
const (
	toAP = iota // from P to AP stores a -1
	toP         // from AP to P stores a +1
)

// mtjDevice is a junction under a programming pulse, in SI units. Pairs are indexed by the direction.
type mtjDevice struct {
	delta  float64
	hk     float64 // anisotropy field, A/m
	tauD   float64 // relaxation time, s
	ic0    [2]float64
	r      [2]float64 // of the state in which the write starts: R_P, R_AP
	i      [2]float64 // current over Ic0
	tau    float64    // duration over tauD
	volts  [2]float64
	second float64
	series float64 // ohm, of the transistor
	half   float64 // V at which TMR has fallen to a half; 0 where it does not
	scale  float64 // of the energy of a write, over V²/R t
}

// mtjOf makes the nominal device of the values.
func mtjOf(v *Values) mtjDevice {
	d := mtjUnder(v, mtjStrength.Of(v))
	if published := mtjWriteEnergy.Of(v); published > 0 {
		full := mtjUnder(v, 1)
		d.scale = published / 1e12 / half(full.joules(macrospin.Fine))
	}
	return d
}

// mtjUnder is that device under a pulse of some strength, whose energy is V²/R t.
func mtjUnder(v *Values, strength float64) mtjDevice {
	d := mtjAtRest(v)
	d.scale = 1
	if normalized(v) {
		d.tau = mtjTau.Of(v)
		d.second = float64(d.tau * d.tauD)
	} else {
		d.second = float64(mtjPulse.Of(v) * 1e-9)
		d.tau = d.second / d.tauD
	}
	for b := range d.i {
		if normalized(v) {
			d.i[b] = float64(mtjI.Of(v) * strength)
			d.volts[b] = float64(d.i[b] * d.ic0[b] * d.pathOf(b, float64(d.i[b]*d.ic0[b])))
		} else {
			d.volts[b] = float64(mtjVolts.Of(v) * strength)
			d.i[b] = min(d.volts[b]/float64(d.path(b, d.volts[b])*d.ic0[b]), macrospin.MaxI)
		}
	}
	return d
}

// joules is the mean energy of a write in either direction, V²/R t at constant voltage. R is that of the state in which
// the write starts until the magnet turns over, and that of the other state for the rest of the pulse: over the
// switching times, for Table.Stay of the pulse and for what is left of it.
func (d *mtjDevice) joules(g macrospin.Grid) (e [2]float64) {
	for b := range e {
		stay := float64(d.table(b, g).Stay(d.tau) * d.tauD)
		square := float64(d.volts[b] * d.volts[b])
		before, after := d.path(b, d.volts[b]), d.path(1-b, d.volts[b])
		e[b] = float64(d.scale * (float64(square/before*stay) + float64(square/after*(d.second-stay))))
	}
	return e
}

// mtjAtRest is the junction without a pulse.
func mtjAtRest(v *Values) (d mtjDevice) {
	d.delta = mtjDelta.Of(v)
	kT := float64(boltzmann * temperature.Of(v))
	alpha, p := mtjAlpha.Of(v), mtjPolarization.Of(v)
	moment := float64(mu0 * float64(mtjMs.Of(v)*1e3) * volume(v))
	d.hk = float64(2*kT*d.delta) / moment
	d.tauD = (1 + float64(alpha*alpha)) / float64(alpha*gamma0*mu0*d.hk)
	efficiency := [2]float64{toAP: p / (1 + float64(p*p)), toP: p / (1 - float64(p*p))}
	for b, nu := range efficiency {
		d.ic0[b] = float64(4*alpha*electron*kT*d.delta) / float64(nu*hbar)
	}
	d.series, d.half = mtjSeries.Of(v), mtjHalf.Of(v)
	d.r = [2]float64{toAP: mtjRp.Of(v), toP: float64(mtjRp.Of(v) * (1 + mtjTMR.Of(v)))}
	return d
}

// area is that of the junction in m2, volume that of the free layer in m3.
func area(v *Values) float64 {
	r := float64(mtjDiameter.Of(v) * 0.5e-9)
	return float64(math.Pi * r * r)
}

func volume(v *Values) float64 { return float64(area(v) * mtjThickness.Of(v) * 1e-9) }

// geometricDelta is the barrier that geometry and materials give.
func geometricDelta(v *Values) float64 {
	ms, t := float64(mtjMs.Of(v)*1e3), float64(mtjThickness.Of(v)*1e-9)
	shape := 1.0
	if mtjDemag.Is(v, "ellipsoid") {
		shape = oblate(mtjDiameter.Of(v) / mtjThickness.Of(v))
	}
	hk := float64(2*mtjKi.Of(v)*1e-3)/float64(mu0*ms*t) - float64(shape*ms)
	return float64(mu0*ms*hk*volume(v)) / float64(2*boltzmann*temperature.Of(v))
}

// oblate is Nz - Nx of an oblate spheroid with the axes' ratio m >= 2 (J. A. Osborn, Physical Review 67, 351, 1945).
func oblate(m float64) float64 {
	root := math.Sqrt(float64(m*m) - 1)
	// arcsin(root/m) is pi/2 - arcsin(1/m), whose series converges fast.
	x := 1 / m
	term, arcsin := x, x
	for n := 1; n < 60; n++ {
		odd := float64(2*n - 1)
		term = float64(term*x*x*odd) / float64(2*n)
		arcsin += term / float64(2*n+1)
	}
	nz := float64(float64(m*m) / float64(root*root) * (1 - (math.Pi/2-arcsin)/root))
	return nz - float64(0.5*(1-nz))
}

// defaultDelta is that barrier to a tenth, within the range of the solver.
func defaultDelta(v *Values) float64 {
	if mtjMacros.Of(v) != nil {
		return mtjDefaultDelta
	}
	tenths := math.Floor(float64(10*geometricDelta(v)) + 0.5)
	return min(max(tenths/10, macrospin.MinDelta), macrospin.MaxDelta)
}

func defaultRp(v *Values) float64 {
	return fourDigits(float64(mtjRA.Of(v)*1e-12)/area(v), ohms)
}

func defaultVolts(v *Values) float64 {
	d := mtjAtRest(v)
	return fourDigits(float64(mtjI.Of(v)*d.ic0[toAP]*(d.r[toAP]+d.series)), volts)
}

func defaultPulse(v *Values) float64 {
	return fourDigits(float64(mtjTau.Of(v)*mtjAtRest(v).tauD)/1e-9, nanoseconds)
}

// Ranges of what has a computed default.
var (
	ohms        = [2]float64{10, 1e6}
	volts       = [2]float64{0.001, 10}
	nanoseconds = [2]float64{0.001, 1e5}
)

// fourDigits is a computed default: with four digits, and in range.
func fourDigits(x float64, in [2]float64) float64 {
	short, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 4, 64), 64)
	if err != nil {
		panic("devices: a number that was written cannot be read")
	}
	return min(max(short, in[0]), in[1])
}

// Junction is how a magnetic tunnel junction of some values switches, in SI units: what package fit holds against
// measured error rates. Pairs are of the directions P to AP and AP to P.
type Junction struct {
	Delta    float64    // barrier over kB T
	TauD     float64    // relaxation time
	Critical [2]float64 // voltages that drive the critical current
	I        [2]float64 // current of the programming pulse over the critical one
	Tau      float64    // duration of that pulse over TauD
}

// JunctionOf is the nominal junction of the values of STMRAM.
func JunctionOf(v *Values) Junction {
	d := mtjOf(v)
	j := Junction{Delta: d.delta, TauD: d.tauD, I: d.i, Tau: d.tau}
	for b := range j.Critical {
		j.Critical[b] = float64(d.ic0[b] * d.pathOf(b, d.ic0[b]))
	}
	return j
}
