package devices

import (
	"math"

	"arraylab/devices/knob"
	"arraylab/sim/num"
)

// mtjMacros are the published macros of ST-MRAM.
var mtjMacros = newMacros("st-mram", "mrammacro", map[macroFigure]string{
	figureDiameter: "diameter", figureErrors: "wer", figureWrite: "joules", figureRead: "read_joules",
	figureWriteTime: "write_seconds", figureReadTime: "read_seconds", figureArea: "cell_area",
})

// Of the default pulse and of a junction of a macro, whose barrier no publication gives.
const (
	mtjDefaultI     = 3
	mtjDefaultTau   = 3
	mtjDefaultDelta = 60
)

// tauGiven is the duration at which the nominal junction has the macro's error rate, by the closed form of the default
// current and barrier, solved for the duration:
//
//	tau = ln[(1 - Delta theta^2 (i-1)/ln(1-WER)) / i] / (2(i-1))
//
// The time of a write that macros state is another one: it holds drivers, and verification.
var tauGiven = &given{by: mtjMacros, figure: figureErrors, as: func(m *Macro) (float64, bool) {
	wer := figureErrors.of(m)
	if wer == 0 {
		return 0, false
	}
	const i = mtjDefaultI
	theta2 := float64(2 * num.Exp((float64(2*num.Log((i-1.0)/i))+float64((i-1)*math.Ln2))/(i+1)))
	odds := float64(float64(mtjDefaultDelta*(i-1))*theta2) / -num.Log1p(-wer)
	return num.Log((1+odds)/i) / (2 * (i - 1)), true
}}

var (
	mtjWriteEnergy = &Param{Knob: knob.Knob{
		Key: "mtjwritepj", Label: "Write energy", Unit: "pJ", Kind: knob.Real, Min: 0, Max: 1000, Log: true,
		Help: "Mean energy of a write at the strength 1; it scales with the pulse as V²/R t does. 0: it is V²/R t of the " +
			"junction.",
		Source: "V²/R t",
	}, given: &given{by: mtjMacros, figure: figureWrite}}
	mtjReadEnergy = &Param{Knob: knob.Knob{
		Key: "mtjreadpj", Label: "Read energy", Unit: "pJ", Kind: knob.Real, Min: 0, Max: 1000, Log: true,
		Help:   "Energy of a read, sense amplifier included. 0: V²/R t of the junction, and 5 fJ in the amplifier.",
		Source: "assumed: V²/R t, and 5 fJ in the sense amplifier",
	}, given: &given{by: mtjMacros, figure: figureRead}}
	mtjWriteTime = &Param{Knob: knob.Knob{
		Key: "mtjwritens", Label: "Write time", Unit: "ns", Kind: knob.Real, Min: 0, Max: 1e5, Log: true,
		Help: "Time of a write with all that belongs to it. 0: the duration of the pulse.", Source: "the pulse",
	}, given: &given{by: mtjMacros, figure: figureWriteTime}}
	mtjCellArea = &Param{Knob: knob.Knob{
		Key: "mtjum2", Label: "Area of a cell", Unit: "µm²", Kind: knob.Real, Min: 0.001, Max: 10, Log: true,
		Def: 0.0392, Help: "Area of a junction with its transistor: 50 F² with F = 28 nm.", Source: "assumed",
	}, given: &given{by: mtjMacros, figure: figureArea}, Acts: func(v *Values) bool { return mtjAreaBy.Is(v, "given") }}
)
