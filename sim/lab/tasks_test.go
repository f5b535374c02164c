package lab

import (
	"bytes"
	"errors"
	"math"
	"reflect"
	"slices"
	"testing"

	"arraylab/devices/knob"
	"arraylab/sim/crew"
)

// sequences are the toy links of several tasks.
var sequences = []string{"permuted", "anchored", "split", "stream", "interleaved"}

// TestSequencesTellTheirTasks: names and accuracies of all tasks, a point of the curves at each epoch or part with the
// tests of all tasks so far, and at the end the accuracy over all.
func TestSequencesTellTheirTasks(t *testing.T) {
	for _, name := range sequences {
		r := mustRun(t, toyLinks[name], 1)
		steps, total := r.Steps(), Plan(r.Experiment(), 1).Steps
		res := finish(r)
		if res.Step != steps || steps > total || name != "split" && steps != total {
			t.Errorf("%s: %d steps of %d, planned %d", name, res.Step, steps, total)
		}
		names := r.Experiment().TaskNames()
		correct, images := 0, 0
		for k, task := range res.Tasks {
			correct, images = correct+task.Correct, images+task.Total
			if task.Name != names[k] || task.Accuracy != float64(task.Correct)/float64(task.Total) {
				t.Errorf("%s: task %d is %+v, want %s", name, k, task, names[k])
			}
		}
		if len(res.Tasks) != len(names) || correct != res.Correct || images != res.Total ||
			res.Accuracies[StatsBatch] != res.Accuracy {
			t.Errorf("%s: %d tasks with %d of %d right, in all %d of %d", name, len(res.Tasks), correct, images,
				res.Correct, res.Total)
		}
		last := res.Curve[len(res.Curve)-1]
		for k := range res.Tasks {
			if r.Experiment().Memory == MemoryIdeal && last.Tasks[k] != res.Tasks[k].Accuracy {
				t.Errorf("%s: the last live test of task %d gives %v, the final one %v", name, k, last.Tasks[k],
					res.Tasks[k].Accuracy)
			}
		}
		want := map[string]int{"permuted": 6, "anchored": 4, "split": 50, "stream": 4, "interleaved": 3}[name]
		if len(res.Curve) != want {
			t.Errorf("%s: %d points of the curves, want %d", name, len(res.Curve), want)
		}
		if n := len(res.Curve[0].Tasks); name == "permuted" && n != 1 || name == "interleaved" && n != 2 {
			t.Errorf("%s: the first point tells of %d tasks", name, n)
		}
	}
}

// TestPermutations: each is one of all pixels, of its own, and the same for everybody.
func TestPermutations(t *testing.T) {
	e := mustRun(t, toyLinks["permuted"], 1).Experiment()
	if got, want := e.places(0)[:5], []int32{257, 425, 274, 162, 232}; !slices.Equal(got, want) {
		t.Errorf("the first permutation begins %v, want %v", got, want)
	}
	var before []int32
	for k := range 3 {
		p := e.places(k)
		if slices.Equal(p, before) || !slices.Equal(p, e.places(k)) {
			t.Errorf("permutation %d is that before it, or changes", k)
		}
		before = slices.Clone(p)
		slices.Sort(p)
		for i, j := range p {
			if int(j) != i {
				t.Fatalf("permutation %d lacks pixel %d", k, i)
			}
		}
	}
}

func TestSequencesRefuse(t *testing.T) {
	for link, key := range map[string]string{
		"sequence=permuted&stats=frozen":           "stats",
		"sequence=split&tasks=6":                   "tasks",
		"sequence=stream&train=30":                 "tasks",
		"sequence=permuted&input=stochastic&ewc=1": "ewc",
		"sequence=shuffled":                        "sequence",
		"sequence=permuted&tasks=1":                "tasks",
		"meta=-1":                                  "meta",
	} {
		_, err := ParseLink(link)
		var bad *knob.ValueError
		if !errors.As(err, &bad) || bad.Key != key {
			t.Errorf("%s: %v, want a ValueError of %s", link, err, key)
		}
	}
	l, err := ParseLink("sequence=both&train=600&test=1200")
	if err != nil {
		t.Fatal(err)
	}
	var need *NeedError
	if _, err := NewRun(l.Experiment, Sets{Train: toySets().Train, Test: toySets().Test}); !errors.As(err, &need) {
		t.Errorf("a second data set that is not here: %v", err)
	}
	l, _ = ParseLink("sequence=split&train=600&test=1")
	if _, err := NewRun(l.Experiment, toySets()); !errors.As(err, &need) {
		t.Errorf("tasks without images: %v", err)
	}
}

// TestHiddenWeights: histograms count all of them, the picture shows their sizes, and a crew tells the same.
func TestHiddenWeights(t *testing.T) {
	const link = "train=600&test=1200&sequence=permuted&tasks=2&hidden=40-30&epochs=1&batch=50&meta=1.35"
	alone := mustRun(t, link, 1)
	finish(alone)
	want := alone.Hidden()
	var picture Snapshot
	for l, h := range want {
		in, out := alone.exp.net().Layers[l].FanIn(), alone.exp.net().Layers[l].Out
		sum := int64(0)
		for _, n := range h.Counts {
			sum += n
		}
		if h.Layer != l || sum != int64(in*out) {
			t.Errorf("layer %d: %d weights counted, want %d", l, sum, in*out)
		}
		if err := alone.Snapshot(l, ViewHidden, &picture); err != nil {
			t.Fatal(err)
		}
		if picture.Hi != h.Span || slices.Max(picture.Cells) < 255/2 { // more than half
			t.Errorf("layer %d: the scale ends at %v, the span is %v, the largest byte %d", l, picture.Hi, h.Span,
				slices.Max(picture.Cells))
		}
		alone.trainer.Hidden(l, func(o int, column []float32) {
			for i, w := range column {
				if got := float64(picture.Cells[i*out+o]) / 255 *
					h.Span; math.Abs(got-math.Abs(float64(w))) > h.Span/255 {
					t.Fatalf("layer %d, weight %d to %d: %v shown as %v", l, i, o, w, got)
				}
			}
		})
	}
	crewed(3, func(c crew.Crew) {
		r := mustLead(t, c, link)
		finish(r)
		if got := r.live.Hidden; !reflect.DeepEqual(got, want) {
			t.Errorf("a crew counts %v, want %v", got, want)
		}
		var got Snapshot
		if err := r.Snapshot(2, ViewHidden, &got); err != nil || !bytes.Equal(got.Cells, picture.Cells) {
			t.Errorf("a crew shows another picture of the last layer (%v)", err)
		}
	})
	var bad *knob.ValueError
	m := mustRun(t, toyLinks["devices"], 1)
	if err := m.Snapshot(0, ViewHidden, &picture); !errors.As(err, &bad) {
		t.Errorf("hidden weights of devices: %v", err)
	}
}
