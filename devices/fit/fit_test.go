package fit_test

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"arraylab/devices"
	"arraylab/devices/fit"
	"arraylab/devices/knob"
	"arraylab/sim/num"
	"arraylab/sim/rng"
)

// readings are the pulse numbers of a synthetic measurement: close together at first.
func readings(last, n int) (t []int) {
	for i := range n {
		if x := int(math.Round(float64(last) * float64(i*i) / float64((n-1)*(n-1)))); i == 0 || x > t[len(t)-1] {
			t = append(t, x)
		}
	}
	return t
}

// file spells a measurement as a CSV file: ohms of device i after t pulses, with read noise of ln R.
func file(t []int, n int, noise float64, ohms func(i, t int) float64) []byte {
	var b strings.Builder
	b.WriteString("# made up\npulses")
	for i := range n {
		fmt.Fprintf(&b, ",device%d", i+1)
	}
	src := rng.New(5, "read").Source(0)
	for _, at := range t {
		fmt.Fprintf(&b, "\n%d", at)
		for i := range n {
			fmt.Fprintf(&b, ",%.7g", ohms(i, at)*math.Exp(noise*num.InvNorm(src.Float64())))
		}
	}
	return []byte(b.String())
}

// number is a number of the fit's values.
func number(t *testing.T, f fit.Fit, key string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(f.Values[key], 64)
	if err != nil {
		t.Fatalf("%s: %v", key, err)
	}
	return x
}

// near checks a number of the fit within a share of itself.
func near(t *testing.T, f fit.Fit, key string, want, tolerance float64) {
	t.Helper()
	if got := number(t, f, key); !(math.Abs(got-want) <= tolerance*math.Abs(want)) {
		t.Errorf("%s = %v: want %v within %g %%", key, got, want, 100*tolerance)
	}
}

// measured fits a file and checks what every fit must hold: a link that the device accepts, and finite
// numbers.
func measured(t *testing.T, body []byte, form string) fit.Fit {
	t.Helper()
	f := measuredAny(t, body)
	if f.Form != form || f.Values["form"] != form || f.Values["memory"] != "measured" {
		t.Errorf("the form is %s, the values are %v: want %s\n%s", f.Form, f.Values, form, f.Words)
		for _, n := range f.Sheet.Numbers {
			t.Logf("%s %v", n.Key, n.Value)
		}
	}
	return f
}

// measuredAny does so whatever the form.
func measuredAny(t *testing.T, body []byte) fit.Fit {
	t.Helper()
	f, err := fit.Measured(body, "data.csv", fit.Given{})
	if err != nil {
		t.Fatal(err)
	}
	accepted(t, f)
	return f
}

