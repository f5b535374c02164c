package fit_test

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"strconv"
	"strings"
	"testing"

	"arraylab/devices"
	"arraylab/devices/fit"
	"arraylab/devices/macrospin"
	"arraylab/sim/num"
	"arraylab/sim/rng"
)

// TestSignsOfVoltagesAreToldOf: both directions are taken to be alike, and the words say so.
func TestSignsOfVoltagesAreToldOf(t *testing.T) {
	const rows = "%s0.5,0.2\n%s0.6,0.1\n0.7,0.04\n0.8,0.015\n0.9,0.006\n1.0,0.002\n"
	for _, signs := range [][2]any{{"", ""}, {"-", "-"}} {
		f, err := fit.Measured([]byte("V,wer\n"+fmt.Sprintf(rows, signs[0], signs[1])), "data.csv", fit.Given{})
		if err != nil {
			t.Fatal(err)
		}
		told := strings.Contains(f.Words, "Signs of voltages are ignored") &&
			strings.Contains(f.Words, "2 are below zero, 4 above.")
		if told != (signs[0] == "-") {
			t.Errorf("with the signs %q the words are %q", signs, f.Words)
		}
	}
}

// TestAGivenBarrierIsHeld, as one of the table is; two that differ are refused.
func TestAGivenBarrierIsHeld(t *testing.T) {
	const rows = "t (ns),wer%s\n1,0.3%[2]s\n2,0.1%[2]s\n3,0.03%[2]s\n4,0.01%[2]s\n5,0.003%[2]s\n6,0.001%[2]s\n"
	body := func(name, value string) []byte { return []byte(fmt.Sprintf(rows, name, value)) }
	in, err := fit.Measured(body(",delta", ",40"), "data.csv", fit.Given{})
	if err != nil {
		t.Fatal(err)
	}
	beside, err := fit.Measured(body("", ""), "data.csv", fit.Given{Delta: 40})
	if err != nil || !maps.Equal(in.Values, beside.Values) || !strings.Contains(beside.Words, "given, 40 kT") {
		t.Errorf("beside the table %v, in it %v; %v: %q", beside.Values, in.Values, err, beside.Words)
	}
	for _, bad := range []float64{41, 1, 1e9} {
		var wrong *fit.FileError
		if _, err := fit.Measured(body(",delta", ",40"), "data.csv", fit.Given{Delta: bad}); !errors.As(err, &wrong) ||
			wrong.Column != "delta" {
			t.Errorf("a barrier of %g beside one of 40: %v", bad, err)
		}
	}
}

// junction is a made-up device with the numbers that a table of error rates tells.
type junction struct{ delta, vc, tauD float64 }

// wer is its error rate by the solver.
func (j junction) wer(t *testing.T, volts, seconds float64) float64 {
	t.Helper()
	table, err := macrospin.Solved(j.delta, volts/j.vc, macrospin.Fine)
	if err != nil {
		t.Fatal(err)
	}
	return table.WER(seconds / j.tauD)
}

// of is the junction of a fit.
func of(t *testing.T, f fit.Fit) devices.Junction {
	t.Helper()
	if f.Technology != devices.STMRAM || f.Values["memory"] != "st-mram" {
		t.Fatalf("the memory is %s: %s", f.Values["memory"], f.Words)
	}
	v, _, err := devices.Parse(devices.STMRAM, devices.STMRAM.Ordered(f.Values))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := devices.STMRAM.Characterise(&v, devices.Ask{N: 100, Seed: 1, Charts: true}); err != nil {
		t.Error(err)
	}
	return devices.JunctionOf(&v)
}

// within checks a number to a share of itself.
func within(t *testing.T, what string, got, want, share float64) {
	t.Helper()
	if !(math.Abs(got-want) <= share*math.Abs(want)) {
		t.Errorf("%s is %.5g: want %.5g within %g %%", what, got, want, 100*share)
	}
}

