package forms_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"arraylab/devices"
	"arraylab/devices/fit"
	"arraylab/devices/fit/forms"
	"arraylab/devices/knob"
	"arraylab/devices/macrospin"
	"arraylab/sim/num"
	"arraylab/sim/rng"
)

var update = flag.Bool("update", false, "write the samples anew")

// steps are the pulses of the samples.
var steps = []int{0, 10, 20, 40, 70, 110, 160, 230, 320, 440, 600, 800, 1050, 1350, 1700, 2000}

// devicesOver is the resistance of device i of the published weak-RESET population after so many pulses, with half a
// percent of noise.
func devicesOver(i, pulses int) float64 {
	d := devices.HfOxWeakReset().Sample(rng.New(11, rng.D2D), uint64(i))
	noise := num.InvNorm(rng.New(12, "read").Source(uint64(i*4096 + pulses)).Float64())
	return devices.Round(d.Resistance(d.WMean(float64(pulses))) * num.Exp(0.005*noise))
}

// sampled are samples of a log-normal state.
func sampled(name string, n int, median, sd float64) (list []float64) {
	src := rng.New(13, name).Source(0)
	for range n {
		list = append(list, devices.Round(median*num.Exp(sd*num.InvNorm(src.Float64()))))
	}
	return list
}

// werOf is the error rate of a junction with a barrier of 60, a critical voltage of 0.25 V and a relaxation time of 1
// ns.
func werOf(t *testing.T, volts, ns float64) float64 {
	t.Helper()
	table, err := macrospin.Solve(60, volts/0.25, macrospin.Fine)
	if err != nil {
		t.Fatal(err)
	}
	return table.WER(ns)
}

// written are the samples as they are made.
func written(t *testing.T) map[string]string {
	low, high := sampled("low", 40, 5200, 0.2), sampled("high", 36, 64000, 0.5)
	text := func(x float64) string { return knob.Number(x) }
	all := map[string]string{}
	const n = 8
	wide, long := "pulses", "device,pulses,resistance (kohm)\n"
	for i := range n {
		wide += fmt.Sprintf(",device%d", i+1)
	}
	lists := make([][]float64, n)
	for _, p := range steps {
		wide += fmt.Sprintf("\n%d", p)
		for i := range n {
			r := devicesOver(i, p)
			wide += "," + text(r)
			lists[i] = append(lists[i], r)
		}
	}
	for i := range 3 {
		for _, p := range steps {
			long += fmt.Sprintf("d%d,%d,%s\n", i+1, p, text(devices.Round(devicesOver(i, p)/1e3)))
		}
	}
	all["pulses.csv"], all["readings.csv"] = wide+"\n", long
	states, one := "lrs (ohm),hrs (ohm)\n", "state,resistance (ohm)\n"
	for i, l := range low {
		h := ""
		if i < len(high) {
			h = text(high[i])
			one += "hrs," + h + "\n"
		}
		states += text(l) + "," + h + "\n"
		one += "lrs," + text(l) + "\n"
	}
	all["states.csv"], all["samples.csv"] = states, one
	lengths, voltages := "duration (ns),wer,n\n", "voltage (V),duration (ns),wer\n"
	src := rng.New(14, "counts").Source(0)
	for ns := 2.0; ns <= 9; ns++ {
		const trials = 1e6
		p := werOf(t, 0.6, ns)
		k := int(max(p*trials+num.InvNorm(src.Float64())*num.Exp(0.5*num.Log(p*trials))+0.5, 0))
		lengths += fmt.Sprintf("%g,%s,%g\n", ns, text(float64(k)/trials), trials)
	}
	for k := range 8 {
		volts := 0.45 + 0.05*float64(k)
		voltages += fmt.Sprintf("%.2f,4,%s\n", volts, text(devices.Round(werOf(t, volts,
			4)*num.Exp(0.03*num.InvNorm(src.Float64())))))
	}
	all["lengths.csv"], all["voltages.csv"] = lengths, voltages
	all["pulses.json"] = fmt.Sprintf("{\"pulses\": %s,\n \"resistance\": %s}\n", list(steps),
		strings.ReplaceAll(list(lists), "],[", "],\n  ["))
	all["states.json"] = fmt.Sprintf("{\"unit\": \"ohm\",\n \"lrs\": %s,\n \"hrs\": %s}\n", list(low), list(high))
	return all
}

func list(v any) string {
	b, _ := json.Marshal(v)
	return string(b)
}

// write writes the samples anew.
func write(t *testing.T, made map[string]string) {
	t.Helper()
	for name, body := range made {
		if err := os.WriteFile(filepath.Join("samples", name), []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestSamples: they are what they are made from, each is read without a doubt, and makes the device that it says.
func TestSamples(t *testing.T) {
	made := written(t)
	if *update {
		write(t, made)
	}
	for _, f := range forms.All() {
		if f.Sample != made[f.File] {
			t.Errorf("%s is not what it is made from: go test -update writes it anew", f.File)
		}
		got, err := fit.Measured([]byte(f.Sample), f.File, fit.Given{})
		if err != nil || len(got.Doubts) > 0 || strings.Contains(got.Words, "Not used") {
			t.Errorf("%s: %v %v %s", f.Key, err, got.Doubts, got.Words)
			continue
		}
		want := devices.MeasuredDevice
		if strings.Contains(f.Title, "MRAM") || f.Key == "voltages" {
			want = devices.STMRAM
		}
		if got.Technology != want || len(f.Sample) > 4096 {
			t.Errorf("%s makes %s, of %d bytes", f.Key, got.Technology.Name, len(f.Sample))
		}
		if again, ok := forms.Find(f.Key); !ok || again != f {
			t.Errorf("%s is not found", f.Key)
		}
	}
	if len(made) != len(forms.All()) {
		t.Errorf("%d samples for %d forms", len(made), len(forms.All()))
	}
}

// TestText: what is chosen is spelled as fit reads it.
func TestText(t *testing.T) {
	l := forms.Layout{Parts: []forms.Part{{Key: "lrs", Guess: "1"}, {Key: "none"}, {Key: "hrs", Guess: "3+4"}}}
	if got := l.Guesses(); !slices.Equal(got, []string{"1", "", "3+4"}) || l.Text(got) != "lrs=1,hrs=3+4" {
		t.Errorf("%q %q", got, l.Text(got))
	}
}
