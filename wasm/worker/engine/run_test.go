package engine

import (
	"math"
	"strings"
	"testing"
	"time"

	"arraylab/sim/crew"
	"arraylab/sim/data"
	"arraylab/sim/lab"
	"arraylab/wasm/wire"
)

// These tests work with real runs, short ones on images made here.

// sketches are n images of ten classes: a bar at a place of the class's own, under noise that
// is a function of the index.
func sketches(part string, n int) *data.Set {
	task := data.Tasks()[0]
	s := &data.Set{Task: task.Name, Part: part, Shape: task.Shape, N: n}
	s.Images, s.Labels = make([]byte, n*s.Grid.Values()), make([]byte, n)
	noise := uint32(len(part))
	for i := range n {
		class := i % s.Classes
		s.Labels[i] = byte(class)
		for p := range s.Grid.Values() {
			noise = noise*1664525 + 1013904223 // a linear congruential generator: Numerical Recipes
			v := noise >> 26
			if p/s.Grid.W/2 == class+2 {
				v += 180
			}
			s.Image(i)[p] = byte(v)
		}
	}
	return s
}

var short = map[string]string{
	"ideal":      "train=600&test=200&hidden=24-16&epochs=3&batch=50&seed=3",
	"ber":        "train=600&test=200&hidden=24-16&memory=ber&ber=0.03&epochs=3&batch=50&seed=3",
	"weak-reset": "train=600&test=200&hidden=24-16&memory=rram-weak-reset&epochs=3&batch=50&seed=3",
}

// alone is the run without a machine around it.
func alone(t *testing.T, link string) lab.Result {
	t.Helper()
	l, err := lab.ParseLink(link)
	if err != nil {
		t.Fatal(err)
	}
	run, err := lab.NewRun(l.Experiment, lab.Sets{Train: sketches("train", 600), Test: sketches("test", 200)})
	if err != nil {
		t.Fatal(err)
	}
	for run.Advance() {
	}
	result, ok := run.Result()
	if !ok {
		t.Fatal("no result")
	}
	return result
}

// realRig is a machine with real runs by a crew of two; each look at its clock takes a while, so
// that slices end within optimizer steps.
func realRig(t *testing.T) *rig {
	r := newRig(t, fake{})
	team := crew.Local(2)
	gone := make(chan struct{})
	go func() { lab.Follow(team[1]); close(gone) }()
	t.Cleanup(func() {
		r.drop()
		lab.Dismiss(team[0])
		<-gone
	})
	real := New(team[0], false, r.post, func() time.Duration { r.clock += 7 * ms; return r.clock })
	r.Machine = real
	r.sets["mnist"] = lab.Sets{Train: sketches("train", 600), Test: sketches("test", 200)}
	return r
}

func TestMachineGivesTheBitsOfTheRun(t *testing.T) {
	for name, link := range short {
		t.Run(name, func(t *testing.T) {
			want := alone(t, link)
			if want.Correct < 100 { // chance is 20 of 200: the network must have learnt something
				t.Errorf("%d of 200 correct", want.Correct)
			}
			r := realRig(t)
			r.Handle(wire.Start{Link: link})
			r.works()
			got := of[wire.Result](r)
			if len(got) != 1 || got[0].Fingerprint != want.Fingerprint || got[0].Correct != want.Correct {
				t.Errorf("result %+v\nwant %+v", got, want)
			}
			if n := len(of[wire.CurvePoint](r)); n != len(want.Curve) {
				t.Errorf("%d points of the curve came, of %d", n, len(want.Curve))
			}
		})
	}
}

