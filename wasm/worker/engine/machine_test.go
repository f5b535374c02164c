package engine

import (
	"strings"
	"testing"
	"time"

	"arraylab/sim/data"
	"arraylab/sim/lab"
	"arraylab/wasm/wire"
)

const ms = time.Millisecond

func TestRunFromStartToResult(t *testing.T) {
	r := newRig(t, fake{steps: 100, pieces: 4, tests: 10, takes: 5 * ms})
	r.Handle(wire.Start{Link: "v=1&seed=7"})
	r.works()
	r.wants(wire.StateRunning, wire.StateDone)
	results := of[wire.Result](r)
	if len(results) != 1 || results[0].Reason != "train" || results[0].Step != 410 {
		t.Errorf("results %+v", results)
	}
	if got := of[wire.Status](r)[1].Link; got != "v=1&seed=7" {
		t.Errorf("the status is of %q", got)
	}
	if n := len(of[wire.CurvePoint](r)); n != 41 {
		t.Errorf("%d points of the curve came, 41 were made", n)
	}
	// 410 pieces of 5 ms are 2.05 s: 5 to 10 reports a second, and one at each end.
	if n := len(of[wire.Progress](r)); n < 11 || n > 22 {
		t.Errorf("%d progress reports in two seconds", n)
	}
}

func TestWorkReturnsInTime(t *testing.T) {
	for takes, most := range map[time.Duration]int{ms: 16, 5 * ms: 4, 80 * ms: 1} {
		r := newRig(t, fake{steps: 100, pieces: 7, takes: takes})
		r.Handle(wire.Start{})
		r.Work()
		if r.run.done != most {
			t.Errorf("pieces of %v: %d in one slice, want %d", takes, r.run.done, most)
		}
	}
}

func TestPauseIsAtOnceAndLosesNothing(t *testing.T) {
	r := newRig(t, fake{steps: 10, pieces: 7, tests: 3, takes: 10 * ms})
	r.Handle(wire.Start{})
	r.Work()
	at := r.run.done
	r.Handle(wire.Control{Do: "pause"})
	if r.works(); r.run.done != at {
		t.Errorf("%d pieces of work after the pause", r.run.done-at)
	}
	r.Handle(wire.Control{Do: "pause"})
	r.Handle(wire.Control{Do: "resume"})
	r.works()
	r.wants(wire.StateRunning, wire.StatePaused, wire.StatePaused, wire.StateRunning, wire.StateDone)
	if r.run.done != 73 {
		t.Errorf("%d pieces in all, want 73", r.run.done)
	}
}

func TestStepIsOneOptimizerStep(t *testing.T) {
	r := newRig(t, fake{steps: 10, pieces: 7, takes: 10 * ms})
	r.Handle(wire.Start{})
	r.Work() // ends within the first step
	for step := 1; step <= 3; step++ {
		r.Handle(wire.Control{Do: "step"})
		r.works()
		if r.run.done != 7*step || r.state != wire.StatePaused {
			t.Fatalf("step %d ends after %d pieces, %s", step, r.run.done, r.state)
		}
		if told := of[wire.Progress](r); told[len(told)-1].Step != step {
			t.Errorf("after step %d the page was told of step %d", step, told[len(told)-1].Step)
		}
	}
	r.wants(wire.StateRunning, wire.StateRunning, wire.StatePaused, wire.StateRunning, wire.StatePaused,
		wire.StateRunning, wire.StatePaused)
}

func TestStopEndsTraining(t *testing.T) {
	r := newRig(t, fake{steps: 10, pieces: 7, tests: 3, takes: 10 * ms})
	r.Handle(wire.Start{})
	r.Work()
	r.Handle(wire.Control{Do: "pause"})
	r.Handle(wire.Control{Do: "stop"})
	r.works()
	r.wants(wire.StateRunning, wire.StatePaused, wire.StateRunning, wire.StateDone)
	if !r.run.stopped || of[wire.Result](r)[0].Reason != "stop" {
		t.Errorf("stopped %v, results %+v", r.run.stopped, of[wire.Result](r))
	}
}

func TestControlWithoutARunOnlyRepeatsTheState(t *testing.T) {
	r := newRig(t, fake{})
	for _, do := range []string{"pause", "resume", "step", "stop"} {
		r.Handle(wire.Control{Do: do})
	}
	r.wants(wire.StateIdle, wire.StateIdle, wire.StateIdle, wire.StateIdle)
	r.Handle(wire.Control{Do: "fly"})
	if f := of[wire.Failure](r); len(f) != 1 || !strings.Contains(f[0].What, `"fly"`) {
		t.Errorf("failures %+v", f)
	}
}

