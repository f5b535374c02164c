package ui

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"arraylab/devices"
	"arraylab/sim/lab"
	"arraylab/wasm/wire"
)

// sheetOf answers the last question about a device.
func sheetOf(t *testing.T, s *Store, d *desk) wire.AskSheet {
	t.Helper()
	var asked *wire.AskSheet
	for _, o := range d.take() {
		if a, ok := o.(wire.AskSheet); ok {
			if asked != nil {
				t.Error("two questions at a time")
			}
			asked = &a
		}
	}
	if asked == nil {
		t.Fatal("nothing was asked")
	}
	return *asked
}

func answer(s *Store, a wire.AskSheet, median float64) {
	s.hears(wire.Sheet{Name: a.Name, Texts: a.Texts, Charted: true, Sheet: devices.Sheet{
		Numbers: []devices.Number{{Key: "p50", Label: "Median of R", Value: median, Unit: "ohm"}},
		Charts: []devices.Plot{{Key: "c", Title: "A curve", X: "x", Y: "y",
			Lines: []devices.Curve{{Name: "line", Style: devices.StyleLine, X: []float64{0, 1}, Y: []float64{1, 2}}}}},
	}})
}

// TestDevicePageIsLive: one question at a time, the newest next, and only answers about the memory shown.
func TestDevicePageIsLive(t *testing.T) {
	s, d := opened(t, "memory=rram-weak-reset&learn=latent&pulses=300")
	s.LookAtDevice()
	first := sheetOf(t, s, d)
	if first.Name != lab.MemoryWeakReset || first.Texts[0] != "pulses=300" {
		t.Errorf("asked %+v", first)
	}
	shows(t, s, "devices", `aria-label="Devices"`)
	shows(t, s, "device-state", "Drawing")
	s.DeviceKnob("pulses", "20")
	s.DeviceKnob("pulses", "30")
	if o := d.take(); len(o) != 0 {
		t.Errorf("asked %v before the answer came", o)
	}
	answer(s, first, 9000)
	shows(t, s, "device-n-p50", "9 kΩ")
	second := sheetOf(t, s, d)
	if second.Texts[0] != "pulses=30" {
		t.Errorf("asked %+v, want the newest", second)
	}
	if want := s.link.Experiment.Stored(); !slices.Equal(second.Layers, want) || len(want) < 2 {
		t.Errorf("asked about layers %v: the experiment's are %v", second.Layers, want)
	}
	s.ChooseDevice("ber")
	answer(s, second, 1)
	if s.library.sheet != nil {
		t.Error("an answer about another memory is shown")
	}
	third := sheetOf(t, s, d)
	answer(s, third, 2)
	if third.Name != "ber" || s.Charts()["device-chart-0"] == "" || s.Charts()["chart-curves"] != "" {
		t.Errorf("asked %+v, charts %v", third, len(s.Charts()))
	}
	s.HideDevices()
	if s.Charts()["device-chart-0"] != "" || s.Charts()["chart-curves"] == "" {
		t.Error("the charts are not those of the experiment")
	}
}

func TestDeviceKnobSaysWhatIsAllowed(t *testing.T) {
	s, d := opened(t, "memory=rram-weak-reset")
	s.ShowDevices()
	answer(s, sheetOf(t, s, d), 1)
	s.DeviceKnob("pulses", "2001")
	shows(t, s, "device-e-pulses", "from 0 to 2000")
	if o := d.take(); len(o) != 0 {
		t.Errorf("asked %v", o)
	}
	s.DeviceKnob("pulses", "7")
	shows(t, s, "device-f-pulses", `value="7"`)
	sheetOf(t, s, d)
}

// TestUseDevice: the experiment gets the memory with what differs from its defaults, and nothing else: its weights are
// stored, as they were before.
func TestUseDevice(t *testing.T) {
	s, d := opened(t, "memory=ber&ber=0.1&hidden=30")
	s.ShowDevices()
	s.ChooseDevice(lab.MemoryWeakReset)
	s.DeviceKnob("pulses", "20")
	s.DeviceKnob("rtn", "0")
	s.UseDevice()
	if want := "v=1&hidden=30&memory=rram-weak-reset&ber=0.1&learn=latent&pulses=20&rtn=0"; s.library.shown ||
		d.address != want {
		t.Errorf("shown %v, link %s, want %s", s.library.shown, d.address, want)
	}
	// Back to what cannot learn in its devices.
	s.Knob("learn", "device")
	s.ShowDevices()
	s.ChooseDevice("ber")
	s.UseDevice()
	if l, err := lab.ParseLink("#" + d.address); err != nil || l.Memory != "ber" || l.Learn != lab.LearnLatent {
		t.Errorf("%s: %v", d.address, err)
	}
}

// TestLinkToADevice: view=devices opens the page at the link's memory, and is gone when the visitor goes back.
func TestLinkToADevice(t *testing.T) {
	s, d := opened(t, "memory=ber&ber=0.1&view=devices")
	if !s.library.shown || s.library.memory != devices.BitErrors || s.library.texts()[0] != "ber=0.1" {
		t.Errorf("%+v", s.library)
	}
	s.HideDevices()
	if d.address != "v=1&memory=ber&ber=0.1" {
		t.Error(d.address)
	}
}

