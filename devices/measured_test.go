package devices_test

import (
	"errors"
	"math"
	"math/bits"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"arraylab/devices"
	"arraylab/devices/knob"
	"arraylab/sim/num"
	"arraylab/sim/rng"
)

func sampleMean(x []float64) float64 { return stat.Mean(x, nil) }
func sampleSD(x []float64) float64   { return stat.StdDev(x, nil) }

func sampleMedian(x []float64) float64 {
	x = slices.Sorted(slices.Values(x))
	return stat.Quantile(0.5, stat.LinInterp, x, nil)
}

func rngNormal(s *rng.Source) float64 { return num.InvNorm(s.Float64()) }

var measuredForms = []string{devices.FormLine, devices.FormConductance, devices.FormCurve, devices.FormLognormal,
	devices.FormQuantiles}

// TestMeasuredDefaults: every form works without a file, as an array or as pairs, not both, and its Sheet
// holds finite numbers only.
func TestMeasuredDefaults(t *testing.T) {
	tech := devices.MeasuredDevice
	for _, form := range measuredForms {
		v := *devices.ValuesOf(t, tech, "form", form, "pulses", "150")
		if err := tech.Check(&v); err != nil {
			t.Errorf("%s: %v", form, err)
		}
		site := devices.Site{Chip: 1, Seed: 1, Inputs: 100, Row1: 20}
		array, pairs := tech.Array(&v, site), tech.Pairs(&v, site)
		if (array == nil) == (pairs == nil) {
			t.Errorf("%s: an array: %v, pairs: %v: want one of them", form, array != nil, pairs != nil)
		}
		checkMeasuredSheet(t, tech, &v, form)
	}
	v := devices.ConductanceRRAM.Defaults()
	checkMeasuredSheet(t, devices.ConductanceRRAM, &v, "conductance")
}

// checkMeasuredSheet: each sheet can be drawn, and no curve is empty.
func checkMeasuredSheet(t *testing.T, tech *devices.Technology, v *devices.Values, what string) {
	t.Helper()
	s, err := tech.Sheet(v, devices.Ask{N: 2000, Seed: 1, Charts: true})
	if err != nil {
		t.Fatal(err)
	}
	devices.Drawable(t, what, s)
	if len(s.Charts) < 3 || len(s.Numbers) < 5 {
		t.Errorf("%s: %d charts and %d numbers", what, len(s.Charts), len(s.Numbers))
	}
	for _, c := range s.Charts {
		for _, l := range c.Lines {
			if len(l.X) == 0 {
				t.Errorf("%s: chart %s has a curve %q without points", what, c.Key, l.Name)
			}
		}
	}
}

