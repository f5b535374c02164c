package lab

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestSweepsInLinks(t *testing.T) {
	for link, want := range map[string]struct {
		canonical string
		sweep     Sweep
	}{
		"memory=ber&ber=0.010~0.1": {"v=1&memory=ber&ber=0.01~0.1",
			Sweep{Key: "ber", Values: []string{"0.01", "0.1"}, Chips: 1}},
		"ber=0.001..0.1..3&chips=20&memory=ber": {"v=1&memory=ber&ber=0.001..0.1..3&chips=20",
			Sweep{Key: "ber", Values: []string{"0.001", "0.01", "0.1"}, Chips: 20}},
		"memory=ber&ber=0.001~0.01~0.1": {"v=1&memory=ber&ber=0.001..0.1..3",
			Sweep{Key: "ber", Values: []string{"0.001", "0.01", "0.1"}, Chips: 1}},
		"memory=ber&ber=0.1..0.3..3": {"v=1&memory=ber&ber=0.1..0.3..3",
			Sweep{Key: "ber", Values: []string{"0.1", "0.173", "0.3"}, Chips: 1}},
		"memory=ber&ber=0.1..0.3..3log": {"v=1&memory=ber&ber=0.1..0.3..3",
			Sweep{Key: "ber", Values: []string{"0.1", "0.173", "0.3"}, Chips: 1}},
		"memory=ber&ber=0.1..0.3..3lin": {"v=1&memory=ber&ber=0.1..0.3..3lin",
			Sweep{Key: "ber", Values: []string{"0.1", "0.2", "0.3"}, Chips: 1}},
		"memory=ber&ber=0..0.4..3": {"v=1&memory=ber&ber=0..0.4..3",
			Sweep{Key: "ber", Values: []string{"0", "0.2", "0.4"}, Chips: 1}},
		"memory=ber&when=program~read&ber=0.2~0.1": {"v=1&memory=ber&ber=0.2~0.1&when=program~read",
			Sweep{Key: "ber", Values: []string{"0.2", "0.1"}, Chips: 1, By: "when",
				ByValues: []string{"program", "read"}}},
		"lr=0.01~0.02&epochs=1..3..3&seeds=3": {"v=1&epochs=1..3..3&lr=0.01~0.02&seeds=3",
			Sweep{Key: "lr", Values: []string{"0.01", "0.02"}, Chips: 1, By: "epochs",
				ByValues: []string{"1", "2", "3"}, Seeds: 3}},
		// The rate at the test is swept for each rate in training, though that stands last in the table.
		"memory=ber&trainerr=ber&ber=0~0.1&trainber=0~0.01~0.04": {"v=1&memory=ber&ber=0~0.1&trainerr=ber&" +
			"trainber=0~0.01~0.04",
			Sweep{Key: "ber", Values: []string{"0", "0.1"}, Chips: 1, By: "trainber",
				ByValues: []string{"0", "0.01", "0.04"}}},
		"hidden=64~64-64": {"v=1&hidden=64~64-64", Sweep{By: "hidden", ByValues: []string{"64", "64-64"}, Chips: 1}},
		"hidden=64~32&task=mnist~fashion": {"v=1&task=mnist~fashion&hidden=64~32",
			Sweep{Key: "hidden", Values: []string{"64", "32"}, By: "task",
				ByValues: []string{"mnist", "fashion"}, Chips: 1}},
		"seeds=2":         {"v=1&seeds=2", Sweep{Chips: 1, Seeds: 2}},
		"chips=1":         {"v=1&chips=1", Sweep{Chips: 1}},
		"seeds=1&seed=5":  {"v=1&seed=5&chips=1", Sweep{Chips: 1}},
		"epochs=1..2..30": {"v=1&epochs=1~2", Sweep{Key: "epochs", Values: []string{"1", "2"}, Chips: 1}},
	} {
		l, err := ParseLink(link)
		if err != nil || l.Sweep == nil {
			t.Errorf("%s: %v", link, err)
			continue
		}
		if !reflect.DeepEqual(*l.Sweep, want.sweep) || l.String() != want.canonical {
			t.Errorf("%s reads as %+v, spelled %s; want %+v, %s", link, *l.Sweep, l, want.sweep, want.canonical)
		}
		again, err := ParseLink(l.String())
		if err != nil || !reflect.DeepEqual(again, l) || again.String() != l.String() {
			t.Errorf("%s reads as %+v: %v", l, again, err)
		}
		all, err := l.Sweep.Experiments(l.Experiment)
		if err != nil || all[0] != l.Experiment || len(all) != l.Sweep.Size() {
			t.Errorf("%s has %d points, the first of which is not its experiment: %v", link, len(all), err)
		}
	}
	if l, err := ParseLink("memory=ber&ber=0.01"); err != nil || l.Sweep != nil {
		t.Errorf("a link of one run holds %+v, %v", l.Sweep, err)
	}
}

