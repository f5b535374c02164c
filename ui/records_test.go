package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"arraylab/sim/lab"
	"arraylab/wasm/wire"
)

// tabAt is a page of a browser that has opened a link and looked at what is kept.
func tabAt(t *testing.T, b *browser, name, link string) (*Store, *desk) {
	t.Helper()
	d := tabOf(b, name)
	s := openedAt(t, d, link)
	s.RecordsFound(b.notes(), b.living)
	return s, d
}

// runsHalf trains until a checkpoint is kept.
func runsHalf(s *Store, d *desk, link, body string) {
	s.Train()
	s.hears(wire.Status{State: wire.StateRunning})
	s.hears(wire.Progress{Progress: lab.Progress{Phase: "train", Step: 600, Epoch: 2, Epochs: 3}})
	s.hears(wire.Saved{Reason: wire.Autosave, Link: link, Step: 600, Body: []byte(body)})
	d.answer(s)
	d.take()
}

// runsToTheEnd lets a run take some time and end.
func runsToTheEnd(s *Store, d *desk, link string, takes time.Duration) {
	d.clock += takes
	s.hears(wire.Result{Reason: "train",
		Result: lab.Result{Link: link, Accuracy: 0.9795, IdealAccuracy: 0.98, Fingerprint: print("ee")}})
	s.hears(wire.Status{State: wire.StateDone})
}

// offers tells whether a notice says something; act does what it offers.
func offers(s *Store, says string) (i int) {
	return slices.IndexFunc(s.Notices(), func(n Notice) bool { return strings.Contains(n.What, says) })
}

const unfinished = "An earlier visit left a run unfinished"

// TestTabsKeepTheirOwnRuns: the end of a run in one tab leaves the checkpoint of another one alone; the run of a tab
// that is gone is offered, the other one's is not.
func TestTabsKeepTheirOwnRuns(t *testing.T) {
	b := newBrowser()
	s1, d1 := tabAt(t, b, "one", "v=1&epochs=3")
	s2, d2 := tabAt(t, b, "two", "v=1&epochs=2")
	runsHalf(s1, d1, "v=1&epochs=3", "first")
	runsHalf(s2, d2, "v=1&epochs=2", "second")
	runsToTheEnd(s2, d2, "v=1&epochs=2", time.Second)
	if len(b.records) != 1 || string(b.records["run/one"].body) != "first" {
		t.Fatalf("after the end of the second run the browser keeps %v", b.records)
	}
	s3, d3 := tabAt(t, b, "three", modelLink)
	if offers(s3, unfinished) >= 0 {
		t.Error("the run of a tab that lives is offered")
	}
	d1.close()
	s3.RecordsFound(b.notes(), b.living)
	s3.RecordsFound(b.notes(), b.living)
	i := offers(s3, unfinished)
	if i < 0 || len(s3.Notices()) != 1 {
		t.Fatalf("notices %v: want the run of the tab that is gone, once", s3.Notices())
	}
	s4, d4 := tabAt(t, b, "four", modelLink)
	s3.Act(i)
	d3.answer(s3)
	ordered(t, d3, wire.Start{Link: "v=1&epochs=3", Body: []byte("first")})
	if s3.link.Epochs != 3 {
		t.Error("the settings of the run are not taken")
	}
	s4.Act(offers(s4, unfinished))
	d4.answer(s4)
	if s4.Busy() || offers(s4, "Another tab has gone on with this run.") < 0 {
		t.Errorf("a second tab takes the same run: %v", s4.Notices())
	}
	s3.hears(wire.Status{State: wire.StateRunning})
	runsToTheEnd(s3, d3, "v=1&epochs=3", time.Second)
	if len(b.records) != 0 {
		t.Errorf("after the end of the run the browser keeps %v", b.records)
	}
}

// TestLeftRunsAreBounded: the oldest go, never one whose tab lives; and one that nobody wants is forgotten for good.
func TestLeftRunsAreBounded(t *testing.T) {
	b := newBrowser()
	for i := range mostLeft + 3 {
		n := note{Link: fmt.Sprintf("v=1&epochs=%d", i+1), At: int64(i), Numerics: lab.NumericVersion}
		b.records[fmt.Sprintf("run/%d", i)] = keptRecord{n.text(), []byte("half")}
	}
	b.records["run/1"] = keptRecord{"unreadable", nil}
	b.living["0"] = true
	s, _ := tabAt(t, b, "one", modelLink)
	for i := range mostLeft + 3 {
		_, there := b.records[fmt.Sprintf("run/%d", i)]
		if want := i == 0 || i > 2; there != want {
			t.Errorf("run %d is kept: %v, want %v", i, there, want)
		}
	}
	const says = "Earlier visits left 10 runs unfinished: the last 8 are kept."
	if n := len(s.Notices()); n != mostLeft+1 || offers(s, says) < 0 {
		t.Errorf("%d notices: %v", n, s.Notices())
	}
	first := offers(s, unfinished)
	shows(t, s, "notice-never-file", "Forget it")
	s.Never(first)
	if _, there := b.records["run/3"]; there || len(b.records) != mostLeft {
		t.Errorf("what was forgotten is kept: %d records", len(b.records))
	}
	b.living["4"] = true // another tab has gone on with it in the meantime
	s.Never(offers(s, unfinished))
	if _, there := b.records["run/4"]; !there {
		t.Error("the run of another tab was forgotten")
	}
}