// TestMeasuredExamples: without a file the device is near the published population.
func TestMeasuredExamples(t *testing.T) {
	model := devices.HfOxWeakReset()
	for _, form := range []string{"line", "curve"} {
		v := *devices.ValuesOf(t, devices.MeasuredDevice, "form", form, "mnoise", "0")
		s, err := devices.MeasuredDevice.Sheet(&v, devices.Ask{N: 4000, Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		r := make([]float64, 4000)
		for i := range r {
			d := model.Sample(rng.New(2, "d2d"), uint64(i))
			r[i] = d.Resistance(d.WMean(1000))
		}
		if got, want := devices.Figure(t, s, "p50"), sampleMedian(r); math.Abs(got/want-1) > 0.03 {
			t.Errorf("%s: the median after 1000 pulses is %.0f ohm: published %.0f", form, got, want)
		}
	}
}

func TestCheckMeasured(t *testing.T) {
	for _, c := range []struct {
		set []string
		key string
	}{
		{[]string{"mkinkmin", "2000"}, "mkinkmin"},
		{[]string{"form", "conductance", "mgmin", "2e-4"}, "mgmin"},
		{[]string{"form", "quantiles", "lq3", "1e6"}, "lq3"},
		{[]string{"form", "curve", "mkinkmin", "2000", "lq3", "1e6"}, ""},
	} {
		v := *devices.ValuesOf(t, devices.MeasuredDevice, c.set...)
		err := devices.MeasuredDevice.Check(&v)
		var text *knob.ValueError
		if (err == nil) != (c.key == "") || err != nil && (!errors.As(err, &text) || text.Key != c.key) {
			t.Errorf("%v: %v: want an error of %q", c.set, err, c.key)
		}
	}
}

// TestMisreadClosedForm: log-normal states have a bit error rate in closed form (PAPERS: the values of
// (muH-muL)/s = 3, 4, 5), and deep tails keep their digits.
func TestMisreadClosedForm(t *testing.T) {
	for _, c := range []struct{ window, double, single float64 }{{3, 1.69e-2, 6.68e-2}, {4, 2.34e-3, 2.28e-2},
		{5, 2.03e-4, 6.21e-3}} {
		const sd = 0.3
		v := *devices.ValuesOf(t, devices.MeasuredDevice, "form", "lognormal", "mlrs", "5000", "mlrssd", "0.3",
			"mhrssd", "0.3")
		p := devices.MeasuredDevice.ParamOf("mhrs")
		p.Put(&v, 5000*math.Exp(c.window*sd))
		s, err := devices.MeasuredDevice.Sheet(&v, devices.Ask{N: 1, Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		if got := devices.Figure(t, s, "ber_2t2r"); math.Abs(got/c.double-1) > 0.005 ||
			math.Abs(got/distuv.UnitNormal.CDF(-c.window/math.Sqrt2)-1) > 1e-9 {
			t.Errorf("window %v: differential BER %v: want %v", c.window, got, c.double)
		}
		if got := devices.Figure(t, s, "ber_1t1r"); math.Abs(got/c.single-1) > 0.005 {
			t.Errorf("window %v: single BER %v: want %v", c.window, got, c.single)
		}
	}
	low, high := devices.LognormalState(1e4, 0.1), devices.LognormalState(1e4*math.Exp(1), 0.1)
	if got, want := devices.Misread(&low, &high), math.Erfc(5)/2; math.Abs(got/want-1) > 1e-6 {
		t.Errorf("ten sd apart: %v: want %v", got, want)
	}
}

// TestSamplerDrawsItsStates programs a million cells: bit error rate and medians meet the law within 4
// standard errors, what is stored agrees with the resistances, and a perfect device makes no error.
func TestSamplerDrawsItsStates(t *testing.T) {
	for _, form := range []string{"lognormal", "quantiles"} {
		v := *devices.ValuesOf(t, devices.MeasuredDevice, "form", form, "mhrs", "10000", "hq0", "4000", "hq1", "5000",
			"hq2", "6000", "hq3", "8000")
		s, err := devices.MeasuredDevice.Sheet(&v, devices.Ask{N: 1, Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		const in, rows = 1000, 300
		array := devices.MeasuredDevice.Array(&v, devices.Site{Chip: 1, Inputs: in, Row1: rows})
		want, hold := make([]uint64, 16), make([]uint64, 16)
		bl, blb := make([]float32, in), make([]float32, in)
		wrong, low := 0, 0
		for row := range rows {
			for i := range want {
				want[i] = 0x5a3c96f00ff0c3a5 * uint64(row+1)
			}
			want[15] &= 1<<(in%64) - 1
			array.Program(hold, want, row)
			array.(devices.Resistive).Resistances(bl, blb, want, row)
			for i := range in {
				wrong += int((hold[i>>6] ^ want[i>>6]) >> (i & 63) & 1)
				if (hold[i>>6]>>(i&63)&1 == 1) != (bl[i] > blb[i]) && bl[i] != blb[i] {
					t.Fatalf("%s: cell %d of row %d holds the other sign than %v and %v ohm", form, i,
						row, bl[i], blb[i])
				}
				if r := []float32{bl[i], blb[i]}[want[i>>6]>>(i&63)&1]; float64(r) < devices.Figure(t, s, "lrs") {
					low++
				}
			}
			if hold[15]>>(in%64) != 0 {
				t.Fatal("bits beyond the row are set")
			}
		}
		const n = in * rows
		p := devices.Figure(t, s, "ber_2t2r")
		if z := (float64(wrong) - n*p) / math.Sqrt(n*p*(1-p)); math.Abs(z) > 4 {
			t.Errorf("%s: %d of %d bits are wrong: %.1f standard errors from %v", form, wrong, n, z, n*p)
		}
		if z := (float64(low) - n/2) / math.Sqrt(n/4); math.Abs(z) > 4 {
			t.Errorf("%s: %d of %d LRS devices are below the median", form, low, n)
		}
	}
	v := *devices.ValuesOf(t, devices.MeasuredDevice, "form", "lognormal", "mlrssd", "0", "mhrssd", "0")
	array := devices.MeasuredDevice.Array(&v, devices.Site{Chip: 1, Inputs: 64, Row1: 1})
	want, hold := []uint64{0x0123456789abcdef}, []uint64{0}
	if array.Program(hold, want, 0); bits.OnesCount64(hold[0]^want[0]) != 0 || array.Noisy() {
		t.Errorf("perfect devices hold %x: want %x", hold[0], want[0])
	}
}

// TestMeasuredIdeal: pairs without spread and noise read what was stored in them.
func TestMeasuredIdeal(t *testing.T) {
	for _, form := range []string{"line", "conductance", "curve"} {
		v := *devices.ValuesOf(t, devices.MeasuredDevice, "form", form, "d2d", "0", "mnoise", "0", "msnr", "0",
			"pulses", "100")
		const n = 600
		p := devices.MeasuredDevice.Pairs(&v, devices.Site{Chip: 1, Seed: 2, Inputs: 60, Row1: 10})
		p.Init(0, n)
		want := updates(n, 1)
		for i := range want {
			want[i] = 1 - 2*int8(uint8(want[i])>>7)
		}
		p.Program(0, n, want, 100, 3)
		for k := range n {
			if p.Weight(k) != want[k] {
				t.Fatalf("%s: weight %d is %d: want %d", form, k, p.Weight(k), want[k])
			}
		}
	}
}

// TestCurveMeetsItsKnots: the median device of a measured curve passes its knots.
func TestCurveMeetsItsKnots(t *testing.T) {
	v := *devices.ValuesOf(t, devices.MeasuredDevice, "form", "curve", "d2d", "0", "mnoise", "0", "q3", "5000", "q11",
		"30000", "mlast", "1210")
	for j, want := range []float64{7024, 7106, 7339, 5000, 8043, 8416, 8718, 8933, 9090, 9198, 9306, 30000} {
		p := devices.MeasuredDevice.Pairs(&v, devices.Site{Inputs: 1, Row1: 1})
		p.Init(0, 1)
		p.Program(0, 1, []int8{1}, 10*j*j, 0)
		if bl, _ := p.Resistances(0, 0); math.Abs(bl/want-1) > 1e-6 {
			t.Errorf("knot %d: %v ohm: want %v", j, bl, want)
		}
	}
}

// TestResponsesAreKept: what only changes how bits are stored needs no new devices.
func TestResponsesAreKept(t *testing.T) {
	site := devices.Site{Chip: 1, Seed: 1, Inputs: 8, Row1: 8}
	for _, c := range []struct {
		tech *devices.Technology
		set  []string
		kept bool
	}{
		{devices.MeasuredDevice, []string{"pulses", "7", "reprogram", "1"}, true},
		{devices.MeasuredDevice, []string{"mnoise", "0.5"}, false},
		{devices.MeasuredDevice, []string{"d2d", "0"}, false},
		{devices.MeasuredDevice, []string{"form", "curve"}, false},
		{devices.MeasuredDevice, []string{"form", "quantiles"}, false},
		{devices.ConductanceRRAM, []string{"gpulses", "7"}, true},
		{devices.ConductanceRRAM, []string{"b", "2.5"}, false},
	} {
		base, v := c.tech.Defaults(), *devices.ValuesOf(t, c.tech, c.set...)
		if got := c.tech.PulsedPairs.Keeps(c.tech.Pairs(&base, site), &v); got != c.kept {
			t.Errorf("%s, %v: kept is %v", c.tech.Name, c.set, got)
		}
	}
}

func BenchmarkSampler(b *testing.B) {
	v := devices.MeasuredDevice.Defaults()
	form := devices.MeasuredDevice.ParamOf("form")
	x, _ := form.Parse("lognormal")
	form.Put(&v, x)
	array := devices.MeasuredDevice.Array(&v, devices.Site{Chip: 1, Inputs: 1024, Row1: 1024})
	want, hold := make([]uint64, 16), make([]uint64, 16)
	for range b.N {
		for row := range 1024 {
			array.Program(hold, want, row)
		}
	}
}

func BenchmarkMeasuredSheet(b *testing.B) {
	for _, form := range measuredForms {
		b.Run(form, func(b *testing.B) {
			v := devices.MeasuredDevice.Defaults()
			p := devices.MeasuredDevice.ParamOf("form")
			x, _ := p.Parse(form)
			p.Put(&v, x)
			for range b.N {
				devices.MeasuredDevice.Sheet(&v, devices.Ask{N: 2000, Seed: 1, Charts: true})
			}
		})
	}
}
