package devices

import (
	"fmt"

	"arraylab/sim/num"
)

// MeasuredDevice is a device that someone measured: package fit turns a table of resistances into the
// values of its parameters, so that a link carries all of it and nothing of the table. As long as nobody
// measured anything, its values describe the published weak-RESET population.
//
// Resistances over pulses give pairs that move by pulses, samples of the two states give cells that are
// programmed; the form says which.
var MeasuredDevice = &Technology{
	Name:   "measured",
	Title:  "measured device",
	Help:   "your own device: a table of resistances over pulses, or of samples of both states, fitted or as it is",
	Source: "your own data; until then near arXiv:2107.06064 (pulses) and assumed (states)",
	Equations: []Equation{
		{"line: ln R = ln mr + ms1 t for t < mkink, ln mr + ms2 t + mkink (ms1 − ms2) from mkink on", "arXiv:2107.06064, published code"},
		{"conductance: G = mgmax − ((mgmax−mgmin)/mb) ln(1 + (t/mgran)(e^mb − 1))", "published code with arXiv:2107.06064, summed up"},
		{"curve: ln R linear between knots q0 ... q11 at mlast (j/11)² pulses; a device has its own ln R offset and factor on the rise", "empirical"},
		{"lognormal: ln R_LRS and ln R_HRS normal, independent", "assumed until it is fitted"},
		{"quantiles: ln R linear in Φ⁻¹(p) between measured quantiles", "empirical"},
		{"W = sign(R_BL − R_BLb)", "arXiv:2107.06064, published code"},
	},
	Params:      measuredParams(),
	Strength:    weakPulses,
	Moves:       func(v *Values) bool { return !sampled(v) },
	Resistances: true,
	Ideal:       map[*Param]float64{weakD2D: 0, measuredNoise: 0, measuredSNR: 0, measuredLRSSD: 0, measuredHRSSD: 0},
	Keeps:       func(p Pulsed, v *Values) bool { return !sampled(v) && keeps(p, measuredResponse(v)) },
	Check:       checkMeasured,
	Sheet:       measuredSheet,
	Array: func(v *Values, site Site) Array {
		if !sampled(v) {
			return nil
		}
		return newSampler(v, site)
	},
	Pairs: func(v *Values, site Site) Pulsed {
		if sampled(v) {
			return nil
		}
		return NewResponses(measuredResponse(v), NewResponseStreams(site.Chip, site.Seed, site.Layer), site.Row0*site.Inputs, site.Row1*site.Inputs)
	},
	Costs: func(v *Values) Costs {
		unknown := Cost{Source: "not known: the table holds resistances only"}
		return Costs{
			Write0: unknown, Write1: unknown, Pulse: unknown, Set: unknown, Read: unknown,
			Decode: Cost{Source: "no error correction"}, Cells: 2, AreaSource: unknown.Source,
		}
	},
}

const (
	assumedStates = "from your table; the default is assumed"
	likeHfOx      = "from your table; the default is near arXiv:2107.06064"
	likeOlder     = "from your table; the default is that of the published code with arXiv:2107.06064"
)

// The forms of a measured device.
const (
	FormLine        = "line"
	FormConductance = "conductance"
	FormCurve       = "curve"
	FormLognormal   = "lognormal"
	FormQuantiles   = "quantiles"
)

