package devices

import (
	"fmt"

	"arraylab/devices/macrospin"
	"arraylab/sim/num"
	"arraylab/sim/rng"
)

// longest is the longest time that a sheet names, in s: the age of the universe, thousandfold.
const longest = 4e20

// mtjSheet characterises the nominal device, and a population of devices around it.
func mtjSheet(v *Values, ask Ask) (Sheet, error) {
	d := mtjOf(v)
	var wer [2]float64
	var spread [2]surface
	for b := range wer {
		wer[b] = num.Exp(d.lnWER(b, 1, 1, macrospin.Fine))
		spread[b] = d.writeSurface(v, b)
	}
	mean, sd, skew := d.table(toAP, macrospin.Fine).Moments()
	ber := half([2]float64{spread[toAP].expected(), spread[toP].expected()})
	_, sdLn, skewLn := spread[toAP].moments()
	code := secdedOf(v)
	hours := keptHours(v)
	joules := d.joules(macrospin.Fine)
	losses := d.lossSurface(v, float64(hours*3600))
	area, _ := d.cellArea(v)
	s := Sheet{Numbers: []Number{
		{Key: "wer", Label: "Write error rate", Value: half(wer), Note: "mean of both directions, nominal device"},
		{Key: "wer_pap", Label: "Write error rate P to AP", Value: wer[toAP]},
		{Key: "wer_app", Label: "Write error rate AP to P", Value: wer[toP]},
		{Key: "ber", Label: "Mean write error rate of the devices", Value: ber,
			Note: "with the spreads of RA and anisotropy"},
		{Key: "ber_ecc", Label: fmt.Sprintf("What the %v code leaves of them", code), Value: code.BitErrorRate(ber),
			Note: "in closed form, for independent bits; whether the code is used or not"},
		{Key: "spread_ln_wer", Label: "Standard deviation of ln WER over devices", Value: sdLn,
			Note: "P to AP"},
		{Key: "skew_ln_wer", Label: "Skewness of ln WER over devices", Value: skewLn,
			Note: "P to AP; 0 where WERs are log-normal: far below 1, and of a small spread"},
		{Key: "mean", Label: "Mean switching time", Value: min(mean, longest/d.tauD), Unit: "τD",
			Note: "P to AP; at most 4e20 s is shown"},
		{Key: "sd", Label: "Standard deviation of the switching time", Value: min(sd, longest/d.tauD), Unit: "τD",
			Note: "likewise"},
		{Key: "skew", Label: "Skewness of the switching time", Value: skew},
		{Key: "joules", Label: "Energy of a write", Value: half(joules), Unit: "J", Note: "mean of both directions"},
		{Key: "joules_pap", Label: "Energy of a write P to AP", Value: joules[toAP], Unit: "J",
			Note: "the voltage is constant: less after the switching, when R is high"},
		{Key: "joules_app", Label: "Energy of a write AP to P", Value: joules[toP], Unit: "J",
			Note: "more after the switching, when R is low"},
		{Key: "read_joules", Label: "Energy of a read", Value: d.readJoules(v), Unit: "J"},
		{Key: "write_seconds", Label: "Time of a write", Value: d.writeSeconds(v), Unit: "s"},
		{Key: "read_seconds", Label: "Time of a read", Value: float64(mtjReadTime.Of(v) * 1e-9), Unit: "s"},
		{Key: "cell_area", Label: "Area of a cell", Value: area * 1e12, Unit: "µm²"},
		{Key: "diameter", Label: "Diameter", Value: mtjDiameter.Of(v) / 1e9, Unit: "m"},
		{Key: "weight_joules", Label: "Energy of storing a weight", Value: float64(cellsPerBit(v) * half(joules)),
			Unit: "J", Note: "with its share of check bits where a code is used"},
		{Key: "delta", Label: "Barrier", Value: d.delta, Unit: "kT"},
		{Key: "i_pap", Label: "Current P to AP", Value: d.i[toAP], Unit: "Ic0"},
		{Key: "i_app", Label: "Current AP to P", Value: d.i[toP], Unit: "Ic0"},
		{Key: "tau", Label: "Duration of the pulse", Value: d.tau, Unit: "τD"},
		{Key: "ic0", Label: "Critical current P to AP", Value: d.ic0[toAP], Unit: "A"},
		{Key: "ic0_app", Label: "Critical current AP to P", Value: d.ic0[toP], Unit: "A"},
		{Key: "taud", Label: "Relaxation time", Value: d.tauD, Unit: "s"},
		{Key: "volts", Label: "Voltage of the pulse P to AP", Value: d.volts[toAP], Unit: "V"},
		{Key: "volts_app", Label: "Voltage of the pulse AP to P", Value: d.volts[toP], Unit: "V"},
		{Key: "seconds", Label: "Duration of the pulse", Value: d.second, Unit: "s"},
		{Key: "rp", Label: "Resistance of P", Value: d.r[toAP], Unit: "Ω"},
		{Key: "rap", Label: "Resistance of AP", Value: d.r[toP], Unit: "Ω"},
		{Key: "retention_s", Label: "Mean life of a stored bit", Value: min(d.lifetime(), longest), Unit: "s",
			Note: "at most 4e20 s is shown"},
		{Key: "lost", Label: fmt.Sprintf("Bits lost in %g h", hours), Value: losses.expected()},
		{Key: "read_disturb", Label: "Probability that a read turns a P over", Value: d.readDisturb(v)},
	}, Notes: mtjNotes(v, &d)}
	s.Numbers = append(s.Numbers, senseNumbers(v, &d, ask)...)
	s.verified(v, withStuck(d.settled(v), stuckShare.Of(v), verifyWrites.Int(v)), written(v, writtenMTJ), 1,
		mtjCosts(v), ask)
	s.stuckBits(v, ask)
	s.refreshed(v, mtjCosts(v))
	if ask.Charts {
		s.Charts = mtjCharts(v, &d, &spread[toAP], ask)
	}
	return s, nil
}

