package engine

import (
	"fmt"
	"testing"

	"arraylab/wasm/wire"
)

// TestWeightsTravelWhenTheyAreAskedFor: a result comes without them; they are there for it, and for the one before it.
func TestWeightsTravelWhenTheyAreAskedFor(t *testing.T) {
	r := newRig(t, fake{steps: 2, pieces: 2, tests: 1})
	r.Handle(wire.Start{Link: "v=1&seed=7"})
	r.works()
	r.Handle(wire.Reinfer{Link: "v=1&seed=7&chip=2"})
	r.works()
	if n := len(of[wire.Result](r)); n != 2 || len(of[wire.Weights](r)) != 0 {
		t.Fatalf("%d results, and weights that nobody asked for: %+v", n, of[wire.Weights](r))
	}
	for i, link := range []string{"v=1&seed=7&chip=2", "v=1&seed=7", "v=1&seed=8"} {
		named := wire.Named{Link: link}
		r.Handle(wire.AskWeights{Named: named})
		got := of[wire.Weights](r)
		if len(got) != i+1 || got[i].Named != named || (len(got[i].Body) > 0) != (i < 2) {
			t.Errorf("%s: answers %+v", link, got)
		}
	}
}

// TestTheOldestWeightsAreForgotten, and those of the same name are kept once. A fingerprint is part of the name.
func TestTheOldestWeightsAreForgotten(t *testing.T) {
	var all results
	name := func(i int) wire.Named { return wire.Named{Link: fmt.Sprint(i)} }
	for i := range wire.MostWeights + 5 {
		all.keep(name(i), []byte{byte(i)})
	}
	if len(all) != wire.MostWeights || all.find(name(4)) != nil || all.find(name(5))[0] != 5 {
		t.Errorf("%d are kept; the first: %v", len(all), all[0])
	}
	all.keep(name(7), []byte{70})
	if len(all) != wire.MostWeights || all.find(name(7))[0] != 70 || all[len(all)-1].of != name(7) {
		t.Errorf("the same twice: %d are kept", len(all))
	}
	if all.find(wire.Named{Link: "7", Fingerprint: "1"}) != nil {
		t.Error("a run that was stopped has the weights of the whole one")
	}
	for i := range 3 {
		all.keep(name(900+i), make([]byte, mostBytes/2))
	}
	if len(all) != 2 || all.find(name(900)) != nil {
		t.Errorf("%d of half of the bytes are kept", len(all))
	}
	if all.keep(name(999), make([]byte, mostBytes+1)); len(all) != 0 {
		t.Errorf("%d are kept beside one that is too large", len(all))
	}
}
