package ui

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"testing"

	"arraylab/sim/lab"
	"arraylab/ui/session"
	"arraylab/wasm/wire"
)

func TestDownloadFails(t *testing.T) {
	s, d := atBoot("")
	s.hears(wire.Ready{})
	s.Fetched("mnist", "test", 0, nil, errOffline)
	page := drawn(t, s)
	if !strings.Contains(page, "The test images of MNIST could not be downloaded. The server cannot be reached.") {
		t.Error("the failed download is not told")
	}
	n := len(d.fetched)
	s.Act(0)
	if len(d.fetched) != n+1 {
		t.Error("the download is not tried again")
	}
	s.Fetched("mnist", "test", 0, []byte("x"), nil)
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
	s.hears(wire.Status{State: wire.StateRunning})
	d.take()
	s.hears(wire.Progress{Progress: lab.Progress{Phase: "train", Step: 600, Epoch: 2, Epochs: 3}})
	if o := d.take(); len(o) == 0 || o[0] != (wire.Save{Reason: "autosave"}) {
		t.Fatalf("orders %v: want a checkpoint after the first epoch", o)
	}
	s.hears(wire.Saved{Reason: "autosave", Link: "v=1&epochs=3", Step: 600, Body: []byte("half")})
	if r := d.browser.records["run/tab"]; string(r.body) != "half" ||
		!strings.Contains(r.note, `"link":"v=1\u0026epochs=3","step":600`) {
		t.Error("the checkpoint is not stored")
	}
	s.hears(wire.Failure{What: "The engine ran out of memory.", Do: "Choose a smaller network.",
		Where: "memory", Fatal: true})
	state(t, s, session.StateFailed)
	page := drawn(t, s)
	for _, want := range []string{"ran out of memory", "The last checkpoint (step 600) is kept",
		"Start again from the checkpoint"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	s.Act(0)
	if d.restarts != 2 {
		t.Fatal("no other worker")
	}
	s.hears(wire.Ready{})
	s.Fetched("mnist", "test", 0, []byte("a"), nil)
	s.Fetched("mnist", "train", 0, []byte("b"), nil)
	s.hears(wire.DataState{Task: "mnist", Part: "test", Images: 10000})
	d.take()
	s.hears(wire.DataState{Task: "mnist", Part: "train", Images: 60000})
	ordered(t, d, wire.Start{Link: "v=1&epochs=3", Body: []byte("half")})
	if string(s.checkpoints.last.Body) != "half" {
		t.Error("the checkpoint was given away")
	}
}

// TestADeadCrewDeliversNothing: once workers were declared dead their reports are dropped, and so are those of a job of
// theirs that come when others are at work.
func TestADeadCrewDeliversNothing(t *testing.T) {
	s, d := opened(t, "v=1&epochs=3")
	s.Train()
	job := s.session.Job().ID
	late := []any{
		wire.Status{Job: job, State: wire.StatePaused},
		wire.Progress{Job: job, Progress: lab.Progress{Phase: "train", Step: 7, Epoch: 9}},
		wire.CurvePoint{Job: job}, wire.SweepPoint{Job: job}, wire.Failure{Job: job, What: "Late."},
		wire.Result{Job: job, Reason: "train",
			Result: lab.Result{Link: "v=1&epochs=3", Accuracy: 0.1, Fingerprint: print("99")}},
	}
	dead := append(late, wire.Ready{}, wire.DataState{Task: "fashion", Part: "test", Images: 7},
		wire.Saved{Reason: wire.Autosave, Step: 9},
		sevenScores(3), wire.Picture{}, wire.Failure{What: "Later."}, wire.Failure{What: "Once more.", Fatal: true})
	tell := func() string {
		return fmt.Sprint(s.State(), len(s.notices), s.result, s.course.progress, len(s.points), s.specimen.scores,
			s.checkpoints.last, s.supplies.held, len(d.frames), s.session.Job().Kind)
	}
	s.Crashed("The engine stopped.", "Start it again.")
	d.take()
	before := tell()
	for _, m := range dead {
		s.Report(m)
		if got := tell(); got != before || len(d.take()) > 0 {
			t.Errorf("after the crash %T changes the page:\n%s\n%s", m, before, got)
		}
	}
	s.Act(0)
	s.Report(wire.Ready{})
	d.take()
	before = tell()
	for _, m := range late {
		s.Report(m)
		if got := tell(); got != before || len(d.take()) > 0 {
			t.Errorf("with another crew %T changes the page:\n%s\n%s", m, before, got)
		}
	}
}

// Without a checkpoint another worker begins as the page did.
func TestCrashBeforeTraining(t *testing.T) {
	s, d := opened(t, "")
	s.hears(wire.Failure{What: "The engine stopped.", Do: "Start it again: the last checkpoint is kept.",
		Where: "engine", Fatal: true})
	if n := s.Notices(); len(n) != 1 || strings.Contains(n[0].Advice, "checkpoint") {
		t.Errorf("notices %v: there is no checkpoint to promise", n)
	}
	s.Act(0)
	state(t, s, session.StateBooting)
	if d.restarts != 2 || s.result == nil {
		t.Errorf("%d workers, result %v: want another worker and the result still shown", d.restarts, s.result)
	}
}

func TestOpenFile(t *testing.T) {
	s, d := opened(t, "")
	s.OpenFile("x.arraylab", []byte("net"), nil)
	ordered(t, d, wire.Load{Body: []byte("net")})
	s.hears(wire.Result{Reason: "load",
		Result: lab.Result{Link: "v=1&hidden=300", Accuracy: 0.96, IdealAccuracy: 0.96, Fingerprint: print("99")}})
	if s.link.Net != "300" || s.Stale() {
		t.Error("the file's settings are not taken")
	}
	if len(s.past) != 1 || s.past[0].Link != modelLink {
		t.Errorf("the result before is forgotten: %v", s.past)
	}
	s.OpenFile("y.bin", []byte("?"), nil)
	s.hears(wire.Failure{What: "This is no .arraylab file.", Do: "Choose another.", Where: "file"})
	if s.result.Link != "v=1&hidden=300" {
		t.Error("a damaged file changed the result")
	}
}

// TestOpenForeignFile: a trained network of another program is put on the memory of the settings, and is no earlier result.
func TestOpenForeignFile(t *testing.T) {
	s, d := opened(t, "")
	d.take()
	s.OpenFile("net.onnx", []byte("onnx"), nil)
	link := s.link.Experiment.Link()
	ordered(t, d, wire.Load{Link: link, Body: []byte("onnx")})
	s.hears(wire.Result{Reason: "load", Result: lab.Result{Link: link, Accuracy: 0.9, IdealAccuracy: -1, Imported: true}})
	holds(t, s, "trained by another program")
	if strings.Contains(s.SharedLink(), "fp=") {
		t.Errorf("shared with a fingerprint: %s", s.SharedLink())
	}
	past := len(s.past)
	if s.stash(); len(s.past) != past {
		t.Error("it is kept among the earlier results")
	}
}

// arraylabFile is a file of a link, whose body the page does not look into.
func arraylabFile(link string) []byte {
	head := []byte(`{"kind":"model","link":"` + link + `","numerics":1}`)
	b := append([]byte("ARRAYLAB"), 1, 0)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(head)))
	b = binary.LittleEndian.AppendUint64(append(b, head...), 0)
	sum := sha256.Sum256(b)
	return append(b, sum[:]...)
}

