package lab

import (
	"errors"
	"reflect"
	"testing"

	"arraylab/sim/crew"
)

// TestMarginsOfARun: of every layer, of the first test images, the same with a crew; none before the end. Wrong weights
// bring the outputs nearer to each other.
func TestMarginsOfARun(t *testing.T) {
	const link = "train=600&test=1200&hidden=40-30&epochs=2&batch=50&memory=ber&ber=0.3"
	r := mustRun(t, link, 1)
	var need *NeedError
	if _, err := r.Margins(); !errors.As(err, &need) {
		t.Errorf("before the run: %v", err)
	}
	finish(r)
	wrong, err := r.Margins()
	if err != nil || len(wrong) != 3 {
		t.Fatalf("%d layers, %v", len(wrong), err)
	}
	for l, n := range []int64{40 * MarginImages, 30 * MarginImages, MarginImages} {
		sum := int64(0)
		for _, c := range wrong[l].Counts {
			sum += c
		}
		if sum != n {
			t.Errorf("layer %d: %d distances, want %d", l, sum, n)
		}
	}
	crewed(2, func(c crew.Crew) {
		r := mustLead(t, c, link)
		finish(r)
		if got, _ := r.Margins(); !reflect.DeepEqual(got, wrong) {
			t.Errorf("a crew of two has %+v, want %+v", got, wrong)
		}
	})
	e, err := r.Experiment().With("ber", "0")
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Reinfer(e); err != nil {
		t.Fatal(err)
	}
	finish(r)
	right, _ := r.Margins()
	if last := len(right) - 1; right[last].RMS <= wrong[last].RMS {
		t.Errorf("output margin %g with the right weights, %g with wrong ones", right[last].RMS, wrong[last].RMS)
	}
	// Streams at test alone present the images otherwise.
	streams := mustRun(t, "train=600&test=1200&hidden=40-30&epochs=1&batch=50&input=stochastic&streams=2&adapt=0", 1)
	finish(streams)
	if m, err := streams.Margins(); err != nil || m[0].RMS == 0 {
		t.Errorf("streams at test: %+v, %v", m, err)
	}
}
