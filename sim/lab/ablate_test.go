package lab

import (
	"errors"
	"math"
	"strings"
	"testing"

	"arraylab/devices/knob"
)

func TestAblationVariesOneImperfectionAtATime(t *testing.T) {
	l, err := ParseLink("memory=rram-2t2r&condition=weak&hours=1000&seeds=2&chips=3&ablate=1")
	if err != nil || l.String() != "v=1&memory=rram-2t2r&condition=weak&hours=1000&seeds=2&chips=3&ablate=1" {
		t.Fatal(l, err)
	}
	a, err := l.Ablation()
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, f := range a.Fields {
		keys = append(keys, f.Key)
	}
	if got := strings.Join(keys, " "); got != "celld2d cellc2c wire offset dead hours" &&
		got != "celld2d cellc2c offset dead hours" {
		t.Errorf("imperfections %s", got)
	}
	all, err := a.Experiments()
	if err != nil || len(all) != (2+2*len(keys))*6 {
		t.Fatalf("%d points, %v", len(all), err)
	}
	table, err := l.Table()
	if err != nil {
		t.Fatal(err)
	}
	points := make([]SweepPoint, len(all))
	for i := range all {
		points[i] = table.Point(i, Result{})
	}
	if all[0] != l.Experiment || all[5].Seed != 2 || all[5].Chip != 3 || points[5].Seed != 2 {
		t.Errorf("the last repetition of all is %s", all[5].Link())
	}
	for i, e := range all {
		n := 0
		for k, f := range a.Fields {
			if f.Get(e) != a.ideals[k] {
				n++
			}
		}
		if want := map[string]int{AblateAll: len(keys), AblateNone: 0, AblateAlone: 1, AblateWithout: len(keys) -
			1}[points[i].Series]; n != want {
			t.Errorf("%s %s has %d imperfections, want %d", points[i].Series, points[i].Value, n, want)
		}
		if textOf(t, e, "separation") != textOf(t, l.Experiment, "separation") {
			t.Errorf("%s has other states", e.Link())
		}
	}
}

func TestAblationRefuses(t *testing.T) {
	var value *knob.ValueError
	for _, link := range []string{"memory=ideal&ablate=1", "memory=ber&ber=0&ablate=1",
		"memory=rram-2t2r&chips=100&seeds=100&ablate=1",
		"memory=rram-weak-reset&rtn=0&pink=0&d2d=0&curve=0&ablate=1"} {
		if _, err := ParseLink(link); !errors.As(err, &value) {
			t.Errorf("%s: %v", link, err)
		}
	}
	if _, err := ParseLink("memory=ber&ber=0.1~0.2&ablate=1"); err == nil ||
		!strings.Contains(err.Error(), "one value a field") {
		t.Error(err)
	}
	for _, m := range memories()[1:] {
		if _, err := ParseLink("memory=" + m.Value + "&ablate=1"); err != nil {
			t.Errorf("%s: %v", m.Value, err)
		}
	}
}

// TestRank: losses are differences seed by seed and chip by chip, dearest first.
func TestRank(t *testing.T) {
	a, err := Ablate(experimentOf("memory=sot-mram"), 1, 2)
	if err != nil || len(a.Fields) != 2 {
		t.Fatal(err)
	}
	accuracies := []float64{0.90, 0.92 /* none */, 0.98, 0.98 /* p01 alone */, 0.97, 0.97 /* without p01 */, 0.93,
		0.95 /* p10 alone */, 0.93, 0.95 /* without p10 */, 0.97, 0.97}
	for n := range accuracies {
		if r, ok := a.Rank(accuracies[:n]); ok != (n >= 8) || ok && len(r.Losses) != 1 {
			t.Errorf("after %d points: %+v", n, r)
		}
	}
	r, ok := a.Rank(accuracies)
	near := func(s Spread, mean, sd float64) bool {
		return math.Abs(s.Mean-mean) < 1e-12 && math.Abs(s.SD-sd) < 1e-12
	}
	root := math.Sqrt2 / 100 // of two numbers 0.02 apart
	if !ok || len(r.Losses) != 2 || r.Losses[0].Key != "sot10" || !near(r.Losses[0].Alone, 0.04, root) ||
		!near(r.Losses[0].Left, 0.06, root) ||
		!near(r.Losses[1].Alone, 0.01, 0) || !near(r.Losses[1].Left, 0.03, 0) || !near(r.Total, 0.07, root) ||
		!near(r.All, 0.91, root) || !near(r.None, 0.98, 0) {
		t.Errorf("%+v", r)
	}
}

// TestCarriedAblation trains in devices for each variant, and once where two are the same.
func TestCarriedAblation(t *testing.T) {
	l, err := ParseLink("train=300&test=300&hidden=16&memory=rram-weak-reset&rtn=0&pink=0&epochs=1&batch=60&ablate=1")
	if err != nil {
		t.Fatal(err)
	}
	a, _ := l.Ablation()
	all, err := a.Experiments()
	if err != nil || len(a.Fields) != 2 || all[2] != all[5] || all[3] != all[4] {
		t.Fatalf("%d fields, %v: one alone is the other left out", len(a.Fields), err)
	}
	var got []Result
	c := Carrier{Sets: func(string, int, int) (Sets, error) { return toySets(), nil }, Workers: 2}
	if err := c.Carry(all, func(i int, r Result) error {
		got = append(got, r)
		return nil
	}); err != nil || len(got) != 6 {
		t.Fatal(len(got), err)
	}
	for _, i := range []int{0, 2, 5} {
		if want := finish(mustRun(t, all[i].Link(), 1)); got[i].Fingerprint != want.Fingerprint {
			t.Errorf("point %d is %s, alone %s", i, got[i].Fingerprint, want.Fingerprint)
		}
	}
}
