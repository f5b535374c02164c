package ui

import (
	"errors"
	"strings"
	"testing"
	"time"

	"arraylab/sim/lab"
	"arraylab/ui/session"
	"arraylab/wasm/framewire"
	"arraylab/wasm/wire"
)

// The page opens with a trained network at work, before the visitor does anything.
func TestFirstScreen(t *testing.T) {
	s, d := atBoot("")
	light := "v=1&memory=rram-weak-reset&learn=latent" // the scenario first-light
	state(t, s, session.StateBooting)
	if d.restarts != 1 || d.fetched[0] != "mnist/test" {
		t.Fatalf("%d workers, downloads %v: want one worker and the test images first", d.restarts, d.fetched)
	}
	s.ModelFetched([]byte("model"), nil)
	s.Fetched("mnist", "test", 0, []byte("test"), nil)
	ordered(t, d) // the worker is not there yet
	s.hears(wire.Ready{})
	ordered(t, d, wire.Data{Task: "mnist", Part: "test", Images: 10000, Body: []byte("test")})
	s.hears(wire.DataState{Task: "mnist", Part: "test", Images: 10000})
	ordered(t, d, wire.Load{Body: []byte("model")})
	s.hears(wire.Status{State: wire.StateRunning, Link: modelLink})
	ordered(t, d, wire.Classify{Index: 0}) // a digit before the whole test set
	s.hears(sevenScores(0))
	ordered(t, d, wire.Reinfer{Link: light}) // then the chip
	s.hears(wire.Status{State: wire.StateRunning, Link: light})
	ordered(t, d) // no digit on a chip that is half programmed
	state(t, s, session.StateBooting)
	shows(t, s, "digit-class", ">7")
	s.hears(wire.Result{Reason: "reinfer",
		Result: lab.Result{Link: light, Accuracy: 0.98, IdealAccuracy: 0.982, Fingerprint: print("ab")}})
	s.hears(wire.Status{State: wire.StateDone})
	state(t, s, session.StateReady)
	shows(t, s, "accuracy", "98.00 %")
	if f := s.Facts(); f["fingerprint"] != print("ab") || f["accuracy"] != "0.9800" || f["digit"] != "7" ||
		f["stale"] != "" {
		t.Errorf("facts %v", f)
	}
	if d.address != "" {
		t.Errorf("opening the page wrote %q into the address", d.address)
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

// TestNoticesHaveIDsOfTheirOwn, and keep them while others come and go.
func TestNoticesHaveIDsOfTheirOwn(t *testing.T) {
	s, _ := opened(t, "")
	for _, n := range []Notice{{Where: "data", Key: "a", What: "A"}, {Where: "data", Key: "b", What: "B"},
		{Where: "file", What: "C"},
		{Where: "data", What: "D"}, {Where: "data", Key: "b", What: "B again"}} {
		s.notify(n)
	}
	ids := func() (all []string) {
		for _, n := range s.Notices() {
			all = append(all, n.id)
		}
		return all
	}
	if got := strings.Join(ids(), " "); got != "data data-2 file data-3" {
		t.Errorf("ids %s", got)
	}
	page := drawn(t, s)
	for _, id := range ids() {
		for _, part := range []string{"do", "close"} {
			if n := strings.Count(page, `id="notice-`+part+"-"+id+`"`); n != 1 {
				t.Errorf("%d elements are notice-%s-%s", n, part, id)
			}
		}
	}
	s.Dismiss(0)
	if got := strings.Join(ids(), " "); got != "data-2 file data-3" {
		t.Errorf("after the first one went the ids are %s", got)
	}
	s.notify(Notice{Where: "data", What: "E"})
	if got := strings.Join(ids(), " "); got != "data-2 file data-3 data" {
		t.Errorf("after another one came the ids are %s", got)
	}
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

// Until the visitor chooses a view, it is the one that shows what is special about the memory.
func TestViewFollowsMemory(t *testing.T) {
	s, d := opened(t, "v=1&memory=rram-weak-reset&epochs=1")
	s.hears(framewire.Ready{Surface: "2d"})
	d.take()
	s.Train()
	if s.array.view != lab.ViewResistance {
		t.Errorf("a run on devices is shown by %s", s.array.view)
	}
	s.View(lab.ViewPulses)
	s.openArray()
	if s.array.view != lab.ViewPulses {
		t.Errorf("the chosen view gave way to %s", s.array.view)
	}
	s.course.link = "v=1"
	s.openArray()
	if s.array.view != lab.ViewWeight {
		t.Errorf("a memory without devices is shown by %s", s.array.view)
	}
}

func TestFrame(t *testing.T) {
	s, d := opened(t, "")
	s.hears(framewire.Ready{Surface: "2d"})
	ordered(t, d, wire.Watch{Layer: 0, View: lab.ViewWeight, Rate: watchRate})
	s.Layer(2)
	s.View(lab.ViewError)
	d.take()
	s.hears(framewire.Hover{Layer: 2, Row: 4, Col: 5})
	ordered(t, d, wire.AskCell{Layer: 2, Row: 4, Col: 5})
	s.hears(wire.CellInfo{Cell: lab.Cell{Layer: 2, Row: 4, Col: 5, Weight: -1, Intended: 1, Devices: true, RBL: 8100,
		RBLb: 7400, PulsesBL: 23}})
	shows(t, s, "cell", "input 4, neuron 5   weight -1 (intended +1)   R_BL 8.1 kΩ   R_BLb 7.4 kΩ   23 + 0 pulses")
	s.hears(wire.CellInfo{Cell: lab.Cell{Row: 4, Col: 5, Weight: 1, Intended: 1, From: "green", Channel: 1, TapCol: 1}})
	shows(t, s, "cell", "green at tap 0,1, map 5   weight +1")
	if _, ok := d.frames[len(d.frames)-1].(wire.CellInfo); !ok {
		t.Error("the frame is not told of the cell")
	}
}

// TestTrainingImagesComeInAPause: a visit that trains nothing fetches them when the visitor rests, not before.
func TestTrainingImagesComeInAPause(t *testing.T) {
	s, d := opened(t, "")
	delete(s.supplies.held, part("mnist", "train"))
	if came := strings.Join(d.fetched, " "); strings.Contains(came, "train") {
		t.Fatalf("fetched when the page opened: %s", came)
	}
	for range 3 {
		d.clock += pause - time.Second
		s.Tick()
		s.Do(func() { s.Show("help") })
	}
	if came := strings.Join(d.fetched, " "); strings.Contains(came, "train") {
		t.Fatalf("fetched while the visitor does something: %s", came)
	}
	d.clock += pause
	s.Tick()
	if came := strings.Join(d.fetched, " "); !strings.Contains(came, "train") {
		t.Errorf("fetched in a pause: %s", came)
	}
}

// TestManyTrainingImagesWaitForARun: the 84 MB on which the network of photographs was trained do not come by themselves.
func TestManyTrainingImagesWaitForARun(t *testing.T) {
	const link = "v=1&task=cifar10&train=50000&net=32c-32cp-64c-64cp-128c-128cp-256&epochs=60"
	s, d := opened(t, link)
	s.supplies.delay(d.Now(), true) // as when the network is there
	d.clock += 2 * pause
	s.Tick()
	if came := strings.Join(d.fetched, " "); strings.Contains(came, "cifar10/train") {
		t.Errorf("fetched in a pause: %s", came)
	}
	s.Train()
	if came := strings.Join(d.fetched, " "); !strings.Contains(came, "cifar10/train") {
		t.Errorf("fetched for a run: %s", came)
	}
}

// TestPicturesOfTheArrayDrawNothing: they are the frame's.
func TestPicturesOfTheArrayDrawNothing(t *testing.T) {
	s, d := opened(t, "")
	if s.Report(wire.Picture{}) || len(d.frames) == 0 {
		t.Error("a picture of the array changes the page, or does not reach the frame")
	}
	if !s.Report(framewire.Ready{}) {
		t.Error("a frame that is ready changes nothing")
	}
}