func TestBadSweepsInLinks(t *testing.T) {
	for link, says := range map[string]string{
		"memory=ber&ber=0.1~0.9":           "ber=0.9 is not allowed: ber takes a number from 0 to 0.5",
		"memory=ber&ber=0.1~":              "ber= is not allowed",
		"memory=ber&ber=0.1~0.10":          "0.1 is there twice",
		"memory=ber&ber=0.1..0.3":          "from..to..count",
		"memory=ber&ber=0.3..0.1..3":       "the second above the first",
		"memory=ber&ber=0..0.1..3log":      "from..to..count",
		"memory=ber&ber=0.1..0.9..3":       "a number from 0 to 0.5 at both ends",
		"memory=ber&ber=0.1..0.2..1":       "a count from 2 to 2000",
		"memory=ber&ber=0.1..0.2..3loglin": "from..to..count",
		"memory=ber&ber=0.1~0.2&chips=0": "chips=0 is not allowed: chips takes a whole " +
			"number from 1 to 100",
		"seeds=101":                                        "seeds=101",
		"seeds=2&seeds=3":                                  "twice",
		"ber=0.1~0.2":                                      "sweep=ber is not allowed",
		"lr=0.1~0.2&epochs=1~2&batch=1~2":                  "3 fields",
		"epochs=1..1000..999&chips=3":                      "1 to 2000 inferences",
		"memory=ber~rram-weak-reset&learn=latent":          "learn=latent is the default at the first point",
		"memory=rram-weak-reset~ber&learn=device":          "learn=device",
		"hidden=1..3..3":                                   "hidden=1..3..3",
		"task=" + strings.Repeat("mnist~", 3000) + "mnist": "characters",
	} {
		l, err := ParseLink(link)
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, %+v: the error does not say %q", link, err, l.Sweep, says)
		}
	}
	// The other way round the same sweep can be spelled.
	if _, err := ParseLink("memory=rram-weak-reset~ber&learn=latent"); err != nil {
		t.Error(err)
	}
}

