package devices

import (
	"fmt"

	"arraylab/devices/knob"
	"arraylab/sim/num"
)

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
	measuredForm = &Param{Knob: knob.Knob{
		Key: "form", Label: "Form", Kind: knob.OneOf,
		Choices: []knob.Choice{
			{Value: FormLine, Label: "kinked line of ln R",
				Help: "two slopes of ln R over pulses, the weak-RESET form"},
			{Value: FormConductance, Label: "conductance", Help: "the older form, logarithmic in conductance"},
			{Value: FormCurve, Label: "measured curve",
				Help: "no formula: the median curve with a spread from device to device"},
			{Value: FormLognormal, Label: "log-normal states", Help: "ln R of LRS and of HRS is normal"},
			{Value: FormQuantiles, Label: "measured states", Help: "no formula: the quantiles of LRS and HRS"},
		},
		Help: "The law of the device: the first three are resistances over pulses, the last two are samples of " +
			"both states.",
		Source: "chosen by how well it fits",
	}}
	measuredLast = &Param{Knob: knob.Knob{
		Key: "mlast", Label: "Last measured pulse", Unit: "pulses", Kind: knob.Whole, Min: 1, Max: MaxPulses,
		Log: true, Def: 2000,
		Help: "Pulses up to which the device was measured; beyond, the form is extrapolated.", Source: likeHfOx,
	}, Acts: inForms(FormLine, FormConductance, FormCurve)}
	measuredNoise = &Param{Knob: knob.Knob{
		Key: "mnoise", Label: "Read noise", Kind: knob.Real, Min: 0, Max: 2, Def: 0.01,
		Help:   "Standard deviation of ln R of one device from read to read.",
		Source: "from your table: what the fit leaves over; the default is assumed",
	}, Acts: inForms(FormLine, FormConductance, FormCurve)}

	measuredR = &Param{Knob: knob.Knob{
		Key: "mr", Label: "Resistance without pulses", Unit: "Ω", Kind: knob.Real, Min: 1, Max: 1e12, Log: true,
		Def:  7024,
		Help: "Median resistance of the fresh devices.", Source: likeHfOx,
	}, Acts: inForms(FormLine)}
	measuredRSD = &Param{Knob: knob.Knob{
		Key: "mrsd", Label: "Its spread", Kind: knob.Real, Min: 0, Max: 3, Def: 0.072,
		Help: "Standard deviation of ln R of the fresh devices, from device to device.", Source: likeHfOx,
	}, Acts: inForms(FormLine, FormCurve)}
	measuredLaw1 = lawOf("ms1law", "Law of the first slope")
	measuredS1   = &Param{Knob: knob.Knob{
		Key: "ms1", Label: "First slope", Unit: "per pulse", Kind: knob.Real, Min: 1e-9, Max: 1, Log: true,
		Def:  4.9e-4,
		Help: "Median first slope of ln R.", Source: likeHfOx,
	}, Acts: inForms(FormLine)}
	measuredMin1 = &Param{Knob: knob.Knob{
		Key: "ms1min", Label: "Least first slope", Unit: "per pulse", Kind: knob.Real, Min: 0, Max: 1, Def: 3.7e-5,
		Help: "An exponential law of the first slope begins here.", Source: likeHfOx,
	}, Acts: func(v *Values) bool { return measuredForm.Is(v, FormLine) && measuredLaw1.Is(v, LawExponential) }}
	measuredSD1  = spreadOf("ms1sd", "Spread of the first slope", measuredLaw1)
	measuredKink = &Param{Knob: knob.Knob{
		Key: "mkink", Label: "Kink", Unit: "pulses", Kind: knob.Real, Min: 0.1, Max: 1e7, Log: true, Def: 543,
		Help:   "Median number of pulses at which the first slope ends, before it is cut to the measured range.",
		Source: likeHfOx,
	}, Acts: inForms(FormLine)}
	measuredKSD = &Param{Knob: knob.Knob{
		Key: "mkinksd", Label: "Spread of the kink", Kind: knob.Real, Min: 0, Max: 5, Def: 0.8,
		Help: "Standard deviation of ln of the kink, from device to device.", Source: likeHfOx,
	}, Acts: inForms(FormLine)}
	measuredKMin = &Param{Knob: knob.Knob{
		Key: "mkinkmin", Label: "Earliest kink", Unit: "pulses", Kind: knob.Real, Min: 0.01, Max: 1e6, Log: true,
		Def:  41,
		Help: "The law of the kink is cut here and at the last measured pulse.", Source: likeHfOx,
	}, Acts: inForms(FormLine)}
	measuredLaw2 = lawOf("ms2law", "Law of the second slope")
	measuredS2   = &Param{Knob: knob.Knob{
		Key: "ms2", Label: "Second slope", Unit: "per pulse", Kind: knob.Real, Min: 1e-12, Max: 1, Log: true,
		Def:  1.95e-5,
		Help: "Median slope of ln R after the kink.", Source: likeHfOx,
	}, Acts: inForms(FormLine)}
	measuredSD2 = spreadOf("ms2sd", "Spread of the second slope", measuredLaw2)

	measuredGmax = &Param{Knob: knob.Knob{
		Key: "mgmax", Label: "Largest conductance", Unit: "S", Kind: knob.Real, Min: 1e-12, Max: 10, Log: true,
		Def:  1.3e-4,
		Help: "Median conductance of the fresh devices.", Source: likeOlder,
	}, Acts: inForms(FormConductance)}
	measuredGmin = &Param{Knob: knob.Knob{
		Key: "mgmin", Label: "Smallest conductance", Unit: "S", Kind: knob.Real, Min: 1e-13, Max: 10, Log: true,
		Def:  1.3e-5,
		Help: "Conductance at which the median device stops.", Source: likeOlder,
	}, Acts: inForms(FormConductance)}
	measuredB = &Param{Knob: knob.Knob{
		Key: "mb", Label: "Curvature", Kind: knob.Real, Min: 0.01, Max: 12, Log: true, Def: 2,
		Help: "How much sooner the first pulses act than the last ones.", Source: likeOlder,
	}, Acts: inForms(FormConductance)}
	measuredGran = &Param{Knob: knob.Knob{
		Key: "mgran", Label: "Pulses of the full range", Unit: "pulses", Kind: knob.Real, Min: 1, Max: 1e7, Log: true,
		Def:  200,
		Help: "Pulses from the largest to the smallest conductance.", Source: likeOlder,
	}, Acts: inForms(FormConductance)}
	measuredSNR = &Param{Knob: knob.Knob{
		Key: "msnr", Label: "Noise of pulses", Unit: "√S", Kind: knob.Real, Min: 0, Max: 10, Def: 0.003,
		Help:   "Scale of the noise that each pulse leaves in the conductance.",
		Source: "from your table; the default is assumed",
	}, Acts: inForms(FormConductance)}
	measuredGSD = &Param{Knob: knob.Knob{
		Key: "mgsd", Label: "Device-to-device spread", Kind: knob.Real, Min: 0, Max: 3, Def: 0.07,
		Help: "Standard deviation of ln R from device to device.", Source: likeHfOx,
	}, Acts: inForms(FormConductance)}

	measuredKnots = knotParams()
	measuredRise  = &Param{Knob: knob.Knob{
		Key: "mrise", Label: "Spread of the rise", Kind: knob.Real, Min: 0, Max: 3, Def: 0.7,
		Help: "Standard deviation, from device to device, of ln of the factor by which a device rises more or " +
			"less than the median curve.",
		Source: "from your table; the default is assumed",
	}, Acts: inForms(FormCurve)}

	measuredLRS = &Param{Knob: knob.Knob{
		Key: "mlrs", Label: "Median LRS", Unit: "Ω", Kind: knob.Real, Min: 1, Max: 1e12, Log: true, Def: 5000,
		Help: "Median resistance of the low state.", Source: assumedStates,
	}, Acts: inForms(FormLognormal)}
	measuredLRSSD = &Param{Knob: knob.Knob{
		Key: "mlrssd", Label: "Spread of LRS", Kind: knob.Real, Min: 0, Max: 5, Def: 0.25,
		Help: "Standard deviation of ln R in the low state.", Source: assumedStates,
	}, Acts: inForms(FormLognormal)}
	measuredHRS = &Param{Knob: knob.Knob{
		Key: "mhrs", Label: "Median HRS", Unit: "Ω", Kind: knob.Real, Min: 1, Max: 1e12, Log: true, Def: 50000,
		Help: "Median resistance of the high state.", Source: assumedStates,
	}, Acts: inForms(FormLognormal)}
	measuredHRSSD = &Param{Knob: knob.Knob{
		Key: "mhrssd", Label: "Spread of HRS", Kind: knob.Real, Min: 0, Max: 5, Def: 0.6,
		Help: "Standard deviation of ln R in the high state.", Source: assumedStates,
	}, Acts: inForms(FormLognormal)}
	measuredLow  = quantileParams("lq", "LRS", 5000, 0.25)
	measuredHigh = quantileParams("hq", "HRS", 50000, 0.6)
)