func TestSaveOnlyBetweenSteps(t *testing.T) {
	r := newRig(t, fake{steps: 10, pieces: 7, takes: 10 * ms})
	r.Handle(wire.Start{})
	r.Work() // two pieces: within the first step
	r.Handle(wire.Control{Do: "pause"})
	r.Handle(wire.Save{Reason: wire.Autosave}) // nobody asked for it: nothing moves in a pause
	if r.works(); r.run.done != 2 || len(of[wire.Saved](r)) != 0 {
		t.Fatalf("an autosave moved a paused run to piece %d", r.run.done)
	}
	r.Handle(wire.Save{Reason: "download"})
	r.Handle(wire.Save{Reason: "ideal"})
	if n := len(of[wire.Saved](r)); n != 0 {
		t.Fatalf("saved within a step")
	}
	r.works()
	saved := of[wire.Saved](r)
	if len(saved) != 2 || saved[0].Reason != "download" || saved[1].Reason != "ideal" || saved[0].Step != 1 ||
		saved[0].Body[0] != 7 {
		t.Errorf("saved %+v", saved)
	}
	if r.run.done != 7 || r.state != wire.StatePaused {
		t.Errorf("after the save: %d pieces, %s", r.run.done, r.state)
	}
	r.Handle(wire.Save{})
	if n := len(of[wire.Saved](r)); n != 3 {
		t.Errorf("between two steps a save is answered at once: %d answers", n)
	}
}

// TestPauseWaitsForAPendingSave: a checkpoint that is asked for moves the run to the end of its step, and once the page
// is told of a pause nothing moves any more.
func TestPauseWaitsForAPendingSave(t *testing.T) {
	r := newRig(t, fake{steps: 10, pieces: 7, takes: 10 * ms})
	r.Handle(wire.Start{})
	r.Work() // within the first step
	r.Handle(wire.Save{Reason: wire.Autosave})
	r.Handle(wire.Control{Do: "pause"})
	if r.state != wire.StateRunning {
		t.Fatalf("%s before the checkpoint is made", r.state)
	}
	r.works()
	told := of[wire.Progress](r)
	if r.run.done != 7 || r.state != wire.StatePaused || len(of[wire.Saved](r)) != 1 || told[len(told)-1].Step != 1 {
		t.Errorf("%d pieces, %s, saved %+v, told of %+v", r.run.done, r.state, of[wire.Saved](r), told)
	}
	r.wants(wire.StateRunning, wire.StatePaused)
}

func TestAutosavesTakeLittleOfTheTime(t *testing.T) {
	r := newRig(t, fake{steps: 1000, pieces: 1, takes: 20 * ms, saving: 100 * ms})
	r.Handle(wire.Start{})
	for r.Work() {
		r.Handle(wire.Save{Reason: wire.Autosave})
	}
	// 20 s of training and 0.1 s a save, of which at most each thirtieth part of the time.
	if n := len(of[wire.Saved](r)); n < 5 || n > 8 {
		t.Errorf("%d autosaves", n)
	}
	r.clear()
	r.Handle(wire.Save{Reason: "download"})
	if n := len(of[wire.Saved](r)); n != 1 {
		t.Errorf("a save that the visitor asks for was answered %d times", n)
	}
}

func TestReinferCancelsTheOneUnderWay(t *testing.T) {
	r := newRig(t, fake{steps: 1, pieces: 1, tests: 50, takes: 10 * ms})
	r.Handle(wire.Start{Link: "memory=ber"})
	r.Handle(wire.Reinfer{Link: "memory=ber&ber=0.1"})
	if f := of[wire.Failure](r); len(f) != 1 || r.run.reinfers != 0 {
		t.Fatalf("while training: failures %+v, %d re-inferences", f, r.run.reinfers)
	}
	r.works()
	r.clear()
	r.Handle(wire.Reinfer{Link: "memory=ber&ber=0.1"})
	r.Work()
	r.Handle(wire.Reinfer{Link: "memory=ber&ber=0.2"})
	r.works()
	results := of[wire.Result](r)
	if len(results) != 1 || results[0].Reason != "reinfer" || !strings.HasSuffix(r.run.e.Link(), "ber=0.2") {
		t.Errorf("results %+v, link %s", results, r.run.e.Link())
	}
	r.wants(wire.StateRunning, wire.StateRunning, wire.StateDone)
}

// TestShortInferencesTellOfTheirResultAlone: what is over in a moment has no progress, what takes longer has.
func TestShortInferencesTellOfTheirResultAlone(t *testing.T) {
	for tests, reports := range map[int]int{30: 0, 90: 4} { // of 10 ms each; the first report after 400 ms
		r := newRig(t, fake{steps: 1, pieces: 1, tests: tests, takes: 10 * ms})
		r.Handle(wire.Start{Link: "memory=ber"})
		r.works()
		r.clear()
		r.Handle(wire.Reinfer{Link: "memory=ber&ber=0.1"})
		r.works()
		if n := len(of[wire.Progress](r)); n != reports || len(of[wire.Result](r)) != 1 {
			t.Errorf("%d tests: %d reports of progress, %d results, want %d and 1", tests, n, len(of[wire.Result](r)), reports)
		}
	}
}

