package ui

import (
	"strings"
	"testing"
	"time"

	"arraylab/sim/lab"
	"arraylab/ui/session"
	"arraylab/wasm/wire"
)

func TestTrainPauseStepStop(t *testing.T) {
	s, d := opened(t, "")
	s.Knob("epochs", "2")
	if !s.Stale() {
		t.Error("a knob of training does not make the result stale")
	}
	shows(t, s, "cost", "The settings have changed")
	s.Train()
	ordered(t, d, wire.Start{Link: "v=1&epochs=2"})
	s.hears(wire.Status{State: wire.StateRunning, Link: "v=1&epochs=2"})
	state(t, s, session.StateRunning)
	shows(t, s, "train", `aria-disabled="true"`)
	s.Pause()
	ordered(t, d, wire.Save{Reason: wire.SavePause}, wire.Control{Do: "pause"})
	s.hears(wire.Status{State: wire.StatePaused})
	ordered(t, d, wire.Save{Reason: wire.Autosave})
	state(t, s, session.StatePaused)
	s.Step()
	s.GoOn()
	ordered(t, d, wire.Control{Do: "step"}, wire.Control{Do: "resume"})
	s.hears(wire.Status{State: wire.StateRunning})
	s.Stop()
	ordered(t, d, wire.Control{Do: "stop"})
	s.hears(wire.Result{Reason: "stop",
		Result: lab.Result{Link: "v=1&epochs=2", Accuracy: 0.9, IdealAccuracy: -1, Fingerprint: print("ee")}})
	s.hears(wire.Status{State: wire.StateDone})
	state(t, s, session.StateDone)
	if strings.Contains(s.SharedLink(), "fp=") {
		t.Error("the link carries the fingerprint of a run that was stopped half way: nobody can reproduce it")
	}
}

// Step without a run begins one and halts it.
func TestStepBegins(t *testing.T) {
	s, d := opened(t, "")
	s.Step()
	ordered(t, d, wire.Start{Link: modelLink}, wire.Control{Do: "pause"}, wire.Control{Do: "step"})
}

// Training waits for images, and says so.
func TestTrainWaitsForData(t *testing.T) {
	s, d := atBoot(modelLink)
	s.hears(wire.Ready{})
	s.Train()
	s.Fetching("mnist", "test", 0, 5, 10)
	shows(t, s, "epoch", "waiting for the test images: 50 %")
	s.Fetched("mnist", "test", 0, []byte("a"), nil)
	s.Fetched("mnist", "train", 0, []byte("b"), nil)
	d.take()
	s.hears(wire.DataState{Task: "mnist", Part: "test", Images: 10000})
	ordered(t, d)
	s.hears(wire.DataState{Task: "mnist", Part: "train", Images: 60000})
	ordered(t, d, wire.Start{Link: modelLink})
}

// Knobs of programming and reading are inferred at once, but not more often than the session.Throttle.
func TestReinfer(t *testing.T) {
	s, d := opened(t, "")
	s.Knob("memory", "ber")
	ordered(t, d, wire.Reinfer{Link: "v=1&memory=ber"})
	state(t, s, session.StateRunning)
	s.Knob("ber", "0.01")
	s.Knob("ber", "0.02")
	ordered(t, d)
	d.clock += session.Throttle
	if !s.Tick() {
		t.Error("Tick does not tell that it asked")
	}
	ordered(t, d, wire.Reinfer{Link: "v=1&memory=ber&ber=0.02"})
	if s.Tick() {
		t.Error("Tick asks twice for the same")
	}
	s.hears(wire.Result{Reason: "reinfer", Result: lab.Result{Link: "v=1&memory=ber&ber=0.02", Accuracy: 0.97,
		IdealAccuracy: 0.982, Fingerprint: print("cd")}})
	state(t, s, session.StateDone)
	shows(t, s, "difference", "−1.20")
	shows(t, s, "ideal", "98.20 %")
	if d.address != "v=1&memory=ber&ber=0.02" {
		t.Errorf("address %q", d.address)
	}
	if !strings.HasSuffix(s.SharedLink(), "#v=1&memory=ber&ber=0.02"+fp("cd00000000000000")+"&acc=97") {
		t.Errorf("shared link %q", s.SharedLink())
	}
}

