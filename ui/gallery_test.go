package ui

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"arraylab/sim/gallery"
	"arraylab/sim/lab"
	"arraylab/ui/chart"
	"arraylab/wasm/wire"
)

func scenarioOf(t *testing.T, name string) gallery.Scenario {
	t.Helper()
	x, ok := gallery.ScenarioOf(name)
	if !ok || x.Stored == nil {
		t.Fatalf("there is no scenario %s with a result", name)
	}
	return x
}

// TestGalleryShowsEveryClaim with its figure, its checks and its buttons; each scenario has a button of its own name or
// opens a card.
func TestGalleryShowsEveryClaim(t *testing.T) {
	s, _ := opened(t, "")
	for id := range s.Charts() {
		if strings.HasPrefix(id, "figure-") {
			t.Errorf("%s is drawn while the gallery is closed", id)
		}
	}
	if strings.Contains(drawn(t, s), `id="claim-`) {
		t.Error("cards are there while the gallery is closed")
	}
	s.Show("gallery")
	page, charts, claims, mains := drawn(t, s), s.Charts(), 0, map[string]bool{}
	for _, p := range gallery.Papers() {
		if !strings.Contains(page, `id="paper-`+p.Key+`"`) {
			t.Errorf("%s is not there", p.Key)
		}
		for _, c := range p.Claims {
			claims++
			mains[c.Scenarios[0]] = true
			for _, id := range []string{"claim-", "open-", "again-", "figure-"} {
				if strings.Count(page, `id="`+id+c.Name+`"`) != 1 {
					t.Errorf("#%s%s is not there once", id, c.Name)
				}
			}
			var figure chart.Spec
			if err := json.Unmarshal([]byte(charts["figure-"+c.Name]), &figure); err != nil || len(figure.Marks) == 0 ||
				figure.Words == "" || figure.Title == "" {
				t.Errorf("%s has no figure: %v", c.Name, err)
			}
		}
	}
	if n := strings.Count(page, `id="claim-`); n != claims || claims < 20 {
		t.Errorf("%d cards for %d claims", n, claims)
	}
	for _, x := range gallery.Scenarios() {
		if n := strings.Count(page, `id="scenario-`+x.Name+`"`); n != 1 && !(n == 0 && mains[x.Name]) {
			t.Errorf("%s has %d buttons", x.Name, n)
		}
	}
	shows(t, s, "open-harmless", "Open")
	if !strings.Contains(page, "at most 0 ± 0.3") {
		t.Error("no target is told")
	}
}

// TestGalleryOfOnePaper shows its claims alone.
func TestGalleryOfOnePaper(t *testing.T) {
	s, _ := opened(t, "")
	s.Show("gallery")
	s.chrome.cite("metaplasticity2021")
	page := drawn(t, s)
	if !strings.Contains(page, `id="claim-forgetting"`) || strings.Contains(page, `id="claim-harmless"`) ||
		strings.Contains(page, `id="scenario-first-light"`) {
		t.Error("other claims are shown than those of the paper")
	}
	if _, other := s.Charts()["figure-harmless"]; other {
		t.Error("figures of other papers are drawn")
	}
}

// TestRunAgainComparesFingerprints: of a scenario that only programs the network, and of one that trains.
func TestRunAgainComparesFingerprints(t *testing.T) {
	for _, name := range []string{"ultra-low-energy", "digits-kept"} {
		for want, said := range map[string]string{"exact": "same fingerprint here",
			"differs": "another fingerprint here"} {
			s, d := opened(t, "")
			x := scenarioOf(t, name)
			s.supplies.held[part("fashion", "test")], s.supplies.held[part("fashion", "train")] = 10000, 60000
			s.Repeat(x)
			o := d.take()
			started := fmt.Sprintf("%#v", o)
			if len(o) == 0 || !strings.Contains(started, x.Stored.Link) ||
				x.Model != strings.Contains(started, "Reinfer") {
				t.Fatalf("%s: orders %s", name, started)
			}
			r := lab.Result{Link: x.Stored.Link, Accuracy: x.Stored.Accuracy, Fingerprint: x.Stored.Fingerprint,
				BER: x.Stored.BER}
			if want == "differs" {
				r.Fingerprint = print("abc")
			}
			s.hears(wire.Result{Result: r, Reason: "train"})
			s.hears(wire.Status{State: wire.StateDone})
			if string(s.replay.verdict) != want || s.repeated.text(x.Name) != said {
				t.Errorf("%s: verdict %q, the card says %q", name, s.replay.verdict, s.repeated.text(x.Name))
			}
		}
	}
}

