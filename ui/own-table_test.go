package ui

import (
	"strings"
	"testing"

	"arraylab/devices"
	"arraylab/devices/fit/forms"
	"arraylab/wasm/wire"
)

// fitAsked is the last question for a fit.
func fitAsked(t *testing.T, d *desk) wire.AskFit {
	t.Helper()
	var asked *wire.AskFit
	for _, o := range d.take() {
		if a, ok := o.(wire.AskFit); ok {
			asked = &a
		}
	}
	if asked == nil {
		t.Fatal("no fit was asked for")
	}
	return *asked
}

// choice is one between two layouts.
func choice() *forms.Choice {
	columns := []forms.Option{{Value: "1", Label: "1 (left)"}, {Value: "2", Label: "2 (right)"}}
	return &forms.Choice{Why: "The header does not say what the columns are.", Layouts: []forms.Layout{
		{Title: "states", Parts: []forms.Part{{Key: "lrs", Label: "LRS", Guess: "1", Options: columns},
			{Key: "hrs", Label: "HRS", Guess: "2", Options: columns}}},
		{Title: "pulses", Parts: []forms.Part{{Key: "pulses", Label: "pulses", Guess: "1", Options: columns},
			{Key: "devices", Label: "devices", Guess: "*",
				Options: append(columns, forms.Option{Value: "*", Label: "all"})}}},
	}}
}

// TestColumnsAreChosen: a table that is not clear shows what there is to choose, and is asked for again as chosen.
func TestColumnsAreChosen(t *testing.T) {
	s, d := opened(t, "")
	s.OpenFile("mine.csv", []byte("left,right"), nil)
	if a := fitAsked(t, d); a.Columns != "" {
		t.Errorf("asked %+v", a)
	}
	s.hears(wire.Fitted{File: "mine.csv", Choice: choice()})
	shows(t, s, "choice-why", "The header does not say")
	if page := drawn(t, s); !strings.Contains(page, "1 (left)") {
		t.Error("the columns are not offered")
	}
	s.ChooseColumn("lrs", "2")
	s.ChooseColumn("hrs", "1")
	s.FitChosen()
	if a := fitAsked(t, d); a.Columns != "lrs=2,hrs=1" || string(a.Body) != "left,right" {
		t.Errorf("asked %+v", a)
	}
	// What is wrong with the choice leaves it open.
	s.hears(wire.Fitted{File: "mine.csv", Wrong: "In mine.csv: row 2 is bad."})
	shows(t, s, "device-bad", "row 2 is bad")
	s.ChooseLayout("pulses")
	s.FitChosen()
	if a := fitAsked(t, d); a.Columns != "pulses=1,devices=*" {
		t.Errorf("asked %+v", a)
	}
	s.hears(wire.Fitted{File: "mine.csv", Memory: "measured", Words: "2 devices.", Texts: []string{"form=curve"}})
	if s.library.choice != nil || s.library.memory != devices.MeasuredDevice {
		t.Error("the choice stays when it is made")
	}
	s.OpenFile("mine.csv", []byte("left,right"), nil)
	s.hears(wire.Fitted{File: "mine.csv", Choice: choice()})
	if s.DropChoice(); s.library.open() != nil {
		t.Error("the choice cannot be left")
	}
}

// TestDoubtsAreAsked: what a table leaves in doubt stands in front, and the device is used only when the visitor says
// so.
func TestDoubtsAreAsked(t *testing.T) {
	s, d := opened(t, "")
	s.OpenFile("mine.csv", []byte("lrs,hrs"), nil)
	s.hears(wire.Fitted{File: "mine.csv", Memory: "measured", Words: "20 samples.",
		Texts:  []string{"form=lognormal", "mlrs=60000", "mhrs=5000"},
		Doubts: []string{"The median LRS is not below the median HRS."}})
	shows(t, s, "device-doubts", "not below the median HRS")
	page := drawn(t, s)
	if strings.Index(page, `id="device-doubts"`) > strings.Index(page, `id="device-fit"`) {
		t.Error("the doubt does not stand in front of the fit")
	}
	before := d.address
	s.UseDevice()
	if !s.library.shown || d.address != before {
		t.Error("a doubtful device was used without a question")
	}
	shows(t, s, "device-unsure", "Use the device all the same?")
	s.KeepLooking()
	if s.UseDevice(); !s.library.unsure || d.address != before {
		t.Error("the question is not asked again")
	}
	s.UseDeviceAllTheSame()
	if s.library.shown || !strings.Contains(d.address, "mlrs=60000") {
		t.Errorf("the device is not used: %s", d.address)
	}
	// What is no longer shown is no longer doubted.
	s.ShowDevices()
	if s.DeviceDefaults(); len(s.library.doubts()) != 0 || s.library.fit != nil {
		t.Error("the defaults are doubted")
	}
}

// TestErrorRatesMakeAnMRAM: the memory is that of the fit.
func TestErrorRatesMakeAnMRAM(t *testing.T) {
	s, d := opened(t, "")
	s.OpenFile("wer.csv", []byte("t (ns),wer"), nil)
	fitAsked(t, d)
	s.hears(wire.Fitted{File: "wer.csv", Memory: "st-mram", Words: "8 error rates.",
		Texts: []string{"delta=60", "drive=normalized", "i=2.5"}})
	if s.library.memory != devices.STMRAM || s.library.fit == nil {
		t.Errorf("the memory is %v", s.library.memory)
	}
	shows(t, s, "device-fit", "8 error rates.")
}

// TestSampleTables: each form has a sample to download.
func TestSampleTables(t *testing.T) {
	s, d := opened(t, "")
	s.ShowDevices()
	for _, f := range forms.All() {
		shows(t, s, "sample-"+f.Key, "sample")
		if page := drawn(t, s); strings.Contains(page, "&lt;li") {
			t.Fatal("the rules are no list")
		}
		s.SampleTable(f.Key)
		if n := len(d.saved); n == 0 || d.saved[n-1] != "arraylab-"+f.File || string(d.bodies[n-1]) != f.Sample {
			t.Errorf("%s: downloaded %q", f.Key, d.saved)
		}
	}
}
