package engine

import (
	"strings"
	"testing"
	"time"

	"arraylab/sim/lab"
	"arraylab/wasm/wire"
)

func TestPicturesComeWhenTheArrayChanges(t *testing.T) {
	r := newRig(t, fake{steps: 200, pieces: 2, takes: 5 * ms}) // 2 s of training, a step each 10 ms
	r.Handle(wire.Watch{Layer: 1, View: lab.ViewWeight, Rate: 10})
	if n := len(of[wire.Picture](r)); n != 0 {
		t.Errorf("%d pictures of no run", n)
	}
	r.Handle(wire.Start{})
	r.works()
	got := of[wire.Picture](r)
	// 2 s at 10 a second, one slice (16 ms) late each; the first and the last are always there.
	if len(got) < 16 || len(got) > 22 || got[0].Step != 0 || got[len(got)-1].Step != 200 {
		t.Errorf("%d pictures, from step %d to %d", len(got), got[0].Step, got[len(got)-1].Step)
	}
	for i, p := range got {
		if p.Layer != 1 || p.View != lab.ViewWeight || i > 0 && p.Step == got[i-1].Step {
			t.Errorf("picture %d: %+v", i, p.Snapshot)
		}
	}
	r.clear()
	r.clock += time.Second
	r.Handle(wire.Watch{Layer: 0, View: lab.ViewError, Rate: 10})
	r.Work()
	if got := of[wire.Picture](r); len(got) != 1 || got[0].View != lab.ViewError {
		t.Errorf("a new view of a run at rest gave %+v", got)
	}
	r.clear()
	r.Handle(wire.Watch{Layer: -1})
	r.Handle(wire.Start{})
	r.works()
	if n := len(of[wire.Picture](r)); n != 0 {
		t.Errorf("%d pictures that nobody watches", n)
	}
}

func TestAPausedRunShowsWhereItStands(t *testing.T) {
	r := newRig(t, fake{steps: 200, pieces: 1, takes: 20 * ms})
	r.Handle(wire.Watch{Layer: 0, Rate: 0.01})
	r.Handle(wire.Start{})
	r.Work()
	r.Work()
	r.Handle(wire.Control{Do: "pause"})
	got := of[wire.Picture](r)
	if last := got[len(got)-1]; last.Step != 2 {
		t.Errorf("paused after step 2, the picture is of step %d", last.Step)
	}
}

func TestTheWatchedLayerStaysWithinTheNetwork(t *testing.T) {
	r := newRig(t, fake{steps: 2, pieces: 1})
	r.Handle(wire.Watch{Layer: 2, Rate: 10})
	r.Handle(wire.Start{Link: "hidden=50"}) // layers 0 and 1
	r.works()
	for _, p := range of[wire.Picture](r) {
		if p.Layer != 0 {
			t.Errorf("a picture of layer %d", p.Layer)
		}
	}
	r.wants(wire.StateRunning, wire.StateDone)
}

// A knob may take the devices away from under the view that shows them.
func TestTheViewFollowsTheMemory(t *testing.T) {
	r := newRig(t, fake{steps: 2, pieces: 1, tests: 2, takes: 200 * ms})
	r.Handle(wire.Start{Link: "memory=rram-weak-reset&learn=latent"})
	r.Handle(wire.Watch{View: lab.ViewResistance, Rate: 10})
	r.works()
	r.clear()
	r.Handle(wire.Reinfer{Link: "memory=ber"})
	r.works()
	r.clock += time.Second
	r.view.shown = state{step: -1} // programming changed the array
	r.picture(false)
	if f := of[wire.Failure](r); len(f) > 0 {
		t.Errorf("failures %+v", f)
	}
	pictures := of[wire.Picture](r)
	if n := len(pictures); n == 0 || pictures[n-1].View != lab.ViewWeight {
		t.Errorf("pictures %+v", pictures)
	}
}

func TestAnswers(t *testing.T) {
	r := newRig(t, fake{steps: 10, pieces: 3, takes: 20 * ms})
	r.Handle(wire.Start{})
	r.Work() // within a step
	drawn := make([]byte, 784)
	drawn[0] = 5
	r.Handle(wire.Classify{Index: 9, Body: drawn})
	r.Handle(wire.Classify{Index: 0})
	r.Handle(wire.AskCell{Layer: 1, Row: 2, Col: 3})
	if got := of[wire.Scores](r); len(got) != 2 || got[0].Class != 5 || got[0].Label != -1 || got[0].Index != -1 ||
		got[1].Label != 3 || got[1].Index != 0 {
		t.Errorf("scores %+v", got)
	}
	if got := of[wire.CellInfo](r); len(got) != 1 || got[0].Row != 2 || got[0].Col != 3 {
		t.Errorf("cells %+v", got)
	}
}

// Margins come with a result, and nothing while a run is under way or before the first one.
func TestMarginsComeWithAResult(t *testing.T) {
	r := newRig(t, fake{steps: 3, pieces: 1})
	r.Handle(wire.AskMargins{})
	r.Handle(wire.Start{})
	r.Handle(wire.AskMargins{})
	if len(of[wire.Margins](r)) != 0 || len(of[wire.Failure](r)) != 0 {
		t.Errorf("said too early: %+v", r.said)
	}
	r.works()
	r.Handle(wire.AskMargins{})
	if m := of[wire.Margins](r); len(m) != 1 || len(m[0].Layers) != 1 {
		t.Errorf("margins %+v", m)
	}
}

// TestPredictionsAndImages: what is said of each test image comes with a result, and as a table where it is saved;
// images come by their numbers, those that there are.
func TestPredictionsAndImages(t *testing.T) {
	r := newRig(t, fake{steps: 3, pieces: 1})
	r.Handle(wire.Start{})
	r.Handle(wire.AskPredictions{})
	if f := of[wire.Failure](r); len(f) != 1 || f[0].Where != wire.WhereDigit {
		t.Errorf("too early: %+v", f)
	}
	r.works()
	r.Handle(wire.AskPredictions{})
	r.Handle(wire.AskPredictions{Table: true})
	if p := of[wire.Predictions](r); len(p) != 2 || string(p[0].Body) != "\x07\x02\x01\x07\x03\x01" ||
		!p[1].Table || !strings.Contains(string(p[1].Body), "\n1,3,2,0,3,2\n") {
		t.Errorf("predictions %+v", p)
	}
	r.Handle(wire.AskImages{Images: []int{0, -1, 1 << 30}})
	if m := of[wire.Images](r); len(m) != 1 || len(m[0].Images) != 1 || len(m[0].Body) != 784 {
		t.Errorf("images %+v", m)
	}
}

// TestExport: a trained network is handed over for other runtimes, and one that is none yet is refused in words.
func TestExport(t *testing.T) {
	r := newRig(t, fake{steps: 3, pieces: 1})
	r.Handle(wire.Start{})
	r.Handle(wire.Save{Reason: wire.SaveONNX})
	if f := of[wire.Failure](r); len(f) != 1 || f[0].Where != "file" {
		t.Errorf("too early: %+v", f)
	}
	r.works()
	r.Handle(wire.Save{Reason: wire.SaveONNX})
	if s := of[wire.Saved](r); len(s) != 1 || string(s[0].Body) != "onnx" || s[0].Reason != wire.SaveONNX {
		t.Errorf("saved %+v", s)
	}
}
