package gallery

import (
	"testing"

	"arraylab/sim/lab"
)

// TestFormats by hand: kernels of two leads and 13 samples, and so on; 25 places of 64 maps are left for the classifier.
func TestFormats(t *testing.T) {
	const (
		maps  = 32*13*2 + 32*9*32 + 64*7*32
		dense = 25*64*128 + 128*5
	)
	for link, want := range map[string]Formats{
		"task=ecg-beats": {Binary: maps + dense}, beatsClassifier: {Binary: dense, Eight: maps},
	} {
		l, err := lab.ParseLink(link)
		if err != nil {
			t.Fatal(err)
		}
		f := FormatsOf(l.Experiment)
		if f != want {
			t.Errorf("#%s has %+v, want %+v", link, f, want)
		}
	}
	half := Formats{Binary: 80, Eight: 10}
	if half.Weights() != 90 || half.Bytes() != 20 || half.Saves() != 1-20./90 {
		t.Errorf("%+v: %d weights, %g bytes, saves %g", half, half.Weights(), half.Bytes(), half.Saves())
	}
}

// TestQuickBeats: a tab that took 46 s for half of the whole training, and 19.5 s for the quick one, while others had the
// machine too (Chromium, two workers, load 60), has a sixth of the whole to do, and comes to more than 95 %.
func TestQuickBeats(t *testing.T) {
	work := func(name string) int64 {
		x, _ := ScenarioOf(name)
		l, err := lab.ParseLink(x.Link)
		if err != nil {
			t.Fatal(err)
		}
		return lab.Plan(l.Experiment, 1).Work
	}
	if quick, whole := work("beats-quick"), work("beats-classifier"); 6*quick > whole {
		t.Errorf("%d of %d", quick, whole)
	}
	if a := StoredResults().Accuracy("beats-quick"); a <= 95 {
		t.Errorf("%.2f %% are right", a)
	}
}
