package engine

import (
	"reflect"
	"strings"
	"testing"

	"arraylab/sim/lab"
	"arraylab/wasm/wire"
)

// TestSweep infers every value and chip, each as an inference of its own would, and goes back.
func TestSweep(t *testing.T) {
	r := realRig(t)
	r.Handle(wire.Start{Link: short["ber"]})
	r.works()
	before := of[wire.Result](r)[0]
	r.clear()
	r.Handle(wire.Sweep{Sweep: lab.Sweep{Key: "ber", Values: []string{"0", "0.5"}, Chips: 2}})
	r.works()
	points := of[wire.SweepPoint](r)
	if len(points) != 4 || points[0].Accuracy != before.IdealAccuracy || points[1].Accuracy != points[0].Accuracy ||
		points[2].Accuracy > 0.3 || points[3].Value != "0.5" || points[3].Chip != 2 || points[2].BER < 0.4 {
		t.Errorf("points %+v", points)
	}
	if got := of[wire.Result](r); len(got) != 1 || got[0].Fingerprint != before.Fingerprint ||
		got[0].Reason != "reinfer" {
		t.Errorf("after the sweep: %+v", got)
	}
}

// TestSweepEndsEarly stops a sweep, overtakes one by a knob, and refuses one that makes no sense.
func TestSweepEndsEarly(t *testing.T) {
	r := realRig(t)
	r.Handle(wire.Sweep{})
	if f := of[wire.Failure](r); len(f) != 1 {
		t.Errorf("a sweep of nothing: %+v", r.said)
	}
	r.Handle(wire.Start{Link: short["ber"]})
	r.works()
	before := of[wire.Result](r)[0]
	sweep := wire.Sweep{Sweep: lab.Sweep{Key: "ber", Values: []string{"0.1", "0.2", "0.3"}, Chips: 100}}
	for _, end := range []any{wire.Control{Do: "stop"}, wire.Reinfer{Link: short["ber"] + "&chip=5"}} {
		r.clear()
		r.Handle(sweep)
		for len(of[wire.SweepPoint](r)) < 3 {
			r.Work()
		}
		r.Handle(end)
		r.works()
		got := of[wire.Result](r)
		if n := len(of[wire.SweepPoint](r)); n > 10 || len(got) != 1 {
			t.Fatalf("after %+v: %d points and the results %+v", end, n, got)
		}
		if _, stop := end.(wire.Control); stop != (got[0].Fingerprint == before.Fingerprint) {
			t.Errorf("after %+v: %+v", end, got[0])
		}
	}
	r.clear()
	r.Handle(wire.Sweep{Sweep: lab.Sweep{Key: "pulses", Values: []string{"1"}, Chips: 1}})
	if f := of[wire.Failure](r); len(f) != 1 || f[0].Where != "sweep" || r.Busy() {
		t.Errorf("a sweep of what plays no part: %+v", r.said)
	}
}

// TestNoSweepOfOtherNumerics: the points of a network that other numerics have trained would mix with those of today's.
func TestNoSweepOfOtherNumerics(t *testing.T) {
	r := newRig(t, fake{steps: 1, pieces: 1, tests: 1, takes: ms, trained: lab.NumericVersion + 1})
	r.Handle(wire.Start{Link: "v=1&memory=ber"})
	r.works()
	r.clear()
	r.Handle(wire.Sweep{Sweep: lab.Sweep{Key: "ber", Values: []string{"0.1"}, Chips: 1}, Link: "v=1&memory=ber"})
	if f := of[wire.Failure](r); len(f) != 1 || !strings.Contains(f[0].What, "other numerics") || r.Busy() {
		t.Errorf("a sweep of other numerics: %+v", r.said)
	}
}

