package devices

import (
	"fmt"
	"math"

	"arraylab/sim/num"
	"arraylab/sim/rng"
)

// WeakReset are the laws and constants of a population of resistive devices that are moved by
// weak RESET pulses, all of one condition, so that only their number counts. Resistances are in
// ohm, everything else is without unit: slopes in ln R per pulse, offsets in ln R.
type WeakReset struct {
	M1    rng.Law // first slope of ln R, per pulse
	TStar rng.Law // kink, in pulses
	C1    rng.Law // offset of ln R
	M2    rng.Law // slope of ln R after the kink, per pulse
	R0    rng.Law // low-resistance state, ohm
	Amp   rng.Law // largest share of the telegraph noise in ln R; its lower end must be 0 or more

	LowToHigh float64 // telegraph noise: probability that a low trap goes high, per pulse
	HighToLow float64 // and of a high one to go low

	PinkScale float64 // pink noise: factor on the filter's output, in ln R

	Measured int // pulses up to which the curve was measured; beyond is extrapolation along M2
}

// ParamError says that a constant of a device model has a value that is not allowed.
type ParamError struct {
	Name    string
	Value   float64
	Allowed string
}

func (e *ParamError) Error() string {
	return fmt.Sprintf("devices: %s = %g is not allowed: it takes %s", e.Name, e.Value, e.Allowed)
}

// Validate returns a *ParamError for the first constant that makes no sense.
func (p WeakReset) Validate() error {
	for _, c := range []struct {
		name string
		law  rng.Law
	}{{"M1", p.M1}, {"TStar", p.TStar}, {"M2", p.M2}, {"R0", p.R0}, {"Amp", p.Amp}} {
		lo, hi := c.law.Bounds()
		if !(lo >= 0) || math.IsInf(hi, 1) {
			return &ParamError{"the lower end of " + c.name, lo, "0 or more, with a finite upper end"}
		}
	}
	if lo, _ := p.R0.Bounds(); !(lo > 0) {
		return &ParamError{"the lower end of R0", lo, "a resistance above 0 ohm"}
	}
	for name, q := range map[string]float64{"LowToHigh": p.LowToHigh, "HighToLow": p.HighToLow} {
		if !(q >= 0 && q <= 0.5) {
			return &ParamError{name, q, "a probability from 0 to 0.5"}
		}
	}
	return nil
}

// Switches turn the imperfections of the weak RESET on. The zero value is the ideal device: a
// constant slope, no noise, all devices alike.
type Switches struct {
	Curve bool // the measured kinked curve; off: slope M1 for ever, no kink
	RTN   bool // random telegraph noise
	Pink  bool // pink noise
	D2D   bool // device-to-device variability; off: every parameter is the median of its law
	// Stationary: noise is from the start what it is after very many pulses, and pink noise is centred. Fresh devices
	// are then as noisy as those that were pulsed. Off: the published form, in which they make no noise, and noise only
	// raises the resistance of those that were pulsed.
	Stationary bool
}

// centred tells whether pink noise is drawn with a full filter and a mean of 0.
func (s Switches) centred() bool { return s.Pink && s.Stationary }

// Device is one device of the population: what its place on the chip decides.
type Device struct {
	M1    float64 // first slope of ln R, per pulse
	TStar float64 // kink, in pulses
	C1    float64 // offset of ln R
	M2    float64 // second slope of ln R, per pulse
	R0    float64 // low-resistance state, ohm
	Amp   float64 // largest share of the telegraph noise in ln R
}

// Sample returns device number i of the population on a stream. It is a function of its place:
// parameter after parameter is the quantile of a uniform number of its own.
func (p WeakReset) Sample(s rng.Stream, i uint64) Device {
	a, b := s.Block(i, 0), s.Block(i, 1)
	return p.of(&a, &b)
}

// of returns the device of two random blocks.
func (p *WeakReset) of(a, b *[4]uint32) Device {
	return Device{
		M1:    p.M1.Quantile(rng.Uniform(a[0])),
		TStar: p.TStar.Quantile(rng.Uniform(a[1])),
		C1:    p.C1.Quantile(rng.Uniform(a[2])),
		M2:    p.M2.Quantile(rng.Uniform(a[3])),
		R0:    p.R0.Quantile(rng.Uniform(b[0])),
		Amp:   p.Amp.Quantile(rng.Uniform(b[1])),
	}
}

// Median returns the device with every parameter at the median of its law.
func (p WeakReset) Median() Device {
	return Device{
		M1: p.M1.Median(), TStar: p.TStar.Median(), C1: p.C1.Median(),
		M2: p.M2.Median(), R0: p.R0.Median(), Amp: p.Amp.Median(),
	}
}

// device returns device number i under the switches; median is p.Median().
func (p *WeakReset) device(sw Switches, median Device, s rng.Stream, i uint64) Device {
	a, b := s.Block(i, 0), s.Block(i, 1)
	return p.deviceOf(sw, &median, &a, &b)
}

// deviceOf returns the device of two random blocks under the switches.
func (p *WeakReset) deviceOf(sw Switches, median *Device, a, b *[4]uint32) Device {
	d := *median
	if sw.D2D {
		d = p.of(a, b)
	}
	if !sw.Curve {
		d.TStar, d.M2 = 0, d.M1
	}
	return d
}

// WMean returns the mean of w = ln(R/R0) after t pulses: slope M1 up to the kink, slope M2 from
// there on, continuous.
func (d Device) WMean(t float64) float64 {
	if t < d.TStar {
		return float64(d.M1*t) + d.C1
	}
	return float64(d.M2*t) + float64(d.TStar*(d.M1-d.M2)) + d.C1
}

// Resistance returns R0 e^w in ohm.
func (d Device) Resistance(w float64) float64 { return d.R0 * num.Exp(w) }