// measuredParams are those of all forms, in the order of the page.
func measuredParams() []*Param {
	list := []*Param{
		measuredForm, weakPulses, weakD2D, Reprogram, measuredLast, measuredNoise,
		measuredR, measuredRSD, measuredLaw1, measuredS1, measuredMin1, measuredSD1,
		measuredKink, measuredKSD, measuredKMin, measuredLaw2, measuredS2, measuredSD2,
		measuredGmax, measuredGmin, measuredB, measuredGran, measuredSNR, measuredGSD,
	}
	list = append(append(list, measuredKnots[:]...), measuredRise, measuredLRS, measuredLRSSD,
		measuredHRS, measuredHRSSD)
	list = append(append(list, measuredLow[:]...), measuredHigh[:]...)
	return append(list, readTelegraph, readPink, readThermal, verifyPulses)
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

// sampled tells whether the form is one of samples of both states.
var sampled = inForms(FormLognormal, FormQuantiles)

// The laws of a slope.
const (
	LawExponential = "exponential"
	LawLognormal   = "lognormal"
)

// lawOf is the law of a slope.
func lawOf(key, label string) *Param {
	return &Param{Knob: knob.Knob{
		Key: key, Label: label, Kind: knob.OneOf,
		Choices: []knob.Choice{
			{Value: LawExponential, Label: "exponential", Help: "most devices are slow, few are fast"},
			{Value: LawLognormal, Label: "log-normal", Help: "ln of the slope is normal"},
		},
		Help: "The law of the slope from device to device: whichever is nearer to the table.", Source: likeHfOx,
	}, Acts: inForms(FormLine)}
}

// spreadOf is the spread of a slope under a log-normal law.
func spreadOf(key, label string, law *Param) *Param {
	return &Param{Knob: knob.Knob{
		Key: key, Label: label, Kind: knob.Real, Min: 0, Max: 5, Def: 0.8,
		Help: "Standard deviation of ln of the slope, where its law is log-normal.", Source: likeHfOx,
	}, Acts: func(v *Values) bool { return measuredForm.Is(v, FormLine) && law.Is(v, LawLognormal) }}
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

// knotParams are the knots of a measured curve.
func knotParams() (list [Knots]*Param) {
	for j := range list {
		list[j] = &Param{Knob: knob.Knob{
			Key: fmt.Sprintf("q%d", j), Label: fmt.Sprintf("Knot %d", j), Unit: "Ω", Kind: knob.Real, Min: 1,
			Max: 1e12, Log: true, Def: knotDefaults[j],
			Help: fmt.Sprintf("Median resistance after (%d/11)² of the measured pulses.", j), Source: likeHfOx,
		}, Acts: inForms(FormCurve)}
	}
	return list
}

// Probabilities are those of the measured quantiles of a state.
var Probabilities = [9]float64{0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99}

// quantileParams are the quantiles of a state: those of a log-normal one until a table is read.
func quantileParams(key, state string, median, sd float64) (list [len(Probabilities)]*Param) {
	for j, p := range Probabilities {
		def := Round(num.Exp(num.Log(median) + float64(sd*num.InvNorm(p))))
		list[j] = &Param{Knob: knob.Knob{
			Key: fmt.Sprintf("%s%d", key, j), Label: fmt.Sprintf("%s, %g %%", state, 100*p), Unit: "Ω",
			Kind: knob.Real, Min: 1, Max: 1e12, Log: true, Def: def,
			Help:   fmt.Sprintf("Resistance that %g %% of the measured %s do not exceed.", 100*p, state),
			Source: assumedStates,
		}, Acts: inForms(FormQuantiles)}
	}
	return list
}
