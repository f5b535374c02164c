package devices

import (
	"math"

	"arraylab/devices/knob"
	"arraylab/sim/num"
)

// rramMacros are the published macros of resistive memory.
var rramMacros = newMacros("rram", "rrammacro", map[macroFigure]string{
	figureLow: "lrs_median", figureHigh: "hrs_median", figureErrors: "ber", figureWrite: "write_joules",
	figureRead: "read_joules", figureWriteTime: "write_seconds", figureReadTime: "read_seconds",
	figureArea: "cell_area", figureEndurance: "endurance_cycles",
})

// separationIn is that of a macro: from its error rate, which is taken for that of its cells, two devices each where
// the publication does not say that one is read by itself; else that of the strong condition, which is assumed.
func separationIn(m *Macro) float64 {
	rate := figureErrors.of(m)
	switch {
	case rate == 0:
		return separationAtStrong
	case m.Cell == "1T1R":
		return fourDigits(2*quantile(rate), separations)
	}
	return fourDigits(math.Sqrt2*quantile(rate), separations)
}

// separations is the range of the parameter.
var separations = [2]float64{0, 12}

// savedIn is logSaved at the separation of a macro: energy and endurance of the publication hold there.
func savedIn(m *Macro) float64 { return logSavedAt(separationIn(m)) }

var (
	separationGiven = &given{by: rramMacros, figure: figureErrors, as: func(m *Macro) (float64, bool) {
		return separationIn(m), figureErrors.of(m) > 0
	}}
	sensingGiven = &given{by: rramMacros, figure: figureCount, as: func(m *Macro) (float64, bool) {
		switch m.Cell {
		case "1T1R":
			return 0, true
		case "2T2R":
			return 1, true
		}
		return 0, false
	}}
	// Both medians and the separation make the spread.
	spreadGiven = &given{by: rramMacros, figure: figureHigh, as: func(m *Macro) (float64, bool) {
		low, high := figureLow.of(m), figureHigh.of(m)
		if low == 0 || high == 0 {
			return 0, false
		}
		return num.Log(high/low) / separationIn(m), true
	}}
	enduranceGiven = &given{by: rramMacros, figure: figureEndurance, as: func(m *Macro) (float64, bool) {
		x := figureEndurance.of(m) * num.Exp(-float64(endurancePower*savedIn(m)))
		return x, x > 0
	}}
	writeGiven = &given{by: rramMacros, figure: figureWrite, as: func(m *Macro) (float64, bool) {
		x := figureWrite.of(m) * num.Exp(savedIn(m))
		return x, x > 0
	}}
)

var (
	deviceWriteTime = &Param{Knob: knob.Knob{
		Key: "writens", Label: "Write time", Unit: "ns", Kind: knob.Real, Min: 1, Max: 1e6, Log: true, Def: 1000,
		Help: "Time of one write of one device: the longer one of SET and RESET.", Source: "assumed",
	}, given: &given{by: rramMacros, figure: figureWriteTime}}
	senseEnergy = &Param{Knob: knob.Knob{
		Key: "sensefj", Label: "Sense energy", Unit: "fJ", Kind: knob.Real, Min: 0.1, Max: 1e5, Log: true, Def: 10,
		Help: "Energy of one sense operation at the nominal supply of 1.2 V.", Source: "assumed",
	}, given: &given{by: rramMacros, figure: figureRead, as: func(m *Macro) (float64, bool) {
		x := figureRead.of(m)
		return float64(x * 1e3), x > 0
	}}}
	senseTime = &Param{Knob: knob.Knob{
		Key: "sensens", Label: "Sense time", Unit: "ns", Kind: knob.Real, Min: 0.1, Max: 1e5, Log: true, Def: 5,
		Help:   "Time of one sense operation at the nominal supply of 1.2 V; of a published macro, of an access.",
		Source: "assumed",
	}, given: &given{by: rramMacros, figure: figureReadTime}}
	deviceArea = &Param{Knob: knob.Knob{
		Key: "cellum2", Label: "Area of a device", Unit: "µm²", Kind: knob.Real, Min: 0.0001, Max: 100, Log: true,
		Def: 0.507, Help: "Area of a device with its selector: 30 F² at F = 130 nm.", Source: "assumed",
	}, given: &given{by: rramMacros, figure: figureArea}}
)

// writeSeconds is the time of the write of one device.
func writeSeconds(v *Values) float64 { return deviceWriteTime.Of(v) / 1e9 }

// supplySquare is the energy of a sense operation at a supply over that at the nominal one.
func supplySquare(volts float64) float64 {
	ratio := volts / nominalSupply
	return float64(ratio * ratio)
}

// senseSeconds is the time of a sense operation at a supply.
func senseSeconds(v *Values, volts float64) float64 {
	return float64(senseTime.Of(v) / 1e9 * supplyRise(volts))
}
