package lab

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestJSONOfTenClasses: matrices and scores of ten classes are spelled as arrays of ten were, also before anything
// was counted.
func TestJSONOfTenClasses(t *testing.T) {
	var counts [10][10]int
	res := toyResult("ideal")
	for c, row := range res.Confusion {
		for p, n := range row {
			counts[c][p] = n
		}
	}
	spelled := func(v any) string {
		body, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return string(body)
	}
	matrix := func(m [10][10]int) string { return `"confusion":` + spelled(m) + "," }
	if !strings.Contains(spelled(res), matrix(counts)) {
		t.Errorf("result: %s", spelled(res.Confusion))
	}
	r, err := NewRun(experimentOf(toyLinks["ideal"]), toySets())
	if err != nil {
		t.Fatal(err)
	}
	for r.Progress().Live == nil && r.Advance() {
	}
	if live := *r.Progress().Live; !strings.Contains(spelled(live), matrix([10][10]int(arrays(live.Confusion)))) {
		t.Errorf("live: %s", spelled(live.Confusion))
	}
	if empty := NewConfusion(10); spelled(empty) != spelled([10][10]int{}) {
		t.Errorf("nothing counted: %s", spelled(empty))
	}
	s := r.Classify(toySets().Test.Image(0), 3)
	if !strings.Contains(spelled(s), `"scores":`+spelled([10]float64(s.Scores))+",") {
		t.Errorf("scores: %s", spelled(s.Scores))
	}
}

// arrays are rows of ten.
func arrays(rows [][]int) (a [][10]int) {
	for _, row := range rows {
		a = append(a, [10]int(row))
	}
	return a
}
