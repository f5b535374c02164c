package ui

import (
	"errors"
	"strings"
	"testing"
	"time"

	"arraylab/sim/lab"
	"arraylab/ui/digit"
	"arraylab/wasm/wire"
)

// The page opens with a trained network at work, before the visitor does anything.
func TestFirstScreen(t *testing.T) {
	s, d := atBoot("")
	light := "v=1&memory=rram-weak-reset&learn=latent" // the scenario first-light
	state(t, s, StateBooting)
	if d.restarts != 1 || d.fetched[0] != "mnist/test" {
		t.Fatalf("%d workers, downloads %v: want one worker and the test images first", d.restarts, d.fetched)
	}
	s.ModelFetched([]byte("model"), nil)
	s.Fetched("mnist", "test", []byte("test"), nil)
	ordered(t, d) // the worker is not there yet
	s.Report(wire.Ready{})
	ordered(t, d, wire.Data{Task: "mnist", Part: "test", Body: []byte("test")})
	s.Report(wire.DataState{Task: "mnist", Part: "test", Images: 10000})
	ordered(t, d, wire.Load{Body: []byte("model")})
	s.Report(wire.Status{State: wire.StateRunning, Link: modelLink})
	ordered(t, d, wire.Classify{Index: 0}) // a digit before the whole test set
	s.Report(sevenScores(0))
	ordered(t, d, wire.Reinfer{Link: light}) // then the chip
	s.Report(wire.Status{State: wire.StateRunning, Link: light})
	ordered(t, d) // no digit on a chip that is half programmed
	state(t, s, StateBooting)
	shows(t, s, "digit-class", ">7")
	s.Report(wire.Result{Reason: "reinfer", Result: lab.Result{Link: light, Accuracy: 0.98, IdealAccuracy: 0.982, Fingerprint: print("ab")}})
	s.Report(wire.Status{State: wire.StateDone})
	state(t, s, StateReady)
	shows(t, s, "accuracy", "98.00 %")
	if f := s.Facts(); f["fingerprint"] != print("ab") || f["accuracy"] != "0.9800" || f["digit"] != "7" || f["stale"] != "" {
		t.Errorf("facts %v", f)
	}
	if d.address != "" {
		t.Errorf("opening the page wrote %q into the address", d.address)
	}
}

func TestTrainPauseStepStop(t *testing.T) {
	s, d := opened(t, "")
	s.Knob("epochs", "2")
	if !s.Stale() {
		t.Error("a knob of training does not make the result stale")
	}
	shows(t, s, "cost", "The settings have changed")
	s.Train()
	ordered(t, d, wire.Start{Link: "v=1&epochs=2"})
	s.Report(wire.Status{State: wire.StateRunning, Link: "v=1&epochs=2"})
	state(t, s, StateRunning)
	shows(t, s, "train", "disabled")
	s.Pause()
	ordered(t, d, wire.Control{Do: "pause"})
	s.Report(wire.Status{State: wire.StatePaused})
	state(t, s, StatePaused)
	s.Step()
	s.GoOn()
	ordered(t, d, wire.Control{Do: "step"}, wire.Control{Do: "resume"})
	s.Report(wire.Status{State: wire.StateRunning})
	s.Stop()
	ordered(t, d, wire.Control{Do: "stop"})
	s.Report(wire.Result{Reason: "stop", Result: lab.Result{Link: "v=1&epochs=2", Accuracy: 0.9, IdealAccuracy: -1, Fingerprint: print("ee")}})
	s.Report(wire.Status{State: wire.StateDone})
	state(t, s, StateDone)
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
	s.Report(wire.Ready{})
	s.Train()
	s.Fetching("mnist", "test", 5, 10)
	shows(t, s, "epoch", "waiting for the test images: 50 %")
	s.Fetched("mnist", "test", []byte("a"), nil)
	s.Fetched("mnist", "train", []byte("b"), nil)
	d.take()
	s.Report(wire.DataState{Task: "mnist", Part: "test", Images: 10000})
	ordered(t, d)
	s.Report(wire.DataState{Task: "mnist", Part: "train", Images: 60000})
	ordered(t, d, wire.Start{Link: modelLink})
}

