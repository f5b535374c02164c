package engine

import (
	"fmt"
	"strings"
	"testing"

	"arraylab/sim/data/own"
	"arraylab/sim/lab"
	"arraylab/wasm/wire"
)

// table is a small table of two classes; others differs from it in a value.
func table(others float64) string {
	var b strings.Builder
	b.WriteString("a,b,class\n")
	for i := range 60 {
		fmt.Fprintf(&b, "%g,%d,%s\n", float64(i%7)+others*float64(i%3), i%2*5+i%3, []string{"u", "v"}[i%2])
	}
	return b.String()
}

func bring(text string) wire.Bring {
	return wire.Bring{Names: []string{"mine.csv"}, Sizes: []int{len(text)}, Split: 1, Body: []byte(text)}
}

// TestOwnData: files become a task; a run whose link names them waits for them, and for no others, and a sweep over
// splits of them gives the points of runs alone.
func TestOwnData(t *testing.T) {
	if wire.MostBrought != own.MaxFile {
		t.Errorf("%d bytes are brought at most, %d taken", wire.MostBrought, own.MaxFile)
	}
	r := realRig(t)
	r.Handle(bring(table(0)))
	u := of[wire.Understood](r)
	if len(u) != 1 || u[0].Wrong != "" || u[0].Grid.String() != "1x2" || u[0].Classes != 2 || u[0].Train != 48 ||
		u[0].Test != 12 || u[0].Label != own.Last || !u[0].Table || len(u[0].Hash) != 16 {
		t.Fatalf("%+v", u)
	}
	e, err := lab.Default().OnOwn(u[0].Shape, u[0].Hash, u[0].Train, u[0].Test)
	if err != nil {
		t.Fatal(err)
	}
	for key, text := range map[string]string{"hidden": "8", "epochs": "1", "batch": "8"} {
		if e, err = e.With(key, text); err != nil {
			t.Fatal(err)
		}
	}

	fresh := realRig(t)
	fresh.Handle(wire.Start{Link: e.Link()})
	fresh.works()
	fresh.wants(wire.StateWaiting)
	fresh.Handle(bring(table(0.5)))
	fresh.works()
	if got := of[wire.Result](fresh); len(got) > 0 {
		t.Error("a run took other data than those of its link")
	}
	fresh.Handle(bring(table(0)))
	fresh.works()
	got := of[wire.Result](fresh)
	if len(got) != 1 || got[0].Total != 12 || got[0].Link != e.Link() {
		t.Fatalf("results %+v, failures %+v", got, of[wire.Failure](fresh))
	}
	if held := of[wire.DataState](fresh); len(held) < 2 || held[0].Task != lab.OwnTask || held[0].Images != 12 {
		t.Errorf("held %+v", held)
	}

	sweep := lab.Sweep{Key: lab.KeySplit, Values: []string{"1", "2"}, Chips: 1}
	fresh.Handle(wire.Sweep{Sweep: sweep, Link: e.Link()})
	fresh.works()
	if points := of[wire.SweepPoint](fresh); len(points) != 2 || points[0].Fingerprint != got[0].Fingerprint[:16] ||
		points[1].Fingerprint == points[0].Fingerprint {
		t.Errorf("points %+v, failures %+v", points, of[wire.Failure](fresh))
	}

	r.clear()
	more, err := e.With("train", "49")
	if err != nil {
		t.Fatal(err)
	}
	r.Handle(wire.Start{Link: more.Link()})
	r.works()
	if f := of[wire.Failure](r); len(f) != 1 || !strings.Contains(f[0].What, "49 training samples of own: there are 48") {
		t.Errorf("failures %+v", f)
	}
	r.clear()
	r.Handle(bring("1\n2\n"))
	if u := of[wire.Understood](r); len(u) != 1 || !strings.HasPrefix(u[0].Wrong, "Mine.csv: has 1 column") {
		t.Errorf("%+v", u)
	}
}