// TestOpenFileOfAnotherDataSet: its images are fetched, for the engine waits for them.
func TestOpenFileOfAnotherDataSet(t *testing.T) {
	s, d := opened(t, "")
	d.fetched = nil
	file := arraylabFile("v=1&task=fashion")
	s.OpenFile("x.arraylab", file, nil)
	ordered(t, d, wire.Load{Body: file})
	if want := []string{"fashion/test", "fashion/train"}; !slices.Equal(d.fetched, want) {
		t.Errorf("fetched %v, want %v", d.fetched, want)
	}
	s.hears(wire.Status{State: wire.StateWaiting})
	s.Fetching("fashion", "test", 0, 40, 100)
	if got, want := s.Waiting(), "waiting for the test images: 40 %"; got != want {
		t.Errorf("the page says %q, want %q", got, want)
	}
	s.Fetched("fashion", "test", 0, []byte("images"), nil)
	ordered(t, d, wire.Data{Task: "fashion", Part: "test", Images: 10000, Body: []byte("images")})

	s, d = opened(t, "")
	d.absent["fashion"] = true
	for range 2 {
		s.OpenFile("x.arraylab", file, nil)
		if ordered(t, d); len(s.notices) != 1 || !strings.Contains(s.notices[0].What, "is not in this build") {
			t.Errorf("of images that are in no build the page says %v", s.notices)
		}
		s.Dismiss(0)
	}
}

// TestOpenFileOfOtherNumerics: it is told so, and the link that is shared has no fingerprint.
func TestOpenFileOfOtherNumerics(t *testing.T) {
	s, _ := opened(t, "")
	for i, link := range []string{"v=1&hidden=300", "v=1&hidden=200"} {
		s.OpenFile("x.arraylab", []byte("net"), nil)
		r := lab.Result{Link: link, Accuracy: 0.96, IdealAccuracy: 0.96, Fingerprint: print("99")}
		if i == 0 {
			r.Fingerprint, r.Trained = "", lab.NumericVersion+1
		}
		s.hears(wire.Result{Reason: "load", Result: r})
		s.hears(wire.Status{State: wire.StateDone})
		told := offers(s, "This network was trained with numerics") >= 0
		if other := i == 0; told != other || strings.Contains(s.SharedLink(), "fp=") == other {
			t.Errorf("told %v, shared %s", told, s.SharedLink())
		}
	}
}

// A file that holds a run half way is paused where it stood.
func TestOpenCheckpoint(t *testing.T) {
	s, d := opened(t, "")
	s.OpenFile("x.arraylab", []byte("half"), nil)
	d.take()
	s.hears(wire.Status{State: wire.StatePaused, Link: "v=1&hidden=300"})
	state(t, s, session.StatePaused)
	if s.link.Net != "300" || s.Stale() {
		t.Error("the file's settings are not taken")
	}
	d.take()
	s.GoOn()
	ordered(t, d, wire.Control{Do: "resume"})
}