var (
	measuredForm = &Param{Key: "form", Label: "Form", Kind: Option, Help: "The law of the device: the first three are resistances over pulses, the last two are samples of both states.", Source: "chosen by how well it fits",
		Options: []Choice{
			{FormLine, "kinked line of ln R", "two slopes of ln R over pulses, the weak-RESET form"},
			{FormConductance, "conductance", "the older form, logarithmic in conductance"},
			{FormCurve, "measured curve", "no formula: the median curve with a spread from device to device"},
			{FormLognormal, "log-normal states", "ln R of LRS and of HRS is normal"},
			{FormQuantiles, "measured states", "no formula: the quantiles of LRS and HRS"},
		}}
	measuredLast = &Param{Key: "mlast", Label: "Last measured pulse", Unit: "pulses", Kind: Whole, Min: 1, Max: MaxPulses, Log: true, Def: 2000, Acts: inForms(FormLine, FormConductance, FormCurve),
		Help: "Pulses up to which the device was measured; beyond, the form is extrapolated.", Source: likeHfOx}
	measuredNoise = &Param{Key: "mnoise", Label: "Read noise", Min: 0, Max: 2, Def: 0.01, Acts: inForms(FormLine, FormConductance, FormCurve),
		Help: "Standard deviation of ln R of one device from read to read.", Source: "from your table: what the fit leaves over; the default is assumed"}

	measuredR    = realOf("mr", "Resistance without pulses", "Ω", 1, 1e12, 7024, "Median resistance of the fresh devices.", likeHfOx, FormLine)
	measuredRSD  = realOf("mrsd", "Its spread", "", 0, 3, 0.072, "Standard deviation of ln R of the fresh devices, from device to device.", likeHfOx, FormLine, FormCurve)
	measuredLaw1 = lawOf("ms1law", "Law of the first slope")
	measuredS1   = realOf("ms1", "First slope", "per pulse", 1e-9, 1, 4.9e-4, "Median first slope of ln R.", likeHfOx, FormLine)
	measuredMin1 = realOf("ms1min", "Least first slope", "per pulse", 0, 1, 3.7e-5, "An exponential law of the first slope begins here.", likeHfOx)
	measuredSD1  = spreadOf("ms1sd", "Spread of the first slope", measuredLaw1)
	measuredKink = realOf("mkink", "Kink", "pulses", 0.1, 1e7, 543, "Median number of pulses at which the first slope ends, before it is cut to the measured range.", likeHfOx, FormLine)
	measuredKSD  = realOf("mkinksd", "Spread of the kink", "", 0, 5, 0.8, "Standard deviation of ln of the kink, from device to device.", likeHfOx, FormLine)
	measuredKMin = realOf("mkinkmin", "Earliest kink", "pulses", 0.01, 1e6, 41, "The law of the kink is cut here and at the last measured pulse.", likeHfOx, FormLine)
	measuredLaw2 = lawOf("ms2law", "Law of the second slope")
	measuredS2   = realOf("ms2", "Second slope", "per pulse", 1e-12, 1, 1.95e-5, "Median slope of ln R after the kink.", likeHfOx, FormLine)
	measuredSD2  = spreadOf("ms2sd", "Spread of the second slope", measuredLaw2)

	measuredGmax = realOf("mgmax", "Largest conductance", "S", 1e-12, 10, 1.3e-4, "Median conductance of the fresh devices.", likeOlder, FormConductance)
	measuredGmin = realOf("mgmin", "Smallest conductance", "S", 1e-13, 10, 1.3e-5, "Conductance at which the median device stops.", likeOlder, FormConductance)
	measuredB    = realOf("mb", "Curvature", "", 0.01, 12, 2, "How much sooner the first pulses act than the last ones.", likeOlder, FormConductance)
	measuredGran = realOf("mgran", "Pulses of the full range", "pulses", 1, 1e7, 200, "Pulses from the largest to the smallest conductance.", likeOlder, FormConductance)
	measuredSNR  = realOf("msnr", "Noise of pulses", "√S", 0, 10, 0.003, "Scale of the noise that each pulse leaves in the conductance.", "from your table; the default is assumed", FormConductance)
	measuredGSD  = realOf("mgsd", "Device-to-device spread", "", 0, 3, 0.07, "Standard deviation of ln R from device to device.", likeHfOx, FormConductance)

	measuredKnots = knotParams()
	measuredRise  = realOf("mrise", "Spread of the rise", "", 0, 3, 0.7, "Standard deviation, from device to device, of ln of the factor by which a device rises more or less than the median curve.", "from your table; the default is assumed", FormCurve)

	measuredLRS   = realOf("mlrs", "Median LRS", "Ω", 1, 1e12, 5000, "Median resistance of the low state.", assumedStates, FormLognormal)
	measuredLRSSD = realOf("mlrssd", "Spread of LRS", "", 0, 5, 0.25, "Standard deviation of ln R in the low state.", assumedStates, FormLognormal)
	measuredHRS   = realOf("mhrs", "Median HRS", "Ω", 1, 1e12, 50000, "Median resistance of the high state.", assumedStates, FormLognormal)
	measuredHRSSD = realOf("mhrssd", "Spread of HRS", "", 0, 5, 0.6, "Standard deviation of ln R in the high state.", assumedStates, FormLognormal)
	measuredLow   = quantileParams("lq", "LRS", 5000, 0.25)
	measuredHigh  = quantileParams("hq", "HRS", 50000, 0.6)
)

