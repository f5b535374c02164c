package ui

import (
	"strings"
	"testing"

	"arraylab/sim/lab"
)

// TestMobileNet: the figure opens by a link and says what needs ImageNet; its knobs change what it shows, a wrong text
// stays with what is allowed, and closing it gives the link back to the experiment.
func TestMobileNet(t *testing.T) {
	s, d := atBoot("v=1&meta=1.35&view=mobilenet")
	if s.chrome.dialog != lab.ViewMobileNet || s.Charts()["mobile-memory"] == "" {
		t.Fatalf("dialog %q, charts %v", s.chrome.dialog, s.Charts())
	}
	page := drawn(t, s)
	for _, want := range []string{"needs ImageNet", "breaks even at 4,051",
		"saves 7.39 % of the memory against all in 8 bits", "pointwise"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Contains(page, "1 convolution") {
		t.Error("all layers are shown while they are folded")
	}
	s.chrome.mobile.set("hidden", "0")
	s.chrome.mobile.set("classifier", "8")
	s.chrome.unfold("layers")
	page = drawn(t, s)
	for _, want := range []string{"4,209,088", "568,740,352", "24.33 %", "1 convolution", "28 classifier"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	s.chrome.mobile.set("hidden", "5000")
	if page = drawn(t, s); !strings.Contains(page, "0 to 4096") || s.chrome.mobile.hidden != 0 {
		t.Errorf("5000 hidden neurons: %+v", s.chrome.mobile.mobileSettings)
	}
	s.chrome.mobile.defaults()
	if c := s.chrome.mobile.controls(); len(c) != 3 || c[0].Text != "2816" || c[0].Changed {
		t.Errorf("%+v", c)
	}
	ordered(t, d) // nothing is asked of the engine
	if s.HideMobileNet(); d.address != "v=1&meta=1.35" || s.chrome.dialog != "" {
		t.Errorf("address %q, dialog %q", d.address, s.chrome.dialog)
	}
}

// TestCardsOfTradeOffsHaveATable, and the one of MobileNet opens the figure.
func TestCardsOfTradeOffsHaveATable(t *testing.T) {
	s, _ := atBoot("v=1&view=gallery.paper-penkovsky2020")
	for _, p := range s.chrome.hall.now().parts {
		for _, e := range p.Entries {
			s.chrome.hall.turn(e)
		}
	}
	page := drawn(t, s)
	for _, want := range []string{`id="arithmetic-classifier-alone-imagenet"`, "all binary, twice as wide", "an image"} {
		if !strings.Contains(page, want) {
			t.Errorf("the gallery lacks %q", want)
		}
	}
}