// TestTrainedOutlivesTheVisit where it took more than a minute, and is offered by its link alone.
func TestTrainedOutlivesTheVisit(t *testing.T) {
	b := newBrowser()
	s, d := tabAt(t, b, "one", "v=1&epochs=3")
	s.Train()
	s.hears(wire.Status{State: wire.StateRunning})
	d.take()
	runsToTheEnd(s, d, "v=1&epochs=3", worthKeeping-time.Second)
	ordered(t, d, wire.Classify{Index: 0})
	s.Knob("seed", "2")
	s.Train()
	s.hears(wire.Status{State: wire.StateRunning})
	d.take()
	runsToTheEnd(s, d, "v=1&epochs=3&seed=2", worthKeeping)
	if o := d.take(); len(o) == 0 || o[0] != (wire.Save{Reason: wire.SaveTrained}) {
		t.Fatalf("orders %v: want the network of a run that took a minute", o)
	}
	s.hears(wire.Saved{Reason: wire.SaveTrained, Link: "v=1&epochs=3&seed=2", Step: 9, Body: []byte("net")})
	d.answer(s)
	d.close()

	const says = "This network was trained here on an earlier visit: 97.95 %."
	other, _ := tabAt(t, b, "two", "v=1&epochs=3")
	if len(b.records) != 1 || offers(other, says) >= 0 {
		t.Errorf("%d records; another link offers %v", len(b.records), other.Notices())
	}
	again, d2 := tabAt(t, b, "three", "v=1&epochs=3&seed=2&memory=ber")
	i := offers(again, says)
	if i < 0 {
		t.Fatalf("its link offers %v", again.Notices())
	}
	again.Act(i)
	d2.answer(again)
	ordered(t, d2, wire.Load{Link: again.link.Experiment.Link(), Body: []byte("net")})
	again.hears(wire.Result{Reason: "load",
		Result: lab.Result{Link: again.link.Experiment.Link(), Accuracy: 0.97, Fingerprint: print("cc")}})
	shows(t, again, "accuracy", "97.00 %")
	again.RecordsFound(b.notes(), b.living)
	if offers(again, says) >= 0 {
		t.Error("what is on the screen is offered")
	}
}

// TestTrainedIsBounded: the oldest go first, by number and by bytes.
func TestTrainedIsBounded(t *testing.T) {
	all := map[string]note{}
	for i := range mostTrained + 2 {
		all[fmt.Sprint(i)] = note{At: int64(100 - i), Bytes: 1}
	}
	if got := surplus(all); !slices.Equal(got, []string{"17", "16"}) {
		t.Errorf("too many: %v go", got)
	}
	all = map[string]note{"old": {At: 1, Bytes: 1}, "large": {At: 2, Bytes: mostTrainedBytes}, "new": {At: 3, Bytes: 1}}
	if got := surplus(all); !slices.Equal(got, []string{"old", "large"}) {
		t.Errorf("too large: %v go", got)
	}
}

// TestStorageIsFull: it is said as that, and the oldest finished training makes room.
func TestStorageIsFull(t *testing.T) {
	b := newBrowser()
	n := note{Link: "v=1&epochs=7", Numerics: lab.NumericVersion}
	b.records["net/x"] = keptRecord{n.text(), []byte("net")}
	s, d := tabAt(t, b, "one", "v=1&epochs=3")
	b.full = true
	runsHalf(s, d, "v=1&epochs=3", "first")
	if offers(s, "The storage that this browser grants the page is full.") < 0 || len(b.records) != 0 {
		t.Errorf("notices %v, records %v", s.Notices(), b.records)
	}
	if !s.WouldLose() {
		t.Error("the page may be closed without a word")
	}
}

