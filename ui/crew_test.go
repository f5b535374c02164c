package ui

import (
	"strings"
	"testing"

	"arraylab/sim/lab"
	"arraylab/ui/session"
	"arraylab/wasm/wire"
)

func TestWorkersAreAsManyAsCores(t *testing.T) {
	s, d := opened(t, "")
	if d.workers != 4 || s.Workers() != 4 {
		t.Errorf("%d workers on four cores", d.workers)
	}
	s.hears(wire.Ready{Workers: 4, Shared: true})
	if page := drawn(t, s); !strings.Contains(page, "of 4 cores, shared memory") {
		t.Error("the page does not tell how its workers reach each other")
	}
	for _, bad := range []string{"", "0", "5", "x", "-1", "4"} {
		if s.ChooseWorkers(bad); s.session.Moves() || d.restarts != 1 {
			t.Errorf("%q workers are chosen", bad)
		}
	}
}

// A finished network, a run under way and a paused one move to other workers.
func TestWhatThereIsMovesToOtherWorkers(t *testing.T) {
	for _, c := range []struct {
		name   string
		status string
		want   string // the order that brings it back
	}{{"a network", "", "load"}, {"a run", wire.StateRunning, "start"}, {"a paused run", wire.StatePaused, "load"}} {
		s, d := opened(t, "")
		if c.status != "" {
			s.Train()
			s.hears(wire.Status{State: c.status})
			s.hears(wire.Progress{Progress: lab.Progress{Phase: "train", Step: 600, Epoch: 2, Epochs: 3}})
		}
		d.take()
		s.ChooseWorkers("2")
		o := d.take()
		if len(o) != 1 || withJob(o[0], 0) != any(wire.Save{Reason: wire.SaveMove}) {
			t.Fatalf("%s: orders %v, want a save", c.name, o)
		}
		s.hears(wire.Saved{Job: wire.JobOf(o[0]), Reason: "workers", Link: s.link.Experiment.Link(), Step: 600,
			Body: []byte("state")})
		if d.restarts != 2 || d.workers != 2 || d.kept[keyWorkers] != "2" {
			t.Errorf("%s: %d starts, the last with %d workers", c.name, d.restarts, d.workers)
		}
		s.hears(wire.Ready{Workers: 2})
		s.Fetched("mnist", "test", 0, []byte("t"), nil)
		s.Fetched("mnist", "train", 0, []byte("t"), nil)
		s.hears(wire.DataState{Task: "mnist", Part: "test", Images: 10000})
		s.hears(wire.DataState{Task: "mnist", Part: "train", Images: 60000})
		got := ""
		for _, o := range d.take() {
			switch o := o.(type) {
			case wire.Load:
				got = "load"
				if string(o.Body) != "state" {
					t.Errorf("%s: %q is loaded", c.name, o.Body)
				}
			case wire.Start:
				got = "start"
				if string(o.Body) != "state" {
					t.Errorf("%s: a run begins from %q", c.name, o.Body)
				}
			}
		}
		if got != c.want {
			t.Errorf("%s is brought back by %q, want %q", c.name, got, c.want)
		}
	}
}

func TestChosenWorkersAreRemembered(t *testing.T) {
	d := newDesk()
	d.kept[keyWorkers] = "3"
	New(d, false).Boot("")
	if d.workers != 3 {
		t.Errorf("%d workers after 3 were chosen on an earlier visit", d.workers)
	}
}

// TestTheArrayIsDrawnWhenAKnobRests: the figures of a moved knob come first, and a view that needs
// devices gives way where there are none.
func TestTheArrayIsDrawnWhenAKnobRests(t *testing.T) {
	s, d := opened(t, "v=1&memory=rram-weak-reset&learn=latent")
	s.array.frameUp, s.array.view = true, lab.ViewResistance
	for memory, view := range map[string]string{"rram-weak-reset&learn=latent": lab.ViewResistance,
		"ber": lab.ViewWeight} {
		l, err := lab.ParseLink("v=1&memory=" + memory)
		if err != nil {
			t.Fatal(err)
		}
		s.link.Experiment = l.Experiment // nothing else is asked for
		d.clock += session.Throttle
		s.settle()
		s.hears(wire.Result{Result: lab.Result{Link: l.Experiment.Link(), IdealAccuracy: -1}, Reason: "reinfer"})
		d.take()
		if s.Tick(); len(d.take()) != 0 {
			t.Errorf("%s: the array is drawn at once", memory)
		}
		d.clock += rest
		s.Tick()
		if o := d.take(); len(o) != 1 || o[0] != (wire.Watch{Layer: 0, View: view, Rate: watchRate}) {
			t.Errorf("%s: orders %v, want the view %s", memory, o, view)
		}
		if d.clock += rest; s.array.repaint != 0 {
			t.Errorf("%s: the array would be drawn again", memory)
		}
	}
}