// What a test under way has told so far is shown as such, and nothing of a job before.
func TestReinferTellsItsFirstImages(t *testing.T) {
	s, d := opened(t, "")
	s.Knob("memory", "ber")
	ordered(t, d, wire.Reinfer{Link: "v=1&memory=ber"})
	first := &lab.Live{Correct: 1900, Total: 2000, Confusion: lab.NewConfusion(10)}
	s.hears(wire.Progress{Progress: lab.Progress{Phase: "test", SoFar: first}})
	page := drawn(t, s)
	for id, want := range map[string]string{"accuracy": "95.00 %", "stale": "So far: the first 2,000 test images.",
		"worst-ber": "–", "fingerprint": "–", "difference": "–"} {
		if e := element(t, page, id); !strings.HasSuffix(e, ">"+want) {
			t.Errorf("#%s is %q, want %q", id, e, want)
		}
	}
	s.Knob("ber", "0.02")
	d.clock += session.Slow
	s.Tick()
	ordered(t, d, wire.Reinfer{Link: "v=1&memory=ber&ber=0.02"})
	if s.live() != nil {
		t.Error("the first images of the job before are shown for those of the new one")
	}
	s.hears(wire.Progress{Progress: lab.Progress{Phase: "test", SoFar: &lab.Live{Correct: 9000, Total: 10000,
		Confusion: lab.NewConfusion(10)}}})
	if e := element(t, drawn(t, s), "stale"); !strings.HasSuffix(e, ">") { // all of them: a reference follows
		t.Errorf("#stale is %q", e)
	}
}

// An inference that fails is told, and not asked for again by itself.
func TestReinferFails(t *testing.T) {
	s, d := opened(t, "")
	s.Knob("memory", "ber")
	d.take()
	s.hears(wire.Failure{What: "No.", Do: "Train.", Where: "engine"})
	d.clock += time.Minute
	s.Tick()
	ordered(t, d)
	if !strings.Contains(drawn(t, s), "<b>No.</b>") {
		t.Error("the failure is not shown")
	}
}

// The ideal reference of learning devices is a run of its own; what was shown comes back.
func TestRunIdeal(t *testing.T) {
	s, d := opened(t, "v=1&memory=rram-weak-reset")
	s.Train()
	link := "v=1&memory=rram-weak-reset"
	s.hears(wire.Status{State: wire.StateRunning})
	s.hears(wire.Result{Reason: "train",
		Result: lab.Result{Link: link, Accuracy: 0.93, IdealAccuracy: -1, Fingerprint: print("aa")}})
	s.hears(wire.Status{State: wire.StateDone})
	shows(t, s, "ideal", "hidden")
	shows(t, s, "difference", "–")
	d.take()
	s.RunIdeal()
	ordered(t, d, wire.Save{Reason: "ideal"})
	s.hears(wire.Saved{Reason: "ideal", Link: link, Body: []byte("kept")})
	ideal := "v=1&memory=rram-weak-reset&curve=0&rtn=0&pink=0&d2d=0"
	ordered(t, d, wire.Start{Link: ideal})
	s.hears(wire.Status{State: wire.StateRunning})
	s.hears(wire.CurvePoint{Point: lab.Point{Epoch: 1, TestAcc: 0.96}})
	s.hears(wire.Result{Reason: "train",
		Result: lab.Result{Link: ideal, Accuracy: 0.96, IdealAccuracy: -1, Fingerprint: print("bb")}})
	ordered(t, d, wire.Load{Body: []byte("kept")})
	s.hears(wire.CurvePoint{Point: lab.Point{Epoch: 0.5, TestAcc: 0.9}})
	if len(s.references.points) != 1 {
		t.Errorf("the reference's curve has %d points: what came back joined it", len(s.references.points))
	}
	if s.result.Link != link {
		t.Error("the ideal reference took the place of the result")
	}
	s.hears(wire.Result{Reason: "load",
		Result: lab.Result{Link: link, Accuracy: 0.93, IdealAccuracy: -1, Fingerprint: print("aa")}})
	s.hears(wire.Status{State: wire.StateDone})
	shows(t, s, "ideal", "96.00 %")
	shows(t, s, "difference", "−3.00")
	if New(d, false).references.known[ideal] != 0.96 {
		t.Error("the ideal figure is not kept for the next visit")
	}
}

