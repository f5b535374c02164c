package devices

import (
	"fmt"
	"math"

	"arraylab/devices/knob"
	"arraylab/sim/num"
)

// FeFET is memory of ferroelectric transistors, whose errors depend on the bit and on the temperature.
var FeFET = &Technology{
	Name:  "fefet",
	Title: "FeFET",
	Help:  "ferroelectric transistors: 0s and 1s fail at different rates that rise with temperature",
	Source: "Yayla et al., FeFET-based binarized neural networks under temperature-dependent bit errors, 2022 " +
		"(abstract); rates assumed",
	Equations: []Equation{
		{"P(0 → 1) = p01(T),  P(1 → 0) = p10(T), independent", "Yayla et al. 2022, abstract"},
		{"ln p between two temperatures of the table: linear", "assumed, as is the table"},
		{"a neuron's sum of n weights, half of them +1, shifts by n (p01 - p10)", "derived"},
	},
	Params: []*Param{fefetMacros.Param, temperature, fefet01, fefet10, fefetWriteTime, fefetArea},
	Macros: fefetMacros,
	Ideal:  map[*Param]float64{fefet01: 0, fefet10: 0},
	Sheets: fefetMemory{},
	Arrays: fefetMemory{},
	Costs: func(v *Values) Costs {
		write := Cost{10e-15, fefetWriteTime.Of(v) / 1e9, "assumed: 5 fJ to turn the polarization of each of two " +
			"transistors"}
		return Costs{
			Write0: write, Write1: write,
			Pulse:  Cost{Source: "not pulsed"},
			Set:    Cost{Source: "not pulsed"},
			Read:   Cost{1e-15, 1e-9, "assumed: XNOR in a cell of two transistors"},
			Decode: Cost{Source: "no code"},
			Cells:  2, Area: 2 * fefetArea.Of(v) / 1e12,
			AreaSource: sourced(v, "assumed: 0.1 µm² for two transistors at 28 nm", fefetArea),
		}
	},
}

// fefetMemory is what that memory does.
type fefetMemory struct{}

func (fefetMemory) Sheet(v *Values, ask Ask) (Sheet, error) { return fefetSheet(v, ask) }

func (fefetMemory) Array(v *Values, site Site) Array {
	return asymmetric{p01: fefet01.Of(v), p10: fefet10.Of(v)}.array(site)
}

// fefetMacros are the published macros of FeFETs.
var fefetMacros = newMacros("fefet", "fefetmacro", map[macroFigure]string{
	figureWriteTime: "write_seconds", figureArea: "cell_area",
})

var (
	fefetWriteTime = &Param{Knob: knob.Knob{
		Key: "fefetns", Label: "Write time", Unit: "ns", Kind: knob.Real, Min: 0.1, Max: 1e6, Log: true, Def: 100,
		Help: "Duration of the pulse that turns the polarization.", Source: "assumed",
	}, given: &given{by: fefetMacros, figure: figureWriteTime}}
	fefetArea = &Param{Knob: knob.Knob{
		Key: "fefetum2", Label: "Area of a transistor", Unit: "µm²", Kind: knob.Real, Min: 0.001, Max: 10, Log: true,
		Def: 0.05, Help: "Area of one of the two transistors of a weight.", Source: "assumed",
	}, given: &given{by: fefetMacros, figure: figureArea}}
)

// fefetTable are the error rates over the temperature: assumed, about a percent at 85 °C.
var fefetTable = []struct{ kelvin, p01, p10 float64 }{
	{253, 2e-4, 4e-4},
	{273, 5e-4, 1e-3},
	{300, 1.5e-3, 3.5e-3},
	{330, 5e-3, 1.2e-2},
	{358, 9e-3, 2.2e-2},
}

