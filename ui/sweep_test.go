package ui

import (
	"math"
	"strings"
	"testing"

	"arraylab/sim/lab"
	"arraylab/wasm/wire"
)

// swept is a page with a network whose bit errors can be swept.
func swept(t *testing.T) (*Store, *desk) {
	t.Helper()
	s, d := opened(t, "v=1&memory=ber&ber=0.01")
	s.Report(wire.Result{Result: lab.Result{Link: s.link.Experiment.Link(), Accuracy: 0.97, IdealAccuracy: 0.98}, Reason: "load"})
	d.take()
	return s, d
}

func TestSweepOrdersValuesAndShowsTheirSpread(t *testing.T) {
	s, d := swept(t)
	s.detail = "sweep"
	if got := s.sweepKnobs(); len(got) != 2 || got[0][0] != "ber" || got[1][0] != "" {
		t.Fatalf("knobs %v", got)
	}
	s.SweepText("lo", "0.001")
	s.SweepText("hi", "0.1")
	s.SweepText("n", "3")
	s.SweepText("chips", "2")
	s.RunSweep()
	o := d.take()
	want := lab.Sweep{Key: "ber", Values: []string{"0.001", "0.01", "0.1"}, Chips: 2}
	if len(o) != 1 || strings.Join(o[0].(wire.Sweep).Values, " ") != strings.Join(want.Values, " ") || o[0].(wire.Sweep).Chips != 2 {
		t.Fatalf("orders %v, want %v", o, want)
	}
	state(t, s, StateRunning)
	for i, a := range []float64{0.98, 0.97, 0.96, 0.94} {
		s.Report(wire.SweepPoint{SweepPoint: lab.SweepPoint{Index: i, Value: want.Values[i/2], Chip: uint32(1 + i%2), Accuracy: a}})
	}
	if got := s.EpochText(); got != "sweep 4/6" {
		t.Errorf("the page says %q", got)
	}
	all := s.spreads()
	if len(all) != 2 || math.Abs(all[1].Mean-95) > 1e-9 || math.Abs(all[1].SD-math.Sqrt2) > 1e-9 || all[1].X != 0.01 {
		t.Errorf("spreads %+v", all)
	}
	if chart := s.Charts()["chart-sweep"]; !strings.Contains(chart, `"type":"log"`) || !strings.Contains(chart, "Accuracy over bit error rate") {
		t.Errorf("chart %s", chart)
	}
	s.Report(wire.Result{Result: lab.Result{Link: s.link.Experiment.Link(), Accuracy: 0.97}, Reason: "reinfer"})
	s.Report(wire.Status{State: wire.StateDone})
	if s.sweeping || len(s.swept) != 4 {
		t.Error("the sweep does not end")
	}
	s.SaveSweep()
	if len(d.saved) != 1 || d.saved[0] != "arraylab-sweep.csv" {
		t.Errorf("saved %v", d.saved)
	}
}

func TestSweepSaysWhatIsNotAllowed(t *testing.T) {
	for _, c := range [][3]string{
		{"lo", "x", "from=x is not allowed"}, {"lo", "-1", "from=-1"}, {"hi", "0.7", "to=0.7"}, {"hi", "1e-9", "to=1e-9"},
		{"n", "0", "points=0"}, {"chips", "0", "chips=0"}, {"chips", "many", "chips=many"}, {"n", "1999", "1 to 2000 inferences"},
	} {
		s, d := swept(t)
		s.detail = "sweep"
		s.SweepText(c[0], c[1])
		s.RunSweep()
		if len(d.take()) != 0 || s.sweeping {
			t.Errorf("%s=%s is swept", c[0], c[1])
		}
		if page := drawn(t, s); !strings.Contains(strings.ToLower(page), c[2]) {
			t.Errorf("%s=%s: the page says %q, not %q", c[0], c[1], s.sweepWrong, c[2])
		}
	}
}

func TestSweepNeedsANetworkOfTheSettings(t *testing.T) {
	s, d := swept(t)
	s.Knob("hidden", "100")
	s.RunSweep()
	if len(d.take()) != 0 || !s.cannotSweep() {
		t.Error("a network of other settings is swept")
	}
}

// TestSeriesAndSavedEnergy: series by a choice have a line each, and the least energy within the granted loss is
// told for each of them.
func TestSeriesAndSavedEnergy(t *testing.T) {
	s, d := swept(t)
	s.detail = "sweep"
	s.SweepText("by", "when")
	s.SweepText("lo", "0.001")
	s.SweepText("hi", "0.1")
	s.SweepText("n", "2")
	s.SweepText("chips", "1")
	s.RunSweep()
	if o := d.take(); len(o) != 1 || o[0].(wire.Sweep).By != "when" || s.sweepSize() != 4 {
		t.Fatalf("orders %v, %d points", o, s.sweepSize())
	}
	for i, p := range []lab.SweepPoint{
		{Series: "program", Value: "0.001", Accuracy: 0.98, Joules: 4e-6}, {Series: "program", Value: "0.1", Accuracy: 0.972, Joules: 1e-6},
		{Series: "read", Value: "0.001", Accuracy: 0.98, Joules: 4e-6}, {Series: "read", Value: "0.1", Accuracy: 0.95, Joules: 1e-6},
	} {
		p.Index = i
		s.Report(wire.SweepPoint{SweepPoint: p})
	}
	if all := s.spreads(); len(all) != 4 || all[2].Series != "at each read" || all[3].Joules != 1e-6 {
		t.Fatalf("spreads %+v", all)
	}
	for loss, want := range map[string]string{
		"1":   "at programming: 1 µJ at 0.1: 75 % less than 4 µJ at 0.001, 97.20 % right. at each read: 4 µJ at 0.001: 0 % less",
		"5":   "at each read: 1 µJ at 0.1: 75 % less",
		"x":   `A loss of "x" is not allowed`,
		"101": "from 0 to 100",
	} {
		s.loss = &loss
		if got := s.savedWords(); !strings.Contains(got, want) {
			t.Errorf("loss %s: %q, want %q", loss, got, want)
		}
	}
	charts := s.Charts()
	if !strings.Contains(charts["chart-sweep"], `"domain":["at programming","at each read"]`) || !strings.Contains(charts["chart-sweep-energy"], "programming (J)") {
		t.Errorf("charts %v", charts)
	}
}

// TestAScenarioShowsItsStoredSweep before anything is computed.
func TestAScenarioShowsItsStoredSweep(t *testing.T) {
	s, _ := swept(t)
	for _, x := range lab.Scenarios() {
		if x.Sweep == nil {
			continue
		}
		s.Choose(x)
		if len(s.swept) != s.sweepSize() || s.detail != "sweep" {
			t.Errorf("%s shows %d points of %d", x.Name, len(s.swept), s.sweepSize())
		}
		if w, err := s.sweepOf(s.form()); err != nil || w.Chips != x.Sweep.Chips || len(w.Values) != len(x.Sweep.Values) || w.By != x.Sweep.By {
			t.Errorf("%s: its form gives %+v, %v", x.Name, w, err)
		}
	}
}