func rates(t *testing.T, body string) fit.Fit {
	t.Helper()
	f, err := fit.Measured([]byte(body), "data.csv", fit.Given{})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func number4(x float64) string { return strconv.FormatFloat(x, 'g', 5, 64) }

// TestLengthsComeBack: a table over lengths at one voltage. The barrier is held at its true value, so current and
// relaxation time come back to what the coarser solutions of the fit are worth.
func TestLengthsComeBack(t *testing.T) {
	for _, j := range []junction{{60, 0.25, 1.1e-9}, {60, 0.1, 0.4e-9}, {60, 0.35, 2e-9}} {
		body, with := "pulse width (ns),WER\n", "duration (us),WER (%),write voltage (mV)\n"
		for _, x := range []float64{2, 3, 4, 5, 6, 7, 8} {
			seconds := x / (0.5/j.vc - 1) * j.tauD
			p := j.wer(t, 0.5, seconds)
			body += number4(seconds*1e9) + "," + number4(p) + "\n"
			with += number4(seconds*1e6) + "," + number4(p*100) + ",500\n"
		}
		f := rates(t, body)
		got := of(t, f)
		within(t, "the current", got.I[0], 0.5/j.vc, 0.02)
		within(t, "the relaxation time", got.TauD, j.tauD, 0.02)
		if f.Values["drive"] != "normalized" || !strings.Contains(f.Words, "Held: a barrier of 60 kT") {
			t.Errorf("drive %s: %s", f.Values["drive"], f.Words)
		}
		f = rates(t, with)
		got = of(t, f)
		within(t, "the critical voltage", got.Critical[0], j.vc, 0.02)
		within(t, "that of the other direction", got.Critical[1], j.vc, 0.02)
		within(t, "the relaxation time", got.TauD, j.tauD, 0.02)
		within(t, "the current of the pulse", got.I[0], 0.5/j.vc, 0.02)
		if f.Values["volts"] != "0.5" {
			t.Errorf("the voltage is %s", f.Values["volts"])
		}
	}
}

// TestVoltagesComeBack: a table over voltages with one length of pulse, or with none.
func TestVoltagesComeBack(t *testing.T) {
	j := junction{60, 0.2, 0.8e-9}
	body, without := "V;t (ns);ber\n", "voltage;ber\n"
	for _, volts := range []float64{0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6} {
		p := strings.ReplaceAll(number4(j.wer(t, volts, 3e-9)), ".", ",")
		v := strings.ReplaceAll(number4(volts), ".", ",")
		body += v + ";3;" + p + "\n"
		without += v + ";" + p + "\n"
	}
	got := of(t, rates(t, body))
	within(t, "the critical voltage", got.Critical[0], j.vc, 0.03)
	within(t, "the relaxation time", got.TauD, j.tauD, 0.03)
	got = of(t, rates(t, without))
	within(t, "the critical voltage", got.Critical[0], j.vc, 0.03)
	within(t, "the length over the relaxation time", got.Tau*0.6/0.6, 3e-9/j.tauD, 0.03)
}

// TestBarrierComesBack: slow and weak pulses tell the barrier; a column of the table gives it.
func TestBarrierComesBack(t *testing.T) {
	j := junction{42, 0.5, 1e-9}
	body := "pulse length (us),voltage (V),wer\n"
	for _, volts := range []float64{0.28, 0.3, 0.32, 0.34, 0.36, 0.38} {
		for _, us := range []float64{1, 3, 10, 30} {
			if p := j.wer(t, volts, us*1e-6); p > 1e-6 && p < 0.999 {
				body += fmt.Sprintf("%g,%g,%s\n", us, volts, number4(p))
			}
		}
	}
	f := rates(t, body)
	got := of(t, f)
	within(t, "the barrier", got.Delta, j.delta, 0.05)
	within(t, "the critical voltage", got.Critical[0], j.vc, 0.05)
	if !strings.Contains(f.Words, "the barrier, ") {
		t.Error(f.Words)
	}
	strong := junction{90, 0.2, 1e-9}
	body = "delta;t (ns);wer\n"
	for _, ns := range []float64{2, 3, 4, 5, 6, 7} {
		body += fmt.Sprintf("90;%g;%s\n", ns, number4(strong.wer(t, 0.5, ns*1e-9)))
	}
	f = rates(t, body)
	if got := of(t, f); got.Delta != 90 || !strings.Contains(f.Words, "the barrier of the table, 90 kT") {
		t.Errorf("%v %s", got.Delta, f.Words)
	} else {
		within(t, "the current", got.I[0], 2.5, 0.02)
		within(t, "the relaxation time", got.TauD, 1e-9, 0.02)
	}
}

// TestCountsComeBack: drawn counts of a million writes, the last ones without an error.
func TestCountsComeBack(t *testing.T) {
	j := junction{60, 0.2, 1e-9}
	src := rng.New(3, "counts").Source(0)
	body, n := "t (ns),errors,n,wer\n", 1e6
	zeros := 0
	for ns := 2.0; ns <= 9; ns++ {
		p := j.wer(t, 0.5, ns*1e-9)
		k := math.Max(math.Round(p*n+math.Sqrt(p*n)*num.InvNorm(src.Float64())), 0)
		if k == 0 {
			zeros++
		}
		body += fmt.Sprintf("%g,%g,%g,%.4g\n", ns, k, n, k/n)
	}
	f := rates(t, body)
	got := of(t, f)
	within(t, "the current", got.I[0], 2.5, 0.1)
	within(t, "the relaxation time", got.TauD, 1e-9, 0.1)
	if zeros == 0 || !strings.Contains(f.Words, fmt.Sprintf("%d of them without an error", zeros)) ||
		len(f.Doubts) > 0 {
		t.Errorf("%d zeros: %s %v", zeros, f.Words, f.Doubts)
	}
}

// TestRatesThatNoJunctionHas: what rises again is doubted, what rises all along is refused.
func TestRatesThatNoJunctionHas(t *testing.T) {
	f := rates(t, "t (ns),wer\n1,0.3\n2,3e-2\n3,1e-3\n4,1e-4\n5,1e-2\n6,2e-2\n")
	if len(f.Doubts) == 0 || !strings.Contains(f.Doubts[0], "does not follow") {
		t.Errorf("%v: %s", f.Doubts, f.Words)
	}
	_, err := fit.Measured([]byte("t (ns),wer\n1,1e-3\n2,3e-3\n3,5e-3\n4,2e-2\n5,0.1\n6,0.3\n"),
		"data.csv", fit.Given{})
	if err == nil || !strings.Contains(err.Error(), "rates that fall") {
		t.Errorf("rising rates: %v", err)
	}
}