func TestReset(t *testing.T) {
	s, d := opened(t, "v=1&epochs=3")
	s.Train()
	s.hears(wire.Status{State: wire.StateRunning})
	d.take()
	s.Reset()
	ordered(t, d, wire.Save{Reason: "reset"})
	s.hears(wire.Saved{Reason: "reset", Link: "v=1&epochs=3", Step: 7, Body: []byte("aside")})
	if s.link.Epochs != 3 {
		t.Error("Reset changed the settings")
	}
	s.Act(0)
	ordered(t, d, wire.Load{Body: []byte("aside")})
}

// What gave way to the ideal reference is never lost: neither by Reset nor by a crash.
func TestIdealInterrupted(t *testing.T) {
	link := "v=1&memory=rram-weak-reset"
	begun := func() (*Store, *desk) {
		s, d := opened(t, link)
		s.Train()
		s.hears(wire.Status{State: wire.StateRunning})
		s.hears(wire.Result{Reason: "train",
			Result: lab.Result{Link: link, Step: 9, Accuracy: 0.93, IdealAccuracy: -1, Fingerprint: print("aa")}})
		s.hears(wire.Status{State: wire.StateDone})
		s.RunIdeal()
		s.hears(wire.Saved{Reason: "ideal", Link: link, Body: []byte("kept")})
		d.take()
		return s, d
	}
	s, d := begun()
	s.Reset()
	ordered(t, d)
	s.Act(0)
	ordered(t, d, wire.Load{Body: []byte("kept")})

	s, d = begun()
	s.Crashed("The engine stopped.", "Start it again.")
	s.Act(0)
	if j, waits := s.session.Waits(); !waits || string(j.Body) != "kept" || j.Link != link || d.restarts != 2 {
		t.Errorf("after a crash the run that was put aside does not come back: %+v", j)
	}
}

func TestResultGrowsWhileTraining(t *testing.T) {
	s, _ := opened(t, "")
	s.Knob("epochs", "2")
	s.Train()
	s.hears(wire.Status{State: wire.StateRunning, Link: "v=1&epochs=2"})
	live := &lab.Live{Epoch: 0.3, Correct: 871, Total: 1000, BER: []float64{0.25, 0.5}}
	live.Confusion = lab.NewConfusion(10)
	live.Confusion[3][5] = 42
	s.hears(wire.Progress{Progress: lab.Progress{Phase: "train", Step: 180, Steps: 1200, Epoch: 1,
		Epochs: 2, Live: live}})
	shows(t, s, "accuracy", "87.10")
	shows(t, s, "stale", "epoch 0.3")
	shows(t, s, "worst-ber", "0.5")
	shows(t, s, "difference", "–")
	shows(t, s, "fingerprint", "–")
	if c := s.Charts()["chart-confusion"]; !strings.Contains(c, "42") {
		t.Errorf("the confusion matrix is not that of the live test: %.200s", c)
	}
	s.hears(wire.Result{Reason: "train", Result: lab.Result{Link: "v=1&epochs=2", Accuracy: 0.9, Correct: 9000,
		Total: 10000, IdealAccuracy: 0.9, Fingerprint: print("ee")}})
	s.hears(wire.Status{State: wire.StateDone})
	shows(t, s, "accuracy", "90.00")
	shows(t, s, "difference", "0.00")
}