// TestCarriedSweepIsThatOfRunsAlone: shared networks, several workers and the order of work change no bit.
func TestCarriedSweepIsThatOfRunsAlone(t *testing.T) {
	l, err := ParseLink("train=600&test=1200&hidden=24&memory=ber&ber=0.2~0~0.3&when=read~program&epochs=1&batch=64&" +
		"seeds=2&chips=2")
	if err != nil {
		t.Fatal(err)
	}
	all, err := l.Sweep.Experiments(l.Experiment)
	if err != nil || len(all) != 24 {
		t.Fatal(len(all), err)
	}
	for _, workers := range []int{1, 3} {
		next := 0
		c := Carrier{Sets: func(string, int, int) (Sets, error) { return toySets(), nil }, Workers: workers}
		err := c.Carry(all, func(i int, r Result) error {
			if i != next {
				t.Errorf("result %d comes before result %d", i, next)
			}
			next++
			if r.Link != all[i].Link() {
				t.Errorf("result %d is that of %s", i, r.Link)
			}
			if i%5 == 0 {
				if want := finish(mustRun(t, all[i].Link(), 1)); r.Fingerprint != want.Fingerprint ||
					l.Sweep.Point(i, r, all[i]) != l.Sweep.Point(i, want, all[i]) {
					t.Errorf("%s: %s, alone %s", r.Link, r.Fingerprint, want.Fingerprint)
				}
			}
			return nil
		})
		if err != nil || next != len(all) {
			t.Errorf("%d results, %v", next, err)
		}
	}
	stop := errors.New("enough")
	for name, c := range map[string]Carrier{
		"enough": {Sets: func(string, int, int) (Sets, error) { return toySets(), nil }, Workers: 2},
		"unread": {Sets: func(string, int, int) (Sets, error) { return Sets{}, errors.New("unread") }, Workers: 2},
	} {
		if err := c.Carry(all, func(int, Result) error { return stop }); err == nil || err.Error() != name {
			t.Errorf("%v, want %s", err, name)
		}
	}
}

// TestModelsSpareTraining: a trained network serves the points that share its training, with the same bits.
func TestModelsSpareTraining(t *testing.T) {
	r := mustRun(t, "train=600&test=1200&hidden=24&epochs=1&batch=64", 1)
	finish(r)
	model, err := r.Model()
	if err != nil {
		t.Fatal(err)
	}
	e := experimentOf("train=600&test=1200&hidden=24&memory=st-mram&strength=0.6&epochs=1&batch=64")
	sets := toySets()
	c := Carrier{Sets: func(string, int, int) (Sets, error) {
		return Sets{Test: sets.Test}, nil
	}, Workers: 1, Models: [][]byte{model}}
	err = c.Carry([]Experiment{e}, func(_ int, got Result) error {
		if want := finish(mustRun(t, e.Link(), 1)); got.Fingerprint != want.Fingerprint {
			t.Errorf("%s, trained anew %s", got.Fingerprint, want.Fingerprint)
		}
		return nil
	})
	if err != nil { // training would need images
		t.Error(err)
	}
	e.Seed++
	if err := c.Carry([]Experiment{e}, func(int, Result) error { return nil }); err == nil {
		t.Error("a network of another seed is used")
	}
}

func TestPointsWithSeedsAsText(t *testing.T) {
	want := Points{{Value: "0.1", Chip: 3, Accuracy: 0.5, Seed: 7, Fingerprint: "0123456789abcdef"}}
	text, err := want.MarshalText()
	var got Points
	if err != nil || got.UnmarshalText(text) != nil || !slices.Equal(got, want) {
		t.Errorf("%s reads as %+v", text, got)
	}
}

// TestEveryMemoryAndMethodIsCarried: two chips of each short run, which share a network where the memory stores one,
// give what runs alone give.
func TestEveryMemoryAndMethodIsCarried(t *testing.T) {
	for name, link := range toyLinks {
		all, err := Sweep{Chips: 2}.Experiments(experimentOf(link))
		if err != nil {
			continue // nothing there differs from chip to chip
		}
		sets := mustRun(t, link, 1).sets
		c := Carrier{Sets: func(task string, _, _ int) (Sets, error) {
			if sets.Second != nil && task != sets.Train.Task {
				return *sets.Second, nil
			}
			return Sets{Train: sets.Train, Test: sets.Test}, nil
		}, Workers: 2}
		err = c.Carry(all, func(i int, r Result) error {
			if i == 0 {
				return nil // trained by itself
			}
			if want := finish(mustRun(t, all[i].Link(), 1)); r.Fingerprint != want.Fingerprint ||
				!slices.Equal(r.BER, want.BER) || !reflect.DeepEqual(r.Tasks, want.Tasks) {
				t.Errorf("%s, chip %d: %s, alone %s; %v, %v", name, all[i].Chip, r.Fingerprint, want.Fingerprint,
					r.BER, want.BER)
			}
			return nil
		})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
