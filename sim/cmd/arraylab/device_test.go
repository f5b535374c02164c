package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"math/bits"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"arraylab/devices"
	"arraylab/devices/fit/forms"
)

// object1 reads one JSON object.
func object1(t *testing.T, args ...string) map[string]any {
	t.Helper()
	out, err := call(t, append([]string{"device"}, args...)...)
	if err != nil {
		t.Fatalf("%q: %v", args, err)
	}
	var m map[string]any
	if err := json.Unmarshal([]byte(out), &m); err != nil || strings.Count(out, "\n") != 1 {
		t.Fatalf("%q: not one JSON object: %v in %q", args, err, out)
	}
	return m
}

func TestDeviceWeakReset(t *testing.T) {
	m := object1(t, "rram-weak-reset", "pulses=500", "n=100000", "noise=0", "seed=1")
	// The median follows from the published laws; 4 standard errors of it are 16 ohm.
	if p50, ok := m["p50"].(float64); !ok || math.Abs(p50-8558) > 16 {
		t.Errorf("p50 is %v, want 8558", m["p50"])
	}
	for _, key := range []string{"p5", "p95", "mean", "sd"} {
		if x, ok := m[key].(float64); !ok || x <= 0 {
			t.Errorf("%s is %v", key, m[key])
		}
	}
	if m["name"] != "rram-weak-reset" || m["units"] != nil || m["charts"] != nil || len(m["notes"].([]any)) == 0 {
		t.Errorf("%v", m)
	}
	// Flags may stand anywhere.
	m = object1(t, "-units", "rram-weak-reset", "n=100", "-charts", "noise=0")
	if m["units"].(map[string]any)["p50"] != "ohm" || len(m["charts"].([]any)) < 3 {
		t.Errorf("%v, %d charts", m["units"], len(m["charts"].([]any)))
	}
}

// TestDeviceNetwork: what a sheet says of a network is said of that of the experiment.
func TestDeviceNetwork(t *testing.T) {
	for link, want := range map[string]float64{
		"":                      (784*1024 + 1024*1024 + 1024*10) * 0.001,
		"v=1":                   (784*1024 + 1024*1024 + 1024*10) * 0.001,
		"#v=1&hidden=300-20":    (784*300 + 300*20 + 20*10) * 0.001,
		"hidden=7&memory=fefet": (784*7 + 7*10) * 0.001,
	} {
		if got := object1(t, "ber", "-link", link)["flips"].(float64); math.Abs(got-want) > 1e-9 {
			t.Errorf("-link %q: %v wrong weights, want %v", link, got, want)
		}
	}
	out, err := call(t, "device", "sot-mram", "-csv", "-charts", "-link", "hidden=400-100&input=binary")
	if err != nil || !strings.Contains(out, "energy,784-N-0.25N-10,closed,") ||
		!strings.Contains(out, "energy,400 neurons,") {
		t.Errorf("the energy over the width is not that of the network: %v", err)
	}
	if _, err := call(t, "device", "ber", "-link", "hidden=0"); !errors.As(err, &badUse{}) {
		t.Errorf("a bad link gives %v", err)
	}
}

func TestDeviceRandomBits(t *testing.T) {
	out, err := call(t, "device", "smtj", "-bits", "80001", "seed=3")
	again, _ := call(t, "device", "-bits", "80001", "smtj", "seed=3")
	if err != nil || len(out) != 10001 || out != again {
		t.Fatalf("%d bytes, %v, the same again: %v", len(out), err, out == again)
	}
	ones := 0
	for _, b := range []byte(out) {
		ones += bits.OnesCount8(b)
	}
	if math.Abs(float64(ones)-40000) > 4*math.Sqrt(80000)/2 { // 4 standard errors
		t.Errorf("%d ones of 80,000", ones)
	}
	if out[10000]&0x7f != 0 {
		t.Errorf("the last byte %08b has more than one bit", out[10000])
	}
}

func TestDeviceCSV(t *testing.T) {
	out, err := call(t, "device", "rram-weak-reset", "n=500", "-csv", "-charts")
	if err != nil {
		t.Fatal(err)
	}
	numbers, curves, _ := strings.Cut(out, "\n\n")
	rows, err := csv.NewReader(strings.NewReader(numbers)).ReadAll()
	if err != nil || strings.Join(rows[0], ",") != "key,value,unit,label" || rows[1][0] != "p5" || rows[1][2] != "ohm" {
		t.Errorf("%v %v", rows, err)
	}
	points, err := csv.NewReader(strings.NewReader(curves)).ReadAll()
	if err != nil || len(points) < 500 || strings.Join(points[0], ",") != "chart,curve,style,x,y" {
		t.Errorf("%d lines of points, %v", len(points), err)
	}
}

