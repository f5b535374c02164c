package devices

import (
	"fmt"

	"arraylab/devices/knob"
)

// The area of a cell is that of its transistor, which must carry the current of a write: where that is weaker the cell
// is smaller (low-area cells: arXiv:1908.04085, abstract).
//
//	area = 3 F² (W/F + 1),  W = I/Isat, at least F;  F = 28 nm
//
// for a transistor of one finger; the formula and the current that a width carries are assumed.

const mtjFeature = 28e-9 // m: assumed

var (
	mtjAreaBy = &Param{Knob: knob.Knob{
		Key: "areaby", Label: "Area of a cell follows from", Kind: knob.OneOf,
		Choices: []knob.Choice{
			{Value: "given", Label: "itself", Help: "as it is given"},
			{Value: "current", Label: "the write current",
				Help: "the transistor is as wide as the larger one of both currents needs"},
		},
		Help: "Whether weaker programming buys area.", Source: "that it does: arXiv:1908.04085, abstract; law assumed",
	}}
	mtjDrivability = &Param{Knob: knob.Knob{
		Key: "isat", Label: "Current of a transistor", Unit: "µA/µm", Kind: knob.Real, Min: 10, Max: 3000, Log: true,
		Def: 600, Help: "Current that the access transistor carries per width.", Source: "assumed",
	}, Acts: areaByCurrent}
)

func areaByCurrent(v *Values) bool { return mtjAreaBy.Is(v, "current") }

// amperes is the larger one of the currents in which writes begin.
func (d *mtjDevice) amperes() float64 { return max(d.i[toAP]*d.ic0[toAP], d.i[toP]*d.ic0[toP]) }

// cellArea is the area of a cell in m2, and its source.
func (d *mtjDevice) cellArea(v *Values) (m2 float64, source string) {
	if !areaByCurrent(v) {
		return mtjCellArea.Of(v) / 1e12, sourced(v, "assumed: 50 F² with F = 28 nm; a complementary pair a weight would "+
			"take twice that", mtjCellArea)
	}
	// A/(µA/µm) is m.
	width := max(d.amperes()/mtjDrivability.Of(v), mtjFeature)
	return float64(3 * mtjFeature * (width + mtjFeature)),
		"assumed: 3 F² (W/F + 1) with F = 28 nm, the width W of the transistor from the current of a write"
}

// Where the picture of one spin begins to fail: all assumed, as the limits differ from stack to stack.
const (
	coherentDiameter = 30   // nm
	backHopping      = 4    // Ic0
	incubation       = 3e-9 // s
	heating          = 1e-3 // W in the junction
)

// limits say where the macrospin picture no longer holds under the values.
func (d *mtjDevice) limits(v *Values) (notes []string) {
	say := func(beyond bool, text string, x ...any) {
		if beyond {
			notes = append(notes, "Beyond one spin: "+fmt.Sprintf(text, x...))
		}
	}
	diameter := mtjDiameter.Of(v)
	say(diameter > coherentDiameter, "a junction of %g nm turns over from a nucleus or by a wall, not at once as above "+
		"about 30 nm (assumed): its barrier is lower than that of its volume, and times differ.", diameter)
	say(max(d.i[toAP], d.i[toP]) > backHopping, "at currents above some 4 Ic0 (assumed) junctions hop back, as the "+
		"reference layer is driven, too: write error rates rise again there.")
	say(d.second > 0 && d.second < incubation, "pulses shorter than some 3 ns (assumed) are as long as the incubation "+
		"before the switching, which here comes from the first angle alone.")
	power := 0.0
	for b, volts := range d.volts {
		path := d.path(b, volts)
		power = max(power, volts*volts/(path*path)*(path-d.series))
	}
	say(power > heating, "%.2g mW heat the junction, which lowers its barrier while it is written; above some 1 mW "+
		"(assumed) that counts.", power*1e3)
	return notes
}