// TestUseBits: a device that stores nothing gives its random bits to the input.
func TestUseBits(t *testing.T) {
	s, d := opened(t, "memory=ber&ber=0.1")
	s.ShowDevices()
	s.ChooseDevice("smtj")
	s.DeviceKnob("xor", "2")
	s.UseDevice()
	l, err := lab.ParseLink("#" + d.address)
	if err != nil || l.Memory != "ber" || l.Input != lab.InputStream || l.Source != "smtj" ||
		!strings.Contains(d.address, "xor=2") {
		t.Errorf("%s: %v", d.address, err)
	}
}

func TestDevicesOfALockedLink(t *testing.T) {
	s, d := opened(t, "memory=ber&lock=1")
	s.ShowDevices()
	s.ChooseDevice(lab.MemoryWeakReset)
	s.UseDevice()
	if s.link.Memory != "ber" || !strings.Contains(s.CannotUse(), "locked") {
		t.Errorf("%s %q %s", s.link.Memory, s.CannotUse(), d.address)
	}
}

// TestAnotherEngineIsAsked: a question that died with its engine is asked again.
func TestAnotherEngineIsAsked(t *testing.T) {
	s, d := opened(t, "")
	s.ShowDevices()
	sheetOf(t, s, d)
	s.Crashed("The engine failed.", "Start it again.")
	s.Revive()
	s.hears(wire.Ready{Numerics: 1})
	sheetOf(t, s, d)
}

// TestYourOwnTable: a table that is opened or dropped becomes the measured device, a bad one says what is wrong.
func TestYourOwnTable(t *testing.T) {
	s, d := opened(t, "")
	s.OpenFile("mine.CSV", []byte("pulses,a"), nil)
	o := d.take()
	if len(o) != 2 || !reflect.DeepEqual(o[1], wire.AskFit{Name: "mine.CSV", Body: []byte("pulses,a")}) {
		t.Fatalf("orders %#v", o)
	}
	answer(s, o[0].(wire.AskSheet), 1)
	s.hears(wire.Fitted{File: "mine.CSV", Wrong: "Row 2, column a: nothing stands there."})
	shows(t, s, "device-bad", "Row 2")
	s.OpenFile("mine.csv", []byte("pulses,a"), nil)
	answer(s, sheetOf(t, s, d), 1)
	s.hears(wire.Fitted{File: "mine.csv", Memory: "measured", Words: "3 devices were read.",
		Texts: []string{"form=curve", "q0=5000"}, Sheet: devices.Sheet{
			Numbers: []devices.Number{{Key: "r2", Label: "R²", Value: 0.99}},
			Charts:  []devices.Plot{{Key: "data", Title: "Data", X: "x", Y: "y"}}}})
	a := sheetOf(t, s, d)
	if a.Name != "measured" || a.Texts[0] != "form=curve" || a.Texts[1] != "q0=5000" {
		t.Errorf("asked %+v", a)
	}
	answer(s, a, 5000)
	shows(t, s, "device-fit", "3 devices were read.")
	shows(t, s, "device-g-r2", "0.99")
	shows(t, s, "fit-chart-0", "lab-chart")
	s.UseDevice()
	if !strings.Contains(d.address, "memory=measured") || !strings.Contains(d.address, "q0=5000") {
		t.Error(d.address)
	}
	s.ChooseDevice("ber")
	if s.library.fit != nil || s.Charts()["fit-chart-0"] != "" {
		t.Error("the fit of the table stays at another memory")
	}
}

// TestNumbersComeBeforeCharts: the figures follow a slider at once, the charts stay until theirs are there, and no
// other question is asked meanwhile.
func TestNumbersComeBeforeCharts(t *testing.T) {
	s, d := opened(t, "memory=rram-weak-reset&learn=latent&pulses=300")
	s.LookAtDevice()
	answer(s, sheetOf(t, s, d), 7000)
	s.DeviceKnob("pulses", "400")
	a := sheetOf(t, s, d)
	s.DeviceKnob("pulses", "500")
	s.hears(wire.Sheet{Name: a.Name, Texts: a.Texts,
		Sheet: devices.Sheet{Numbers: []devices.Number{{Key: "p50", Label: "Median of R", Value: 8123, Unit: "ohm"}}}})
	if page := drawn(t, s); !strings.Contains(page, "8.123") || len(s.library.drawn) != 1 {
		t.Errorf("%d charts, or the numbers do not follow", len(s.library.drawn))
	}
	if o := d.take(); len(o) != 0 {
		t.Errorf("asked before the charts were there: %v", o)
	}
	answer(s, a, 8123)
	if got := sheetOf(t, s, d); !strings.Contains(strings.Join(got.Texts, " "), "pulses=500") {
		t.Errorf("asked for %v", got.Texts)
	}
}
