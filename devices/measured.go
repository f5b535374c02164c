package devices

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
		{"line: ln R = ln mr + ms1 t for t < mkink, ln mr + ms2 t + mkink (ms1 − ms2) from mkink on",
			"arXiv:2107.06064, published code"},
		{"conductance: G = mgmax − ((mgmax−mgmin)/mb) ln(1 + (t/mgran)(e^mb − 1))",
			"published code with arXiv:2107.06064, summed up"},
		{"curve: ln R linear between knots q0 ... q11 at mlast (j/11)² pulses; a device has its own ln R offset and " +
			"factor on the rise", "empirical"},
		{"lognormal: ln R_LRS and ln R_HRS normal, independent", "assumed until it is fitted"},
		{"quantiles: ln R linear in Φ⁻¹(p) between measured quantiles", "empirical"},
		{"W = sign(R_BL − R_BLb)", "arXiv:2107.06064, published code"},
	},
	Params:      measuredParams(),
	Strength:    weakPulses,
	Moves:       func(v *Values) bool { return !sampled(v) },
	Resistances: true,
	Ideal: map[*Param]float64{weakD2D: 0, measuredNoise: 0, measuredSNR: 0, measuredLRSSD: 0, measuredHRSSD: 0,
		readTelegraph: 0, readPink: 0, readThermal: 0, verifyPulses: 0},
	Check:       checkMeasured,
	Sheets:      measuredMemory{},
	Arrays:      measuredMemory{},
	PulsedPairs: measuredMemory{},
	Costs:       measuredCosts,
}

// measuredMemory is what that memory does.
type measuredMemory struct{}

func (measuredMemory) Sheet(v *Values, ask Ask) (Sheet, error) { return measuredSheet(v, ask) }

func (measuredMemory) Array(v *Values, site Site) Array {
	if !sampled(v) {
		return nil
	}
	return newSampler(v, site)
}

func (measuredMemory) Pairs(v *Values, site Site) Pulsed {
	if sampled(v) {
		return nil
	}
	return NewResponses(measuredResponse(v), NewResponseStreams(site.Chip, site.Seed, site.Layer),
		site.Row0*site.Inputs, site.Row1*site.Inputs)
}

func (measuredMemory) Keeps(p Pulsed, v *Values) bool {
	return !sampled(v) && keeps(p, measuredResponse(v))
}

func measuredCosts(*Values) Costs {
	unknown := Cost{Source: "not known: the table holds resistances only"}
	c := Costs{
		Write0: unknown, Write1: unknown, Pulse: unknown, Set: unknown, Read: unknown,
		Decode: Cost{Source: "no error correction"}, Cells: 2, AreaSource: unknown.Source,
	}
	c.verifiedBy()
	return c
}
