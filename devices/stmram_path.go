package devices

import "arraylab/devices/knob"

// The current of a junction goes through its transistor, in series, and its AP state loses resistance with the voltage
// over the junction:
//
//	R_AP(V) = R_P (1 + TMR/(1 + (V/Vh)^2)),  R_P the same at each voltage (assumed)
//
// With Vh = 0 TMR does not fall, and without a series resistance the whole voltage is over the junction.

var (
	mtjSeries = &Param{Knob: knob.Knob{
		Key: "rseries", Label: "Transistor in series", Unit: "Ω", Kind: knob.Real, Min: 0, Max: 1e5, Log: true,
		Help: "Resistance of the access transistor and the lines, in writes and reads: voltages are over it and the " +
			"junction together.",
		Source: "0: the junction alone; values assumed",
	}}
	mtjHalf = &Param{Knob: knob.Knob{
		Key: "vhalf", Label: "TMR half at", Unit: "V", Kind: knob.Real, Min: 0, Max: 5,
		Help: "Voltage over the junction at which TMR has fallen to a half, by 1/(1 + (V/Vh)²); 0: it does not fall. " +
			"Junctions have 0.4 to 0.6 V (assumed).",
		Source: "form and values assumed",
	}}
)

// halvings is how often an interval is halved to find a voltage, to the last digits.
const halvings = 60

// ohms is the resistance of a state, numbered by the write that begins in it, with a voltage over the junction.
func (d *mtjDevice) ohms(state int, junction float64) float64 {
	if state == toAP || d.half == 0 {
		return d.r[state]
	}
	x := junction / d.half
	return float64(d.r[toAP] * (1 + (d.r[toP]/d.r[toAP]-1)/(1+float64(x*x))))
}

// path is the resistance of a state and what is in series, with a voltage over both.
func (d *mtjDevice) path(state int, volts float64) float64 {
	return d.ohms(state, d.share(state, volts)) + d.series
}

// share is what of a voltage is over the junction.
func (d *mtjDevice) share(state int, volts float64) float64 {
	if d.series == 0 {
		return volts
	}
	return solve(volts, func(junction float64) float64 {
		r := d.ohms(state, junction)
		return float64(volts * r / (r + d.series))
	})
}

// pathOf is the resistance of a state and what is in series, under a current in A.
func (d *mtjDevice) pathOf(state int, amperes float64) float64 {
	if d.half == 0 {
		return d.r[state] + d.series
	}
	junction := solve(amperes*d.r[state], func(junction float64) float64 { return amperes * d.ohms(state, junction) })
	return d.ohms(state, junction) + d.series
}

// solve finds the x in [0, most] with f(x) = x, for an f that does not rise.
func solve(most float64, f func(float64) float64) float64 {
	low, high := 0.0, most
	for range halvings {
		if middle := float64(0.5 * (low + high)); f(middle) > middle {
			low = middle
		} else {
			high = middle
		}
	}
	return float64(0.5 * (low + high))
}

// less is the current through a junction of another RA over that through the nominal one, in the state in which a write
// begins: the transistor evens them out.
func (d *mtjDevice) less(b int, ra float64) float64 {
	if d.series == 0 {
		return ra
	}
	r := d.path(b, d.volts[b]) - d.series
	return (float64(ra*r) + d.series) / (r + d.series)
}
