//go:build e2e

package e2e

import (
	"os"
	"path/filepath"
	"testing"

	"arraylab/sim/gallery"
	"arraylab/sim/lab"
)

// reinferred programs the shipped network as a link says and infers the test set, natively.
func reinferred(t *testing.T, link string) outcome {
	t.Helper()
	file, err := os.ReadFile(filepath.Join(suite.root, "assets", "standard.arraylab"))
	if err != nil {
		t.Fatal(err)
	}
	l, err := lab.ParseLink(link)
	if err != nil {
		t.Fatal(err)
	}
	run, err := lab.Open(file, images(t, lab.Default()))
	if err != nil {
		t.Fatal(err)
	}
	if err := run.Reinfer(l.Experiment); err != nil {
		t.Fatal(err)
	}
	for run.Advance() {
	}
	r, ok := run.Result()
	if !ok {
		t.Fatal("no result")
	}
	return outcome{r.Correct, r.Total, r.Fingerprint}
}

// A knob that acts at programming programs and infers anew at once, without training.
func TestProgrammingKnobInfersAtOnce(t *testing.T) {
	tb := open(t, suite.site)
	tb.wait(at("ready"))
	with := tb.outcome()
	tb.fill("#f-pulses", "20") // hardly a distance between the two devices of a pair
	tb.wait(`document.documentElement.dataset.link?.includes("pulses=20") && !document.documentElement.dataset.stale`)
	got, want := tb.outcome(), reinferred(t, tb.data("link"))
	if got != want {
		t.Errorf("%s: %+v, natively %+v", tb.data("link"), got, want)
	}
	if got.Correct >= with.Correct {
		t.Errorf("20 pulses give %d correct, %d before", got.Correct, with.Correct)
	}
	tb.shot("knob")
}

// The first scenarios need no training: their links hold fingerprints, which must come out.
func TestScenariosOfTheShippedNetwork(t *testing.T) {
	tb := open(t, suite.site)
	tb.wait(at("ready"))
	for _, name := range []string{"program-errors", "read-errors"} {
		found := false
		for _, s := range gallery.Scenarios() {
			if s.Name != name {
				continue
			}
			found = true
			l, err := lab.ParseLink(s.Link)
			if err != nil {
				t.Fatal(err)
			}
			tb.click("#gallery-open")
			tb.click("#open-example-" + name)
			tb.wait("document.documentElement.dataset.link === " + quote(l.Experiment.Link()) +
				" && document.documentElement.dataset.fingerprint.startsWith(" + quote(l.Fingerprint.Digits) + ")")
			tb.shot("scenario-" + name)
		}
		if !found {
			t.Errorf("there is no scenario %s", name)
		}
	}
}
