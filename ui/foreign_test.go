package ui

import (
	"strings"
	"testing"

	"arraylab/sim/lab"
	"arraylab/ui/session"
	"arraylab/wasm/framewire"
	"arraylab/wasm/wire"
)

// unrun fails unless nothing of a network is on the screen, and each panel says what to press and how long it takes.
func unrun(t *testing.T, s *Store) {
	t.Helper()
	page := drawn(t, s)
	for _, id := range []string{"accuracy", "ideal", "difference", "worst-ber", "pulses", "fingerprint", "energy"} {
		if e := element(t, page, id); !strings.HasSuffix(e, ">–") {
			t.Errorf("#%s is %q: it is of another network", id, e)
		}
	}
	if e := element(t, page, "array"); !strings.Contains(e, `data-veiled="true"`) {
		t.Errorf("the array is shown: %q", e)
	}
	for _, id := range []string{"digit", "chart-curves"} {
		if e := element(t, page, id); !strings.Contains(e, "hidden") {
			t.Errorf("#%s is shown: %q", id, e)
		}
	}
	if n := strings.Count(page, "Not run here yet. Press Train: "+s.trainTime()); n < 4 {
		t.Errorf("%d panels say what to press, want result, array, digit and neurons", n)
	}
	f := s.Facts()
	if f["link"]+f["accuracy"]+f["fingerprint"]+f["digit"]+f["label"] != "" || f["unrun"] != "1" ||
		len(s.Charts()) > 0 {
		t.Errorf("facts %v, charts %v of another network", f, s.Charts())
	}
}

// TestALinkThatWasNotRunShowsNothing of the network that the page came with, whatever the engine tells of it; once it
// was run, all of its own.
func TestALinkThatWasNotRunShowsNothing(t *testing.T) {
	s, d := opened(t, "v=1&hidden=128&epochs=2"+fp("0123456789abcdef"))
	unrun(t, s)
	state(t, s, session.StateReady)
	s.hears(framewire.Ready{Surface: "2d"})
	s.Pick(3)
	s.Tick()
	ordered(t, d) // neither a digit nor the array is asked for
	if len(s.past) > 0 {
		t.Errorf("the page's own network is among the earlier results: %v", s.past)
	}
	s.Train()
	ordered(t, d, wire.Start{Link: "v=1&hidden=128&epochs=2"}, wire.Watch{View: lab.ViewWeight, Rate: watchRate})
	s.hears(wire.Status{State: wire.StateRunning})
	if s.ToDo() != "" {
		t.Errorf("during the run the page says %q", s.ToDo())
	}
	s.hears(wire.Result{Reason: "train", Result: lab.Result{Link: "v=1&hidden=128&epochs=2", Accuracy: 0.9,
		IdealAccuracy: 0.9, Fingerprint: print("0123456789abcdef")}})
	s.hears(wire.Status{State: wire.StateDone})
	shows(t, s, "accuracy", "90.00 %")
	if f := s.Facts(); f["unrun"] != "" || f["verdict"] != "exact" {
		t.Errorf("facts %v", f)
	}
}

// TestKnobsMarkWhatIsShown: what a visitor's own knob has made out of date stays, marked in every panel.
func TestKnobsMarkWhatIsShown(t *testing.T) {
	s, _ := opened(t, "")
	s.Knob("epochs", "3")
	page := drawn(t, s)
	if n := strings.Count(page, ">earlier settings<"); n != 2 ||
		!strings.Contains(element(t, page, "stale"), "Result of ") {
		t.Errorf("%d panels and %q say that this is of the earlier settings", n, element(t, page, "stale"))
	}
	if s.Facts()["unrun"] != "" || s.Facts()["accuracy"] == "" {
		t.Error("the result has gone")
	}
}

// TestAnotherLinkHidesTheNetwork of the one before, which comes back with its own link and is not computed anew.
func TestAnotherLinkHidesTheNetwork(t *testing.T) {
	s, d := opened(t, "")
	s.Open("v=1&epochs=5")
	unrun(t, s)
	if len(s.past) != 1 || s.past[0].Link != modelLink {
		t.Errorf("earlier results %v", s.past)
	}
	s.Knob("seed", "5") // not the hidden network's either
	unrun(t, s)
	d.take()
	s.Open("v=1")
	if s.result == nil || s.foreign.on {
		t.Fatal("the network does not come back with its link")
	}
	ordered(t, d, wire.Classify{Index: 0})
	s.hears(sevenScores(0))
	s.Open("v=1&epochs=5")
	s.Open("v=1&memory=ber")
	ordered(t, d, wire.Classify{Index: 0}, wire.Reinfer{Link: "v=1&memory=ber"})
}

