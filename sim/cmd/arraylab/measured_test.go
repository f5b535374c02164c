package main

import (
	"math/rand/v2"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"arraylab/sim/gallery"
	"arraylab/sim/lab"
)

// TestMeasuredNumbersComeOutAgain: of each scenario that asks for numbers, those of a point chosen by chance.
func TestMeasuredNumbersComeOutAgain(t *testing.T) {
	if runtime.GOOS == "js" || testing.Short() {
		t.Skip("sixty million random bits are tested natively")
	}
	for _, s := range gallery.Scenarios() {
		if len(s.Measures) == 0 || s.Stored == nil {
			continue
		}
		l, err := lab.ParseLink(s.Link)
		if err != nil {
			t.Fatal(err)
		}
		all, err := s.Sweep.Experiments(l.Experiment)
		if err != nil || len(all) != len(s.Stored.Measured) {
			t.Fatalf("%s: numbers of %d points, of %d are stored: %v", s.Name, len(all), len(s.Stored.Measured), err)
		}
		i := rand.IntN(len(all))
		got, err := numbersOf(all[i], s.Measures)
		if want := s.Stored.Measured[i]; err != nil || !reflect.DeepEqual(got, want.Numbers) || want.Chip != all[i].Chip {
			t.Errorf("%s, #%s: %v (%v), stored are %+v", s.Name, all[i].Link(), got, err, want)
		}
	}
}

// TestNumbersThatThereAreNot are named.
func TestNumbersThatThereAreNot(t *testing.T) {
	l, err := lab.ParseLink("memory=st-mram")
	if err != nil {
		t.Fatal(err)
	}
	_, err = numbersOf(l.Experiment, []string{"delta", "colour"})
	if err == nil || !strings.Contains(err.Error(), `"colour"`) {
		t.Errorf("%v", err)
	}
}

// TestClaimsAreListed with verdict and reason.
func TestClaimsAreListed(t *testing.T) {
	out, err := call(t, "scenarios", "-claims")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range gallery.Papers() {
		for _, c := range p.Claims {
			if !strings.Contains(out, "\n"+c.Name+" ") || !strings.Contains(out, c.Reason()) {
				t.Errorf("%s is not listed, or its reason is not", c.Name)
			}
		}
	}
}
