package devices_test

import (
	"errors"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat"

	"arraylab/devices"
	"arraylab/sim/rng"
)

// population is a sample of the preset's devices.
func population(n int) []devices.Device {
	p := devices.HfOxWeakReset()
	s := rng.New(1, "population")
	d := make([]devices.Device, n)
	for i := range d {
		d[i] = p.Sample(s, uint64(i))
	}
	return d
}

func column(d []devices.Device, f func(devices.Device) float64) []float64 {
	x := make([]float64, len(d))
	for i := range d {
		x[i] = f(d[i])
	}
	return x
}

// TestPopulationMedians checks the noise-free medians of R, which follow from the published laws:
// 4 standard errors of a sample median are 2 sqrt(n) places in the sorted sample, whatever the law.
func TestPopulationMedians(t *testing.T) {
	const n = 100000
	d := population(n)
	for _, c := range []struct{ t, median float64 }{{0, 7030}, {100, 7478}, {500, 8558}, {1000, 9039}, {2000, 9390}} {
		r := column(d, func(d devices.Device) float64 { return d.Resistance(d.WMean(c.t)) })
		slices.Sort(r)
		off := int(2 * math.Sqrt(n))
		if lo, hi := r[n/2-off], r[n/2+off]; c.median < lo-0.5 || c.median > hi+0.5 {
			t.Errorf("after %g pulses the median R is %.1f ohm, between %.1f and %.1f: want %g", c.t, r[n/2],
				lo, hi, c.median)
		}
	}
}

// TestParameterMoments checks closed forms to the digits given, and the sampler within 4 standard
// errors of them.
func TestParameterMoments(t *testing.T) {
	p := devices.HfOxWeakReset()
	within := func(what string, got, want, tol float64) {
		if !(math.Abs(got-want) <= tol) {
			t.Errorf("%s is %g: want %g within %g", what, got, want, tol)
		}
	}
	within("mean of M1", p.M1.Mean(), 6.94e-4, 0.005e-4)
	within("mean of TStar", p.TStar.Mean(), 628, 0.5)
	within("median of TStar", p.TStar.Median(), 515, 0.5)
	within("mean of R0", p.R0.Mean(), 7003, 0.5)
	within("median of Amp", p.Median().Amp, 0.25, 0)

	const n = 100000
	d := population(n)
	for _, c := range []struct {
		name string
		law  rng.Law
		of   func(devices.Device) float64
	}{
		{"M1", p.M1, func(d devices.Device) float64 { return d.M1 }},
		{"TStar", p.TStar, func(d devices.Device) float64 { return d.TStar }},
		{"C1", p.C1, func(d devices.Device) float64 { return d.C1 }},
		{"M2", p.M2, func(d devices.Device) float64 { return d.M2 }},
		{"R0", p.R0, func(d devices.Device) float64 { return d.R0 }},
		{"Amp", p.Amp, func(d devices.Device) float64 { return d.Amp }},
	} {
		x := column(d, c.of)
		mean, sd := stat.MeanStdDev(x, nil)
		within("sample mean of "+c.name, mean, c.law.Mean(), 4*sd/math.Sqrt(n))
		lo, hi := c.law.Bounds()
		if slices.Min(x) < lo || slices.Max(x) > hi {
			t.Errorf("%s lies in [%g, %g]: allowed is [%g, %g]", c.name, slices.Min(x), slices.Max(x), lo, hi)
		}
		// The standard error of a standard deviation is that of a normal law at most, for bounded laws.
		if c.name == "R0" {
			within("sd of R0", sd, 345, 0.5+4*sd/math.Sqrt(2*n))
		}
	}
	// The six parameters of a device are independent.
	for name, of := range map[string]func(devices.Device) float64{
		"TStar": func(d devices.Device) float64 { return d.TStar },
		"R0":    func(d devices.Device) float64 { return d.R0 },
		"M2":    func(d devices.Device) float64 { return d.M2 },
	} {
		r := stat.Correlation(column(d, func(d devices.Device) float64 { return d.M1 }), column(d, of), nil)
		within("correlation of M1 and "+name, r, 0, 4/math.Sqrt(n))
	}
}

