package ui

import (
	"encoding/json"
	"fmt"
	"html"
	"strings"
	"testing"

	"arraylab/sim/gallery"
	"arraylab/sim/lab"
	"arraylab/ui/catalog"
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

// TestGalleryShowsEveryEntry once, folded, with a button that opens it; nothing of it is there while it is closed.
func TestGalleryShowsEveryEntry(t *testing.T) {
	s, _ := opened(t, "")
	if strings.Contains(drawn(t, s), `id="unfold-`) {
		t.Error("entries are there while the gallery is closed")
	}
	s.ShowGallery()
	page := drawn(t, s)
	for _, e := range catalog.Entries() {
		for _, id := range []string{"claim-", "unfold-", "open-"} {
			if strings.Count(page, `id="`+id+e.Name+`"`) != 1 {
				t.Errorf("#%s%s is not there once", id, e.Name)
			}
		}
	}
	if n := strings.Count(page, `id="unfold-`); n != len(catalog.Entries()) || strings.Contains(page, `id="figure-`) {
		t.Errorf("%d entries of %d, or one is unfolded", n, len(catalog.Entries()))
	}
	shows(t, s, "gallery-found", fmt.Sprintf("all %d", len(catalog.Entries())))
	shows(t, s, "open-harmless", "Open")
	for _, p := range absent() {
		if !strings.Contains(page, html.EscapeString(p.Title)) {
			t.Errorf("%s is not there, of which nothing is", p.Key)
		}
	}
}

// TestUnfold: every entry shows what it has, each claim with a figure and its checks; a figure is made when it is
// unfolded.
func TestUnfold(t *testing.T) {
	s, _ := opened(t, "")
	s.ShowGallery()
	if n := len(s.chrome.hall.figures()); n != 0 {
		t.Errorf("%d figures of folded entries", n)
	}
	for _, e := range catalog.Entries() {
		s.chrome.hall.turn(e)
	}
	page, charts := drawn(t, s), s.Charts()
	for _, e := range catalog.Entries() {
		if !strings.Contains(page, `id="card-`+e.Name+`"`) || !strings.Contains(page, `id="again-`+e.Name+`"`) {
			t.Errorf("%s shows nothing", e.Name)
		}
		if text, there := charts["figure-"+e.Name]; e.Claim != nil {
			var figure chart.Spec
			err := json.Unmarshal([]byte(text), &figure)
			if err != nil || len(figure.Marks) == 0 || figure.Words == "" || figure.Title == "" {
				t.Errorf("%s has no figure: %v", e.Name, err)
			}
		} else if there {
			t.Errorf("the example %s has a figure", e.Name)
		}
		for _, x := range e.Others {
			if strings.Count(page, `id="`+e.Name+"-"+x.Name+`"`) != 1 {
				t.Errorf("%s: there is no button for %s", e.Name, x.Name)
			}
		}
	}
	if !strings.Contains(page, "at most 0 ± 0.5") {
		t.Error("no target is told")
	}
	shows(t, s, "unfold-harmless", `aria-expanded="true"`)
	s.chrome.hall.turn(catalog.Entries()[len(catalog.Entries())-1])
	s.Show("")
	if len(s.Charts()) > 0 && s.Charts()["figure-harmless"] != "" {
		t.Error("a figure is drawn while the gallery is closed")
	}
}

// TestGalleryIsNarrowed: what is found, counted, told where nothing is, and in the address while it is shown.
func TestGalleryIsNarrowed(t *testing.T) {
	s, d := opened(t, "")
	s.ShowGallery()
	s.AskGallery(catalog.Query{Paper: "metaplasticity2021"})
	page := drawn(t, s)
	has := func(name string) bool { return strings.Contains(page, `id="claim-`+name+`"`) }
	if !has("forgetting") || has("harmless") || has("example-first-light") {
		t.Error("other claims are shown than those of the paper")
	}
	shows(t, s, "gallery-found", fmt.Sprintf("8 of %d", len(catalog.Entries())))
	if want := "view=gallery.paper-metaplasticity2021"; !strings.HasSuffix(d.address, want) {
		t.Errorf("the address is %s: want it to end in %s", d.address, want)
	}
	s.AskGallery(catalog.Query{Text: "no such words"})
	if e := element(t, drawn(t, s), "gallery-none"); strings.Contains(e, "hidden") {
		t.Errorf("nobody is told that there is nothing: %s", e)
	}
	s.Show("")
	if strings.Contains(d.address, "view") {
		t.Errorf("the address speaks of the gallery, which is closed: %s", d.address)
	}
	s.ShowGallery()
	if !strings.Contains(d.address, "view=gallery.text-no-such-words") {
		t.Errorf("the address is %s where the gallery is as it was left", d.address)
	}
}

// TestLinkToTheGallery opens it at what is looked for; what there is not is named.
func TestLinkToTheGallery(t *testing.T) {
	s, d := opened(t, "v=1&view=gallery.memory-st-mram.text-energy")
	if s.chrome.dialog != "gallery" || s.chrome.hall.query != (catalog.Query{Memory: "st-mram", Text: "energy"}) {
		t.Errorf("%s is open at %+v", s.chrome.dialog, s.chrome.hall.query)
	}
	shows(t, s, "claim-saved-74", "saved-74")
	s.Choose(s.chrome.hall.query.Find()[0].Main)
	if s.chrome.dialog != "" || strings.Contains(d.address, "view") {
		t.Errorf("%q is open, the address is %s", s.chrome.dialog, d.address)
	}
	s, d = atBoot("v=1&memory=ber&view=gallery.memory-core")
	if len(s.wrong) != 1 || !strings.Contains(s.wrong[0].Text, "st-mram") || s.chrome.dialog != "" {
		t.Errorf("a memory that there is not: %+v", s.wrong)
	}
	if s.UseDefaults(); len(s.wrong) != 0 || s.link.Memory != "ber" || strings.Contains(d.address, "view") {
		t.Errorf("mended it is %s: %+v", d.address, s.wrong)
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
			if !x.Stored.By(lab.NumericVersion) { // nothing to compare with
				want, said = "", "stored with older numerics: bits cannot be compared"
			}
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
		if !x.Stored.By(lab.NumericVersion) { // nothing to compare with
			if s.sweepFact() != "" || s.sweep.told != "" {
				t.Errorf("compared with older numerics: %q", s.sweep.told)
			}
			continue
		}
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
