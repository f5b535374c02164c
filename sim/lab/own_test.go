package lab

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"arraylab/devices/knob"
	"arraylab/sim/data"
)

// TestLinkOfOwnData: shape, classes and hash stand in the link, and come back; the recipe follows the shape.
func TestLinkOfOwnData(t *testing.T) {
	const text = "v=1&task=own&shape=3x32x32&classes=7&data=0123456789abcdef&train=500&test=100"
	l, err := ParseLink(text)
	if err != nil {
		t.Fatal(err)
	}
	e := l.Experiment
	if got := l.String(); got != text {
		t.Errorf("spelled %s", got)
	}
	if s := e.Data().Shape; s.Grid != (Grid{C: 3, H: 32, W: 32}) || s.Classes != 7 || len(e.Data().Names) != 7 {
		t.Errorf("shape %s, names %v", s, e.Data().Names)
	}
	if y := e.Stored(); y[len(y)-1].Rows != 7 || e.Net != "24cs2-48c-48cp-96cp-128" {
		t.Errorf("network %s", e.Net)
	}
	for _, key := range []string{KeyShape, KeyClasses, KeyData, KeySplit} {
		f, _ := FieldOf(key)
		if f.ActsIn(e) != PhaseTrain || f.ActsIn(Default()) != PhaseNone {
			t.Errorf("%s acts in %v, of MNIST in %v", key, f.ActsIn(e), f.ActsIn(Default()))
		}
	}
	for link, want := range map[string]string{
		"task=own&classes=1": "a whole number from 2 to 100", "task=own&shape=4x64x64": "16384 values are too many",
		"task=own&data=1234": "16 hexadecimal digits", "task=own&train=70000": "from 1 to 60000",
		"task=own&sequence=both": "no data set but it has its shape",
	} {
		if _, err := ParseLink(link); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", link, err, want)
		}
	}
}

// TestOnOwn: from an experiment to the same one about the visitor's data, and on to others of them.
func TestOnOwn(t *testing.T) {
	s := data.Shape{Grid: Grid{C: 1, H: 1, W: 30}, Classes: 2}
	e, err := experimentOf("task=cifar10&epochs=3&train=5000&seed=4").OnOwn(s, "00000000000000aa", 400, 100)
	if want := "v=1&task=own&shape=1x30&classes=2&data=00000000000000aa&train=400&test=100&epochs=3&seed=4"; err != nil ||
		e.Link() != want {
		t.Errorf("%s, %v", e.Link(), err)
	}
	next, err := e.OnOwn(s, "00000000000000bb", 100000, 90)
	if want := "v=1&task=own&shape=1x30&classes=2&data=00000000000000bb&train=60000&test=90&epochs=3&seed=4"; err != nil ||
		next.Link() != want {
		t.Errorf("%s, %v", next.Link(), err)
	}
	var bad *knob.ValueError
	if _, err := e.OnOwn(data.Shape{Grid: Grid{C: 1, H: 200, W: 200}, Classes: 2}, "aa", 1, 1); !errors.As(err, &bad) {
		t.Errorf("error %v", err)
	}
}

// TestOwnImages: a run takes the data of its link, split by its seed, and says what it lacks else.
func TestOwnImages(t *testing.T) {
	sets := toySets()
	own := func(s *data.Set, made string) *data.Set {
		c := *s
		c.Task, c.Made = data.Own, made
		return &c
	}
	const hash, other = "0123456789abcdef", "fedcba9876543210"
	e := experimentOf("task=own&hidden=8&epochs=1&train=100&test=50&data=" + hash)
	made := e.Made(data.Own)
	if _, err := NewRun(e, Sets{Train: own(sets.Train, made), Test: own(sets.Test, made)}); err != nil {
		t.Error(err)
	}
	var need *NeedError
	for _, c := range []struct{ made, want string }{
		{MadeOwn(other, 1), "made with data=0123456789abcdef split=1, not with data=fedcba9876543210 split=1"},
		{MadeOwn(hash, 2), "split=1, not with data=0123456789abcdef split=2"},
	} {
		_, err := NewRun(e, Sets{Train: own(sets.Train, made), Test: own(sets.Test, c.made)})
		if !errors.As(err, &need) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want %q", err, c.want)
		}
	}
	if _, err := NewRun(e, Sets{}); !errors.As(err, &need) || !strings.Contains(err.Error(), "bring the file") {
		t.Errorf("error %v", err)
	}
	for _, c := range []struct {
		e          Experiment
		hash, want string
	}{
		{Default(), "", ""}, {e, hash, ""}, {e, "", "bring the file"}, {e, other, "the file that is here is another one"},
		{experimentOf("task=own"), hash, "choose a file"},
	} {
		err := c.e.Lacks(c.hash)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s with %q: %v, want %q", c.e.Link(), c.hash, err, c.want)
		}
	}
}

// TestOwnDataAreLearntInEveryWay: images that are brought give the weights, and the right answers, that the same images
// give as a built-in set, whatever the memory, the levels, the way to learn and the sequence.
func TestOwnDataAreLearntInEveryWay(t *testing.T) {
	sets := toySets()
	own := func(s *data.Set) *data.Set {
		c := *s
		c.Task, c.Made = data.Own, MadeOwn("0123456789abcdef", 1)
		return &c
	}
	for _, name := range []string{"programmed", "devices", "stochastic", "by layer", "augmented", "ternary", "split",
		"stream", "permuted", "st-mram", "hinge", "errors"} {
		e := experimentOf("task=own&data=0123456789abcdef&" + toyLinks[name])
		r, err := NewRun(e, Sets{Train: own(sets.Train), Test: own(sets.Test)})
		if err != nil {
			t.Fatal(err)
		}
		finish(r)
		got, _ := r.Result()
		want := toyResult(name)
		if !bytes.Equal(r.Weights(), toyRuns[name]().Weights()) || got.Correct != want.Correct || got.Loss != want.Loss {
			t.Errorf("%s: %d right with a loss of %g, as a built-in set %d with %g", name, got.Correct, got.Loss, want.Correct,
				want.Loss)
		}
		if got.Fingerprint == want.Fingerprint {
			t.Errorf("%s: the fingerprint does not know the data", name)
		}
	}
}