// accepted checks what every fit must hold.
func accepted(t *testing.T, f fit.Fit) {
	t.Helper()
	v := f.Technology.Defaults()
	for key, text := range f.Values {
		if key == "memory" {
			continue
		}
		p := f.Technology.ParamOf(key)
		x, err := p.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		digits := strings.TrimLeft(strings.ReplaceAll(strings.Split(text, "e")[0], ".", ""), "0")
		if p.Put(&v, x); p.Kind == knob.Real && len(digits) > 4 && x < 1e4 {
			t.Errorf("%s = %s has more than four digits", key, text)
		}
	}
	if f.Technology.Check != nil {
		if err := f.Technology.Check(&v); err != nil {
			t.Error(err)
		}
	}
	s, err := f.Technology.Sheet(&v, devices.Ask{N: 500, Seed: 1, Charts: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []devices.Sheet{f.Sheet, s} {
		if _, err := json.Marshal(s); err != nil {
			t.Error(err)
		}
	}
}

// hfox is the published population, device by device.
func hfox(i, t int) float64 {
	d := devices.HfOxWeakReset().Sample(rng.New(7, rng.D2D), uint64(i))
	return d.Resistance(d.WMean(float64(t)))
}

// TestLineComesBack: the published weak-RESET population, measured with and without read noise, gives
// its own laws back. The laws are cut a little in the publication, and 300 devices have a sampling
// error of 6 % of a mean and of 4 % of a spread: hence the tolerances.
func TestLineComesBack(t *testing.T) {
	for _, noise := range []float64{0, 0.003} {
		f := measured(t, file(readings(2000, 80), 300, noise, hfox), devices.FormLine)
		near(t, f, "mr", 7040, 0.015)
		near(t, f, "mrsd", 0.072, 0.15)
		near(t, f, "ms1", 4.81e-4, 0.2)
		near(t, f, "mkink", 542.5, 0.2)
		near(t, f, "mkinksd", 0.803, 0.2)
		near(t, f, "ms2", 1.95e-5, 0.25)
		if f.Values["ms1law"] != devices.LawExponential || f.Values["ms2law"] != devices.LawExponential {
			t.Errorf("the slopes are %s and %s: want exponential laws", f.Values["ms1law"], f.Values["ms2law"])
		}
		if got := number(t, f, "mnoise"); math.Abs(got-noise) > 0.05*noise+1e-5 {
			t.Errorf("the noise is %v: want %v", got, noise)
		}
		if f.Values["mlast"] != "2000" || f.Values["pulses"] != "1000" {
			t.Errorf("the last pulse is %s, a bit takes %s", f.Values["mlast"], f.Values["pulses"])
		}
	}
}

// TestNoisyDevicesComeBack: devices with telegraph and pink noise, one by one as a measurement finds them.
func TestNoisyDevicesComeBack(t *testing.T) {
	at := readings(2000, 60)
	const n = 100
	r := map[[2]int]float64{}
	sw := devices.Switches{Curve: true, RTN: true, Pink: true, D2D: true}
	for i := range n {
		d := devices.NewSingle(devices.HfOxWeakReset(), sw, devices.NewStreams(7, 7, 0), uint64(i))
		before := 0
		for step, t := range at {
			d.Pulse(t-before, uint64(step))
			before = t
			r[[2]int{i, t}] = d.R(uint64(step))
		}
	}
	f := measured(t, file(at, n, 0, func(i, t int) float64 { return r[[2]int{i, t}] }), devices.FormLine)
	near(t, f, "mr", 7040*math.Exp(0.04), 0.05)
	if got := number(t, f, "mnoise"); got < 0.01 || got > 0.1 {
		t.Errorf("the noise is %v in ln R", got)
	}
}

// TestConductanceComesBack: the older form, saturated or not.
func TestConductanceComesBack(t *testing.T) {
	law := devices.Conductance{Gmax: 1.3e-4, Gmin: 1.3e-5, B: 2, Gran: 200}
	src := rng.New(3, "scale").Source(0)
	scale := make([]float64, 40)
	for i := range scale {
		scale[i] = 0.05 * num.InvNorm(src.Float64())
	}
	ohms := func(i, t int) float64 { return math.Exp(scale[i]) / law.G(float64(t)) }
	for _, last := range []int{200, 300} {
		for _, noise := range []float64{0, 0.003} {
			f := measured(t, file(readings(last, 50), len(scale), noise, ohms), devices.FormConductance)
			near(t, f, "mgmax", 1.3e-4, 0.03)
			near(t, f, "mgmin", 1.3e-5, 0.03)
			near(t, f, "mb", 2, 0.03)
			near(t, f, "mgran", 200, 0.02)
			near(t, f, "mgsd", 0.05, 0.3)
			// The seven digits of the file leave a little.
			if got := number(t, f, "msnr"); got > 2e-5 {
				t.Errorf("the noise of pulses is %v where there is none", got)
			}
		}
	}
}

// TestPulseNoiseComesBack: what each pulse leaves behind is told from the noise of reading.
func TestPulseNoiseComesBack(t *testing.T) {
	const n, snr = 40, 0.002
	law := devices.Conductance{Gmax: 1.3e-4, Gmin: 1.3e-5, B: 2, Gran: 200, SNR: snr}.Response()
	at := readings(200, 40)
	r := map[[2]int]float64{}
	for i := range n {
		src, state, before := rng.New(4, "walk").Source(uint64(i)), float32(0), 0
		var traits devices.Traits
		for _, t := range at {
			for ; before < t; before++ {
				state = law.Pulse(&traits, state, 1, num.InvNorm(src.Float64()))
			}
			r[[2]int{i, t}] = law.Ohms() * math.Exp(float64(law.Ln(&traits, state)))
		}
	}
	f := measured(t, file(at, n, 0, func(i, t int) float64 { return r[[2]int{i, t}] }), devices.FormConductance)
	near(t, f, "msnr", snr, 0.15)
	near(t, f, "mb", 2, 0.15)
	near(t, f, "mgmax", 1.3e-4, 0.1)
	near(t, f, "mgmin", 1.3e-5, 0.25)
}

// TestCurveTakesTheRest: a law that no form knows, an S over ln R, and one that falls again.
func TestCurveTakesTheRest(t *testing.T) {
	for _, law := range map[string]func(x float64) float64{
		"S":         func(x float64) float64 { return 1 / (1 + math.Exp(-(x-500)/60)) },
		"rise, dip": func(x float64) float64 { return math.Sin(x / 1000 * 2 * math.Pi) },
	} {
		src := rng.New(3, "offsets").Source(0)
		offset, factor := make([]float64, 60), make([]float64, 60)
		for i := range offset {
			offset[i], factor[i] = 0.1*num.InvNorm(src.Float64()), math.Exp(0.2*num.InvNorm(src.Float64()))
		}
		at := readings(1000, 100)
		f := measured(t, file(at, len(offset), 0.01, func(i,
			t int) float64 {
			return 5000 * math.Exp(offset[i]+factor[i]*law(float64(t)))
		}), devices.FormCurve)
		for j := range devices.Knots {
			x := devices.KnotAt(j, 1000)
			// The median of 60 devices is known to 1.25 * 0.1/sqrt(60) in ln R, and of the factor to twice that.
			near(t, f, fmt.Sprintf("q%d", j), 5000*math.Exp(law(x)), 0.1)
		}
		near(t, f, "mrsd", 0.1, 0.3)
		near(t, f, "mrise", 0.2, 0.3)
	}
}

// samplesFile spells samples as a CSV file.
func samplesFile(low, high []float64) []byte {
	var b strings.Builder
	b.WriteString("LRS (ohm);HRS (ohm)\r\n")
	for i := range max(len(low), len(high)) {
		for j, s := range [][]float64{low, high} {
			if i < len(s) {
				fmt.Fprintf(&b, "%.6g", s[i])
			}
			b.WriteString([]string{";", "\r\n"}[j])
		}
	}
	return []byte(b.String())
}

func draws(n int, name string, law func(z float64) float64) []float64 {
	src, x := rng.New(1, name).Source(0), make([]float64, n)
	for i := range x {
		x[i] = law(num.InvNorm(src.Float64()))
	}
	return x
}

// TestStatesComeBack: medians and spreads within 4 standard errors.
func TestStatesComeBack(t *testing.T) {
	const n, m = 1000, 800
	low := draws(n, "low", func(z float64) float64 { return 5000 * math.Exp(0.2*z) })
	high := draws(m, "high", func(z float64) float64 { return 80000 * math.Exp(0.7*z) })
	f := measured(t, samplesFile(low, high), devices.FormLognormal)
	near(t, f, "mlrs", 5000, 4*0.2/math.Sqrt(n))
	near(t, f, "mhrs", 80000, 4*0.7/math.Sqrt(m))
	near(t, f, "mlrssd", 0.2, 4/math.Sqrt(2*n))
	near(t, f, "mhrssd", 0.7, 4/math.Sqrt(2*m))
	for _, key := range []string{"r2_lrs", "r2_hrs"} {
		if i := slices.IndexFunc(f.Sheet.Numbers,
			func(n devices.Number) bool { return n.Key == key }); f.Sheet.Numbers[i].Value < 0.99 {
			t.Errorf("%s = %v", key, f.Sheet.Numbers[i].Value)
		}
	}
}

// TestQuantilesTakeTheRest: a state with two humps is used as it is.
func TestQuantilesTakeTheRest(t *testing.T) {
	low := draws(1000, "low", func(z float64) float64 { return 5000 * math.Exp(0.2*z) })
	humps := draws(2000, "humps", func(z float64) float64 { return 40000 * math.Exp(0.1*z+math.Copysign(1, z)) })
	f := measured(t, samplesFile(low, humps), devices.FormQuantiles)
	for j, p := range devices.Probabilities {
		near(t, f, fmt.Sprintf("lq%d", j), 5000*math.Exp(0.2*num.InvNorm(p)), 0.1)
		if z := num.InvNorm(p); p != 0.5 {
			near(t, f, fmt.Sprintf("hq%d", j), 40000*math.Exp(0.1*z+math.Copysign(1, z)), 0.05)
		}
	}
}

// TestJSONIsTheSame: the same table as CSV, long CSV and JSON gives the same fit.
func TestJSONIsTheSame(t *testing.T) {
	at := readings(2000, 30)
	var list [][]float64
	long := "device\tpulses\tresistance\n"
	for i := range 12 {
		var r []float64
		for _, t := range at {
			x, _ := strconv.ParseFloat(fmt.Sprintf("%.7g", hfox(i, t)), 64)
			r = append(r, x)
			long += fmt.Sprintf("%d\t%d\t%.7g\n", i, t, x)
		}
		list = append(list, r)
	}
	body, err := json.Marshal(map[string]any{"pulses": at, "resistance": list})
	if err != nil {
		t.Fatal(err)
	}
	want := measured(t, file(at, 12, 0, hfox), devices.FormLine)
	for _, other := range [][]byte{body, []byte(long)} {
		if f := measured(t, other, devices.FormLine); fmt.Sprint(f.Values) != fmt.Sprint(want.Values) {
			t.Errorf("the values are %v: want %v", f.Values, want.Values)
		}
	}
}

// TestFewDevices: a single device makes a device without spread.
func TestFewDevices(t *testing.T) {
	f := measured(t, file(readings(2000, 30), 1, 0.002, hfox), devices.FormLine)
	for _, key := range []string{"mrsd", "ms1sd", "mkinksd"} {
		if f.Values[key] != "0" {
			t.Errorf("one device has the spread %s = %s", key, f.Values[key])
		}
	}
	flat := measured(t, []byte("pulses,a\n0,5000\n1,5000\n2,5000\n3,5000\n4,5000\n"), devices.FormLine)
	near(t, flat, "mr", 5000, 0)
}

func BenchmarkMeasured(b *testing.B) {
	body := file(readings(2000, 80), 300, 0.003, hfox)
	for range b.N {
		if _, err := fit.Measured(body, "data.csv", fit.Given{}); err != nil {
			b.Fatal(err)
		}
	}
}