// Whatever the visitor does meanwhile, looking changes nothing, and neither does stopping for a
// while.
func TestNothingThatIsAskedChangesTheBits(t *testing.T) {
	for name, link := range short {
		t.Run(name, func(t *testing.T) {
			want := alone(t, link)
			r := realRig(t)
			r.Handle(wire.Watch{Layer: 0, View: lab.ViewResistance, Rate: 1000})
			r.Handle(wire.Start{Link: link})
			views := []string{lab.ViewWeight, lab.ViewError}
			if name == "weak-reset" {
				views = []string{lab.ViewWeight, lab.ViewError, lab.ViewPulses, lab.ViewResistance}
			}
			for i := 0; r.Work(); i++ {
				switch i % 9 {
				case 0:
					r.Handle(wire.Classify{Index: i % 200})
				case 1:
					r.Handle(wire.AskNeuron{Layer: i / 9 % 3, Index: i % 10})
				case 2:
					r.Handle(wire.AskCell{Layer: i / 9 % 3, Row: i % 16, Col: i % 10})
				case 3:
					r.Handle(wire.Save{Reason: "autosave"})
				case 4:
					r.Handle(wire.Control{Do: "pause"})
					r.works() // only what was asked to be saved
					r.Handle(wire.Control{Do: "resume"})
				case 5:
					r.Handle(wire.Watch{Layer: i / 9 % 3, View: views[i%len(views)], Rate: 1000})
				case 6:
					r.Handle(wire.Control{Do: "step"})
					r.works()
					r.Handle(wire.Control{Do: "resume"})
				case 7:
					r.Handle(wire.AskMapSums{Layer: i / 9 % 3})
				case 8:
					r.Handle(wire.AskKernels{Layer: i / 9 % 3, Map: i % 10})
				}
			}
			got := of[wire.Result](r)
			if len(got) != 1 || got[0].Fingerprint != want.Fingerprint {
				t.Errorf("result %+v\nwant %+v", got, want)
			}
			if len(of[wire.Scores](r)) == 0 || len(of[wire.NeuronInfo](r)) == 0 || len(of[wire.CellInfo](r)) == 0 ||
				len(of[wire.Saved](r)) == 0 || len(of[wire.Picture](r)) == 0 || len(of[wire.MapSums](r)) == 0 ||
				len(of[wire.Kernels](r)) == 0 {
				t.Error("some question was never answered")
			}
			for _, f := range of[wire.Failure](r) {
				if !strings.Contains(f.What, "image") { // a neuron is at work only once an image was classified
					t.Errorf("failure %+v", f)
				}
			}
		})
	}
}

// Before its first step a run prepares its devices: that is no step.
func TestTheFirstStepIsAStep(t *testing.T) {
	r := realRig(t)
	r.Handle(wire.Start{Link: short["weak-reset"]})
	r.Handle(wire.Control{Do: "pause"})
	for step := 1; step <= 3; step++ {
		r.Handle(wire.Control{Do: "step"})
		r.works()
		if got := r.Machine.run.Progress().Step; got != step || r.state != wire.StatePaused {
			t.Errorf("after %d times step the run stands at step %d, %s", step, got, r.state)
		}
	}
}

func TestCheckpointGoesOnToTheSameBits(t *testing.T) {
	for name, link := range short {
		t.Run(name, func(t *testing.T) {
			want := alone(t, link)
			r := realRig(t)
			r.Handle(wire.Start{Link: link})
			for range 12 {
				r.Work()
			}
			r.Handle(wire.Control{Do: "pause"})
			r.Handle(wire.Save{Reason: "download"})
			r.works()
			saved := of[wire.Saved](r)
			if len(saved) != 1 || saved[0].Step == 0 || saved[0].Step >= 36 {
				t.Fatalf("saved %+v", saved)
			}

			// By hand: the file is opened in another machine and goes on when told to.
			other := realRig(t)
			other.clear()
			other.Handle(wire.Load{Body: saved[0].Body})
			other.works()
			other.wants(wire.StatePaused)
			other.Handle(wire.Control{Do: "resume"})
			other.works()
			other.wants(wire.StatePaused, wire.StateRunning, wire.StateDone)
			if got := of[wire.Result](other); len(got) != 1 || got[0].Fingerprint != want.Fingerprint ||
				got[0].Reason != "train" {
				t.Errorf("opened: %+v\nwant %+v", got, want)
			}

			// By the page: a new worker goes on with the checkpoint of one that died.
			third := realRig(t)
			third.Handle(wire.Start{Link: link, Body: saved[0].Body})
			third.works()
			if got := of[wire.Result](third); len(got) != 1 || got[0].Fingerprint != want.Fingerprint {
				t.Errorf("started from it: %+v\nwant %+v", got, want)
			}
			third.clear()
			third.Handle(wire.Start{Link: link + "&chip=9", Body: saved[0].Body})
			if f := of[wire.Failure](third); len(f) != 1 || f[0].Where != "file" {
				t.Errorf("the checkpoint of another experiment: %+v", third.said)
			}
		})
	}
}

