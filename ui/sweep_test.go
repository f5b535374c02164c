package ui

import (
	"math"
	"strings"
	"testing"

	"arraylab/sim/gallery"
	"arraylab/sim/lab"
	"arraylab/ui/session"
	"arraylab/wasm/wire"
)

// swept is a page with a network whose bit errors can be swept.
func swept(t *testing.T) (*Store, *desk) {
	t.Helper()
	s, d := opened(t, "v=1&memory=ber&ber=0.01")
	s.hears(wire.Result{Result: lab.Result{Link: s.link.Experiment.Link(), Accuracy: 0.97, IdealAccuracy: 0.98},
		Reason: "load"})
	d.take()
	return s, d
}

func TestSweepOrdersValuesAndShowsTheirSpread(t *testing.T) {
	s, d := swept(t)
	s.chrome.detail = "sweep"
	if got := s.sweepKnobs(); len(got) < 4 || got[0][0] != "ber" || got[1][0] != "" ||
		got[2] != [2]string{"train", "Training images (trains)"} {
		t.Fatalf("knobs %v", got)
	}
	s.SweepText("lo", "0.001")
	s.SweepText("hi", "0.1")
	s.SweepText("n", "3")
	s.SweepText("chips", "2")
	s.RunSweep()
	o := d.take()
	want := lab.Sweep{Key: "ber", Values: []string{"0.001", "0.01", "0.1"}, Chips: 2}
	if len(o) != 1 || strings.Join(o[0].(wire.Sweep).Values, " ") != strings.Join(want.Values, " ") ||
		o[0].(wire.Sweep).Chips != 2 {
		t.Fatalf("orders %v, want %v", o, want)
	}
	state(t, s, session.StateRunning)
	for i, a := range []float64{0.98, 0.97, 0.96, 0.94} {
		s.hears(wire.SweepPoint{SweepPoint: lab.SweepPoint{Index: i, Value: want.Values[i/2],
			Chip: uint32(1 + i%2), Accuracy: a}})
	}
	if got := s.EpochText(); got != "sweep 4/6" {
		t.Errorf("the page says %q", got)
	}
	all := s.sweep.survey().Spreads()
	if len(all) != 2 || math.Abs(all[1].Mean-95) > 1e-9 || math.Abs(all[1].SD-math.Sqrt2) > 1e-9 || all[1].X != 0.01 {
		t.Errorf("spreads %+v", all)
	}
	if chart := s.Charts()["chart-sweep"]; !strings.Contains(chart, `"type":"log"`) ||
		!strings.Contains(chart, "Accuracy over bit error rate") {
		t.Errorf("chart %s", chart)
	}
	s.hears(wire.Result{Result: lab.Result{Link: s.link.Experiment.Link(), Accuracy: 0.97}, Reason: "reinfer"})
	s.hears(wire.Status{State: wire.StateDone})
	if s.session.Sweeping() || len(s.sweep.points) != 4 {
		t.Error("the sweep does not end")
	}
	s.SaveSweep()
	if len(d.saved) != 1 || d.saved[0] != "arraylab-sweep.csv" {
		t.Errorf("saved %v", d.saved)
	}
}

func TestSweepSaysWhatIsNotAllowed(t *testing.T) {
	for _, c := range [][3]string{
		{"lo", "x", "from=x is not allowed"}, {"lo", "-1", "from=-1"}, {"hi", "0.7", "to=0.7"},
		{"hi", "1e-9", "to=1e-9"},
		{"n", "0", "points=0"}, {"chips", "0", "chips=0"}, {"chips", "many", "chips=many"},
		{"n", "1999", "1 to 2000 inferences"},
	} {
		s, d := swept(t)
		s.chrome.detail = "sweep"
		s.SweepText(c[0], c[1])
		s.RunSweep()
		if len(d.take()) != 0 || s.session.Sweeping() {
			t.Errorf("%s=%s is swept", c[0], c[1])
		}
		if page := drawn(t, s); !strings.Contains(strings.ToLower(page), c[2]) {
			t.Errorf("%s=%s: the page says %q, not %q", c[0], c[1], s.sweep.wrong, c[2])
		}
	}
}

// TestSweepNeedsANetworkOfTheSettings, or the images to train it.
func TestSweepNeedsANetworkOfTheSettings(t *testing.T) {
	s, d := swept(t)
	s.chrome.detail = "sweep"
	if s.sweepNote() != "" {
		t.Errorf("a sweep of chips says %q", s.sweepNote())
	}
	s.Knob("hidden", "100")
	if got := s.sweepNote(); !strings.HasPrefix(got, "Trains 1 networks") {
		t.Errorf("the page says %q", got)
	}
	delete(s.supplies.held, part("mnist", "train"))
	s.RunSweep()
	if len(d.take()) != 0 || !s.cannotSweep() {
		t.Error("a network of other settings is swept")
	}
	s.supplies.held[part("mnist", "train")], s.supplies.held[part("mnist", "test")] = 60000, 10000
	s.RunSweep()
	if o := d.take(); len(o) != 1 || !strings.Contains(o[0].(wire.Sweep).Link, "hidden=100") {
		t.Errorf("orders %v", o)
	}
}