func TestPanicEndsTheMachineInWords(t *testing.T) {
	r := newRig(t, fake{steps: 10, pieces: 1})
	r.Handle(wire.Start{})
	r.run.boom = true
	if r.Work() {
		t.Error("it still works")
	}
	f := of[wire.Failure](r)
	if len(f) != 1 || !f[0].Fatal || f[0].Do == "" || !strings.Contains(f[0].What, "a cell is out of its array") {
		t.Errorf("failures %+v", f)
	}
	if !strings.Contains(r.stack, "fake).Advance") {
		t.Errorf("the stack does not lead to the panic: %s", r.stack)
	}
	r.clear()
	r.Handle(wire.Start{})
	r.Handle(wire.Save{})
	if r.Work() || len(r.said) != 0 {
		t.Errorf("a dead machine said %+v", r.said)
	}
}

func TestWrongOrdersAreToldAndChangeNothing(t *testing.T) {
	r := newRig(t, fake{steps: 10, pieces: 1, takes: ms})
	for _, order := range []any{
		wire.Save{}, wire.Classify{}, wire.AskNeuron{}, wire.AskMapSums{}, wire.AskKernels{}, wire.AskCell{},
		wire.Reinfer{}, // no run yet
		wire.Start{Link: "colour=blue"}, wire.Data{Task: "mnist", Part: "test", Body: []byte("no images")},
		wire.Load{Body: []byte("no file")}, wire.Ready{}, 7,
	} {
		r.clear()
		r.Handle(order)
		if f := of[wire.Failure](r); len(f) != 1 || f[0].Fatal || f[0].What == "" || f[0].Do == "" {
			t.Errorf("%T: %+v", order, f)
		}
	}
	r.Handle(wire.Start{})
	r.clear()
	for _, order := range []any{
		// too large for a tab
		wire.Start{Link: "hidden=4096-4096-4096-4096-4096-4096-4096-4096&memory=rram-weak-reset"},
		wire.Classify{Index: 1}, wire.Classify{Index: -1}, wire.Classify{Body: []byte{1}},
		wire.AskNeuron{Layer: 1, Index: 5000}, wire.AskMapSums{Layer: 5}, wire.AskKernels{Layer: 5},
	} {
		r.clear()
		r.Handle(order)
		if f := of[wire.Failure](r); len(f) != 1 || f[0].Fatal {
			t.Errorf("%+v: %+v", order, r.said)
		}
	}
	if r.works(); r.run.done != 10 {
		t.Errorf("the run ended after %d pieces", r.run.done)
	}
}

// packed is a small set of images as it is served.
func packed(task, part string, n int) []byte {
	shape := data.Tasks()[0].Shape
	images := make([]byte, n*shape.Grid.Values())
	return data.Pack(&data.Set{Task: task, Part: part, Shape: shape, N: n, Images: images, Labels: make([]byte, n)})
}

func TestStartWaitsForImages(t *testing.T) {
	r := newRig(t, fake{steps: 1, pieces: 1})
	r.sets["mnist"] = lab.Sets{}
	r.Handle(wire.Start{Link: "seed=5"})
	r.Handle(wire.Control{Do: "stop"})
	r.works()
	r.wants(wire.StateWaiting, wire.StateIdle)
	r.Handle(wire.Start{Link: "seed=6"})
	r.Handle(wire.Data{Task: "mnist", Part: "test", Body: packed("mnist", "test", 3)})
	r.works()
	r.wants(wire.StateWaiting, wire.StateIdle, wire.StateWaiting, wire.StateWaiting)
	r.clear()
	r.Handle(wire.Data{Task: "mnist", Part: "train", Body: packed("mnist", "train", 2500)})
	r.works()
	r.wants(wire.StateRunning, wire.StateDone)
	if got := of[wire.DataState](r); len(got) != 1 || got[0].Images != 2500 || got[0].Part != "train" {
		t.Errorf("images held: %+v", got)
	}
	if got := r.run.e.Link(); got != "v=1&seed=6" {
		t.Errorf("the run is of %q", got)
	}
}

func TestImagesThatAreNotThoseAskedForAreRefused(t *testing.T) {
	damaged := packed("mnist", "test", 3)
	damaged[len(damaged)-1] ^= 1
	for name, body := range map[string][]byte{"damaged": damaged, "another part": packed("mnist", "train", 3),
		"another task": packed("fashion", "test", 3), "cut short": damaged[:60]} {
		r := newRig(t, fake{})
		r.Handle(wire.Data{Task: "mnist", Part: "test", Body: body})
		r.works()
		if f := of[wire.Failure](r); len(f) != 1 || f[0].Where != "data" || len(of[wire.DataState](r)) != 0 {
			t.Errorf("%s: %+v", name, r.said)
		}
	}
}

func TestSentence(t *testing.T) {
	for in, want := range map[string]string{
		"lab: the link is wrong":       "The link is wrong.",
		"the layer is 3: 0 is allowed": "The layer is 3: 0 is allowed.",
		"Done.":                        "Done.",
	} {
		if got := sentence(in); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}