// Knobs of programming and reading are inferred at once, but not more often than the throttle.
func TestReinfer(t *testing.T) {
	s, d := opened(t, "")
	s.Knob("memory", "ber")
	ordered(t, d, wire.Reinfer{Link: "v=1&memory=ber"})
	state(t, s, StateRunning)
	s.Knob("ber", "0.01")
	s.Knob("ber", "0.02")
	ordered(t, d)
	d.clock += throttle
	if !s.Tick() {
		t.Error("Tick does not tell that it asked")
	}
	ordered(t, d, wire.Reinfer{Link: "v=1&memory=ber&ber=0.02"})
	if s.Tick() {
		t.Error("Tick asks twice for the same")
	}
	s.Report(wire.Result{Reason: "reinfer", Result: lab.Result{Link: "v=1&memory=ber&ber=0.02", Accuracy: 0.97, IdealAccuracy: 0.982, Fingerprint: print("cd")}})
	state(t, s, StateDone)
	shows(t, s, "difference", "−1.20")
	shows(t, s, "ideal", "98.20 %")
	if d.address != "v=1&memory=ber&ber=0.02" {
		t.Errorf("address %q", d.address)
	}
	if !strings.HasSuffix(s.SharedLink(), "#v=1&memory=ber&ber=0.02&fp=cd00000000000000") {
		t.Errorf("shared link %q", s.SharedLink())
	}
}

// An inference that fails is told, and not asked for again by itself.
func TestReinferFails(t *testing.T) {
	s, d := opened(t, "")
	s.Knob("memory", "ber")
	d.take()
	s.Report(wire.Failure{What: "No.", Do: "Train.", Where: "engine"})
	d.clock += time.Minute
	s.Tick()
	ordered(t, d)
	if !strings.Contains(drawn(t, s), "<b>No.</b>") {
		t.Error("the failure is not shown")
	}
}

// A text that is not allowed stays in its control, with what is allowed; nothing else changes.
func TestKnobNotAllowed(t *testing.T) {
	s, d := opened(t, "")
	s.Knob("lr", "7")
	shows(t, s, "f-lr", `value="7"`)
	shows(t, s, "f-lr", `aria-invalid="true"`)
	shows(t, s, "e-lr", "Allowed: a number from 1e-06 to 1.")
	if s.link.LR != lab.Default().LR || s.Stale() {
		t.Error("a text that is not allowed changed the experiment")
	}
	s.Train()
	ordered(t, d)
	s.Knob("lr", "0.1")
	if page := drawn(t, s); !strings.Contains(element(t, page, "e-lr"), "hidden") || s.link.LR != 0.1 {
		t.Error("the mended text is not taken")
	}
	s.Knob("learn", "device")
	shows(t, s, "e-learn", "latent when memory=ideal")
}