func TestModelIsTestedAndKeepsItsCurve(t *testing.T) {
	l, err := lab.ParseLink(short["ideal"])
	if err != nil {
		t.Fatal(err)
	}
	run, err := lab.NewRun(l.Experiment, lab.Sets{Train: sketches("train", 600), Test: sketches("test", 200)})
	if err != nil {
		t.Fatal(err)
	}
	for run.Advance() {
	}
	want, _ := run.Result()
	model, err := run.Model()
	if err != nil {
		t.Fatal(err)
	}
	r := realRig(t)
	r.sets["mnist"] = lab.Sets{Test: sketches("test", 200)} // a model needs no training images
	r.Handle(wire.Load{Body: model})
	r.works()
	r.wants(wire.StateRunning, wire.StateDone)
	got := of[wire.Result](r)
	if len(got) != 1 || got[0].Reason != "load" || got[0].Correct != want.Correct ||
		len(got[0].Curve) != len(want.Curve) || len(want.Curve) == 0 {
		t.Errorf("result %+v\nwant %+v", got, want)
	}
	if n := len(of[wire.CurvePoint](r)); n != 0 {
		t.Errorf("%d points came by themselves, which the result brings", n)
	}
}

func TestReinferWithOtherErrors(t *testing.T) {
	r := realRig(t)
	r.Handle(wire.Start{Link: short["ideal"]})
	r.works()
	clean := of[wire.Result](r)[0]
	r.clear()
	r.Handle(wire.Reinfer{Link: short["ber"] + "&ber=0.4"}) // a key twice: told, and nothing happens
	if f := of[wire.Failure](r); len(f) != 1 || f[0].Where != "link" || r.Busy() {
		t.Errorf("a bad link: %+v", r.said)
	}
	r.clear()
	noisy := strings.Replace(short["ber"], "ber=0.03", "ber=0.5", 1)
	r.Handle(wire.Reinfer{Link: short["ber"]})
	r.Work()
	r.Handle(wire.Reinfer{Link: noisy})
	r.works()
	got := of[wire.Result](r)
	for _, result := range []lab.Result{clean.Result, got[0].Result} {
		r.Handle(wire.AskWeights{Named: wire.NameOf(&result)})
	}
	weights := of[wire.Weights](r)
	before, err := lab.UnpackWeights(clean.Link, weights[0].Body)
	after, err2 := lab.UnpackWeights(got[0].Link, weights[1].Body)
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	// Half of 784*24 weights: five standard errors of that share are 0.018.
	if d, err := lab.Differences(before, after); err != nil || math.Abs(d[0].Share()-0.5) > 0.018 ||
		d[0].Intended != 0 {
		t.Errorf("the weights differ by %+v, %v", d, err)
	}
	// At a bit error rate of one half nothing is left of the weights: chance is a tenth.
	if len(got) != 1 || got[0].Reason != "reinfer" || got[0].Accuracy > 0.3 || clean.Accuracy < 0.5 {
		t.Errorf("results %+v, without errors %g", got, clean.Accuracy)
	}
}