// TestRunAgainGoesOnWithTheSweep, and compares its points with the stored ones.
func TestRunAgainGoesOnWithTheSweep(t *testing.T) {
	for _, off := range []float64{0, 0.001} {
		s, d := opened(t, "")
		x := scenarioOf(t, "sot-mram")
		s.Repeat(x)
		d.take()
		s.hears(wire.Result{Result: lab.Result{Link: x.Stored.Link, Accuracy: x.Stored.Accuracy,
			Fingerprint: x.Stored.Fingerprint, BER: x.Stored.BER}, Reason: "reinfer"})
		s.hears(wire.Status{State: wire.StateDone})
		o := d.take()
		found := false
		for _, m := range o {
			w, ok := m.(wire.Sweep)
			found = found || ok && w.Link == x.Stored.Link && w.Key == "sot10"
		}
		if !found || s.sweepFact() != "running" {
			t.Fatalf("the sweep does not begin: %#v", o)
		}
		for _, p := range x.Stored.Points {
			p.Accuracy += off
			s.hears(wire.SweepPoint{SweepPoint: p})
		}
		s.hears(wire.Result{Result: lab.Result{Link: x.Stored.Link, Fingerprint: x.Stored.Fingerprint},
			Reason: "reinfer"})
		s.hears(wire.Status{State: wire.StateDone})
		want := map[bool]string{true: "exact", false: "differs"}[off == 0]
		if s.sweepFact() != want || s.session.Sweeping() || s.sweep.told == "" {
			t.Errorf("off by %g: %q, %q", off, s.sweepFact(), s.sweep.told)
		}
		shows(t, s, "sweep-told", s.sweep.told)
	}
}

// TestRunAgainFetchesTheNetworkThatAnotherOneReplaced.
func TestRunAgainFetchesTheNetworkThatAnotherOneReplaced(t *testing.T) {
	s, d := opened(t, "v=1&hidden=64")
	s.hears(wire.Result{Result: lab.Result{Link: "v=1&hidden=64", Fingerprint: print("1")}, Reason: "train"})
	s.hears(wire.Status{State: wire.StateDone})
	d.take()
	x := scenarioOf(t, "ultra-low-energy")
	s.Repeat(x)
	if !s.session.Opening() {
		t.Fatal("the network that comes with the page is not fetched")
	}
	s.ModelFetched([]byte("model"), nil)
	s.hears(wire.Result{Reason: "load", Result: lab.Result{Link: modelLink, Fingerprint: print("2")}})
	s.hears(wire.Status{State: wire.StateDone})
	if o := fmt.Sprintf("%#v", d.take()); !strings.Contains(o, "Reinfer") ||
		!strings.Contains(o, "condition=ultralow") {
		t.Errorf("orders %s", o)
	}
}

// TestScenariosBesideAreDrawnInTheSweepChart, named, and gone with another sweep.
func TestScenariosBesideAreDrawnInTheSweepChart(t *testing.T) {
	s, _ := opened(t, "")
	s.Choose(scenarioOf(t, "ternary"))
	chart, keys := s.Charts()["chart-sweep"], s.sweep.besideKeys()
	if len(s.sweep.beside) != 2 || strings.Count(chart, `"strokeDasharray":"5,3"`) != 2 || len(keys) != 3 {
		t.Errorf("%d lines beside, keys %v", len(s.sweep.beside), keys)
	}
	if page := drawn(t, s); !strings.Contains(page, "equal cells") {
		t.Error("a line beside has no name")
	}
	s.Choose(scenarioOf(t, "junction-bits"))
	if len(s.sweep.beside) != 1 || s.sweep.beside[0].At != nil ||
		!strings.Contains(s.Charts()["chart-sweep"], "ruleY") {
		t.Errorf("a run without a sweep is no level: %+v", s.sweep.beside)
	}
	s.Choose(scenarioOf(t, "ber-tolerance"))
	if len(s.sweep.beside) != 0 {
		t.Errorf("lines beside stay: %+v", s.sweep.beside)
	}
}