func TestBadLink(t *testing.T) {
	s, d := opened(t, "v=1&lr=9&hiden=3&epochs=3")
	page := drawn(t, s)
	for _, want := range []string{`data-key="lr"`, "lr=9: allowed is a number from 1e-06 to 1.", `data-key="hiden"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not show %q", want)
		}
	}
	s.Train()
	ordered(t, d)
	s.UseDefaults()
	if s.link.Epochs != 3 || s.link.LR != lab.Default().LR || d.address != "v=1&epochs=3" {
		t.Errorf("mended to %q, address %q", s.link.String(), d.address)
	}
	if strings.Contains(drawn(t, s), "bad-link") {
		t.Error("the mended link is still called wrong")
	}
}

// A link that the page wrote itself is no news; another one is.
func TestHashChange(t *testing.T) {
	s, d := opened(t, "")
	s.Knob("epochs", "4")
	s.Open("v=1&epochs=4")
	if s.link.Epochs != 4 {
		t.Error("an echo changed the settings")
	}
	s.Open("v=1&memory=ber")
	ordered(t, d, wire.Reinfer{Link: "v=1&memory=ber"})
	if s.link.Epochs != lab.Default().Epochs {
		t.Error("the new link's settings are not taken")
	}
}

func TestReplay(t *testing.T) {
	for _, c := range []struct{ came, verdict, says string }{
		{"0123456789abcdef77", "exact", "Reproduced exactly"},
		{"0123456789abcdee77", "differs", "Not reproduced: the link expects fingerprint 0123456789abcdef, here came 0123456789abcdee"},
	} {
		s, d := opened(t, "v=1&epochs=1&fp=0123456789abcdef&run=1")
		if len(d.fetched) == 0 || s.State() != StateRunning && !s.Busy() {
			t.Fatal("run=1 does not run")
		}
		s.Report(wire.Status{State: wire.StateRunning})
		s.Report(wire.Result{Reason: "train", Result: lab.Result{Link: "v=1&epochs=1", Numerics: 1, Fingerprint: print(c.came)}})
		s.Report(wire.Status{State: wire.StateDone})
		if s.Facts()["verdict"] != c.verdict || !strings.Contains(drawn(t, s), c.says) {
			t.Errorf("%s: verdict %q, %q", c.came, s.Facts()["verdict"], s.VerdictText())
		}
	}
	s, d := opened(t, "v=1&epochs=1&fp=0123456789abcdef")
	if s.Busy() {
		t.Error("a link without run=1 runs by itself")
	}
	shows(t, s, "replay", "Replay")
	s.Knob("epochs", "2")
	if strings.Contains(drawn(t, s), `id="verdict"`) || strings.Contains(d.address, "fp=") {
		t.Error("other settings still expect the fingerprint")
	}
}

func TestTeacherFlags(t *testing.T) {
	s, _ := opened(t, "v=1&hide=setup-confusion&lock=1")
	page := drawn(t, s)
	if !strings.Contains(element(t, page, "setup"), "hidden") || !s.Hidden("confusion") || s.Hidden("curves") {
		t.Error("hide= is not followed")
	}
	s.Knob("epochs", "3")
	if s.link.Epochs == 3 || !strings.Contains(element(t, page, "f-epochs"), "disabled") {
		t.Error("lock=1 is not followed")
	}
	s.Teach("lock")
	s.Teach("array")
	s.Teach("setup")
	s.Teach("array")
	if got := s.SharedLink(); !strings.HasSuffix(got, "&hide=setup&lock=1") {
		t.Errorf("shared link %q", got)
	}
}

func TestShareBase(t *testing.T) {
	s, d := opened(t, "")
	for base, warn := range map[string]bool{"http://localhost:8080/": true, "http://127.0.0.1:1/": true, "http://[::1]/x": true, "ftp://a.b/": true, "lab": true, "http://10.0.0.5:8080/": false, "https://lab.example/x/": false} {
		s.SetBase(base)
		if got := s.BaseWarning() != ""; got != warn {
			t.Errorf("base %s: warned %v, want %v", base, got, warn)
		}
	}
	s.SetBase(" https://lab.example/a/#v=1 ")
	if s.SharedLink() != "https://lab.example/a/#v=1&fp=abcdef0123456789" || d.kept[keyBase] != "https://lab.example/a/" {
		t.Errorf("link %q, kept %q", s.SharedLink(), d.kept[keyBase])
	}
	again := New(d, false)
	if again.Base() != "https://lab.example/a/" {
		t.Error("the base is forgotten")
	}
	s.Copy()
	if d.copies[0] != s.SharedLink() {
		t.Errorf("copied %q", d.copies[0])
	}
	s.Show("share")
	s.Copied(errors.New("no"))
	shows(t, s, "share-copied", "by hand")
	if q := s.QR(); q.W < 21+8 || q.W != q.H {
		t.Errorf("QR code of %d by %d", q.W, q.H)
	}
}

// The ideal reference of learning devices is a run of its own; what was shown comes back.
func TestRunIdeal(t *testing.T) {
	s, d := opened(t, "v=1&memory=rram-weak-reset")
	s.Train()
	link := "v=1&memory=rram-weak-reset"
	s.Report(wire.Status{State: wire.StateRunning})
	s.Report(wire.Result{Reason: "train", Result: lab.Result{Link: link, Accuracy: 0.93, IdealAccuracy: -1, Fingerprint: print("aa")}})
	s.Report(wire.Status{State: wire.StateDone})
	shows(t, s, "ideal", "hidden")
	shows(t, s, "difference", "–")
	d.take()
	s.RunIdeal()
	ordered(t, d, wire.Save{Reason: "ideal"})
	s.Report(wire.Saved{Reason: "ideal", Link: link, Body: []byte("kept")})
	ideal := "v=1&memory=rram-weak-reset&curve=0&rtn=0&pink=0&d2d=0"
	ordered(t, d, wire.Start{Link: ideal})
	s.Report(wire.Status{State: wire.StateRunning})
	s.Report(wire.Result{Reason: "train", Result: lab.Result{Link: ideal, Accuracy: 0.96, IdealAccuracy: -1, Fingerprint: print("bb")}})
	ordered(t, d, wire.Load{Body: []byte("kept")})
	if s.result.Link != link {
		t.Error("the ideal reference took the place of the result")
	}
	s.Report(wire.Result{Reason: "load", Result: lab.Result{Link: link, Accuracy: 0.93, IdealAccuracy: -1, Fingerprint: print("aa")}})
	s.Report(wire.Status{State: wire.StateDone})
	shows(t, s, "ideal", "96.00 %")
	shows(t, s, "difference", "−3.00")
	if New(d, false).ideals[ideal] != 0.96 {
		t.Error("the ideal figure is not kept for the next visit")
	}
}

func TestDownloadFails(t *testing.T) {
	s, d := atBoot("")
	s.Report(wire.Ready{})
	s.Fetched("mnist", "test", nil, errOffline)
	page := drawn(t, s)
	if !strings.Contains(page, "The test images of MNIST could not be downloaded. The server cannot be reached.") {
		t.Error("the failed download is not told")
	}
	n := len(d.fetched)
	s.Act(0)
	if len(d.fetched) != n+1 {
		t.Error("the download is not tried again")
	}
	s.Fetched("mnist", "test", []byte("x"), nil)
	if len(s.Notices()) != 0 {
		t.Error("the notice outlives its cause")
	}
}

func TestAbsentTask(t *testing.T) {
	s, d := opened(t, "")
	d.absent["fashion"] = true
	s.Knob("task", "fashion")
	if !strings.Contains(drawn(t, s), "Fashion-MNIST is not in this build of the page.") {
		t.Error("the missing data set is not told")
	}
	s.Act(0)
	if s.link.Task != "mnist" {
		t.Error("the way out does not work")
	}
}

// A worker that dies leaves the page alive, with the last checkpoint.
func TestCrash(t *testing.T) {
	s, d := opened(t, "v=1&epochs=3")
	s.Train()
	s.Report(wire.Status{State: wire.StateRunning})
	d.take()
	s.Report(wire.Progress{Progress: lab.Progress{Phase: "train", Step: 600, Epoch: 2, Epochs: 3}})
	if o := d.take(); len(o) == 0 || o[0] != (wire.Save{Reason: "autosave"}) {
		t.Fatalf("orders %v: want a checkpoint after the first epoch", o)
	}
	s.Report(wire.Saved{Reason: "autosave", Link: "v=1&epochs=3", Step: 600, Body: []byte("half")})
	if d.files[len(d.files)-1] != "v=1&epochs=3" {
		t.Error("the checkpoint is not stored")
	}
	s.Report(wire.Failure{What: "The engine ran out of memory.", Do: "Choose a smaller network.", Where: "memory", Fatal: true})
	state(t, s, StateFailed)
	page := drawn(t, s)
	for _, want := range []string{"ran out of memory", "The last checkpoint (step 600) is kept", "Start again from the checkpoint"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	s.Act(0)
	if d.restarts != 2 {
		t.Fatal("no other worker")
	}
	s.Report(wire.Ready{})
	s.Fetched("mnist", "test", []byte("a"), nil)
	s.Fetched("mnist", "train", []byte("b"), nil)
	s.Report(wire.DataState{Task: "mnist", Part: "test", Images: 10000})
	d.take()
	s.Report(wire.DataState{Task: "mnist", Part: "train", Images: 60000})
	ordered(t, d, wire.Start{Link: "v=1&epochs=3", Body: []byte("half")})
	if string(s.saved.Body) != "half" {
		t.Error("the checkpoint was given away")
	}
}

func TestStorageForbidden(t *testing.T) {
	s, d := opened(t, "")
	d.keeps = errors.New("host: storage is forbidden")
	s.ToggleTheme()
	s.SetBase("https://a.b/")
	if n := s.Notices(); len(n) != 1 || n[0].Where != "storage" || d.theme != "dark" {
		t.Errorf("notices %v, theme %s: want to be told once, and the theme", n, d.theme)
	}
}

func TestFoundCheckpoint(t *testing.T) {
	s, d := opened(t, "")
	s.FileFound([]byte("old"), "v=1&epochs=5")
	s.Act(0)
	ordered(t, d, wire.Start{Link: "v=1&epochs=5", Body: []byte("old")})
	if s.link.Epochs != 5 {
		t.Error("the checkpoint's settings are not taken")
	}
}

func TestOpenFile(t *testing.T) {
	s, d := opened(t, "")
	s.OpenFile("x.arraylab", []byte("net"), nil)
	ordered(t, d, wire.Load{Body: []byte("net")})
	s.Report(wire.Result{Reason: "load", Result: lab.Result{Link: "v=1&hidden=300", Accuracy: 0.96, IdealAccuracy: 0.96, Fingerprint: print("99")}})
	if s.link.Hidden != "300" || s.Stale() {
		t.Error("the file's settings are not taken")
	}
	if len(s.past) != 1 || s.past[0].Link != modelLink {
		t.Errorf("the result before is forgotten: %v", s.past)
	}
	s.OpenFile("y.txt", []byte("?"), nil)
	s.Report(wire.Failure{What: "This is no .arraylab file.", Do: "Choose another.", Where: "file"})
	if s.result.Link != "v=1&hidden=300" {
		t.Error("a damaged file changed the result")
	}
}

// A file that holds a run half way is paused where it stood.
func TestOpenCheckpoint(t *testing.T) {
	s, d := opened(t, "")
	s.OpenFile("x.arraylab", []byte("half"), nil)
	d.take()
	s.Report(wire.Status{State: wire.StatePaused, Link: "v=1&hidden=300"})
	state(t, s, StatePaused)
	if s.link.Hidden != "300" || s.Stale() {
		t.Error("the file's settings are not taken")
	}
	d.take()
	s.GoOn()
	ordered(t, d, wire.Control{Do: "resume"})
}

func TestDrawing(t *testing.T) {
	s, d := opened(t, "")
	s.Draw(true)
	ordered(t, d)
	shows(t, s, "pad-undo", "disabled")
	stroke := digit.Stroke{{X: 0.4, Y: 0.2}, {X: 0.4, Y: 0.8}}
	s.Ink([]digit.Stroke{stroke})
	s.Ink([]digit.Stroke{stroke, stroke}) // while the first is under way: asked once, after it
	pixels, _ := digit.FromStrokes([]digit.Stroke{stroke})
	ordered(t, d, wire.Classify{Index: -1, Body: pixels})
	s.Report(sevenScores(-1))
	ordered(t, d, wire.Classify{Index: -1, Body: pixels})
	s.Report(sevenScores(-1))
	if f := s.Facts(); f["digit"] != "7" || f["label"] != "-1" {
		t.Errorf("facts %v", f)
	}
	s.Undo()
	s.Undo()
	if len(s.strokes) != 0 || s.scores != nil || d.inked < 2 {
		t.Error("undo does not empty the pad")
	}
	d.take()
	s.Report(sevenScores(-1)) // a late answer to what was wiped out
	if s.scores != nil {
		t.Error("an empty pad has scores")
	}
	s.Draw(false)
	ordered(t, d, wire.Classify{Index: 0})
}

func TestDigits(t *testing.T) {
	s, d := opened(t, "")
	s.Pick(-1)
	ordered(t, d, wire.Classify{Index: 9999})
	s.Report(sevenScores(9999))
	s.PickText("12")
	s.PickText("123456")
	s.PickText("x")
	ordered(t, d, wire.Classify{Index: 12})
	shows(t, s, "digit-number", `value="x"`)
	s.Pick(13)
	shows(t, s, "digit-number", `value="13"`)
}

func TestNeuron(t *testing.T) {
	s, d := opened(t, "")
	s.AskNeuronText("1")
	shows(t, s, "neuron-number", `value="1"`) // drawn while it is typed
	s.AskNeuronText("13")
	ordered(t, d, wire.AskNeuron{Layer: 0, Index: 1}, wire.AskNeuron{Layer: 0, Index: 13})
	shows(t, s, "neuron-number", `value="13"`)
	s.AskNeuron(0, 3)
	ordered(t, d, wire.AskNeuron{Layer: 0, Index: 3})
	inputs, weights := make([]byte, 784), make([]byte, 784)
	inputs[10], inputs[11], weights[10] = 200, 50, 1
	s.Report(wire.NeuronInfo{Neuron: lab.Neuron{Layer: 0, Index: 3, Inputs: inputs, Weights: weights, Popcount: 200, Sum: 150, Threshold: 20, Output: 1}})
	page := drawn(t, s)
	for _, want := range []string{`data-sum="150"`, "2·200 − 250 = 150", "150 ≥ 20 → 1, fires"} {
		if !strings.Contains(page, want) {
			t.Errorf("the neuron does not show %q", want)
		}
	}
	s.Report(wire.NeuronInfo{Neuron: lab.Neuron{Layer: 1, Index: 5, Inputs: []byte{1, 0, 1}, Weights: []byte{1, 1, 1}, Popcount: 2, Sum: 1, Threshold: 3, Flipped: true, Output: 1}})
	if page := drawn(t, s); !strings.Contains(page, "2·2 − 3 = 1") || !strings.Contains(page, "1 ≤ 3 → 1, fires") {
		t.Error("the equation of a flipped threshold is wrong")
	}
	d.take()
	s.Pick(4)
	s.Report(sevenScores(4))
	ordered(t, d, wire.Classify{Index: 4}, wire.AskNeuron{Layer: 1, Index: 5}) // it follows the digit
}

// A panic in what a visitor does is shown, and the page goes on.
func TestPanicIsShown(t *testing.T) {
	s, d := opened(t, "")
	s.Do(func() { panic("ouch") })
	if n := s.Notices(); len(n) != 1 || !strings.Contains(n[0].What, "ouch") {
		t.Fatalf("notices %v", n)
	}
	s.Act(0)
	if d.reloads != 1 {
		t.Error("loading anew is not offered")
	}
}

func TestReset(t *testing.T) {
	s, d := opened(t, "v=1&epochs=3")
	s.Train()
	s.Report(wire.Status{State: wire.StateRunning})
	d.take()
	s.Reset()
	ordered(t, d, wire.Save{Reason: "reset"})
	s.Report(wire.Saved{Reason: "reset", Link: "v=1&epochs=3", Step: 7, Body: []byte("aside")})
	if s.link.Epochs != 3 {
		t.Error("Reset changed the settings")
	}
	s.Act(0)
	ordered(t, d, wire.Load{Body: []byte("aside")})
}

func TestFrame(t *testing.T) {
	s, d := opened(t, "")
	s.Report(wire.FrameReady{Surface: "2d"})
	ordered(t, d, wire.Watch{Layer: 0, View: lab.ViewWeight, Rate: watchRate})
	s.Layer(2)
	s.View(lab.ViewError)
	d.take()
	s.Report(wire.Hover{Layer: 2, Row: 4, Col: 5})
	ordered(t, d, wire.AskCell{Layer: 2, Row: 4, Col: 5})
	s.Report(wire.CellInfo{Cell: lab.Cell{Layer: 2, Row: 4, Col: 5, Weight: -1, Intended: 1, Devices: true, RBL: 8100, RBLb: 7400, PulsesBL: 23}})
	shows(t, s, "cell", "input 4, neuron 5   weight -1 (intended +1)   R_BL 8.1 kΩ   R_BLb 7.4 kΩ   23 + 0 pulses")
	if _, ok := d.frames[len(d.frames)-1].(wire.CellInfo); !ok {
		t.Error("the frame is not told of the cell")
	}
}