// TestSweepTrains what its points need, each network once, pauses and goes on, and brings back the run that stood
// there, with its training.
func TestSweepTrains(t *testing.T) {
	for name, link := range short {
		r := realRig(t)
		r.Handle(wire.Start{Link: link})
		r.works()
		before := of[wire.Result](r)[0]
		r.clear()
		sweep := lab.Sweep{Key: "lr", Values: []string{"0.002", "0.01"}, Chips: 2, Seeds: 2}
		l, err := lab.ParseLink(link)
		if err != nil {
			t.Fatal(err)
		}
		all, err := sweep.Experiments(l.Experiment)
		if err != nil {
			t.Fatal(err)
		}
		r.Handle(wire.Sweep{Sweep: sweep, Link: link})
		for range 5 {
			r.Work()
		}
		r.Handle(wire.Control{Do: "pause"})
		if r.Work() {
			t.Errorf("%s: the sweep does not pause", name)
		}
		r.Handle(wire.Control{Do: "resume"})
		r.works()
		points := of[wire.SweepPoint](r)
		if len(points) != len(all) {
			t.Fatalf("%s: %d points, %+v", name, len(points), of[wire.Failure](r))
		}
		for _, i := range []int{0, 3, 6} {
			if want := alone(t, all[i].Link()); points[i].SweepPoint != sweep.Point(i, want, all[i]) {
				t.Errorf("%s: point %d is %+v, alone %v", name, i, points[i], want.Fingerprint)
			}
		}
		if got := of[wire.Result](r); len(got) != 1 || got[0].Fingerprint != before.Fingerprint ||
			got[0].Reason != "reinfer" {
			t.Errorf("%s: after the sweep %+v, before %s", name, got, before.Fingerprint)
		}
		r.clear()
		r.Handle(wire.Sweep{Sweep: sweep, Link: link})
		r.Work()
		r.Handle(wire.Control{Do: "stop"})
		r.works()
		if got := of[wire.Result](r); len(got) != 1 || got[0].Fingerprint != before.Fingerprint ||
			len(of[wire.SweepPoint](r)) != 0 {
			t.Errorf("%s: after a stop %+v, before %s", name, got, before.Fingerprint)
		}
	}
}

// TestSweepGoesOn begins with a point in the middle, in an engine that has none of the networks that were trained
// before: the points are those of a sweep from its first one.
func TestSweepGoesOn(t *testing.T) {
	for name, order := range map[string]wire.Sweep{
		"ber": {Sweep: lab.Sweep{Chips: 2}, Link: short["ber"], Ablate: true},
		"weak-reset": {Sweep: lab.Sweep{Key: "lr", Values: []string{"0.002", "0.01"}, Chips: 2},
			Link: short["weak-reset"]},
	} {
		r := realRig(t)
		r.Handle(wire.Start{Link: short[name]})
		r.works()
		before := of[wire.Result](r)[0]
		r.clear()
		r.Handle(order)
		r.works()
		whole := of[wire.SweepPoint](r)
		for _, order.From = range []int{1, len(whole) - 1} {
			r.clear()
			r.Handle(order)
			r.works()
			if got := of[wire.SweepPoint](r); !reflect.DeepEqual(got, whole[order.From:]) {
				t.Errorf("%s: from point %d on %+v, want %+v", name, order.From, got, whole[order.From:])
			}
			if got := of[wire.Result](r); len(got) != 1 || got[0].Fingerprint != before.Fingerprint {
				t.Errorf("%s: afterwards %+v", name, got)
			}
		}
		for _, order.From = range []int{-1, len(whole)} {
			r.clear()
			r.Handle(order)
			if f := of[wire.Failure](r); len(f) != 1 || !strings.Contains(f[0].What, "There is no point") || r.Busy() {
				t.Errorf("%s: from point %d on: %+v", name, order.From, r.said)
			}
			if s := of[wire.Status](r); len(s) != 1 || s[0].State != wire.StateDone { // the page took it for running
				t.Errorf("%s: from point %d on the states %+v", name, order.From, s)
			}
		}
	}
}