// TestStorageWorksAgain: the word that it failed is taken back, by the storage that failed alone.
func TestStorageWorksAgain(t *testing.T) {
	b := newBrowser()
	s, d := tabAt(t, b, "one", "v=1&epochs=3")
	const says = "The storage that this browser grants the page is full."
	b.full = true
	runsHalf(s, d, "v=1&epochs=3", "first")
	s.remember(keyTheme, "dark")
	if offers(s, says) < 0 {
		t.Error("a short text that is kept hides that the run is not")
	}
	b.full = false
	s.hears(wire.Saved{Reason: wire.Autosave, Link: "v=1&epochs=3", Step: 700, Body: []byte("later")})
	d.answer(s)
	if offers(s, says) >= 0 || s.WouldLose() {
		t.Errorf("the run is kept, and the page says %v", s.Notices())
	}
	b.full = true
	s.hears(wire.Saved{Reason: wire.Autosave, Link: "v=1&epochs=3", Step: 800, Body: []byte("last")})
	if d.answer(s); offers(s, says) < 0 {
		t.Error("that it is full once more is not told")
	}
}

// TestLeavingAsks during a run whose last checkpoint is older than a few seconds.
func TestLeavingAsks(t *testing.T) {
	b := newBrowser()
	s, d := tabAt(t, b, "one", "v=1&epochs=3")
	ask := func(want bool, when string) {
		t.Helper()
		if s.WouldLose() != want {
			t.Errorf("%s: asks %v, want %v", when, !want, want)
		}
	}
	ask(false, "before the run")
	runsHalf(s, d, "v=1&epochs=3", "first")
	ask(false, "with a checkpoint")
	d.clock += fresh + time.Second
	ask(true, "when that is old")
	s.Away()
	ordered(t, d, wire.Save{Reason: wire.Autosave})
	s.hears(wire.Saved{Reason: wire.Autosave, Link: "v=1&epochs=3", Step: 700, Body: []byte("later")})
	ask(true, "while it is being written")
	d.answer(s)
	ask(false, "once it is")
	d.clock += fresh + time.Second
	s.Pause()
	ordered(t, d, wire.Save{Reason: wire.SavePause}, wire.Control{Do: "pause"})
	s.hears(wire.Status{State: wire.StatePaused})
	ask(true, "in a pause, while its checkpoint is being written")
	s.hears(wire.Saved{Reason: wire.SavePause, Link: "v=1&epochs=3", Step: 800, Body: []byte("paused")})
	d.answer(s)
	d.clock += time.Hour
	ask(false, "in a pause whose checkpoint is written")
	s.Step()
	s.hears(wire.Status{State: wire.StateRunning})
	s.hears(wire.Status{State: wire.StatePaused})
	ask(true, "after a step that is not written")
	s.GoOn()
	s.hears(wire.Status{State: wire.StateRunning})
	runsToTheEnd(s, d, "v=1&epochs=3", 0)
	ask(false, "after the run")
	s.hears(wire.Saved{Reason: wire.Autosave, Link: "v=1&epochs=3", Step: 900, Body: []byte("late")})
	if len(b.records) > 0 {
		t.Errorf("after the end of the run the browser keeps %v", b.records)
	}
}

// TestNotes: those of an earlier version are links; what tells of no run is passed over.
func TestNotes(t *testing.T) {
	if n, ok := noteOf("v=1&epochs=5"); !ok || n.Link != "v=1&epochs=5" || n.Numerics != 1 {
		t.Errorf("a note of an earlier version is %v, %v", n, ok)
	}
	if n, ok := noteOf(`{"link":"v=1","numerics":3}`); !ok || n.by(2) || !n.by(3) {
		t.Errorf("a note of numerics 3 is %v, %v", n, ok)
	}
	for _, bad := range []string{"", "{}", `{"link":"v=1","numerics":0}`, `{"link":"hiden=3","numerics":1}`,
		"v=1&hiden=3"} {
		if n, ok := noteOf(bad); ok {
			t.Errorf("%q is taken for %v", bad, n)
		}
	}
}

// TestRunsOfOtherNumerics are told of, and do not go on; a finished training of theirs is not offered, and counts among
// those that may be too many.
func TestRunsOfOtherNumerics(t *testing.T) {
	s, _ := tabAt(t, newBrowser(), "one", modelLink)
	n := note{Link: "v=1&epochs=3", Step: 1200, Numerics: 1}
	s.offerFound("run/x", n, 2)
	i := offers(s, "An earlier visit left a run unfinished that was made with numerics 1: MNIST, 784-1024-1024-10, "+
		"ideal, at step 1,200.")
	if i < 0 || s.Notices()[i].Label != "" || s.Notices()[i].Never != "Forget it" {
		t.Errorf("the page says %+v", s.Notices())
	}

	b := newBrowser()
	other := note{Link: "v=1&epochs=3", Numerics: lab.NumericVersion + 1, Accuracy: 0.97}
	l, _ := lab.ParseLink(other.Link)
	b.records[trainedKey(l.Experiment)] = keptRecord{other.text(), []byte("net")}
	s, _ = tabAt(t, b, "two", other.Link)
	if len(s.records.trained) != 1 || offers(s, "This network was trained here") >= 0 {
		t.Errorf("%d trainings, and the page says %v", len(s.records.trained), s.Notices())
	}
}