func TestDeviceLists(t *testing.T) {
	out, err := call(t, "device")
	for _, tech := range devices.Technologies() {
		if err != nil || !strings.Contains(out, "\n"+tech.Name+" ") {
			t.Errorf("the list has no %s: %v", tech.Name, err)
		}
		for _, flag := range []string{"-params", "-help"} {
			params, err := call(t, "device", tech.Name, flag)
			for _, key := range tech.Keys() {
				if err != nil || !strings.Contains(params, "\n"+key+" ") {
					t.Errorf("%s %s: no %s: %v", tech.Name, flag, key, err)
				}
			}
		}
	}
	if _, err := call(t, "device", "-help"); err != nil {
		t.Error(err)
	}
}

func TestDeviceBadUse(t *testing.T) {
	for _, c := range []struct {
		args string
		says string
	}{
		{"rram-weak-rset", "did you mean rram-weak-reset"},
		{"rram-weak-reset puls=5", "puls"},
		{"rram-weak-reset pulse=5", "did you mean pulses"},
		{"rram-weak-reset pulses=NaN", "pulses=NaN"},
		{"rram-weak-reset pulses=2001", "from 0 to 2000"},
		{"rram-weak-reset n=0", "n=0"},
		{"rram-weak-reset n=10000001", "10000000"},
		{"rram-weak-reset pulses", "key=value"},
		{"ber ber=0.1 -fly", "-fly"},
		{"ber -bits 8", "no random bits"},
		{"ber -bits -2", "-bits -2"},
	} {
		_, err := call(t, append([]string{"device"}, strings.Fields(c.args)...)...)
		if err == nil || !errors.As(err, &badUse{}) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want one that says %q", c.args, err, c.says)
		}
	}
}