var (
	fefet01 = &Param{Knob: knob.Knob{
		Key: "p01", Label: "P(0 → 1)", Kind: knob.Real, Min: 0, Max: 0.5, Log: true,
		Help: "Probability that a stored 0, a weight of -1, is a 1. It follows from the temperature where it is " +
			"not set.",
		Source: "that it differs from P(1 → 0): Yayla et al. 2022, abstract; table assumed",
	}, Default: func(v *Values) float64 { p, _ := fefetRates(temperature.Of(v)); return p }}
	fefet10 = &Param{Knob: knob.Knob{
		Key: "p10", Label: "P(1 → 0)", Kind: knob.Real, Min: 0, Max: 0.5, Log: true,
		Help: "Probability that a stored 1, a weight of +1, is a 0. It follows from the temperature where it is " +
			"not set.",
		Source: "that it differs from P(0 → 1): Yayla et al. 2022, abstract; table assumed",
	}, Default: func(v *Values) float64 { _, p := fefetRates(temperature.Of(v)); return p }}
)

// fefetRates interpolates the table; beyond its ends it goes on as its last piece does, up to 0.5.
func fefetRates(kelvin float64) (p01, p10 float64) {
	k := 1
	for k < len(fefetTable)-1 && kelvin > fefetTable[k].kelvin {
		k++
	}
	a, b := fefetTable[k-1], fefetTable[k]
	t := (kelvin - a.kelvin) / (b.kelvin - a.kelvin)
	between := func(x, y float64) float64 {
		if t == 1 {
			return y // to the last digit
		}
		return math.Min(float64(x*num.Exp(float64(t*num.Log(y/x)))), 0.5)
	}
	return between(a.p01, b.p01), between(a.p10, b.p10)
}

// fefetBeyond tells whether a temperature is outside the table.
func fefetBeyond(kelvin float64) bool {
	return kelvin < fefetTable[0].kelvin || kelvin > fefetTable[len(fefetTable)-1].kelvin
}

func fefetSheet(v *Values, ask Ask) (Sheet, error) {
	a := asymmetric{p01: fefet01.Of(v), p10: fefet10.Of(v)}
	drawn := a.draw(ask)
	s := Sheet{Numbers: append(a.numbers(drawn),
		Number{Key: "write_seconds", Label: "Time of a write", Value: fefetWriteTime.Of(v) / 1e9, Unit: "s"},
		Number{Key: "cell_area", Label: "Area of a transistor", Value: fefetArea.Of(v), Unit: "µm²"}),
		Notes: []string{"The rates over the temperature are assumed: the table was not read by us. Writes " +
			"are not verified here: rates tell how often a cell errs, not whether another write of it would."}}
	kelvin := temperature.Of(v)
	if fefetBeyond(kelvin) {
		s.Notes = append(s.Notes, fmt.Sprintf(
			"%g K is outside the table, %g to %g K: the rates there are extrapolated.",
			kelvin, fefetTable[0].kelvin, fefetTable[len(fefetTable)-1].kelvin))
	}
	if ask.Charts {
		s.Charts = []Plot{fefetChart(v), a.rowsChart(drawn), a.shiftChart(drawn), a.shareChart()}
	}
	return s, nil
}

// fefetChart is both rates over the temperature.
func fefetChart(v *Values) Plot {
	c := Plot{Key: "temperature", Title: "Error rates over the temperature", X: "temperature (K)",
		Y: "probability of an error", LogY: true,
		Words: "Both errors become more frequent with heat; a 1 fails more often than a 0. The table is assumed."}
	line01, line10 := Curve{Name: "0 → 1", Style: StyleLine}, Curve{Name: "1 → 0", Style: StyleLine}
	for kelvin := temperature.Min; kelvin <= temperature.Max; kelvin += 2 {
		p01, p10 := fefetRates(kelvin)
		line01.add(kelvin, p01)
		line10.add(kelvin, p10)
	}
	table01, table10 := Curve{Name: "0 → 1, table", Style: StyleDots}, Curve{Name: "1 → 0, table", Style: StyleDots}
	for _, row := range fefetTable {
		table01.add(row.kelvin, row.p01)
		table10.add(row.kelvin, row.p10)
	}
	now := Curve{Name: "now", Style: StyleMark}
	for _, p := range []float64{fefet01.Of(v), fefet10.Of(v)} {
		if p > 0 { // a logarithmic axis has no 0
			now.add(temperature.Of(v), p)
		}
	}
	c.Lines = []Curve{line01, line10, table01, table10, now}
	return c
}
