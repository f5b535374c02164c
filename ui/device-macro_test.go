package ui

import (
	"strings"
	"testing"
)

// TestDevicePageShowsMacros: the page tells the publication of the chosen macro with its address, what it gives and
// what that sets, and marks each parameter as the publication's or a default.
func TestDevicePageShowsMacros(t *testing.T) {
	s, _ := opened(t, "v=1&memory=st-mram&view=devices")
	if page := drawn(t, s); strings.Contains(page, `href="https://doi.org/10.1109`) {
		t.Error("a macro is shown before one is chosen")
	}
	s.DeviceKnob("mrammacro", "isscc18-8310393")
	page := drawn(t, s)
	for _, want := range []string{`href="https://doi.org/10.1109/ISSCC.2018.8310393"`, "doi:10.1109/ISSCC.2018.8310393",
		"sets Write energy", "4.5 pJ", "shown only", `whose">published`, `whose">default`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not show %q", want)
		}
	}
	s.UseDevice()
	if link := s.link.Experiment.Link(); link != "v=1&memory=st-mram&mrammacro=isscc18-8310393" {
		t.Errorf("the experiment's link is %s", link)
	}
	s.DeviceKnob("mtjreadpj", "0.5")
	for _, k := range s.DeviceKnobs() {
		if k.Key == "mtjreadpj" && (k.Whose != "" || strings.Contains(k.Source, "doi:")) {
			t.Errorf("a changed value is said to be %q, from %s", k.Whose, k.Source)
		}
	}
}