func measuredParams() []*Param {
	measuredMin1.Acts = func(v *Values) bool {
		return measuredForm.Is(v, FormLine) && measuredLaw1.Is(v, LawExponential)
	}
	list := []*Param{
		measuredForm, weakPulses, weakD2D, Reprogram, measuredLast, measuredNoise,
		measuredR, measuredRSD, measuredLaw1, measuredS1, measuredMin1, measuredSD1, measuredKink, measuredKSD, measuredKMin, measuredLaw2, measuredS2, measuredSD2,
		measuredGmax, measuredGmin, measuredB, measuredGran, measuredSNR, measuredGSD,
	}
	list = append(append(list, measuredKnots[:]...), measuredRise, measuredLRS, measuredLRSSD, measuredHRS, measuredHRSSD)
	return append(append(list, measuredLow[:]...), measuredHigh[:]...)
}

// inForms tells whether the form is one of these.
func inForms(forms ...string) func(*Values) bool {
	return func(v *Values) bool {
		for _, f := range forms {
			if measuredForm.Is(v, f) {
				return true
			}
		}
		return false
	}
}

var sampled = inForms(FormLognormal, FormQuantiles)

// realOf is a number of some forms.
func realOf(key, label, unit string, lo, hi, def float64, help, source string, forms ...string) *Param {
	return &Param{Key: key, Label: label, Unit: unit, Min: lo, Max: hi, Log: lo > 0, Def: def, Help: help, Source: source, Acts: inForms(forms...)}
}

// The laws of a slope.
const (
	LawExponential = "exponential"
	LawLognormal   = "lognormal"
)

func lawOf(key, label string) *Param {
	return &Param{Key: key, Label: label, Kind: Option, Acts: inForms(FormLine), Source: likeHfOx,
		Help: "The law of the slope from device to device: whichever is nearer to the table.",
		Options: []Choice{
			{LawExponential, "exponential", "most devices are slow, few are fast"},
			{LawLognormal, "log-normal", "ln of the slope is normal"},
		}}
}

func spreadOf(key, label string, law *Param) *Param {
	p := realOf(key, label, "", 0, 5, 0.8, "Standard deviation of ln of the slope, where its law is log-normal.", likeHfOx)
	p.Acts = func(v *Values) bool { return measuredForm.Is(v, FormLine) && law.Is(v, LawLognormal) }
	return p
}

// Knots is how many knots a measured curve has; knot j is at the last measured pulse times (j/11)^2:
// devices move most at first.
const Knots = 12

// KnotAt is the number of pulses of knot j.
func KnotAt(j int, last float64) float64 {
	return float64(last * float64(j*j) / ((Knots - 1) * (Knots - 1)))
}

// knotDefaults are the medians of the published population of the weak RESET at 2000 (j/11)^2 pulses.
var knotDefaults = [Knots]float64{7024, 7106, 7339, 7669, 8043, 8416, 8718, 8933, 9090, 9198, 9306, 9410}

func knotParams() (list [Knots]*Param) {
	for j := range list {
		list[j] = realOf(fmt.Sprintf("q%d", j), fmt.Sprintf("Knot %d", j), "Ω", 1, 1e12, knotDefaults[j],
			fmt.Sprintf("Median resistance after (%d/11)² of the measured pulses.", j), likeHfOx, FormCurve)
	}
	return list
}

// Probabilities are those of the measured quantiles of a state.
var Probabilities = [9]float64{0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99}

func quantileParams(key, state string, median, sd float64) (list [len(Probabilities)]*Param) {
	for j, p := range Probabilities {
		def := Round(num.Exp(num.Log(median) + float64(sd*num.InvNorm(p))))
		list[j] = realOf(fmt.Sprintf("%s%d", key, j), fmt.Sprintf("%s, %g %%", state, 100*p), "Ω", 1, 1e12, def,
			fmt.Sprintf("Resistance that %g %% of the measured %s do not exceed.", 100*p, state), assumedStates, FormQuantiles)
	}
	return list
}
