package main

import (
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"testing"

	"arraylab/sim/cmd/study"
	"arraylab/sim/gallery"
	"arraylab/sim/kernel"
	"arraylab/sim/lab"
)

// needData is set to 1 where the data must be there: by build.sh test, which fetches them.
const needData = "ARRAYLAB_NEED_DATA"

// realData is the folder of the packed sets. Without them the test is skipped, or fails where they must be there.
func realData(t *testing.T) string {
	t.Helper()
	dir := study.Folder()
	for _, part := range []string{"train", "test"} {
		if _, err := os.Stat(filepath.Join(dir, "mnist-"+part+".set")); err == nil {
			continue
		} else if os.Getenv(needData) == "1" {
			t.Fatalf("the data are missing: %v. ./build.sh data fetches them.", err)
		}
		t.Skip("needs the data that ./build.sh data fetches")
	}
	return dir
}

// longest is how many seconds a sample may have taken by the command; what takes longer is carried out anew by hand.
const longest = 20

// TestStoredResultsByTheirSamples carries out two points of each stored sweep anew, chosen by chance, one stored run
// that is trained, and one point of a sweep that trains: each must be the stored one, number by number. Of sweeps that
// took minutes with a trained network, one is chosen.
func TestStoredResultsByTheirSamples(t *testing.T) {
	if runtime.GOOS == "js" || !kernel.Vectorized() || testing.Short() {
		t.Skip("samples are taken natively, with vectors")
	}
	var o runOptions
	o.Data = realData(t)
	var trained, swept, long []gallery.Scenario
	for _, s := range gallery.Scenarios() {
		switch {
		case s.Stored == nil:
			t.Errorf("%s has no stored result", s.Name)
		case !s.Stored.By(lab.NumericVersion): // nothing of it can come out again
		case !s.Model && s.Sweep != nil:
			if s.Seconds < longest*float64(trainings(t, s)) {
				swept = append(swept, s)
			}
		case !s.Model && s.Seconds < longest:
			trained = append(trained, s)
		case s.Model && s.Seconds > 3*longest:
			long = append(long, s)
		case s.Model && (s.Sweep != nil || rand.IntN(2) == 0):
			sample(t, &o, s)
		}
	}
	if len(long) > 0 {
		sample(t, &o, long[rand.IntN(len(long))])
	}
	if len(trained) == 0 || len(swept) == 0 {
		t.Skip("what is stored was made with older numerics")
	}
	s := trained[rand.IntN(len(trained))]
	r, err := o.open(s.Link)
	if err != nil {
		t.Fatal(err)
	}
	r.Parallel(runtime.NumCPU())
	again(t, &o, r, s)
	trainedPoint(t, &o, swept[rand.IntN(len(swept))])
}

// trainings is how many networks a sweep trains: points that differ in what follows share one.
func trainings(t *testing.T, s gallery.Scenario) int {
	t.Helper()
	networks := map[string]bool{}
	for _, e := range experiments(t, s) {
		networks[e.Training()] = true
	}
	return len(networks)
}

// experiments are those of a stored sweep.
func experiments(t *testing.T, s gallery.Scenario) []lab.Experiment {
	t.Helper()
	l, err := lab.ParseLink(s.Link)
	if err != nil {
		t.Fatal(err)
	}
	all, err := s.Sweep.Experiments(l.Experiment)
	if err != nil || len(all) != len(s.Stored.Points) {
		t.Fatalf("%s: %d points, %d are stored: %v", s.Name, len(all), len(s.Stored.Points), err)
	}
	return all
}

// trainedPoint compares a point of a sweep with networks of its own, trained anew.
func trainedPoint(t *testing.T, o *runOptions, s gallery.Scenario) {
	t.Helper()
	all := experiments(t, s)
	i := rand.IntN(len(all))
	r, err := o.open(all[i].Link())
	if err != nil {
		t.Fatal(err)
	}
	r.Parallel(runtime.NumCPU())
	for r.Advance() {
	}
	res, _ := r.Result()
	same(t, s, i, s.Sweep.Point(i, res, all[i]))
}

// same compares a point with the stored one. What was stored before points had fingerprints, or told the energy of an
// image, does not tell them.
func same(t *testing.T, s gallery.Scenario, i int, got lab.SweepPoint) {
	t.Helper()
	want := s.Stored.Points[i]
	if want.Fingerprint == "" {
		want.Seed, want.Fingerprint = got.Seed, got.Fingerprint
	}
	if want.Image == 0 {
		want.Image = got.Image
	}
	if got != want {
		t.Errorf("%s: point %d is %+v, stored is %+v", s.Name, i, got, want)
	}
}

// again compares the result of a run with the stored one.
func again(t *testing.T, o *runOptions, r *lab.Run, s gallery.Scenario) {
	t.Helper()
	if err := o.follow(t.Context(), r, io.Discard); err != nil {
		t.Fatal(err)
	}
	res, _ := r.Result()
	kept, err := s.Keep(nil, gallery.Done{Result: res}, gallery.PointBER())
	if err != nil {
		t.Fatal(err)
	}
	if want := s.Stored; !reflect.DeepEqual(kept.Curve, want.Curve) || !reflect.DeepEqual(kept.Factors, want.Factors) {
		t.Errorf("%s gives the curve %v and factors %v; stored are %v and %v", s.Name, kept.Curve, kept.Factors,
			want.Curve, want.Factors)
	}
	if want := s.Stored; res.Fingerprint != want.Fingerprint || res.Accuracy != want.Accuracy ||
		res.Correct != want.Correct || !slices.Equal(res.BER, want.BER) {
		t.Errorf("%s gives %v, %s; stored is %v, %s", s.Name, res.Accuracy, res.Fingerprint, want.Accuracy,
			want.Fingerprint)
	}
}

// sample compares the result of a scenario with the trained network, and two points of its sweep.
func sample(t *testing.T, o *runOptions, s gallery.Scenario) {
	t.Helper()
	r, err := o.program(s.Link, filepath.Join("..", "..", "..", networksFolder))
	if err != nil {
		t.Fatal(err)
	}
	r.Parallel(runtime.NumCPU())
	again(t, o, r, s)
	if s.Sweep == nil {
		return
	}
	all := experiments(t, s)
	for range 2 {
		i := rand.IntN(len(all))
		if err := r.Reinfer(all[i]); err != nil {
			t.Fatal(err)
		}
		for r.Advance() {
		}
		res, _ := r.Result()
		same(t, s, i, s.Sweep.Point(i, res, all[i]))
	}
}