// TestDeviceFile: devices that follow the kinked line come back as one, and what is given wins.
func TestDeviceFile(t *testing.T) {
	var table strings.Builder
	table.WriteString("pulses,a,b,c\n")
	for p := 0; p <= 2000; p += 50 {
		fmt.Fprint(&table, p)
		for _, r0 := range []float64{6900, 7000, 7100} {
			fmt.Fprintf(&table, ",%.3f", r0*math.Exp(1e-3*math.Min(float64(p), 500)+1e-5*math.Max(0, float64(p)-500)))
		}
		table.WriteString("\n")
	}
	file := filepath.Join(t.TempDir(), "mine.csv")
	if err := os.WriteFile(file, []byte(table.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	m := object1(t, "measured", "-file", file, "pulses=500", "n=1000", "mnoise=0")
	if m["devices"] != 3.0 || math.Abs(m["p50"].(float64)-7000*math.Exp(0.5)) > 60 {
		t.Errorf("%v devices, median %v, want %v", m["devices"], m["p50"], 7000*math.Exp(0.5))
	}
	if p := fmt.Sprint(m["parameters"]); !strings.Contains(p, "mr=7000") || !strings.Contains(p, "mnoise=0") {
		t.Errorf("parameters %v", p)
	}
	if err := os.WriteFile(file, []byte("pulses,a\n0,7000\n10,-5\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := call(t, "device", "measured", "-file", file); err == nil || errors.As(err, &badUse{}) ||
		!strings.Contains(err.Error(), "-5") {
		t.Errorf("a bad table: %v", err)
	}
	if _, err := call(t, "device", "ber", "-file", file); !errors.As(err, &badUse{}) {
		t.Errorf("a table for no measured device: %v", err)
	}
}

// TestDeviceTables: what is doubtful is said in front, what is not clear is chosen, error rates make an MRAM, and each
// form has a sample that is read.
func TestDeviceTables(t *testing.T) {
	dir := t.TempDir()
	write := func(body string) string {
		t.Helper()
		file := filepath.Join(dir, "t.csv")
		if err := os.WriteFile(file, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
		return file
	}
	rows := ""
	for i := range 12 {
		rows += fmt.Sprintf("%d,%d\n", 60000+997*i, 4000+57*i)
	}
	file := write("lrs,hrs\n" + rows)
	var out, log bytes.Buffer
	if err := device([]string{"measured", "-file", file}, &out, &log); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(log.String(), "not below the median HRS") ||
		!strings.Contains(out.String(), `"doubts":["The median LRS`) {
		t.Errorf("states that have changed places: %s %.300s", &log, &out)
	}
	file = write("one,other\n" + rows)
	_, err := call(t, "device", "measured", "-file", file)
	if err == nil || !strings.Contains(err.Error(), "lrs=1,hrs=2") {
		t.Errorf("columns that are not clear: %v", err)
	}
	m := object1(t, "measured", "-file", file, "-columns", "lrs=2,hrs=1")
	if lrs, ok := m["lrs"].(float64); !ok || math.Abs(lrs-4310) > 40 || m["doubts"] != nil {
		t.Errorf("the median LRS is %v, doubts %v", m["lrs"], m["doubts"])
	}
	for _, f := range forms.All() {
		body, err := call(t, "device", "measured", "-sample", f.Key)
		if err != nil || body != f.Sample {
			t.Errorf("%s: %v", f.Key, err)
		}
	}
	lengths, _ := forms.Find("lengths")
	m = object1(t, "measured", "-file", write(lengths.Sample), "delta=60")
	if m["name"] != "st-mram" || math.Abs(m["i_pap"].(float64)-2.4) > 0.2 {
		t.Errorf("%v at a current of %v, want st-mram at 2.4", m["name"], m["i_pap"])
	}
	m = object1(t, "measured", "-file", write(lengths.Sample), "delta=35")
	notes := fmt.Sprint(m["notes"])
	if m["fit_delta"] != 35.0 || !strings.Contains(notes, "the barrier that was given, 35 kT") {
		t.Errorf("with the barrier that was given the fit has %v: %s", m["fit_delta"], notes)
	}
	for delta, says := range map[string]string{"delta=x": "delta", "delta=1": "delta"} {
		if _, err := call(t, "device", "st-mram", "-file", write(lengths.Sample), delta); err == nil ||
			!strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", delta, err)
		}
	}
	for args, says := range map[string]string{
		"measured -sample pulse": "there are pulses, readings", "st-mram -columns lrs=1": "it needs -file",
		"st-mram -file " + write("lrs,hrs\n"+rows): "which make measured",
	} {
		if _, err := call(t, append([]string{"device"}, strings.Fields(args)...)...); !errors.As(err, &badUse{}) ||
			!strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", args, err)
		}
	}
}

// counting is a source of the bytes 255, 254, ...
type counting struct{ n byte }

func (c *counting) Read(b []byte) (int, error) {
	for i := range b {
		c.n--
		b[i] = c.n
	}
	return len(b), nil
}

func (c *counting) Bits(*devices.Values, uint32) io.Reader { return &counting{} }

func TestDeviceBits(t *testing.T) {
	tech := &devices.Technology{Name: "counter", RandomBits: &counting{}}
	for n, want := range map[int64][]byte{0: {}, 3: {0xe0}, 16: {255, 254}, 17: {255, 254, 0x80}} {
		var out bytes.Buffer
		if err := writeBits(&out, tech, nil, 1, n); err != nil || !bytes.Equal(out.Bytes(), want) {
			t.Errorf("%d bits: %v, %v, want %v", n, out.Bytes(), err, want)
		}
	}
}

// TestJunctionBits: the command writes the bits whose law its sheet tells.
func TestJunctionBits(t *testing.T) {
	var out bytes.Buffer
	if err := device(strings.Fields("smtj xor=1 current=0.05 interval=5e-7 seed=3 -bits 800000"), &out,
		io.Discard); err != nil {
		t.Fatal(err)
	}
	ones, both, last := 0.0, 0.0, byte(0)
	for _, b := range out.Bytes() {
		for i := range 8 {
			bit := b >> (7 - i) & 1
			ones += float64(bit)
			both += float64(bit & last)
			last = bit
		}
	}
	var sheet bytes.Buffer
	if err := device(strings.Fields("smtj xor=1 current=0.05 interval=5e-7 seed=3"), &sheet, io.Discard); err != nil {
		t.Fatal(err)
	}
	var want struct{ P, Correlation float64 }
	if err := json.Unmarshal(sheet.Bytes(), &want); err != nil {
		t.Fatal(err)
	}
	const n = 800000
	p := ones / n
	c := (both/n - p*p) / (p * (1 - p))
	se := math.Sqrt((1 + c) / (1 - c) / n)
	if out.Len() != n/8 || math.Abs(p-want.P) > 4*se/2 || math.Abs(c-want.Correlation) > 4*se {
		t.Errorf("%d bytes with %.5f ones and a correlation of %.5f, want %d, %.5f and %.5f", out.Len(), p, c, n/8,
			want.P, want.Correlation)
	}
}