// TestARunOfOtherSettings goes on when another link is opened, and shows nothing under it.
func TestARunOfOtherSettings(t *testing.T) {
	s, d := opened(t, "v=1&epochs=3")
	s.Train()
	s.hears(wire.Status{State: wire.StateRunning})
	s.Open("v=1&epochs=4")
	d.take()
	live := &lab.Live{Epoch: 0.3, Correct: 871, Total: 1000}
	s.hears(wire.CurvePoint{Point: lab.Point{Epoch: 1, TestAcc: 0.9}})
	s.hears(wire.Progress{Progress: lab.Progress{Phase: "train", Step: 180, Steps: 1200, Epoch: 1,
		Epochs: 3, Live: live}})
	shows(t, s, "accuracy", "–")
	shows(t, s, "epoch", "other settings: epoch 1/3")
	shows(t, s, "stale", "A run of other settings is under way.")
	s.hears(wire.Result{Reason: "train",
		Result: lab.Result{Link: "v=1&epochs=3", Accuracy: 0.93, Fingerprint: print("ee")}})
	s.hears(wire.Status{State: wire.StateDone})
	unrun(t, s)
	if len(s.past) != 1 || s.past[0].Link != "v=1&epochs=3" {
		t.Errorf("earlier results %v", s.past)
	}
	s.Revisit("v=1&epochs=3")
	shows(t, s, "accuracy", "93.00 %")
	if len(s.points) != 1 {
		t.Errorf("the curve has %d points", len(s.points))
	}
}

// TestResetShowsNoOtherNetwork: the page's own comes back only under settings that are its own.
func TestResetShowsNoOtherNetwork(t *testing.T) {
	s, _ := opened(t, "v=1&epochs=3")
	s.Train()
	s.hears(wire.Status{State: wire.StateRunning})
	s.hears(wire.Result{Reason: "train",
		Result: lab.Result{Link: "v=1&epochs=3", Accuracy: 0.93, Fingerprint: print("ee")}})
	s.hears(wire.Status{State: wire.StateDone})
	s.Reset()
	s.ModelFetched([]byte("model"), nil)
	s.hears(wire.Result{Reason: "load", Result: lab.Result{Link: modelLink, Accuracy: 0.982, Fingerprint: print("ab")}})
	unrun(t, s)
	s.Open("v=1")
	shows(t, s, "accuracy", "98.20 %")
}

// TestACrashShowsNoOtherNetwork: what the page begins with again is not that of the run that was lost.
func TestACrashShowsNoOtherNetwork(t *testing.T) {
	s, _ := opened(t, "v=1&epochs=3")
	s.Train()
	s.hears(wire.Status{State: wire.StateRunning})
	s.Crashed("The engine stopped.", "Start it again.")
	s.Act(0)
	s.hears(wire.Ready{})
	s.Fetched("mnist", "test", 0, []byte("test"), nil)
	s.ModelFetched([]byte("model"), nil)
	s.hears(wire.DataState{Task: "mnist", Part: "test", Images: 10000})
	s.hears(wire.Result{Reason: "load", Result: lab.Result{Link: modelLink, Accuracy: 0.982, Fingerprint: print("ab")}})
	unrun(t, s)
}

// TestSendersWord stands beside what came here, once that is there.
func TestSendersWord(t *testing.T) {
	const digits = "0123456789abcdef"
	for _, c := range []struct{ link, before, after string }{
		{fp(digits) + "&acc=97.95", "The sender had 97.95 %; not yet run here.",
			"Reproduced exactly: fingerprint " + digits + ". The sender had 97.95 %, here came 97.95 %."},
		{fp(digits) + "&acc=99.9", "The sender had 99.9 %; not yet run here.",
			"The sender had 99.9 %, here came 97.95 %."},
		{"&acc=97.95", "The sender had 97.95 %; not yet run here.", "Same accuracy as the sender's."},
		{"&acc=97.94", "The sender had 97.94 %; not yet run here.", "Another accuracy than the sender's."},
	} {
		s, d := opened(t, "v=1&epochs=1"+c.link)
		if got := s.VerdictText(); !strings.Contains(got, c.before) {
			t.Errorf("%s: before the run %q", c.link, got)
		}
		s.Train()
		ordered(t, d, wire.Start{Link: "v=1&epochs=1"}) // it is no part of the experiment
		s.hears(wire.Result{Reason: "train",
			Result: lab.Result{Link: "v=1&epochs=1", Accuracy: 0.97951, Fingerprint: print(digits)}})
		if got := s.VerdictText(); !strings.Contains(got, c.after) {
			t.Errorf("%s: after the run %q", c.link, got)
		}
		if got := s.SharedLink(); !strings.HasSuffix(got, fp(digits)+"&acc=97.95") {
			t.Errorf("shared is %q", got)
		}
		s.Knob("epochs", "2")
		if strings.Contains(d.address, "acc=") || s.VerdictText() != "" {
			t.Errorf("%s: other settings still have the sender's word: %q, %q", c.link, d.address, s.VerdictText())
		}
	}
}

// TestUntrainable: a link with one image a batch opens, and says why it is not trained.
func TestUntrainable(t *testing.T) {
	s, d := opened(t, "v=1&batch=1&run=1")
	ordered(t, d)
	if len(s.wrong) > 0 || s.Busy() {
		t.Fatal("the link does not open, or runs")
	}
	shows(t, s, "train", `aria-disabled="true"`)
	shows(t, s, "train", "batch normalization over one image")
	shows(t, s, "epoch", "cannot be trained")
	for _, id := range []string{"cost", "stale"} {
		shows(t, s, id, "These settings cannot be trained.")
	}
	s.Step()
	ordered(t, d)
	s.Knob("batch", "2")
	s.Train()
	ordered(t, d, wire.Start{Link: "v=1&batch=2"})
}
