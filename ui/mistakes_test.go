package ui

import (
	"strings"
	"testing"

	"arraylab/wasm/wire"
)

// asksFor are the orders of a type since the last call.
func asksFor[T any](d *desk) (all []T) {
	for _, o := range d.take() {
		if m, ok := o.(T); ok {
			all = append(all, m)
		}
	}
	return all
}

// TestMistakes: the sheet asks for what is said of each image, then for those images that it shows; it is filtered by
// class, an image opens, and all is saved as a table.
func TestMistakes(t *testing.T) {
	s, d := opened(t, "")
	d.take()
	shows(t, s, "mistakes-open", "are taken for others")
	s.ShowMistakes()
	if len(asksFor[wire.AskPredictions](d)) != 1 {
		t.Fatal("nothing is asked for")
	}
	said, labels := make([]byte, 200), make([]byte, 200)
	for i := range 70 { // 7, taken for 1, and one 2 taken for 3
		labels[2*i], said[2*i] = 7, 1
	}
	labels[1], said[1] = 2, 3
	s.hears(wire.Predictions{Link: s.result.Link, Body: append(said, labels...)})
	asked := asksFor[wire.AskImages](d)
	if len(asked) != 1 || len(asked[0].Images) != sheetSize || asked[0].Images[1] != 1 {
		t.Fatalf("asked for %v", asked)
	}
	s.hears(wire.Images{Images: []int{0, 1}, Body: make([]byte, 2*784)})
	shows(t, s, "mistakes-count", "1 to 60 of 71")
	holds(t, s, "2 → 3")
	holds(t, s, `aria-label="2 → 3, image 1"`)
	if p := s.Charts(); p["mistake-1"] == "" || p["mistake-2"] != "" {
		t.Error("the images that came are not those that are drawn")
	}
	c := &MistakesDialog{s}
	if c.more(-1) || !c.more(1) {
		t.Error("there is a sheet before the first, or none after it")
	}
	c.turn(1)
	shows(t, s, "mistakes-count", "61 to 71 of 71")
	c.filter(false, "2")
	shows(t, s, "mistakes-count", "1 to 1 of 1")
	s.SavePredictions()
	s.hears(wire.Predictions{Table: true, Link: s.result.Link, Body: []byte("# v=1\n")})
	if d.saved[0] != "arraylab-predictions.csv" || !strings.HasPrefix(string(d.bodies[0]), "# v=1") {
		t.Errorf("saved %q: %q", d.saved, d.bodies)
	}
	s.openMistake(1)
	if s.chrome.dialog != "" || s.specimen.index != 1 || s.chrome.tab != "digit" {
		t.Errorf("%q, image %d, tab %s", s.chrome.dialog, s.specimen.index, s.chrome.tab)
	}
	s.hears(wire.Result{Result: *s.result, Reason: "reinfer"})
	if s.ShowMistakes(); len(asksFor[wire.AskPredictions](d)) == 0 {
		t.Error("of another result nothing is asked for")
	}
}