// TestSweepsAreShared: the link of a sweep or an ablation fills in the form where it is opened, and is in the address
// while it runs.
func TestSweepsAreShared(t *testing.T) {
	for hash, tab := range map[string]string{
		"v=1&memory=ber&ber=0.001..0.1..5&when=program~read&seeds=2&chips=3": "sweep",
		"v=1&epochs=1~2~7":                              "sweep",
		"v=1&hidden=64~32-32":                           "sweep",
		"v=1&seeds=4&chips=2":                           "sweep",
		"v=1&task=mnist~fashion&hidden=64~32":           "sweep",
		"v=1&memory=rram-2t2r&seeds=2&chips=5&ablate=1": "ablate",
	} {
		s, d := swept(t)
		s.Open("#" + hash)
		if got := s.SharedLink(); s.chrome.detail != tab || !strings.HasSuffix(got, "#"+hash) {
			t.Errorf("%s opens as %s and is shared as %s", hash, s.chrome.detail, got)
		}
		drawn(t, s)
		s.supplies.held[part("mnist", "train")] = 60000
		s.supplies.held[part("mnist", "test")] = 10000
		if strings.Contains(hash, "fashion") {
			if s.RunSweep(); s.session.Sweeping() || !strings.Contains(s.sweep.wrong, "still being loaded") {
				t.Errorf("%s is swept without images", hash)
			}
			s.supplies.held[part("fashion", "train")], s.supplies.held[part("fashion", "test")] = 60000, 10000
		}
		s.hears(wire.Result{Result: lab.Result{Link: s.link.Experiment.Link(), Accuracy: 0.97, IdealAccuracy: 0.98},
			Reason: "load"})
		d.take()
		if tab == "ablate" {
			s.RunAblation()
		} else {
			s.RunSweep()
		}
		o := d.take()
		if len(o) == 0 {
			t.Fatalf("%s: %q %q", hash, s.sweep.wrong, s.ablation.wrong)
		}
		l, err := lab.ParseLink(hash)
		if err != nil {
			t.Fatal(err)
		}
		if w, ok := o[0].(wire.Sweep); !ok || w.Ablate != (tab == "ablate") || w.Sweep.Size() != l.Sweep.Size() ||
			w.Link != l.Experiment.Link() {
			t.Errorf("%s orders %+v", hash, o[0])
		}
		if d.address != hash {
			t.Errorf("the address is %s, want %s", d.address, hash)
		}
		s.hears(wire.Result{Result: lab.Result{Link: s.link.Experiment.Link()}, Reason: "reinfer"})
		s.hears(wire.Status{State: wire.StateDone})
		s.chrome.detail = "confusion"
		if got := s.SharedLink(); strings.Contains(got, "~") || strings.Contains(got, "chips=") {
			t.Errorf("beside another tab the link is %s", got)
		}
		s.Knob("seed", "9")
		if strings.Contains(d.address, "~") || strings.Contains(d.address, "ablate") {
			t.Errorf("after a knob the address is %s", d.address)
		}
	}
}

// TestAblationIsRanked as its points come, with a chart and a table.
func TestAblationIsRanked(t *testing.T) {
	s, d := swept(t)
	s.Knob("memory", "sot-mram")
	s.hears(wire.Result{Result: lab.Result{Link: s.link.Experiment.Link(), Accuracy: 0.97}, Reason: "reinfer"})
	d.take()
	s.chrome.detail = "ablate"
	s.AblateText("chips", "x")
	s.RunAblation()
	if page := drawn(t, s); len(d.take()) != 0 || !strings.Contains(page, "Chips=x is not allowed") {
		t.Errorf("the page says %q", s.ablation.wrong)
	}
	s.AblateText("chips", "1")
	s.RunAblation()
	if o := d.take(); len(o) != 1 || !o[0].(wire.Sweep).Ablate || s.studyUnderWay().size != 6 {
		t.Fatalf("orders %+v, %q", o, s.ablation.wrong)
	}
	for i, a := range []float64{0.90, 0.98, 0.97, 0.93, 0.94, 0.97} {
		if _, ok := s.Charts()["chart-ablate"]; ok != (i >= 4) {
			t.Errorf("after %d points a chart: %v", i, ok)
		}
		s.hears(wire.SweepPoint{SweepPoint: lab.SweepPoint{Index: i, Accuracy: a, Chip: 1, Seed: 1,
			Fingerprint: "0123456789abcdef"}})
	}
	if got := s.EpochText(); got != "sweep 6/6" || s.Fraction() != 100 {
		t.Errorf("the page says %q", got)
	}
	s.hears(wire.Result{Result: lab.Result{Link: s.link.Experiment.Link(), Accuracy: 0.9}, Reason: "reinfer"})
	if got := s.ablation.words(); !strings.Contains(got, "P(1 → 0) costs most: 4.00 ± 0.00 points alone, 7.00") ||
		!strings.Contains(got, "8.00") {
		t.Errorf("the words are %q", got)
	}
	if page := drawn(t, s); !strings.Contains(page, "P(1 → 0) costs most") {
		t.Error("the page does not tell the ranking")
	}
	s.SaveAblation()
	if len(d.bodies) != 1 || !strings.HasPrefix(string(d.bodies[0]),
		lab.Numerics(lab.NumericVersion).TableHead("v=1&memory=sot-mram&ber=0.01&chips=1&ablate=1")+"series,value,") {
		t.Errorf("saved %q", d.bodies)
	}
	s.Knob("memory", lab.MemoryIdeal)
	if page := drawn(t, s); !strings.Contains(page, "memory=ideal is not allowed") &&
		!strings.Contains(page, "Memory=ideal is not allowed") {
		t.Error("an ideal memory can be ablated")
	}
}

