package devices

import (
	"math"

	"arraylab/devices/knob"
)

// amplifier is a precharge sense amplifier (PCSA): both its outputs are precharged and discharge through a
// device each, and the faster branch wins. It compares ln R, and its answer is the XNOR of the bit
// stored and the input bit, which exchanges the branches in front of the latch. All its lengths are in ln R.
//
// A margin m is the difference of ln R in favour of the stored bit. With an offset o, normal over the
// amplifiers, the answer is right where m + o > dead, wrong where m + o < -dead, and between them the latch
// is metastable and falls to either side.
type amplifier struct {
	offset float64 // spread of the offset over the amplifiers (D2D)
	dead   float64 // half width of the dead zone
	// timeout is the ln R above which a branch is too slow: with both above it, neither output has
	// fallen when the result is taken, and nothing is read. +Inf where the amplifier waits.
	timeout float64
}

// wrong is the probability of a wrong answer for a margin that is normal with a mean and a spread, over
// cells and amplifiers. With the spread 0 it is P(error | R1, R2), m = ln(R2/R1) for a stored bit with R1 < R2.
func (a amplifier) wrong(mean, spread float64) float64 {
	sd := math.Sqrt(float64(spread*spread) + float64(a.offset*a.offset))
	return float64(0.5*normalBelow(-a.dead, mean, sd)) + float64(0.5*normalBelow(a.dead, mean, sd))
}

// answer is what the amplifier makes of the margin m between its branches with its offset o: 1 for
// the bit of a positive margin, -1 for the other, 0 where it is metastable.
func (a amplifier) answer(m, o float64) int {
	switch d := m + o; {
	case d > a.dead:
		return 1
	case d < -a.dead:
		return -1
	}
	return 0
}

// late tells whether neither branch with these ln R has discharged in time.
func (a amplifier) late(bl, blb float64) bool { return math.Min(bl, blb) > a.timeout }

// xnor is the answer with an input of +1 or -1: the branches of BL and BLb, ln R each, are exchanged for -1. The
// latch stands before that exchange, so that its offset goes with the cells (assumed).
func (a amplifier) xnor(bl, blb, o float64, input int) int { return input * a.answer(blb-bl, o) }

// The supply. Mismatch of the input transistors by dVt counts as dVt gm/I in ln R, and gm/I rises towards
// the threshold. What is assumed: the interpolation of gm/I, its constants, and that what the latch
// cannot tell apart in its time grows in the same measure.
const (
	nominalSupply    = 1.2   // V
	thresholdVoltage = 0.4   // V
	weakInversion    = 0.036 // V: 1/(gm/I) far below the threshold, slope factor 1.4 at 300 K
)

// supplyRise is gm/I at a supply voltage over that at the nominal one.
func supplyRise(volts float64) float64 {
	return gmOverI(volts) / gmOverI(nominalSupply)
}

func gmOverI(volts float64) float64 {
	half := math.Max(volts-thresholdVoltage, 0) / 2
	return 1 / math.Sqrt(float64(weakInversion*weakInversion)+float64(half*half))
}

// amplifierAt is the amplifier at a supply voltage; at the nominal one it is exact but for its offset.
func amplifierAt(v *Values, volts float64) amplifier {
	rise := supplyRise(volts)
	return amplifier{
		offset:  float64(pcsaOffset.Of(v) * rise),
		dead:    float64(pcsaDead.Of(v) * (rise - 1)),
		timeout: math.Inf(1),
	}
}

var (
	pcsaOffset = &Param{Knob: knob.Knob{
		Key: "offset", Label: "Amplifier offset", Unit: "ln R", Kind: knob.Real, Min: 0, Max: 2, Def: 0.01,
		Help: "Spread over the sense amplifiers of their offset at the nominal supply of 1.2 V, as a difference " +
			"of ln R. One amplifier serves the cells of a column of a tile.",
		Source: "assumed",
	}}
	pcsaSupply = &Param{Knob: knob.Knob{
		Key: "supply", Label: "Amplifier supply", Unit: "V", Kind: knob.Real, Min: 0.4, Max: 1.2, Def: nominalSupply,
		Help: "Supply of the sense amplifiers. Towards the threshold of 0.4 V their offset grows and small " +
			"differences leave them metastable.",
		Source: "assumed",
	}}
	pcsaDead = &Param{Knob: knob.Knob{
		Key: "dead", Label: "Dead zone", Unit: "ln R", Kind: knob.Real, Min: 0, Max: 1, Log: true, Def: 0.02,
		Help: "Half width of the dead zone, within which the amplifier falls to either side, at a supply where " +
			"offsets are twice those at 1.2 V. At 1.2 V there is none; it grows as the offsets do.",
		Source: "assumed",
	}}
	tileRows = &Param{Knob: knob.Knob{
		Key: "tile", Label: "Tile", Unit: "rows", Kind: knob.OneOf, Def: 4,
		Choices: []knob.Choice{
			{Value: "64", Label: "64 x 64", Help: "64 rows share the amplifier of a column"},
			{Value: "128", Label: "128 x 128", Help: "128 rows share one"},
			{Value: "256", Label: "256 x 256", Help: "256 rows share one"},
			{Value: "512", Label: "512 x 512", Help: "512 rows share one"},
			{Value: "1024", Label: "1024 x 1024", Help: "1024 rows share one"},
		},
		Help: "Size of the arrays on which a layer is laid out, a row a neuron: the cells of a column of a tile " +
			"share one sense amplifier.",
		Source: "assumed",
	}}
)

// rowsOfTile is the number of rows that share an amplifier.
func rowsOfTile(v *Values) int { return 64 << tileRows.Int(v) }