// half is the mean over both directions.
func half(x [2]float64) float64 { return float64(0.5 * (x[0] + x[1])) }

// mtjNotes say what is assumed and where laws end.
func mtjNotes(v *Values, d *mtjDevice) []string {
	notes := []string{
		"A +1 is P and a -1 is AP, and each write starts from the opposite state: assumed. Spreads, read pulse, cell " +
			"area and the energy of the amplifier are assumed.",
		"WERs come from the Fokker-Planck solver; the dashed closed forms are within 1 % of it from i = " +
			"3 and Δ = 40 on.",
	}
	if mtjSpreadRA.Of(v) > 0 || mtjSpreadHk.Of(v) > 0 {
		notes = append(notes, "Spreads of RA and anisotropy are normal; what WERs the devices have then is solved "+
			"for, not assumed. They are log-normal, as arXiv:2209.13828 says, where they are far below 1 and the "+
			"spread is small: with more of either, few devices err as much as that law says.")
	}
	notes = append(notes, d.limits(v)...)
	if mtjSet.Is(v, "assumed") {
		notes = append(notes, "No published set of devices has a barrier near 60: this device is assumed.")
	}
	if hasCode(v) && d.readDisturb(v) >= never {
		notes = append(notes, "Reads disturb words of the code as if they had been written without error: what both "+
			"kinds of errors do in one word is left out.")
	}
	if inVolts(v) && max(d.i[0], d.i[1]) == macrospin.MaxI {
		notes = append(notes, fmt.Sprintf("The current is above %d Ic0, where the solver ends: it counts as that.",
			macrospin.MaxI))
	}
	return notes
}

// mtjMost is the largest population that is drawn for a chart.
const mtjMost = 20000

// draw draws ln p of devices.
func (s *surface) draw(ask Ask) []float64 {
	draws := rng.New(ask.Seed, rng.Layer(rng.D2D, 0))
	x := make([]float64, min(max(ask.N, 1000), mtjMost))
	for k := range x {
		w := draws.Block(uint64(k), 0)
		x[k] = s.ln(num.InvNorm(rng.Uniform(w[0])), num.InvNorm(rng.Uniform(w[1])))
	}
	return x
}