func TestSamplePinned(t *testing.T) {
	got := devices.HfOxWeakReset().Sample(rng.New(1, "pinned"), 0)
	want := devices.Device{M1: 0.0006586582718657444, TStar: 1582.2852384307062, C1: -0.010308262487842631,
		M2: 2.019330616600682e-05, R0: 7088.814335730441, Amp: 0.09361858881311491}
	if got != want {
		t.Errorf("first device %#v: want %#v", got, want)
	}
}

func TestMeanCurve(t *testing.T) {
	d := devices.Device{M1: 1e-3, TStar: 500, C1: 0.02, M2: 1e-5, R0: 7000}
	for _, c := range []struct{ t, w float64 }{{0, 0.02}, {100, 0.12}, {500, 0.52}, {1500, 0.53}, {10500, 0.62}} {
		if got := d.WMean(c.t); math.Abs(got-c.w) > 1e-12 {
			t.Errorf("wMean(%g) = %g: want %g", c.t, got, c.w)
		}
	}
	if below, at := d.WMean(math.Nextafter(500, 0)), d.WMean(500); math.Abs(below-at) > 1e-12 {
		t.Errorf("the curve jumps at the kink from %v to %v", below, at)
	}
	if got := d.Resistance(0.02); math.Abs(got-7000*math.Exp(0.02)) > 1e-9 {
		t.Errorf("R = %v", got)
	}
}

// TestCurveOff: without the measured curve the slope is M1 for ever.
func TestCurveOff(t *testing.T) {
	s := devices.NewSingle(devices.HfOxWeakReset(), devices.Switches{D2D: true}, devices.NewStreams(1, 1, 0), 5)
	s.Pulse(4000, 0)
	if got, want := s.W(0), 4000*s.Device.M1+s.Device.C1; math.Abs(got-want) > 1e-12 {
		t.Errorf("w = %v after 4000 pulses: want %v", got, want)
	}
}

func TestTrap(t *testing.T) {
	p := devices.HfOxWeakReset()
	if got := p.TrapStationary(); math.Abs(got-0.2857) > 5e-5 {
		t.Errorf("a trap is high with probability %v: want 0.2857", got)
	}
	// The closed form against one transition after the other.
	for _, high := range []bool{false, true} {
		q := map[bool]float64{false: 0, true: 1}[high]
		for n := range 3000 {
			if got := p.TrapHigh(high, n); math.Abs(got-q) > 1e-12 {
				t.Fatalf("TrapHigh(%v, %d) = %v: want %v", high, n, got, q)
			}
			q = q*(1-p.HighToLow) + (1-q)*p.LowToHigh
		}
	}
	// A population of traps after many short steps.
	const n, pulses = 20000, 3000
	count := 0
	streams := devices.NewStreams(1, 1, 0)
	for i := range uint64(n) {
		s := devices.NewSingle(p, devices.Switches{RTN: true}, streams, 2*i)
		for step := range uint64(pulses / 10) {
			s.Pulse(10, step)
		}
		if s.High {
			count++
		}
	}
	q := p.TrapHigh(false, pulses)
	if z := (float64(count) - n*q) / math.Sqrt(n*q*(1-q)); math.Abs(z) > 4 {
		t.Errorf("%d of %d traps are high: %.1f standard errors from %.0f", count, n, z, n*q)
	}
}

