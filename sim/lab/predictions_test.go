package lab

import (
	"encoding/csv"
	"errors"
	"slices"
	"strings"
	"testing"

	"arraylab/sim/crew"
)

// TestPredictions: they add up to the confusion matrix of the result, are the same with a crew, and follow the chip
// that is read; as text they are a table.
func TestPredictions(t *testing.T) {
	const link = "train=600&test=1200&hidden=40-30&epochs=1&batch=50&memory=ber&ber=0.3"
	r := mustRun(t, link, 1)
	var need *NeedError
	if _, err := r.Predictions(); !errors.As(err, &need) {
		t.Errorf("before the run: %v", err)
	}
	finish(r)
	p, err := r.Predictions()
	if err != nil {
		t.Fatal(err)
	}
	result, _ := r.Result()
	counts := NewConfusion(r.Experiment().Data().Classes)
	for i, class := range p.Said {
		counts[p.Labels[i]][class]++
	}
	if !slices.EqualFunc(counts, result.Confusion, slices.Equal) || len(p.Wrong()) != result.Total-result.Correct {
		t.Errorf("%v, %d wrong; the result has %v", counts, len(p.Wrong()), result.Confusion)
	}
	crewed(2, func(c crew.Crew) {
		r := mustLead(t, c, link)
		finish(r)
		if got, _ := r.Predictions(); !slices.Equal(got.Said, p.Said) {
			t.Error("a crew of two says something else")
		}
	})
	text, _ := p.MarshalText()
	read := csv.NewReader(strings.NewReader(string(text)))
	read.Comment = '#'
	rows, err := read.ReadAll()
	if err != nil || len(rows) != 1+len(p.Said) || !strings.HasPrefix(string(text), "# v=1&") {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	wrong := 0
	for _, row := range rows[1:] {
		if row[3] == "0" {
			wrong++
		}
	}
	if wrong != len(p.Wrong()) || rows[1][0] != "0" {
		t.Errorf("%d rows are wrong of %d; the first one is %q", wrong, len(p.Wrong()), rows[1])
	}
	e, _ := r.Experiment().With("ber", "0")
	if err := r.Reinfer(e); err != nil {
		t.Fatal(err)
	}
	finish(r)
	if right, err := r.Predictions(); err != nil || len(right.Wrong()) >= len(p.Wrong()) {
		t.Errorf("without errors %d are wrong, %v", len(right.Wrong()), err)
	}
	several := mustRun(t, "train=600&test=1200&hidden=40&epochs=1&batch=50&sequence=permuted&tasks=2", 1)
	finish(several)
	if _, err := several.Predictions(); !errors.As(err, &need) {
		t.Errorf("of a sequence: %v", err)
	}
}