// TestSeriesAndSavedEnergy: series by a choice have a line each, and the least energy within the granted loss is
// told for each of them.
func TestSeriesAndSavedEnergy(t *testing.T) {
	s, d := swept(t)
	s.chrome.detail = "sweep"
	s.SweepText("by", "when")
	s.SweepText("lo", "0.001")
	s.SweepText("hi", "0.1")
	s.SweepText("n", "2")
	s.SweepText("chips", "1")
	s.RunSweep()
	if o := d.take(); len(o) != 1 || o[0].(wire.Sweep).By != "when" || s.studyUnderWay().size != 4 {
		t.Fatalf("orders %v, %d points", o, s.studyUnderWay().size)
	}
	for i, p := range []lab.SweepPoint{
		{Series: "program", Value: "0.001", Accuracy: 0.98, Joules: 4e-6},
		{Series: "program", Value: "0.1", Accuracy: 0.972, Joules: 1e-6},
		{Series: "read", Value: "0.001", Accuracy: 0.98, Joules: 4e-6},
		{Series: "read", Value: "0.1", Accuracy: 0.95, Joules: 1e-6},
	} {
		p.Index = i
		s.hears(wire.SweepPoint{SweepPoint: p})
	}
	if all := s.sweep.survey().Spreads(); len(all) != 4 || all[2].Series != "at each read" || all[3].Joules != 1e-6 {
		t.Fatalf("spreads %+v", all)
	}
	for loss, want := range map[string]string{
		"1": "at programming: 1 µJ at 0.1: 75 % less than 4 µJ at 0.001, 97.20 % right. at each read: 4 µJ " +
			"at 0.001: 0 % less",
		"5":   "at each read: 1 µJ at 0.1: 75 % less",
		"x":   `A loss of "x" is not allowed`,
		"101": "from 0 to 100",
	} {
		s.sweep.loss = &loss
		if got := (&SweepPanel{S: s}).saved(); !strings.Contains(got, want) {
			t.Errorf("loss %s: %q, want %q", loss, got, want)
		}
	}
	charts := s.Charts()
	if !strings.Contains(charts["chart-sweep"], `"domain":["at programming","at each read"]`) ||
		!strings.Contains(charts["chart-sweep-energy"], "programming (J)") {
		t.Errorf("charts %v", charts)
	}
}

// TestAScenarioShowsItsStoredSweep before anything is computed.
func TestAScenarioShowsItsStoredSweep(t *testing.T) {
	s, _ := swept(t)
	for _, x := range gallery.Scenarios() {
		if x.Sweep == nil {
			continue
		}
		s.Choose(x)
		if len(s.sweep.points) != s.studyUnderWay().size || s.chrome.detail != "sweep" {
			t.Errorf("%s shows %d points of %d", x.Name, len(s.sweep.points), s.studyUnderWay().size)
		}
		if w, err := s.sweepOf(s.form()); err != nil || w.Chips != x.Sweep.Chips ||
			len(w.Values) != len(x.Sweep.Values) || w.By != x.Sweep.By {
			t.Errorf("%s: its form gives %+v, %v", x.Name, w, err)
		}
	}
}

// TestSweepOfANetworkFromAFile: its points would stand under a link that leads to another network. The page says so.
func TestSweepOfANetworkFromAFile(t *testing.T) {
	s, d := swept(t)
	s.result.Imported = true
	for detail, run := range map[string]func(){"sweep": s.RunSweep, "ablate": s.RunAblation} {
		s.chrome.detail = detail
		if run(); len(d.take()) != 0 || s.session.Sweeping() {
			t.Errorf("%s: it is swept", detail)
		}
		holds(t, s, "This network came from a file")
	}
	if why := s.handWords(); !strings.Contains(why, "came from a file") {
		t.Errorf("of handing it in the page says %q", why)
	}
}