// TestTelegraph: a high trap adds U1 U2 Amp, of mean Amp/4 and mean square Amp^2/9.
func TestTelegraph(t *testing.T) {
	const n = 20000
	s := devices.NewSingle(devices.HfOxWeakReset(), devices.Switches{RTN: true}, devices.NewStreams(1, 1, 0), 7)
	if s.W(0) != s.Device.WMean(0) {
		t.Error("a fresh trap is high")
	}
	s.High = true
	x := make([]float64, n)
	for step := range x {
		x[step] = (s.W(uint64(step)) - s.Device.WMean(0)) / s.Device.Amp
		if x[step] <= 0 || x[step] >= 1 {
			t.Fatalf("U1 U2 = %v", x[step])
		}
	}
	mean, sd := stat.MeanStdDev(x, nil)
	want := math.Sqrt(1.0/9 - 1.0/16)
	if z := (mean - 0.25) / (want / math.Sqrt(n)); math.Abs(z) > 4 || math.Abs(sd/want-1) > 4/math.Sqrt(n) {
		t.Errorf("U1 U2 has mean %.4f (%.1f standard errors from 1/4) and sd %.4f: want %.4f", mean, z, sd, want)
	}
}

func TestPinkNoise(t *testing.T) {
	p := devices.HfOxWeakReset()
	sum, square := 0.0, 0.0
	for _, b := range devices.PinkWeights() {
		sum += b
		square += b * b
	}
	mean, sd := p.PinkScale*sum/2, p.PinkScale*math.Sqrt(square/12)
	if math.Abs(mean-0.0542) > 5e-5 || math.Abs(sd-0.0100) > 5e-5 {
		t.Errorf("full filter: mean %.5f, sd %.5f: want 0.0542, 0.0100", mean, sd)
	}
	// b_k = C(2k, k)/4^k
	if b := devices.PinkWeights(); b[1] != 0.5 || b[2] != 0.375 || b[14] != 40116600.0/(1<<28) {
		t.Errorf("coefficients %v", b)
	}
	// Samples: devices with 20 pulses, each once.
	const n = 20000
	x := make([]float64, n)
	streams := devices.NewStreams(1, 1, 0)
	for i := range x {
		s := devices.NewSingle(p, devices.Switches{Pink: true}, streams, uint64(i))
		s.Pulse(20, 0)
		x[i] = s.W(0) - s.Device.WMean(20)
	}
	m, d := stat.MeanStdDev(x, nil)
	if math.Abs(m-mean) > 4*sd/math.Sqrt(n) || math.Abs(d-sd) > 4*sd/math.Sqrt(2*n) {
		t.Errorf("samples have mean %v, sd %v: want %v, %v", m, d, mean, sd)
	}
	// One pulse: a single uniform number.
	s := devices.NewSingle(p, devices.Switches{Pink: true}, streams, 1)
	if s.W(0) != s.Device.WMean(0) {
		t.Error("a device without pulses has pink noise")
	}
	s.Pulse(1, 0)
	if noise := s.W(0) - s.Device.WMean(1); noise <= 0 || noise >= p.PinkScale {
		t.Errorf("after one pulse the noise is %v: want one uniform number times %v", noise, p.PinkScale)
	}
}

func TestValidate(t *testing.T) {
	if err := devices.HfOxWeakReset().Validate(); err != nil {
		t.Errorf("the preset is not valid: %v", err)
	}
	for name, change := range map[string]func(*devices.WeakReset){
		"negative resistance": func(p *devices.WeakReset) { p.R0 = rng.Normal(1, 2).Truncated(-1, 3) },
		"endless slope":       func(p *devices.WeakReset) { p.M1 = rng.Exponential(0, 1) },
		"probability":         func(p *devices.WeakReset) { p.LowToHigh = 0.7 },
		"NaN":                 func(p *devices.WeakReset) { p.HighToLow = math.NaN() },
		"negative amplitude":  func(p *devices.WeakReset) { p.Amp = rng.UniformLaw(-1, 1) },
	} {
		p := devices.HfOxWeakReset()
		change(&p)
		var e *devices.ParamError
		if err := p.Validate(); !errors.As(err, &e) {
			t.Errorf("%s: Validate gave %v: want a *ParamError", name, err)
		}
	}
}