// TestAblationInTheEngine carries out the points of an ablation, and a knob overtakes it.
func TestAblationInTheEngine(t *testing.T) {
	r := realRig(t)
	r.Handle(wire.Start{Link: short["ber"]})
	r.works()
	r.clear()
	other := strings.Replace(short["ber"], "seed=3", "seed=4", 1)
	r.Handle(wire.Sweep{Sweep: lab.Sweep{Chips: 1}, Ablate: true, Link: other})
	for len(of[wire.SweepPoint](r)) < 2 {
		r.Work()
	}
	if p := of[wire.SweepPoint](r); p[0].Series != lab.AblateAll || p[1].Series != lab.AblateNone || p[0].Seed != 4 ||
		p[1].BER != 0 {
		t.Errorf("points %+v", p)
	}
	noisy := strings.Replace(short["ber"], "ber=0.03", "ber=0.2", 1)
	r.Handle(wire.Reinfer{Link: noisy})
	r.works()
	if got := of[wire.Result](r); len(got) != 1 || got[0].Fingerprint != alone(t, noisy).Fingerprint {
		t.Errorf("after a knob %+v", got)
	}
}

// TestAViewWaitsForTheDevices: to choose the view of the resistances while the chip of a point is programmed fails
// nothing, and the picture is there in the end.
func TestAViewWaitsForTheDevices(t *testing.T) {
	r := realRig(t)
	link := strings.Replace(short["ber"], "memory=ber&ber=0.03", "memory=rram-2t2r", 1)
	r.Handle(wire.Start{Link: link})
	r.works()
	r.clear()
	r.Handle(wire.Sweep{Sweep: lab.Sweep{Chips: 3}, Link: link})
	r.Handle(wire.Watch{View: lab.ViewResistance, Rate: 8})
	if n := len(of[wire.Picture](r)); n != 0 || r.Machine.run.Progress().Phase != "program" {
		t.Fatalf("%d pictures in the phase %s", n, r.Machine.run.Progress().Phase)
	}
	r.works()
	r.Handle(wire.Watch{View: lab.ViewResistance, Rate: 8})
	if p := of[wire.Picture](r); len(p) != 1 || p[0].View != lab.ViewResistance || len(of[wire.Failure](r)) > 0 ||
		len(of[wire.SweepPoint](r)) != 3 {
		t.Errorf("pictures %d, failures %+v, %d points", len(p), of[wire.Failure](r), len(of[wire.SweepPoint](r)))
	}
}

// TestSweepOverWhatMakesTheSignals: a parameter of a synthetic data set is swept; each point is what it is alone, and in
// the end the network and the signals stand there that did before.
func TestSweepOverWhatMakesTheSignals(t *testing.T) {
	const link = "task=ecg-beats&train=60&test=50&net=4c9s4-16&epochs=1&batch=20"
	r := realRig(t)
	r.Handle(wire.Start{Link: link})
	r.works()
	before := of[wire.Result](r)[0]
	r.clear()
	sweep := lab.Sweep{Key: "artefacts", Values: []string{"1", "5"}, Chips: 1}
	l, err := lab.ParseLink(link)
	if err != nil {
		t.Fatal(err)
	}
	r.Handle(wire.Sweep{Sweep: sweep, Link: link})
	r.works()
	points := of[wire.SweepPoint](r)
	if len(points) != 2 {
		t.Fatalf("%d points, %+v", len(points), of[wire.Failure](r))
	}
	for i, value := range sweep.Values {
		e, err := l.With("artefacts", value)
		if err != nil {
			t.Fatal(err)
		}
		sets, err := e.Provide(e.Task, e.Train, e.Test, nil)
		if err != nil {
			t.Fatal(err)
		}
		run, err := lab.NewRun(e, sets)
		if err != nil {
			t.Fatal(err)
		}
		for run.Advance() {
		}
		if want, _ := run.Result(); points[i].SweepPoint != sweep.Point(i, want, e) {
			t.Errorf("artefacts=%s: %+v, alone %g", value, points[i].SweepPoint, want.Accuracy)
		}
	}
	if got := of[wire.Result](r); len(got) != 1 || got[0].Fingerprint != before.Fingerprint {
		t.Errorf("in the end %+v stands there, before %s", got, before.Fingerprint)
	}
}
